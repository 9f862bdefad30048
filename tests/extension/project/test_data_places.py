"""Where data is read from: never from what tools have made, from the version that is built, and as -D says."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from sphinx_excellence.findings import Place
from sphinx_excellence.loader.data_files import find_data_files

RECORD = "patterns:\n  saga: {title: Saga, tier: gold, summary: s}\n"
SITE = {"data/a.yaml": RECORD, "source/index.md": "# I\n\n```{pattern-tier} saga\n```\n"}
STRAY = "patterns:\n  stray: {title: Stray}\n"


def conf(project, text):
    project.write({"conf.py": (project.root / "conf.py").read_text() + text})


@pytest.mark.parametrize("doctrees", ["doctrees", "build/doctrees", "build/html/.doctrees"])
def test_a_build_does_not_read_what_builds_have_written(project, doctrees):
    project.write(SITE)
    conf(project, 'excellence_data = ["."]\n')
    for builder in ("html", "json", "excellence", "linkcheck", "text", "html"):
        for out in (f"out-{builder}", f"build/{builder}"):
            result = project.build(builder, "-W", out=out, doctrees=doctrees)
            assert (result.code, result.warnings) == (0, [])
    found = find_data_files(project.root, ["."], setting=Place("conf.py"))[0]
    assert [str(path.relative_to(project.root)) for path in found if path.name != "report.json"] == ["data/a.yaml"]


MADE = [
    ".venv/x.yaml",
    ".git/x.yaml",
    ".hidden.yaml",
    "env/pyvenv.cfg",
    "env/lib/x.yaml",
    "node_modules/p/package.json",
    "a/node_modules/p/package.json",
    "_build/x.json",
    "build/x.json",
    "dist/x.json",
    "cache/CACHEDIR.TAG",
    "cache/x.json",
    "old/.buildinfo",
    "old/searchindex.json",
    "public/.doctrees/environment.pickle",
    "public/output.json",
    "made/doctrees/environment.pickle",
    "made/linkcheck/output.json",
    "other/conf.py",
    "other/data/x.yaml",
    "excellence.schema.json",
    "sub/excellence.json",
    "core/theirs.json",
]


def test_what_tools_have_made_is_no_data_unless_it_is_named(tmp_path):
    for name in [*MADE, "data/build/x.yaml", "data/excellence.yaml", "own/excellence.json"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"version": 1}' if name == "sub/excellence.json" else STRAY)
    (tmp_path / "conf.py").touch()

    def found(*entries):
        without = [tmp_path / "core/theirs.json"]
        paths = find_data_files(tmp_path, entries, setting=Place("conf.py"), without=without)[0]
        return [path.relative_to(tmp_path).as_posix() for path in paths]

    assert found(".") == ["data/build/x.yaml", "data/excellence.yaml", "own/excellence.json"]
    assert found("_build", "old", "sub/excellence.json", "other") == [
        "_build/x.json",
        "old/searchindex.json",
        "other/data/x.yaml",
        "sub/excellence.json",
    ]


def test_a_folder_above_that_of_the_configuration_is_searched_through_it(tmp_path):
    for name in ("docs/conf.py", "docs/data/x.yaml", "elsewhere/conf.py", "elsewhere/y.yaml", "z.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    paths = find_data_files(tmp_path / "docs", [".."], setting=Place("conf.py"))[0]
    assert sorted(path.name for path in paths) == ["x.yaml", "z.yaml"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["excellence_data=data"], []),
        (["excellence_data=data,more"], []),
        (["excellence_data=data/a.yaml,more/b.json"], []),
        (["excellence_rules.no-alternative=off", "excellence_rules.dead-alternative=off"], []),
        (["excellence_as_of=2026-01-01"], []),
        (["excellence_editions.PDF=handbook.pdf"], []),
        (["excellence_external.core=https://core.example.org/,core.json"], []),
        (["excellence_data=dta,more"], ["missing-data"]),
        (["excellence_data=data,"], ["wrong-setting"]),
        (["excellence_rules.no-alternativ=off"], ["wrong-setting"]),
        (["excellence_external.core=core.json"], ["wrong-setting"]),
        (["excellence_as_of=soon"], ["wrong-setting"]),
    ],
)
def test_every_setting_can_be_given_on_the_command_line(project, given, told):
    project.write({**SITE, "more/b.json": "{}", "core.json": '{"version": 1}'})
    arguments = [part for each in given for part in ("-D", each)]
    warnings = project.build("html", *arguments).warnings
    assert [line.rpartition("[excellence.")[2].rstrip("]") for line in warnings if "excellence." in line] == told


@pytest.mark.parametrize(
    "given",
    [
        "typst_pdf_standard=a-2b",
        "typst_pdf_standard=1.7,a-2b",
        "typst_domain_indices=excellence-tiers,py-modindex",
        "typst_domain_indices=0",
        "typst_number_sections=2",
        "typst_number_sections=auto",
        "typst_number_sections=False",
        "typst_font_paths=fonts,more",
        "typst_appendices=index",
        "typst_fonts.text=Noto Serif",
    ],
)
def test_every_setting_of_the_pdf_can_be_given_on_the_command_line(project, given):
    project.write(SITE)
    result = project.build("typst", "-D", given)
    assert not [line for line in result.warnings if "is expected" in line or "override" in line]
    assert result.code == 0


def git(project, *arguments):
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *names, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.mark.skipif(find_spec("sphinx_multiversion") is None, reason="sphinx-multiversion is not here")
@pytest.mark.parametrize("folder", ["", "docs/"])
def test_each_version_shows_its_own_records(project, folder):
    text = (project.root / "conf.py").read_text().replace('"sphinx_ex', '"sphinx_multiversion", "sphinx_ex')
    (project.root / "conf.py").unlink()
    project.write({f"{folder}{name}": content for name, content in {**SITE, "conf.py": text}.items()})
    project.write({".gitignore": "out\n", f"{folder}data/a.yaml": RECORD.replace("summary: s", "summary: OLD")})
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    git(project, "tag", "v1.0")
    project.write({f"{folder}data/a.yaml": RECORD.replace("summary: s", "summary: TODAY, teir: x")})
    git(project, "commit", "-qam", "two")
    command = [sys.executable, "-m", "sphinx_multiversion", "-c", folder or ".", f"{folder}source", "out"]
    done = subprocess.run(command, cwd=project.root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    old, new = ((project.root / f"out/{name}/index.html").read_text() for name in ("v1.0", "main"))
    assert ("OLD" in old, "TODAY" in old) == (True, False)
    assert ("OLD" in new, "TODAY" in new) == (False, True)
    assert done.stderr.count("data/a.yaml:2:") == 1


def test_a_version_is_shown_with_its_own_records_where_the_configuration_is_that_of_today(project):
    # As sphinx-multiversion does it, which is not here everywhere.
    project.write({**SITE, "copy/data/a.yaml": RECORD.replace("summary: s", "summary: OLD, teir: x")})
    versions = {"v1.0": {"confdir": str(project.root / "copy")}}
    values = f'"smv_metadata", {versions!r}, ""), app.add_config_value("smv_current_version", "", ""'
    conf(project, f"def setup(app):\n    app.add_config_value({values})\n")
    build = project.build("html", "-D", "smv_current_version=v1.0", out="old")
    assert "OLD" in build.text("index.html")
    assert [line.partition(" ")[0] for line in build.warnings] == ["copy/data/a.yaml:2:49:"]
    assert "OLD" not in project.build("html", out="new").text("index.html")
