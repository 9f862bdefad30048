"""Reviews in pages: a quarter without one, and dead links that only a page names."""

import pytest

from tests.conftest import CONF

DATA = """
patterns:
  a: {title: Alpha, tier: gold, history: [{date: 2024-01-01, tier: silver}, {date: DAY, tier: gold, reason: It works.}]}
reviews: {2025Q1: {closed: 2025-03-30}}
links: {"https://a.net/x": {outcome: dead, checked: 2025-12-30, since: 2025-12-01}}
"""
PAGES = {
    "md": "# Home\n\n```{review-archive}\n```\n\n```{review} 2025Q2\n```\n\n```{review-checklist} 2025Q4\n```\n\n[x](LINK)\n",
    "rst": "Home\n====\n\n.. review-archive::\n\n.. review:: 2025Q2\n\n.. review-checklist:: 2025Q4\n\n`x <LINK>`_\n",
}


@pytest.mark.parametrize("suffix", PAGES)
def test_a_quarter_without_a_review_shows_what_moved_and_follows_the_data(project, suffix):
    def built(day, link="https://a.net/x"):
        page = PAGES[suffix].replace("LINK", link)
        project.write({"data/a.yaml": DATA.replace("DAY", day), f"source/index.{suffix}": page})
        result = project.build("text")
        return result.text("index.txt"), "\n".join(result.warnings)

    project.write({"conf.py": "excellence_as_of = '2026-01-01'\n" + CONF})
    shown, warnings = built("2025-05-01")
    assert "No review was held." in shown
    assert "It works." in shown
    assert "not held" in shown
    assert "https://a.net/x: No record names it, and it is dead since 2025-12-01." in " ".join(shown.split())
    assert "unknown review" not in warnings
    assert any("is dead since" in line and line.startswith(f"source/index.{suffix}:") for line in warnings.split("\n"))
    # The move is in another quarter now, and nothing is about this one; the link is mended.
    shown, warnings = built("2025-08-01", "https://b.net/x")
    assert "unknown review '2025Q2'" in warnings
    assert "No review was held." not in shown
    assert "is dead since 2025-12-01:" not in warnings
