"""Views are deferred while their page is read, and no other extension can tell."""

from __future__ import annotations

import json
import pickle
import sys

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from sphinx_excellence.extension.doctree import deferred_views, held_views
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import element, nodes_below, with_text
from sphinx_excellence.extension.html import drawn_views
from tests.extension.whole_site import site_of
from tests.hostile import Hostile

PROSE = 'It is "done" -- mostly... and isn\'t `"code"`, *"ever"* said.'
RECORD = (
    f"patterns:\n  saga:\n    title: Saga\n    production_checklist:\n      - {json.dumps(PROSE)}\n      - Plain.\n"
)
PAGE = f"# Home\n\n{PROSE}\n\n```{{production-checklist}} saga\n```\n\n> ```{{production-checklist}} saga\n> ```\n"


def shown(result):
    """Return the page's own paragraph, and the first task of both checklists."""
    body = BeautifulSoup(result.text("index.html"), "html.parser").select_one("div.body")
    own = body.select_one("section > p").decode_contents()
    return own, [task.decode_contents() for task in body.select(".excellence-task > span")][::2]


@pytest.mark.parametrize(
    "conf",
    ["", "smartquotes_action = 'qe'\n", "smartquotes = False\n", 'language = "fr"\n',
     'smartquotes_excludes = {"builders": ["html"]}\n'],
)  # fmt: skip
def test_record_prose_gets_the_quotes_that_a_page_gets(project, conf):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence"]\n' + conf
    project.write({"conf.py": conf, "data/a.yaml": RECORD, "source/index.md": PAGE})
    own, tasks = shown(project.build("html", "-W"))
    assert tasks == [own, own]


def test_what_another_view_shows_is_left_to_it_whether_views_are_held_or_not(project, monkeypatch):
    record = (
        "patterns:\n  saga: {title: Saga, tier: gold, summary: Steps., alternatives: [{name: None, when: Never}]}\n"
    )
    page = "# Home\n\n```{pattern-tier} saga\n```\n\n## Others\n\n```{pattern-alternatives} saga\n```\n"
    project.write({"data/a.yaml": record, "source/index.md": page})
    held = project.build("html", out="held", doctrees="held-trees").text("index.html")
    (line,) = BeautifulSoup(held, "html.parser").select("p.excellence-elsewhere")
    assert line.decode_contents() == (
        '<a class="reference internal" href="#shown-alternatives-pattern-saga">Its alternatives are on this page.</a>'
    )
    monkeypatch.setattr(held_views._Notes, "take", lambda notes, blocks: False)
    assert project.build("html", out="plain", doctrees="plain-trees").text("index.html") == held


def test_a_tree_without_a_build_shows_what_is_in_its_views(project):
    project.write({"data/a.yaml": RECORD, "source/index.md": PAGE})
    project.build("html")
    tree = pickle.loads((project.root / "doctrees" / "index.doctree").read_bytes())
    (first, *_others) = tree.findall(excellence_view)
    assert [task.astext() for task in first.findall(nodes.list_item)] == [
        PROSE.replace("`", "").replace("*", ""),
        "Plain.",
    ]
    twin = pickle.loads(pickle.dumps(tree))
    assert twin.pformat() == tree.pformat()


def test_a_page_is_handed_to_other_extensions_with_its_views_open(project):
    conf = (project.root / "conf.py").read_text() + (
        'suppress_warnings = ["excellence"]\n'
        "def note(app, doctree):\n"
        "    print('Plain.' in doctree.astext(), file=__import__('sys').stderr)\n"
        "def setup(app):\n"
        "    app.connect('doctree-read', note, priority=1)\n"
    )
    project.write({"conf.py": conf, "data/a.yaml": RECORD, "source/index.md": PAGE})
    assert project.build("html").warnings == ["True"]


def test_the_banner_of_front_matter_is_translated_too(project):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    conf = (project.root / "conf.py").read_text() + 'language = "de"\nlocale_dirs = ["locales"]\n'
    project.write({
        "conf.py": conf,
        "source/index.md": "---\nexcellence_tier: gold\nsummary: It opens.\n---\n\n# Breaker\n",
    })  # fmt: skip
    catalogue = Catalog(locale="de")
    catalogue.add("It opens.", "Er öffnet.")
    folder = project.root / "source" / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "index.mo").open("wb") as file:
        write_mo(file, catalogue)
    done = project.build_apart("html", out="german", doctrees="german-trees")
    assert done.returncode == 0, done.stderr
    assert "Er öffnet." in (project.root / "german" / "index.html").read_text()


def test_a_copy_of_a_deferred_view_holds_what_the_view_holds():
    document = new_document("page", get_default_settings(Parser))
    view = excellence_view("", nodes.paragraph("", "Words"))
    document += view
    view.defer()
    twin = view.deepcopy()
    assert (view.astext(), twin.astext()) == ("", "")
    assert [twin.restore(), view.restore(), view.restore()] == [True, True, False]
    assert (twin.astext(), view.astext()) == ("Words", "Words")
    assert twin.children[0] is not view.children[0]
    assert twin.children[0].parent is twin


