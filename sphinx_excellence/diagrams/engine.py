"""The real Mermaid, in the small JavaScript engine of the optional package mermaidx.

This module owns the settings that print and pages need: labels as text, one sans font, greys. An engine lives as long
as its process; ``worker`` runs it in one of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable
from sphinx_excellence.diagrams.svg import normalized

#: Raised when the same source is drawn differently.
RENDERER_VERSION: Final = 5


@dataclass(frozen=True, slots=True)
class Faces:
    """The font of the labels: its family, and the files by which they are measured."""

    family: str
    regular: str
    bold: str


def settings(family: str) -> dict[str, Any]:
    """Return the settings of Mermaid for every diagram."""
    return {
        # An SVG in print has no HTML inside: every label is text, and no diagram may ask otherwise.
        "htmlLabels": False,
        "flowchart": {"htmlLabels": False},
        "class": {"htmlLabels": False},
        "state": {"htmlLabels": False},
        "journey": {"textPlacement": "tspan"},
        "timeline": {"textPlacement": "tspan"},
        "secure": [
            "secure",
            "securityLevel",
            "startOnLoad",
            "maxTextSize",
            "htmlLabels",
            "textPlacement",
            "fontFamily",
        ],
        "securityLevel": "strict",
        "deterministicIds": True,
        "deterministicIDSeed": "diagram",
        "handDrawnSeed": 1,
        "fontFamily": family,
        "themeVariables": {
            "fontFamily": family,
            "xyChart": {"plotColorPalette": "#9a9a9a, #222222, #c8c8c8, #666666"},
        },
        "themeCSS": (
            ".grid .tick line { stroke: #cccccc; }"  # else black through every bar of a Gantt chart
            " text.task, text.journey-section { fill: #222222; }"  # else white on the light greys of a journey
        ),
    }


def edition() -> str:
    """Return the version of mermaidx."""
    try:
        return version("mermaidx")
    except PackageNotFoundError:
        raise DiagramsUnavailable(
            "Mermaid diagrams need the package mermaidx: pip install 'sphinx-excellence[diagrams]'"
        ) from None


def draw(source: str, faces: Faces) -> str:
    """Draw a Mermaid diagram as SVG; the same source gives the same text."""
    from mermaidx.engine import MermaidRenderError  # type: ignore[import-untyped]  # noqa: PLC0415 - optional, slow

    try:
        drawn = str(started(faces).render_svg(source, "neutral", settings(faces.family), None))
    except MermaidRenderError as error:
        raise DiagramError(re.sub(r"^(Error|UnknownDiagramError): ", "", str(error)).strip()) from error
    except Exception as error:  # the JavaScript engine's own: out of memory, stack or steps
        raise DiagramError(f"Mermaid failed: {error}", is_final=False) from error
    return normalized(drawn, faces.family)


@cache
def started(faces: Faces) -> Any:
    """Start Mermaid, once in a process.

    mermaidx measures labels in DejaVu Sans and gives every diagram other random numbers. Its engine is extended here
    to measure in the font of the labels, else no label is centred in its box, and to count from
    the same seed, else commits and layouts differ from build to build. Both go when mermaidx has options for them.
    """
    from mermaidx.engine import Engine  # noqa: PLC0415 - optional, slow
    from mermaidx.engines._common import TextMeasurer  # type: ignore[import-untyped]  # noqa: PLC0415
    from mermaidx.font_metrics import Font  # type: ignore[import-untyped]  # noqa: PLC0415
    from novasvg import fonts  # type: ignore[import-untyped]  # noqa: PLC0415

    for bold, file in ((False, faces.regular), (True, faces.bold)):
        fonts.add_font_face_from_file(faces.family, bold, False, file)  # noqa: FBT003

    class Face(Font):  # type: ignore[misc]
        def __init__(self, *, bold: bool) -> None:
            super().__init__(bold)
            self._face = fonts.get_font_face(faces.family, bold, False)  # noqa: FBT003

    weights = {bold: Face(bold=bold) for bold in (False, True)}

    class Measurer(TextMeasurer):  # type: ignore[misc]
        def _face(self, weight: object) -> Face:
            name = str(weight).strip().lower()
            return weights[name in {"bold", "bolder"} or (name.isdigit() and int(name) >= 600)]

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
