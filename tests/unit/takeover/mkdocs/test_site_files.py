"""The pages and addresses of a site are those of MkDocs; the HTML is that of its converter, and nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import kinds, source_of

FILES = {
    "index.md": "# Home",
    "guide/README.md": "# Guide",
    "guide/saga.md": "# Saga",
    "both/index.md": "# Index",
    "both/README.md": "# Readme",
    "note.markdown": "# Note",
    "img/a.png": "x",
    "draft.md": "# Draft",
    "out.md": "# Out",
}


@pytest.mark.parametrize(
    ("directory", "urls"),
    [
        ("true", {"index.md": "", "guide/README.md": "guide/", "guide/saga.md": "guide/saga/", "both/index.md": "both/",
                  "both/README.md": None, "note.markdown": "note/", "draft.md": None}),
        ("false", {"index.md": "index.html", "guide/README.md": "guide/index.html", "guide/saga.md": "guide/saga.html",
                   "both/index.md": "both/index.html", "both/README.md": None, "note.markdown": "note.html", "draft.md": None}),
    ],
)  # fmt: skip
def test_addresses(tmp_path: Path, directory: str, urls: dict[str, str | None]) -> None:
    config = f"site_name: A\nuse_directory_urls: {directory}\ndraft_docs: draft.md\nexclude_docs: out.md\n"
    source = source_of(tmp_path, FILES, config)
    assert {page.path: page.url for page in source.pages} == urls
    assert source.assets == ("img/a.png",)
    assert source.settings["targets"] == {"guide/README.md": "guide/index.md", "note.markdown": "note.md"}
    at = kinds(source)
    assert at["readme-beside-index"] == [("both/README.md", 0)]
    assert at["draft"] == [("draft.md", 0)]
    assert at["excluded-files"] == [("mkdocs.yml", 4)]


def test_of_two_pages_at_one_address_the_last_one_stays(tmp_path: Path) -> None:
    source = source_of(tmp_path, {"index.md": "# A", "a.md": "# B", "a/README.md": "# C"})
    assert {page.path: page.url for page in source.pages} == {"index.md": "", "a.md": None, "a/README.md": "a/"}
    assert source.settings["targets"] == {"a.md": "a-2.md", "a/README.md": "a/index.md"}
    assert kinds(source)["same-address"] == [("a.md", 0)]


def test_a_link_out_of_the_tree_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret")
    (tmp_path / "site" / "docs").mkdir(parents=True)
    (tmp_path / "site" / "docs" / "secret.md").symlink_to(tmp_path / "secret.md")
    source = source_of(tmp_path / "site", {"index.md": "# A"})
    assert [page.path for page in source.pages] == ["index.md"]
    assert kinds(source)["outside-link"] == [("secret.md", 0)]


def rendered(root: Path, text: str, config: str = "", **files: str) -> str:
    source = source_of(root, {"index.md": text, **files}, f"site_name: A\n{config}")
    return next(page for page in source.pages if page.path == "index.md").rendered() or ""


def test_the_body_is_that_of_the_site(tmp_path: Path) -> None:
    config = "markdown_extensions: [admonition, attr_list, pymdownx.keys, {pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}}]\n"
    text = "---\ntitle: T\n---\n# A b\n\n!!! note\n    In it\n\n[x](b.md#c) ++ctrl++ :smile: :material-check: {#y}\n"
    html = rendered(tmp_path, text, config, **{"b.md": "# B"})
    assert '<h1 id="a-b">A b</h1>' in html
    assert '<div class="admonition note">' in html
    assert 'href="b/#c"' in html
    assert '<kbd class="key-control">' in html
    assert "\N{SMILING FACE WITH OPEN MOUTH AND SMILING EYES}" in html
    assert ":material-check:" not in html.replace('title=":material-check:"', "")
    assert "title: T" not in html


@pytest.mark.parametrize(
    ("options", "identifier"),
    [
        ("", "foo-b-r_1"),
        ("{slugify: !!python/name:markdown.extensions.toc.slugify_unicode ''}", "foo-bär_1"),
        ("{slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}", "foo--bär_1"),
        ("{slugify: !!python/name:os.system ''}", "foo-b-r_1"),
        ("{separator: _, permalink: true}", "foo_b_r_1"),
    ],
)
def test_anchors_are_those_of_the_site(tmp_path: Path, options: str, identifier: str) -> None:
    config = f"markdown_extensions: [toc: {options}]\n" if options else ""
    html = rendered(tmp_path, "# A\n\n## Foo & Bär\n\n## Foo & Bär\n", config)
    expected = identifier.replace("b-r", "bar").replace("b_r", "bar")
    assert f'id="{expected}"' in html


def test_snippets_stay_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "linked.txt").symlink_to(tmp_path / "secret.txt")
    text = '--8<-- "part.txt"\n\n--8<-- "../secret.txt"\n\n--8<-- "linked.txt"\n'
    config = (
        "markdown_extensions: [pymdownx.snippets: {base_path: [., ..], restrict_base_path: false, check_paths: true}]\n"
    )
    html = rendered(tmp_path / "site", text, config, **{"/part.txt": "Inside"})
    assert "Inside" in html and "Secret" not in html


def test_extensions_that_do_not_run_are_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    source = source_of(tmp_path / "site", {"index.md": "# A", "/evil.py": "raise SystemExit"},
                       "markdown_extensions:\n  - evil\n  - admonition: {a: b}\n  - pymdownx.b64\n")  # fmt: skip
    assert kinds(source)["unused-extension"] == [("mkdocs.yml", 2), ("mkdocs.yml", 3)]
    assert "<h1" in (source.pages[0].rendered() or "")


def test_pages_without_a_heading_have_the_title_that_the_theme_wrote(tmp_path: Path) -> None:
    files = {"index.md": "Text.", "a.md": "---\ntitle: From  matter\n---\nText.", "some-page.md": "", "x/README.md": "", "n.md": "", "M.md": ""}  # fmt: skip
    source = source_of(tmp_path, files, "site_name: A\nnav: [index.md, {In nav: n.md}]\n")
    assert source.settings["titles"] == {
        "index.md": "Home", "a.md": "From matter", "some-page.md": "Some page", "x/README.md": "X", "n.md": "In nav", "M.md": "M",
    }  # fmt: skip


@pytest.mark.parametrize(("matter", "shown"), [("title: a: b", False), ("Some words", True), ("title: a", False)])
def test_front_matter_that_is_no_yaml_is_no_text_of_the_page(tmp_path: Path, matter: str, shown: bool) -> None:
    html = rendered(tmp_path, f"---\n{matter}\n---\n\n# A\n")
    assert (matter in html) is shown and ">A</h1>" in html
