"""Fences: kept as they are, with their options as a directive has them.

Owns which lines are a fence in the source: one that nothing closes is text there, and so is one with words behind it
that the source's grammar does not take. Those words are kept: as text, or as the first line of the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.attributes import Attributes, read_attributes
from sphinx_excellence.takeover.markdown.lines import Line, dedent, forget
from sphinx_excellence.takeover.markdown.page import Page

_OPENING = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")
_PLAIN = re.compile(r"(?P<language>[^\s{}=\"']*)\s*(?P<options>.*)$")
_OPTION = re.compile(r"([a-zA-Z][\w-]*)(?:\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|(\S+)))?\s*")
#: What may be behind a fence: of pymdownx.superfences, and of Python-Markdown's own extension.
_TAKEN = re.compile(
    r"(?:[ \t]*\.?[\w#.+-]+(?=[\t ]|$))?"
    r"(?:[ \t]*\{[^\n]*\}|(?:[ \t]*[a-zA-Z][a-zA-Z0-9_]*=([\"']).*?\1(?=[\t ]|$))+)?[ \t]*"
)
_TAKEN_PLAIN = re.compile(
    r"[ ]*(?:\{(?:[^\n{}\"']|\"[^\"]*\"|'[^']*')*\}|(?:\.?[\w#.+-]*[ ]*)(?:hl_lines=([\"']).*?\1[ ]*)?)"
)
#: A language with options that a block of code in the target has; it is meant as one, whatever the grammar says.
_MEANT = re.compile(
    r"(?:\.?[\w#+-][\w#.+-]*|\{[ ]*\.[\w#+-]+[ ]*\})?(?:(?:[ \t]+|^)(?:title|linenums|hl_lines)=([\"'])[^\"']*\1)+"
)
#: Directives of diagrams that a fence's language asks for.
_DIAGRAMS = {"mermaid": "sphinxcontrib.mermaid"}


@dataclass(frozen=True)
class _Opening:
    indent: str
    fence: str
    info: str


def opening(line: Line) -> _Opening | None:
    """Return what a line opens a fence with."""
    text = line.text
    if "```" not in text and "~~~" not in text:
        return None
    found = _OPENING.match(text)
    if found is None or (found["fence"][0] == "`" and "`" in found["info"]):
        return None
    return _Opening(found["indent"], found["fence"], found["info"].strip())


def closing(lines: list[Line], start: int, page: Page) -> int | None:
    """Return the index of the line that closes the fence that begins at ``start``."""
    opened = opening(lines[start])
    if opened is None or lines[start].number in page.no_fences:
        return None
    return _end(lines, start, opened, page)


def _is_text(line: Line, opened: _Opening, page: Page) -> bool:
    """Say whether the source shows what is behind a fence, as its grammar does not take it."""
    superfences = page.options.on("pymdownx.superfences")
    if superfences and page.options.setting("pymdownx.superfences", "relaxed_headers", default=False):
        return False
    behind = line.text.lstrip()[len(opened.fence) :]
    grammar = _TAKEN if superfences else _TAKEN_PLAIN
    return grammar.fullmatch(behind) is None and _MEANT.fullmatch(opened.info) is None


def _was_text(line: Line, opened: _Opening, page: Page) -> bool:
    """Say whether the source shows a fence as text that is meant as code: it is indented, or has a title."""
    superfences = page.options.on("pymdownx.superfences")
    if not superfences and (opened.indent or any(prefix != "" for prefix in line.prefixes)):
        return True
    behind = line.text.lstrip()[len(opened.fence) :]
    return not superfences and _TAKEN_PLAIN.fullmatch(behind) is None


def _end(lines: list[Line], start: int, opened: _Opening, page: Page) -> int | None:
    least = lines[start].indent
    if page.is_open(lines, start, opened.fence, least):
        return None
    strict = page.options.on("pymdownx.superfences")
    allowed = range(least, least + (1 if strict else 4))
    for index in range(start + 1, len(lines)):
        line = lines[index]
        text = line.text.strip(" \t")
        if not text:
            continue
        if line.indent < least < 4 and text == opened.fence:
            # Code in a text, to the source; CommonMark sees a fence, and so did the author.
            return index
        if line.indent < least and (strict or least >= 4):
            page.found_open(lines, index, opened.fence, least)
            return None
        if text[0] == opened.fence[0] and text == opened.fence and line.indent in allowed:
            return index
    page.found_open(lines, len(lines), opened.fence, least)
    return None


def fence(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a fence."""
    first = lines[start]
    opened = opening(first)
    if opened is None or (first.indent >= 4 and not _inside_text(lines, start)):
        return None
    end = closing(lines, start, page)
    if end is None:
        return None
    was_text = bool(opened.info) and _was_text(first, opened, page)
    taken = lines[start : end + 1]
    if first.indent >= 4:
        # The source finds a fence at any depth; CommonMark would read its lines as the text above.
        taken = forget(dedent(line, first.indent) for line in taken)
        first = taken[0]
        opened = opening(first) or opened
    body, last = taken[1:-1], taken[-1]
    if _closed_early(body, opened, first.indent):
        opened_line, closed_line = _longer(first, last, body, opened)
    else:
        opened_line, closed_line = first, last
    if _is_text(first, opened, page):
        said = Phrase("'%s' behind a fence is no language: it is the first line of the code here", opened.info)
        page.tell("fence-text", first.number, said)
        bare = opened_line.white + _signs(opened_line)
        shown = Line(opened.indent + opened.info, first.number, first.prefixes)
        return end + 1, [opened_line.put(bare), shown, *body, closed_line]
    if was_text:
        said = Phrase(
            "the old site showed this fence as text, with '%s' in it; it is a block of code here", opened.info
        )
        page.tell("fence-meant", first.number, said)
    read = _read_info(opened.info)
    if read is None:
        return end + 1, [first, *body, last]
    language, options = read
    fence_text = opened_line.white + _signs(opened_line)
    if language in _DIAGRAMS:
        page.needs |= {_DIAGRAMS[language], f"fence:{language}"}
        head = [opened_line if opened.info == language else opened_line.put(fence_text + language)]
        if body and re.match(r"\s*(?::|---\s*$)", body[0].text):
            head = [opened_line.put(f"{fence_text}{{{language}}}"), Line("", first.number, first.prefixes)]
        return end + 1, [*head, *body, closed_line]
    if language == "math" and page.options.on("pymdownx.arithmatex"):
        return end + 1, [opened_line.put(f"{fence_text}{{math}}"), *body, closed_line]
    if language and language in _custom_fences(page):
        said = Phrase("the fence %s is drawn by a function of the site; it is code here", language)
        page.tell("custom-fence", first.number, said)
    directive = _directive_options(language, options, len(body), page, first)
    if not directive:
        plain = opened.info if opened.info == language else language
        keeps = opened.info == plain and opened_line is first
        return end + 1, [first if keeps else opened_line.put(fence_text + plain), *body, closed_line]
    head = [opened_line.put(f"{fence_text}{{code-block}} {language or 'text'}")]
    head += [Line(opened_line.white + option, first.number, first.prefixes) for option in directive]
    return end + 1, [*head, Line("", first.number), *body, closed_line]


