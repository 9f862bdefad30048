"""Each page's Python runs, and every sample, in whatever language, has a test of what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.site.samples import PATTERNS, SOURCE, code_of, defined_in

#: Pages of the first edition, whose code runs and has no test of its own yet. A new page is not added here.
UNTESTED = set((Path(__file__).parent / "untested.txt").read_text(encoding="utf-8").split())
PAGES = sorted({path.stem for path in PATTERNS.glob("*.md") if code_of(path.stem)})


def has_test(page):
    return (Path(__file__).parent / f"test_{page.replace('-', '_')}.py").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_it_runs(page):
    assert set(defined_in(page)) > {"__builtins__", "__name__"}


def test_what_a_sample_does_is_tested():
    assert {page for page in PAGES if not has_test(page)} == UNTESTED


#: A test takes the samples of a page by one of these calls. Without a language it is the call's own.
_TAKEN = re.compile(r"""\b(code_of|defined_in|statements_of)\(\s*"(?P<page>[\w/-]+)"(?:, "(?P<language>\w+)")?""")
_OWN_LANGUAGE = {"code_of": "python", "defined_in": "python", "statements_of": "sql"}
#: A block of these is no code: drawings in letters, tables, and what stands for a program or a protocol.
NO_CODE = {"", "text"}
#: Samples that no test takes, by page and language, each with the reason.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def fences_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the language and the text of each block of code, also of those in lists and in directives."""
    colons = re.sub(r"^([ \t]*):{3,}(?=\{|[ \t]*$)", r"\1~~~~~~~~", text, flags=re.MULTILINE)  # MyST knows both
    for token in MarkdownIt("commonmark").parse(colons):
        if token.type != "fence":
            continue
        directive = re.match(r"\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>\S*)", token.info.strip())
        if directive is None:
            yield token.info.strip().partition(" ")[0], token.content
        elif directive["name"] in {"code-block", "code", "sourcecode", "literalinclude", "code-cell"}:
            yield directive["argument"] or directive["name"], token.content
        else:
            if directive["name"] == "live-example":  # shows its own text too
                yield "md", token.content
            yield from fences_of(token.content)


def name_of(path: Path) -> str:
    """Return a page's name as the tests give it."""
    return path.stem if path.parent == PATTERNS else path.relative_to(SOURCE).with_suffix("").as_posix()


SAMPLES = {
    (name_of(path), language)
    for path in sorted(SOURCE.rglob("*.md"))
    if path.relative_to(SOURCE).parts[0] != "manual"
    for language, _ in fences_of(path.read_text(encoding="utf-8"))
    if language not in NO_CODE
}


def taken() -> set[tuple[str, str]]:
    """Return what the tests take from pages, by page and language."""
    found = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        for call in _TAKEN.finditer(path.read_text(encoding="utf-8")):
            found.add((call["page"], call["language"] or _OWN_LANGUAGE[call[1]]))
    # tests/site/test_typescript.py says itself that it takes all, and has a scene for each
    return found | {(path.stem, "typescript") for path in PATTERNS.glob("*.md") if code_of(path.stem, "typescript")}


def test_every_sample_of_the_knowledge_base_is_taken_by_a_test():
    assert len(SAMPLES) > 130, "the pages were read"
    assert SAMPLES - taken() == set(EXCEPTIONS)
    assert all(EXCEPTIONS.values())


def test_a_sample_is_in_the_form_that_the_tests_take():
    """A fence of another form would be on the page and in no test."""
    for path in sorted(SOURCE.rglob("*.md")):
        if path.relative_to(SOURCE).parts[0] == "manual":
            continue
        written = [each for each in fences_of(path.read_text(encoding="utf-8")) if each[0] not in NO_CODE]
        for language in {language for language, _ in written}:
            assert code_of(name_of(path), language) == [text for each, text in written if each == language], path


@pytest.mark.parametrize(
    "page",
    [
        "```yaml\na: 1\n```\n",
        "- point\n\n  ~~~yaml\n  a: 1\n  ~~~\n",
        "> ```yaml title\n> a: 1\n> ```\n",
        "```{code-block} yaml\na: 1\n```\n",
        "````{note}\n```yaml\na: 1\n```\n````\n",
        ":::{tip} Title\n```yaml\na: 1\n```\n:::\n",
    ],
)
def test_a_sample_is_found_in_every_form(page):
    assert list(fences_of(page)) == [("yaml", "a: 1\n")]


#: The characters of a line that a page shows without scrolling, in a window of 1280 pixels.
WIDTH = 86
#: What programs print: a finding is one line, however long, and the manual shows it as it is.
PRINTED = {"console", "text"}


def too_long(path: Path) -> Iterator[str]:
    """Yield the page, the line and the length of each line of a sample that is too long."""
    text = path.read_text(encoding="utf-8")
    manual = path.relative_to(SOURCE).parts[0] == "manual"
    lines = {
        line.strip(): len(line)
        for language, sample in fences_of(text)
        if language and not (manual and language in PRINTED)
        for line in sample.splitlines()
        if len(line) > WIDTH
    }
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() in lines:
            yield f"{path.relative_to(SOURCE)}:{number}: {lines[line.strip()]} characters"


def test_no_line_of_a_sample_is_longer_than_a_page_is_wide():
    assert [found for path in sorted(SOURCE.rglob("*.md")) for found in too_long(path)] == []
