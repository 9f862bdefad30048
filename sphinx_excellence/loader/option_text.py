"""The options of a decision in the text of its page: those considered, the one chosen, and what speaks for each.

Owns reading them where the page is explicit: a list of names, sections of the same names, a line such as ``Chosen
option: "X", because ...`` and items such as ``Good, because ...``. Everything else stays prose, and is no option.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sphinx_excellence.loader.page_headings import Heading
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.block_markup import block_markup
from sphinx_excellence.model.decision_sections import normalised
from sphinx_excellence.model.prose import links, plain_text, unsafe_scheme

#: How the line begins that names the chosen option, in several languages.
_CHOSEN = re.compile(
    r"(?i)^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?:chosen|selected) options?(?: is)?(?:\*\*|__)?\s*:"
    r"|^\s*(?:\*\*|__)?(?:gewählte (?:option|lösung|alternative)|option (?:retenue|choisie)|opción (?:elegida|escogida)"
    r"|opção escolhida|opzione scelta|gekozen optie|wybrana opcja|выбранный вариант"
    r"|选定(?:的)?(?:方案|选项)|选择(?:的)?(?:方案|选项)|(?:選択|採用)した(?:選択肢|オプション))(?:\*\*|__)?\s*[:\uff1a]"
)
#: What an item says of an option, by the field, and the words by which it says so.
_ARGUMENTS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    name: re.compile(rf"(?i)(?:\*\*|__|_)?(?:{words})(?:\*\*|__|_)?\s*[,:]?\s*(?:\*\*)?(?:{because})(?:\*\*)?[\s,:]+")
    for because in (
        "because|weil|da|denn|car|parce que?|porque|perché|poiché|omdat|want|ponieważ|bo|потому что|так как",
    )
    for name, words in (
        ("pros", "good|gut|bien|bon|bueno|bom|bene|buono|goed|dobrze|dobre|хорошо"),
        ("cons", "bad|schlecht|mal|mauvais|malo|mau|ruim|male|cattivo|slecht|źle|złe|плохо"),
        ("neutral", "neutral|neutre|neutro|neutraal|neutralne|нейтрально"),
    )
})  # fmt: skip
#: Labels above lists of arguments.
_LABELS: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(
        ("pros", "pro", "advantages", "benefits", "vorteile", "avantages", "ventajas", "vantagens", "vantaggi",
         "voordelen", "zalety", "преимущества", "плюсы", "优点", "メリット", "長所"), "pros"),
    **dict.fromkeys(
        ("cons", "con", "contra", "disadvantages", "drawbacks", "nachteile", "inconvénients", "desventajas",
         "desvantagens", "svantaggi", "nadelen", "wady", "недостатки", "минусы", "缺点", "デメリット", "短所"), "cons"),
})  # fmt: skip
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)]|#\.)[ \t]+(?P<text>\S.*)$")
_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?((?:[^()\s>]|\([^()\s]*\))*)>?[^()]*\)")
_COMMENT = re.compile(r"<!--.*?-->")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_ADDRESS = re.compile(r"<(?!https?:|mailto:)([a-zA-Z][\w+.-]*:[^\s<>]*)>")
_MYST_ROLE = re.compile(r"\{[\w:.+-]+\}`([^`<]+?)\s*(?:<[^`]*>)?`")
_RST_ROLE = re.compile(r":[\w:.+-]+:`([^`<]+?)\s*(?:<[^`]*>)?`")
_RST_LINK = re.compile(r"(?<!`)`([^`<]+?)\s*(?:<([^`>]*)>)?`__?")
_QUOTED = re.compile(
    r"\s*(?:\"([^\"]+)\"|“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»|'([^']+)'|「([^」]+)」"
    r"|\*\*([^*]+)\*\*|`([^`]+)`)"
)
_END = re.compile(
    r"(?i)\s*[,;(\u2014]?\s*\b(?:because|since|as it|weil|da|denn|car|parce que?|porque|perché|omdat|ponieważ"
    r"|потому что)\b|[.。](?:\s|$)|\s[\u2013\u2014-]\s"
)
_BOLD = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)\s*[:.\u2013\u2014-]?")
#: A number or a letter before a name: ``Option 1: ...``, ``**Alternative B** - ...``, in the languages of ``_CHOSEN``.
_NUMBERED = re.compile(
    r"(?i)(?P<before>(?:\*\*|__)?(?P<label>(?:option|alternative|variante?|lösung|opción|opção|opzione|optie|opcja"
    r"|вариант|方案|选项|選択肢|オプション)(?:\s*#?\d{1,2}|\s+[a-z]))"
    r"(?:\s*(?:\*\*|__)?\s*(?:[:\uff1a]|[.)](?![^\s*_]))|\s*(?:\*\*|__)?\s+[\u2013\u2014-]\s)\s*(?:\*\*|__)?)\s*(?=[^\s*])"
)
#: A remark behind a name that the option was taken.
_TAKEN = re.compile(
    r"(?i)\s*\((?:chosen|selected|accepted|gewählt|retenue?|choisie?|elegida|escolhida|scelta|gekozen)\)$"
)
_QUOTES = dict.fromkeys(map(ord, "\"'“”„«»「」\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"))
#: A name is no longer, in characters: what is longer describes the option.
_LONGEST = 120
#: So many options are told apart; who lists more does not list options.
_MOST = 30


@dataclass(slots=True)
class OptionsInText:
    """The options that a page names, as a record holds them, each with its line from 0.

    ``unconsidered`` is the chosen option where it is none of them, and resembles none.
    """

    options: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    names: tuple[str, ...] = ()
    unconsidered: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of a section, from ``start`` to before ``end``, with the headings right below it."""

    start: int
    end: int
    inside: tuple[Heading, ...] = ()


