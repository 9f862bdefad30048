"""Mermaid diagrams drawn as SVG, offline, in a form that Typst shows whole.

The optional package mermaidx runs the real Mermaid in a small JavaScript engine. This module owns the settings that
print needs (labels as text, the page's sans font, greys), what must be fixed in the result, and the cache. Where a
diagram comes from and what is shown instead when it cannot be drawn is the builder's business.
"""

import contextlib
import hashlib
import json
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sphinx_excellence.typst.assets import font_files

_RENDERER_VERSION: Final = 1  # raised when this module draws the same source differently
_UNUSED_KEPT: Final = 500  # diagrams that the last build did not use, as other builders and branches do

_SETTINGS: Final[dict[str, Any]] = {
    # Typst's SVG has no HTML inside: every label is text, and no diagram may ask otherwise.
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "class": {"htmlLabels": False},
    "state": {"htmlLabels": False},
    "journey": {"textPlacement": "tspan"},
    "timeline": {"textPlacement": "tspan"},
    "secure": ["secure", "securityLevel", "startOnLoad", "maxTextSize", "htmlLabels", "textPlacement", "fontFamily"],
    "securityLevel": "strict",
    "deterministicIds": True,
    "deterministicIDSeed": "diagram",
    "handDrawnSeed": 1,
    "fontFamily": font_files.SANS,
    "themeVariables": {
        "fontFamily": font_files.SANS,
        "xyChart": {"plotColorPalette": "#9a9a9a, #222222, #c8c8c8, #666666"},
    },
    "themeCSS": (
        ".grid .tick line { stroke: #cccccc; }"  # else black through every bar of a Gantt chart
        " text.task, text.journey-section { fill: #222222; }"  # else white on the light greys of a journey
    ),
}

_SVG: Final = "http://www.w3.org/2000/svg"
_UNMOVED: Final = re.compile(r"translate\(\s*0\s*,")
_ICON: Final = re.compile("IconifyId[0-9a-f]+")  # named by the time of day
_FAMILY: Final = re.compile(r"font-family:[^;}]*")


class DiagramsUnavailable(ImportError):  # noqa: N818 - a state of the installation, not a fault of the document
    """The package that draws diagrams is not installed."""


class DiagramError(ValueError):
    """A diagram that cannot be drawn, in Mermaid's words, with the line of its source where Mermaid names one."""


class DiagramCache:
    """A folder with a file a diagram, named by its source, the version of the renderer, and the settings.

    What one build uses stays, however much it is. The 500 others that were used last stay too; a limit on all of them
    would drop each diagram of a large book before the next build comes to it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()

    def draw(self, source: str) -> bytes:
        """Draw a Mermaid diagram as SVG; the same source gives the same bytes."""
        try:
            edition = version("mermaidx")
        except PackageNotFoundError:
            raise DiagramsUnavailable(
                "Mermaid diagrams need the package mermaidx: pip install 'sphinx-excellence[diagrams]'"
            ) from None
        key = json.dumps([source, edition, _RENDERER_VERSION, _SETTINGS], sort_keys=True)
        kept = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.svg"
        try:
            drawn = kept.read_bytes()
        except FileNotFoundError:
            drawn = _normalized(_render(source)).encode()
            _write(drawn, kept)
        self.keep(kept)
        return drawn

    def keep(self, drawn: Path) -> None:
        """Note that this build uses a file of the folder."""
        self._used.add(drawn)
        with contextlib.suppress(FileNotFoundError):  # another build at the same folder
            os.utime(drawn)

    def drop_unused(self) -> None:
        """Remove what this build has not used, but for what was used last before it."""
        others = []
        for path in self._folder.glob("*.svg"):
            with contextlib.suppress(FileNotFoundError):
                if path not in self._used:
                    others.append((path.stat().st_mtime_ns, path))
        for _, path in sorted(others, reverse=True)[_UNUSED_KEPT:]:
            path.unlink(missing_ok=True)


def _write(drawn: bytes, target: Path) -> None:
    """Write a file in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(drawn)
    Path(name).replace(target)


def _render(source: str) -> str:
    from mermaidx.engine import MermaidRenderError  # type: ignore[import-untyped]  # noqa: PLC0415 - optional, slow

    try:
        return str(_engine(os.getpid()).render_svg(source, "neutral", _SETTINGS, None))
    except MermaidRenderError as error:
        raise DiagramError(re.sub(r"^(Error|UnknownDiagramError): ", "", str(error)).strip()) from error
    except Exception as error:  # the JavaScript engine's own: out of memory, stack or steps
        raise DiagramError(f"Mermaid failed: {error}") from error


