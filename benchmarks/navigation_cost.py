"""What the navigation costs: sites of plain pages in Furo with its sidebar and without one, by number of pages.

Owns that measurement and its projects: prose alone, in sections of twenty pages, with the navigation of the toolkit, and
for the first size as Sphinx draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.measure import build_folder, medians_in_turns
from benchmarks.say import say
from benchmarks.table import Row

_SECTION = 20
_TEXT = "Each service keeps its own data, and what others need of it is sent to them.\n\n" * 8


def measure_navigation(folder: Path, sizes: Sequence[int], times: int) -> list[Row]:
    """Return the rows for sites of these numbers of pages, each the median of ``times``."""
    rows = []
    page = {}
    for size in sizes:
        say(f"navigation: {size:,} pages")
        source = folder / str(size)
        write_site(source, size)
        versions = {
            "shared": (),
            "none": ("-t", "bare"),
            "plain": ("-D", "excellence_navigation=0"),
        }
        if size > max(sizes[0], 400):
            del versions["plain"]
        output = folder / "output"
        took = medians_in_turns(
            {name: partial(_clean, source, output / name, *options) for name, options in versions.items()}, times
        )
        where = f"{size:,} pages, furo"
        page[size] = took["shared"] / size * 1000
        rows.append(Row(where, "With a sidebar, against the same site without one", took["shared"], took["none"], 1.15))
        if "plain" in took:
            what = "With a sidebar, against what the theme makes of it alone"
            rows.append(Row(where, what, took["shared"], took["plain"], None))
    first, last = sizes[0], sizes[-1]
    where = f"{last:,} pages against {first:,}, furo"
    rows.append(Row(where, "The cost of a page with a sidebar in a larger site", page[last], page[first], 1.1, "ms"))
    return rows


def _clean(source: Path, output: Path, *options: str) -> float:
    return build_folder(source, output, "-E", "-a", "-j", "1", *options).seconds


def write_site(source: Path, pages: int) -> None:
    """Write a site of so many pages, in sections."""
    source.mkdir(parents=True)
    extensions = ["myst_parser", "sphinx_excellence.navigation"]
    (source / "conf.py").write_text(
        f'project = "Benchmark"\nextensions = {extensions!r}\nhtml_theme = "furo"\n'
        'if tags.has("bare"):\n    html_sidebars = {"**": []}\n',
        encoding="utf-8",
    )
    sections = []
    for start in range(0, pages, _SECTION):
        name = f"s{start // _SECTION:03}"
        sections.append(f"{name}/index")
        (source / name).mkdir()
        inside = [f"p{number:05}" for number in range(start + 1, min(start + _SECTION, pages))]
        for number in inside:
            (source / name / f"{number}.md").write_text(f"# Page {number}\n\n{_TEXT}", encoding="utf-8")
        (source / name / "index.md").write_text(_page(f"Section {name}", inside), encoding="utf-8")
    (source / "index.md").write_text(_page("Site", sections), encoding="utf-8")


def _page(title: str, below: Sequence[str]) -> str:
    return "\n".join([f"# {title}", "", _TEXT, "```{toctree}", *below, "```", ""])
