"""Every file of every builder is the same whatever the number of processes."""

from __future__ import annotations

import pytest

from tests.extension.incremental.random_edits import Base
from tests.extension.incremental.test_incremental import built, differences

#: What Sphinx writes with the time of its making, and what it pickles, in which sets have any order.
TIMED = (".epub", "content.opf", "environment.pickle", ".pot")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"></svg>'
BUILDERS = (
    "html", "dirhtml", "singlehtml", "epub", "json", "pickle", "text", "xml", "pseudoxml", "latex", "texinfo", "man",
    "gettext", "excellence",
)  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_file_is_the_same_whatever_the_number_of_processes(project, builder):
    base = Base(11, "alabaster")
    base.write(project.root)
    conf = (project.root / "conf.py").read_text() + "version = copyright = '1'\n"
    # What only some pages load, and images of one name on pages that several processes read.
    project.write({
        "conf.py": conf.replace('["excellence",', '["excellence", "docutils", "app",'),
        **{f"source/{folder}/zz.md": "# Zz\n\n![](same.svg)\n\n$$a$$\n\n{download}`same.svg`\n" for folder in ("alpha", "beta")},
        **{f"source/{folder}/same.svg": SVG.format(number) for number, folder in enumerate(("alpha", "beta"))},
        "source/alpha/aa.md": "---\norphan: true\n---\n# Aa\n\n```{pattern-catalog}\n:filter:\n```\n",
    })  # fmt: skip
    several = ("2", "3") if builder == "html" else ("3",)
    for jobs in ("1", *several):
        project.build(builder, "-j", jobs, doctrees=f"trees-{jobs}", out=f"out-{jobs}")
    first = project.root / "out-1"
    for jobs in several:
        different = [name for name in differences(first, project.root / f"out-{jobs}") if not name.endswith(TIMED)]
        assert different == []


@pytest.mark.parametrize("builder", ["html", "json"])
def test_images_of_one_name_keep_their_names_when_one_comes_or_goes(project, builder):
    shown = "# {0}\n\n![]({0}/box.svg)\n"
    project.write({f"source/{name}/box.svg": SVG.format(number) for number, name in enumerate("abc")})
    project.write({f"source/{name}.md": shown.format(name) for name in "abc"})
    project.write({"data/a.yaml": "{}", "source/index.md": "# Home\n\n```{toctree}\na\nb\nc\n```\n"})
    states = (
        {},
        {"source/a.md": "# a\n"},
        {"source/a.md": shown.format("a")},
        {"source/c.md": shown.format("a")},
        {"source/b.md": "# b\n"},
    )
    for number, state in enumerate(states):
        project.write(state)
        built(project.build(builder, doctrees="trees", out="kept"))
        built(project.build(builder, doctrees=f"fresh-{number}", out=f"clean-{number}"))
        different = differences(project.root / "kept", project.root / f"clean-{number}")
        assert [name for name in different if not name.endswith(TIMED)] == [], number
