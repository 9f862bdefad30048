"""The navigation is the same, byte for byte, whether each page draws it or all share it."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.conftest import Project

#: Counts how often Sphinx draws the tree.
CONF = """
from sphinx.builders.html import StandaloneHTMLBuilder

project = "Test"
extensions = ["myst_parser", "sphinx_excellence.navigation"]
html_theme = {theme!r}
html_theme_options = {options!r}
html_sidebars = {sidebars!r}
html_copy_source = False
language = {language!r}
locale_dirs = ["locales"]
excellence_navigation = {shared}
drawn = []

ask = StandaloneHTMLBuilder._get_local_toctree

def count(self, name, *arguments, **named):
    drawn.append(name)
    return ask(self, name, *arguments, **named)

def tell(app, error):
    StandaloneHTMLBuilder._get_local_toctree = ask
    (app.outdir / "drawn.txt").write_text("\\n".join(drawn))

def setup(app):
    StandaloneHTMLBuilder._get_local_toctree = count
    app.connect("build-finished", tell)
"""
PAGES = {
    "source/index.md": """
# Home

```{toctree}
:caption: First & "foremost"
:hidden:
part/index
lone
```

```{toctree}
:caption: Second
:numbered:
other/index
Own title <other/deep/index>
External <https://example.org/?a=1&b=2#c>
self
```
""",
    "source/part/index.md": "# Part `code` *em* & <more>\n\n```{toctree}\none\ntwo\nthree\n```\n",
    "source/part/one.md": "# One\n\n## First\n\n### Inner\n\nText.\n\n## Second\n\nText.\n",
    "source/part/two.md": "# Two\n\n## First\n\nText.\n",
    "source/part/three.md": "# Three\n\n```{toctree}\nthree/below\n```\n",
    "source/part/three/below.md": "# Below three\n\n## First\n\nText.\n",
    "source/other/index.md": "# Other\n\n```{toctree}\ndeep/index\n```\n",
    "source/other/deep/index.md": "# Deep\n\n```{toctree}\nmore/last\nmore/other\n```\n",
    "source/other/deep/more/last.md": "---\ntocdepth: 1\n---\n# Last\n\n## First\n\nText.\n",
    "source/other/deep/more/other.md": "# Other of the last\n\nText.\n",
    "source/lone.md": "# Lone\n\n## Only one\n\nText.\n",
    "source/orphan.md": "---\norphan: true\n---\n# Orphan\n",
}
#: Their templates do not bear those of another theme that the process has compiled.
BUILT_APART = {"pydata_sphinx_theme", "sphinx_book_theme"}
GLOBAL = {"**": ["globaltoc.html"]}
THEMES = [
    pytest.param("furo", {}, {}, "html", (), id="furo"),
    pytest.param("furo", {}, {}, "dirhtml", ("-j", "2"), id="furo in folders"),
    pytest.param("furo", {}, {}, "json", (), id="furo in JSON"),
    pytest.param("alabaster", {}, {}, "html", ("-j", "2"), id="alabaster, collapsed"),
    pytest.param("alabaster", {"sidebar_collapse": "false"}, {}, "dirhtml", (), id="alabaster, whole"),
    pytest.param("basic", {"globaltoc_collapse": "false"}, GLOBAL, "html", (), id="basic"),
    pytest.param("sphinx_rtd_theme", {}, {}, "dirhtml", (), id="rtd, collapsed"),
    pytest.param("sphinx_rtd_theme", {"collapse_navigation": False}, {}, "html", (), id="rtd, whole"),
    pytest.param("sphinx_book_theme", {"show_navbar_depth": 0}, {}, "html", (), id="book"),
    pytest.param("pydata_sphinx_theme", {"show_nav_level": 2}, {}, "html", (), id="pydata"),
]


def built(folder, pages, builder="html", arguments=(), **conf):
    """Return the pages of a build, what it warned of, and how often Sphinx drew the tree; shared, and not."""
    project = Project(folder)
    project.write(pages)
    results = []
    for shared in (False, True):
        settings = {"theme": "alabaster", "options": {}, "sidebars": {}, "language": "en", **conf, "shared": shared}
        project.write({"source/conf.py": "", "conf.py": CONF.format(**settings)})
        out = folder / f"out-{shared}"
        if settings["theme"] in BUILT_APART:
            done = project.build_apart(builder, "-E", "-a", *arguments, out=out.name, doctrees="doctrees")
            code, warnings = done.returncode, done.stderr.splitlines()
        else:
            result = project.build(builder, "-E", "-a", *arguments, out=out.name)
            code, warnings = result.code, result.warnings
        assert code == 0, warnings
        files = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.suffix in {".html", ".fjson"}
        }
        results.append((files, warnings, (out / "drawn.txt").read_text().splitlines()))
    return results


@pytest.mark.parametrize(("theme", "options", "sidebars", "builder", "arguments"), THEMES)
def test_each_page_has_the_bytes_that_it_would_have(tmp_path, theme, options, sidebars, builder, arguments):
    plain, shared = built(tmp_path, PAGES, builder, arguments, theme=theme, options=options, sidebars=sidebars)
    assert len(plain[0]) > len(PAGES) - 1
    assert [name for name in plain[0] if plain[0][name] != shared[0].get(name)] == []
    assert plain[0].keys() == shared[0].keys()
    assert shared[1] == plain[1]
    if not arguments and builder != "json":
        # Those that stand twice in the tree, or below a page whose depth is set, and a sample of the others.
        assert "part/one" in plain[2] or theme == "pydata_sphinx_theme"
        assert "part/two" not in shared[2]


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_a_translated_site_has_the_titles_of_its_language(tmp_path, theme):
    catalogue = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Lone"\nmsgstr "Allein & für sich"\n'
    )
    pages = {**PAGES, "source/locales/de/LC_MESSAGES/lone.po": catalogue}
    plain, shared = built(tmp_path, pages, theme=theme, language="de")
    assert "Allein &amp; für sich" in shared[0]["part/two.html"].decode()
    assert shared[:2] == plain[:2]


def test_what_sphinx_says_of_the_tree_is_said_as_often(tmp_path):
    pages = {
        "source/index.md": "# Home\n\n```{toctree}\na\nb\nuntitled\n```\n",
        "source/a.md": "# A\n\n```{toctree}\nc\n```\n",
        "source/b.md": "# B\n",
        "source/c.md": "# C\n",
        "source/untitled.md": "Text alone.\n",
    }
    plain, shared = built(tmp_path, pages, options={"sidebar_collapse": "false"})
    assert sum("have a title" in each for each in plain[1]) > len(pages)
    assert shared == plain


def said_and_written(folder, theme, extra):
    """Return what a build says, and the pages of it, where an extension does something in its ``setup``."""
    project = Project(folder)
    conf = CONF.format(theme=theme, options={}, sidebars={}, language="en", shared=True)
    project.write({**PAGES, "conf.py": conf + textwrap.indent(textwrap.dedent(extra), "    ")})
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-c", ".", "-d", "doctrees", "source", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    pages = {path.relative_to(folder / "out").as_posix(): path.read_text() for path in (folder / "out").rglob("*.html")}
    return done.stdout, pages


def test_a_tree_that_is_another_on_each_page_is_drawn_as_ever_and_told_once(tmp_path):
    """Something has changed what Sphinx makes of the tree, so that it depends on the page."""
    said, pages = said_and_written(
        tmp_path,
        "alabaster",
        """
        def change(self, name, *arguments, **named):
            return f"<b>{name}</b>" + ask(self, name, *arguments, **named)

        StandaloneHTMLBuilder._get_local_toctree = change
        """,
    )
    assert said.count("navigation: drawn anew for each page") == 1
    for name in ("part/one", "lone", "orphan"):
        assert pages[f"{name}.html"].count(f"<b>{name}</b>") == 1


@pytest.mark.parametrize("theme", ["furo", "alabaster", "sphinx_rtd_theme"])
def test_a_page_that_another_extension_gives_a_tree_has_that(tmp_path, theme):
    """A page 404, as sphinx-notfound-page makes it: its links begin at the root of the site."""
    said, pages = said_and_written(
        tmp_path,
        theme,
        """
        def root(app, name, template, context, doctree):
            ask = context.get("toctree")
            if name == "lone":
                context["toctree"] = lambda **arguments: ask(**arguments).replace('href="', 'href="/en/')

        app.connect("html-page-context", root, priority=400)
        """,
    )
    assert said.count("navigation: drawn anew where another extension gives the tree, as on lone") == 1
    assert "navigation: drawn anew for each page" not in said
    assert 'href="/en/part/index.html"' in pages["lone.html"]
    assert not [name for name, text in pages.items() if "/en/" in text and name != "lone.html"]


def test_an_edit_of_a_title_is_in_the_tree_of_all_pages(tmp_path):
    project = Project(tmp_path)
    project.write({**PAGES, "conf.py": CONF.format(theme="furo", options={}, sidebars={}, language="en", shared=True)})
    project.build()
    project.write({"source/lone.md": "# Changed\n"})
    edited = project.build()
    project.build("html", "-E", "-a", out="out-anew", doctrees="doctrees-anew")
    for path in sorted(edited.out.rglob("*.html")):
        name = path.relative_to(edited.out)
        if b"Changed" in path.read_bytes():
            assert path.read_bytes() == (tmp_path / "out-anew" / name).read_bytes()
    assert "Changed" in (edited.out / "lone.html").read_text()
