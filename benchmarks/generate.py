"""Writes the generated projects: one folder each, with conf.py, an index, the pages and, where there is one, the data.

Owns files and configuration. What the pages say is left to ``pages``, what it is about to ``catalogue``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from benchmarks import pages
from benchmarks.catalogue import RELATIONS, Pattern

_CONF = """\
project = "Benchmark"
extensions = {extensions!r}
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "tasklist"]
html_theme = {theme!r}
"""
# Any theme's navigation of N pages on N pages is quadratic and would hide the rest.
_THEME_CONF = {"alabaster": 'html_sidebars = {"**": []}\n', "furo": ""}
_NEEDS_CONF = f"""\
needs_types = [
    {{"directive": "pattern", "title": "Pattern", "prefix": "P_", "color": "#dddddd", "style": "node"}},
]
needs_fields = {{
    name: {{"description": name, "nullable": True, "default": None}}
    for name in ("tier", "category", "introduced", "peak_usage", "current_relevance", "reviewed")
}}
needs_links = {{
    name: {{"incoming": "", "outgoing": name.replace("_", " ")}}
    for name in {("grew_out_of", "led_to", "alternatives", *RELATIONS)!r}
}}
"""


@dataclass(frozen=True, slots=True)
class Flavour:
    """One way to build the same catalogue."""

    name: str
    title: str
    page: Callable[[Pattern, Sequence[Pattern]], str]
    extensions: tuple[str, ...] = ()
    conf: str = ""
    has_data: bool = False


FLAVOURS: Mapping[str, Flavour] = MappingProxyType({
    flavour.name: flavour
    for flavour in (
        Flavour(
            "directives",
            "with directives",
            pages.with_directives,
            ("sphinx_excellence",),
            # The links between generated patterns are thrown with dice: what the rules find in them is not told.
            'excellence_as_of = "2026-10-01"\n'
            'excellence_rules = {"asymmetric-evolution": "info", "anachronism": "info", "legacy-recommended": "info"}\n',
            has_data=True,
        ),
        Flavour("hand", "written by hand", pages.by_hand),
        Flavour("needs", "sphinx-needs", pages.as_need, ("sphinx_needs",), _NEEDS_CONF),
        Flavour("prose", "prose alone", pages.prose),
    )
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Project:
    """One generated project on disk."""

    flavour: Flavour
    theme: str
    size: int
    folder: Path

    @property
    def source(self) -> Path:
        """The folder of conf.py and the pages."""
        return self.folder / "source"

    @property
    def output(self) -> Path:
        """The folder of everything that is built."""
        return self.folder / "output"

    @property
    def data(self) -> Path:
        """The one file of shared data."""
        return self.source / "data" / "patterns.yaml"

    def forget_builds(self) -> None:
        """Remove everything that was built."""
        shutil.rmtree(self.output, ignore_errors=True)


def write_project(
    folder: Path, flavour: Flavour, theme: str, patterns: Sequence[Pattern], *, paged: Sequence[Pattern] | None = None
) -> Project:
    """Write one project into ``folder``, which is made; ``paged`` are the patterns that get a page, if not all."""
    paged = patterns if paged is None else paged
    project = Project(flavour, theme, len(patterns), folder)
    project.source.mkdir(parents=True)
    conf = _CONF.format(extensions=["myst_parser", *flavour.extensions], theme=theme)
    (project.source / "conf.py").write_text(conf + _THEME_CONF[theme] + flavour.conf, encoding="utf-8")
    (project.source / "index.md").write_text(
        "# Catalogue\n\n```{toctree}\n" + "\n".join(pattern.id for pattern in paged) + "\n```\n", encoding="utf-8"
    )
    for pattern in paged:
        page = flavour.page(pattern, patterns)
        (project.source / f"{pattern.id}.md").write_text(page, encoding="utf-8")
    if flavour.has_data:
        project.data.parent.mkdir()
        write_data(project.data, patterns)
    return project


def write_data(path: Path, patterns: Sequence[Pattern]) -> None:
    """Write every record into one file."""
    path.write_text(data_text(patterns), encoding="utf-8")


def data_text(patterns: Sequence[Pattern], shown: Sequence[Pattern] | None = None, without: Sequence[str] = ()) -> str:
    """Return every record as one YAML text, or those of ``shown`` alone; the keys ``without`` are left out."""
    records = {
        pattern.id: {key: value for key, value in _record(pattern, patterns).items() if key not in without}
        for pattern in shown or patterns
    }
    text: str = yaml.dump(
        {"patterns": records},
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        sort_keys=False,
        allow_unicode=True,
        width=120,
    )
    return text


def _record(pattern: Pattern, patterns: Sequence[Pattern]) -> dict[str, Any]:
    return {
        "title": pattern.title,
        "category": pattern.category,
        "tier": pattern.tier,
        "status": pattern.status,
        "summary": pattern.summary,
        "rationale": pattern.rationale,
        "introduced": int(pattern.introduced),
        "peak_usage": pattern.peak_usage,
        "current_relevance": pattern.relevance,
        "evolution": {
            "from": [patterns[pattern.grew_out_of].id],
            "to": [] if pattern.led_to is None else [patterns[pattern.led_to].id],
        },
        "alternatives": [{"pattern": patterns[item.number].id, "when": item.when} for item in pattern.alternatives],
        "valid_for": list(pattern.valid_for),
        "best_for": list(pattern.best_for),
        "trade_offs": {"pros": list(pattern.pros), "cons": list(pattern.cons)},
        "modern_examples": [
            {
                "company": example.company,
                "implementation": example.implementation,
                "scale": example.scale,
                "source": example.source,
            }
            for example in pattern.examples
        ],
        "production_checklist": list(pattern.checklist),
        "related": [{"pattern": patterns[number].id, "kind": kind} for kind, number in pattern.related],
        "reviewed": pattern.reviewed,
    }
