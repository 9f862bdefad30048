"""What the old site showed as text and its author meant otherwise is told, and is no loss of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import markdown
from markdown_it import MarkdownIt
from sites import source_of

from sphinx_excellence.takeover.convert import convert
from sphinx_excellence.takeover.formats import FORMATS
from sphinx_excellence.takeover.takeover_file import SourceEntry, Takeover

CONFIG = "site_name: A\nmarkdown_extensions: [admonition, attr_list, pymdownx.superfences]\n"
KINDS = {"attributes-meant", "code-meant", "fence-text"}


def html_of(text: str) -> str:
    """What Python-Markdown makes of a text."""
    return markdown(text, extensions=["attr_list"])


LINK = '[b](https://x.org){:target="_blank"}'


@pytest.mark.parametrize(
    ("text", "kind", "line", "words", "fences"),
    [
        (f"# A\n\n_In {LINK}._\n", "attributes-meant", 3, "A In b", ()),
        (f"# A\n\n_In_ c_d {LINK.replace(':', '', 1)} and e\n", "", 0, "A In c_d b and e", ()),
        (
            f"# A\n\n```\n_ {LINK}\n```\n\n_In {LINK}._\n",
            "attributes-meant",
            7,
            "A _ b target _blank In b",
            (f"_ {LINK}",),
        ),
        (f"# A\n\nIn {LINK}.\n", "", 0, "A In b", ()),
        (
            "# A\n\n1. b\n\n   c:\n\n    ```bash\n    d\n    ```\n\n    - e\n",
            "code-meant",
            7,
            "A b c d e",
            ("d",),
        ),
        (
            "# A\n\n```toml own words\nb\n\nc\n```\n\n## D\n\n```\ne\n```\n",
            "fence-text",
            3,
            "A toml own words b c D e",
            ("toml own words\nb\n\nc", "e"),
        ),
        ("# A\n\n- b\n\n    ```c d\n    e\n    ```\n", "fence-text", 5, "A b c d e", ("c d\ne",)),
        ("# A\n\nc:\n\n    ```bash\n    d\n    ```\n", "", 0, "A c bash d", ("```bash\nd\n```",)),
        ("# A\n\n1. b\n\nc:\n\n    ```bash\n    d\n    ```\n", "", 0, "A b c bash d", ("```bash\nd\n```",)),
    ],
)
def test_the_baseline_is_what_was_meant(
    tmp_path: Path, text: str, kind: str, line: int, words: str, fences: tuple[str, ...]
) -> None:
    used = next(each for each in FORMATS if each.name == "mkdocs")
    made = convert(source_of(tmp_path, {"index.md": text}, CONFIG), used, Takeover(source=SourceEntry(format="mkdocs")))
    if kind == "attributes-meant" and "{:" not in html_of(text):
        kind = ""  # versions of Python-Markdown up to 3.10 read them
    assert [(note.kind, note.line) for note in made.notes if note.kind in KINDS] == ([(kind, line)] * bool(kind))
    assert made.baseline is not None
    facts = made.baseline.pages["index.md"].facts
    assert facts is not None
    assert (" ".join(facts.words), facts.fences) == (words, fences)


@pytest.mark.parametrize("block", ['!!! note "T"\n{}text', "??? note\n{}text", '=== "T"\n{}text'])
@pytest.mark.parametrize("indent", [1, 2, 3, 4])
def test_a_block_in_the_first_text_of_an_item_is_text_as_it_was(tmp_path: Path, indent: int, block: str) -> None:
    shown = " " * indent + block.format(" " * (indent + 4))
    config = CONFIG.replace("]", ", pymdownx.details, pymdownx.tabbed]")
    source = source_of(tmp_path, {"index.md": f"# A\n\n- b\n{shown}\n"}, config)
    used = next(each for each in FORMATS if each.name == "mkdocs")
    made = convert(source, used, Takeover(source=SourceEntry(format="mkdocs")))
    assert made.files["source/index.md"].decode().startswith(f"# A\n\n- b\n{shown}\n")
    assert ("block-unread", 4) in [(note.kind, note.line) for note in made.notes]


def test_anchors_are_those_of_what_was_meant_and_words_in_quotation_marks_are_none(tmp_path: Path) -> None:
    config = "site_name: A\nmarkdown_extensions:\n- pymdownx.superfences\n- pymdownx.tabbed: {alternate_style: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
    text = '# A\n\n```a b\n```\n\nOf "file" and [it](#file).\n\n=== "File"\n\n    c\n\n=== "Text"\n\n    d\n'
    used = next(each for each in FORMATS if each.name == "mkdocs")
    made = convert(source_of(tmp_path, {"index.md": text}, config), used, Takeover(source=SourceEntry(format="mkdocs")))
    assert '<a id="file"></a><a id="text"></a>' in made.files["source/index.md"].decode()


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("- a\n\n    <figure markdown>\n        ![b](c.png)\n    </figure>\n", True),
        ("<figure markdown>\n    ![b](c.png)\n</figure>\n", False),
        ("- a\n\n    <div markdown>\n        b\n\n            ![b](c.png)\n    </div>\n", False),
    ],
)
def test_what_is_below_a_tag_in_a_list_is_no_code(tmp_path: Path, text: str, image: bool) -> None:
    config = "site_name: A\nmarkdown_extensions: [md_in_html]\n"
    used = next(each for each in FORMATS if each.name == "mkdocs")
    source = source_of(tmp_path, {"index.md": f"# A\n\n{text}", "c.png": "x"}, config)
    made = convert(source, used, Takeover(source=SourceEntry(format="mkdocs"))).files["source/index.md"].decode()
    tokens = MarkdownIt("commonmark").parse(made)
    assert any(child.type == "image" for token in tokens for child in token.children or ()) == image
