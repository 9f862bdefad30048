"""The title of a page, as Sphinx reads it: its first heading, without markup.

Owns finding that heading in MyST Markdown and in reStructuredText, also where it is in an included file, and the text
of its markup. What only a build can know (the text that a role of an extension makes, say) is read as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin

from sphinx_excellence.loader.markup_settings import Markup
from sphinx_excellence.safe_reading import content_of

if TYPE_CHECKING:
    from markdown_it.token import Token

#: What changes how a title is read, by the name of the MyST extension.
_PLUGINS: Mapping[str, Callable[..., None]] = {
    "colon_fence": colon_fence_plugin,
    "dollarmath": dollarmath_plugin,
    "substitution": substitution_plugin,
}
#: How many files may include each other, and how often a substitution may hold another.
_DEPTH = 8
#: A line that is a heading, unless it is in a block of another kind.
_ATX = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)
#: What is behind the fence of a directive: its name and its argument.
FENCED_DIRECTIVE = re.compile(r"\{([\w.:+-]+)\}[ \t]*(.*)")
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*)")
#: The target of a role's text: ``text <target>``, and the signs before a text that has none.
_TARGET = re.compile(r"(?s)(.+?)\s*<[^<>]+>$")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")
_RST_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|(?P<name>[^|]+)\|[ \t]+)?(?P<directive>[\w:.+-]+)::[ \t]*(?P<argument>.*)")
#: Inline markup of reStructuredText, in the order in which docutils looks for it.
_RST_INLINE = re.compile(
    r"(?s)\\(?P<escaped>.)"
    r"|``(?P<literal>.+?)``(?!`)"
    r"|\*\*(?P<strong>\S.*?)(?<!\s)\*\*"
    r"|\*(?P<emphasis>[^\s*].*?)(?<!\s)\*"
    r"|(?::(?P<before>[\w:.+-]+):)?`(?P<role>[^\s`].*?)(?<!\s)`(?:__?|:(?P<behind>[\w:.+-]+):)?"
    r"|\|(?P<substitution>[^\s|][^|]*)(?<!\s)\|_{0,2}"
    r"|\s*\[(?:\d+|\#\w*|\*)\]_"
    r"|(?P<reference>\b[^\W_]+(?:[-._+:][^\W_]+)*)__?(?!\w)"
)
_KINDS = ("escaped", "literal", "strong", "emphasis", "role", "substitution", "reference")
#: A shorter line than this below a text may be meant for something else than its underline.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a title may depend on besides the page's text: its folder, the folder of all pages, and the markup."""

    folder: Path
    top: Path
    markup: Markup
    depth: int = _DEPTH

    def below(self) -> Surroundings:
        """Return the same, one step further in."""
        return replace(self, depth=self.depth - 1)

    def included(self, argument: str, options: Mapping[str, str]) -> tuple[Path, str] | None:
        """Return an included file and the part of its text that is included; nothing where there is none."""
        if not argument or "literal" in options or "code" in options or self.depth <= 0:
            return None
        path = self.top / argument.lstrip("/") if argument.startswith("/") else self.folder / argument
        try:
            text = content_of(path).decode("utf-8-sig")
        except (OSError, ValueError):
            return None
        lines = text.splitlines()
        with_lines = lines[_number(options.get("start-line")) : _number(options.get("end-line"))]
        text = "\n".join(with_lines)
        if options.get("start-after"):
            text = text.partition(options["start-after"])[2]
        if options.get("end-before"):
            text = text.partition(options["end-before"])[0]
        return path, text


def _number(option: str | None) -> int | None:
    try:
        return int(option) if option else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.split())


def _role_text(role: str, text: str) -> str:
    """Return what the text of a role shows; Sphinx changes that of some."""
    match role:
        case "abbr" | "abbreviation":
            return re.sub(r"(?s)\s*\([^()]*\)$", "", text)
        case "menuselection":
            return text.replace("-->", "\N{TRIANGULAR BULLET}").replace("&&", "\0").replace("&", "").replace("\0", "&")
        case "guilabel":
            return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
        case "file" | "samp":
            return re.sub(r"\{([^{}]*)\}", r"\1", text)
    with_target = _TARGET.fullmatch(text)
    if with_target:
        return with_target[1]
    if role in {"pep", "rfc"}:
        return f"{role.upper()} {text}"
    return text[1:].rpartition(".")[2] if text.startswith("~") else text.removeprefix("!")


# MyST ------------------------------------------------------------------------------------------------------


@cache
def parser_with(extensions: frozenset[str]) -> MarkdownIt:
    """Return the parser of pages with those extensions of MyST that change how a page is read."""
    made = MarkdownIt("commonmark").enable("table").use(myst_block_plugin).use(myst_role_plugin)
    for name, plugin in _PLUGINS.items():
        if name in extensions:
            made.use(plugin)
    if "strikethrough" in extensions:
        made.enable("strikethrough")
    return made


def markdown_title(text: str, around: Surroundings) -> str | None:
    """Return the title of a Markdown page, given the text below its front matter."""
    first = _ATX.search(text)
    if first is not None and "[" not in first[0]:
        # What is below a heading changes it only where it names a link; most pages are long, and begin with theirs.
        found = _markdown_title(text[: first.end()], around)
        if found is not None:
            return found
    return _markdown_title(text, around)


