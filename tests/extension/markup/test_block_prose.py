"""Texts of records that are more than a line: the same in every page and builder, with findings at their place."""

from __future__ import annotations

import base64
import io
import json
import re
import textwrap

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEXT = """\
Why? See [sagas](saga), {pattern}`saga` and {doc}`other`.

## Because

- one
- of *two*

```python
def handler(order): return 1
```

| service | database |
|---|---|
| orders | `PostgreSQL` |

> Quoted.

:::{note}
Inner [link](saga).

```{admonition} A *title*
Nested.
```
:::

![the parts](img/parts.png)

Term
: Definition
"""
WORDS = (
    "Why? See sagas", "Because", "of two", "def handler(order): return 1", "PostgreSQL", "Quoted.", "Inner link", "A title",
    "Nested.", "Definition",
)  # fmt: skip


def decision(text: str, **more: str) -> str:
    fields = {"context": text, **more}
    lines = "patterns:\n  saga: {title: Saga, tier: silver}\n"
    lines += "decisions:\n  adr-1:\n    title: Use sagas\n    status: accepted\n    date: 2026-01-01\n"
    for name, value in fields.items():
        lines += f"    {name}: |\n{textwrap.indent(value, '      ')}"
    return lines


@pytest.fixture
def pages(project):
    project.write({
        "conf.py": "extensions = ['myst_parser', 'sphinx_excellence']\nhtml_theme = 'basic'\nhtml_copy_source = False\n",
        "data/a.yaml": decision(TEXT),
        "data/img/parts.png": PNG,
        "source/index.md": "# Home\n\n```{adr} adr-1\n```\n\n```{toctree}\nplain\nsub/saga\nother\n```\n",
        "source/plain.rst": "Plain\n=====\n\n.. adr:: adr-1\n   :no-index:\n",
        "source/sub/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
        "source/other.md": "# Other\n",
    })  # fmt: skip
    return project


def shown(result, name):
    view = BeautifulSoup(result.text(name), "html.parser").select_one(".excellence-decision")
    return re.sub(r' id="[^"]*"', "", str(view))


def test_a_text_is_the_same_in_every_page(pages):
    built = pages.build("html", "-W")
    assert built.warnings == []
    view = BeautifulSoup(built.text("index.html"), "html.parser").select_one(".excellence-decision")
    assert [item.get_text() for item in view.select("ul.simple > li")][:2] == ["one", "of two"]
    assert view.select_one(".highlight-python .k").get_text() == "def"
    assert [cell.get_text() for cell in view.select("table.docutils td, table td")] == ["orders", "PostgreSQL"]
    assert "Inner" in view.select_one(".admonition.note").get_text()
    assert view.select_one("img")["src"] == "_images/parts.png"
    assert (built.out / "_images" / "parts.png").read_bytes() == PNG
    assert {link["href"] for link in view.select("a")} == {"sub/saga.html#record-pattern-saga", "other.html"}
    assert shown(built, "index.html") == shown(built, "plain.html")
    assert view.select_one("section") is None
    assert not [link for link in BeautifulSoup(built.text("index.html"), "html.parser").select("a") if "because" in
                link.get("href", "")]  # fmt: skip


@pytest.mark.parametrize(
    "builder", ["dirhtml", "singlehtml", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "typst"]
)
def test_no_builder_loses_a_word(pages, builder):
    built = pages.build(builder, "-W")
    assert built.warnings == []
    written = " ".join(
        path.read_text(encoding="utf-8", errors="ignore") for path in sorted(built.out.rglob("*")) if path.is_file()
    )
    plain = re.sub(r"<[^>]*>|\\[a-zA-Z]+\{|[^\w.?]+", "", written)
    for word in ("Because", "PostgreSQL", "Quoted", "Inner", "Nested", "Definition", "handler"):
        assert word in plain, word


def test_the_gettext_builder_has_the_texts_in_the_catalogue_of_records_alone(pages):
    built = pages.build("gettext", "-W")
    assert "Inner" in built.text("excellence.pot")
    assert "Inner" not in built.text("index.pot")
    assert "the parts" not in built.text("index.pot")
    assert re.search(r'a.yaml:11\nmsgid "Because"', built.text("excellence.pot"))


