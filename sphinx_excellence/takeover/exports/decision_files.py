"""Decisions as Markdown files: what MADR and adr-tools have in common.

Owns the names of files, the sections of a decision that is in the data, and the text of one that is a page. A page in
Markdown keeps its words; one in reStructuredText is left out, since both formats are Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import commonpath, dirname, relpath
from typing import Any

import yaml

from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.model.decision_number import number_of
from sphinx_excellence.model.fields import id_like
from sphinx_excellence.takeover.exports.exported import Exported, Losses, PageFile, Records
from sphinx_excellence.takeover.exports.written_text import leads_inside, outside

KIND = "decision"
#: What the sections of a file hold as it is in the record.
SECTION_FIELDS = frozenset({"title", "context", "drivers", "decision", "options", "consequences", "confirmation"})
#: What becomes text that nothing but a reader understands.
_AS_TEXT = (
    ("summary", "Summary"), ("phases", "Implementation"), ("outcomes", "Outcomes"), ("lessons", "Lessons Learned"),
    ("sources", "More Information"),
)  # fmt: skip
#: Fields whose values are ids of decisions, with what a line says of them.
RELATIONS = {
    "supersedes": "Supersedes", "superseded_by": "Superseded by", "amends": "Amends", "amended_by": "Amended by",
    "relates_to": "Relates to",
}  # fmt: skip
_HEADING_SIGN = re.compile(r"^(?=#{1,6}\s)", re.MULTILINE)


@dataclass(frozen=True)
class DecisionFile:
    """A decision, and the file that it becomes. ``page`` is the page that it is, if it is one."""

    id: str
    record: Mapping[str, Any]
    name: str
    page: PageFile | None = None

    @property
    def title(self) -> str:
        """The title, on one line."""
        return " ".join(str(self.record["title"]).split())

    @property
    def number(self) -> int | None:
        """The number in its id."""
        found = number_of(self.id)
        return found.value if found is not None else None


#: Makes the text of a decision in the data: of the file, all files by id, and the losses.
Writer = Callable[[DecisionFile, Mapping[str, DecisionFile], Losses], str]
#: The same of a decision that is a page, of the page's text too.
PageWriter = Callable[[DecisionFile, str, Mapping[str, DecisionFile], Losses], str]


def write_decisions(records: Records, of_page: PageWriter, of_data: Writer) -> Exported:
    """Return the files of all decisions."""
    losses = Losses()
    losses.add_kinds(records, (KIND,))
    hidden = records.hidden_fields(KIND)
    files = {each.id: each for each in decision_files(records)}
    written: dict[str, bytes] = {}
    for each in files.values():
        if each.page is None:
            if leads_inside(json.dumps(each.record, ensure_ascii=False)):
                losses.add(KIND, each.id, "links to records", "only their words")
            written[each.name] = of_data(each, files, losses).encode()
            continue
        if each.page.is_rst:
            losses.add(KIND, each.id, "the page", "left out, since it is reStructuredText and the format is Markdown")
            continue
        text = _without_keys(each.page.text, hidden)
        if text is None:
            losses.add(KIND, each.id, "the page", "left out, since its front matter holds fields that stay at home")
            continue
        made = of_page(each, text, files, losses)
        written[each.name] = each.page.data if made == each.page.text else made.encode()
    _write_unread(records, written, losses)
    return Exported(dict(sorted(written.items())), losses.listed())


def _write_unread(records: Records, written: dict[str, bytes], losses: Losses) -> None:
    """Add the pages whose records cannot be read: they are decisions all the same."""
    hidden = records.hidden_fields(KIND)
    common = _common_folder(records)
    for page in records.unread:
        kept = "kept as it is, since its record cannot be read"
        if page.is_rst or _without_keys(page.text, hidden) != page.text:
            kept = "left out, since its record cannot be read"
        else:
            written.setdefault(relpath(page.path, common), page.data)
        losses.add(KIND, page.path, "the page", kept)


def decision_files(records: Records) -> Iterator[DecisionFile]:
    """Yield the decisions with the names of their files: pages keep theirs, below the folder that they share."""
    pages = {record_id: page for (kind, record_id), page in records.pages.items() if kind == KIND}
    common = _common_folder(records)
    taken = {relpath(page.path, common) for page in pages.values()}
    for record_id, written in records.of_kind(KIND).items():
        page, record = pages.get(record_id), _with_ids(written, records)
        if page is not None:
            yield DecisionFile(record_id, record, relpath(page.path, common), page)
            continue
        name = _file_name(record_id, str(record["title"]))
        if name in taken:
            name = f"{record_id}.md"
        taken.add(name)
        yield DecisionFile(record_id, record, name)


def _with_ids(record: Mapping[str, Any], records: Records) -> Mapping[str, Any]:
    """Return a decision that names others by their ids, where it has an alias or a number of them."""
    named = {
        key: [records.registry.resolve(KIND, name) or name for name in record[key]]
        for key in RELATIONS
        if key in record
    }
    return {**record, **named}


def _common_folder(records: Records) -> str:
    """Return the folder that the pages of all decisions are in."""
    pages = [page for (kind, _id), page in records.pages.items() if kind == KIND]
    folders = [dirname(page.path) for page in (*pages, *records.unread)]
    return commonpath(folders) or "." if folders else "."


def _file_name(record_id: str, title: str) -> str:
    """Return the name that both tools give a file: ``0004-use-sagas.md``; the id where it has no number."""
    number = number_of(record_id)
    words = re.sub(r"[^a-z0-9]+", "-", id_like(title)).strip("-")
    if number is None or not words or record_id != id_like(record_id):
        return f"{record_id}.md"
    rest = id_like(record_id).rpartition(number.digits + number.letter)[2].strip("-")
    return f"{number.value:04}{number.letter}-{rest or words}.md"


def _without_keys(text: str, hidden: frozenset[str]) -> str | None:
    """Return a page without some keys of its front matter; nothing where they cannot be told from the rest."""
    matter = FENCE.match(text)
    if not hidden or matter is None:
        return text
    if not any(key in matter[1] for key in hidden):
        return text
    try:
        node = yaml.compose(matter[1], Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    lines = matter[1].splitlines(keepends=True)
    starts = [key.start_mark.line for key, _value in node.value]
    for place, (key, _value) in reversed(list(enumerate(node.value))):
        if key.value in hidden:
            end = starts[place + 1] if place + 1 < len(starts) else len(lines)
            del lines[starts[place] : end]
    return text[: matter.start(1)] + "".join(lines) + text[matter.end(1) :]


def split_page(text: str) -> tuple[str, str]:
    """Return the front matter of a page, with its fences, and what is below it."""
    matter = FENCE.match(text)
    return ("", text) if matter is None else (text[: matter.end()], text[matter.end() :])


def link_to(record_id: str, file: DecisionFile, files: Mapping[str, DecisionFile]) -> str:
    """Return a link from one file to that of another decision; its id where it has none."""
    other = files.get(record_id)
    if other is None:
        return record_id
    words = f"{other.number}. {other.title}" if other.number is not None else other.title
    return f"[{_escaped(words)}]({relpath(other.name, dirname(file.name) or '.')})"


def _escaped(words: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", words)


def heading(text: str) -> str:
    """Return words as they are in a heading of Markdown."""
    return re.sub(r"([\\`*_\[\]<>&#])", r"\\\1", text)


def block(text: str) -> str:
    """Return a text of a record as it is in a section."""
    return _HEADING_SIGN.sub("\\\\", outside(text).strip("\n"))


def blocks(value: object) -> str:
    """Return one text or several, as paragraphs."""
    texts = value if isinstance(value, list | tuple) else [value]
    return "\n\n".join(block(str(text)) for text in texts if text)


def items(texts: Sequence[str], before: str = "") -> str:
    """Return texts as a list; what goes on over several lines is indented."""
    return "\n".join("* " + (before + block(text)).replace("\n", "\n  ").replace("\n  \n", "\n\n") for text in texts)


def arguments(part: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the lists of arguments in a part of a record, each item with its first words."""
    lists = [items(part[key], f"{words}, because ") for key, words in names.items() if part.get(key)]
    return "\n".join(lists)