def _markdown_title(text: str, around: Surroundings) -> str | None:
    tokens = parser_with(around.markup.extensions).parse(text)
    for number, token in enumerate(tokens):
        if token.level == 0 and token.type == "heading_open":
            return _plain(_markdown_text(tokens[number + 1].children or (), around))
        if token.level == 0 and token.type in {"fence", "colon_fence"}:
            found = _directive_title(token, around)
            if found:
                return found
    return None


def _directive_title(token: Token, around: Surroundings) -> str | None:
    """Return the title that an inclusion or a block of reStructuredText brings, if any."""
    directive = FENCED_DIRECTIVE.match(token.info.strip())
    if directive is None:
        return None
    if directive[1] == "eval-rst":
        return rst_title(token.content, around.below()) if around.depth > 0 else None
    if directive[1] != "include":
        return None
    included = around.included(directive[2].strip(), _options(token.content.split("\n")))
    return markdown_title(included[1], around.below()) if included is not None else None


def _options(lines: Sequence[str]) -> dict[str, str]:
    matches = (_OPTION.match(line.strip()) for line in lines)
    return {match[1]: match[2].strip() for match in matches if match is not None}


def _markdown_text(tokens: Sequence[Token], around: Surroundings) -> str:
    return "".join(_markdown_part(token, around) for token in tokens)


def _markdown_part(token: Token, around: Surroundings) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "myst_role":
            return _role_text(str(token.meta.get("name", "")), token.content)
        case "substitution_inline":
            return _substituted(token.content.strip(), around)
        case "image" | "html_inline":
            return ""
    return token.content


def _substituted(name: str, around: Surroundings) -> str:
    """Return what a substitution stands for; the name as it is written where only a build can tell."""
    value: Any = around.markup.substitutions
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None or isinstance(value, Mapping | list) or around.depth <= 0:
        return f"{{{{ {name} }}}}"
    inline = parser_with(around.markup.extensions).parseInline(str(value))
    return _markdown_text(inline[0].children or () if inline else (), around.below())


# reStructuredText ------------------------------------------------------------------------------------------


def rst_title(text: str, around: Surroundings) -> str | None:
    """Return the title of a reStructuredText page, given the text below its fields."""
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    written = _rst_heading(lines, around)
    if written is None:
        return None
    return _plain(
        _rst_text(written, _rst_substitutions([*around.markup.definitions.split("\n"), *lines]), around.depth)
    )


def _rst_heading(lines: Sequence[str], around: Surroundings) -> str | None:
    begins = True
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        beyond = lines[number + 2] if number + 2 < len(lines) else ""
        if begins and line:
            if _is_adornment(line) and following and beyond == line and not _is_adornment(following):
                return following.strip()
            if not line[0].isspace() and not _is_adornment(line) and _underlines(following, line):
                return line
            found = _rst_inclusion(lines[number:], around)
            if found is not None:
                return found
        # A block begins below a blank line, and below explicit markup of one line.
        begins = not line or (line.startswith("..") and not following.startswith(" "))
    return None


def _is_adornment(line: str) -> bool:
    return _ADORNMENT.fullmatch(line) is not None


def _underlines(line: str, title: str) -> bool:
    return bool(line) and _is_adornment(line) and (len(line) >= len(title) or len(line) >= _SHORT)


def _rst_inclusion(lines: Sequence[str], around: Surroundings) -> str | None:
    directive = _RST_DIRECTIVE.match(lines[0])
    if directive is None or directive["directive"] != "include":
        return None
    below = [line for line in _indented(lines[1:]) if line.strip()]
    included = around.included(directive["argument"].strip(), _options(below))
    return _rst_heading(included[1].split("\n"), around.below()) if included is not None else None


def _indented(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if line and not line[0].isspace():
            return
        yield line


def _rst_substitutions(lines: Sequence[str]) -> dict[str, str]:
    found = {}
    for number, line in enumerate(lines):
        directive = _RST_DIRECTIVE.match(line)
        if directive is not None and directive["name"] and directive["directive"] in {"replace", "unicode"}:
            text = " ".join([directive["argument"], *(each.strip() for each in _indented(lines[number + 1 :]))])
            found[directive["name"].casefold()] = text.strip()
    return found


def _rst_text(text: str, substitutions: Mapping[str, str], depth: int) -> str:
    def shown(match: re.Match[str]) -> str:
        kind = next((name for name in _KINDS if match[name] is not None), None)
        if kind is None:
            return ""
        inside = match[kind]
        if kind == "escaped":
            return "" if inside.isspace() else inside
        if kind == "role":
            return _role_text(match["before"] or match["behind"] or "", inside.replace("\\", ""))
        if kind == "substitution":
            value = substitutions.get(inside.casefold())
            return match[0] if value is None or depth <= 0 else _rst_text(value, substitutions, depth - 1)
        return inside if kind == "literal" else inside.replace("\\", "")

    return _RST_INLINE.sub(shown, text)