@lru_cache(maxsize=1)
def _engine(_process: int) -> Any:
    """Start Mermaid, once a process: its thread does not live on in a fork.

    mermaidx measures labels in DejaVu Sans and gives every diagram other random numbers. Its engine is extended here
    to measure in the font of the page, else no label is centred in its box, and to count from
    the same seed, else commits and layouts differ from build to build. Both go when mermaidx has options for them.
    """
    from mermaidx.engine import Engine  # noqa: PLC0415 - optional, slow
    from mermaidx.engines._common import TextMeasurer  # type: ignore[import-untyped]  # noqa: PLC0415
    from mermaidx.font_metrics import Font  # type: ignore[import-untyped]  # noqa: PLC0415
    from novasvg import fonts  # type: ignore[import-untyped]  # noqa: PLC0415

    for bold, file in ((False, "Inter-Regular.ttf"), (True, "Inter-Bold.ttf")):
        fonts.add_font_face_from_file(font_files.SANS, bold, False, str(font_files.FOLDER / file))  # noqa: FBT003

    class Face(Font):  # type: ignore[misc]
        def __init__(self, *, bold: bool) -> None:
            super().__init__(bold)
            self._face = fonts.get_font_face(font_files.SANS, bold, False)  # noqa: FBT003

    faces = {bold: Face(bold=bold) for bold in (False, True)}

    class Measurer(TextMeasurer):  # type: ignore[misc]
        def _face(self, weight: object) -> Face:
            name = str(weight).strip().lower()
            return faces[name in {"bold", "bolder"} or (name.isdigit() and int(name) >= 600)]

        def width(self, text: str, size: float, family: str, weight: object, style: str) -> float:
            return float(self.full(text, size, family, weight, style)["width"])

        def full(self, text: str, size: float, _family: str, weight: object, _style: str) -> dict[str, float]:
            return dict(self._face(weight).measure(text or "", float(size or 16)))

        def glyphs(self, text: str, size: float, _family: str, weight: object, _style: str) -> list[Any]:
            return list(self._face(weight).glyph_boxes(text or "", float(size or 16)))

    class Seeded(Engine):  # type: ignore[misc]
        def _build_context(self) -> Any:
            self._measurer = Measurer()
            context = super()._build_context()
            context.eval(
                "(() => { let state = 1; Math.random = () => "
                "(state = (state * 48271) % 2147483647) / 2147483647; })();"  # the "minimal standard" generator
            )
            return context

    engine = Seeded()
    engine.start()
    return engine


def _normalized(svg: str) -> str:
    """Give the drawing a size and the page's font, and remove what would differ from day to day."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(svg)  # noqa: S314 - made by Mermaid; expat bounds the expansion of entities
    if root.find(f".//{{{_SVG}}}foreignObject") is not None:
        raise DiagramError("a label needs HTML, which a PDF cannot show; write it as plain text")
    _, _, width, height = root.get("viewBox", "0 0 0 0").split()
    if float(width) > 0 and float(height) > 0:
        root.set("width", width)
        root.set("height", height)
    root.attrib.pop("style", None)  # as wide as a browser's window, at most
    for parent in list(root.iter()):
        for element in list(parent):
            if element.get("class") == "today":  # a line in a Gantt chart that moves with the clock
                parent.remove(element)
    for element in root.iter():
        if "font-family" in element.attrib:
            element.set("font-family", font_files.SANS)
        if "font-family" in element.get("style", ""):
            element.set("style", _FAMILY.sub(f"font-family:{font_files.SANS}", element.get("style", "")))
        if element.tag == f"{{{_SVG}}}style":
            element.text = _FAMILY.sub(f"font-family:{font_files.SANS}", element.text or "")
        if "mindmap-node" in element.get("class", "").split():
            _centre(element)
    names: dict[str, str] = {}
    return (
        _ICON.sub(lambda id_: names.setdefault(id_[0], f"icon-{len(names)}"), ET.tostring(root, encoding="unicode"))
        + "\n"
    )


def _centre(node: ET.Element) -> None:
    """Centre a mind map's label where Mermaid counts on HTML to do so: there it is not moved left by half its width."""
    for label in node.iter(f"{{{_SVG}}}g"):
        if label.get("class") == "label" and _UNMOVED.match(label.get("transform", "")):
            for text in label.iter(f"{{{_SVG}}}text"):
                text.set("text-anchor", "middle")
