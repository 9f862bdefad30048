"""``python -m tests.ecosystem``: build the listed projects in four ways, and tell what changes.

Each is built plain, with the navigation wing alone, with the toolkit loaded, and with that by Typst. Run it with the
projects' names for some of them. It ends with 1 where the toolkit makes a build fail, takes a file or a warning away,
adds a warning, or a PDF is not made, and where the navigation wing changes anything at all. ``time`` and ``time nav``
are the processor times of the build with the toolkit and of that with the wing, as shares of the plain one's.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.ecosystem.building import NAVIGATION, TOOLKIT, Build, build, changes
from tests.ecosystem.preparing import Listed, make_environment, read_projects, unpack
from tests.ecosystem.reading import missing_words, read_pdf

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "ecosystem"


def main() -> int:
    """Build them and print the table; what changed goes into one file a project."""
    parser = argparse.ArgumentParser(prog="python -m tests.ecosystem", description=__doc__.splitlines()[0])
    listed = read_projects()
    parser.add_argument("names", nargs="*", help="projects of the list; all by default")
    parser.add_argument("--limit", type=int, default=900, help="seconds for one build")
    options = parser.parse_args()
    unknown = set(options.names) - {project.name for project in listed}
    if unknown:
        parser.error(f"not in the list: {', '.join(sorted(unknown))}")
    python = make_environment(BUILD, ROOT, listed)
    head = (
        "project",
        "plain",
        "loaded",
        "files +",
        "files -",
        "changed",
        "warn +",
        "warn -",
        "time",
        "nav",
        "time nav",
        "typst",
        "warn",
        "pages",
        "words",
    )
    print(("{:<24}" + "{:>9}" * 14).format(*head))
    bad = 0
    for project in listed:
        if not options.names or project.name in options.names:
            bad += _examine(project, python, options.limit)
    return 1 if bad else 0


def _examine(project: Listed, python: Path, limit: int) -> bool:
    """Build one project four times, print its row, and return whether the toolkit did it harm."""
    docs, out = unpack(BUILD, project), BUILD / "out" / project.name
    plain = build(python, docs, out / "plain", "html", None, limit=limit)
    navigated = build(python, docs, out / "navigation", "html", NAVIGATION, limit=limit)
    loaded = build(python, docs, out / "loaded", "html", TOOLKIT, limit=limit)
    typeset = build(python, docs, out / "typst", "typstpdf", TOOLKIT, limit=limit)
    differs, by_navigation = changes(plain, loaded), changes(plain, navigated)
    pages, share, missing = _read(plain, out / "typst" / "pages")
    own = [line for line in typeset.warnings if line not in plain.warnings]
    (BUILD / f"{project.name}.json").write_text(
        json.dumps(
            {
                **asdict(differs),
                "navigation": asdict(by_navigation),
                "ends": [plain.tail, navigated.tail, loaded.tail, typeset.tail],
                "seconds": [each.seconds for each in (plain, navigated, loaded, typeset)],
                "typst": own,
                "missing": missing[:200],
            },
            indent=1,
        ),
        encoding="utf-8",
    )
    row = [plain.code, loaded.code, len(differs.added), len(differs.removed), len(differs.changed)]
    row += [
        len(differs.new_warnings),
        len(differs.lost_warnings),
        f"{loaded.seconds / plain.seconds:.2f}",
        len(by_navigation),
        f"{navigated.seconds / plain.seconds:.2f}",
        typeset.code,
        len(own),
        pages,
        f"{100 * share:.1f} %",
    ]
    print(("{:<24}" + "{:>9}" * 14).format(f"{project.name} {project.version}", *map(str, row)), flush=True)
    return bool(
        loaded.code != plain.code or differs.removed or differs.new_warnings or differs.lost_warnings
        or navigated.code != plain.code or by_navigation or typeset.code != 0 or not pages
    )  # fmt: skip


def _read(plain: Build, folder: Path) -> tuple[int, float, list[str]]:
    """Return a PDF's pages, the share of the site's words that it has, and those that it lacks."""
    found = sorted(folder.glob("*.pdf"))
    if not found:
        return 0, 0.0, []
    pages, text = read_pdf(found[0])
    share, missing = missing_words(plain.files, text)
    return pages, share, missing


if __name__ == "__main__":
    sys.exit(main())
