"""The rules that loading itself applies: what files, keys and values must be like.

Owns what these rules are called and why they matter; the loader finds their violations.
"""

from __future__ import annotations

from sphinx_excellence.findings import Severity
from sphinx_excellence.rules.rule import Rule


def _loading(name: str, summary: str, rationale: str, bad: str, good: str) -> Rule:
    return Rule(name, Severity.ERROR, summary, rationale, bad, good)


RULES: tuple[Rule, ...] = (
    _loading(
        "wrong-setting",
        "A setting in conf.py cannot be used.",
        "Its default is used instead, which is hardly what was meant.",
        'excellence_data = "data"',
        'excellence_data = ["data"]',
    ),
    Rule(
        "unknown-setting",
        Severity.WARNING,
        "conf.py, the command line or an extension sets a name that looks like a setting of the toolkit and is none.",
        "What it was meant to set is not set, and nothing else says so. A name of your own can begin with `_`.",
        'excellence_dta = ["data"]',
        'excellence_data = ["data"]',
    ),
    _loading(
        "missing-data",
        "A configured data file or folder does not exist.",
        "Every record in it would be missing, and every page that shows one. The folder `data`, where nothing is "
        "configured, is missed only by a project without a record in front matter.",
        'excellence_data = ["dta"]',
        'excellence_data = ["data"]',
    ),
    _loading(
        "unreadable-registry",
        "The exported registry of another project cannot be used.",
        "Nothing can be said of what refers to it. Builds never fetch it: `sphinx-excellence fetch` does.",
        'excellence_external = {"core": ("https://core.example.org/", "core.jsn")}',
        'excellence_external = {"core": ("https://core.example.org/", "core.json")}',
    ),
    _loading(
        "unreadable-file",
        "A data file cannot be opened, or is no file at all.",
        "Its records would be missing without a word.",
        "data/patterns.yaml -> patterns.yaml  (a link to itself)",
        "data/patterns.yaml -> ../shared/patterns.yaml",
    ),
    _loading(
        "oversized-file",
        "A data file is larger than 16 MB.",
        "It is read at every build; nobody reviews a file of that size.",
        "data/everything.yaml",
        "data/communication.yaml\ndata/storage.yaml",
    ),
    _loading(
        "wrong-encoding",
        "A data file is not UTF-8.",
        "Bytes of another encoding turn into other letters, or into none.",
        "title: Caf\\xe9",
        "title: Café",
    ),
    _loading(
        "empty-file",
        "A data file holds no record.",
        "It was meant to hold something: a file that was truncated looks like this.",
        "# patterns",
        "patterns:\n  saga:\n    title: Saga",
    ),
    _loading(
        "malformed-yaml",
        "A data file or front matter is not YAML.",
        "None of its records can be read. References are not checked until it is mended, since the ids they "
        "name may stand in it.",
        "patterns:\n  saga:\n\ttitle: Saga",
        "patterns:\n  saga:\n    title: Saga",
    ),
    Rule(
        "cut-text",
        Severity.WARNING,
        "A text without quotes loses its end to a comment, or its beginning to an anchor or a tag.",
        "YAML takes a `#` after a blank for the beginning of a comment, and a `&` or `!` before a text for a mark: "
        "what was written as part of the text is dropped. A comment has a blank after its `#`; then nothing is told.",
        "patterns:\n  retry:\n    title: Retry #1",
        'patterns:\n  retry:\n    title: "Retry #1"  # the first of them',
    ),
    _loading(
        "unsafe-yaml",
        "YAML that makes objects, multiplies itself or nests without end.",
        "Data is read, never run, and must not be able to exhaust the machine that reads it.",
        "patterns:\n  saga:\n    title: !!python/name:os.system",
        "patterns:\n  saga:\n    title: os.system",
    ),
    _loading(
        "control-character",
        "A text holds a character that acts and does not show.",
        "Control characters act on terminals and logs, most break e-books, and an override of the direction makes "
        "a text read otherwise than it is written. Tabs and ends of lines are fine.",
        'patterns:\n  saga:\n    title: "Saga\\x07"',
        'patterns:\n  saga:\n    title: "Saga"',
    ),
    _loading(
        "duplicate-key",
        "A key stands twice in one mapping.",
        "YAML readers keep one of the two and drop the other silently.",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    tier: silver",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold",
    ),
    _loading(
        "duplicate-id",
        "An id is defined twice.",
        "Two records would claim the same name; which one a page shows would depend on the order of files.",
        "# one.yaml\npatterns:\n  saga: {title: Saga}\n\n# two.yaml\npatterns:\n  saga: {title: Sagas}",
        "# one.yaml\npatterns:\n  saga: {title: Saga, aliases: [sagas]}",
    ),
    _loading(
        "unknown-key",
        "A key that no record of the kind has.",
        "A misspelt key is a fact that no page shows.",
        "patterns:\n  saga:\n    title: Saga\n    alternativs: []",
        "patterns:\n  saga:\n    title: Saga\n    alternatives: []",
    ),
    _loading(
        "missing-key",
        "A key that every record of the kind needs is missing.",
        "The record cannot be shown without it.",
        "patterns:\n  saga:\n    tier: gold",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold",
    ),
    _loading(
        "wrong-type",
        "A value of another shape than the key takes.",
        "It cannot be shown, and guessing what was meant would be silent.",
        "patterns:\n  tpc:\n    title: 2PC\n    alternatives: saga",
        "patterns:\n  tpc:\n    title: 2PC\n    alternatives: [{pattern: saga}]\n  saga: {title: Saga}",
    ),
    _loading(
        "wrong-value",
        "A value that the key does not take.",
        "A word outside the vocabulary or a date that does not exist means nothing to readers.",
        'patterns:\n  saga:\n    title: Saga\n    introduced: "2012-13"',
        'patterns:\n  saga:\n    title: Saga\n    introduced: "2012-03"',
    ),
    _loading(
        "wrong-id",
        "An id that cannot be one.",
        "Ids stand in addresses, anchors and roles, where blanks and signs have other meanings.",
        "patterns:\n  two phase commit:\n    title: Two-Phase Commit",
        "patterns:\n  two-phase-commit:\n    title: Two-Phase Commit",
    ),
    _loading(
        "unsafe-url",
        "An address that is not http or https, or a link in prose that is no mailto either.",
        "`javascript:` and `data:` addresses run code in the reader's browser.",
        'patterns:\n  saga:\n    title: Saga\n    summary: "[more](javascript:alert(1))"',
        'patterns:\n  saga:\n    title: Saga\n    summary: "[more](https://example.org/saga)"',
    ),
)
