"""Mermaid fences on pages: drawn in HTML, in e-books and for LaTeX; safe, named, and without a clash of ids."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import pytest

from sphinx_excellence.diagrams import cache, engine
from tests.conftest import CONF
from tests.lacking import find_from_npm, find_java

FLOW = """flowchart LR
  accTitle: How an order is stored
  accDescr: The client asks the store.
  Client -->|asks| Store
"""
PAGE = f"""# Page

```mermaid
{FLOW}```

```{{code-block}} mermaid
:caption: The order
:name: the-order
sequenceDiagram
  User->>Shop: order
```

```mermaid
{FLOW}```

```mermaid
flowchart LR
  A["<script>alert(1)</script>"] --> B
  click B href "javascript:alert(2)"
```

```mermaid
%%{{init: {{"themeCSS": "}} body {{ display: none }} .node {{ fill: red"}}}}%%
flowchart LR
  A --> B
```
"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A folder for the drawings of all tests here."""
    return tmp_path_factory.mktemp("drawings")


@pytest.fixture(autouse=True)
def conf(project):
    """No records are needed."""
    project.write({"conf.py": CONF + 'suppress_warnings = ["excellence.missing-data"]\n'})


@pytest.fixture
def page(project, shared):
    """A project with diagrams of each sort."""
    (project.root / "doctrees").mkdir()
    (project.root / "doctrees" / cache.FOLDER).symlink_to(shared)
    project.write({"source/index.md": PAGE})
    return project


def drawings(html):
    return [ET.fromstring(svg) for svg in re.findall(r'<div[^>]* class="excellence-diagram".*?(<svg.*?</svg>)', html)]


def test_fences_become_drawings_that_are_named_and_described(page):
    result = page.build()
    assert result.warnings == []
    html = result.text("index.html")
    first, second, *_rest = drawings(html)
    assert len(drawings(html)) == 5
    assert (first.get("role"), first.get("aria-label")) == ("img", "How an order is stored")
    described = first.get("aria-describedby")
    assert [each.text for each in first.iter() if each.get("id") == described] == ["The client asks the store."]
    assert (second.get("role"), second.get("aria-label")) == ("img", "The order")
    assert 'id="the-order"' in html
    assert "excellence-diagrams.css" in html
    sources = re.findall(
        r'<details class="excellence-diagram-source"><summary>Source of the diagram</summary>(.*?)</details>',
        html,
        re.DOTALL,
    )
    assert "accTitle: How an order is stored" in sources[0]
    assert len(sources) == 5


def test_no_two_ids_on_a_page_are_the_same_and_each_reference_has_its_target(page):
    html = page.build().text("index.html")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    wanted = re.findall(r'url\(#([^)]+)\)|aria-describedby="([^"]+)"', html)
    assert wanted
    assert {first or second for first, second in wanted} <= set(ids)
    for drawing in drawings(html):
        sheet = "".join(style.text or "" for style in drawing.iter(f"{SVG}style"))
        assert all(rule.startswith(f"#{drawing.get('id')}") for rule in sheet.split("}") if rule)


def test_nothing_that_a_diagram_says_runs_or_leaves_it(page):
    html = page.build().text("index.html")
    for drawing in drawings(html):
        text = ET.tostring(drawing, encoding="unicode")
        assert "script" not in text and "alert" not in text and "body" not in text


