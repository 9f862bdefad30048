"""An incremental build is a clean build: random edits, compared byte for byte with a build from nothing."""

from __future__ import annotations

import filecmp
import pickle
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sphinx_excellence.extension.markup.directives import DIRECTIVES as ALL_DIRECTIVES
from sphinx_excellence.extension.markup.directives.base import RecordDirective
from sphinx_excellence.loader.load import load
from sphinx_excellence.model.annotated_values import _inside, _steps
from sphinx_excellence.model.fields import ReferenceTo
from sphinx_excellence.model.kinds import KINDS
from tests.conftest import CONF
from tests.extension.incremental.random_edits import DIRECTIVES, ROLES, TIERS, Base
from tests.extension.incremental.random_settings import Site


def built(result) -> None:
    """Make sure that a build came to its end."""
    assert result.code == 0 and not result.warnings, "\n".join(result.warnings)


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same, byte for byte, in two folders."""
    names = {p.relative_to(root) for root in (one, other) for p in root.rglob("*") if p.is_file()}
    return sorted(
        str(name)
        for name in names
        if not ((one / name).is_file() and (other / name).is_file())
        or not (filecmp.cmp(one / name, other / name, shallow=False) or _hold_the_same(one / name, other / name))
    )


def _hold_the_same(one: Path, other: Path) -> bool:
    """Whether two pickled pages hold the same: which of equal texts are one object, which their bytes tell, is chance."""
    if one.suffix != ".fpickle":
        return False
    return repr(pickle.loads(one.read_bytes())) == repr(pickle.loads(other.read_bytes()))


#: How many edits a build has to catch up with.
EDITS_A_STEP = 3


@pytest.mark.parametrize(
    ("seed", "theme", "steps"),
    [(1, "alabaster", 6), (2, "alabaster", 5), (3, "alabaster", 3), (4, "furo", 3)],
)
def test_after_random_edits_an_incremental_build_is_a_clean_build(project, seed, theme, steps):
    base = Base(seed, theme)
    base.write(project.root)
    project.build("html", doctrees="kept", out="html")
    project.build("text", doctrees="kept", out="text")
    made = []
    for step in range(steps):
        made += [base.edit() for _ in range(EDITS_A_STEP)]
        base.write(project.root)
        jobs = ("-j", str(1 + step % 2))
        for builder in base.random.sample(("html", "text"), 2):
            project.build(builder, *jobs, doctrees="kept", out=builder)
        shutil.rmtree(project.root / "fresh", ignore_errors=True)
        for builder in ("html", "text"):
            clean = f"clean-{builder}"
            shutil.rmtree(project.root / clean, ignore_errors=True)
            built(project.build(builder, doctrees="fresh", out=clean))
            different = differences(project.root / builder, project.root / clean)
            assert different == [], f"{builder} after step {step}: {made[-4:]}"


@pytest.mark.parametrize(
    ("seed", "builders", "steps"),
    [(1, ("html", "text"), 4), (2, ("dirhtml", "json"), 3), (3, ("epub", "singlehtml"), 3)],
)
def test_after_random_changes_of_all_that_surrounds_pages_too(project, seed, builders, steps):
    site = Site(seed)
    site.write(project.root)
    for builder in builders:
        project.build(builder, doctrees="kept", out=builder)
    made = []
    for step in range(steps):
        made += [site.edit() for _ in range(site.random.choice((1, 2, 3)))]
        site.write(project.root)
        kept = {
            builder: project.build(builder, "-j", str(1 + step % 2), *site.arguments(), doctrees="kept", out=builder)
            for builder in site.random.sample(builders, len(builders))
        }
        for builder in builders:
            shutil.rmtree(project.root / "clean", ignore_errors=True)
            shutil.rmtree(project.root / "fresh", ignore_errors=True)
            clean = project.build(builder, *site.arguments(), doctrees="fresh", out="clean")
            timed = (".epub", "content.opf", ".pickle")
            different = differences(project.root / builder, project.root / "clean")
            assert [name for name in different if not name.endswith(timed)] == [], f"{builder} {step}: {made[-6:]}"
            assert sorted(kept[builder].warnings) == sorted(clean.warnings), f"{builder} {step}: {made[-6:]}"
            assert kept[builder].code == clean.code == 0


def test_pages_that_show_unknown_ids_are_read_again_when_records_or_aliases_of_them_come_and_go(project):
    base = Base(7, "alabaster")
    patterns = base.records["patterns"]
    states = [
        {},  # every banner, timeline, matrix, playbook, decision, case study, link and role names somebody unknown
        patterns,
        {"sole": {"title": "Sole", "aliases": sorted(patterns)}},
        {"sole": {"title": "Sole"}, "other": {"title": "Other", "aliases": sorted(patterns)}},
        {},
    ]
    for number, state in enumerate(states):
        base.records["patterns"] = state
        base.file_of |= dict.fromkeys(state, "one")
        base.write(project.root)
        built(project.build(doctrees="kept", out="kept-out"))
        built(project.build(doctrees=f"fresh-{number}", out=f"clean-{number}"))
        assert differences(project.root / "kept-out", project.root / f"clean-{number}") == []


def with_patterns(names: str, *, shown: bool = True) -> dict[str, str]:
    """Return a project with patterns and the pages of those, which show them or only speak of them."""
    banner = "```{{pattern-tier}} {name}\n```" if shown else "Text."
    records = "".join(f"  {name}: {{title: Pattern}}\n" for name in names)
    return {
        "data/a.yaml": f"patterns:\n{records}" if records else "patterns: {}\n",
        "source/index.md": f"# Home\n\n```{{toctree}}\n{chr(10).join(['other', *names])}\n```\n",
        "source/other.md": "# Other\n\nText.\n",
        **{f"source/{name}.md": f"# {name}\n\n{banner.format(name=name)}\n" for name in names},
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
@pytest.mark.parametrize("gone", ["pages", "banners"])
def test_indices_that_list_nothing_any_more_are_gone_and_so_are_the_links_to_them(project, builder, gone):
    # A theme that links the indices from every page.
    more = 'html_theme = "classic"\nversion = copyright = "1"\nsuppress_warnings = ["excellence"]\n'
    project.write({"conf.py": CONF + more, **with_patterns("ab")})
    project.build(builder, doctrees="kept", out="kept-out")
    indices = list((project.root / "kept-out").glob("excellence-tiers*"))
    assert len(indices) == 1
    if gone == "pages":
        for name in "ab":
            (project.root / f"source/{name}.md").unlink()
    project.write(with_patterns("") if gone == "pages" else with_patterns("ab", shown=False))
    built(project.build(builder, doctrees="kept", out="kept-out"))
    built(project.build(builder, doctrees="fresh", out="clean"))
    packed = [zipfile.ZipFile(path).namelist() for path in sorted(project.root.glob("*/*.epub"))]
    assert packed[:1] == packed[1:]
    # An archive and its list of contents hold the time of their making.
    timed = {"Test.epub", "content.opf"}
    assert set(differences(project.root / "kept-out", project.root / "clean")) <= timed


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_two_clean_builds_are_the_same_whatever_the_number_of_jobs(project, theme):
    Base(9, theme).write(project.root)
    for name, jobs in (("a", "1"), ("b", "2"), ("c", "1")):
        built(project.build("html", "-j", jobs, doctrees=f"trees-{name}", out=name))
    assert differences(project.root / "a", project.root / "b") == []
    assert differences(project.root / "a", project.root / "c") == []


def declared_references(model, path=()):
    """Yield the keys that lead to each reference that records of a model may hold."""
    for step in _steps(model, ReferenceTo):
        field = model.model_fields[step.attribute]
        _mark, inner = _inside(field.annotation, tuple(field.metadata))
        if step.mark is not None:
            yield (*path, step.key)
        for part in inner:
            yield from declared_references(part, (*path, step.key))


IDS = {"best", "first", "any", *TIERS}


def test_the_edits_name_strangers_in_every_reference_and_every_directive(tmp_path):
    declared = {(kind.name, keys) for kind in KINDS for keys in declared_references(kind.model)}
    named = set()
    for seed in range(30):
        root = tmp_path / str(seed)
        Base(seed, "alabaster").write(root)
        registry = load(root, ["data"]).registry
        for kind in KINDS:
            for record_id in registry.of_kind(kind.name):
                for marked in registry.references_of(kind.name, record_id):
                    if not registry.is_known(marked.mark.kind, marked.value):
                        # Columns, problems, scales and tiers go by ids, which are no keys of the model.
                        keys = tuple(key for key in marked.path if isinstance(key, str) and key not in IDS)
                        named.add((kind.name, keys))
    assert named == declared
    assert set(ROLES) == {kind.key for kind in KINDS}
    shown = {name for name, directive in ALL_DIRECTIVES.items() if issubclass(directive, RecordDirective)}
    assert shown == {name.split()[0] for names in DIRECTIVES.values() for name in names}


def test_the_edits_are_at_least_fifty():
    steps = test_after_random_edits_an_incremental_build_is_a_clean_build.pytestmark[0].args[1]
    assert sum(EDITS_A_STEP * case[2] for case in steps) >= 50


def quiet_run(project) -> tuple[list[str], int, bool]:
    """Build in a process of its own; return its warnings, how it ended, and whether it loaded the models."""
    code = (
        "import sys\n"
        "from sphinx.cmd.build import build_main\n"
        "code = build_main(['-b', 'html', '-W', '--keep-going', '-q', '-c', '.', 'source', 'out'])\n"
        "print('LOADED', code, 'pydantic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, check=False)
    ended = done.stdout.splitlines()[-1].split()
    return sorted(done.stderr.splitlines()), int(ended[1]), ended[2] == "True"


QUIET = {
    "data/a.yaml": "patterns:\n  old: {title: Old, tier: bronze}\n  new: {title: New, tier: gold}\n",
    "source/index.md": "# Home\n\n```{toctree}\nold\n```\n",
    "source/old.md": "# Old\n\n```{pattern-tier} old\n```\n",
}


def test_a_run_with_nothing_to_do_loads_no_record_and_says_the_same(project):
    project.write(QUIET)
    first, code, loaded = quiet_run(project)
    assert (code, loaded) == (1, True)
    assert "no-alternative" in first[0]
    assert quiet_run(project) == (first, 1, False)


@pytest.mark.parametrize(
    "change",
    [
        {"data/a.yaml": QUIET["data/a.yaml"] + "  more: {title: More, tier: bronze}\n"},
        {"data/b.yaml": "patterns:\n  more: {title: More, tier: bronze}\n"},
        {"conf.py": CONF + "excellence_rules = {'no-alternative': 'info'}\n"},
        {"source/old.md": "# Old\n\n```{pattern-tier} new\n```\n\n{pattern}`odl`\n"},
    ],
)
def test_whatever_findings_depend_on_ends_the_quiet(project, change):
    project.write(QUIET)
    before = quiet_run(project)
    assert quiet_run(project) == (before[0], before[1], False)
    project.write(change)
    after, _code, loaded = quiet_run(project)
    assert loaded
    assert after != before[0]


def test_a_page_read_by_a_run_that_failed_does_not_bring_back_older_findings(project):
    project.write(QUIET)
    quiet_run(project)
    project.write({
        "source/old.md": "# Old\n\nNo banner.\n",
        "conf.py": CONF + "def setup(app):\n    import os\n    if os.path.exists('fail'):\n"
        "        app.connect('doctree-resolved', lambda *a: 1 / 0)\n",
        "fail": "",
    })  # fmt: skip
    assert quiet_run(project)[1] == 2  # the build breaks down while it writes
    (project.root / "fail").unlink()
    assert any("missing-banner" in line for line in quiet_run(project)[0])
