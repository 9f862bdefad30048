"""The ledgers: each kind of loss is found in the built HTML, and nothing is reported that readers still have."""

from __future__ import annotations

from hashlib import sha256

import pytest

from sphinx_excellence.takeover.baseline import Baseline, PageBaseline
from sphinx_excellence.takeover.built_site import BuiltSite
from sphinx_excellence.takeover.html_facts import facts_of_fragment
from sphinx_excellence.takeover.ledgers import compare
from sphinx_excellence.takeover.takeover_file import Loss
from tests.unit.takeover.taking_over import write_tree

BODY = (
    '<h1 id="a">A <em>B</em>c</h1><p>It isn\'t "so" big, 2<sup>nd</sup> <a href="https://x.org/a%20b">out</a> '
    '<a href="b.md#c">in</a> <img alt="a cat" src="img/cat.png"></p><h2 id="d-1">D</h2>'
    "<pre><code>x = 1\n  y</code></pre><table><tr><th>K</th><th></th></tr><tr><td>one</td><td>two three</td></tr></table>"
)
#: What Sphinx makes of it: other quotation marks, spans in code, wrapped cells, more words.
BUILT = (
    '<nav>A B</nav><main role="main"><section id="a"><span id="a1"></span><h1>A <em>B</em>c<a class="headerlink" href="#a">'
    "¶</a></h1><p>It isn&rsquo;t “so” big, 2<sup>nd</sup> "
    '<a href="https://x.org/a%20b">out</a> <a href="b/#c">in</a> <img alt="a cat" src="_images/cat1.png"></p>'
    '<span id="d-1"></span><h2>D</h2><div class="highlight"><pre><span>x</span> <span>=</span> <span>1</span>\n  y\n</pre>'
    "</div><table><tr><th><p>K</p></th><th></th></tr><tr><td><p>one</p></td><td><p>icon two three</p></td></tr></table>"
    "<p>Added words.</p></section></main>"
)
OTHER = (
    '<main role="main"><section id="top-c"><span id="c"></span><h1>C</h1><p>Text</p><section id="two"><span id="zwei"></span>'
    "<h2>Two</h2></section></section></main>"
)


def ledgers(tmp_path, built=BUILT, page=None, losses=(), files=None, matter=(), homes=None, assets=None):
    """Return what is lost, as ledger and items."""
    write_tree(
        tmp_path, {"out/index.html": built, "out/b/index.html": OTHER, "out/_images/cat1.png": "", **(files or {})}
    )
    base = Baseline(
        "mkdocs",
        "source",
        "dirhtml",
        {
            "index.md": page
            or PageBaseline(
                "index.md", None, facts_of_fragment(BODY), (("b.md", "c"), ("img/cat.png", "")), (), tuple(matter)
            ),
            "b.md": PageBaseline("b.md", "b/", facts_of_fragment('<h1 id="c">C</h1>')),
        },
        homes=homes or {},
        assets=assets or {},
    )
    return compare(base, BuiltSite(tmp_path / "out", "dirhtml"), tmp_path / "source", losses)


def lost(found) -> dict[str, tuple[str, ...]]:
    return {row.ledger: row.open for row in found.rows if row.open}


def test_nothing_is_lost_in_what_sphinx_makes_of_a_page(tmp_path):
    found = ledgers(tmp_path)
    assert lost(found) == {}
    assert found.is_balanced
    summary = {row["ledger"]: (row["had"], row["has"]) for row in found.summary()}
    assert summary["tables"] == (2, 2)
    assert summary["links"] == (2, 2)
    assert summary["urls"] == (1, 1)


