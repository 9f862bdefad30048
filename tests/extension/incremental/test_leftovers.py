"""After a change of settings, tags, templates or sheets an output holds what a clean one holds: no more, nothing older."""

from __future__ import annotations

import zipfile

import pytest

from tests.conftest import CONF
from tests.extension.incremental.test_incremental import built, differences, with_patterns

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"></svg>'
QUIET = CONF + "suppress_warnings = ['excellence', 'toc']\nversion = copyright = '1'\n"
SITE = {
    **with_patterns("ab"),
    "source/other.md": "# Other\n\n````{only} foo\nFOO\n````\n\n![](box.svg) {download}`box.svg` ![](sub/box.svg)\n\n"
    "```{index} Zebra\n```\n\n```{index} Apple\n```\n",
    "source/box.svg": SVG.format(1),
    "source/sub/box.svg": SVG.format(2),
    "static/mine.css": "p {}",
    "static/more.js": "1",
    "extra/extra.css": "extra",
    "templates/layout.html": '{% extends "!layout.html" %}{% block footer %}MINE{% endblock %}',
}
#: Pages that may be in no toctree: before 8.2 Sphinx complains of one in a warning that cannot be suppressed.
ORPHANS = {
    name: f"---\norphan: true\n---\n{text}"
    for name, text in SITE.items()
    if name.endswith(("a.md", "b.md", "other.md"))
}
#: Settings of conf.py, each in a state of its own.
STATES = (
    {},
    {"html_use_index": False},
    {"html_split_index": True},
    {"html_domain_indices": False},
    {"html_domain_indices": ["excellence-tiers"]},
    {"html_copy_source": True},
    {"html_copy_source": True, "html_sourcelink_suffix": ".text"},
    {"html_copy_source": True, "html_show_sourcelink": False},
    {"html_theme": "classic"},
    {"html_theme": "furo"},
    {"html_theme": "bizstyle", "html_use_index": False},
    {"html_file_suffix": ".htm"},
    {"html_static_path": ["static"], "html_css_files": ["mine.css"]},
    {"html_extra_path": ["extra"]},
    {"html_use_opensearch": "https://example.org"},
    {"html_additional_pages": {"more": "layout.html"}},
    {"templates_path": ["templates"]},
    {"html_title": "Another"},
    {"html_search_language": "de"},
    {"language": "de"},
    {"pygments_style": "monokai"},
    {"project": "Renamed"},
    {"epub_basename": "Book"},
    {"html_favicon": "source/box.svg", "html_logo": "source/box.svg"},
)


def conf(settings: dict[str, object]) -> str:
    return QUIET + "".join(f"{name} = {value!r}\n" for name, value in settings.items())


def is_clean(project, builder: str, *arguments: str, note: object = "") -> None:
    """Make sure that what was kept is what a build from nothing makes, but for what holds the time of its making."""
    built(project.build(builder, *arguments, "-E", "-a", doctrees="fresh", out=f"clean-{note}"))
    kept, clean = project.root / "kept", project.root / f"clean-{note}"
    different = [name for name in differences(kept, clean) if not name.endswith((".epub", "content.opf", ".pickle"))]
    assert different == [], note
    packed = [sorted(zipfile.ZipFile(path).namelist()) for root in (kept, clean) for path in root.glob("*.epub")]
    assert packed[:1] == packed[1:], note


KILLED = {
    "language": "de", "html_theme": "classic", "html_static_path": ["static"], "html_css_files": ["mine.css"],
    "html_extra_path": ["extra"], "html_additional_pages": {"more": "layout.html"}, "html_copy_source": True,
}  # fmt: skip
KILL = """
def setup(app):
    import os
    app.connect({event!r}, lambda *arguments: os.kill(os.getpid(), 9), priority={priority})
"""


