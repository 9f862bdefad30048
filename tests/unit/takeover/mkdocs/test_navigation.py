"""The navigation of a site, by whichever means it is written; and as Sphinx's tables of contents."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import kinds, plan_of, source_of

from sphinx_excellence.takeover.mkdocs.sphinx_project import project_files
from sphinx_excellence.takeover.source import NavItem, Source


def shape(item: NavItem) -> object:
    """Return a navigation as nested lists: titles, pages, addresses."""
    if item.items:
        return [item.title, *(shape(child) for child in item.items)]
    return item.page or item.url, item.title


def navigation(source: Source) -> list[object]:
    assert source.navigation is not None
    return [shape(item) for item in source.navigation.items]


PAGES = {"index.md": "# Home", "b.md": "# B", "guide/index.md": "# G", "guide/a.md": "# A", "guide/deep/c.md": "# C"}


def test_nav_in_all_its_forms(tmp_path: Path) -> None:
    config = (
        "site_name: A\nnav:\n  - index.md\n  - Guide:\n    - guide/index.md\n    - {Alpha: guide/a.md}\n"
        "    - Deep: {C: guide/deep/c.md}\n  - Elsewhere: https://a.example/\n  - gone.md\n"
    )
    source = source_of(tmp_path, PAGES, config)
    assert navigation(source) == [
        ("index.md", None),
        ["Guide", ("guide/index.md", None), ("guide/a.md", "Alpha"), ["Deep", ("guide/deep/c.md", "C")]],
        ("https://a.example/", "Elsewhere"),
        (None, None),
    ]
    at = kinds(source)
    assert at["page-outside-navigation"] == [("b.md", 0)]
    assert at["dead-navigation-link"] == [("mkdocs.yml", 9)]


@pytest.mark.parametrize(
    ("target", "is_link"),
    [
        ("gone.md", False),
        ("../README.md", False),
        ("/gone.md#a", False),
        ("../other/", False),
        ("/api/", True),
        ("api/", True),
    ],
)
def test_only_addresses_that_may_answer_are_links_in_a_table_of_contents(
    tmp_path: Path, target: str, is_link: bool
) -> None:
    config = f"site_name: A\nsite_url: https://a.example/x/\nnav:\n  - index.md\n  - More: {target}\n"
    source = source_of(tmp_path, {"index.md": "# Home"}, config)
    made = project_files(source, plan_of(source))
    assert ("https://a.example" in "".join(made.toctrees.values())) == is_link
    assert kinds(source)["dead-navigation-link"] == [("mkdocs.yml", 5)]


def test_titles_with_html_are_words_in_a_table_of_contents(tmp_path: Path) -> None:
    config = "site_name: A\nnav:\n  - index.md\n  - '<b class=\"x\">B &amp; <img src=\"y\"></b>': b.md\n  - '<i>S</i>': [guide/a.md]\n"
    made = project_files(source_of(tmp_path, PAGES, config), plan_of(source_of(tmp_path, PAGES, config)))
    listed = made.toctrees["index.md"]
    assert "\nB & </b>\n" in listed and ":caption: S\n" in listed


def test_without_nav_it_is_the_one_of_mkdocs(tmp_path: Path) -> None:
    source = source_of(tmp_path, PAGES, "site_name: A\nnot_in_nav: b.md\n")
    assert navigation(source) == [
        ("index.md", None),
        ["Guide", ("guide/index.md", None), ("guide/a.md", None), ["Deep", ("guide/deep/c.md", None)]],
    ]
    (told,) = (note for note in source.notes if note.kind == "page-outside-navigation")
    assert "not_in_nav" in told.text


@pytest.mark.parametrize(("plugin", "name"), [("awesome-pages", ".pages"), ("awesome-nav", ".nav.yml")])
def test_files_of_folders(tmp_path: Path, plugin: str, name: str) -> None:
    files = {
        **PAGES,
        name: "nav:\n  - Start: index.md\n  - ...\n  - Out: https://a.example/\nodd: 1\n",
        f"guide/{name}": "title: The guide\nnav: [deep, a.md]\n",
        f"guide/deep/{name}": "hide: false\n",
        "hidden/x.md": "# X",
        f"hidden/{name}": "hide: true\n",
    }
    source = source_of(tmp_path, files, f"site_name: A\nplugins: [{plugin}]\n")
    assert navigation(source) == [
        ("index.md", "Start"),
        ("b.md", None),
        ["The guide", ["Deep", ("guide/deep/c.md", None)], ("guide/a.md", None)],
        ("https://a.example/", "Out"),
    ]
    assert kinds(source)["page-outside-navigation"] == [("guide/index.md", 0), ("hidden/x.md", 0)]
    assert kinds(source)["setting-without-effect"] == [(name, 5)]


def test_lists_in_pages(tmp_path: Path) -> None:
    summary = (
        "# Summary\n\n- [Start](index.md)\n- [Guide](guide/)\n- Other\n    - [Out](https://a.example/)\n    - b.md\n"
    )
    files = {**PAGES, "SUMMARY.md": summary, "guide/SUMMARY.md": "* [Alpha](a.md)\n* deep/\n"}
    source = source_of(tmp_path, files, "site_name: A\nplugins: [literate-nav]\n")
    assert navigation(source) == [
        ("index.md", "Start"),
        ["Guide", ("guide/a.md", "Alpha"), ["Deep", ("guide/deep/c.md", None)]],
        ["Other", ("https://a.example/", "Out"), ("b.md", None)],
    ]


def made(source: Source, **more: object) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts at the ends of pages, and the files that are made."""
    project = project_files(source, plan_of(source, **more))
    return dict(project.toctrees), {path: data.decode() for path, data in project.files.items()}