@pytest.mark.parametrize(
    ("dead", "now", "grown"),
    [
        ("b.md#gone", "b/#gone", ()),
        ("b/#gone", "b/#gone", ()),
        ("/b#gone", "b/#gone", ()),
        ("index.md#gone", "#gone", ()),
        ("b.md#gone", "b/#other", ("b/#other",)),
        ("nowhere.md#gone", "b/#gone", ("b/#gone",)),
    ],
)
def test_a_dead_anchor_is_known_by_its_page(tmp_path, dead, now, grown):
    page = PageBaseline("index.md", "", facts_of_fragment(f'<p><a href="{dead}">x</a></p>'), (), (dead,))
    found = ledgers(tmp_path, f'<main role="main"><p><a href="{now}">x</a></p></main>', page)
    assert lost(found).get("dead-links", ()) == grown


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", "<h1>A</h1><h2>A</h2><h3>B</h3><h2>C</h2>", ()),
        ("<h1>A</h1><h2>B</h2>", "<h1>A</h1><h2>B</h2>", ()),
        ("<h1>A</h1><h2>B</h2>", "<h1>B</h1><h1>A</h1>", ("B",)),
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", "<h1>A</h1><h2>A</h2><h3>B</h3><h3>C</h3>", ("## C",)),
    ],
)
def test_a_title_that_the_new_site_has_is_no_loss_of_a_heading(tmp_path, old, new, expected):
    page = PageBaseline("index.md", None, facts_of_fragment(old))
    found = ledgers(tmp_path, f'<main role="main">{new}</main>', page)
    assert lost(found).get("headings", ()) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("isn&rsquo;t", "is&rsquo;t", {"words": ("isn",)}),
        (" big,", " Big,", {"words": ("big",)}),
        ("A <em>B</em>c<a", "A <em>B</em> c<a", {"words": ("Bc",), "headings": ("A Bc",)}),
        ("<h2>D</h2>", "<p>D</p>", {"headings": ("D",)}),
        ('<span id="d-1"></span>', "", {"anchors": ("d-1",)}),
        ("<span>1</span>", "<span>2</span>", {"words": ("1",), "fences": ("x = 1 y",)}),
        ("<td><p>one</p></td>", "<td></td><td><p>one</p></td>", {"tables": ("one | two three",)}),
        ("https://x.org/a%20b", "https://x.org/c", {"outside": ("https://x.org/a b",)}),
        ("b/#c", "b/#nothing", {"links": ("b.md#c",), "dead-links": ("b/#nothing",)}),
        ('<img alt="a cat" src="_images/cat1.png">', "a cat", {"links": ("img/cat.png",)}),
    ],
)
def test_each_loss_is_found_in_its_ledger(tmp_path, old, new, expected):
    assert old in BUILT
    assert lost(ledgers(tmp_path, BUILT.replace(old, new))) == expected


def test_a_page_and_an_address_that_are_gone_are_lost_and_redirects_answer(tmp_path):
    page = PageBaseline("gone.md", "old/gone/", facts_of_fragment("<p>x</p>"))
    assert lost(ledgers(tmp_path, page=page)) == {"pages": ("gone.md",), "urls": ("/old/gone/",)}
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    for target, answers in (("../../b/", True), ("../../c/", False), ("https://x.org/", True)):
        found = ledgers(tmp_path, page=page, files={"out/old/gone/index.html": refresh.format(target)})
        assert ("urls" not in lost(found)) is answers, target


def test_losses_are_accepted_by_name_or_as_a_whole(tmp_path):
    broken = BUILT.replace("big", "large").replace("isn&rsquo;t", "is")
    assert lost(ledgers(tmp_path, broken)) == {"words": ("isn", "t", "big")}
    some = Loss(page="index.md", ledger="words", lost=("big",), reason="r")
    assert lost(ledgers(tmp_path, broken, losses=[some])) == {"words": ("isn", "t")}
    everything = Loss(page="index.md", ledger="words", reason="r")
    elsewhere = Loss(page="b.md", ledger="words", reason="r")
    assert lost(ledgers(tmp_path, broken, losses=[everything])) == {}
    assert lost(ledgers(tmp_path, broken, losses=[elsewhere])) != {}


@pytest.mark.parametrize(
    ("matter", "missing"),
    [
        ("a: 1\nb: [x, y]\n", ()),
        ("b: [x, y]\nkept:\n  a: 1\n", ()),
        ("a: 1\nb: [x]\n", ("b: y",)),
        ("a: 2\nb: [x, y]\n", ("a: 1",)),
        ("a: '1'\nb: [x, y]\n", ("a: 1",)),
        ("a: 1\nb: [y, x]\n", ("b: y",)),
        ("a: 1\nb: [x, z, y]\n", ()),
    ],
)
def test_each_leaf_of_front_matter_is_kept_or_listed(tmp_path, matter, missing):
    homes = {"index.md": {"a": ("kept.a", None)}} if "kept" in matter else {}
    leaves = (("a", "1"), ("b", "x"), ("b", "y"))
    files = {"source/index.md": f"---\n{matter}---\n"}
    assert lost(ledgers(tmp_path, matter=leaves, homes=homes, files=files)).get("front-matter", ()) == missing


