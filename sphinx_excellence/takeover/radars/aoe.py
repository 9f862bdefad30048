"""A radar in folders, as AOE's technology radar has them: https://github.com/AOEpeople/aoe_technology_radar.

``radar/2017-03-01/saga.md`` is what the edition of that day says of an item: front matter with ``title``, ``ring``,
``segment`` (or ``quadrant``), ``tags`` and ``featured``, and a text in Markdown. ``config.json`` names rings and
segments. An item that an edition says nothing of stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.block_prose import read_blocks
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.prose import is_external, unsafe_scheme
from sphinx_excellence.takeover.data_documents import DataFile, read_data
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.front_matter_edit import read_matter
from sphinx_excellence.takeover.html_texts import HtmlTexts
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.radars.building import Radar
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourcePage
from sphinx_excellence.takeover.source_tree import read_tree

FORMAT = "aoe-radar"
_ITEM = re.compile(r"radar/(?P<edition>\d{4}-\d{2}(?:-\d{2})?)/(?:.*/)?(?P<name>[^/]+)\.md")
_KEYS = frozenset({"title", "ring", "segment", "quadrant", "tags", "featured"})
#: A link's address below the text, and how the text names it: by its words, or by another label.
_DEFINITION = re.compile(r"(?m)^ {0,3}\[(?P<label>[^\[\]]+)\]:[ \t]*<?(?P<target>[^\s<>]+)>?[^\n]*(?:\n|\Z)")
_REFERENCE = re.compile(r"\[(?P<words>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?(?![\[(:])")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?)>?(?P<title>\s+[^()]*)?\)"
)


def detects(root: Path) -> bool:
    """Whether there are folders of editions, with a configuration next to them."""
    return (root / "config.json").is_file() and any(
        path.is_dir() and _ITEM.match(f"radar/{path.name}/x.md") for path in sorted(root.glob("radar/*"))
    )


@dataclass
class _Item:
    """What the editions say of an item, oldest first."""

    said: list[_Said] = field(default_factory=list)


@dataclass(frozen=True)
class _Said:
    edition: str
    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    text: str


def read(root: Path) -> Source:
    """Read a radar. Raises ``UnreadableSource``."""
    config = read_data(root / "config.json", root)
    if not isinstance(config.value, dict):
        raise config.wrong((), Phrase("a mapping with rings and segments"))
    radar = Radar(FORMAT, root, root.resolve().name)
    _read_config(config, radar)
    tree = read_tree(root)
    radar.notes += tree.notes
    items: dict[str, _Item] = {}
    editions: set[str] = set()
    pages: list[SourcePage] = []
    for path, data in tree.pages.items():
        found = _ITEM.fullmatch(path)
        if found is None:
            if path == "about.md":
                pages.append(SourcePage(path, data))
            else:
                text = Phrase("the file is none of the radar's; it is not taken over")
                radar.notes.append(Note("other-file", path, 0, text))
            continue
        said = _read_item(path, data, found["edition"], radar)
        if said is not None:
            editions.add(found["edition"])
            items.setdefault(found["name"], _Item()).said.append(said)
    if not items:
        raise UnreadableSource(Phrase("the folder radar holds no item that can be read"))
    ids = {name: radar.new_id(name, "", said.said[-1].path, 1) for name, said in items.items()}
    known = {id_of_name(name): record_id for name, record_id in ids.items()}
    for edition in sorted(editions):
        radar.edition(edition, {"title": edition, "date": edition}, f"radar/{edition}")
    for name, item in items.items():
        _add(ids[name], item, radar, known)
    return radar.source(pages=tuple(pages), assets=tuple(path for path in tree.assets if path.startswith("public/")))


def _read_config(config: DataFile, radar: Radar) -> None:
    for key, add in (("rings", radar.ring), ("segments", radar.quadrant), ("quadrants", radar.quadrant)):
        given = config.value.get(key)
        if given is None:
            continue
        if not isinstance(given, list):
            raise config.wrong((key,), Phrase("a list of mappings with id and title"))
        for number, each in enumerate(given):
            if not isinstance(each, dict) or not isinstance(each.get("id"), str):
                raise config.wrong((key, number), Phrase("a mapping with id and title"))
            texts = HtmlTexts()
            about = " ".join(texts.markdown(str(each.get("description") or "")).split())
            more = {"definition" if key == "rings" else "description": about}
            add(each["id"], title=str(each.get("title") or each["id"]), **more)
    labels = config.value.get("labels")
    if isinstance(labels, dict) and isinstance(labels.get("title"), str) and labels["title"].strip():
        radar.title = " ".join(labels["title"].split())
    for key in config.value:
        if key not in {"rings", "segments", "quadrants"}:
            text = Phrase("the key '%s' says how the radar is drawn; it is not taken over", key)
            radar.notes.append(Note("setting-of-drawing", config.path, config.line(key), text))


def _read_item(path: str, data: bytes, edition: str, radar: Radar) -> _Said | None:
    """Return what a file says; nothing where it cannot be read, which is reported."""
    try:
        text = split_page(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = Phrase("the byte 0x%s is not UTF-8; the file is left out", f"{data[error.start]:02X}")
        radar.notes.append(Note("wrong-encoding", path, line, said, lossy=True))
        return None
    try:
        day_range(edition)
    except ValueError:
        said = Phrase("the folder '%s' is not a date; its files are left out", edition)
        radar.notes.append(Note("no-date", path, 0, said, lossy=True))
        return None
    matter = read_matter(text.matter)
    if matter.problem is not None or not isinstance(matter.values.get("ring"), str):
        accepted = Phrase("front matter in YAML with title, ring and segment")
        said = Phrase("the front matter names no ring; the file is left out. Accepted: %s", accepted)
        line = matter.problem.line + 1 if matter.problem is not None else 1
        radar.notes.append(Note("no-ring", path, line, said, lossy=True))
        return None
    return _Said(edition, path, matter.values, matter.lines, text.body.strip("\n").rstrip())


def _add(record_id: str, item: _Item, radar: Radar, known: Mapping[str, str]) -> None:
    item.said.sort(key=lambda said: said.edition)
    last = item.said[-1]
    quadrants = [_quadrant(said, radar) for said in item.said]
    titles = [" ".join(str(said.values.get("title") or record_id).split()) for said in item.said]
    history: list[dict[str, Any]] = []
    kept: dict[str, Any] = {}
    for said in item.said:
        entry = {"edition": said.edition, "tier": radar.ring(str(said.values["ring"]).strip())}
        lost: list[str] = []
        text = _text(said, radar, known, lost)
        history.append({**entry, **({"text": text} if text else {})})
        others = {key: value for key, value in said.values.items() if key not in _KEYS and value is not None}
        if lost:
            others["links"] = lost
        if others:
            kept[said.edition] = {
                key: value if _is_plain(value) or key == "links" else str(value) for key, value in others.items()
            }
    values: dict[str, Any] = {
        "title": titles[-1],
        "category": quadrants[-1],
        "tier": history[-1]["tier"],
        "tags": _tags(last),
        "featured": False if last.values.get("featured") is False else "",
        "earlier_titles": [title for title in dict.fromkeys(titles) if title != titles[-1]],
        "earlier_quadrants": [each for each in dict.fromkeys(quadrants) if each != quadrants[-1]],
        "history": history,
    }
    radar.add(record_id, values, last.path, 1, kept)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _quadrant(said: _Said, radar: Radar) -> str:
    given = said.values.get("segment") or said.values.get("quadrant")
    return radar.quadrant(given.strip()) if isinstance(given, str) and given.strip() else ""


def _tags(said: _Said) -> list[str]:
    given = said.values.get("tags")
    tags = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    return list(dict.fromkeys(tag for each in tags if (tag := id_of_name(str(each)))))


def _text(said: _Said, radar: Radar, known: Mapping[str, str], lost: list[str]) -> str:
    """Return the text of an edition as a record takes it: links between items lead to records, HTML is Markdown."""

    def led(found: re.Match[str]) -> str:
        target = found["target"]
        if is_external(target) and unsafe_scheme(target) is None:
            return found[0]
        part = id_of_name(re.sub(r"\.(?:html|md)$", "", target.partition("#")[0].rstrip("/").rpartition("/")[2]))
        if not found["image"] and part in known:
            return f"[{found['words']}]({known[part]})"
        text = Phrase("the words of the link to '%s', which leads into the old site, stay; it is under `kept`", target)
        radar.notes.append(Note("link-into-old-site", said.path, 0, text))
        lost.append(target)
        return found["words"]

    text = _LINK.sub(led, _with_inline_links(said.text))
    if any(problem.kind == "html" for problem in read_blocks(text).problems):
        note = Phrase("the text holds HTML, which a record shows as text")
        radar.notes.append(Note("html-in-text", said.path, 0, note))
    return text


def _with_inline_links(text: str) -> str:
    """Return a text whose references to addresses inside the old site hold these addresses themselves."""
    inside = {
        _folded(found["label"]): found["target"]
        for found in reversed(list(_DEFINITION.finditer(text)))
        if not is_external(found["target"])
    }
    if not inside:
        return text

    def put(found: re.Match[str]) -> str:
        target = inside.get(_folded(found["label"] or found["words"]))
        return found[0] if target is None else f"[{found['words']}]({target})"

    without = _DEFINITION.sub(lambda found: "" if _folded(found["label"]) in inside else found[0], text)
    return _REFERENCE.sub(put, without).rstrip("\n")


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