def test_pages_with_diagrams_are_valid(page):
    java, checker = find_java(), find_from_npm("vnu-jar/build/dist/vnu.jar")
    out = page.build().out
    command = [java, "-Xss2m", "-jar", checker, "--format", "gnu", "--exit-zero-always", str(out / "index.html")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert [line for line in said.splitlines() if ": error" in line and "obsolete" not in line] == []
    sheet = out / "_static" / "excellence-diagrams.css"
    command = [java, "-Xss2m", "-jar", checker, "--css", "--format", "gnu", "--exit-zero-always", str(sheet)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_formats_of_html_have_the_same_drawings(page, builder):
    result = page.build(builder)
    assert result.warnings == []
    assert len(drawings(result.text("index.html"))) == 5


def test_an_e_book_has_them_and_says_so(page):
    result = page.build("epub", "-D", "version=1")
    assert [line for line in result.warnings if "diagram" in line] == []
    (book,) = result.out.glob("*.epub")
    with zipfile.ZipFile(book) as parts:
        text = parts.read("index.xhtml").decode()
        manifest = parts.read("content.opf").decode()
    ET.fromstring("".join(text.partition("<html")[1:]))
    assert len(drawings(text)) == 5
    assert re.search(r'href="index\.xhtml"[^>]*properties="svg"', manifest)


def test_latex_gets_the_same_vectors(page):
    result = page.build("latex")
    assert result.warnings == []
    (tex,) = result.out.glob("*.tex")
    shown = re.findall(r"\\sphinxincludegraphics\{\{(diagram-[^}]*)\}\.pdf\}", tex.read_text(encoding="utf-8"))
    assert len(shown) == 5
    assert r"\caption{The order}" in tex.read_text(encoding="utf-8")
    for name in shown:
        assert (result.out / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.5")


def test_other_builds_draw_nothing_again(page, monkeypatch):
    assert page.build().warnings == []

    def refuse(*_):
        raise AssertionError("a process is started")

    monkeypatch.setattr(cache, "Pool", refuse)
    assert page.build("html", "-E").warnings == []
    assert page.build("latex").warnings == []
    assert page.build("text").warnings == []
    assert page.build("typst").warnings == []


def test_many_pages_are_drawn_ahead_side_by_side_and_by_parallel_readers(project, monkeypatch):
    asked = []

    class Pool:
        def __init__(self, faces, size):
            asked.append(size)

        def draw(self, sources):
            asked.append(sorted(source.split()[-1] for source in sources))
            for source in sources:
                yield (
                    source,
                    f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{source}</text></svg>',
                )

        def close(self):
            asked.append("closed")

    monkeypatch.setattr(cache, "Pool", Pool)
    names = [f"page{number}" for number in range(12)]
    pages = {f"source/{name}.md": f"# {name}\n\n```mermaid\npie\n title {name}\n```\n" for name in names}
    toctree = "# Start\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    project.write({**pages, "source/index.md": toctree})
    assert project.build("html", "-j", "3").warnings == []
    assert asked == [3, sorted(names), "closed"]
    project.write({"source/page3.md": "# page3\n\n```mermaid\npie\n title new\n```\n"})
    assert project.build("html", "-j", "3").warnings == []
    assert asked[3:] == [3, ["new"], "closed"]


def test_a_broken_diagram_is_one_warning_and_its_source(page):
    page.write({"source/index.md": "# Page\n\n```mermaid\nflowchart LR\n  A --> [\n```\n"})
    for builder, name in (("html", "index.html"), ("epub", "index.xhtml")):
        result = page.build(builder, "-D", "version=1")
        told = [line for line in result.warnings if "cannot be drawn" in line]
        assert len(told) == 1
        assert re.match(r"source/index\.md:[34]: WARNING: the diagram cannot be drawn: Parse error on line 2", told[0])
        assert "A --&gt; [" in result.text(name)
        assert "excellence-diagram" not in result.text(name)


def test_without_the_package_the_source_is_shown_with_one_warning(page, monkeypatch):
    def missing(name):
        raise engine.PackageNotFoundError(name)

    monkeypatch.setattr(engine, "version", missing)
    result = page.build()
    assert len(result.warnings) == 1
    assert "diagrams are shown as their source" in result.warnings[0]
    assert "sphinx-excellence[diagrams]" in result.warnings[0]
    assert "<svg" not in result.text("index.html").partition("<body")[2].partition("Client")[0]
    assert "sequenceDiagram" in result.text("index.html")


def test_what_sphinxcontrib_mermaid_makes_of_its_directive_stays_in_html(page):
    page.write(
        {
            "conf.py": (page.root / "conf.py")
            .read_text()
            .replace('"myst_parser",', '"myst_parser", "sphinxcontrib.mermaid",'),
            "source/index.md": PAGE + f"\n```{{mermaid}}\n{FLOW}```\n",
        }
    )
    html = page.build().text("index.html")
    assert '<pre  class="mermaid">' in html
    assert len(drawings(html)) == 5
    latex = page.build("latex")
    assert latex.warnings == []
    (tex,) = latex.out.glob("*.tex")
    assert tex.read_text(encoding="utf-8").count(r"\sphinxincludegraphics{{diagram-") == 6


def test_pages_without_diagrams_load_nothing_that_draws(project):
    project.write({"source/index.md": "# Page\n\n```python\nprint()\n```\n"})
    code = (
        "import sys; from sphinx.cmd.build import build_main; build_main(['-q', '-c', '.', 'source', 'out'])\n"
        "print([name for name in sys.modules if name in {'mermaidx', 'sphinx_excellence.diagrams.cache'}])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
