"""A site that is converted whole: headings that pages lack, links that lead nowhere, pages at one address."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import source_of

from sphinx_excellence.takeover.convert import convert
from sphinx_excellence.takeover.formats import FORMATS
from sphinx_excellence.takeover.takeover_file import SourceEntry, Takeover


def converted(root: Path, files: dict[str, str], config: str = "site_name: A\n") -> dict[str, str]:
    used = next(each for each in FORMATS if each.name == "mkdocs")
    made = convert(source_of(root, files, config), used, Takeover(source=SourceEntry(format="mkdocs")))
    return {path: data.decode() for path, data in made.files.items()}


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("Text.\n", "# Page\n\nText.\n"),
        ("## Second\n", "# Page\n\n## Second\n"),
        ("# Own\n", "# Own\n"),
        ("Own\n===\n", "Own\n===\n"),
        ("```\n# none\n```\n", "# Page\n\n```\n# none\n```\n"),
    ],
)
def test_only_pages_without_a_heading_get_one(tmp_path: Path, body: str, begins: str) -> None:
    assert converted(tmp_path, {"index.md": "# A\n", "page.md": body})["source/page.md"].startswith(begins)


def test_links_that_led_nowhere_are_named_and_no_others(tmp_path: Path) -> None:
    text = "# A\n\n[a](gone.md) [b](b.md#none) [c](#nowhere) [d](b.md#b) [e](gone.md#x)\n"
    files = converted(tmp_path, {"index.md": text, "b.md": "# B\n"})
    assert files["takeover/dead-links.txt"] == "gone.md\ngone.md#x\nnone\nnowhere\n"
    (tmp_path / "takeover").mkdir()
    (tmp_path / "takeover/dead-links.txt").write_text(files["takeover/dead-links.txt"])
    values: dict[str, object] = {"__file__": str(tmp_path / "conf.py")}
    exec(files["conf.py"], values)
    assert values["nitpick_ignore"] == [("myst", each) for each in ("gone.md", "gone.md#x", "none", "nowhere")]


def test_no_page_is_lost_where_two_have_one_address(tmp_path: Path) -> None:
    files = converted(tmp_path, {"index.md": "# A\n", "a.md": "# One\n", "a/README.md": "# Two\n", "b/index.md": "# I\n", "b/README.md": "# R\n"})  # fmt: skip
    assert "One" in files["source/a-2.md"] and "Two" in files["source/a/index.md"]
    assert "I" in files["source/b/index.md"] and "R" in files["source/b/README.md"]
    assert "b/README.md" in files["conf.py"]


def test_icons_of_the_site_and_of_material_are_in_the_pages(tmp_path: Path) -> None:
    pytest.importorskip("material")
    config = "site_name: A\ntheme: {name: material, custom_dir: over}\nmarkdown_extensions: [pymdownx.emoji]\n"
    svg = '<svg viewBox="0 0 1 1"><path d="M0"/></svg>'
    files = {"index.md": "# :material-check: A\n\n:material-own: :material-nowhere:\n", "/over/.icons/material/own.svg": svg,
             "/secret.svg": svg}  # fmt: skip
    page = converted(tmp_path, files, config)["source/index.md"]
    assert page.count("<svg") == 2 and 'fill="currentColor"' in page
    assert ":material-nowhere:" in page and ":material-check:" not in page


def test_links_lead_to_the_page_that_readers_saw_there(tmp_path: Path) -> None:
    text = "# A\n\n[a](tool.md) [b](tool/index.md) [c](guide/page.md)\n"
    files = {"index.md": text, "tool.md": "# Old\n", "tool/index.md": "# New\n", "guide/page.md": "[d](../tool.md)\n"}
    made = converted(tmp_path, files)
    assert "[a](tool/index.md) [b](tool/index.md) [c](guide/page.md)" in made["source/index.md"]
    assert "[d](../tool/index.md)" in made["source/guide/page.md"]
    assert "# Old" in made["source/tool-2.md"]


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("other/", "other.md"),  # to a browser: guide/page/other/
        ("../tools/", "../tools/index.md"),
        ("../tools/#tools", "../tools/index.md#tools"),
        ("../other/", "other.md"),  # what a browser opens comes first
        ("../nowhere/", "../nowhere/"),
        ("/../tools/", "../tools/index.md"),
    ],
)
def test_addresses_that_lead_nowhere_are_read_as_paths_of_files(tmp_path: Path, written: str, leads_to: str) -> None:
    files = {"index.md": "# A\n", "guide/page.md": f"[x]({written})\n", "guide/other.md": "# O\n", "tools/index.md": "# Tools\n"}  # fmt: skip
    made = converted(tmp_path, files)
    assert f"[x]({leads_to})" in made["source/guide/page.md"]
    assert made.get("takeover/dead-links.txt", "") == ("../nowhere/\n" if "nowhere" in written else "")


def test_headings_of_html_keep_the_anchors_that_the_site_gave_them(tmp_path: Path) -> None:
    config = "site_name: A\nmarkdown_extensions: [md_in_html]\n"
    body = """# A

