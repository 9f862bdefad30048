"""Headings have the anchors of another generator too, and links find them: `excellence_heading_anchors`."""

from __future__ import annotations

from bs4 import BeautifulSoup

FILES = {
    "conf.py": 'extensions = ["myst_parser", "sphinx_excellence"]\nexcellence_data = []\nmyst_heading_anchors = 6\n'
    'excellence_heading_anchors = "python-markdown"\n',
    "source/index.md": "# Übung\n\n## Foo\n\n## Foo\n\n> ### Foo\n\n## 日本\n\n[second](#foo_1) [other](other.md#foo_1)\n\n"
    "```{toctree}\nother\n```\n",
    "source/other.md": "# Other\n\n(own)=\n## Foo\n\n## Foo\n\n## Foo\n",
}


def test_headings_have_the_old_anchors_and_links_find_them(project):
    project.write(FILES)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    home, other = (
        BeautifulSoup((result.out / name).read_text("utf-8"), "html.parser") for name in ("index.html", "other.html")
    )
    ids = {element["id"] for element in home.select("[id]")}
    assert {"ubung", "foo", "foo_1", "foo_2", "_1"} <= ids
    links = {
        link.get_text(): link["href"] for link in home.select("a.internal") if link.get_text() in {"second", "other"}
    }
    assert home.select_one(links["second"]).get_text().strip().startswith("Foo")
    assert links["second"] == f"#{home.select('section')[2]['id']}"
    section = other.select_one(links["other"].partition(".html")[2])
    assert section.find("span", id="foo_1") is not None


def test_an_anchor_is_that_of_the_heading_which_had_it(project):
    files = {
        **FILES,
        "conf.py": FILES["conf.py"].replace("python-markdown", "github"),
        "source/other.md": "# 12. Taken\n\n## Taken\n\n[first](#12-taken) [second](#taken)\n\n## Taken\n",
        "source/index.md": "# Home\n\n[third](other.md#taken-1)\n\n```{toctree}\nother\n```\n",
    }
    project.write(files)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    page = BeautifulSoup((result.out / "other.html").read_text("utf-8"), "html.parser")

    def heading_at(anchor):
        found = page.find(id=anchor)
        section = found if found.name == "section" else found.find_parent("section")
        return section.find(["h1", "h2"]).get_text()[: len("12. Taken")].strip("\u00b6#")

    assert [heading_at(name) for name in ("12-taken", "taken", "taken-1")] == ["12. Taken", "Taken", "Taken"]
    links = {link.get_text(): link["href"] for link in page.select("a.internal")}
    assert heading_at(links["first"].lstrip("#")) == "12. Taken"
    assert page.find(id=links["second"].lstrip("#")) is page.select("section")[1]


def test_links_find_other_anchors_of_pages(project):
    files = {
        **FILES,
        "conf.py": FILES["conf.py"] + 'myst_enable_extensions = ["attrs_inline", "attrs_block"]\n',
        "source/index.md": "# Home\n\n[a](other.md#span) [b](other.md#raw) [c](other.md#name) [d](other.md#block) [e](#here)\n\n"
        "<b id='here'>x</b>\n\n```{toctree}\nother\n```\n",
        "source/other.md": '[words]{#span} <i class="x" id=raw>x</i> <a name="name"></a>\n\n{#block}\nText.\n\n# Other\n',
    }
    project.write(files)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    home = BeautifulSoup((result.out / "index.html").read_text("utf-8"), "html.parser")
    links = {link.get_text(): link["href"] for link in home.select("article a.reference.internal, p a.internal")}
    expected = {
        "a": "other.html#span",
        "b": "other.html#raw",
        "c": "other.html#name",
        "d": "other.html#block",
        "e": "#here",
    }
    assert {name: links.get(name) for name in expected} == expected


def test_a_value_of_another_type_is_reported_and_pages_are_built(project):
    project.write({**FILES, "conf.py": FILES["conf.py"].replace('"python-markdown"', '["python-markdown"]')})
    result = project.build("html")
    assert result.code == 0
    assert [line for line in result.warnings if "`excellence_heading_anchors` is ['python-markdown']" in line]
    assert 'id="foo_1"' not in result.text("other.html")


def test_an_anchor_that_docutils_gave_another_heading_is_that_of_its_own(project):
    files = {
        **FILES,
        "source/index.md": "# Home\n\n## 3. Foo\n\n## Foo\n\n[third](#3-foo) [plain](#foo) [far](other.md#bar)\n\n"
        "```{toctree}\nother\n```\n",
        "source/other.md": "# Other\n\n## 2. Bar\n\n(bar-label)=\n## 1. Baz\n\n## Bar\n\n## Baz\n",
    }
    project.write(files)
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    home, other = (
        BeautifulSoup((result.out / name).read_text("utf-8"), "html.parser") for name in ("index.html", "other.html")
    )

    def heading(page, anchor):
        found = page.find(id=anchor)
        return (
            (found if found.name == "section" else found.find_parent("section")).find(["h1", "h2"]).get_text("", True)
        )

    links = {link.get_text(): link["href"] for link in home.select("a.internal")}
    assert heading(home, "3-foo").startswith("3. Foo") and heading(home, "foo").startswith("Foo")
    assert heading(home, links["third"][1:]).startswith("3. Foo") and heading(home, links["plain"][1:]).startswith(
        "Foo"
    )
    assert heading(other, "bar").startswith("Bar") and heading(other, links["far"].partition("#")[2]).startswith("Bar")
    assert heading(other, "bar-label").startswith("1. Baz")
