"""How HTML draws a form that filters and sorts: real fields in real groups, hidden until the script has run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from sphinx_excellence.extension.html import svg

if TYPE_CHECKING:
    from sphinx_excellence.extension.doctree.control_values import Form, FormControl, FormOption


#: The signs of the layouts of cards, in a box of 16 units.
_LAYOUT_SIGNS = {
    "grouped": "M1 1h14v2H1zM1 5h6v4H1zM9 5h6v4H9zM1 11h6v4H1zM9 11h6v4H9z",
    "cards": "M1 1h6v6H1zM9 1h6v6H9zM1 9h6v6H1zM9 9h6v6H9z",
    "list": "M1 2h14v2H1zM1 7h14v2H1zM1 12h14v2H1z",
}


def form_html(form: Form, compare: str = "") -> str:
    """Return the form. What it says of the number of entries left is given to the script as data.

    ``compare`` is the address to which ids of patterns are added, where they can be compared.
    """
    attributes = {"class": "excellence-controls", "hidden": "hidden", "autocomplete": "off"}
    attributes |= {"aria-label": form["label"]} | ({"data-group": form["group"]} if form["group"] else {})
    attributes |= {"data-compare": compare} if compare else {}
    root = Element("form", attributes)
    texts = dict(form["texts"])
    chips = [control for control in form["controls"] if control["form"] == "chips"]
    for control in form["controls"]:
        if control["match"] not in _OF_THE_LIST and control not in chips:
            _DRAWN[control["form"]](root, control)
    if chips:
        # Open, but for small screens; the script sees to it.
        facets = SubElement(root, "details", {"class": "excellence-facets", "open": "open"})
        SubElement(facets, "summary").text = texts.pop("filters")
        for control in chips:
            _chips(facets, control)
    if form["layouts"]:
        SubElement(root, "input", {"type": "hidden", "name": "layout", "value": form["layouts"][0][0]})
    foot = SubElement(root, "p", {"class": "excellence-outcome"})
    said = {f"data-{name}": form[name] for name in ("shown", "none", "more")}
    said |= {f"data-{name}": text for name, text in texts.items() if name != "filters"}
    SubElement(foot, "output", said)
    for control in form["controls"]:
        if control["match"] == "upto":
            everything = f"{control['name']}={control['options'][-1]['value']}"
            SubElement(foot, "a", {"href": "#", "data-to": everything}).text = form["further"]
    for name, label in form["layouts"]:
        SubElement(foot, "a", {"href": "#", "data-to": f"layout={name}"}).text = label
    SubElement(foot, "button", {"type": "reset"}).text = form["reset"]
    of_the_list = SubElement(root, "div", {"class": "excellence-arrangement"})
    for control in form["controls"]:
        if control["match"] in _OF_THE_LIST:
            _DRAWN[control["form"]](of_the_list, control)
    return tostring(root, encoding="unicode", method="html")


def _text(root: Element, control: FormControl) -> None:
    label = SubElement(root, "label", {"class": "excellence-control"})
    SubElement(label, "span").text = control["label"]
    SubElement(
        label, "input", {"type": "search", "name": control["name"], "placeholder": " ", "data-match": control["match"]}
    )


def _menu(root: Element, control: FormControl) -> None:
    label = SubElement(root, "label", {"class": "excellence-control"})
    SubElement(label, "span").text = control["label"]
    menu = SubElement(label, "select", {"name": control["name"], "data-match": control["match"]})
    for option in control["options"]:
        words = {"data-words": option["words"]} if option["words"] else {}
        SubElement(menu, "option", {"value": option["value"], **words}).text = _worded(option)


def _chips(root: Element, control: FormControl) -> None:
    group = SubElement(root, "fieldset", {"class": "excellence-control excellence-chips"})
    SubElement(group, "legend").text = control["label"]
    for option in control["options"]:
        attributes = {"type": "button", "name": control["name"], "value": option["value"], "aria-pressed": "false"}
        attributes |= {"title": option["note"]} if option["note"] else {}
        attributes |= {"data-words": option["words"]} if option["words"] else {}
        button = SubElement(group, "button", {**attributes, "data-match": control["match"]})
        _signed(button, option)


def _switch(root: Element, control: FormControl) -> None:
    group = SubElement(root, "fieldset", {"class": "excellence-control excellence-switch"})
    SubElement(group, "legend").text = control["label"]
    for number, option in enumerate(control["options"]):
        label = SubElement(group, "label", {"title": option["label"]})
        attributes = {"type": "radio", "name": control["name"], "value": option["value"], "aria-label": option["label"]}
        SubElement(label, "input", attributes | {"data-match": control["match"]} | _checked(first=not number))
        drawn = SubElement(label, "svg", {"viewBox": "0 0 16 16", "aria-hidden": "true"})
        SubElement(drawn, "path", {"d": _LAYOUT_SIGNS[option["value"]]})


def _radio(root: Element, control: FormControl) -> None:
    group = SubElement(root, "fieldset", {"class": "excellence-control excellence-radios"})
    SubElement(group, "legend").text = control["label"]
    for number, option in enumerate(control["options"]):
        label = SubElement(group, "label")
        attributes = {"type": "radio", "name": control["name"], "value": option["value"]}
        SubElement(label, "input", attributes | {"data-match": control["match"]} | _checked(first=not number))
        text = _signed(label, option)
        if option["note"]:
            SubElement(text, "small").text = option["note"]


def _checked(*, first: bool) -> dict[str, str]:
    return {"checked": "checked"} if first else {}


def _signed(around: Element, option: FormOption) -> Element:
    """Write the label of an option with its sign before it, and return the element that holds both."""
    text = SubElement(around, "span")
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
    return text


def _worded(option: FormOption) -> str:
    return f"{option['label']} ({option['note']})" if option["note"] else option["label"]


#: What orders and lays out the list, and leaves nothing out of it.
_OF_THE_LIST = frozenset({"order", "view"})
_DRAWN = {"text": _text, "menu": _menu, "radio": _radio, "switch": _switch}