<div class="grid" markdown>
 <div class="card">
 <h3 class="title">Read <em>Latency</em></h3>
 <h3 id="own">Own</h3>
 <h3>Same</h3>
 </div>
</div>

## Same

```html
<h3>Same</h3>
```
"""
    page = converted(tmp_path, {"index.md": body}, config)["source/index.md"]
    assert '<h3 id="read-latency" class="title">Read <em>Latency</em></h3>' in page
    assert '<h3 id="own">Own</h3>' in page
    assert '<h3 id="same">Same</h3>' in page
    assert '<a id="same_1"></a>\n\n## Same\n' in page and page.count("<a id=") == 1
    assert "```html\n<h3>Same</h3>\n```" in page


def test_dead_links_in_text_of_html_are_named(tmp_path: Path) -> None:
    body = "# A\n\n<div>\n\n```\n[c](code.md)\n```\n\n## More\n\n- [a](gone.md) [b](b.md)\n\n</div>\n"
    files = converted(tmp_path, {"index.md": body, "b.md": "# B\n"})
    assert files["takeover/dead-links.txt"] == "gone.md\n"


def test_what_readers_saw_of_old_tabs_of_fences_is_kept(tmp_path: Path) -> None:
    config = "site_name: A\nmarkdown_extensions: [pymdownx.superfences, pymdownx.tabbed, pymdownx.snippets]\n"
    text = '# A\n\n--8<-- "docs/part.txt"\n'
    source = source_of(tmp_path, {"index.md": text, "part.txt": '```yaml tab="One"\nx: 1\n```\n'}, config)
    assert "<label" in (source.pages[0].rendered() or "") and "tab=" not in (source.pages[0].rendered() or "")


def test_addresses_of_the_web_are_in_small_letters_as_myst_knows_them(tmp_path):
    body = "# A\n\n[a](Https://A.example/X?b#C) [b](HTTP://b.example) [c](Mailto:a@b.example) [d]\n\n[d]: Http://d.example\n"
    text = converted(tmp_path, {"index.md": body})["source/index.md"]
    for address in ("https://A.example/X?b#C", "http://b.example", "mailto:a@b.example", "http://d.example"):
        assert address in text


@pytest.mark.parametrize(
    ("body", "config", "expected"),
    [
        ('Above.\n\n``` python title="main"\na = 1\n```\n', "", "Above a 1"),
        ("- Item\n\n    ```yaml\n    b\n    ```\n", "", "Item b"),
        ("```text\n``` python title='x'\n```\n", "", "python title x"),
        ('``` python title="main"\na = 1\n```\n', "markdown_extensions: [pymdownx.superfences]\n", "main a 1"),
        ('``` python linenums="1"\na = 1\n```\n', "markdown_extensions: [pymdownx.superfences]\n", "a 1"),
    ],
)
def test_words_behind_fences_are_none_of_the_page_where_it_showed_them_by_mistake(
    tmp_path: Path, body: str, config: str, expected: str
) -> None:
    used = next(each for each in FORMATS if each.name == "mkdocs")
    source = source_of(tmp_path, {"index.md": body}, f"site_name: A\n{config}")
    baseline = convert(source, used, Takeover(source=SourceEntry(format="mkdocs"))).baseline
    facts = baseline.pages["index.md"].facts if baseline is not None else None
    assert facts is not None and " ".join(facts.words) == expected
    assert all(not fence.startswith(" ") for fence in facts.fences)


def test_schemes_of_links_that_programs_open_are_those_of_the_target(tmp_path: Path) -> None:
    made = converted(tmp_path, {"index.md": "# A\n\n[a](tel:1) [b](hhttps://x.org)\n"})
    assert 'myst_url_schemes = ["http", "https", "mailto", "ftp", "tel"]' in made["conf.py"]
    assert '<a href="hhttps://x.org">b</a>' in made["source/index.md"]
