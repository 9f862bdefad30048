"""Social cards: where they are asked for, each page has a picture and says so, and a picture is drawn when it changes."""

from __future__ import annotations

import json
import struct

import pytest
from bs4 import BeautifulSoup

BASE = "https://docs.example.org/kb/"
HOSTILE = "\"><script>alert(1)</script> & ' {x} #x $x$ \\ *b*"
ASKED = "excellence_social_cards = True\n"
CONF = f'html_baseurl = "{BASE}"\nhtml_title = "The <b>Book</b>"\nsuppress_warnings = ["excellence.no-alternative"]\n'
SITE = {
    "data/all.yaml": f"""
patterns:
  saga: {{title: Saga, tier: gold, status: recommended, best_for: ["Orders that *span* services"], summary: Compensates.}}
  old: {{title: Old, tier: bronze, status: legacy, alternatives: [{{pattern: saga, when: Services are separate}}]}}
  odd: {{title: {json.dumps(HOSTILE)}, summary: {json.dumps(HOSTILE)}}}
migrations:
  away: {{title: Away, from: [old], to: [saga], summary: One at a time., checklist: [Ready]}}
""",
    "source/index.md": "# Home\n\nThe [first](sub/saga.md) words. The second.\n\n```{toctree}\nsub/saga\nold\nodd\naway\nown\n```\n",
    "source/sub/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/old.md": "# Old\n\n```{pattern-tier} old\n```\n",
    "source/odd.rst": "Odd ]]> <i>\n===========\n\n.. pattern-tier:: odd\n",
    "source/away.md": "# Away\n\n```{migration-playbook} away\n```\n",
    "source/own.md": "---\nmyst: {html_meta: {description: Said by the page}}\n---\n\n# Own\n\nWords.\n",
    "source/404.md": "# Lost\n\nNothing.\n",
}


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text(encoding="utf-8")
    project.write({**SITE, "conf.py": conf + CONF + ASKED})
    return project


def said(result, page):
    """Return what the head of a page says to other sites."""
    tags = BeautifulSoup(result.text(page), "html.parser").find_all("meta")
    named = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in tags]
    names = [name for name, _content in named if name and name != "viewport"]
    assert len(names) == len(set(names))
    return dict(named)


def pictures(result):
    return {path.name: path.read_bytes() for path in (result.out / "_cards").glob("*")}


def test_each_page_has_a_picture_and_says_what_is_on_it(site):
    result = site.build("html", "-W")
    assert result.warnings == []
    drawn, named = pictures(result), set()
    for page in ("index", "sub/saga", "old", "odd", "away", "own"):
        tags = said(result, f"{page}.html")
        address = tags["og:image"]
        assert address.startswith(f"{BASE}_cards/{page.replace('/', '-')}-")
        content = drawn[address.rpartition("/")[2]]
        assert content.startswith(b"\x89PNG") and struct.unpack(">II", content[16:24]) == (1200, 630)
        assert (tags["og:url"], tags["og:site_name"]) == (f"{BASE}{page}.html", "The Book")
        assert tags["twitter:card"] == "summary_large_image"
        named.add(address.rpartition("/")[2])
    assert named == set(drawn)
    assert "og:image" not in said(result, "404.html") and "og:image" not in said(result, "genindex.html")


@pytest.mark.parametrize(("page", "title", "sentence", "about"), [
    ("sub/saga", "Saga", "Use it for: Orders that span services", "Pattern · Gold · Recommended"),
    ("old", "Old", "Use Saga instead: Services are separate", "Pattern · Bronze · Legacy"),
    ("away", "Away", "One at a time.", "Migration"),
    ("own", "Own", "Said by the page", ""),
    ("odd", "Odd ]]> <i>", HOSTILE.replace("*b*", "b"), "Pattern · Unrated"),
    ("index", "Home", "The first words. The second.", ""),
])  # fmt: skip
def test_the_sentence_is_the_one_that_decides(site, page, title, sentence, about):
    tags = said(site.build("html", "-W"), f"{page}.html")
    assert (tags["og:title"], tags["og:description"]) == (title, sentence)
    assert tags["description"] == sentence
    assert tags["og:image:alt"] == ". ".join(part for part in (title, about, sentence) if part)


