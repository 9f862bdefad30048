"""What kramdown and Liquid have besides CommonMark: as MyST for the target, and as readers saw it."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.static_sites.kramdown import convert_kramdown, seen_kramdown
from sphinx_excellence.takeover.static_sites.liquid import LiquidSite, unquoted, with_plain_tags, without_liquid

CALLOUTS = {"highlight": {"color": "blue"}, "new": {"title": "New here"}}
PAGES = frozenset({"docs/a.md", "docs/b c.md", "_posts/2026-01-02-first.md", "news/_posts/2026-01-02-first.md"})
SITE = LiquidSite(PAGES, {"url": "https://example.org/", "baseurl": "/base"})


def converted(text):
    return convert_kramdown("x.md", text, CALLOUTS)


@pytest.mark.parametrize(
    ("text", "expected", "seen"),
    [
        ("## A\n{: .no_toc }\n\nB", "## A\n\nB", "## A\n\nB"),
        ("## A\n{: #own .x}\n\nB", "{#own}\n## A\n\nB", "## A {#own}\n\nB"),
        ("## A {#own}\n\nB", "{#own}\n## A\n\nB", "## A {#own}\n\nB"),
        ("## A {#\u062d\u0642\u0651}", '<a id="\u062d\u0642\u0651"></a>\n\n## A', "## A {#\u062d\u0642\u0651}"),
        ("One\ntwo\n{: #p}\n", "{#p}\nOne\ntwo\n", "One\ntwo\n"),
        ("# A\nOne\n{: #p}\n", "# A\n{#p}\nOne\n", "# A\nOne\n"),
        ("[a](b){: .btn .x} *c*{: #d}", "[a](b) *c*", "[a](b) *c*"),
        ("`[a](b){: .btn}`", "`[a](b){: .btn}`", "`[a](b){: .btn}`"),
        ("```\n{: .x }\n```", "```\n{: .x }\n```", "```\n{: .x }\n```"),
        ("{: .warning }\nA\nB\n", ":::{warning}\nA\nB\n:::\n", "A\nB\n"),
        ("> A\n>\n> B\n{: .new }\n", ":::{admonition} New here\n:class: note\n\nA\n\nB\n:::\n", "> A\n>\n> B\n"),
        ("{: .note-title }\n> T\n>\n> A\n", ":::{admonition} T\n:class: note\n\n\nA\n:::\n", "> T\n>\n> A\n"),
        ("{: .highlight }\nA", ":::{admonition} Highlight\n:class: note\n\nA\n:::", "A"),
        ("{: .note }\n## A", "## A", "## A"),
(
            '<div class="x" markdown="1">\n```js\na\n```\n</div>\nB',
            "\n::::{container} x\n\n```js\na\n```\n\n::::\n\nB",
            '\n<div class="x">\n\n```js\na\n```\n\n</div>\n\nB',
        ),
        (
            '<div markdown="1">\n<div>\n<div class="a b" markdown="1">\n{: .note }\nA\n</div>\n</div>\n</div>',
            "\n:::::{container}\n\n<div>\n\n::::{container} a b\n\n:::{note}\nA\n:::\n\n::::\n\n\n</div>\n\n\n:::::\n",
            '\n<div>\n\n<div>\n\n<div class="a b">\n\nA\n\n</div>\n\n\n</div>\n\n\n</div>\n',
        ),
        ('<div markdown="1">\nA', "\n<div>\n\nA", "\n<div>\n\nA"),
        ('<details markdown="block">\n*A*\n</details>', "\n<details>\n\n*A*\n\n</details>\n", None),
        ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
    ],
)  # fmt: skip
def test_constructs_of_kramdown(text, expected, seen):
    assert converted(text).text == expected
    assert seen_kramdown(text) == (expected if seen is None else seen)


@pytest.mark.parametrize("item", ["1. TOC", "* Contents", "- toc"])
def test_contents_are_the_directive_and_no_words(item):
    text = f"# A\n\n{item}\n{{:toc}}\n\n## B\n"
    assert "```{contents}\n" in converted(text).text
    assert item not in converted(text).text
    assert seen_kramdown(text).split() == ["#", "A", "##", "B"]


def test_an_attribute_list_of_the_old_theme_is_told_once_with_its_line():
    notes = converted("# A\n{: .fs-9 }\n\n## B\n{: .fs-9 }\n\nC\n{: .lead }\n").notes
    assert [(note.kind, note.line) for note in notes] == [("attribute-left-out", 2), ("attribute-left-out", 8)]


def test_callouts_ask_for_what_myst_needs():
    assert converted("{: .note }\nA").needs == {"colon_fence"}
    assert converted("# A\n{: #b}").needs == {"attrs_block"}
    assert converted("# A").needs == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]({% link docs/a.md %}#b)", "[a](a.md#b)"),
        ("[a]({% link docs/b c.md %})", "[a](b%20c.md)"),
        ("[a]({%- link docs/gone.md -%})", "[a]({%- link docs/gone.md -%})"),
        ("[a]({% post_url 2026-01-02-first %})", "[a](../_posts/2026-01-02-first.md)"),
        ("[a]({% post_url news/2026-01-02-first %})", "[a](../news/_posts/2026-01-02-first.md)"),
        ("{% raw %}{{ x }} {% if %}{% endraw %} {{ y }}", "{{ x }} {% if %} {{ y }}"),
        ("a{% comment %}\nb\n{% endcomment %}c", "a\n\nc"),
        ("{% highlight js linenos %}\na\n{% endhighlight %}", "```js\na\n```"),
        ("{% highlight md %}\n```js\na\n```\n{% endhighlight %}", "````md\n```js\na\n```\n````"),
        ("{{ site.baseurl }}/a {{site.url}}/b", "/a https://example.org/b"),
        ("{{ '/img/a.png' | relative_url }} {{ \"b\" | absolute_url }}", "/img/a.png /b"),
        ("{{ page.title }} {% include x.html %}", "{{ page.title }} {% include x.html %}"),
    ],
)
def test_tags_of_liquid_that_quote_and_link(text, expected):
    assert unquoted(without_liquid("docs/page.md", text, SITE)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if x %}\nA\n{% endif %}", "\\{% if x %}\nA\n\\{% endif %}"),
        ("> - {% if x %} {% y %}\n\n1. [a](b){% if %}", "> - \\{% if x %} {% y %}\n\n1. [a](b)\\{% if %}"),
        ("```\n{% if %}\n```\n\n`{% if %}` \\{% z %}", "```\n{% if %}\n```\n\n`{% if %}` \\{% z %}"),
    ],
)
def test_tags_that_stay_are_no_attributes_of_myst(text, expected):
    assert with_plain_tags(text) == expected


@pytest.mark.parametrize("text", ["{% raw %}{{ x }}{% endraw %}", "{% highlight c %}\nx\n{% endhighlight %}"])
def test_lines_keep_their_numbers(text):
    text = f"{text}\nlast"
    made = without_liquid("x.md", text, SITE)
    assert made.count("\n") == text.count("\n")
