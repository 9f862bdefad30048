"""Addresses that plugins give to pages: posts of a blog, and the pages of languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import kinds, source_of

from sphinx_excellence.takeover.baseline import LinkResolver, facts_of_pages

POST = "---\ndate: 2024-03-05\ncategories: [New Things, b]\n---\n# The *first* post: C++\n"


def urls(root: Path, files: dict[str, str], config: str) -> dict[str, str | None]:
    return {page.path: page.url for page in source_of(root, {"index.md": "# H", **files}, config).pages}


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ("blog", "blog/2024/03/05/the-first-post-c/"),
        ("material/blog", "blog/2024/03/05/the-first-post-c/"),
        ("blog: {post_url_format: '{slug}'}", "blog/the-first-post-c/"),
        ("blog: {post_url_format: '{categories}/{file}'}", "blog/new-things/p/"),
        ("blog: {post_url_date_format: yyyy-M-d}", "blog/2024-3-5/the-first-post-c/"),
        ("blog: {enabled: false}", "blog/posts/p/"),
    ],
)
def test_posts_have_the_addresses_that_the_blog_gives_them(tmp_path: Path, options: str, url: str) -> None:
    files = {"blog/posts/p.md": POST, "blog/index.md": "# Blog"}
    found = urls(tmp_path, files, f"site_name: A\nplugins:\n- {options}\n")
    assert (found["blog/posts/p.md"], found["blog/index.md"]) == (url, "blog/")


def test_a_blog_may_be_the_whole_site_and_its_links_lead_to_posts(tmp_path: Path) -> None:
    files = {"index.md": "# H\n[p](posts/p.md)\n", "posts/p.md": "---\ndate: {created: 2024-03-05}\nslug: own\n---\n[h](../index.md)\n"}  # fmt: skip
    source = source_of(tmp_path, files, "site_name: A\nplugins:\n- blog: {blog_dir: .}\n")
    assert {page.path: page.url for page in source.pages} == {"index.md": "", "posts/p.md": "2024/03/05/own/"}
    resolver = LinkResolver(source, facts_of_pages(source)[0])
    assert [resolver.links_of(page) for page in source.pages] == [([("posts/p.md", "")], []), ([("index.md", "")], [])]


@pytest.mark.parametrize(
    ("options", "post"),
    [
        ("blog: {post_url_date_format: MMMM yyyy}", POST),
        ("blog: {post_slugify: x}", POST),
        ("blog", "# No date\n"),
        ("blog", "---\ndate: 2024-13-45\n---\n# A\n"),
    ],
)
def test_an_address_that_is_not_known_is_told(tmp_path: Path, options: str, post: str) -> None:
    source = source_of(tmp_path, {"index.md": "# H", "blog/posts/p.md": post}, f"site_name: A\nplugins: [{{{options}}}]\n" if ":" in options else f"site_name: A\nplugins: [{options}]\n")  # fmt: skip
    assert kinds(source)["unknown-address"] == [("blog/posts/p.md", 0)]
    assert {page.path: page.url for page in source.pages}["blog/posts/p.md"] == "blog/posts/p/"


LANGUAGES = (
    "languages: [{locale: en, default: true, name: E}, {locale: fr, name: F}, {locale: de, name: D, build: false}]"
)


def test_languages_are_folders_of_the_site(tmp_path: Path) -> None:
    files = {
        "a.md": "# A",
        "a.fr.md": "# A",
        "index.fr.md": "# H",
        "d/b.en.md": "# B",
        "d/v.2.md": "# V",
        "a.de.md": "# D",
    }
    assert urls(tmp_path, files, f"site_name: A\nplugins: [{{i18n: {{{LANGUAGES}}}}}]\n") == {
        "index.md": "", "a.md": "a/", "a.fr.md": "fr/a/", "index.fr.md": "fr/", "d/b.en.md": "d/b/", "d/v.2.md": "d/v.2/",
        "a.de.md": "a.de/",
    }  # fmt: skip


def test_the_folder_of_the_usual_language_is_the_root(tmp_path: Path) -> None:
    config = f"site_name: A\nuse_directory_urls: false\nplugins: [{{i18n: {{docs_structure: folder, {LANGUAGES}}}}}]\n"
    found = urls(tmp_path, {"en/a.md": "# A", "fr/a.md": "# A", "en/index.md": "# E"}, config)
    assert (found["en/a.md"], found["fr/a.md"]) == ("a.html", "fr/a.html")