@pytest.mark.parametrize(
    ("event", "priority", "is_first"), [("doctree-resolved", 999, False), ("build-finished", 0, True)]
)
@pytest.mark.parametrize("builder", ["html", "epub", "singlehtml", "text", "latex"])
def test_a_killed_build_leaves_nothing_behind_after_a_change_of_settings(project, builder, event, priority, is_first):
    project.write({**SITE, "conf.py": conf({})})
    if not is_first:
        built(project.build(builder, doctrees="trees", out="kept"))
    project.write(
        {
            "source/only.md": "---\norphan: true\n---\n# Only\n\n{download}`../static/more.js`\n",
        }
    )
    foreign = {} if builder == "epub" else {"kept/CNAME": "example.org"}  # Sphinx complains of such a file in an e-book
    project.write(foreign)
    for _twice in range(2):
        project.write({"conf.py": conf(KILLED) + KILL.format(event=event, priority=priority)})
        assert project.build_apart(builder, out="kept", doctrees="trees").returncode == -9
        assert event == "doctree-resolved" or len(list((project.root / "kept").rglob("*"))) > 2
    (project.root / "source/only.md").unlink()
    project.write({"conf.py": conf({})})
    built(project.build(builder, doctrees="trees", out="kept"))
    for name in foreign:
        (project.root / name).unlink()
    is_clean(project, builder)
    assert not list((project.root / "trees").glob("*.begun"))


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "singlehtml"])
def test_a_change_of_settings_leaves_nothing_behind(project, builder):
    project.write(SITE)
    for number, state in enumerate(STATES if builder == "html" else STATES[number_of(builder) :: 3]):
        project.write({"conf.py": conf(state)})
        built(project.build(builder, doctrees="trees", out="kept"))
        is_clean(project, builder, note=number)


def number_of(builder: str) -> int:
    return ("dirhtml", "epub", "singlehtml").index(builder)


TAGS = ((), ("-t", "foo"), ("-t", "bar"), ("-t", "bar", "-t", "foo"), ())


@pytest.mark.parametrize("builder", ["text", "xml", "json", "html", "dirhtml", "epub", "man", "latex", "pseudoxml"])
def test_a_tag_that_comes_or_goes_is_noticed_by_every_builder(project, builder):
    project.write({**SITE, "conf.py": QUIET})
    for number, tags in enumerate(TAGS if builder in {"html", "latex"} else TAGS[:2] + TAGS[-1:]):
        built(project.build(builder, *tags, doctrees="trees", out="kept"))
        is_clean(project, builder, *tags, note=number)


CHANGES = {
    "an image is gone": {"source/other.md": "# Other\n\n{download}`box.svg`\n"},
    "a download is gone": {"source/other.md": "# Other\n\n![](box.svg)\n"},
    "images of one name": {"source/other.md": "# Other\n\n![](sub/box.svg)\n"},
    "letters of the index are gone": {"source/other.md": "# Other\n\n```{index} Apple\n```\n"},
    "a template is gone": {"templates/layout.html": None},
    "a template is another": {"templates/layout.html": '{% extends "!layout.html" %}'},
    "a style sheet is another": {"static/mine.css": "p { color: red }"},
    "a script is another": {"static/more.js": "2"},
    "a static file is gone": {"static/more.js": None},
    "an extra file is gone": {"extra/extra.css": None},
    "a page is of another kind": {"source/other.md": None, "source/other.rst": "Other\n=====\n"},
}


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_what_stood_beside_a_page_goes_with_it(project, builder):
    settings = {
        "html_static_path": ["static"], "html_css_files": ["mine.css"], "html_extra_path": ["extra"],
        "html_split_index": True, "html_copy_source": True, "templates_path": ["templates"],
    }  # fmt: skip
    project.write({**SITE, "conf.py": conf(settings)})
    built(project.build(builder, doctrees="trees", out="kept"))
    for number, (change, files) in enumerate(CHANGES.items()):
        for name, text in files.items():
            if text is None:
                (project.root / name).unlink()
            else:
                project.write({name: text})
        built(project.build(builder, doctrees="trees", out="kept"))
        is_clean(project, builder, note=f"{number} {change}")


