"""The title of a page is its first heading without markup, as Sphinx reads it, also where it is in an included file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_excellence.loader.markup_settings import Markup
from sphinx_excellence.loader.page_titles import Surroundings, markdown_title, rst_title

ALL = frozenset({"colon_fence", "dollarmath", "substitution", "strikethrough"})
SUBSTITUTIONS = {
    "name": "Saga *x*",
    "a": {"b": "inner"},
    "loop": "{{ loop }}",
    "two": "{{ name }} 2",
    "list": [1],
    "one": 1,
}


def around(folder=Path("nowhere"), *, top=None, extensions=(), substitutions=None, definitions=""):
    markup = Markup(frozenset(extensions), substitutions or {}, definitions)
    return Surroundings(folder, folder if top is None else top, markup)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A\n\n# B\n", "A"),
        ("text\n\n## B\n", "B"),
        ("A title\n=======\n", "A title"),
        ("Over\ntwo lines\n===\n", "Over two lines"),
        ("# Over  many   blanks\n", "Over many blanks"),
        ("# *A* **b** `c  d` [e](f) ![g](h) <b>i</b>\n", "A b c d e i"),
        ("# a\\*b &amp; c\n", "a*b & c"),
        ("# {ref}`a <b>` and {ref}`b` and {doc}`~c.d` and {doc}`!e`\n", "a and b and d and e"),
        ("> # Quoted\n\n# Real\n", "Real"),
        ("- # In a list\n\n# Real\n", "Real"),
        ("```\n# Code\n```\n\n# Real\n", "Real"),
        ("```{note}\n# Inside\n```\n\n# Real\n", "Real"),
        ("% # a comment\n\n# Real\n", "Real"),
        ("+++\n\n# Real\n", "Real"),
        ("| a |\n|---|\n| b |\n\n# Real\n", "Real"),
        ("#\n\n# B\n", ""),
        ("```{eval-rst}\nFrom rST\n========\n```\n\n# Real\n", "From rST"),
        ("```{eval-rst}\ntext\n```\n\n# Real\n", "Real"),
        ("text\n", None),
        ("", None),
    ],
)
def test_the_first_heading_of_markdown_is_the_title(text, title):
    assert markdown_title(text, around()) == title
    assert markdown_title(text, around(extensions=ALL)) == title


@pytest.mark.parametrize(
    ("text", "without", "with_them"),
    [
        ("# a $x$ b\n", "a $x$ b", "a x b"),
        ("# a ~~x~~ b\n", "a ~~x~~ b", "a x b"),
        ("# a {{ name }} b\n", "a {{ name }} b", "a Saga x b"),
        ("# {{ a.b }}\n", "{{ a.b }}", "inner"),
        ("# {{ two }}\n", "{{ two }}", "Saga x 2"),
        ("# {{ one }}\n", "{{ one }}", "1"),
        ("# {{ a }}\n", "{{ a }}", "{{ a }}"),
        ("# {{ list }}\n", "{{ list }}", "{{ list }}"),
        ("# {{ a.c }}\n", "{{ a.c }}", "{{ a.c }}"),
        ("# {{ name.x }}\n", "{{ name.x }}", "{{ name.x }}"),
        ("# {{ loop }}\n", "{{ loop }}", "{{ loop }}"),
        (":::\n# Inside\n:::\n", "Inside", None),
    ],
)
def test_extensions_of_myst_change_the_title_only_where_they_are_enabled(text, without, with_them):
    assert markdown_title(text, around(substitutions=SUBSTITUTIONS)) == without
    assert markdown_title(text, around(extensions=ALL, substitutions=SUBSTITUTIONS)) == with_them


@pytest.mark.parametrize(
    ("role", "inside", "shown"),
    [
        ("abbr", "ACID (all or nothing)", "ACID"),
        ("abbr", "ACID", "ACID"),
        ("abbreviation", "A (b) (c\nd)", "A (b)"),
        ("menuselection", "&File --> Save && go", "File \N{TRIANGULAR BULLET} Save & go"),
        ("guilabel", "&Save && go", "Save & go"),
        ("file", "/usr/{name}/x", "/usr/name/x"),
        ("samp", "a {b} {c}", "a b c"),
        ("pep", "8", "PEP 8"),
        ("rfc", "2324", "RFC 2324"),
        ("pep", "this <8>", "this"),
        ("ref", "Some text <label>", "Some text"),
        ("ref", "a<b>", "a"),
        ("ref", "label", "label"),
        ("class", "~a.b.C", "C"),
        ("class", "~C", "C"),
        ("class", "a.b.C", "a.b.C"),
        ("class", "!a.C", "a.C"),
        ("class", "a!b", "a!b"),
    ],
)
def test_a_role_shows_what_sphinx_makes_of_its_text(role, inside, shown):
    expected = " ".join(shown.split())
    markdown = f"# x {{{role}}}`{inside}` y\n"
    if "\n" not in inside:
        assert markdown_title(markdown, around()) == f"x {expected} y"
        assert rst_title(f"x :{role}:`{inside}` y\n{'=' * 40}\n", around()) == f"x {expected} y"
        assert rst_title(f"x `{inside}`:{role}: y\n{'=' * 40}\n", around()) == f"x {expected} y"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A\n=\n", "A"),
        ("Title\n=====\n\nB\n=\n", "Title"),
        ("=====\nTitle\n=====\n", "Title"),
        ("=======\n Title\n=======\n", "Title"),
        ("text\n\nTitle\n-----\n", "Title"),
        (".. _label:\n\nTitle\n~~~~~\n", "Title"),
        (".. _label:\nTitle\n~~~~~\n", "Title"),
        (".. a comment\n   Not\n   ===\n\nTitle\n=====\n", "Title"),
        ("text\nNot a title\n===========\n\nTitle\n=====\n", "Title"),
        ("Long title here\n====\n", "Long title here"),
        ("Long title here\n===\n\nB\n=\n", "B"),
        ("Abc\n===\n", "Abc"),
        ("Title\n==--=\n\nB\n=\n", "B"),
        ("Title\naaaaa\n\nB\n=\n", "B"),
        ("    Quote\n    =====\n\nB\n=\n", "B"),
        ("----\n\nB\n=\n", "B"),
        ("====\n====\n\nB\n=\n", "B"),
        ("====\nA\n----\n\nB\n=\n", "B"),
        ("\tIndented\n\t========\n\nB\n=\n", "B"),
        ("Title  \n=====  \n", "Title"),
        ("A\tb\n========\n", "A b"),
        ("Title", None),
        ("Title\n", None),
        ("", None),
    ],
)
def test_the_first_heading_of_restructuredtext_is_the_title(text, title):
    assert rst_title(text, around()) == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("*a* **b c** ``d  e``", "a b c d e"),
        ("``a\\b`` c\\*d e\\ f", "a\\b c*d ef"),
        ("`a\\b`_ `c`__ `d`", "ab c d"),
        ("`text <https://x>`_", "text"),
        ("name_ other__ a_b x_ _y_ a_c_ b.d-e__ f_.", "name other a_b x _y_ a_c b.d-e f."),
        ("a [1]_ b [#]_ c [#x]_ d [*]_", "a b c d"),
        ("a * b ** c ` d", "a * b ** c ` d"),
        ("|name| and |Name| and |none|", "Saga x and Saga x and |none|"),
        ("|twice| |loop|", "Saga x 2 |loop|"),
        ("|sign| |below|", "0xA9 over two lines"),
        ("|shown|", "|shown|"),
        ("|prolog|", "from conf"),
        ("a | b | c", "a | b | c"),
    ],
)
def test_markup_of_restructuredtext_is_read_as_docutils_does(written, title):
    text = (
        f"{written}\n{'=' * 60}\n\n.. |NAME| replace:: Saga *x*\n.. |twice| replace:: |name| 2\n"
        ".. |loop| replace:: |loop|\n.. |sign| unicode:: 0xA9\n.. |below| replace::\n   over\n   two lines\n"
        "\n.. |shown| image:: x.png\n.. replace:: none\n"
    )
    assert rst_title(text, around(definitions=".. |prolog| replace:: from conf")) == title


DIRECTIVES = {
    "md": "```{include} ARGUMENT\nOPTIONS```\n\n# Here\n",
    "rst": ".. include:: ARGUMENT\nOPTIONS\nHere\n====\n",
}


@pytest.mark.parametrize("suffix", DIRECTIVES)
@pytest.mark.parametrize(
    ("argument", "options", "title"),
    [
        ("part.SUFFIX", {}, "First"),
        ("  part.SUFFIX  ", {}, "First"),
        ("/above.SUFFIX", {}, "Above"),
        ("missing.SUFFIX", {}, "Here"),
        ("latin.SUFFIX", {}, "Here"),
        ("", {}, "Here"),
        ("part.SUFFIX", {"literal": ""}, "Here"),
        ("part.SUFFIX", {"code": "python"}, "Here"),
        ("part.SUFFIX", {"start-line": "3"}, "Second"),
        ("part.SUFFIX", {"start-line": "3", "end-line": "4"}, "Here"),
        ("part.SUFFIX", {"end-line": "0"}, "Here"),
        ("part.SUFFIX", {"end-line": "2"}, "First"),
        ("part.SUFFIX", {"start-line": "x"}, "First"),
        ("part.SUFFIX", {"start-after": "start"}, "Second"),
        ("part.SUFFIX", {"end-before": "start"}, "First"),
        ("part.SUFFIX", {"start-after": "start", "end-before": "Second"}, "Here"),
        ("part.SUFFIX", {"end-before": "First"}, "Here"),
        ("again.SUFFIX", {}, "First"),
        ("itself.SUFFIX", {}, "Here"),
    ],
)
def test_an_included_file_may_bring_the_title(tmp_path, suffix, argument, options, title):
    folder = tmp_path / "pages"
    folder.mkdir()
    argument = argument.replace("SUFFIX", suffix)

    def page(argument, options):
        indent = "" if suffix == "md" else "   "
        given = "".join(f"{indent}:{name}: {value}\n" for name, value in options.items())
        return DIRECTIVES[suffix].replace("ARGUMENT", argument).replace("OPTIONS", given)

    part = (
        "# First\n\n\n<!-- start -->\n\n# Second\n"
        if suffix == "md"
        else "First\n=====\n\n.. start\n\nSecond\n======\n"
    )
    (folder / f"part.{suffix}").write_text(f"\ufeff{part}", encoding="utf-8")
    (tmp_path / f"above.{suffix}").write_text("# Above\n" if suffix == "md" else "Above\n=====\n")
    (folder / f"latin.{suffix}").write_bytes("# Café\n\nCafé\n====\n".encode("latin-1"))
    (folder / f"again.{suffix}").write_text(page(f"part.{suffix}", {}))
    (folder / f"itself.{suffix}").write_text(
        page(f"itself.{suffix}", {}).replace("# Here", "").replace("Here\n====\n", "")
    )
    read = markdown_title if suffix == "md" else rst_title
    assert read(page(argument, options), around(folder, top=tmp_path)) == title


@pytest.mark.parametrize(("last", "title"), [(7, "End"), (8, "End"), (9, None)])
def test_files_that_include_each_other_too_often_are_not_followed(tmp_path, last, title):
    for number in range(1, last):
        (tmp_path / f"{number}.md").write_text(f"```{{include}} {number + 1}.md\n```\n")
        (tmp_path / f"{number}.rst").write_text(f".. include:: {number + 1}.rst\n")
    (tmp_path / f"{last}.md").write_text("# End\n")
    (tmp_path / f"{last}.rst").write_text("End\n===\n")
    assert markdown_title("```{include} 1.md\n```\n", around(tmp_path)) == title
    assert rst_title(".. include:: 1.rst\n", around(tmp_path)) == title
    block = "```{eval-rst}\n.. include:: 1.rst\n```\n"
    assert markdown_title(block, around(tmp_path)) == (title if last < 8 else None)


# What conf.py and the page say of the markup --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        ({}, Markup(frozenset(), {}, "\n\n")),
        ({"myst_enable_extensions": ["a", 1]}, Markup(frozenset({"a", "1"}), {}, "\n\n")),
        ({"myst_enable_extensions": {"a"}}, Markup(frozenset({"a"}), {}, "\n\n")),
        ({"myst_enable_extensions": ("a",)}, Markup(frozenset({"a"}), {}, "\n\n")),
        ({"myst_enable_extensions": "abc"}, Markup(frozenset(), {}, "\n\n")),
        ({"myst_substitutions": {"a": 1}}, Markup(frozenset(), {"a": 1}, "\n\n")),
        ({"myst_substitutions": ["a"]}, Markup(frozenset(), {}, "\n\n")),
        ({"rst_prolog": "p", "rst_epilog": "e"}, Markup(frozenset(), {}, "p\n\ne")),
        ({"rst_prolog": None, "rst_epilog": 3}, Markup(frozenset(), {}, "\n\n3")),
        ({"version": "1", "release": ""}, Markup(frozenset(), {}, "\n\n\n\n.. |version| replace:: 1")),
        ({"release": "1.0"}, Markup(frozenset(), {}, "\n\n\n\n.. |release| replace:: 1.0")),
    ],
)
def test_what_conf_py_says_of_markup_is_taken_where_it_is_of_the_right_kind(conf, expected):
    assert Markup.of(conf) == expected


@pytest.mark.parametrize(
    ("matter", "extensions", "substitutions"),
    [
        ({}, {"a"}, {"x": 1, "y": 2}),
        ({"myst": "x"}, {"a"}, {"x": 1, "y": 2}),
        ({"myst": {}}, {"a"}, {"x": 1, "y": 2}),
        ({"myst": {"enable_extensions": ["b"]}}, {"b"}, {"x": 1, "y": 2}),
        ({"myst": {"enable_extensions": []}}, set(), {"x": 1, "y": 2}),
        ({"myst": {"substitutions": {"y": 3}}}, {"a"}, {"x": 1, "y": 3}),
    ],
)
def test_front_matter_of_a_page_says_more_of_its_markup(matter, extensions, substitutions):
    markup = Markup(frozenset({"a"}), {"x": 1, "y": 2}, "p").with_page(matter)
    assert markup == Markup(frozenset(extensions), substitutions, "p")


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_record_takes_the_title_of_its_page(bench, suffix):
    """Also from a file in the folder of all pages, which an address that begins with a slash leads to."""
    include = "```{include} /common/head.md\n```\n" if suffix == ".md" else ".. include:: /common/head.rst\n"
    heading = "# Head\n" if suffix == ".md" else "Head\n====\n"
    matter = "---\nexcellence_tier: gold\n---\n\n" if suffix == ".md" else ":excellence_tier: gold\n\n"
    bench.write({f"source/common/head{suffix}": heading})
    loaded = bench.load({f"source/a/b/page{suffix}": matter + include})
    assert loaded.registry.pattern("page").title == "Head"
    assert loaded.homes_by_front_matter == {"a/b/page": ("pattern", "page")}


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({"start-after": "mark"}, "Second"),
        ({"end-before": "mark"}, "First"),
        ({"start-after": "mark", "end-before": "mark"}, "Second"),
    ],
)
def test_of_a_text_that_an_included_file_has_twice_the_first_counts(tmp_path, options, title):
    (tmp_path / "part.md").write_text("# First\n\n% mark\n\n# Second\n\n% mark\n\n# Third\n")
    given = "".join(f":{name}: {value}\n" for name, value in options.items())
    assert markdown_title(f"```{{include}} part.md\n{given}```\n", around(tmp_path)) == title
