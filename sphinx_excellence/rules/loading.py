"""The rules that the loader checks: about files, keys and values.

Owns their names and explanations; the loader finds their violations.
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
        "The default is used instead, which is probably not what you want.",
        'excellence_data = "data"',
        'excellence_data = ["data"]',
    ),
    Rule(
        "unknown-setting",
        Severity.WARNING,
        "conf.py, the command line or an extension sets a name that looks like a setting of the "
        "toolkit, but is not one.",
        "The value has no effect, and nothing else reports it. Start a name of your own with `_`.",
        'excellence_dta = ["data"]',
        'excellence_data = ["data"]',
    ),
    Rule(
        "unknown-front-matter",
        Severity.WARNING,
        "Front matter of a page that is a record has a key that is no field of it.",
        "What it says appears nowhere. Each key is reported once, at the first page that has it, with the number of "
        "pages. Keys that Sphinx, MyST and Jupyter read are passed over; list those of your other tools in "
        "`excellence_foreign_keys`.",
        "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2026-01-01\nsponsor: Finance\n---\n# Use sagas",
        "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2026-01-01\ninformed: Finance\n---\n# Use sagas",
    ),
    _loading(
        "missing-data",
        "A configured data file or folder does not exist.",
        "All of its records would be missing, and so would everything that pages show of them. If nothing is "
        "configured, the default folder `data` is required only in a project without records in front matter.",
        'excellence_data = ["dta"]',
        'excellence_data = ["data"]',
    ),
    _loading(
        "wrong-query",
        "The file that `excellence_queries` names does not exist, or has a query without a text, or without a pattern.",
        "The scorecard measures the search by fewer queries than you wrote, or by none.",
        "- {query: circuit breaker, wanted: [circuit-braker]}",
        "- {query: circuit breaker, wanted: [circuit-breaker]}",
    ),
    _loading(
        "unreadable-registry",
        "The exported registry of another project cannot be used.",
        "References to it cannot be checked. Builds never download it: use `sphinx-excellence fetch`.",
        'excellence_external = {"core": ("https://core.example.org/", "core.jsn")}',
        'excellence_external = {"core": ("https://core.example.org/", "core.json")}',
    ),
    _loading(
        "unreadable-file",
        "A data file cannot be opened, or is not a file.",
        "Its records would be missing without any notice.",
        "data/patterns.yaml -> patterns.yaml  (a link to itself)",
        "data/patterns.yaml -> ../shared/patterns.yaml",
    ),
    _loading(
        "oversized-file",
        "A data file is larger than 16 MB.",
        "Every build reads the file, and a file of that size cannot be reviewed.",
        "data/everything.yaml",
        "data/communication.yaml\ndata/storage.yaml",
    ),
    _loading(
        "wrong-encoding",
        "A data file is not UTF-8.",
        "Bytes in another encoding become wrong characters, or none.",
        "title: Caf\\xe9",
        "title: Café",
    ),
    _loading(
        "empty-file",
        "A data file contains no records.",
        "The file was meant to contain records. A truncated file looks like this.",
        "# patterns",
        "patterns:\n  saga:\n    title: Saga",
    ),
    _loading(
        "malformed-yaml",
        "A data file or front matter is not valid YAML.",
        "None of its records can be read. References are not checked until you fix it, because it might define the "
        "ids that they name.",
        "patterns:\n  saga:\n\ttitle: Saga",
        "patterns:\n  saga:\n    title: Saga",
    ),
    Rule(
        "cut-text",
        Severity.WARNING,
        "An unquoted string loses its end to a comment, or its start to an anchor or a tag.",
        "In YAML, `#` after a space starts a comment, and `&` or `!` before a string is an anchor or a tag. What was "
        "meant as part of the string is dropped. A `#` that is followed by a space is a comment and is not reported.",
        "patterns:\n  retry:\n    title: Retry #1",
        'patterns:\n  retry:\n    title: "Retry #1"  # the first of them',
    ),
    _loading(
        "unsafe-yaml",
        "YAML that creates objects, expands without limit or is nested too deeply.",
        "Data must not run code or exhaust the machine that reads it.",
        "patterns:\n  saga:\n    title: !!python/name:os.system",
        "patterns:\n  saga:\n    title: os.system",
    ),
    _loading(
        "control-character",
        "A text contains a control character.",
        "Control characters change terminals and logs, and most of them break e-books. A bidirectional override "
        "makes a text read differently from how it is written. Tabs and line ends are allowed.",
        'patterns:\n  saga:\n    title: "Saga\\x07"',
        'patterns:\n  saga:\n    title: "Saga"',
    ),
    _loading(
        "duplicate-key",
        "A mapping contains the same key twice.",
        "YAML parsers keep one of the two and silently drop the other.",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    tier: silver",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold",
    ),
    _loading(
        "duplicate-id",
        "An id is defined twice.",
        "Two records would have the same id. Which one a page shows would depend on the order of the files.",
        "# one.yaml\npatterns:\n  saga: {title: Saga}\n\n# two.yaml\npatterns:\n  saga: {title: Sagas}",
        "# one.yaml\npatterns:\n  saga: {title: Saga, aliases: [sagas]}",
    ),
    _loading(
        "unknown-key",
        "A key is not a key of this kind of record.",
        "A value under a misspelt key is not shown on any page.",
        "patterns:\n  saga:\n    title: Saga\n    alternativs: []",
        "patterns:\n  saga:\n    title: Saga\n    alternatives: []",
    ),
    _loading(
        "missing-key",
        "A required key is missing.",
        "The record cannot be shown without it.",
        "patterns:\n  saga:\n    tier: gold",
        "patterns:\n  saga:\n    title: Saga\n    tier: gold",
    ),
    _loading(
        "wrong-type",
        "A value has the wrong type for its key.",
        "It cannot be shown, and a guess could be wrong without anyone noticing.",
        "patterns:\n  tpc:\n    title: 2PC\n    alternatives: saga",
        "patterns:\n  tpc:\n    title: 2PC\n    alternatives: [{pattern: saga}]\n  saga: {title: Saga}",
    ),
    _loading(
        "wrong-value",
        "A value is not allowed for its key.",
        "A word outside the vocabulary, or a date that does not exist, has no meaning.",
        'patterns:\n  saga:\n    title: Saga\n    introduced: "2012-13"',
        'patterns:\n  saga:\n    title: Saga\n    introduced: "2012-03"',
    ),
    _loading(
        "typed-score",
        "The health of a pattern has a score, a trend or a confidence that is typed in.",
        "They are computed from the readings, by one formula. A typed one is correct only until a reading changes.",
        "health:\n  2026Q4:\n    saga:\n      score: 0.9\n      signals: {}",
        "health:\n  2026Q4:\n    saga:\n      signals: {}",
    ),
    _loading(
        "wrong-id",
        "An id is not valid.",
        "Ids are used in addresses, anchors and roles, where spaces and punctuation have other meanings.",
        "patterns:\n  two phase commit:\n    title: Two-Phase Commit",
        "patterns:\n  two-phase-commit:\n    title: Two-Phase Commit",
    ),
    _loading(
        "unsafe-url",
        "An address does not use http or https, or a link in prose uses none of http, https and mailto.",
        "`javascript:` and `data:` addresses run code in the reader's browser.",
        'patterns:\n  saga:\n    title: Saga\n    summary: "[more](javascript:alert(1))"',
        'patterns:\n  saga:\n    title: Saga\n    summary: "[more](https://example.org/saga)"',
    ),
)