TOCTREES = (
    "", ":numbered:", ":numbered: 1", ":caption: Pages", ":caption: Others", ":maxdepth: 1", ":titlesonly:", ":hidden:",
    ":includehidden:", ":reversed:", ":name: pages", ":glob:", "",
)  # fmt: skip
TREES = ("other\na", "other\nhttps://example.org", "Title <other>\na\nb", "a\nb\nother", "self\na")


@pytest.mark.parametrize(("builder", "theme"), [("html", "furo"), ("html", "alabaster"), ("text", "alabaster"), ("singlehtml", "alabaster")])  # fmt: skip
def test_any_option_of_a_toctree_may_come_and_go(project, builder, theme):
    sidebars = (
        {"html_theme": theme} if theme == "furo" else {"html_sidebars": {"**": ["globaltoc.html", "relations.html"]}}
    )
    project.write({**SITE, **ORPHANS, "conf.py": conf(sidebars)})
    # Themes and builders have the same tree: the others try some of it.
    options, trees = (TOCTREES, TREES) if theme == "furo" else (TOCTREES[:: 3 if builder == "html" else 4], TREES[::2])
    for number, option in enumerate(options):
        project.write({"source/index.md": f"# Home\n\n```{{toctree}}\n{option}\n\nother\na\nb\n```\n"})
        built(project.build(builder, doctrees="trees", out="kept"))
        is_clean(project, builder, note=number)
    for number, tree in enumerate(trees):
        project.write({"source/index.md": f"# Home\n\n```{{toctree}}\n:numbered:\n\n{tree}\n```\n"})
        built(project.build(builder, doctrees="trees", out="kept"))
        is_clean(project, builder, note=f"tree {number}")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_a_file_of_the_project_wins_over_one_of_the_toolkit(project, builder):
    names = (
        "excellence.css",
        "excellence-tiers.css",
        "excellence-filter.js",
        "excellence-search.css",
        "excellence-drawings.css",
    )
    project.write({**SITE, "conf.py": conf({"html_static_path": ["static"]})})
    built(project.build(builder, doctrees="trees", out="kept"))
    theirs = project.root / "kept" / "_static"
    assert all("mine" not in (theirs / name).read_text() for name in names)
    project.write({f"static/{name}": f"/* mine: {name} */" for name in names})
    built(project.build(builder, doctrees="trees", out="kept"))
    assert all((theirs / name).read_text() == f"/* mine: {name} */" for name in names)
    is_clean(project, builder)
    for name in names:
        (project.root / "static" / name).unlink()
    built(project.build(builder, doctrees="trees", out="kept"))
    assert all("mine" not in (theirs / name).read_text() for name in names)


def test_a_style_sheet_that_conf_names_comes_after_those_of_the_toolkit(project):
    project.write({
        **SITE,
        **ORPHANS,
        "conf.py": conf({"html_static_path": ["static"], "html_css_files": ["mine.css"], "html_js_files": ["more.js"]}),
        "source/index.md": "# Home\n\n```{pattern-catalog}\n:filter:\n```\n\n```{pattern-radar}\n```\n",
    })  # fmt: skip
    built(project.build())
    page = project.build().text("index.html")
    assert max(
        page.index(f"{name}.css") for name in ("excellence", "excellence-tiers", "excellence-filter")
    ) < page.index("mine.css")
    assert page.index("excellence-filter.js") < page.index("more.js")


def test_a_style_file_of_the_project_wins_over_one_of_the_toolkit_in_latex(project):
    project.write({
        **SITE,
        "conf.py": conf({"latex_additional_files": ["tex/sphinxexcellence.sty"]}),
        "tex/sphinxexcellence.sty": "% mine",
    })  # fmt: skip
    assert project.build("latex").text("sphinxexcellence.sty") == "% mine"