def options_in_text(shown: Sequence[str], spans: Mapping[str, Span], *, is_taken: bool, is_rst: bool) -> OptionsInText:
    """Return the options in the sections of a page; none where the names do not match exactly.

    ``is_taken`` says whether the decision was made: then the page must name the option that was chosen.
    """
    considered = spans.get("options")
    if considered is None:
        return OptionsInText()
    names = _names(shown, considered, is_rst=is_rst)
    places = {key: place for place, (name, _line) in enumerate(names) for key in name.keys}
    if not 0 < len(names) <= _MOST or len(places) < sum(len(name.keys) for name, _line in names) or "" in places:
        return OptionsInText()
    given = _chosen(shown, spans.get("decision"), is_rst=is_rst)
    chosen = {places[key] for each in given for key in (_key(each), *_name(each, is_rst=is_rst).keys) if key in places}
    found = OptionsInText(names=tuple(name.text for name, _line in names))
    if given and not chosen:
        found.unconsidered = given[0] if _is_other(given[0], found.names) else ""
        return found
    if not chosen and is_taken:
        return found
    details = _details(shown, spans, places, is_rst=is_rst)
    for place, (name, line) in enumerate(names):
        option: dict[str, Any] = {"name": name.text}
        if place in chosen:
            option["chosen"] = True
        found.options.append({**option, **details.get(place, {})})
        found.lines.append(line)
    if len(chosen) > 1:
        return OptionsInText(names=found.names)
    return found


def _key(name: str) -> str:
    return " ".join(normalised(name.translate(_QUOTES)).split())


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of an option, and what may stand for it elsewhere: its number, or its words alone."""

    text: str
    keys: frozenset[str]


def _names(shown: Sequence[str], span: Span, *, is_rst: bool) -> list[tuple[_Name, int]]:
    """Return the names of the options in the first list of a section, or of the sections below it, with their lines."""
    end = min((heading.line for heading in span.inside), default=span.end)
    items = list(_items(shown, span.start, end))
    least = min((indent for _line, indent, _text in items), default=0)
    names = [(_name(text, is_rst=is_rst), line) for line, indent, text in items if indent == least]
    if not names:
        names = [(_name(heading.title, is_rst=is_rst), heading.line) for heading in span.inside]
    return names if all(name.text and len(name.text) <= _LONGEST for name, _line in names) else []


def _items(shown: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the line, the indentation and the first paragraph of each item of the lists between two lines."""
    number = start
    while number < end:
        item = _ITEM.match(shown[number])
        if item is None:
            number += 1
            continue
        first, indent = number, len(item["indent"].expandtabs(4))
        parts = [item["text"].strip()]
        number += 1
        while number < end and shown[number].strip() and _ITEM.match(shown[number]) is None:
            parts.append(shown[number].strip())
            number += 1
        yield first, indent, " ".join(parts)


def _name(text: str, *, is_rst: bool) -> _Name:
    """Return the name of an option: the words in bold that an item begins with, or all of it."""
    text = _as_prose(text, is_rst=is_rst)
    numbered = _NUMBERED.match(text)
    if numbered is None:
        name = _unmarked(text)
        return _Name(name, frozenset({_key(name)}))
    # Bold that goes on behind the number, or begins there, is the name's.
    opened = next((mark for mark in ("**", "__") if numbered["before"].count(mark) % 2), "")
    words, number = _unmarked(opened + text[numbered.end() :]), numbered["label"]
    name = f"{number}: {words}"
    return _Name(name if len(name) <= _LONGEST else number, frozenset(map(_key, (name, number, words))))