def test_a_dead_link_of_the_source_is_no_loss_and_the_list_may_not_grow(tmp_path):
    page = PageBaseline("index.md", None, facts_of_fragment(""), (), ("gone.md",))
    assert lost(ledgers(tmp_path, '<main role="main"><a href="#gone.md">x</a></main>', page)) == {}
    two = '<main role="main"><a href="#gone.md">x</a><a href="gone.md">x</a></main>'
    assert lost(ledgers(tmp_path, two, page)) == {"dead-links": ("gone.md",)}


def test_a_page_without_html_is_compared_as_a_file(tmp_path):
    page = PageBaseline("index.md", None, None, text_words=("one", "two"))
    assert lost(ledgers(tmp_path, page=page, files={"source/index.md": "two: one three"})) == {}
    found = ledgers(tmp_path, page=page, files={"source/index.md": "two"})
    assert (lost(found), found.uncompared) == ({"words": ("one",)}, ("index.md",))


@pytest.mark.parametrize(
    ("shown", "now"),
    [
        ("**R**ecommend", "<strong>R</strong>ecommend"),
        ("**Tiles**\u00b3", "<strong>Tiles</strong>\u00b3"),
        ("2*3*4", "2<em>3</em>4"),
        ("- [Clocks](../a/clocks.md) first", "<ul><li><a href='../clocks/'>Clocks</a> first</li></ul>"),
    ],
)
def test_markdown_that_the_old_site_showed_as_written_has_the_words_that_it_says(shown, now):
    assert facts_of_fragment(f"<p>{shown}</p>").words == facts_of_fragment(f"<p>{now}</p>").words


@pytest.mark.parametrize("text", ["a * b", "[a] (b c)", "f(x) [a](b c)", "** a **"])
def test_other_asterisks_and_brackets_separate_words(text):
    assert facts_of_fragment(f"<p>{text}</p>").words == tuple(each for each in text if each.isalpha())


def old_and_built(tmp_path, old, built, links=()):
    page = PageBaseline("index.md", None, facts_of_fragment(old), links)
    return lost(ledgers(tmp_path, f'<main role="main">{built}</main>', page))


@pytest.mark.parametrize(
    ("built", "is_lost"),
    [
        ("def f():\n    if x:\n        return \x011\n\treturn 2\n", False),  # no reader sees it
        ("def f():\n    if x:\n        return 1\n\treturn 2\n", False),
        ("\ndef f():  \n    if x:\n        return 1\n    return 2", False),
        ("def f():\n    if x:\n    return 1\n    return 2", True),
        ("def f(): if x:\n        return 1\n    return 2", True),
        ("def f():\n    if x:\n        return 1\nreturn 2", True),
    ],
)
def test_a_fence_is_compared_line_by_line_with_its_indentation(tmp_path, built, is_lost):
    old = "<pre>def f():\n    if x:\n        return 1\n    return 2</pre>"
    found = old_and_built(tmp_path, old, f"<pre>{built}</pre>").get("fences", ())
    assert found == (("def f(): if x: return 1 return 2",) if is_lost else ())


@pytest.mark.parametrize(
    ("anchor", "address", "is_lost"),
    [
        ("two", "b/#two", False),
        ("two", "b/#zwei", False),  # another anchor of the same heading
        ("renamed", "b/#two", False),  # not on the page: the ledger of anchors has it
        ("two", "b/", True),
        ("two", "b/#c", True),
        ("c", "b/#top-c", False),
        ("c", "b/", False),  # the first heading is the start of the page
        ("", "b/#c", False),
        ("", "b/#two", True),
    ],
)
def test_a_link_leads_to_the_same_place_of_a_page(tmp_path, anchor, address, is_lost):
    found = old_and_built(tmp_path, "", f'<a href="{address}">x</a>', (("b.md", anchor),))
    assert found.get("links", ()) == ((f"b.md#{anchor}".rstrip("#"),) if is_lost else ())