@pytest.mark.parametrize("builder", ["html", "text", "latex", "xml", "typst"])
def test_it_is_translated_passage_by_passage(pages, builder):
    pages.write({
        "conf.py": (pages.root / "conf.py").read_text() + "language = 'de'\nlocale_dirs = ['locales']\n",
        "source/locales/de/LC_MESSAGES/excellence.mo": catalogue(
            {"of *two*": "von *zweien*", "`PostgreSQL`": "`PostgreSQL` 17", "Because": "Denn", "A *title*": "Ein *Titel*",
             "Inner [link](saga).": "Innerer [Verweis](saga).", "Definition": "Erklärung",
             "![the parts](img/parts.png)": "![die Teile](img/parts.png)"}
        ),
    })  # fmt: skip
    built = pages.build(builder)
    assert built.warnings == []
    written = " ".join(
        path.read_text(encoding="utf-8", errors="ignore") for path in sorted(built.out.rglob("*")) if path.is_file()
    )
    for word in ("von", "zweien", "17", "Denn", "Titel", "Verweis", "Erklärung", "Quoted"):
        assert word in written, word
    assert "Because" not in written.replace("Because of tabulary", "")


def catalogue(texts: dict[str, str]) -> bytes:
    made, out = Catalog("de"), io.BytesIO()
    for message, translation in texts.items():
        made.add(message, translation)
    write_mo(out, made)
    return out.getvalue()


def test_what_is_wrong_is_told_once_at_its_place_in_the_data(pages):
    text = "Why?\n\n- ![gone](gone.png)\n- {nothing}`x`\n- {pattern}`sga`\n- [sgaa](sgaa)\n\n<div>\n</div>\n"
    pages.write({"data/a.yaml": decision(text)})
    expected = [
        "data/a.yaml:11:17: WARNING: there is no image 'gone.png'",
        "data/a.yaml:12:7: WARNING: cannot be shown as it is written: Unknown interpreted text role",
        "data/a.yaml:13:9: WARNING: unknown pattern 'sga'",
        "data/a.yaml:14:16: WARNING: links to the unknown record 'sgaa'",
        "data/a.yaml:16:7: WARNING: an HTML block starts here",
    ]
    for built in (pages.build(), pages.build(), pages.build("html", "-j2", out="o2", doctrees="d2")):
        assert len(built.warnings) == len(expected), built.warnings
        for line, told in zip(built.warnings, expected, strict=True):
            assert line.startswith(told)


def test_a_finding_follows_its_text_to_another_line(pages):
    pages.write({"data/a.yaml": decision("One.\n\n{nothing}`x`\n")})
    assert pages.build().warnings[0].startswith("data/a.yaml:11:7: ")
    pages.write({"data/a.yaml": "# A remark.\n" + decision("One.\n\n{nothing}`x`\n")})
    assert pages.build().warnings[0].startswith("data/a.yaml:12:7: ")


def test_records_in_rst_projects_and_in_front_matter_are_markdown_too(project):
    front = "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2026-01-01\ncontext: |\n  Why?\n\n"
    front += "  - ![own](own.png)\n  - {nothing}`x`\n---\n# Use sagas\n\nText.\n"
    plain = "Plain\n=====\n\n.. adr:: adr-2\n\n.. toctree::\n\n   page\n"
    data = {"decisions": {"adr-2": {"title": "B", "status": "accepted", "date": "2026-01-02", "context":
            "One,\\\nwith a break.\n\n| a |\n|---|\n| b |\n\n![c](own.png)"}}}  # fmt: skip
    project.write({
        "conf.py": "extensions = ['sphinx_excellence']\n",
        "data/a.json": json.dumps(data), "data/own.png": PNG, "source/index.rst": plain, "source/page.rst": "P\n=\n",
    })  # fmt: skip
    built = project.build("html", "-W")
    assert built.warnings == []
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    assert [line.get_text() for line in page.select(".line")] == ["One,", "with a break."]
    assert page.select_one("td").get_text() == "b"
    assert page.select_one("img")["src"] == "_images/own.png"
    with_directive = json.dumps(data).replace("| b |", "| b |\\n\\n```{raw}\\n```")
    project.write({
        "conf.py": "extensions = ['myst_parser', 'sphinx_excellence']\n",
        "source/sub/page.md": front, "source/sub/own.png": PNG,
        "source/index.rst": plain.replace("page", "sub/page"),
        "data/a.json": with_directive,
    })  # fmt: skip
    (project.root / "source" / "page.rst").unlink()
    warnings = project.build("html").warnings
    column = with_directive.index("{raw}") + 1
    assert warnings[0].startswith(f"data/a.json:1:{column}: WARNING: the directive `raw` is not for")
    assert warnings[1].startswith("source/sub/page.md:9:3: WARNING: cannot be shown as it is written")
    assert len(warnings) == 2


