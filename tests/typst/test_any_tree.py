"""Whatever stands in whatever is in the PDF, and whatever is wrong is told with a file and a line."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.typst.conftest import ROOTS, squeeze
from tests.typst.random_trees import Grower

CONF = 'extensions.append("tests.typst.random_trees")\n'
PLACE = re.compile(r"^[\w./-]+:[1-9]\d*: WARNING: ")


def planted(seeds):
    pages = {f"tree-{seed}.rst": f"Tree {seed}\n============\n\nText.\n" for seed in seeds}
    return {**pages, "index.rst": "T\n=\n\n.. toctree::\n\n" + "".join(f"   tree-{seed}\n" for seed in seeds)}


def words_of(seed):
    grower = Grower(seed)
    grower.page()
    return grower.words


def test_every_word_of_any_tree_is_written(make):
    seeds = range(400)
    made = make(planted(seeds), conf=CONF, builder="typst")
    lost = {}
    for seed in seeds:
        # A long run of words may be broken anywhere.
        code = made.source(f"pages/tree-{seed}.typ").replace('"; z; "', "")
        missing = [word for word in words_of(seed) if word not in code]
        if missing:
            lost[seed] = missing
    assert lost == {}
    assert sum(len(words_of(seed)) for seed in seeds) > 10_000
    assert [line for line in made.warnings if not PLACE.match(line)] == []


def test_every_word_of_any_tree_is_in_the_pdf(make):
    seeds = range(1000, 1060)
    made = make(planted(seeds), conf=CONF)
    assert not made.failed
    text = unicodedata.normalize("NFKC", made.squeezed)
    assert [word for seed in seeds for word in words_of(seed) if word not in text] == []
    assert [line for line in made.warnings if not PLACE.match(line) or "ignored" in line] == []


BLOCKS = {
    "formula": 'nodes.math_block("", "inside")',
    "list": 'nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "inside")))',
    "numbered": 'nodes.enumerated_list("", nodes.list_item("", nodes.paragraph("", "inside")))',
    "definitions": 'nodes.definition_list("", nodes.definition_list_item("", nodes.term("", "in"), nodes.definition("", nodes.paragraph("", "side"))))',
    "fields": 'nodes.field_list("", nodes.field("", nodes.field_name("", "in"), nodes.field_body("", nodes.paragraph("", "side"))))',
    "table": 'nodes.table("", nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", nodes.row("", nodes.entry("", nodes.paragraph("", "inside")))), cols=1))',
    "lines": 'nodes.line_block("", nodes.line("", "inside"))',
    "line": 'nodes.line("", "inside")',
    "paragraph": 'nodes.paragraph("", "inside")',
    "quote": 'nodes.block_quote("", nodes.paragraph("", "inside"))',
    "code": 'nodes.literal_block("inside", "inside")',
    "note": 'nodes.note("", nodes.paragraph("", "inside"))',
    "container": 'nodes.container("", nodes.paragraph("", "inside"))',
    "topic": 'nodes.topic("", nodes.title("", "in"), nodes.paragraph("", "side"))',
    "figure": 'nodes.figure("", nodes.image(uri="square.png"), nodes.caption("", "inside"))',
    "section": 'nodes.section("", nodes.title("", "inside"), ids=["inner"])',
    "rubric": 'nodes.rubric("", "inside")',
    "unknown": 'stranger("", nodes.paragraph("", "inside"))',
    "raw": 'nodes.raw("", "#block[inside]", format="typst")',
    "transition": 'nodes.container("", nodes.transition(), nodes.paragraph("", "inside"))',
}  # fmt: skip
INLINES = {
    "paragraph": "nodes.paragraph", "inline": "nodes.inline", "emphasis": "nodes.emphasis", "strong": "nodes.strong",
    "literal": "nodes.literal", "superscript": "nodes.superscript", "line": "nodes.line", "term": "nodes.term",
    "title": "nodes.rubric", "signature": "addnodes.desc_signature", "caption": "nodes.caption", "link": "link",
    "kbd": "kbd", "heading": "heading",
}  # fmt: skip
EXTENSION = """
from docutils import nodes
from sphinx import addnodes
class stranger(nodes.General, nodes.Element): pass
def link(*children): return nodes.paragraph("", "", nodes.reference("", "", *children[2:], refuri="https://example.org"))
def kbd(*children): return nodes.paragraph("", "", nodes.inline("", "", *children[2:], classes=["kbd"]))
def heading(*children): return nodes.section("", nodes.title("", "", *children[2:]), ids=["heading"])
def plant(app, doctree, docname):
    section = next(each for each in doctree.findall(nodes.section))
