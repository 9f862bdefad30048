"""Mermaid diagrams are whole in Typst's SVG: text labels, one face, a size, the same bytes; faults say where."""

import re
import xml.etree.ElementTree as ET

import pytest
import typst

from sphinx_excellence.diagrams import engine
from sphinx_excellence.diagrams.cache import DiagramCache
from sphinx_excellence.diagrams.errors import DiagramError
from sphinx_excellence.diagrams.svg import inline
from sphinx_excellence.typst.assets import font_files

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "flowchart": ("flowchart LR\n A[Client] -->|asks| B[(Store)]", {"Client", "asks", "Store"}),
    "sequence": ("sequenceDiagram\n User->>Shop: order\n Shop--xUser: refuse", {"User", "Shop", "order", "refuse"}),
    "state": ("stateDiagram-v2\n Closed --> Open: fails", {"Closed", "Open", "fails"}),
    "class": ("classDiagram\n class Order {\n +total() Money\n }", {"Order", "+total() : Money"}),
    "er": ("erDiagram\n CUSTOMER ||--o{ ORDER : places", {"CUSTOMER", "ORDER", "places"}),
    "gantt": (
        "gantt\n title Plan\n dateFormat YYYY-MM-DD\n section Move\n Copy :2026-01-01, 3d",
        {"Plan", "Move", "Copy"},
    ),
    "pie": ('pie title Tiers\n "Gold" : 2\n "Silver" : 1', {"Tiers", "Gold", "Silver"}),
    "mindmap": ("mindmap\n root((Root))\n  Leaf", {"Root", "Leaf"}),
    "timeline": ("timeline\n title Past\n 1981 : Commit", {"Past", "1981", "Commit"}),
    "gitgraph": ('gitGraph\n commit id: "init"\n commit', {"init", "main"}),
    "journey": ("journey\n title Day\n section Work\n Begin: 5: Me", {"Day", "Work", "Begin", "Me"}),
    "quadrant": (
        "quadrantChart\n x-axis Low --> High\n y-axis Few --> Many\n Saga: [0.3, 0.6]",
        {"Low", "Many", "Saga"},
    ),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Each kind once for all tests: Mermaid takes a second for one."""
    cache = DiagramCache(tmp_path_factory.mktemp("cache"), font_files.label_faces(), 2)
    cache.draw_ahead(source for source, _texts in KINDS.values())
    yield lambda kind: cache.draw(KINDS[kind][0])
    cache.close()


def texts(svg):
    return {"".join(text.itertext()).strip() for text in ET.fromstring(svg).iter(f"{SVG}text")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_is_text_and_typst_draws_it_without_a_warning(drawn, kind, tmp_path):
    svg = drawn(kind)
    assert KINDS[kind][1] <= texts(svg)
    assert b"foreignObject" not in svg
    (tmp_path / "d.svg").write_bytes(svg)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_files.FOLDER)])
    compiler = typst.Compiler(b'#image("/d.svg", width: 100%)', root=tmp_path, font_paths=fonts)
    pdf, warnings = compiler.compile_with_warnings()
    assert not warnings
    assert b"Inter-Regular" in pdf
    assert b"DejaVuSans" not in pdf.replace(b"DejaVuSansMono", b"")


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_a_size_of_its_own(drawn, kind):
    root = ET.fromstring(drawn(kind))
    _, _, width, height = root.get("viewBox").split()
    assert (root.get("width"), root.get("height")) == (width, height)
    assert float(width) > 50


def test_the_centre_of_a_mind_map_is_centred(drawn):
    labels = [text for text in ET.fromstring(drawn("mindmap")).iter(f"{SVG}text") if "Root" in "".join(text.itertext())]
    assert [label.get("text-anchor") for label in labels] == ["middle"]


def test_nothing_in_a_drawing_moves_with_the_clock(drawn):
    assert b'class="today"' not in drawn("gantt")


def test_another_process_draws_the_same_bytes_in_another_order(drawn, tmp_path):
    kinds = ["gitgraph", "class", "pie"]  # the first two have random names and random strokes
    cache = DiagramCache(tmp_path, font_files.label_faces())
    cache.draw_ahead(KINDS[kind][0] for kind in reversed(kinds))
    cache.close()
    assert [cache.draw(KINDS[kind][0]) for kind in kinds] == list(map(drawn, kinds))


def test_a_page_cannot_ask_for_html_labels():
    source = '%%{init: {"flowchart": {"htmlLabels": true}, "htmlLabels": true}}%%\nflowchart LR\n A[Client]'
    assert "Client" in texts(engine.draw(source, font_files.label_faces()))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("flowchart LR\n A --> B\n B --> [", "line 3"),
        ("no diagram at all", "No diagram type detected"),
        ("", "No diagram type detected"),
    ],
)
def test_a_broken_diagram_says_where(source, message):
    with pytest.raises(DiagramError, match=message) as refused:
        engine.draw(source, font_files.label_faces())
    assert refused.value.is_final


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_holds_no_rule_and_no_mark_that_applies_to_nothing(drawn, kind):
    svg = drawn(kind).decode()
    assert len(svg) < 30_000
    for unused in ("edge-animation", "mermaid-font-family", " data-", "aria-roledescription"):
        assert unused not in svg
    markers = {marker.get("id") for marker in ET.fromstring(svg).iter(f"{SVG}marker")}
    assert all(f"url(#{marker})" in svg for marker in markers)


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_page_each_id_is_there_once_and_each_reference_leads_to_one(drawn, kind):
    root = ET.fromstring(inline(drawn(kind).decode(), "d-1", "Label"))
    ids = [element.get("id") for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(id_.startswith("d-1") for id_ in ids)
    text = ET.tostring(root, encoding="unicode")
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Label")
    assert "my-svg {" not in text and "#my-svg" not in text


HOSTILE = {
    "script in a label": 'flowchart LR\n A["<script>alert(1)</script><img src=x onerror=alert(2)>"] --> B',
    "script for an address": 'flowchart LR\n A --> B\n click A href "javascript:alert(1)"\n click B "https://example.org"',
    "function": "flowchart LR\n A --> B\n click A call alert(1)",
    "style that leaves": (
        '%%{init: {"themeCSS": "} body { display: none } .node { fill: red"}}%%\nflowchart LR\n A --> B'
    ),
    "sheet that is fetched": (
        '%%{init: {"themeCSS": "@import url(https://evil.example/x.css); .node rect { fill: url(https://evil.example/y) }"}}%%'
        "\nflowchart LR\n A --> B"
    ),
    "loose security": '%%{init: {"securityLevel": "loose"}}%%\nflowchart LR\n A["<b onclick=alert(1)>x</b>"] --> B',
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_drawing_runs_or_fetches_or_reaches_out(source):
    root = ET.fromstring(engine.draw(source, font_files.label_faces()))
    for element in root.iter():
        assert element.tag.startswith(SVG)
        assert element.tag.removeprefix(SVG) not in {"script", "foreignObject", "image", "iframe"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "javascript:" not in value
            assert "evil.example" not in value
    sheet = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    assert "evil.example" not in sheet and "@import" not in sheet and "body" not in sheet
    assert not [rule for rule in sheet.split("}")[:-1] if rule and not rule.startswith("#my-svg")]
