"""The search box of a page: a form that needs no script, and links to searches that are worth a try."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring


def search_box_html(address: str, texts: dict[str, str], placeholder: str, examples: Sequence[str]) -> str:
    """Return the form that leads to the search page at ``address``, and a line of examples.

    ``texts`` are the words of the ``label``, of the ``button``, and before the ``examples``.
    """
    form = Element("form", {"role": "search", "action": address, "method": "get"})
    given = {"type": "search", "name": "q", "aria-label": texts["label"], "placeholder": placeholder}
    SubElement(form, "input", {name: value for name, value in given.items() if value})
    SubElement(form, "button", {"type": "submit"}).text = texts["button"]
    line = Element("p")
    line.text = texts["examples"] + " "
    for number, example in enumerate(examples):
        link = SubElement(line, "a", {"href": f"{address}?{urlencode({'q': example})}"})
        link.text = example
        link.tail = "" if number == len(examples) - 1 else " \N{MIDDLE DOT} "
    parts = [form, *([line] if examples else [])]
    return "".join(tostring(part, encoding="unicode", method="html") for part in parts)
