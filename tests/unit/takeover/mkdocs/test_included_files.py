"""Files that mkdocs-include-markdown-plugin puts into pages: as the plugin does, or as a directive of MyST."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from sites import make_site, source_of

from sphinx_excellence.takeover.convert import convert
from sphinx_excellence.takeover.formats import FORMATS
from sphinx_excellence.takeover.mkdocs.included_files import IncludedFiles
from sphinx_excellence.takeover.mkdocs.site import read_site
from sphinx_excellence.takeover.takeover_file import SourceEntry, Takeover

CONFIG = "site_name: A\nplugins: [include-markdown]\n"
PART = "Some [link](b.md#x) and ![image](img/a.png).\n\n[ref]: ../c.md\n<img src='i.png'> [top](/a) [web](https://a.example/)\n"
TEXTS = {
    "/README.md": "# Title\n\nAbove.\n<!--start-->\nShown [home](docs/index.md).\n## Deep\n```\n# code [l](x.md)\n```\n"
    "<!--end-->\nBetween.\n<!--start-->\nAgain\n<!--end-->\nBelow.\n\n\n",
    "parts/part.md": PART,
    "parts/nested.md": "Outer.\n\n    {% include-markdown './part.md' %}\n\n{% include-markdown 'parts/code.txt' %}\n",
    "parts/code.txt": "    a = 1\n    b = 2\n",
}


def converted(root: Path, files: dict[str, str], config: str = CONFIG) -> tuple[dict[str, str], list[tuple[str, int]]]:
    used = next(each for each in FORMATS if each.name == "mkdocs")
    made = convert(source_of(root, files, config), used, Takeover(source=SourceEntry(format="mkdocs")))
    told = [(each.kind, each.line) for each in made.notes if each.kind.startswith("include-")]
    return {path: data.decode() for path, data in made.files.items()}, told


@pytest.mark.parametrize(
    ("tag", "options"),
    [
        ("{% include-markdown '../../README.md' start='<!--start-->' end='<!--end-->' %}", ""),
        ("{% include-markdown '../../README.md' start=\"<!--start-->\\n\" heading-offset=2 %}", ""),
        ("{% include-markdown '../../README.md' end='<!--start-->' heading-offset=-1 trailing-newlines=false %}", ""),
        ("{% include-markdown '../../README.md' start='nowhere' %}|", ""),
        ("{% include-markdown '../../README.md' end='nowhere' trailing-newlines=false %}|", ""),
        ('- {%\n  include-markdown\n  "parts/part.md"\n%} behind', ""),
        ("   in text {% include-markdown 'parts/part.md' rewrite-relative-urls=false %}", ""),
        ("    {% include-markdown 'parts/part.md' preserve-includer-indent=false %}", ""),
        ("{% include-markdown 'parts/nested.md' %}", ""),
        ("{% include-markdown 'parts/nested.md' recursive=false %}", ""),
        ("~~~\n  {% include 'parts/code.txt' dedent=true %}\n~~~", ""),
        ("{% include 'parts/code.txt' preserve-includer-indent=false %}{% include 'parts/code.txt' %}", ""),
        ("{! embed 'parts/part.md' !} {% include 'parts/part.md' %}", "{opening_tag: '{!', closing_tag: '!}', directives: {include-markdown: embed}}"),
        ("{% include-markdown '../../README.md' %}", "{start: <!--start-->, end: <!--end-->, heading_offset: 1, dedent: true}"),
        ("{% include-markdown 'parts/part.md' %}", "{exclude: ['guide/*']}"),
        ("{% include-markdown 'parts/*.md' %}", ""),
        ("{% include 'parts/{code,none}.*' %}", ""),
        ("{% include-markdown '../parts/p?rt.md' heading-offset=1 %}", ""),
        ("{% include none %} {% includes 'parts/part.md' %} {% include 'parts/part.md'", ""),
    ],
)  # fmt: skip
def test_a_file_is_put_in_place_as_the_plugin_does(tmp_path: Path, tag: str, options: str) -> None:
    plugin = pytest.importorskip("mkdocs_include_markdown_plugin.plugin").IncludeMarkdownPlugin()
    page = f"# Page\n\n{tag}\n\nMore.\n"
    config = f"site_name: A\nplugins:\n- include-markdown: {options}\n" if options else CONFIG
    site = read_site(make_site(tmp_path, {**TEXTS, "guide/page.md": page}, config))
    plugin.load_config(dict(site.plugins["include-markdown"]))
    where = SimpleNamespace(file=SimpleNamespace(abs_src_path=str(site.docs / "guide/page.md")))
    if "include none" in tag:  # the plugin ends there
        expected = page
    else:
        expected = plugin.on_page_markdown(page, where, config=SimpleNamespace(docs_dir=str(site.docs)), files=None)
        assert (expected == page) == ("exclude" in options)
    made = IncludedFiles(site).in_place("guide/page.md", page)
    assert made.text == expected
    assert len(made.numbers) == made.text.count("\n") + 1
    assert made.numbers[-2] == page.count("\n")


def test_nothing_outside_of_the_folder_is_read_and_what_is_not_at_hand_stays(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret\n")
    names = (
        "../../secret.md",
        str(tmp_path / "secret.md"),
        "https://a.example/a.md",
        "../../*.md",
        "none*.md",
        "gone.md",
        "link.md",
    )
    page = "\n\n".join(f"{{% include-markdown '{name}' %}}" for name in names)
    root = tmp_path / "site"
    make_site(root, {"index.md": "# A\n"})
    (root / "docs/link.md").symlink_to(tmp_path / "secret.md")
    (root / "docs/loop.md").write_text("Again {% include-markdown 'loop.md' %}\n")
    files, told = converted(root, {"index.md": f"# A\n\n{page}\n", "b.md": "# B\n\n{% include 'loop.md' %}\n"})
    assert all(f"'{name}' %}}" in files["source/index.md"] for name in names)
    assert "Secret" not in "".join(files.values())
    assert ("include-missing", 3) in told and ("include-missing", 13) in told
    assert "loop.md' %}" in files["source/b.md"]


def test_a_page_without_places_of_its_own_is_included_by_myst(tmp_path: Path) -> None:
    files = {
        "parts/note.md": "!!! note\n    Read [it](../guide/it.md).\n",
        "parts/marked.md": "# M\n\n<!--a-->\nOnly *this*.\n<!--b-->\n\nMore.\n",
        "guide/it.md": "# It\n\n{% include-markdown 'parts/note.md' %}\n\n"
        "{% include-markdown '../parts/marked.md' start='<!--a-->' end='<!--b-->' %}\n",
    }
    page = converted(tmp_path, files, CONFIG + "markdown_extensions: [admonition]\n")[0]["source/guide/it.md"]
    assert "```{include} ../parts/note.md\n:start-line: 2\n:relative-docs: ../\n```\n" in page
    assert '```{include} ../parts/marked.md\n:start-after: "<!--a-->"\n:end-before: "<!--b-->"\n```\n' in page


@pytest.mark.parametrize(
    "part",
    ["## Heading\n", "Under\n---\n", "Word[^1]\n\n[^1]: Note\n", "[a](b.md) [c](../d.md)\n", "<img src='a.png'>\n",
     "{% include 'parts/other.md' %}\n", "<a id='x'></a>\n", "---\nkey: value\n---\nText\n"],
)  # fmt: skip
def test_another_is_put_in_place_and_that_is_told(tmp_path: Path, part: str) -> None:
    files = {
        "parts/part.md": part,
        "parts/other.md": "Other\n",
        "b.md": "# B\n\nText\n\n{% include 'parts/part.md' %}\n",
    }
    made, told = converted(tmp_path, files)
    assert "{include}" not in made["source/b.md"] and "{%" not in made["source/b.md"]
    assert ("include-copied", 5) in told


def test_readers_had_what_the_plugin_showed_them(tmp_path: Path) -> None:
    source = source_of(
        tmp_path, {"index.md": "# A\n\n{% include-markdown '../more.md' %}\n", "/more.md": "Words\n"}, CONFIG
    )
    assert "<p>Words</p>" in (source.pages[0].rendered() or "")