def _custom_fences(page: Page) -> set[str]:
    given = page.options.setting("pymdownx.superfences", "custom_fences", None)
    return {str(each.get("name")) for each in given if isinstance(each, dict)} if isinstance(given, list) else set()


def _inside_text(lines: list[Line], start: int) -> bool:
    """Say whether an indented fence goes on with the text above it; elsewhere it is code by its indentation."""
    return start > 0 and not lines[start - 1].blank


def _signs(line: Line) -> str:
    text = line.text.lstrip()
    return text[: len(text) - len(text.lstrip(text[0]))]


def _closed_early(body: list[Line], opened: _Opening, indent: int) -> bool:
    sign = opened.fence[0]
    for line in body:
        text = line.text.strip()
        if text.startswith(opened.fence) and not text.strip(sign) and line.indent < indent + 4:
            return True
    return False


def _longer(first: Line, last: Line, body: list[Line], opened: _Opening) -> tuple[Line, Line]:
    longest = max((len(line.text.strip()) for line in body if not line.text.strip().strip(opened.fence[0])), default=3)
    fence_text = opened.fence[0] * (max(longest, len(opened.fence)) + 1)
    return (
        first.put(opened.indent + fence_text + first.text.lstrip()[len(opened.fence) :]),
        last.put(last.white + fence_text),
    )


