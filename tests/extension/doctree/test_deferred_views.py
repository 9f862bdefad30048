"""Views are deferred while their page is read, and no other extension can tell."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from sphinx_excellence.extension.doctree.nodes import excellence_view

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
