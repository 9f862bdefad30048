"""The slider for the years of a time machine: a field of the browser's own, which keys move by a year."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring


def year_slider_html(first: int, last: int, texts: Mapping[str, str]) -> str:
    """Return the slider with its buttons, and a place that a screen reader reads out when the year is another one.

    What is said of a year is given to the script as data.
    """
    root = Element("form", {"class": "excellence-year-slider", "autocomplete": "off"})
    label = SubElement(root, "label")
    SubElement(label, "span").text = texts["label"]
    ends = {"min": str(first), "max": str(last), "value": str(last), "step": "1"}
    SubElement(label, "input", {"type": "range", **ends, "data-said": texts["said"]})
    # The slider says it: nobody needs to hear it twice.
    SubElement(root, "output", {"aria-hidden": "true"}).text = str(last)
    for name, sign in (("earlier", "\N{BLACK LEFT-POINTING POINTER}"), ("later", "\N{BLACK RIGHT-POINTING POINTER}")):
        given = {"type": "button", "name": name, "aria-label": texts[name], "title": texts[name]}
        SubElement(SubElement(root, "button", given), "span", {"aria-hidden": "true"}).text = sign
    SubElement(root, "button", {"type": "button", "name": "play", "data-stop": texts["stop"]}).text = texts["play"]
    SubElement(root, "p", {"role": "status", "data-told": texts["told"], "data-none": texts["none"]})
    return tostring(root, encoding="unicode", method="html")
