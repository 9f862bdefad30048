"""The source file and line of what a page says.

A page is more than its own file: it includes others, Sphinx puts ``rst_prolog`` before it, and ``autodoc`` reads the
docstrings of modules. Parsers name the source of what they read, and not always its true line. This module owns making
file and line of that, while the page is read; ``source_columns`` finds the column when there is something to report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes

from sphinx_excellence.extension.reading.docstrings import docstring_line
from sphinx_excellence.loader.data_files import shown_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.docutils import SphinxDirective, SphinxRole

    from sphinx_excellence.extension.domain.domain import ExcellenceDomain

#: Where the number of lines that an inclusion leaves out is kept while its page is being read.
_SKIPPED = "excellence_skipped_lines"
#: Where the lines of a file that docutils counts otherwise than editors are kept as long.
_LINES = "excellence_lines"
#: Where the name of the page's own file is kept as long.
_OWN_FILE = "excellence_own_file"
#: What Sphinx calls the texts of conf.py that it puts before and behind every page.
_FROM_SETTINGS = re.compile(r"<rst_(?:prolog|epilog)")
_DOCSTRING = re.compile(r"^(?P<path>.+\.pyi?):docstring of (?P<name>\S+)$")


class SourceLine(NamedTuple):
    """A line of a page; ``file`` is empty where it is of the page's own file, else as findings name files."""

    line: int = 1
    file: str = ""


def source_line_of_markup(markup: SphinxDirective | SphinxRole, domain: ExcellenceDomain) -> SourceLine:
    """Return where a directive or a role is written."""
    source, line = cast("tuple[str | None, int | None]", markup.get_source_info())
    if source is None or line is None:
        # A block of reStructuredText in a MyST page leaves its own lines behind, and knows no others.
        document = markup.inliner.document if hasattr(markup, "inliner") else markup.state.document
        source, line = document.get("source"), markup.lineno
    return _source_line(source, line, domain)


def source_line_of(node: nodes.Node, domain: ExcellenceDomain) -> SourceLine:
    """Return where a node, or what it is in, is written; the page's first line where nothing knows."""
    at: nodes.Node | None = node
    while at is not None and at.line is None:
        at = at.parent
    line = at.line if at is not None else 1
    while at is not None and at.source is None:
        at = at.parent
    return _source_line(at.source if at is not None else None, line, domain)


def _source_line(source: str | None, line: int | None, domain: ExcellenceDomain) -> SourceLine:
    env = domain.env
    line = max(line or 1, 1)
    if source is None:
        return SourceLine(line)
    own = cast(
        "str", env.temp_data.get(_OWN_FILE) or env.temp_data.setdefault(_OWN_FILE, str(env.doc2path(env.docname)))
    )
    if source == own:
        return SourceLine(_line_in_editor(own, line, env))
    if _FROM_SETTINGS.match(source):
        return SourceLine(1, "conf.py")
    docstring = _DOCSTRING.match(source)
    confdir = domain.session.confdir if domain.session is not None else Path(env.srcdir)
    path = Path(docstring["path"] if docstring is not None else source).absolute()
    if not path.is_file() or path.samefile(own):
        return SourceLine(line)
    if docstring is not None:
        line += docstring_line(path, docstring["name"]) - 1
    line += _skipped_lines(env).get(str(path.resolve()), 0)
    return SourceLine(_line_in_editor(str(path), line, env), shown_path(path, confdir))


def _line_in_editor(path: str, line: int, env: BuildEnvironment) -> int:
    """Return the line of a file that an editor counts: docutils ends lines at more characters (``str.splitlines``)."""
    own = cast("str", env.temp_data[_OWN_FILE])
    if env.config.source_suffix.get(f".{own.rpartition('.')[2]}") != "restructuredtext":
        return line
    kept = cast("dict[str, list[str]]", env.temp_data.setdefault(_LINES, {}))
    if path not in kept:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = ""
        # What docutils makes a blank before it counts.
        lines = re.sub(r"[\v\f]", " ", text).splitlines(keepends=True)
        kept[path] = lines if len(lines) != len(text.split("\n")) - text.endswith("\n") else []
    lines = kept[path]
    return 1 + sum(each.endswith("\n") for each in lines[: line - 1]) if lines else line


def _skipped_lines(env: BuildEnvironment) -> dict[str, int]:
    return cast("dict[str, int]", env.temp_data.setdefault(_SKIPPED, {}))


def note_inclusion(app: Sphinx, path: Path, docname: str, content: Sequence[str]) -> None:
    """Note how many lines of a file an inclusion leaves out at the beginning: docutils counts from what is left.

    https://sourceforge.net/p/docutils/bugs/ has it as the remark "if startline != 0, line numbers are wrong" in
    ``docutils.parsers.rst.directives.misc.Include``.
    """
    file = (Path(app.srcdir) / path).resolve()
    try:
        whole = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    included = [line.rstrip() for line in content[0].splitlines()]
    # Where the first line was cut in two, what is left of it says less than those below.
    lines = [line.expandtabs(8).rstrip() for line in whole.splitlines()]
    _skipped_lines(app.env)[str(file)] = _offset_of(included, lines)


def _offset_of(part: Sequence[str], whole: Sequence[str]) -> int:
    """Return how many lines of ``whole`` there are before ``part``; none where it is no part of it.

    The first and the last line of ``part`` may be the end and the beginning of lines.
    """
    inner = list(part[1:-1])
    for offset in range(len(whole) - len(part) + 1):
        if list(whole[offset + 1 : offset + 1 + len(inner)]) != inner:
            continue
        ends = bool(part) and whole[offset].endswith(part[0])
        begins = len(part) < 2 or whole[offset + len(part) - 1].startswith(part[-1])
        if ends and begins:
            return offset
    return 0
