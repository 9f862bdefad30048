"""Reading paths: a list in every format, and lines at the end of the pages on it that follow the list."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

LIST = "1. {pattern}`saga`: first\n2. [Second](sub/b.md)\n3. {ref}`third <c-label>`\n"
SITE = {
    "data/a.yaml": 'patterns: {saga: {title: "Saga <&>"}}\n',
    "source/index.md": f"# Home\n\n```{{reading-path}} The *whole* <way>\n{LIST}```\n\n```{{toctree}}\nsub/a\nsub/b\nc\n```\n",
    "source/sub/a.md": "# A\n\n```{pattern-tier} saga\n```\n",
    "source/sub/b.md": "# B & co\n",
    "source/c.rst": "C\n=\n\n.. _c-label:\n\nPart\n----\n",
}
RST = ".. reading-path:: The *whole* <way>\n\n   1. :pattern:`saga`: first\n   2. :doc:`Second <sub/b>`\n   3. :ref:`third <c-label>`\n"


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text(encoding="utf-8")
    project.write({**SITE, "conf.py": conf + 'suppress_warnings = ["excellence"]\n'})
    return project


def line(result, name):
    page = BeautifulSoup(result.text(name), "html.parser")
    return [
        (nav.get_text().strip(), [a["href"] for a in nav.select("a")]) for nav in page.select("nav.excellence-stop")
    ]


EXPECTED = {
    "sub/a.html": (
        "Stop 1 of 3 of the path The *whole* <way>. Next: B & co",
        ["../index.html#path-the-whole-way", "b.html"],
    ),
    "sub/b.html": (
        "Stop 2 of 3 of the path The *whole* <way>. Next: C",
        ["../index.html#path-the-whole-way", "../c.html"],
    ),
    "c.html": ("Stop 3 of 3 of the path The *whole* <way>. This is the last stop.", ["index.html#path-the-whole-way"]),
}


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_each_page_says_which_stop_it_is(site, markup):
    if markup == "rst":
        toctree = ".. toctree::\n\n   sub/a\n   sub/b\n   c\n"
        (site.root / "source/index.md").unlink()
        site.write({"source/index.rst": f"Home\n====\n\n{RST}\n{toctree}"})
    result = site.build("html", "-W")
    assert result.warnings == []
    assert {name: line(result, name) for name in EXPECTED} == {name: [shown] for name, shown in EXPECTED.items()}
    page = BeautifulSoup(result.text("index.html"), "html.parser")
    assert page.select_one("#path-the-whole-way")["data-path"] == "index#path-the-whole-way"
    assert line(result, "index.html") == []


def test_pages_follow_a_change_of_the_path_in_a_run_that_reads_only_its_page(site):
    site.build("html", "-W")
    shorter = LIST.replace("2. [Second](sub/b.md)\n", "")
    site.write({"source/index.md": SITE["source/index.md"].replace(LIST, shorter)})
    result = site.build("html", "-W")
    assert line(result, "sub/b.html") == []
    assert line(result, "sub/a.html")[0][0] == "Stop 1 of 2 of the path The *whole* <way>. Next: C"
    clean = site.build("html", "-W", out="clean", doctrees="clean-dt")
    assert [(clean.out / name).read_bytes() for name in EXPECTED] == [
        (result.out / name).read_bytes() for name in EXPECTED
    ]


def test_addresses_are_those_of_folders(site):
    result = site.build("dirhtml", "-W")
    assert line(result, "sub/a/index.html")[0][1] == ["../../#path-the-whole-way", "../b/"]


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "singlehtml", "xml", "typst"])
def test_other_formats_have_the_list(site, builder):
    result = site.build(builder)
    shown = "".join(
        path.read_text()
        for path in result.out.rglob("*")
        if path.suffix in {".txt", ".xhtml", ".tex", ".html", ".xml", ".typ"}
    )
    assert "whole" in shown and "first" in shown and "Stop 1" not in shown


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ("Only words.", "`reading-path` has no stops"),
        ("", "`reading-path` has no stops"),
        ("- words without a link", "`reading-path` has no link in its item 1"),
        ("- {pattern}`saga`\n- words without", "`reading-path` has no link in its item 2"),
    ],
)
def test_a_list_without_links_is_found_and_shown(site, content, missing):
    site.write({"source/sub/b.md": f"# B\n\n```{{reading-path}} Title\n{content}\n```\n"})
    result = site.build("html", "-D", "suppress_warnings=")
    told = [each for each in result.warnings if "reading-path" in each]
    assert [
        each for each in told if "sub/b.md:3:" in each and missing in each and "[excellence.missing-argument]" in each
    ]
    words = content.removeprefix("- ").split("\n")[-1].removeprefix("- ")
    assert words in (result.out / "sub/b.html").read_text()
