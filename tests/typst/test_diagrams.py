"""Diagrams in a document: from fences and from the extension, drawn once for all builds; faults at their lines."""

import re

import pytest

from sphinx_excellence.diagrams import cache, pool

FENCES = """# Page

```mermaid
flowchart LR
  Client --> Store
```

```{code-block} mermaid
:caption: The order
sequenceDiagram
  User->>Shop: order
```
"""
BROKEN = """
```mermaid
flowchart LR
  A --> [
```
"""


@pytest.fixture
def markdown(make):
    return lambda text, **given: make({"index.md": text}, **given)


def test_fences_are_drawn_with_their_captions(markdown):
    made = markdown(FENCES)
    assert made.warnings == []
    for words in ("Client", "Store", "Theorder", "User", "Shop"):
        assert words in made.squeezed
    assert "flowchart" not in made.text and "sequenceDiagram" not in made.text


def test_a_second_build_starts_no_process_and_writes_the_same_bytes(markdown, monkeypatch):
    first = markdown(FENCES).pdf.read_bytes()

    def refuse(*_):
        raise AssertionError("a process is started")

    monkeypatch.setattr(cache, "Pool", refuse)
    again = markdown(FENCES, out="again")
    assert (again.warnings, again.pdf.read_bytes()) == ([], first)


def test_the_extension_and_a_fence_share_a_drawing(make):
    text = FENCES + "\n```{mermaid}\nflowchart LR\n  Client --> Store\n```\n"
    made = make({"index.md": text}, conf='extensions += ["sphinxcontrib.mermaid"]\n', builder="typst")
    assert made.warnings == []
    shown = re.findall(r"diagram-\w+\.svg", made.source("pages/index.typ"))
    assert (len(shown), len(set(shown))) == (3, 2)


def test_a_broken_diagram_is_one_warning_at_its_line_and_its_source(markdown):
    made = markdown(FENCES + BROKEN)
    (warning,) = [line for line in made.warnings if "WARNING" in line]
    assert re.match(r"index\.md:1[4-7]: WARNING: the diagram cannot be drawn: Parse error on line 2", warning)
    assert "A-->[" in made.text.replace(" ", "")
    assert "Client" in made.text


def test_a_process_that_ends_is_one_warning_at_its_diagram(markdown, monkeypatch):
    monkeypatch.setattr(
        pool,
        "_PROGRAM",
        "import sys, os\nsys.stdin.readline(); print('{\"ready\": 1}', flush=True)\nsys.stdin.readline(); os.kill(os.getpid(), 9)",
    )
    made = markdown("# Page\n" + BROKEN)
    assert len(made.warnings) == 1
    assert re.match(
        r"index\.md:[34]: WARNING: the diagram cannot be drawn: the process .* by signal 9", made.warnings[0]
    )
    assert "flowchartLR" in made.squeezed


def test_an_engine_that_does_not_start_is_one_warning(markdown, monkeypatch):
    monkeypatch.setattr(pool, "_PROGRAM", "raise SystemExit('no engine')")
    made = markdown(FENCES)
    assert len(made.warnings) == 1
    assert "diagrams are shown as their source: Mermaid does not start" in made.warnings[0]
    assert "no engine" in made.warnings[0]
    assert "flowchart" in made.text and "sequenceDiagram" in made.text