def test_fields_of_ones_own_and_editions_take_blocks_too(project):
    project.write({
        "conf.py": "extensions = ['myst_parser', 'sphinx_excellence']\n",
        "data/a.yaml": """\
fields:
  pattern:
    notes: {title: Notes, type: text, show: [banner]}
editions:
  spring:
    title: Spring
    date: 2026-04
    text: |
      New:

      - an edition
patterns:
  saga:
    title: Saga
    tier: silver
    notes: |
      Mind:

      - the notes

      {nothing}`x`
    history:
    - edition: spring
      tier: silver
      text: |
        Moved:

        - with a reason
""",
        "source/index.md": "# Saga\n\n```{pattern-tier} saga\n```\n\n```{edition} spring\n```\n\n```{pattern-history} saga\n```\n",
    })  # fmt: skip
    built = project.build("html")
    assert [line.split(" WARNING")[0] for line in built.warnings] == ["data/a.yaml:21:7:"]
    items = [item.get_text() for item in BeautifulSoup(built.text("index.html"), "html.parser").select("li li, ul li")]
    for words in ("an edition", "the notes", "with a reason"):
        assert words in items


def test_an_image_that_comes_goes_or_changes_is_noticed(pages):
    pages.build()
    pages.write({"data/img/parts.png": PNG + b"more"})
    built = pages.build()
    assert (built.out / "_images" / "parts.png").read_bytes() == PNG + b"more"
    (pages.root / "data" / "img" / "parts.png").unlink()
    assert "there is no image" in pages.build().warnings[0]
    pages.write({"data/img/parts.png": PNG})
    assert pages.build().warnings == []


@pytest.mark.parametrize(
    "text",
    [
        "```python\nnever closed\n",
        "> " * 60 + "deep\n",
        "\n".join("  " * depth + "- level" for depth in range(30)) + "\n",
        "One.\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n",
        "```{raw} html\n<script>alert(1)</script>\n```\n",
        "```{include} ../conf.py\n```\n",
        "```{literalinclude} ../conf.py\n```\n",
        "```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```\n",
        "```{csv-table}\n:file: ../conf.py\n```\n",
        '```{csv-table}\n---\n"file": ../conf.py\n---\n```\n',
        "```{csv-table}\n---\n{file: ../conf.py}\n---\n```\n",
        '```{csv-table}\n---\n"f\\u0069le": ../conf.py\n---\n```\n',
        "```{adr} adr-1\n```\n",
        "```{toctree}\nother\n```\n",
        "```{nothing}\n```\n",
        "---\ntitle: x\n---\n\nText.\n",
        "[x](javascript:alert(1))\n\nTwo.\n",
        "```{image} x.png\n:target: javascript:alert(1)\n```\n",
        "```{figure} https://example.org/x.png\n:target: javascript:alert(1)\nCaption\n```\n",
        "{raw}`<script>alert(1)</script>`\n\n[^1]\n\n[^1]: Note\n",
        "(index)=\n## Home\n\n(home)=\n\nText\n",
        "{{ env }} and {eval}`1`\n\n| a |\n|---|\n| - x |\n",
        "```{code-block} nolexer\n:name: index\nx\n```\n",
        "```{math}\n:label: one\na\n```\n",
    ],
)  # fmt: skip
def test_hostile_texts_end_in_findings_at_most(pages, text):
    pages.write({"data/a.yaml": decision(text)})
    built = pages.build("html")
    assert built.code == 0
    html = built.text("index.html")
    assert "<script>alert" not in html
    assert "javascript:" not in html
    assert "onerror=alert" not in html.replace("&lt;img src=x onerror=alert", "")
    assert "extensions =" not in html
    assert [line for line in built.warnings if not line.startswith("data/a.yaml:")] == []