def consequences(record: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return what follows from a decision: its texts, and the lists of what is good, bad and neutral."""
    written = record.get("consequences") or {}
    part = written if isinstance(written, Mapping) else {"text": written}
    texts = part.get("text")
    told = items(texts) if isinstance(texts, list | tuple) and len(texts) > 1 else blocks(texts)
    return "\n\n".join(filter(None, (told, arguments(part, names))))


def text_sections(file: DecisionFile, losses: Losses, *, level: str = "##") -> list[str]:
    """Return sections of what has no place of its own in the format, and note that only readers understand it."""
    made = []
    for key, title in _AS_TEXT:
        value = file.record.get(key)
        if value:
            losses.add(KIND, file.id, f"`{key}`", "text that only readers understand")
            made.append(f"{level} {title}\n\n{_shown(value)}")
    return made


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return block(value)
    return items([each if isinstance(each, str) else _shown_mapping(each) for each in value])


def _shown_mapping(value: Mapping[str, Any]) -> str:
    if "metric" in value:
        qualifier = f" ({value['qualifier']})" if value.get("qualifier") else ""
        return f"{value['metric']}{qualifier}: {value['before']}, then {value['after']}"
    words = [str(value[key]) for key in ("authors", "title", "venue", "year") if value.get(key)]
    address = [f"<{value['url']}>"] if value.get("url") else []
    text = f": {value['text']}" if value.get("text") else ""
    return ", ".join(words) + text + "".join(f" {each}" for each in address)


def people(record: Mapping[str, Any], key: str) -> list[str]:
    """Return a list of names in a record."""
    return [str(name) for name in record.get(key, ())]
