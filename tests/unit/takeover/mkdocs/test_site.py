"""The settings of a site: read as data, whatever tags they have; what has no effect is told, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import kinds, make_site, source_of

from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.mkdocs.read import detects, read
from sphinx_excellence.takeover.mkdocs.site import read_site
from sphinx_excellence.takeover.mkdocs.yaml_data import PythonObject, RelativePath, UnreadableYaml, read_yaml


def test_tags_are_data() -> None:
    data = read_yaml(
        "a: !!python/name:os.system\n"
        "b: !!python/object/apply:os.system [echo]\n"
        "c: !ENV HOME\n"
        "d: !ENV [X, Y, 7]\n"
        "e: !relative $docs_dir\n"
        "f: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
        "g: !other text\n"
    )
    assert data.value["a"] == PythonObject("os.system")
    assert data.value["b"] == PythonObject("os.system", {})
    assert data.value["c"] is None and data.value["d"] == 7
    assert data.value["e"] == RelativePath("$docs_dir")
    assert data.value["f"] == PythonObject("pymdownx.slugs.slugify", {"case": "lower"})
    assert data.value["g"] == "text"
    assert data.variables == (("HOME", 3), ("X", 4), ("Y", 4))
    assert data.line("f") == 6 and data.line("d", 1) == 4 and data.line("nowhere") == 0


@pytest.mark.parametrize("text", ["a: [", "a: &x [*x]", "\x00", "a: b: c", "a: " + "[" * 500])
def test_what_is_not_yaml_is_an_error_with_a_line(text: str) -> None:
    with pytest.raises(UnreadableYaml) as raised:
        read_yaml(text)
    assert raised.value.line >= 1


def test_settings_of_parents_are_merged_at_every_depth(tmp_path: Path) -> None:
    files = {
        "index.md": "# A",
        "/base.yml": "site_name: Base\ntheme: {name: material, language: de}\nsite_url: https://a.example/\n",
    }
    root = make_site(tmp_path, files, "INHERIT: base.yml\nsite_name: Own\ntheme: {logo: a.png}\n")
    site = read_site(root)
    assert site.name == "Own"
    assert site.theme == {"name": "material", "language": "de", "logo": "a.png"}
    assert site.text("site_url") == "https://a.example/"


def test_a_parent_outside_the_folder_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("site_name: Secret\n")
    source = source_of(tmp_path / "site", {"index.md": "# A"}, "INHERIT: ../secret.yml\n")
    assert source.title == "site"
    assert kinds(source)["unread-parent"] == [("mkdocs.yml", 1)]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("docs_dir: nowhere\n", "docs_dir 'nowhere' is not a folder"),
        ("docs_dir: ..\n", "outside the folder"),
        ("docs_dir: [a]\n", "is not a folder"),
        ("- a\n", "holds no settings"),
        ("a: [\n", "mkdocs.yml:2 is not YAML"),
    ],
)
def test_a_site_that_cannot_be_read_is_one_error(tmp_path: Path, config: str, said: str) -> None:
    root = make_site(tmp_path / "site", {"index.md": "# A"}, config)
    with pytest.raises(UnreadableSource, match=said):
        read(root)


def test_the_settings_may_be_in_a_folder_below(tmp_path: Path) -> None:
    make_site(tmp_path / "docs" / "en", {"index.md": "# A"})
    assert detects(tmp_path)
    assert [page.path for page in read(tmp_path).pages] == ["index.md"]
    assert not detects(tmp_path / "nowhere")


def test_every_setting_without_effect_is_told_once_with_its_line(tmp_path: Path) -> None:
    config = (
        "site_name: A\nextra: {b: 1}\nhooks: [a.py]\ntheme:\n  name: material\n  palette: {}\nplugins:\n"
        "  - search\n  - mkdocstrings\n  - odd: {a: 1}\nunheard: 1\nrepo_url: https://a.example\n"
    )
    source = source_of(tmp_path, {"index.md": "# A\n\n::: a.b\n\n```\n::: no\n```\n"}, config)
    at = kinds(source)
    assert at["setting-without-effect"] == [("mkdocs.yml", 2), ("mkdocs.yml", 3), ("mkdocs.yml", 11),
                                            ("mkdocs.yml", 12), ("mkdocs.yml", 6)]  # fmt: skip
    assert at["unknown-plugin"] == [("mkdocs.yml", 10)]
    (told,) = (note for note in source.notes if note.kind == "plugin")
    assert told.line == 9 and told.lossy and "1 places, such as index.md:3" in told.text


@pytest.mark.parametrize(
    "config",
    [
        "site_name: 3\nnav: 7\nplugins: 7\ntheme: [a]\nmarkdown_extensions: 7\nuse_directory_urls: perhaps\n",
        "site_name: {a: b}\nnav: {a: [b, {c: {d: 7}}]}\nplugins: [[a], {b: c, d: e}]\nmarkdown_extensions: [1, {toc: 3}]\n",
        "exclude_docs: [a]\nnot_in_nav: {}\ndraft_docs: 7\nvalidation: x\nsite_url: 7\ntheme: {language: 1, logo: []}\n",
        "markdown_extensions: [toc: {slugify: !!python/name:os.system ''}, pymdownx.superfences: {custom_fences: [7]}, nope]\n",
        'nav: ["http://[", {"a": "//["}, "../../etc/passwd", ""]\n',
    ],
)
def test_no_settings_make_a_traceback(tmp_path: Path, config: str) -> None:
    source = source_of(tmp_path, {"index.md": "# A\n", "b.md": "# B\n"}, config)
    assert {page.path for page in source.pages} == {"index.md", "b.md"}
    assert source.notes
    for page in source.pages:
        assert "<h1" in (page.rendered() or "")