"""


def mixed(inline, block):
    children = f'nodes.Text("before "), {BLOCKS[block]}, nodes.Text(" after")'
    return f'    section += {INLINES[inline]}("", "", {children})\n'


@pytest.mark.parametrize("inline", INLINES)
def test_blocks_within_a_line_are_set_between_its_parts(make, inline, tmp_path, monkeypatch):
    setup = 'def setup(app): app.connect("doctree-resolved", plant)\n'
    (tmp_path / "mixing.py").write_text(EXTENSION + "".join(mixed(inline, block) for block in BLOCKS) + setup)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "mixing", raising=False)
    png = (ROOTS / "typst-nasty/images/square.png").read_bytes()
    made = make({"square.png": png}, index="T\n=\n\n.. image:: square.png\n", conf='extensions.append("mixing")\n')
    assert not made.failed
    assert [line for line in made.warnings if "typst.unknown-node" not in line] == []
    text = unicodedata.normalize("NFKC", squeeze(made.text)).replace("•", "").replace("1.", "")
    assert text.count("beforeinsideafter") >= len(BLOCKS) - 2, text


PLACELESS = """
from docutils import nodes
class stranger(nodes.General, nodes.Element): pass
def plant(app, doctree, docname):
    for page in doctree.findall(nodes.section):
        if "planted" in page["names"]:
            page += stranger("", nodes.paragraph("", "", stranger("", nodes.Text("words"))))
            page += nodes.paragraph("", "", nodes.math("", r"\\\\frac{1}"), nodes.reference("", "x", refid="nowhere"))
            page += nodes.math_block("", r"\\\\nosuch")
            page += nodes.raw("", "#nosuch()", format="typst")
            page += nodes.image(uri="nowhere.png", alt="picture")
            page += nodes.paragraph("", "\\\\u4e2d")
            deep = nodes.container()
            page += deep
            for _depth in range(30):
                inner = nodes.note()
                deep += inner
                deep = inner
            deep += nodes.paragraph("", "deepest")
def setup(app): app.connect("doctree-resolved", plant)
"""


def test_every_warning_has_a_file_and_a_line(make, tmp_path, monkeypatch):
    (tmp_path / "placeless.py").write_text(PLACELESS.replace("\\\\", "\\"))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "placeless", raising=False)
    settings = {
        "typst_paper": "a99",
        "typst_template": "nowhere.typ",
        "typst_templates": ["nowhere.typ"],
        "typst_logo": "nowhere.png",
        "typst_font_paths": ["nowhere"],
        "typst_front_matter": ["nowhere", "nowhere.typ"],
        "typst_appendices": ["nowhere"],
    }
    conf = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    made = make(
        {
            "planted.rst": "Planted\n=======\n\nThe line last come to.\n",
            "broken.svg": "<svg",
            "part.txt": "One.\n\n.. math:: \\frac{1}\n",
            "in/included.rst": "Included\n========\n\nText.\n\n.. include:: /part.txt\n\n.. image:: /broken.svg\n",
        },
        index="T\n=\n\n.. toctree::\n\n   planted\n   in/included\n",
        conf='extensions.append("placeless")\n' + conf,
    )
    assert [line for line in made.warnings if not PLACE.match(line)] == []
    places = {re.search(r"\[typst\.([\w-]+)\]$", line)[1]: line.split(": WARNING")[0] for line in made.warnings}
    assert set(places) >= {"setting", "unknown-node", "missing-target", "image", "math", "raw", "glyph", "depth"}
    for name, value in settings.items():
        line = 4 + list(settings).index(name)
        told = [each for each in made.warnings if each.startswith(f"conf.py:{line}: ") and "[typst.setting]" in each]
        assert len(told) == (len(value) if isinstance(value, list) else 1), (name, made.warnings)
    assert any(line.startswith("part.txt:3: ") for line in made.warnings), "\n".join(made.warnings)
    assert any(line.startswith("in/included.rst:8: ") and "broken.svg" in line for line in made.warnings)


def test_a_refusal_has_the_place_of_the_block_that_it_is_about(make):
    made = make(
        {"own.typ": '#let transition() = panic("broken")\n'},
        index="T\n=\n\nText.\n\n----\n\nMore text.\n",
        conf='typst_template = "own.typ"\n',
    )
    assert made.failed
    assert [line for line in made.warnings if not line.startswith("index.rst:6: ")] == []
    assert "broken" in made.warnings[0]


def test_a_compiler_that_breaks_down_over_tags_makes_a_pdf_without(make, monkeypatch):
    from sphinx_excellence.typst import compiler

    class PanicException(BaseException):
        pass

    compiler_class = compiler.typst.Compiler

    def compiler_of(broken):
        class Compiler:
            def __init__(self, *given, **options):
                self._compiler = compiler_class(*given, **options)

            def compile_with_warnings(self, **options):
                if options["pdf_tags"] in broken:
                    raise PanicException("a tag is lost")
                return self._compiler.compile_with_warnings(**options)

        return Compiler

    monkeypatch.setattr(compiler.typst, "Compiler", compiler_of({True}))
    made = make(index="T\n=\n\nText.\n")
    assert not made.failed and "Text." in made.text
    assert len(made.warnings) == 1 and "index.rst:1: " in made.warnings[0] and "a tag is lost" in made.warnings[0]
    monkeypatch.setattr(compiler.typst, "Compiler", compiler_of({True, False}))
    made = make(index="T\n=\n\nText.\n", out="second")
    assert made.failed
    assert len(made.warnings) == 1 and "has no PDF" in made.warnings[0]