def _read_info(info: str) -> tuple[str, Attributes] | None:
    """Return the language and the options behind a fence."""
    if info.startswith("{"):
        given, _, behind = (info[1:-1], "", "") if info.endswith("}") else info[1:].partition("}")
        read = read_attributes(given.strip().removeprefix(":"))
        classes = list(read.classes)
        language = classes[0] if classes else ""
        trailing = _options(behind.strip())
        return language, Attributes(read.id, classes[1:], {**read.values, **trailing})
    found = _PLAIN.match(info)
    if found is None:
        return None
    language, rest = found["language"], found["options"]
    if rest.startswith("="):
        language, rest = "", info
    if rest.startswith("{"):
        read = read_attributes(rest[1:].partition("}")[0].strip().removeprefix(":"))
        return language, read
    values = _options(rest)
    if not language and not values and info:
        return None
    return language.removeprefix("."), Attributes("", [], values)


def _options(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    position = 0
    while (found := _OPTION.match(text, position)) is not None and found.end() > position:
        position = found.end()
        value = next((found[group] for group in (2, 3, 4) if found[group] is not None), "")
        values[found[1]] = value
    return values


def _directive_options(language: str, read: Attributes, size: int, page: Page, first: Line) -> list[str]:
    values = dict(read.values)
    options = []
    title = values.pop("title", "")
    if title:
        options.append(f":caption: {_caption(title)}")
    numbers = values.pop("linenums", "")
    start = numbers.split()[0] if numbers.split() else ""
    if start.isdigit() and start != "0":
        options.append(":linenos:" if start == "1" else f":lineno-start: {start}")
    marked = _line_numbers(values.pop("hl_lines", ""), size)
    if marked:
        options.append(f":emphasize-lines: {marked}")
    classes = [name for name in read.classes if re.fullmatch(r"[\w-]+", name)]
    if "annotate" in classes:
        classes.remove("annotate")
        page.tell("annotations-listed", first.number, Phrase("annotations of code are a list below it"))
    if values.get("class"):
        classes += values.pop("class").split()
    if classes:
        options.append(f":class: {' '.join(classes)}")
    if read.id and re.fullmatch(r"[\w-]+", read.id):
        options.append(f":name: {read.id}")
    for name in values:
        if name != language:
            page.tell(
                "attribute-left-out", first.number, Phrase("the attribute %s has no counterpart; it is left out", name)
            )
    return options


def _caption(title: str) -> str:
    text = title.replace('\\"', '"').strip()
    if text[:1] in "|>" or re.search(r"[*_`<>\[\]{}\\$]", text):
        text = re.sub(r"([*_`<>\[\]{}\\$])", r"\\\1", text)
    return text


def _line_numbers(text: str, size: int) -> str:
    parts = []
    for part in re.split(r"[\s,]+", text):
        found = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if found is None:
            continue
        low, high = int(found[1]), min(int(found[2] or found[1]), size)
        if 1 <= low <= high:
            parts.append(str(low) if low == high else f"{low}-{high}")
    return ",".join(parts)
