"""Mermaid diagrams are whole in Typst's SVG: text labels, one face, a size, the same bytes; faults say where."""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import pytest
import typst

from sphinx_excellence.typst.assets import diagrams, font_files

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
    cache = tmp_path_factory.mktemp("cache")
    return lambda kind: diagrams.DiagramCache(cache).draw(KINDS[kind][0])


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


def test_another_process_draws_the_same_bytes(drawn, tmp_path):
    kinds = ["gitgraph", "class"]  # these have random names and random strokes
    code = (
        "import sys; from pathlib import Path; from sphinx_excellence.typst.assets import diagrams\n"
        "for source in sys.argv[2:]: sys.stdout.buffer.write(diagrams.DiagramCache(Path(sys.argv[1])).draw(source))"
    )
    sources = [KINDS[kind][0] for kind in kinds]
    run = subprocess.run([sys.executable, "-c", code, tmp_path, *sources], check=True, capture_output=True)
    assert run.stdout == b"".join(map(drawn, kinds))


def test_a_page_cannot_ask_for_html_labels(tmp_path):
    source = '%%{init: {"flowchart": {"htmlLabels": true}, "htmlLabels": true}}%%\nflowchart LR\n A[Client]'
    assert "Client" in texts(diagrams.DiagramCache(tmp_path).draw(source))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("flowchart LR\n A --> B\n B --> [", "line 3"),
        ("no diagram at all", "No diagram type detected"),
        ("", "No diagram type detected"),
    ],
)
def test_a_broken_diagram_says_where(tmp_path, source, message):
    with pytest.raises(diagrams.DiagramError, match=message):
        diagrams.DiagramCache(tmp_path).draw(source)
    assert not list(tmp_path.iterdir())


def test_a_diagram_is_drawn_once(drawn, tmp_path, monkeypatch):
    source = KINDS["pie"][0]
    first = diagrams.DiagramCache(tmp_path).draw(source)

    def refuse(_):
        raise AssertionError("drawn again")

    monkeypatch.setattr(diagrams, "_render", refuse)
    assert diagrams.DiagramCache(tmp_path).draw(source) == first
    with pytest.raises(AssertionError, match="drawn again"):
        diagrams.DiagramCache(tmp_path).draw(source + "\n")
    monkeypatch.setattr(diagrams, "_RENDERER_VERSION", 99)
    with pytest.raises(AssertionError, match="drawn again"):
        diagrams.DiagramCache(tmp_path).draw(source)


@pytest.fixture
def counted(monkeypatch):
    """What is drawn, without Mermaid."""
    drawn = []

    def render(source):
        drawn.append(source)
        return f'<svg xmlns="http://www.w3.org/2000/svg"><!--{source}--></svg>'

    monkeypatch.setattr(diagrams, "_render", render)
    monkeypatch.setattr(diagrams, "_UNUSED_KEPT", 2)
    return drawn


def build_of(sources, folder):
    cache = diagrams.DiagramCache(folder)
    for source in sources:
        cache.draw(source)
    cache.drop_unused()


def test_a_second_build_draws_nothing_however_many_diagrams_a_book_has(tmp_path, counted):
    for _ in range(2):
        build_of("abcdef", tmp_path)
    build_of("abcxef", tmp_path)
    assert "".join(counted) == "abcdefx"


def test_of_what_a_build_does_not_use_the_last_used_stays(tmp_path, counted):
    for source in "abcd":
        build_of(source, tmp_path)
        time.sleep(0.02)  # a file's time may be a few milliseconds late
    assert len(list(tmp_path.iterdir())) == 3
    build_of("dcb", tmp_path)
    build_of("a", tmp_path)
    assert "".join(counted) == "abcda"


def test_what_another_program_draws_into_the_folder_stays_while_it_is_used(tmp_path, counted):
    drawn = tmp_path / "graphviz-1.svg"
    drawn.touch()
    os.utime(drawn, (0, 0))
    cache = diagrams.DiagramCache(tmp_path)
    for source in "abc":
        diagrams.DiagramCache(tmp_path).draw(source)
    cache.keep(drawn)
    cache.drop_unused()
    assert drawn.exists()
    diagrams.DiagramCache(tmp_path).drop_unused()
    assert len(list(tmp_path.iterdir())) == 2


def test_without_the_package_the_message_names_the_extra(tmp_path, monkeypatch):
    def missing(name):
        raise diagrams.PackageNotFoundError(name)

    monkeypatch.setattr(diagrams, "version", missing)
    with pytest.raises(diagrams.DiagramsUnavailable, match=r"sphinx-excellence\[diagrams\]"):
        diagrams.DiagramCache(tmp_path).draw("pie")