@pytest.mark.parametrize(
    ("onward", "anchor", "is_lost"),
    [("../b/", "", False), ("../b/", "#two", False), ("../b/", "#no", True), ("../c/", "", True)],
)
def test_a_link_to_an_old_address_is_followed_to_its_page(tmp_path, onward, anchor, is_lost):
    page = PageBaseline("index.md", None, facts_of_fragment("<p>x</p>"), (("b.md", anchor.lstrip("#")),))
    refresh = f'<noscript><meta http-equiv="refresh" content="0; url={onward}"></noscript>'
    built = f'<main role="main"><p>x <a href="/old/{anchor}">y</a></p></main>'
    found = lost(ledgers(tmp_path, built, page, files={"out/old/index.html": refresh}))
    assert ("links" in found) is is_lost


def test_two_links_to_one_page_do_not_take_each_other_s_place(tmp_path):
    links = (("b.md", "renamed"), ("b.md", "two"))
    built = '<a href="b/#two">x</a><a href="b/">y</a>'
    assert old_and_built(tmp_path, "", built, links) == {}


@pytest.mark.parametrize(
    ("old", "built", "is_lost"),
    [
        ("5%", "5%", False),
        ('it\'s "so" -- x...', "it&rsquo;s &ldquo;so&rdquo; &ndash; x&hellip;", False),
        ("a, b", "icon a, b", False),
        ("-3", "&minus;3", False),
        ("5%", "5", True),
        ("-3", "3", True),
        ("x != y", "x == y", True),
        ("$5", "€5", True),
    ],
)
def test_a_cell_is_compared_with_its_signs(tmp_path, old, built, is_lost):
    table = "<table><tr><td>k</td><td>{}</td></tr></table>"
    assert bool(old_and_built(tmp_path, table.format(old), table.format(built))) is is_lost


@pytest.mark.parametrize(
    ("old", "built", "missing"),
    [
        ("<h1>A</h1><h2>B</h2><h2>C</h2>", "<h1>A</h1><h2>B</h2><h3>C</h3>", ("## C",)),
        ("<h1>A</h1><h2>B</h2><h3>C</h3>", "<h1>A</h1><h2>B</h2><h2>C</h2>", ("### C",)),
        ("<h2>A</h2><h3>B</h3><h2>C</h2>", "<h1>A</h1><h2>B</h2><h1>C</h1>", ()),
        ("<h1>A</h1><h3>B</h3><h3>C</h3>", "<h1>A</h1><h2>B</h2><h2>C</h2>", ()),
        ("<h2>B</h2><h2>C</h2>", "<h1>Title</h1><h2>B</h2><h2>C</h2>", ()),
        ("<h1>A</h1><h4>B</h4><h2>C</h2>", '<h1>A</h1><p class="rubric">B</p><h2>C</h2>', ()),
    ],
)
def test_a_heading_is_as_deep_below_the_others_as_it_was(tmp_path, old, built, missing):
    assert old_and_built(tmp_path, old, built).get("headings", ()) == missing


@pytest.mark.parametrize(("content", "is_lost"), [("a,b\n1,2\n", False), ("a,b\n", True), ("", True), (None, True)])
@pytest.mark.parametrize("has_urls", [True, False])
def test_an_asset_is_lost_where_its_content_is_another(tmp_path, content, is_lost, has_urls):
    write_tree(tmp_path, {} if content is None else {f"{'out' if has_urls else 'source'}/data.csv": content})
    page = PageBaseline("b.md", "b/" if has_urls else None, None)
    base = Baseline("x", "source", "dirhtml", {"b.md": page}, {"data.csv": sha256(b"a,b\n1,2\n").hexdigest()})
    write_tree(tmp_path, {"out/b/index.html": OTHER})
    found = lost(compare(base, BuiltSite(tmp_path / "out", "dirhtml"), tmp_path / "source"))
    assert found.get("assets", ()) == (("/data.csv",) if is_lost else ())


