"""Scripts and sheets as pages load them: without what browsers have no use for."""

from __future__ import annotations

import re

import pytest

from sphinx_excellence.extension.html.add_style_sheets import STATIC
from sphinx_excellence.extension.html.compact_files import compact, compact_sheet, write_compact_files

SOURCE = """\
/* What it does,
   in two lines. */
(() => {
  "use strict";

  // A line.
  /** @param {string} text */
  const folded = (text) => text; // stays
  const field = /** @type {HTMLElement} */ (folded("http://x/*y*/"));
})();
"""


def test_comments_indentation_and_empty_lines_are_left_out():
    assert compact(SOURCE) == (
        '(() => {\n"use strict";\nconst folded = (text) => text; // stays\n'
        'const field = (folded("http://x/*y*/"));\n})();\n'
    )


def test_a_sheet_has_no_blanks_between_declarations():
    sheet = '/* All. */\n@media print {\n  .a > b,\n  .c { color: red; content: "x y" }\n}\n'
    assert compact_sheet(sheet) == '@media print{.a > b,\n.c{color: red;content: "x y"}}'


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_what_is_left_has_no_comment_and_every_text_and_number(path):
    text = path.read_text(encoding="utf-8")
    left = (compact_sheet if path.suffix == ".css" else compact)(text)
    assert not re.search(r"^[ \t]|^/[/*]|\n\n", left, re.MULTILINE)
    # A text over several lines would lose its blanks.
    assert "`" not in re.sub(r"`[^`\n]*`", "", left)
    assert _code(left) == _code(text)


def _code(text: str) -> str:
    """Return all that is no comment and no blank, in order."""
    lines = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split("\n")
    return "".join(word for line in lines if not line.strip().startswith("//") for word in line.split())


def test_a_folder_holds_what_the_toolkit_has_and_nothing_else(tmp_path):
    (tmp_path / "excellence-gone.js").write_text("1;\n")
    write_compact_files(STATIC, tmp_path, {"excellence-joined.js": "1;\n"})
    assert {path.name for path in tmp_path.iterdir()} == {
        "excellence-joined.js",
        *(path.name for path in STATIC.iterdir()),
    }
    first = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    write_compact_files(STATIC, tmp_path, {"excellence-joined.js": "1;\n"})
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == first
