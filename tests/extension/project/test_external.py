"""Other projects' registries: published, referred to, shown, checked, and never fetched by a build."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.cli import main
from sphinx_excellence.findings import Place
from sphinx_excellence.loader.load import load
from sphinx_excellence.settings import ExternalSource
from tests.conftest import CONF, Project
from tests.extension.knowledge import SITE

CORE = {
    "data/a.yaml": "tiers:\n  gold: {title: Golden}\n  platinum: {rank: 5, title: Platinum, symbol: P}\npatterns:\n"
    "  saga: {title: 'Saga & <co>', aliases: [sagas], tier: gold, introduced: 1987}\n"
    "  best: {title: Best, tier: platinum}\n"
    "decisions:\n  adr-1: {title: Use sagas, status: accepted, date: 2026-01-01}\n",
    "source/index.md": "# Core\n\n```{toctree}\nsaga\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
}
OURS = {
    "conf.py": CONF + 'excellence_external = {"core": ("https://core.example.org/", "core/excellence.json")}\n',
    "data/a.yaml": "patterns:\n  old: {title: Old, tier: bronze, alternatives: [{pattern: core:saga, when: Always}], "
    "evolution: {to: [core:sagas]}, introduced: 1980}\n",
    "source/index.md": "# Ours\n\n```{pattern-tier} old\n```\n\nSee {pattern}`core:saga`, {pattern}`it <core:sagas>`, "
    "{pattern}`core:best`, {adr}`core:adr-1` and {pattern}`!core:saga`.\n",
}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@pytest.fixture
def projects(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    core, ours = Project(tmp_path / "core-project"), Project(tmp_path / "ours")
    core.write({"conf.py": CONF, **CORE})
    ours.write(OURS)
    return core, ours


def publish(core, ours):
    result = core.build("html")
    ours.write({"core/excellence.json": result.text("excellence.json")})
    return json.loads(result.text("excellence.json"))


def test_the_html_builders_publish_the_registry_with_the_addresses_of_its_pages(project):
    project.write(SITE)
    published = {}
    for builder, address in (
        ("html", "saga.html#record-pattern-saga"),
        ("dirhtml", "saga/#record-pattern-saga"),
        ("singlehtml", "#record-pattern-saga"),
    ):
        result = project.build(builder, "-W")
        published[builder] = json.loads(result.text("excellence.json"))
        assert published[builder]["pages"]["patterns"]["saga"] == address
    exported = CliRunner().invoke(main, ["export", "--root", str(project.root)]).stdout
    for content in published.values():
        assert {**content, "pages": {}} == json.loads(exported)
    assert not (project.build("text").out / "excellence.json").exists()


def test_a_builder_that_comes_later_publishes_what_another_has_read(project):
    project.write(SITE)
    project.build("dirhtml")
    project.write({"data/all.yaml": SITE["data/all.yaml"].replace("title: Odd", "title: Even")})
    project.build("html")
    assert '"Even"' in project.build("dirhtml").text("excellence.json")
    (project.root / "out-dirhtml/excellence.json").unlink()
    assert '"Even"' in project.build("dirhtml").text("excellence.json")


def test_a_registry_that_cannot_be_written_ends_the_build_every_time(project):
    project.write({**SITE, "out-html/excellence.json/in-the-way": ""})
    for _run in range(2):
        result = project.build("html")
        assert result.code != 0
        assert any("excellence.json" in line for line in result.warnings)


def test_what_is_referred_to_is_linked_with_its_own_badge(projects):
    core, ours = projects
    publish(core, ours)
    result = ours.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    page = BeautifulSoup(result.text("index.html"), "html.parser").find(class_="body")
    text = " ".join(page.text.split())
    assert "See Saga & <co> Golden, it Golden, Best P Platinum, Use sagas and Saga & <co> Golden." in text.replace(
        "🏆 ", ""
    )
    addresses = [a["href"] for a in page.find_all("a", class_="external") if "core.example" in a["href"]]
    assert set(addresses) == {"https://core.example.org/saga.html#record-pattern-saga"}
    assert len(addresses) == 4


def test_what_changes_there_is_found_here_and_only_the_pages_that_show_it_are_read(projects):
    core, ours = projects
    publish(core, ours)
    assert ours.build("html", "-W").code == 0
    core.write({"data/a.yaml": CORE["data/a.yaml"].replace("tier: gold", "tier: bronze, no_alternative: None.")})
    publish(core, ours)
    result = ours.build("html", "-W")
    assert [line.rpartition("[")[2] for line in result.warnings] == ["excellence.dead-alternative]"]
    assert (
        "data/a.yaml:2:35: WARNING: pattern 'old' has only legacy alternatives: core:saga (bronze)"
        in result.warnings[0]
    )
    assert "Bronze" in result.text("index.html")
    checked = CliRunner().invoke(main, ["check", "--root", str(ours.root)])
    assert "error dead-alternative" in checked.stdout


def test_a_name_that_is_not_there_is_told_with_its_nearest(projects):
    core, ours = projects
    publish(core, ours)
    ours.write({"source/index.md": "# Ours\n\n{pattern}`core:sga` {pattern}`cor:saga`\n"})
    told = [line for line in ours.build("html").warnings if "unknown-reference" in line]
    assert ["did you mean 'core:saga'?" in line for line in told] == [True, True]


def test_a_registry_that_cannot_be_read_is_told_once_and_its_names_are_not(projects):
    _core, ours = projects
    result = ours.build("html", "-W")
    assert [line.rpartition("[")[2] for line in result.warnings] == ["excellence.unreadable-registry]"]
    assert result.warnings[0].startswith(
        "conf.py:8:1: WARNING: the registry 'core' cannot be used: 'core/excellence.json' "
    )
    assert "core:saga" in result.text("index.html")


def test_fetch_brings_the_file_and_keeps_the_old_one_where_the_new_is_unusable(projects):
    core, ours = projects
    published = core.build("html").out
    handler = partial(_Silent, directory=str(published))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        ours.write({"conf.py": CONF + f'excellence_external = {{"core": ("{base}", "core/excellence.json")}}\n'})
        file = ours.root / "core/excellence.json"

        def fetch(*names):
            result = CliRunner().invoke(main, ["fetch", "--root", str(ours.root), *names])
            return result.exit_code, result.output

        assert fetch() == (0, "core: core/excellence.json written\n")
        before = file.read_bytes()
        assert before == (published / "excellence.json").read_bytes()
        assert fetch("core") == (0, "core: core/excellence.json is up to date\n")
        (published / "excellence.json").write_text('{"version": 2}')
        code, said = fetch()
        assert (code, "its version is 2" in said) == (1, True)
        (published / "excellence.json").unlink()
        code, said = fetch()
        assert (code, "404" in said) == (1, True)
        assert file.read_bytes() == before
        code, said = fetch("cor")
        assert (code, "did you mean 'core'?" in said) == (2, True)
        server.shutdown()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_export_of_the_command_is_what_the_site_publishes_where_it_knows_the_site(project, builder):
    project.write({
        "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
        "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n",
    })  # fmt: skip
    out = project.build(builder).out
    arguments = ["export", "--root", str(project.root)]
    with_site = CliRunner().invoke(main, [*arguments, "--site", str(out)])
    assert (with_site.stdout, with_site.stderr) == ((out / "excellence.json").read_text(), "")
    assert json.loads(with_site.stdout)["pages"]["patterns"]["saga"].endswith("#record-pattern-saga")
    without = CliRunner().invoke(main, arguments)
    assert json.loads(without.stdout)["pages"] == {}
    assert "name a built site with --site" in without.stderr
    wrong = CliRunner().invoke(main, [*arguments, "--site", str(project.root)])
    assert (wrong.exit_code, "does not exist: name the output folder" in wrong.stderr) == (2, True)


parts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["saga", "title", "gold", "x:y", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["saga", "title", "tier", "id", "a b"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(["tiers", "legacy", "pages", "patterns", "decisions", "case_studies"]), parts))
def test_whatever_stands_in_a_registry_nothing_raises(tmp_path_factory, content):
    root = tmp_path_factory.mktemp("external")
    (root / "a.yaml").write_text("patterns:\n  a: {title: A, alternatives: [{pattern: 'core:saga'}]}\n")
    (root / "core.json").write_text(json.dumps({"version": 1, **content}))
    source = ExternalSource("https://example.org", "core.json", Place("conf.py"))
    loaded = load(root, ["a.yaml"], external={"core": source})
    for kind in ("pattern", "decision", "case-study"):
        for name in loaded.registry.names(kind):
            record = loaded.registry.find(kind, name)
            assert isinstance(record.title, str)
            loaded.registry.address_of(kind, record.id)
    pattern = loaded.registry.pattern("core:saga")
    if pattern is not None:
        loaded.registry.tier_of(pattern)
        loaded.registry.is_legacy(pattern)
