"""The project's own templates for new records and pages: ``excellence_templates`` in conf.py.

Owns what is filled in. A template names what it wants in double braces, ``{{ title }}``; those of adr-tools have words
in capitals, and those of MADR have neither: there the first heading becomes the title, and front matter that is still a
placeholder is filled in or becomes a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.headings import myst_heading, rst_heading
from sphinx_excellence.cli.record_template import flow_yaml
from sphinx_excellence.loader.data_files import SUFFIXES, read_text, shown_path
from sphinx_excellence.loader.front_matter import FENCE

#: What may be named in double braces.
NAMES = ("title", "id", "number", "date", "status")
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
#: The same in YAML, with the quotation marks around it, where it is all that they hold.
_NAMED_IN_YAML = re.compile(r"""(["']?)\{\{\s*(\w+)\s*\}\}\1""")
#: The words of adr-tools: https://github.com/npryce/adr-tools/blob/master/src/template.md
_ADR_TOOLS = re.compile(r"^#\s+NUMBER\.\s+TITLE\s*$", re.MULTILINE)
_ADR_TOOLS_WORD = re.compile(r"\b(NUMBER|TITLE|DATE|STATUS)\b")
_ATX = re.compile(r"^#[ \t]+\S.*$", re.MULTILINE)
_LINE = r"[=\-~^\"'#*+`:.]"
_RST_TITLE = re.compile(rf"^(?:({_LINE})\1{{2,}}\n)?(?!{_LINE}{{3}})\S.*\n({_LINE})\2{{2,}}$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"^(?P<key>[\w-]+):[ \t]*(?P<value>[\"']?[{<].*|[\"']?YYYY-MM-DD.*|)$")


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What is known of a record that is to be created. ``number`` is empty where its id has none."""

    record_id: str
    title: str
    number: str
    today: date

    def value(self, name: str) -> str:
        """Return what is filled in for a name."""
        values = {"title": self.title, "id": self.record_id, "number": self.number, "date": self.today.isoformat()}
        return values.get(name, "proposed")


def project_templates(root: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Return the project's templates by what they are for: ``page`` or ``data``.

    ``names`` are the files of one kind, relative to ``root``. Raises ``click.UsageError`` where a file is unreadable.
    """
    found: dict[str, str] = {}
    for name in names:
        path = root / name
        text = read_text(path, root)
        if not isinstance(text, str):
            raise click.UsageError(f"excellence_templates names {shown_path(path, root)}: {text.text}")
        found["data" if path.suffix.lower() in SUFFIXES else "page"] = text
    return found


def filled(text: str, record: NewRecord, *, in_rst: bool = False) -> str:
    """Return a template with what is known of a record filled in.

    Raises ``click.UsageError`` where it asks for something that there is not.
    """
    unknown = next((found[1] for found in _NAMED.finditer(text) if found[1] not in NAMES), None)
    if unknown is not None:
        raise click.UsageError(f"the template asks for '{unknown}'; accepted: {', '.join(NAMES)}")
    if _ADR_TOOLS.search(text):
        return _ADR_TOOLS_WORD.sub(lambda found: _escaped(record, in_rst=in_rst)(found[0].lower()), text)
    matter = FENCE.match(text)
    above, below = (text[: matter.end()], text[matter.end() :]) if matter is not None else ("", text)
    names_title = any(found[1] == "title" for found in _NAMED.finditer(text))
    if not names_title:
        heading = rst_heading(record.title) if in_rst else myst_heading(record.title)
        below = (_RST_TITLE if in_rst else _ATX).sub(lambda _found: heading.rstrip("\n"), below, count=1)
    lines = above.split("\n")
    above = "\n".join(
        _front_matter_line(line, after, record) for line, after in zip(lines, [*lines[1:], ""], strict=True)
    )
    in_yaml = _NAMED_IN_YAML.sub(lambda found: _in_yaml(record, found[2]), above)
    return in_yaml + _NAMED.sub(lambda found: _escaped(record, in_rst=in_rst)(found[1]), below)


def filled_data(text: str, record: NewRecord) -> str:
    """Return a template of a data file, filled in."""
    return _NAMED_IN_YAML.sub(lambda found: _in_yaml(record, found[2]), text)


def _escaped(record: NewRecord, *, in_rst: bool) -> Callable[[str], str]:
    def value(name: str) -> str:
        if name != "title":
            return record.value(name)
        return rst_heading(record.title).split("\n")[1] if in_rst else myst_heading(record.title)[2:].rstrip("\n")

    return value


def _front_matter_line(line: str, after: str, record: NewRecord) -> str:
    """Return a line of front matter with a status and a date, where it holds a placeholder, which may be no YAML.

    ``after`` is the next line: what is below an empty value is the value.
    """
    found = _PLACEHOLDER.match(line)
    if (
        found is None
        or _NAMED.search(line)
        or (not found["value"] and after.lstrip() != after)
        or after.startswith("- ")
    ):
        return line
    if found["key"] in {"status", "date", "title"}:
        return f"{found['key']}: {_in_yaml(record, found['key'])}"
    return f"# {line}"


def _in_yaml(record: NewRecord, name: str) -> str:
    value = record.value(name)
    return flow_yaml(value) if name == "title" or not value else value