def entries(text: str) -> list[str]:
    """Return the entries of tables of contents, with their captions."""
    return [
        line
        for line in text.splitlines()
        if line and not line.startswith((":hidden", ":maxdepth", "`", "#", "---", "orphan", "nosearch"))
    ]


def test_sections_become_pages_or_captions(tmp_path: Path) -> None:
    config = (
        "site_name: A\nnav:\n  - Home: index.md\n  - Guide: [guide/index.md, guide/a.md, Deep: [guide/deep/c.md]]\n"
        "  - Rest: [b.md, https://a.example/, More: [index.md]]\n  - Again: b.md\n"
    )
    source = source_of(tmp_path, {**PAGES, "lost.md": "# L"}, config)
    ends, files = made(source)
    assert entries(ends["index.md"]) == [
        "Guide </guide/index>", ":caption: Rest", "/b", "https://a.example/ <https://a.example/>", "More </more>",
    ]  # fmt: skip
    assert entries(ends["guide/index.md"]) == ["/guide/a", "Deep </guide/deep/index>"]
    assert files["source/guide/deep/index.md"].startswith("# Deep\n")
    assert entries(files["source/guide/deep/index.md"]) == ["/guide/deep/c"]
    assert "orphan: true" in files["source/pages-outside-navigation.md"]
    assert entries(files["source/pages-outside-navigation.md"]) == ["/lost"]
    assert set(ends) == {"index.md", "guide/index.md"}


def test_made_pages_take_no_address_of_another_one(tmp_path: Path) -> None:
    files = {"a.md": "# A", "x/deep.md": "# D", "pages-outside-navigation/index.md": "# P", "x/one.md": "# O"}
    config = "site_name: The *site*\nnav:\n  - X: [a.md, Deep: [x/one.md], Flat: [x/deep.md], a.md]\n"
    _, files = made(source_of(tmp_path, files, config))
    assert files["source/index.md"].startswith("# The \\*site\\*\n")
    assert entries(files["source/x/index.md"]) == ["/x/one"]
    assert entries(files["source/x/flat.md"]) == ["/x/deep"]
    assert entries(files["source/pages-outside-navigation-2.md"]) == ["/pages-outside-navigation/index"]


def conf(source: Source, **more: object) -> dict[str, object]:
    values: dict[str, object] = {}
    exec(made(source, **more)[1]["conf.py"], values)  # what the toolkit itself has written
    return values


def test_conf_py_has_the_settings_of_the_site(tmp_path: Path) -> None:
    config = (
        "site_name: 'The \"site\"'\nsite_url: https://a.example/docs\nsite_author: Me\nsite_description: About\n"
        "copyright: 'Copyright &copy; 2014 <a href=\"https://b.example\">Us</a>'\n"
        "theme: {name: material, language: pt-BR, logo: img/l.svg, favicon: none.png}\ndraft_docs: d.md\n"
    )
    source = source_of(tmp_path, {"index.md": "# A", "d.md": "# D", "img/l.svg": "<svg/>"}, config)
    values = conf(source)
    assert values["project"] == values["html_title"] == 'The "site"'
    assert values["html_baseurl"] == "https://a.example/docs/"
    assert values["author"] == "Me" and values["copyright"] == "2014 Us" and values["language"] == "pt_BR"
    assert values["myst_html_meta"] == {"description": "About"}
    assert values["html_logo"] == "source/img/l.svg" and "html_favicon" not in values
    assert "d.md" in values["exclude_patterns"]
    notes = project_files(source, plan_of(source)).notes
    assert {note.kind for note in notes} == {"link-left-out", "setting-without-effect"}


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ("true", {"old/index.html": "../new/#x", "gone/index.html": "https://b.example/", "a/index.html": "../a-2/",
                  "v1/new/index.html": "../../new/", "r/old/index.html": "../../guide/"}),
        ("false", {"old.html": "new.html#x", "gone.html": "https://b.example/", "a.html": "a-2.html",
                   "v1/new.html": "../new.html", "r/old.html": "../guide/index.html"}),
    ],
)  # fmt: skip
def test_old_addresses_lead_on(tmp_path: Path, directory: str, expected: dict[str, str]) -> None:
    config = (
        f"site_name: A\nuse_directory_urls: {directory}\nplugins:\n  - redirects:\n      redirect_maps:\n        old.md: new.md#x\n"
        "        gone.md: https://b.example/\n        r/old.md: guide/README.md\n        dead.md: nowhere.md\n        new.md: index.md\n"
    )
    source = source_of(tmp_path, {"index.md": "# A", "new.md": "# N", "a.md": "# a", "guide/README.md": "# G"}, config)
    plan = plan_of(source, urls=((r"/v1/(new.*)", "/$1"),))
    plan = type(plan)(**{**vars(plan), "pages": {**plan.pages, "a.md": "a-2.md"}})
    project = project_files(source, plan)
    values: dict[str, object] = {}
    exec(project.files["conf.py"].decode(), values)
    assert values["redirects"] == expected
    assert "sphinx_reredirects" in values["extensions"]
    assert [note.kind for note in project.notes] == ["dead-redirect"]
    assert b"sphinx-reredirects" in project.files["requirements.txt"]
