"""How HTML draws a form that filters and sorts: real fields in real groups, hidden until the script has run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from sphinx_excellence.extension.html import svg

if TYPE_CHECKING:
    from sphinx_excellence.extension.doctree.control_values import Form, FormControl, FormOption


def form_html(form: Form) -> str:
    """Return the form. What it says of the number of entries left is given to the script as data."""
    root = Element(
        "form",
        {"class": "excellence-controls", "hidden": "hidden", "autocomplete": "off", "aria-label": form["label"]},
    )
    for control in form["controls"]:
        _DRAWN[control["form"]](root, control)
    if form["layouts"]:
        SubElement(root, "input", {"type": "hidden", "name": "layout", "value": form["layouts"][0][0]})
    foot = SubElement(root, "p", {"class": "excellence-outcome"})
    SubElement(foot, "output", {f"data-{name}": form[name] for name in ("shown", "none", "more")})
    for control in form["controls"]:
        if control["match"] == "upto":
            everything = f"{control['name']}={control['options'][-1]['value']}"
            SubElement(foot, "a", {"href": "#", "data-to": everything}).text = form["further"]
    for name, label in form["layouts"]:
        SubElement(foot, "a", {"href": "#", "data-to": f"layout={name}"}).text = label
    SubElement(foot, "button", {"type": "reset"}).text = form["reset"]
    return tostring(root, encoding="unicode", method="html")


def _text(root: Element, control: FormControl) -> None:
    label = SubElement(root, "label", {"class": "excellence-control"})
    SubElement(label, "span").text = control["label"]
    SubElement(label, "input", {"type": "search", "name": control["name"], "data-match": control["match"]})


def _menu(root: Element, control: FormControl) -> None:
    label = SubElement(root, "label", {"class": "excellence-control"})
    SubElement(label, "span").text = control["label"]
    menu = SubElement(label, "select", {"name": control["name"], "data-match": control["match"]})
    for option in control["options"]:
        SubElement(menu, "option", {"value": option["value"]}).text = _worded(option)


def _radio(root: Element, control: FormControl) -> None:
    group = SubElement(root, "fieldset", {"class": "excellence-control"})
    SubElement(group, "legend").text = control["label"]
    for number, option in enumerate(control["options"]):
        label = SubElement(group, "label")
        attributes = {"type": "radio", "name": control["name"], "value": option["value"]}
        attributes |= {"data-match": control["match"]} | ({} if number else {"checked": "checked"})
        SubElement(label, "input", attributes)
        text = SubElement(label, "span")
        if option["icon"]:
            attributes = {"class": "excellence-symbol", "viewBox": svg.ICON_BOX, "aria-hidden": "true"}
            drawn = SubElement(text, "svg", attributes)
            SubElement(drawn, "path", {"d": svg.outline(option["icon"])})
            drawn.tail = option["label"]
        elif option["symbol"]:
            symbol = SubElement(text, "span", {"aria-hidden": "true"})
            symbol.text, symbol.tail = option["symbol"], f" {option['label']}"
        else:
            text.text = option["label"]
        if option["note"]:
            SubElement(text, "small").text = option["note"]


def _worded(option: FormOption) -> str:
    return f"{option['label']} ({option['note']})" if option["note"] else option["label"]


_DRAWN = {"text": _text, "menu": _menu, "radio": _radio}