#: Another extension that lists what it sees of each page: in a transform, and when the page is resolved.
_WITNESS = """
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
SEEN = []
class Witness(SphinxPostTransform):
    default_priority = 500
    def run(self, **kwargs):
        SEEN.append("Plain." in self.document.astext())
def setup(app):
    app.add_post_transform(Witness)
"""


def test_another_extensions_transforms_see_what_is_in_views(project):
    conf = (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence"]\n'
    conf += f"import sys, types\nwitness = types.ModuleType('witness')\nexec({_WITNESS!r}, vars(witness))\n"
    conf += "sys.modules['witness'] = witness\nextensions = [*extensions, 'witness']\n"
    project.write({"conf.py": conf, "data/a.yaml": RECORD, "source/index.md": PAGE})
    assert project.build("html").code == 0
    assert sys.modules["witness"].SEEN == [True]


@pytest.mark.parametrize("builder", ["html", "singlehtml", "json", "epub"])
def test_pages_are_the_same_with_views_aside_and_without(project, monkeypatch, builder):
    """Of every directive, with texts of blocks, code, drawings and hostile words."""
    project.write(site_of(Hostile(7), (project.root / "conf.py").read_text()))
    monkeypatch.setattr(drawn_views, "_are_pages_left_alone", lambda app: False)
    aside = []
    run = deferred_views.SetViewsAside.run

    def counted(transform, **kwargs):
        run(transform, **kwargs)
        aside.extend(view for view in transform.document.findall(excellence_view) if view._deferred)

    monkeypatch.setattr(deferred_views.SetViewsAside, "run", counted)
    project.build(builder, out="aside", doctrees="aside-trees")
    assert len(aside) > 20
    monkeypatch.setattr(deferred_views.SetViewsAside, "run", lambda transform, **kwargs: None)
    project.build(builder, out="plain", doctrees="plain-trees")
    assert _files(project.root / "aside") == _files(project.root / "plain")


_OTHER_WORDS = 'excellence_feedback = {"report": "https://example.org/{id}"}\nlanguage = "de"\n'


@pytest.mark.parametrize(
    ("builder", "conf"),
    [*((name, "") for name in ("html", "dirhtml", "singlehtml", "epub", "text", "latex", "xml")),
     ("html", _OTHER_WORDS), ("latex", _OTHER_WORDS), ("html", 'html_theme = "furo"\n')],
)  # fmt: skip
def test_pages_are_the_same_with_views_held_and_with_nodes(project, monkeypatch, builder, conf):
    """Of every directive; in HTML, what is held is written without nodes."""
    project.write(site_of(Hostile(7), (project.root / "conf.py").read_text() + conf))
    drawn = []
    draw = excellence_view.draw

    def counted(view, html, text):
        drawn.append(view)
        draw(view, html, text)

    monkeypatch.setattr(excellence_view, "draw", counted)
    held = project.build(builder, out="held", doctrees="held-trees")
    assert (len(drawn) > 10) == (builder in {"html", "dirhtml"})
    monkeypatch.setattr(held_views._Notes, "take", lambda notes, blocks: False)
    plain = project.build(builder, out="plain", doctrees="plain-trees")
    assert _files(project.root / "held") == _files(project.root / "plain")
    assert held.warnings == plain.warnings


def _files(folder):
    """Return what is in the files of a folder, but for those that name the time of day or the doctrees."""
    passing = {".buildinfo", "environment.pickle", "last_build"}
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in passing and path.suffix not in {".doctree", ".epub"}
    }


def test_a_node_is_made_as_its_constructor_makes_it():
    made = with_text(element(nodes.inline, classes=["a"], note="b"), "Words")
    plain = nodes.inline("", "Words", classes=["a"], note="b")
    assert (made.attributes, made.tagname, made.astext()) == (plain.attributes, plain.tagname, plain.astext())
    assert set(vars(made)) == set(vars(plain))
    assert made.children[0].parent is made
    assert element(nodes.container).attributes == nodes.container().attributes
    assert element(nodes.container)["ids"] is not element(nodes.container)["ids"]


def test_nodes_are_listed_in_the_order_of_the_text():
    document = new_document("page", get_default_settings(Parser))
    view = excellence_view("", nodes.paragraph("", "in"), nodes.paragraph("", "it"))
    document += [nodes.paragraph("", "before"), view, nodes.paragraph("", "behind")]
    outside = nodes_below((document,), excellence_view)
    assert nodes_below((document,)) == list(document.findall())
    assert [node.astext() for node in outside if isinstance(node, nodes.Text)] == ["before", "behind"]
    assert view in outside