def test_a_picture_is_drawn_again_when_it_looks_different_and_only_then(site, monkeypatch):
    from sphinx_excellence.typst.compiler import Compiler

    drawn = []
    draw = Compiler.draw

    def counted(self, name, pictures, **options):
        drawn.append(len(json.loads((self._root / "cards.json").read_text(encoding="utf-8"))))
        draw(self, name, pictures, **options)

    monkeypatch.setattr(Compiler, "draw", counted)
    first = pictures(site.build("html", "-W"))
    assert sum(drawn) == len(first) == 6
    assert pictures(site.build("html", "-W", out="elsewhere")) == first
    site.write({"source/own.md": SITE["source/own.md"] + "\nMore.\n"})
    assert pictures(site.build("html", "-W")) == first
    assert sum(drawn) == 6
    site.write({"data/all.yaml": SITE["data/all.yaml"].replace("One at a time", "Two at a time")})
    second = pictures(site.build("html", "-W"))
    assert sum(drawn) == 7
    (gone,), (new,) = set(first) - set(second), set(second) - set(first)
    assert gone.startswith("away-") and new.startswith("away-")
    for name in second:
        (site.root / "out-html/_cards" / name).unlink()
    assert pictures(site.build("html", "-W")) == second
    assert sum(drawn) == 7


def test_several_processes_make_the_same(site):
    one, several = site.build("html", "-W"), site.build_apart("html", "-W", "-j2", out="two", doctrees="dt2")
    assert several.returncode == 0, several.stderr
    assert {path.name: path.read_bytes() for path in (site.root / "two/_cards").iterdir()} == pictures(one)
    assert (site.root / "two/old.html").read_text(encoding="utf-8") == one.text("old.html")


def test_pages_have_the_addresses_of_folders(site):
    result = site.build("dirhtml", "-W")
    assert said(result, "sub/saga/index.html")["og:url"] == f"{BASE}sub/saga/"


def test_without_being_asked_for_there_are_none_and_those_that_were_go(site):
    assert pictures(site.build("html", "-W"))
    conf = (site.root / "conf.py").read_text(encoding="utf-8")
    site.write({"conf.py": conf.replace(ASKED, "")})
    result = site.build("html", "-W")
    assert not (result.out / "_cards").exists()
    assert not [name for name in said(result, "old.html") if name and name.startswith(("og:", "twitter:"))]


def test_a_missing_address_is_reported_at_the_setting(site):
    conf = (site.root / "conf.py").read_text(encoding="utf-8").replace(f'html_baseurl = "{BASE}"\n', "")
    site.write({"conf.py": conf})
    line = conf.split("\n").index(ASKED.strip()) + 1
    result = site.build("html")
    (told,) = result.warnings
    assert told.startswith(f"conf.py:{line}:1: ") and told.endswith("[excellence.wrong-setting]")
    assert "`excellence_social_cards` is set, and `html_baseurl` is no address of a site" in told
    assert not (result.out / "_cards").exists()


def test_a_missing_compiler_is_reported(site, monkeypatch):
    from sphinx_excellence.extension.html.social_cards import cards
    from sphinx_excellence.extension.project import read_settings

    monkeypatch.setattr(read_settings, "find_spec", lambda _name: None)
    monkeypatch.setattr(cards, "_version_of_typst", lambda: "")
    result = site.build("html")
    (told,) = result.warnings
    assert "the package `typst` is not installed" in told and "sphinx-excellence[pdf]" in told
    assert not (result.out / "_cards").exists() and "og:image" not in said(result, "old.html")


def test_what_another_extension_says_stays(site):
    conf = (site.root / "conf.py").read_text(encoding="utf-8")
    other = (
        "\ndef setup(app):\n    app.connect('html-page-context', lambda app, page, template, context, tree: context.update("
        "metatags=context.get('metatags', '') + '<meta property=\"og:image\" content=\"https://x.example/i.png\" />'))\n"
    )
    site.write({"conf.py": conf + other})
    tags = said(site.build("html", "-W"), "old.html")
    assert tags["og:image"] == "https://x.example/i.png" and "og:image:alt" not in tags
    assert tags["og:description"] == "Use Saga instead: Services are separate"
