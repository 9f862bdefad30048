"""Each construct of Python-Markdown and Material, and what it is in MyST."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from sphinx_excellence.takeover.markdown import Converted, Link, MarkdownOptions, convert_markdown, explicit_ids

MATERIAL = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "wikilinks",
]


def convert(text: str, **options) -> Converted:
    extensions = {name: {} for name in MATERIAL} | options.pop("extensions", {})
    for name in options.pop("off", ()):
        del extensions[name]
    return convert_markdown(text, MarkdownOptions(extensions=extensions, **options))


def converted(text: str, **options) -> str:
    return convert(dedent(text).strip("\n") + "\n", **options).text.rstrip("\n")


def pair(text: str) -> tuple[str, str]:
    """Cut a case: the source, and behind a line of equal signs and ``becomes`` the target."""
    source, _, target = dedent(text).strip("\n").partition("\n-- becomes --\n")
    return source, target


BLOCKS = {
    "an admonition of a known type": """
        !!! note

            Text.
        -- becomes --
        :::{note}
        Text.
        :::
    """,
    "a title": """
        !!! warning "Mind *this*"
            Text.
        -- becomes --
        :::{admonition} Mind *this*
        :class: warning

        Text.
        :::
    """,
    "a type of its own, and classes": """
        !!! quote inline end
            Text.
        -- becomes --
        :::{admonition} Quote
        :class: quote inline end

        Text.
        :::
    """,
    "no title": """
        !!! note ""
            Text.
        -- becomes --
        :::{container} admonition note
        Text.
        :::
    """,
    "an admonition without a body": """
        !!! tip "Only this"
        -- becomes --
        :::{admonition} Only this
        :class: tip

        <!-- -->
        :::
    """,
    "one inside another, after text without a blank line": """
        Above
        !!! note
            One

            !!! tip
                Two
        Below
        -- becomes --
        Above
        ::::{note}
        One

        :::{tip}
        Two
        :::
        ::::
        Below
    """,
    "collapsible and open": """
        ???+ danger "Look"
            Text.
        -- becomes --
        :::{dropdown} Look
        :open:
        :color: danger
        :class-container: danger

        Text.
        :::
    """,
    "tabs": """
        === "One"
            Text.

        === "Two"

            ``` py
            x = 1
            ```
        -- becomes --
        ::::{tab-set}

        :::{tab-item} One
        Text.
        :::

        :::{tab-item} Two
        ``` py
        x = 1
        ```
        :::
        ::::
    """,
    "an admonition in an item of a list": """
        - item

            !!! note
                Text.

            More.
        -- becomes --
        - item

            :::{note}
            Text.
            :::

            More.
    """,
    "a heading without a space, and one with an id": """
        #One
        text
        ## Two { #my-id .big }
        -- becomes --
        # One
        text

        {#my-id .big}
        ## Two
    """,
    "an id that docutils would change": """
        ## Two {#My_Id}
        -- becomes --
        <a id="My_Id"></a>

        ## Two
    """,
    "a fence with options": """
        ```python title="a.py" linenums="3" hl_lines="1 3-4"
        one
        two
        three
        ```
        -- becomes --
        ```{code-block} python
        :caption: a.py
        :lineno-start: 3
        :emphasize-lines: 1,3

        one
        two
        three
        ```
    """,
    "a fence with attributes": """
        ``` { .yaml .annotate }
        a: 1 # (1)!
        ```

        1.  Why.
        -- becomes --
        ```yaml
        a: 1 # (1)!
        ```

        1.  Why.
    """,
    "a fence whose first line looks like an option": """
        ```text title="x"
        :a: b
        ```
        -- becomes --
        ```{code-block} text
        :caption: x

        :a: b
        ```
    """,
    "a fence that holds another by its indentation": """
        ```
        - a

         ```
         b
         ```
        ```
        -- becomes --
        ````
        - a

         ```
         b
         ```
        ````
    """,
    "a fence below an item that goes on behind it": """
        1. A
        ```
        x
          y
        ```
        1. B
        ```
        - z
        ```

            !!! tip
                C

        - D
        ```
        e
        ```

        Text
        -- becomes --
        1. A
        ```
        x
          y
        ```
        1. B
            ```
            - z
            ```

            :::{tip}
            C
            :::

        - D
        ```
        e
        ```

        Text
    """,
    "hashes that go on with the text of an item": """
        - [a
          #b](https://x.org)
        - c
            # d
          # e
        -- becomes --
        - [a
          #b](https://x.org)
        - c
            \\# d
          \\# e
    """,
    "a fence that is indented further than what it is in": """
        - One

        - Two
                    ``` python
                    a
                      b
                    ```
        - Three

        Text
                ```
                c
                ```
        -- becomes --
        - One

        - Two
            ``` python
            a
              b
            ```
        - Three

        Text
        ```
        c
        ```
    """,
    "a fence that is indented more than its end": """
        Text
         ```
         a: b
        ```
        # Heading
        -- becomes --
        Text
         ```
         a: b
        ```
        # Heading
    """,
    "a fence that nothing closes": """
        ``` not closed

        # Heading
        -- becomes --
        \\``` not closed

        # Heading
    """,
    "several terms": """
        One
        Two
        : Meaning

            More.
        -- becomes --
        One<br>Two
        : Meaning

            More.
    """,
    "cards": """
        <div class="grid cards" markdown>

        - **One**

            ---

            Text.

        - Two

        </div>
        -- becomes --
        :::::{grid} 1 2 2 2
        :gutter: 3

        ::::{grid-item-card}

        :::{card-header}
        **One**
        :::

        Text.
        ::::

        :::{grid-item-card}
        Two
        :::
        :::::
    """,
    "definitions of a comment": """
        <!-- md:option x -->

        :   Text.

            ``` yaml
            a: b
            ```
        -- becomes --
        &nbsp;<!-- md:option x -->

        :   Text.

            ``` yaml
            a: b
            ```
    """,
    "Markdown in HTML": """
        <div class="x" markdown="1">
        *Text*
        </div>
        -- becomes --
        <div class="x">

        *Text*

        </div>
    """,
    "HTML over blank lines": """
        <div>
        one

        *two*
        </div>
        three
        -- becomes --
        <div>
        one
        *two*
        </div>

        three
    """,
    "a comment with text behind it": """
        <!-- c --> *text*
        -- becomes --
        <!-- c -->

        *text*
    """,
    "an abbreviation in a heading": """
        ## What HTML is

        *[HTML]: Hyper Text
        -- becomes --
        ## What {abbr}`HTML (Hyper Text)` is

    """,
    "an abbreviation": """
        The HTML `HTML` HTMLX.

        *[HTML]: Hyper Text
        -- becomes --
        The {abbr}`HTML (Hyper Text)` `HTML` HTMLX.
    """,
    "a rule below several lines": """
        one
        two
        ---
        -- becomes --
        one
        two
        <hr>
    """,
    "a rule between texts": """
        one

        ---

        two
        -- becomes --
        one

        ---

        two
    """,
    "formulas": """
        \\(a_1\\) and $b$ but $5 and $6

        \\[
        c
        \\]
        -- becomes --
        $a_1$ and $b$ but \\$5 and \\$6

        $$
        c
        $$
    """,
    "a block of slashes": """
        /// note | Title
        Text.
        ///

        ![x](y.png)
        /// caption
        Below it
        ///
        -- becomes --
        :::{admonition} Title
        :class: note

        Text.
        :::

        ![x](y.png)

        {.caption}
        Below it
    """,
    "a block of slashes as an element": """
        //// html | div.x
        *Text*
        ////

        /// html | pre
        *a* <b>
        ///
        -- becomes --
        <div class="x">

        *Text*

        </div>

        <pre>
        *a* &lt;b&gt;
        </pre>
    """,
    "blocks of slashes as tabs": """
        /// tab | One
        1
        ///

        /// tab | Two
        2
        ///
        -- becomes --
        ::::{tab-set}

        :::{tab-item} One
        1
        :::
        :::{tab-item} Two
        2
        :::
        ::::
    """,
    "a table of contents": """
        [TOC]
        -- becomes --
        ```{contents}
        :local:
        :class: this-will-duplicate-information-and-it-is-still-useful-here
        ```
    """,
    "a pipe in the code of a cell": """
        | a | b |
        |---|---|
        | `x|y` | z |
        -- becomes --
        | a | b |
        |---|---|
        | `x\\|y` | z |
    """,
    "attributes of a paragraph": """
        Text.
        { .big }
        -- becomes --
        {.big}
        Text.
    """,
    "a link that is defined twice: the last one counts": """
        [a]

        [a]: https://one.example
        [A]: https://two.example
        -- becomes --
        [a]

        [A]: https://two.example
    """,
    "a definition below text": """
        See [a].
        [a]: https://one.example
        -- becomes --
        See [a].

        [a]: https://one.example
    """,
    "a definition in a fence is none, and one without a target neither": """
        See [a] and
        [a]:

        ```
        [a]: https://two.example
        ```

        [a]: https://one.example
        -- becomes --
        See [a] and
        [a]:

        ```
        [a]: https://two.example
        ```

        [a]: https://one.example
    """,
    "an admonition as the text of an item": """
        - !!! abstract

                Text.
        -- becomes --
        - :::{admonition} Abstract
            :class: abstract note

            Text.
            :::
    """,
    "a tag alone in a line, with text below it": """
        <span class="x">
        *a*
        </span>
        -- becomes --
        <span class="x">*a*
        </span>
    """,
    "a fence directly below indented code is none, and neither is one that it holds": """
            code
        ```

        ### Heading
        ```text
        more
        ```

        ```
        a fence
        ```
        -- becomes --
            code
        \\```

        ### Heading
        \\```text
        more
        \\```

        ```
        a fence
        ```
    """,
    "indented code below text that CommonMark takes for a list": """
        Related:
        - one
        - two

            code
        -- becomes --
        Related:
        - one
        - two

        <!-- -->

            code
    """,
    "elements of a grid without blank lines between them": """
        <div class="grid" markdown>
         <div class="card">
         <h3>One</h3>
         <div>inner</div>
         </div>
         <a href="b/" class="pattern-card">
         <p>Two</p>
         </a>
        <div>Three</div>
        </div>
        -- becomes --
        ::::{grid} 1 2 2 2
        :gutter: 3

        :::{grid-item-card}
         <div class="card">
         <h3>One</h3>
         <div>inner</div>
         </div>
        :::

        :::{grid-item-card}
         <a href="b/" class="pattern-card">
         <p>Two</p>

         </a>
        :::

        :::{grid-item}
        <div>Three</div>
        :::
        ::::
    """,
    "a fence with a blank line above it is one": """
            code

        ```
        a fence
        ```
        -- becomes --
            code

        ```
        a fence
        ```
    """,
    "a wide number of a list": """
        100. one

            two
        -- becomes --
        100. one

             two
    """,
    "code in an item of a list": """
        - one

                x = 1
        -- becomes --
        - one

              x = 1
    """,
}


@pytest.mark.parametrize("case", BLOCKS.values(), ids=BLOCKS)
def test_blocks(case):
    source, target = pair(case)
    assert converted(source) == target


TEXTS = {
    "==marked== ^^new^^ ~~old~~": "<mark>marked</mark> <ins>new</ins> <del>old</del>",
    "H~2~O and x^2^": "H{sub}`2`O and x{sup}`2`",
    "++ctrl+alt+del++": "{kbd}`Ctrl`+{kbd}`Alt`+{kbd}`Del`",
    "{++new++} {--old--} {~~a~>b~~} {==m==}": "<ins>new</ins> <del>old</del> <del>a</del><ins>b</ins> <mark>m</mark>",
    ":smile: and :no-such-code:": "😄 and :no-such-code:",
    "`#!python x = 1`": "`x = 1`",
    "[a](b c.md) [a](b.md 'T')": "[a](<b c.md>) [a](b.md 'T')",
    "![a](b.png){ width=300 loading=lazy }": "![a](b.png){width=300}",
    "![a](b.png#only-dark)": "![a](b.png){.only-dark}",
    "[a](b.md){ .md-button .md-button--primary }": "[a](b.md){.sd-btn .sd-btn-primary}",
    "https://a.example/x_y_z. End": "<https://a.example/x_y_z>. End",
    "[https://a.example](https://a.example)": "[https://a.example](https://a.example)",
    "(c) 1/2 --> 3rd": "© ½ → 3<sup>rd</sup>",
    "Consistency (C), (R) and (TM) C/O 2ND": "Consistency (C), (R) and (TM) C/O 2ND",
    "4.2/5 and i5/8-core, not 11/2 or 1/20": "4.⅖ and i⅝-core, not 11/2 or 1/20",
    "[[Some Page]]": "[Some Page](/Some_Page/)",
    '[a]({{ f("x") }}) ![b]({{ c }})': '\\[a\\]({{ f("x") }}) !\\[b\\]({{ c }})',
    "[a](https://a.example/{{v}}/b)": "[a](https://a.example/{{v}}/b)",
    "[1. [In](b.md)](#x)": "[1. \\[In\\](b.md)](#x)",
    "[**[In](b.md)** and ![i](c.png)](#x)": "**[In](b.md)** and ![i](c.png)",
    "[Text **with** ![i](c.png)](#x)": "[Text **with** ![i](c.png)](#x)",
    "{name}`x` and `a` {b}`c`": "\\{name}`x` and `a` \\{b}`c`",
    "a\\\nb": "a\\\\\nb",
    "C:\\<x \\d": "C:\\\\<x \\d",
    "% not a comment": "\\% not a comment",
    "+++": "\\+++",
    "(label)=": "\\(label)=",
    "::: package.module": "\\::: package.module",
    "1) one": "1\\) one",
    "Steps:\n1. one\n2. two": "Steps:\n1\\. one\n2. two",
    "{{ macro }} and {% if x %}": "{{ macro }} and {% if x %}",
    "{% if x %}": "\\{% if x %}",
    "- [x] [a b]\n\n[a b]: c": "- [x] [a b]\n\n[a b]: c",
    "[a][^1]\n\n[a]: b\n[^1]: c": "[a][][^1]\n\n[a]: b\n[^1]: c",
    "no note[^1]": "no note\\[^1]",
    "**x:**y and **x**: y": "<strong>x:</strong>y and **x**: y",
    "**A**: `**` b `**`": "**A**: `**` b `**`",
    '++"&Uuml;"++': "{kbd}`Ü`",
    "**`x`**{.big} *y*{: #z }": "[**`x`**]{.big} [*y*]{#z}",
    "[**x**{.big}](y)": "[**x**](y)",
    "a `b | c` `` d ` e ``": "a `b | c` `` d ` e ``",
}


@pytest.mark.parametrize(("source", "target"), TEXTS.items())
def test_texts(source, target):
    assert converted(source) == target


PLAIN = """\
# Title

A paragraph with *emphasis*, **strong**, `code`, a [link](page.md "Title"), <https://a.example> and
a second line.

* one
* two
    * three

        A paragraph of three.

    1. four
       lazy

Text.

\tcode with a tab

> A quotation
> goes on

```python
def f(x):
\treturn x  # ==no mark==, :smile:, $1
```

| a | b |
| - | :-: |
| 1 | `2` |

Title
-----

<p align="center">
  <b>HTML</b>
</p>

[ref]: https://a.example
"""


def test_what_needs_no_change_keeps_its_bytes():
    made = convert(PLAIN)
    assert made.text == PLAIN
    assert made.notes == ()
    assert made.needs == frozenset()


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "no end of line", "  \n\t\n", "a  \nb\n"])
def test_white_space_stays(text):
    assert convert(text).text == text


SETTLED = [case for name, case in BLOCKS.items() if name != "code in an item of a list"]


@pytest.mark.parametrize("case", [PLAIN, *TEXTS.values(), "\n".join(pair(case)[0] for case in SETTLED[:4])])
def test_a_second_conversion_of_plain_text_changes_nothing(case):
    once = convert(PLAIN + case if case is not PLAIN else case).text
    assert convert(PLAIN).text in once


def test_needs_name_what_is_used():
    text = "??? note\n    x\n\nTerm\n: y\n\n$a$\n\n- [ ] z\n\n```mermaid\nx\n```\n\n## T {#u}\n\n[a](b){.c}\n"
    assert convert(text).needs == {
        "colon_fence", "sphinx_design", "deflist", "dollarmath", "tasklist", "sphinxcontrib.mermaid", "fence:mermaid",
        "attrs_block", "attrs_inline",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "off", "kept"),
    [
        ("!!! note\n    x", ["admonition"], "!!! note\n    x"),
        ("==a==", ["pymdownx.mark"], "==a=="),
        ("++a++", ["pymdownx.keys"], "++a++"),
        ("$5 and $6", ["pymdownx.arithmatex"], "$5 and $6"),
        (":smile:", ["pymdownx.emoji"], ":smile:"),
        ("## A {#b}", ["attr_list"], "## A {#b}"),
        ("https://a.example/", ["pymdownx.magiclink"], "https://a.example/"),
    ],
)
def test_what_the_site_has_not_on_is_text(text, off, kept):
    assert convert(text, off=off).text == kept


def test_links_are_mapped():
    targets = {"../a/": "a.md", "b.png": "c.png", "/x/": "../x.md", "ref": "new", "u": "v w"}
    seen = []

    def link(found: Link) -> str | None:
        seen.append((found.target, found.kind, found.line))
        return targets.get(found.target)

    text = '[a](../a/ "T") ![b](b.png) <a href="/x/">x</a>\n\n[r]: ref "R"\n\n<img src="b.png">\n\n[u](u) [o](o)\n'
    assert convert(text, link=link).text == (
        '[a](a.md "T") ![b](c.png) <a href="../x.md">x</a>\n\n[r]: new "R"\n\n<img src="c.png">\n\n[u](<v w>) [o](o)\n'
    )
    assert seen == [
        ("../a/", "link", 1), ("b.png", "image", 1), ("/x/", "html-href", 1), ("ref", "definition", 3),
        ("b.png", "html-src", 5), ("u", "link", 7), ("o", "link", 7),
    ]  # fmt: skip


FILES = {
    "a.md": '*one*\n--8<-- "b.md"\n',
    "b.md": "two\n",
    "c.py": "x\n# --8<-- [start:part]\ny = 1\n# --8<-- [end:part]\nz\n",
    "loop.md": '--8<-- "loop.md"\n',
}


@pytest.mark.parametrize(
    ("text", "target", "kinds"),
    [
        ('--8<-- "a.md"', "*one*\ntwo", {"snippet-copied"}),
        ('```\n--8<-- "c.py:part"\n```', "```\ny = 1\n```", {"snippet-copied"}),
        ('    --8<-- "c.py:3:3"', "    y = 1", {"snippet-copied"}),
        ("--8<--\nb.md\n--8<--", "two", {"snippet-copied"}),
        ("```\n--8<--\n b.md\n\nb.md\n--8<--\n```", "```\n two\n\ntwo\n```", {"snippet-copied"}),
        ('--8<-- "gone.md"', '--8<-- "gone.md"', {"snippet-missing"}),
        (';--8<-- "a.md"', '--8<-- "a.md"', set()),
        ('--8<-- "loop.md"', '--8<-- "loop.md"', {"snippet-copied", "snippet-missing"}),
    ],
)
def test_snippets(text, target, kinds):
    made = convert(text, snippet=FILES.get, off=["pymdownx.smartsymbols"])
    assert made.text == target
    assert {note.kind for note in made.notes} == kinds
    assert any(note.lossy for note in made.notes) == ("snippet-missing" in kinds)


def test_icons_are_drawn_or_told():
    svg = '<svg xmlns="x"><path d="M0"/></svg>\n'
    made = convert(":material-account: :material-gone:{ .x }", icon={"material/account": svg}.get)
    assert made.text.startswith('<span class="twemoji"><svg xmlns="x"><path d="M0"/></svg></span> :material-gone:')
    assert [note.kind for note in made.notes] == ["icon-kept"]


def test_titles_of_the_dialect_are_written_out_in_another_language():
    assert converted("!!! note\n    x", language="de") == ":::{admonition} Note\n:class: note\n\nx\n:::"


def test_ids_that_several_pages_have_become_no_labels():
    made = converted("# A {#usage}", shared_ids=frozenset({"usage"}))
    assert made == '<a id="usage"></a>\n\n# A'


def test_ids_of_a_page_are_found():
    assert explicit_ids("# A {#usage}\n\ntext {#in-text} more\n\n## B { .x #b }\n### C {: #c .d }\n") == {
        "usage",
        "b",
        "c",
    }


def test_short_links_of_repositories():
    settings = {"repo_url_shorthand": True, "user": "u", "repo": "r"}
    made = converted("(#12), @who, a/b#3, x#4", extensions={"pymdownx.magiclink": settings})
    assert made == (
        "([#12](https://github.com/u/r/issues/12)), [@who](https://github.com/who), "
        "[a/b#3](https://github.com/a/b/issues/3), x#4"
    )


def test_a_quotation_is_an_admonition_where_the_site_says_so():
    text = "> [!note] Title\n> Text.\n> more\n\n> [!tip]-\n> Text."
    assert converted(text) == text
    made = converted(text, extensions={"pymdownx.quotes": {"callouts": True}})
    assert made.startswith(":::{admonition} Title\n:class: note\n\nText.\nmore\n:::\n\n:::{dropdown} Tip\n")


def test_addresses_are_written_short_where_the_site_does_so():
    settings = {"repo_url_shortener": True, "user": "u", "repo": "r"}
    text = (
        "https://github.com/u/r/issues/1 https://github.com/a/b/pull/2 https://github.com/u/r/commit/0123456789abcdef"
    )
    assert converted(text, extensions={"pymdownx.magiclink": settings}) == (
        "[#1](https://github.com/u/r/issues/1) [a/b!2](https://github.com/a/b/pull/2) "
        "[0123456](https://github.com/u/r/commit/0123456789abcdef)"
    )


def test_a_backslash_escapes_everything_where_the_site_says_so():
    assert converted("\\a \\<", extensions={"pymdownx.escapeall": {}}) == "a \\<"


def test_tabs_in_code_of_html_are_as_wide_as_the_source_makes_them():
    text = "<div>\n\t<pre><code>\ta\tb\n\tc</code></pre>\n</div>"
    assert converted(text) == "<div>\n    <pre><code> a   b\n\tc</code></pre>\n</div>"
    assert converted("<p>a\tb</p>") == "<p>a\tb</p>"


def test_notes_say_where():
    made = convert("one\n\n::: a.b\n\n- x\n\n    ![a](b){loading=lazy}\n")
    assert [(note.kind, note.line) for note in made.notes] == [("injection-kept", 3), ("attribute-left-out", 7)]


@pytest.mark.parametrize("text", ["arn:aws:lambda:x", "at 10:30:00", "a/:b:c"])
def test_what_stands_between_letters_is_no_shortcode(text):
    assert convert(text).notes == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("!!! note: Title\n    Text.", "block-unread"),
        ("/// unknown | Title\nText.\n///", "block-unread"),
        ("[`a`][package.module.a]", "reference-undefined"),
        ("::: package.module", "injection-kept"),
        ("{{ x }}", "macro-kept"),
        (":no-such:", "unknown-shortcode"),
    ],
)
def test_what_is_not_known_stays_and_is_told(text, kind):
    made = convert(text)
    assert [note.kind for note in made.notes] == [kind]
    assert made.text.replace("\\", "") == text


def test_fences_that_the_site_draws_are_told():
    settings = {"custom_fences": [{"name": "mermaid", "class": "mermaid"}, {"name": "plot", "class": "plot"}]}
    made = convert("```plot\nx\n```\n\n```mermaid\ny\n```", extensions={"pymdownx.superfences": settings})
    assert [(note.kind, note.line) for note in made.notes] == [("custom-fence", 1)]
    assert made.text == "```plot\nx\n```\n\n```mermaid\ny\n```"


def test_bundles_of_extensions_are_taken_apart():
    assert MarkdownOptions(extensions={"extra": {}}).on("def_list")
    assert MarkdownOptions(extensions={"markdown.extensions.admonition": {}}).on("admonition")
    assert not MarkdownOptions(extensions={"pymdownx.extra": {}}).on("admonition")


def test_no_directive_is_closed_by_what_is_inside_it():
    text = '!!! note\n    === "a"\n        === "b"\n            !!! tip\n                x\n'
    made = converted(text)
    opened = re.findall(r"^(:+)\{", made, re.MULTILINE)
    assert sorted(opened, key=len, reverse=True) == opened
    assert len(set(opened)) == len(opened)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("a\n\n</div>\n\nb", False),
        ("```html\n<div>\n```\n</div>\n\nb", False),
        ("<div>\na\n</div>\n\n</div>\n\nb", False),
        ("a <div>\n\n</div>\n\nb", True),
        ("a <section>\n\n</section>\n\nb", True),
        ("</div> a\n\nb", True),
    ],
)
def test_a_closing_tag_that_closes_nothing_is_left_out_and_told(text, stays):
    made = convert(text + "\n")
    kinds = [(note.kind, note.line) for note in made.notes if note.kind == "stray-tag"]
    rows = text.split("\n")
    last = max(number for number, row in enumerate(rows, 1) if row.startswith("</"))
    assert kinds == ([] if stays else [("stray-tag", last)])
    assert made.text.count("</") == text.count("</") - (not stays)


@pytest.mark.parametrize(
    ("row", "made"),
    [("    | c | d |", "| c | d |"), ("\t|c|d|", "| c|d|"), ("    c | d", "| c | d"), ("# c | d", "| # c | d")],
)
def test_a_row_of_a_table_that_begins_as_another_block_keeps_its_cells(row, made):
    table = "| a | b |\n|---|---|\n"
    assert converted(f"x\n\n{table}{row}") == f"x\n\n{table}{made}"
