"""A drawing of Mermaid's made plain, safe and repeatable, and what a page of HTML needs of it.

What Mermaid draws comes from the author of the diagram, so nothing that runs or fetches anything stays in it, and no
style that reaches out of it. What would differ from day to day goes, and what only a browser's script would use.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from sphinx_excellence.diagrams.errors import DiagramError

#: Elements whose text is not seen in the drawing. A style sheet may have no class.
_PLACELESS = frozenset({"title", "desc"})
#: The id that Mermaid gives a drawing: all its rules of style begin with it.
_ROOT: Final = "my-svg"

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
# fmt: off
_TAGS: Final = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
    "title", "desc", "defs", "marker", "symbol", "use", "a", "style", "linearGradient", "radialGradient", "stop",
    "pattern", "clipPath", "mask", "filter", "feDropShadow", "feGaussianBlur", "feOffset", "feBlend", "feFlood",
    "feComposite", "feMerge", "feMergeNode", "feColorMatrix", "image",
})
_LENGTHS: Final = frozenset({
    "d", "points", "transform", "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx",
    "ry", "dx", "dy",
})
# fmt: on
_FUNCTIONS: Final = frozenset({"rgb", "rgba", "hsl", "hsla", "calc", "translate", "rotate", "scale", "drop-shadow"})
_SIZED: Final = frozenset({"svg", "rect", "image", "use", "pattern", "filter", "mask"})
_SHARED: Final = frozenset({"marker", "symbol", "filter", "linearGradient", "radialGradient", "pattern"})
_ADDRESS: Final = re.compile(r"(?:https?:|mailto:|(?![\w+.-]*:))", re.IGNORECASE)
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)

#: As small as a drawing becomes in a narrow window, by its own size; beyond that it scrolls.
_LEGIBLE: Final = 0.75
#: What only HTML has, in a selector.
_OF_HTML: Final = re.compile(r"\[data-|:root|[\s>](?:p|span|div|foreignObject)\b")
_SELECTORS: Final = re.compile(r"[^{}]+(?=\{)")
_ID: Final = re.compile(r"#([\w-]+)")
_WEIGHT: Final = re.compile("normal|bold|bolder|lighter|[1-9]00")
_UNMOVED: Final = re.compile(r"translate\(\s*0\s*,")
_ICON: Final = re.compile("IconifyId[0-9a-f]+")  # named by the time of day
_FAMILY: Final = re.compile(r"font-family:[^;}]*")
_LONG: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_RULE: Final = re.compile(r"\s*(@?[^{}]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_URL: Final = re.compile(r"url\(\s*[\"']?#([^)\"']+)[\"']?\s*\)")


def normalized(svg: str, family: str) -> str:
    """Give a drawing a size and one font, and leave out what a page may not hold and what depends on the day."""
    root = ET.fromstring(svg)  # noqa: S314 - made by Mermaid; expat bounds the expansion of entities
    if root.find(f".//{{{_SVG}}}foreignObject") is not None:
        raise DiagramError("a label needs HTML, which a drawing cannot show; write it as plain text")
    _, _, width, height = root.get("viewBox", "0 0 0 0").split()
    if float(width) > 0 and float(height) > 0:
        root.set("width", width)
        root.set("height", height)
    root.attrib.pop("style", None)  # as wide as a browser's window, at most
    _remove_unsafe(root)
    for element in root.iter():
        if "font-family" in element.attrib:
            element.set("font-family", family)
        if "mindmap-node" in element.get("class", "").split():
            _centre(element)
        for name in _LENGTHS.intersection(element.attrib):
            element.set(name, _LONG.sub(_rounded, element.get(name, "")))
        if "style" in element.attrib:
            element.set("style", _FAMILY.sub(f"font-family:{family}", _safe_style(element.get("style", ""))))
    _make_valid(root)
    _tidy_sheets(root, family)
    _remove_unreferenced(root)
    names: dict[str, str] = {}
    return _ICON.sub(lambda id_: names.setdefault(id_[0], f"icon-{len(names)}"), _written(root)) + "\n"


def _remove_unsafe(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for element in list(parent):
            name = _local(element)
            # A line in a Gantt chart moves with the clock. A rectangle without a size is nothing, and invalid in EPUB.
            is_sized = name != "rect" or {"width", "height"} <= element.attrib.keys()
            if name not in _TAGS or element.get("class") == "today" or not is_sized:
                parent.remove(element)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if not _may_stay(_local(element), name.rpartition("}")[2].lower(), value.strip()):
                del element.attrib[name]


def _make_valid(root: ET.Element) -> None:
    """Say as EPUB wants it what browsers take otherwise too."""
    seen = set()
    for element in root.iter():
        origin = element.attrib.pop("transform-origin", None)
        if origin is not None:
            element.set("style", f"transform-origin:{origin};{element.get('style', '')}".rstrip(";"))
        if _WEIGHT.fullmatch(element.get("font-weight", "bold")) is None:
            del element.attrib["font-weight"]
        if _local(element) not in _SIZED:
            element.attrib.pop("width", None)
            element.attrib.pop("height", None)
        if element.get("id") in seen:
            del element.attrib["id"]
        seen.add(element.get("id", element))


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Whether an element may keep an attribute."""
    if name != "href":
        if name.startswith(("on", "data-")) or name in {"aria-roledescription", "target", "name"}:
            return False
        return name == "style" or "(" not in value or _is_safe(value)
    if tag == "image":
        if not _PICTURE.match(value):
            raise DiagramError(f"it shows the image {value}, which is not fetched; write a label instead")
        return True
    return _ADDRESS.match(value) is not None if tag == "a" else value.startswith("#")


