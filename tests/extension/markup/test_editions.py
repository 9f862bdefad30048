"""Editions that live in their pages, and directives that name one, in a real build."""

from __future__ import annotations

DATA = """
tiers: {gold: null, silver: null, bronze: null, adopt: {rank: 1}, hold: {rank: 9, legacy: advisory}}
patterns:
  go: {title: Go, tier: adopt, category: languages, history: [{edition: spring, tier: hold}, {edition: autumn, tier: adopt, text: "Many *services*."}]}
"""
SITE = {
    "data/a.yaml": DATA,
    "source/index.md": "# Radar\n\n```{edition-archive}\n```\n\n```{toctree}\n:glob:\neditions/*\n```\n",
    "source/editions/spring.md": "---\ndate: 2024-04\n---\n# Spring\n\nThe first.\n",
    "source/editions/autumn.md": "---\ndate: 2024-10\n---\n# Autumn\n\nThe second.\n\n```{pattern-radar}\n:edition:\n```\n",
}


def test_an_edition_lives_in_its_page_and_says_what_changed(project):
    conf = (project.root / "conf.py").read_text() + '\nexcellence_pages = {"editions/*": "edition"}\n'
    project.write({"conf.py": conf, **SITE})
    result = project.build("text", "-W", "--keep-going")
    assert (result.code, result.warnings) == (0, [])
    page = result.text("editions/autumn.txt")
    for said in ("Compared with: Spring", "Moved in (1)", "Many *services*.", "The second."):
        assert said in page
    assert page.index("Moved in (1)") < page.index("The second.") < page.index("Adopt (1)", page.index("The second."))
    # The edition gets another date: it is the first now, and so says its page, which was not touched itself.
    project.write({"source/editions/spring.md": SITE["source/editions/spring.md"].replace("2024-04", "2025-04")})
    again = project.build("text")
    assert "Compared with" not in again.text("editions/autumn.txt")
    assert "Moved out (1)" in again.text("editions/spring.txt")


def test_what_names_no_edition_is_told_with_its_place(project):
    project.write({
        "data/a.yaml": DATA.replace("patterns:", "editions: {spring: {title: S, date: 2024-04}, autumn: {title: A, date: 2024-10}}\npatterns:"),
        "source/index.md": "# Radar\n\n```{pattern-radar}\n:edition: sprin\n```\n\n```{pattern-radar}\n:edition:\n```\n\n"
        "```{edition-diff} spring autum\n```\n\n```{pattern-radar}\n:edition: spring\n:since: 2024-01-01\n```\n\n"
        "```{edition-diff} spring\n```\n\n```{edition-diff}\n```\n\n```{edition-diff} spring autumn winter\n```\n",
    })  # fmt: skip
    result = project.build("text")
    told = "\n".join(result.warnings)
    assert "source/index.md:4:11: WARNING: unknown edition 'sprin'" in told
    assert "unknown edition 'sprin'; did you mean 'spring'?" in told
    assert "unknown edition 'autum'; did you mean 'autumn'?" in told
    assert "`pattern-radar` names no edition, and this page is not the home page of one" in told
    assert "source/index.md:16:2: WARNING: `pattern-radar` takes `since` or `edition`" in told
    assert "unknown edition 'autumn winter'; did you mean 'autumn'?" in told
    assert told.count("`edition-diff` needs the ids of two editions") == 2
    assert "[excellence.unknown-option]" in told
    assert told.count("[excellence.missing-argument]") == 3
    assert "docutils" not in told
    assert "No edition has this name: sprin" in result.text("index.txt")
