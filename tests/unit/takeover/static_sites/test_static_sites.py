"""Sites of Docusaurus and Jekyll: which pages there are, at which addresses, and what becomes of their markup."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.static_sites.docusaurus_text import convert_text, seen_text
from tests.unit.takeover.taking_over import source_of, taken_over, write_tree

CONFIG = "module.exports = {\n  title: 'My site',\n  presets: [['classic', {docs: {\n    path: 'guide',\n    routeBasePath: 'g',\n  }}]],\n};\n"
DOCUSAURUS = {
    "docusaurus.config.js": CONFIG,
    "guide/README.md": "# Start\n\nSee [it](./02-deep/03-page.md#x) and [that](/g/other/).\n",
    "guide/01-first.md": "---\nid: one\ntitle: First\n---\n\nText.\n",
    "guide/slug.mdx": "---\nslug: /else\n---\n\nimport X from 'x';\n\n:::tip[Try]\n\nWords.\n\n:::\n",
    "guide/other.md": "---\nsidebar_position: 1\n---\n# Other\n",
    "guide/02-deep/_category_.json": '{"label": "Deep things", "position": 1.5}',
    "guide/02-deep/03-page.md": "# Page\n\n## Part {#x}\n",
    "guide/02-deep/deep.md": "# Deep\n",
    "guide/_partial.md": "no page\n",
    "guide/img/a.png": b"\x89PNG",
    "blog/2026-01-02-hello.md": "# Hello\n",
    "src/pages/about.md": "# About\n",
    "versioned_docs/version-1/a.md": "# Old\n",
    "README.md": "# Repository\n",
}
JEKYLL = {
    "_config.yml": "title: T\npermalink: /:year/:month/:title/\ncollections:\n  recipes: {output: true, permalink: '/r/:path/'}\n  hidden: {output: false}\nexclude: [drafts]\ndefaults:\n  - {scope: {path: special}, values: {permalink: '/s/:basename.html'}}\n",
    "index.md": "---\ntitle: Home\n---\n[post](about.md)\n{% include x.html %}\n```\n{{ page.title }}\n```\n",
    "about.md": "---\npermalink: /who/\n---\nAbout.\n{: .lead}\n",
    "docs/page.md": "---\n---\nPage.\n",
    "special/x.md": "---\n---\nX.\n",
    "_posts/2026-1-02-hello-you.md": "---\ncategories: [A b, c]\ndate: 2026-02-03 10:00\n---\nHello.\n",
    "_recipes/soup.md": "---\n---\nSoup.\n",
    "_hidden/x.md": "---\n---\nHidden.\n",
    "_layouts/default.html": "<html>",
    "_includes/note.md": "no page",
    "drafts/x.md": "---\n---\nDraft.\n",
    "plain.md": "No front matter.\n",
    "old.html": "---\n---\n<p>x</p>",
    "img/a.png": b"\x89PNG",
}


def urls_of(source):
    return {page.path: page.url for page in source.pages}


def test_pages_of_docusaurus_have_the_addresses_that_it_gives_them(tmp_path):
    source = source_of(write_tree(tmp_path, DOCUSAURUS))
    assert (source.format, source.title) == ("docusaurus", "My site")
    assert urls_of(source) == {
        "guide/README.md": "g/", "guide/01-first.md": "g/one/", "guide/slug.mdx": "g/else/", "guide/other.md": "g/other/",
        "guide/02-deep/03-page.md": "g/deep/page/", "guide/02-deep/deep.md": "g/deep/",
        "blog/2026-01-02-hello.md": "blog/2026/01/02/hello/", "src/pages/about.md": "about/",
    }  # fmt: skip
    assert source.assets == ("guide/02-deep/_category_.json", "guide/img/a.png") or "guide/img/a.png" in source.assets
    assert {note.kind for note in source.notes} == {"settings-not-executed", "other-pages"}


def test_the_order_of_docusaurus_is_that_of_positions_and_numbers(tmp_path):
    source = source_of(write_tree(tmp_path, DOCUSAURUS))
    top = [item.page or item.title for item in source.navigation.items]
    docs = ["guide/README.md", "guide/01-first.md", "guide/other.md", "Deep things", "guide/slug.mdx"]
    assert top == ["src/pages/about.md", *docs, "Blog"]


def test_posts_of_a_blog_are_on_a_page_of_their_own_the_newest_first(tmp_path):
    files = {
        "docusaurus.config.js": "x",
        "docs/a.md": "# A\n",
        "blog/2024-01-02-old.md": "# Old\n",
        "blog/2025-01-02-new/index.md": "# New\n",
    }
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    listed = (source / "blog" / "index.md").read_text()
    assert listed.index("2025-01-02-new") < listed.index("2024-01-02-old")
    assert ":caption: Blog\n:maxdepth: 1\n\nPosts </blog/index>" in (source / "index.md").read_text()


def test_a_site_of_docusaurus_becomes_a_project(tmp_path):
    project = taken_over(write_tree(tmp_path / "a", DOCUSAURUS), tmp_path / "b")
    source = project / "source" / "guide"
    assert "[it](./02-deep/03-page.md#x)" in (source / "index.md").read_text()
    assert "](other.md)" in (source / "index.md").read_text()
    assert ":::{admonition} Try\n:class: tip\n" in (source / "slug.md").read_text()
    assert (source / "01-first.md").read_text() == "---\nid: one\ntitle: First\n---\n# First\n\nText.\n"
    assert (source / "02-deep" / "deep.md").read_bytes() == DOCUSAURUS["guide/02-deep/deep.md"].encode()
    conf = (project / "conf.py").read_text()
    assert "colon_fence" in conf
    assert "redirects" in conf


@pytest.mark.parametrize(
    ("text", "expected", "needs"),
    [
        (":::note\n\nA\n\n:::", ":::{note}\n\nA\n\n:::", {"colon_fence"}),
        ("::::info Title *x*\nA\n::::", "::::{admonition} Title *x*\n:class: note\n\nA\n::::", {"colon_fence"}),
        (":::danger[a b]\nA\n:::", ":::{admonition} a b\n:class: danger\n\nA\n:::", {"colon_fence"}),
        (":::own\nA\n:::", ":::own\nA\n:::", set()),
        ("```md\n:::note\n:::\n```", "```md\n:::note\n:::\n```", set()),
        ("## A {#b-c}", "{#b-c}\n## A", {"attrs_block"}),
        ("{/* gone */}\nA", "% gone\nA", set()),
        (
            "import A from 'a';\nexport const b = {\n  c: 1,\n};\n\nA",
            "% import A from 'a';\n% export const b = {\n%   c: 1,\n% };\n\nA",
            set(),
        ),
        ("We import goods.\nimport them", "We import goods.\nimport them", set()),
        ("A line\nexport default of a country", "A line\nexport default of a country", set()),
        (
            '<Tabs>\n<TabItem value="a" label="A b">\n\nx\n\n</TabItem>\n</Tabs>',
            "::::::::{tab-set}\n:::::::{tab-item} A b\n\n\nx\n\n:::::::\n::::::::",
            {"colon_fence", "sphinx_design"},
        ),
    ],
)
def test_constructs_of_docusaurus_become_those_of_myst(text, expected, needs):
    made = convert_text("x.md", text)
    assert (made.text, made.needs) == (expected, needs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<Tabs>\n    <TabItem value="a">\n        A\n\n          deep\n    </TabItem>\n</Tabs>',
            "::::::::{tab-set}\n:::::::{tab-item} a\n\nA\n\n  deep\n:::::::\n::::::::",
        ),
        (
            "1. a\n\n   <Tabs>\n     <TabItem value='a'>\n     A\n     </TabItem>\n   </Tabs>",
            "1. a\n\n   ::::::::{tab-set}\n   :::::::{tab-item} a\n\n   A\n   :::::::\n   ::::::::",
        ),
        ('  <CodeBlock language="bash">{`C:\\\\a`}</CodeBlock>', "  ```bash\n  C:\\a\n  ```"),
        ("<CodeBlock>\n  {`a\nb`}\n</CodeBlock>", "```\na\nb\n```"),
        ("# A {#own--id}", '<a id="own--id"></a>\n\n# A'),
        (":::success Well\nA\n:::", ":::{admonition} Well\n:class: tip\n\nA\n:::"),
    ],
)
def test_what_mdx_indents_is_no_code(text, expected):
    assert convert_text("x.md", text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::tip\n```js\na\n\n:::\n\n## B {#c}", ":::{tip}\n```js\na\n```\n:::\n\n{#c}\n## B"),
        (":::tip\n  ~~~\n  a\n:::\n\nB", ":::{tip}\n  ~~~\n  a\n  ~~~\n:::\n\nB"),
        ("::::tip\n```\n:::\n```\n::::", "::::{tip}\n```\n:::\n```\n::::"),
        ("```\n:::tip\n:::\n```\n:::tip\nA\n:::", "```\n:::tip\n:::\n```\n:::{tip}\nA\n:::"),
    ],
)
def test_a_fence_ends_with_the_admonition_around_it(text, expected):
    assert convert_text("x.md", text).text == expected


def test_lines_of_mdx_that_are_indented_are_no_code(tmp_path):
    text = "1. a\n\n  :::tip\n    - b [c](d.md)\n  :::\n"
    files = {"docusaurus.config.js": "x", "docs/a.md": text, "docs/d.md": "# D\n"}
    source = source_of(write_tree(tmp_path / "a", files))
    assert "<pre" not in source.pages[0].rendered() and "<li>b " in source.pages[0].rendered()
    assert 'myst_disable_syntax = ["code"]' in (taken_over(tmp_path / "a", tmp_path / "b") / "conf.py").read_text()
    files["docusaurus.config.js"] = "module.exports = {\n  markdown: {\n    format: 'detect',\n  },\n};\n"
    other = source_of(write_tree(tmp_path / "c", files))
    assert "<pre" in other.pages[0].rendered() and other.settings["indented_code"]


def test_titles_in_lists_stay_in_the_list():
    seen = list(seen_text("1. a\n\n    :::note\n\n    b\n\n    :::\n"))
    assert "\n    Note\n" in seen and "    b" in seen


def test_ids_of_headings_are_seen_with_them():
    assert "\n".join(seen_text("## A {#b--c}\n\n## D {#e}")).split("\n") == ["## A {#b--c}", "", "## D {#e}"]


def test_labels_of_tabs_may_be_in_the_set_and_over_several_lines():
    text = "<Tabs\n  groupId=\"g\"\n  values={[\n    {label: 'One', value: 'a'},\n  ]}>\n<TabItem value=\"a\">\nx\n</TabItem>\n</Tabs>"
    assert ":::::::{tab-item} One" in convert_text("x.md", text).text


def test_a_component_stays_and_is_told_once():
    made = convert_text("x.md", "A <Card/> and `<Not/>`\n\n<Card/>\n")
    assert made.text == "A <Card/> and `<Not/>`\n\n<Card/>\n"
    assert [(note.kind, note.line) for note in made.notes] == [("component", 1)]


def test_what_readers_saw_has_titles_and_no_markers():
    seen = "\n".join(seen_text("import A from 'a'\n\n:::note\n\nA\n\n:::\n\n:::tip[T u]\nB\n:::\n"))
    assert seen.split() == ["Note", "A", "T", "u", "B"]


def test_pages_of_jekyll_have_the_addresses_that_it_gives_them(tmp_path):
    source = source_of(write_tree(tmp_path, JEKYLL))
    assert (source.format, source.title) == ("jekyll", "T")
    assert urls_of(source) == {
        "index.md": "", "about.md": "who/", "docs/page.md": "docs/page/", "special/x.md": "s/x.html",
        "_posts/2026-1-02-hello-you.md": "2026/02/hello-you/", "_recipes/soup.md": "r/soup/", "_hidden/x.md": None,
        "plain.md": "plain/",
    }  # fmt: skip
    told = {(note.kind, note.path, note.line) for note in source.notes}
    assert {("not-executed", "index.md", 5), ("not-executed", "index.md", 7)} <= told
    assert ("no-front-matter", "plain.md", 0) in told
    assert [note.path for note in source.notes if note.lossy] == ["old.html"]
    assert source.assets == ("img/a.png",)


def test_relative_links_lead_where_a_browser_went(tmp_path):
    files = {
        "_config.yml": "permalink: pretty\nplugins: []\n",
        "about.md": "---\npermalink: /about/\n---\n# A\n",
        "de/about.md": "---\npermalink: /de/about/\n---\n# A\n",
        "de/best.md": "---\npermalink: /de/best/\n---\n# B\n[a](../about/#a) [b](../../about/)\n",
    }
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    assert "[a](about.md#a) [b](../about.md)" in (source / "de" / "best.md").read_text()


def test_a_link_whose_escapes_myst_keeps_has_the_signs_themselves(tmp_path):
    files = {
        "_config.yml": "plugins: []\n",
        "a.md": "---\n---\n# A\n[b](f/b%20%2C%C3%A9.pdf) ![c](c%26%20d.png)\n[d]\n\n[d]: f/b%20%2Cé.pdf\n",
        "f/b ,é.pdf": "x",
        "c& d.png": "x",
    }
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    text = (source / "a.md").read_text()
    assert "[b](f/b%20,é.pdf) ![c](c&%20d.png)\n" in text
    assert "[d]: f/b%20,é.pdf\n" in text


def test_a_tag_of_a_link_in_html_is_the_address_of_the_built_site(tmp_path):
    files = {
        "_config.yml": "plugins: []\n",
        "a.md": '---\nx: y\n---\n# A\n\n<p><a href="{% link b.md %}#c">B</a></p>\n\n[B]({% link b.md %})\n',
        "b.md": "---\npermalink: /d/b/\n---\n# B\n",
    }
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    text = (source / "a.md").read_text()
    assert '<a href="/d/b/#c">B</a>' in text
    assert "[B](b.md)" in text


def test_front_matter_without_a_value_is_none_of_myst(tmp_path):
    files = {"_config.yml": "plugins: []\n", "a.md": "---\n---\n# A\n", "b.md": "---\n# c\n\n---\n# B\n"}
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    assert [(source / name).read_text() for name in ("a.md", "b.md")] == ["# A\n", "---\n# c\n\n{}\n---\n# B\n"]


@pytest.mark.parametrize(("setting", "leads_to"), [("", "[a](../c.md)"), ("  trailingSlash: true,\n", "[a](c.md)")])
def test_relative_links_of_docusaurus_start_from_addresses_without_a_slash(tmp_path, setting, leads_to):
    files = {
        "docusaurus.config.js": f"module.exports = {{\n{setting}}};\n",
        "docs/c.md": "# C\n",
        "docs/a/b.md": "# B\n[a](../c)\n",
        "docs/a/c.md": "# C\n",
    }
    source = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b") / "source"
    assert leads_to in (source / "docs" / "a" / "b.md").read_text()


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("date", "a-b/2026/01/02/hello-you.html"),
        ("pretty", "a-b/2026/01/02/hello-you/"),
        ("none", "a-b/hello-you.html"),
        ("/:short_year/:i_month/:i_day/:slug", "26/1/2/hello-you.html"),
        ("/:unknown/:title/", None),
    ],
)
def test_styles_of_addresses(tmp_path, permalink, url):
    files = {
        "_config.yml": f"permalink: {permalink}\n",
        "_posts/2026-01-02-hello-you.md": "---\ncategory: a-b\n---\nHello.\n",
    }
    assert urls_of(source_of(write_tree(tmp_path, files))) == {"_posts/2026-01-02-hello-you.md": url}


def test_a_site_of_jekyll_becomes_a_project_whose_pages_have_titles(tmp_path):
    project = taken_over(write_tree(tmp_path / "a", JEKYLL), tmp_path / "b")
    source = project / "source"
    assert (source / "about.md").read_text() == "---\npermalink: /who/\n---\n# About\n\nAbout.\n"
    assert (source / "docs" / "page.md").read_text() == "# Page\n\nPage.\n"
    assert (source / "_posts" / "2026-1-02-hello-you.md").read_text().endswith("---\n# Hello you\n\nHello.\n")
    assert "redirects" in (project / "conf.py").read_text()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"_config.yml": "permalink: [\n", "Gemfile": "", "a.md": "---\n---\n"}, ["_config.yml:", "accepted"]),
        ({"_config.yml": "- a\n", "Gemfile": "", "a.md": "---\n---\n"}, ["_config.yml:1:1", "mapping"]),
        ({"_config.yml": "title: x\n", "Gemfile": ""}, ["no page"]),
        ({"docusaurus.config.js": "", "README.md": "x"}, ["no page"]),
    ],
)
def test_a_site_that_cannot_be_read_gets_one_message(tmp_path, files, words):
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, files))
    message = str(caught.value.args[0])
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"---\nslug: [\n---\nx", b"---\nslug: 3\nid: [1]\n---\nx", b"", b":::", b"<Tabs", b"export {"],
)
@pytest.mark.parametrize("config", ["docusaurus.config.js", "_config.yml"])
def test_no_page_breaks_a_takeover(tmp_path, content, config):
    root = write_tree(
        tmp_path / "a", {config: "permalink: pretty\n", "docs/bad.md": content, "docs/good.md": "---\n---\n# Good\n"}
    )
    project = taken_over(root, tmp_path / "b")
    assert (project / "source" / "docs" / "bad.md").exists()


def test_the_navigation_of_just_the_docs_is_that_of_front_matter(tmp_path):
    def page(title, **more):
        lines = "".join(f"{name}: {value}\n" for name, value in more.items())
        return f"---\ntitle: {title}\n{lines}---\n# {title}\n"

    files = {
        "_config.yml": "theme: just-the-docs\n",
        "index.md": page("Home", nav_order=1),
        "z.md": page("Zeta", nav_order=2, child_nav_order="desc"),
        "a.md": page("Alpha", nav_order=10),
        "b.md": page("Beta"),
        "x/one.md": page("One", parent="Zeta", nav_order=1),
        "x/two.md": page("Two", parent="Zeta", nav_order=2),
        "x/deep.md": page("Deep", parent="One", grand_parent="Zeta"),
        "x/other.md": page("Other", parent="One", grand_parent="Alpha"),
        "hidden.md": page("Hidden", nav_exclude="true"),
        "c1.md": page("C1", parent="C2"),
        "c2.md": page("C2", parent="C1"),
    }
    source = source_of(write_tree(tmp_path, files))

    def tree(items):
        return [(item.page, tree(item.items)) if item.items else item.page for item in items]

    zeta = ("z.md", ["x/two.md", ("x/one.md", ["x/deep.md"])])
    assert tree(source.navigation.items) == ["index.md", zeta, "a.md", "b.md"]
    made = taken_over(tmp_path, tmp_path.parent / f"{tmp_path.name}-made") / "source"
    assert "Two </x/two>\nOne </x/one>\n" in (made / "z.md").read_text()
    outside = (made / "pages-outside-navigation.md").read_text()
    assert all(f"/{name}\n" in outside for name in ("hidden", "c1", "c2", "x/other"))