def _local(element: ET.Element) -> str:
    tag = element.tag
    return tag.removeprefix(f"{{{_SVG}}}") if isinstance(tag, str) else ""


def _is_safe(value: str) -> bool:
    """Whether a value of a property neither fetches anything nor hides what it does."""
    functions = re.findall(r"([\w-]+)\s*\(", _URL.sub("", value))
    return "\\" not in value and "<" not in value and {"matrix", "skewX", *_FUNCTIONS}.issuperset(functions)


def _safe_style(style: str) -> str:
    return ";".join(part for part in style.split(";") if part.strip() and _is_safe(part))


def _tidy_sheets(root: ET.Element, family: str) -> None:
    """Keep of the style sheets what applies to the drawing and stays within it."""
    classes = {name for element in root.iter() for name in element.get("class", "").split()}
    for sheet in root.iter(f"{{{_SVG}}}style"):
        kept, frames = [], []
        for selectors, content in _RULE.findall(sheet.text or ""):
            if selectors.startswith("@keyframes"):
                frames.append((selectors.split()[-1], f"{selectors}{{{content}}}"))
            elif not selectors.startswith("@") and "{" not in content:
                names = [name for name in selectors.split(",") if _applies(name.strip(), classes)]
                style = _safe_style(content)
                if names and style:
                    kept.append(f"{','.join(names)}{{{style}}}")
        text = "".join(kept)
        moves = "".join(rule for name, rule in frames if f":{name} " in text and _is_safe(rule))
        sheet.text = _FAMILY.sub(f"font-family:{family}", moves + text)


def _remove_unreferenced(root: ET.Element) -> None:
    """Remove what other elements could point at and none does, such as arrow heads that no line has."""
    values = [value for element in root.iter() for value in element.attrib.values()]
    values += [sheet.text or "" for sheet in root.iter(f"{{{_SVG}}}style")]
    wanted = {name for value in values for name in _URL.findall(value)} | {
        value[1:] for value in values if value[:1] == "#"
    }
    for parent in list(root.iter()):
        for element in list(parent):
            if _local(element) in _SHARED and element.get("id") not in wanted:
                parent.remove(element)
    for parent in list(root.iter()):
        for element in list(parent):
            if _local(element) == "defs" and not len(element):
                parent.remove(element)


def _applies(selector: str, classes: set[str]) -> bool:
    if not re.match(rf"#{_ROOT}(?![\w-])", selector) or _OF_HTML.search(selector):
        return False
    return classes.issuperset(re.findall(r"\.([\w-]+)", selector))


def _rounded(match: re.Match[str]) -> str:
    """Return a length to a hundredth of a pixel."""
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _centre(node: ET.Element) -> None:
    """Centre a mind map's label where Mermaid counts on HTML to do so: there it is not moved left by half its width."""
    for label in node.iter(f"{{{_SVG}}}g"):
        if label.get("class") == "label" and _UNMOVED.match(label.get("transform", "")):
            for text in label.iter(f"{{{_SVG}}}text"):
                text.set("text-anchor", "middle")


def inline(svg: str, prefix: str, label: str, *, group: str = "group") -> str:
    """Return a drawing for a page of HTML; its ids begin with ``prefix``, which no other drawing there has.

    It is one image, named by its title or else by ``label``; with links in it a ``group``, since what is in an image
    cannot be reached.
    """
    root = ET.fromstring(svg)  # noqa: S314 - made by ``normalized``
    names = {name: f"{prefix}-{name}" for name in _ids(root)} | {_ROOT: prefix}

    def renamed(id_: re.Match[str]) -> str:
        return f"#{names.get(id_[1], id_[1])}"

    title, description = root.find(f"{{{_SVG}}}title"), root.find(f"{{{_SVG}}}desc")
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            local = name.rpartition("}")[2]
            if local in {"id", "aria-labelledby", "aria-describedby"}:
                element.set(name, names.get(value, value))
            elif local == "href":
                del element.attrib[name]
                element.set("href", f"#{names.get(value[1:], value[1:])}" if value.startswith("#") else value)
            elif local in {"style", "font-family"}:
                element.set(name, _named(_with_more_fonts(value, local), names))
            elif "url(" in value:
                element.set(name, _named(value, names))
        if _local(element) in _PLACELESS:
            # Sphinx's script, which marks words that were searched for, would ask where they are.
            element.set("class", "nohighlight")
        if _local(element) == "style":
            text = _SELECTORS.sub(lambda selectors: _ID.sub(renamed, selectors[0]), element.text or "")
            element.text = _with_more_fonts(_named(text, names), "style")
    has_links = root.find(f".//{{{_SVG}}}a") is not None
    root.set("role", group if has_links else "img")
    root.set("aria-label", ((title.text if title is not None else "") or label).strip())
    root.attrib.pop("aria-labelledby", None)
    if title is not None:  # shown as a tip wherever the pointer rests
        root.remove(title)
    if description is None:
        root.attrib.pop("aria-describedby", None)
    root.set("style", f"min-width:{_LEGIBLE * float(root.get('width', 0)):.0f}px")
    return _written(root)


def _written(root: ET.Element) -> str:
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return ET.tostring(root, encoding="unicode")


def _ids(root: ET.Element) -> list[str]:
    return [element.get("id", "") for element in root.iter() if "id" in element.attrib]


def _named(value: str, names: dict[str, str]) -> str:
    return _URL.sub(lambda match: f"url(#{names.get(match[1], match[1])})", value)


def _with_more_fonts(value: str, kind: str) -> str:
    more = ",system-ui,sans-serif"
    return _FAMILY.sub(lambda match: match[0] + more, value) if kind == "style" else value + more
