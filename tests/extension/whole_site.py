"""A site that is home to one record of each kind, and shows everything that can be shown of them."""

from __future__ import annotations

import re

import yaml

from tests.hostile import Hostile

CONF = """
version = release = copyright = "1"
smartquotes = False
suppress_warnings = ["excellence.*"]
man_pages = [("index", "test", "Test", ["nobody"], 1)]
latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]
texinfo_documents = [("index", "test", "Test", "nobody", "test", "Test.", "Miscellaneous")]
"""
#: What the page of each kind shows, by the kind.
SHOWN = {
    "pattern": (
        "pattern-tier", "modern-examples", "production-checklist", "pattern-alternatives", "pattern-history", "pattern-sources", "pattern-health",
        "tier-evidence",
    ),
    "evolution": ("evolution-timeline", "evolution-graph"),
    "comparison": ("comparison-matrix",),
    "decision": ("adr",),
    "migration": ("migration-playbook", "migration-checklist"),
    "case-study": ("case-study",),
    "selector": ("pattern-selector",),
    "edition": ("edition",),
    "usage-report": ("usage-report",),
    "signal": ("signal",),
    "health": ("health-report",),
    "review": ("review",),
    "measure": ("measure",),
    "oddity": ("oddity",),
}  # fmt: skip
VIEWS = (
    "pattern-catalog", "pattern-catalog\n:layout: table", "pattern-catalog\n:filter:", "pattern-radar", "adr-log",
    "tier-criteria", "health-signals", "excellence-scorecard", "excellence-measures", "review-checklist 2024Q1", "review-archive", "pattern-coverage", "compare-patterns", "excellence-counts", "excellence-search", "edition-archive",
    "pattern-radar\n:edition: odd-edition", "pattern-radar\n:quadrant: odd\n:no-index:",
    "what-changed\n:since: 1900", "edition-diff odd-edition odd-edition",
    "pattern-selector odd-selector\n:layout: questions\n:no-index:",
    "oddity-catalog", "oddity-catalog\n:filter:", "referrers pattern odd-pattern", "tagged-records odd",
    "time-machine", "time-machine\n:thumbnail: index", "usage-reports odd-pattern", "usage-reports\n:filter:", "usage-reports\n:pattern: odd-pattern", "vocabulary statuses.pattern", "vocabulary tags",
    "reading-path Odd\n- {pattern}`odd-pattern`",
    "diagram flow\ntitle: Odd\nlinks:\n  - A -> B: odd",
)  # fmt: skip


def page(title, *directives):
    """Return a page with directives, each given as its name, and what follows that."""
    blocks = (re.sub(r"^([\w-]+)", r"```{\1}", each) + "\n```" for each in directives)
    return "\n\n".join([f"# {title}", *blocks]) + "\n"


def site_of(hostile: Hostile, conf: str) -> dict[str, str]:
    """Return the files of the site; ``conf`` is what its conf.py begins with."""
    roles = " ".join(f"{{excellence:{'adr' if kind == 'decision' else kind}}}`odd-{kind}`" for kind in SHOWN)
    pages = {
        f"source/home-{kind}.md": page(f"Home {kind}", *(f"{each} odd-{kind}" for each in each_of))
        for kind, each_of in SHOWN.items()
    }
    toctree = "```{toctree}\n" + "\n".join(f"home-{kind}" for kind in SHOWN) + "\n```\n"
    return {
        **pages,
        "conf.py": conf + CONF,
        "data/all.yaml": yaml.safe_dump(hostile.data(), allow_unicode=True, width=10_000),
        "source/index.md": page("All", *VIEWS) + f"\n{roles} {{tier}}`odd`\n\n{toctree}",
    }