def _unmarked(text: str) -> str:
    bold = _BOLD.match(text)
    name = plain_text(bold[1] if bold is not None else text).strip().rstrip(".:;,").strip()
    return _TAKEN.sub("", name)


def _as_prose(text: str, *, is_rst: bool) -> str:
    """Return a text of a page as prose of a record: links into the project and roles are the words that they show."""

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2] or ""
        return f"[{words}]({target})" if is_web_address(target) or target.startswith("mailto:") else words

    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if is_rst:
        if "`" in text:
            text = _RST_LINK.sub(link, _RST_ROLE.sub(r"\1", text))
    else:
        if "`" in text:
            text = _MYST_ROLE.sub(r"\1", text)
        if "[" in text:
            text = _LINK.sub(link, _IMAGE.sub(r"\1", text))
    return _ADDRESS.sub(r"\1", text).strip()


def _fits(prose: str) -> bool:
    """Whether a record takes a text: one paragraph, with links that lead out of the project alone."""
    if any(not link.external or unsafe_scheme(link.target) is not None for link in links(prose)):
        return False
    return next(block_markup(prose), None) is None


def _chosen(shown: Sequence[str], span: Span | None, *, is_rst: bool) -> list[str]:
    """Return what the line that names the chosen option may mean by it, the most likely first."""
    if span is None:
        return []
    for number in range(span.start, span.end):
        match = _CHOSEN.match(shown[number])
        if match is None:
            continue
        parts = [shown[number][match.end() :]]
        for line in shown[number + 1 : span.end]:
            if not line.strip():
                break
            parts.append(line.strip())
        text = _as_prose(" ".join(parts).removeprefix("**"), is_rst=is_rst)
        found = []
        quoted = _QUOTED.match(text)
        if quoted is not None:
            found.append(next(group for group in quoted.groups() if group))
        # An option whose name has a full stop or a `because` in it is named by the longer one.
        found += [text[: end.start()] for end in _END.finditer(text)]
        found.append(text)
        return [plain for each in found if (plain := plain_text(_as_prose(each, is_rst=is_rst)).strip(" \"'.,:;"))]
    return []


def _is_other(chosen: str, names: Sequence[str]) -> bool:
    """Whether what was chosen is none of the options considered, in whatever words."""
    words = set(re.findall(r"\w+", normalised(chosen)))
    if not words or len(chosen) > _LONGEST:
        return False
    for name in names:
        others = set(re.findall(r"\w+", normalised(name)))
        common = {word for word in words & others if len(word) > 2 or word.isdigit()}
        if common:
            return False
    return True


def _details(
    shown: Sequence[str], spans: Mapping[str, Span], places: Mapping[str, int], *, is_rst: bool
) -> dict[int, dict[str, Any]]:
    """Return what speaks for and against each option, by its place in the list, from the sections of the same names."""
    found: dict[int, dict[str, Any]] = {}
    for section in ("pros-and-cons", "options"):
        span = spans.get(section)
        if span is None:
            continue
        for number, heading in enumerate(span.inside):
            end = span.inside[number + 1].line if number + 1 < len(span.inside) else span.end
            arguments = _arguments(shown, heading.below, end, is_rst=is_rst)
            place = next(
                (places[key] for key in sorted(_name(heading.title, is_rst=is_rst).keys) if key in places), None
            )
            if arguments and place is not None:
                found.setdefault(place, arguments)
    return found


def _arguments(shown: Sequence[str], start: int, end: int, *, is_rst: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    items = {line: (indent, text) for line, indent, text in _items(shown, start, end)}
    under, level = "", 0
    for number in range(start, end):
        line = shown[number]
        item = items.get(number)
        if item is None:
            label = _LABELS.get(normalised(line.strip(" #:*_-"))) if 0 < len(line.strip()) < 40 else None
            if label is not None:
                under, level = label, -1
            elif line.strip() and not line[0].isspace() and number - 1 not in items:
                under = ""
            continue
        indent, text = item
        label = _LABELS.get(normalised(text)) if len(text) < 40 else None
        if label is not None:
            under, level = label, indent + 1
            continue
        name, argument = next(
            ((name, text[match.end() :]) for name, words in _ARGUMENTS.items() if (match := words.match(text))),
            (under, text),
        )
        if level < 0 and under:
            level = indent
        if not name or (name == under and indent < level) or (level > 0 and indent > level + 3 and name == under):
            continue
        prose = _as_prose(argument, is_rst=is_rst)
        if prose and _fits(prose):
            found.setdefault(name, []).append(prose)
    return found