@pytest.mark.parametrize(
    ("built", "lost_now"),
    [
        ("<p>Do:</p><ol start='2'><li>b</li><li>c</li></ol>", {}),
        ("<p>Do:</p><ol><li>b</li><li>c</li></ol>", {"words": ("3",)}),
        ("<p>Do:</p><ul><li>b</li><li>c</li></ul>", {"words": ("2", "3")}),
        ("<p>Do: b c</p>", {"words": ("2", "3")}),
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_number_that_began_a_line_may_be_that_of_an_item_now(tmp_path, built, lost_now, tag):
    assert old_and_built(tmp_path, f"<{tag}>Do:\n2. <b>b</b>\n3. c</{tag}>", built) == lost_now


def test_the_numbers_of_lists_make_up_for_no_other_words(tmp_path):
    lists = "<ol><li>b</li><li>c</li></ol>"
    assert old_and_built(tmp_path, f"<p>We have 2.</p>{lists}", f"<p>We have.</p>{lists}") == {"words": ("2",)}
    assert old_and_built(tmp_path, f"<p>Do:\n2. d</p>{lists}", f"<p>Do: d</p>{lists}") == {"words": ("2",)}


@pytest.mark.parametrize(
    ("built", "is_lost"),
    [
        ('<pre class="mermaid">\n        graph LR\n  A --> B\n    </pre>', False),
        ('<div class="mermaid">graph LR\n  A --> B</div>', False),
        ('<pre class="mermaid">graph LR\nA --> B</pre>', True),
        ("<pre>    graph LR\n  A --> B</pre>", True),
    ],
)
def test_how_far_the_first_line_of_a_diagram_is_indented_says_nothing(tmp_path, built, is_lost):
    old = '<pre class="mermaid"><code>graph LR\n  A --> B</code></pre>'
    assert ("fences" in old_and_built(tmp_path, old, built)) is is_lost


def test_links_to_anchors_that_sphinx_numbers_count_and_those_of_footnotes_do_not(tmp_path):
    built = '<h2 id="id1"><span id="2d"></span>2D</h2><a href="#id1">2D</a>'
    link = (("index.md", "2d"),)
    assert old_and_built(tmp_path, '<h2 id="2d">2D</h2><a href="#2d">2D</a>', built, link) == {}
    assert facts_of_fragment('<a href="#fn:1">1</a><a href="#__here">x</a><a href="#footnote-1">1</a>').inside == ()


def test_a_page_answers_wherever_its_own_text_sends_readers_on(tmp_path):
    page = PageBaseline("moved.md", "moved/", facts_of_fragment("<p>Moved</p>"))
    refresh = '<main role="main"><p>Moved</p><meta http-equiv="refresh" content="0; url=/nowhere/"></main>'
    assert lost(ledgers(tmp_path, page=page, files={"out/moved/index.html": refresh})) == {}


def test_a_row_with_letters_in_asterisks_reads_as_its_words(tmp_path):
    old = "<table><tr><td>**R**ecommend</td><td>Who?</td></tr></table>"
    now = "<table><tr><td><p><strong>R</strong>ecommend</p></td><td><p>Who?</p></td></tr></table>"
    assert old_and_built(tmp_path, old, now) == {}


def test_links_that_the_old_site_showed_as_text_are_no_new_dead_links(tmp_path):
    shown = "<div>\n## More\n- [A](../a.md)\n<p>[b](#b) [c](https://x.org)</p></div><code>[d](d.md)</code>"
    facts = facts_of_fragment(shown)
    assert (facts.written_links, facts.inside) == (("../a.md", "#b"), ())
    assert type(facts).of_json(facts.as_json()).written_links == facts.written_links


@pytest.mark.parametrize(
    ("old", "built", "is_lost"),
    [
        ("Https://A.example/X", "https://A.example/X", False),
        ("//A.example:80/X", "//A.example:80/X", False),
        ("//A.example:80/X", "//a.example:80/X", True),
        ("https://a.example/X", "https://a.example/x", True),
    ],
)
def test_capitals_count_in_addresses_but_not_in_their_schemes(tmp_path, old, built, is_lost):
    found = old_and_built(tmp_path, f'<a href="{old}">x</a>', f'<a href="{built}">x</a>')
    assert found.get("outside", ()) == ((old,) if is_lost else ())
