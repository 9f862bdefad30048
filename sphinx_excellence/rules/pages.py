"""Rules about the pages that show records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from sphinx_excellence.findings import RecordKey, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.pages import Home, PageFacts
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge, Rule, Violation


def _homes(pages: Mapping[str, PageFacts]) -> dict[RecordKey, list[tuple[str, Home]]]:
    homes: dict[RecordKey, list[tuple[str, Home]]] = {}
    for docname, facts in sorted(pages.items()):
        for home in facts.homes:
            homes.setdefault((home.kind, home.id), []).append((docname, home))
    return homes


def _bannerless(registry: Registry, pages: Mapping[str, PageFacts]) -> Iterator[tuple[str, str]]:
    """Yield page and pattern for each page that is named after a pattern but shows no banner of it."""
    homes = _homes(pages)
    for docname, facts in sorted(pages.items()):
        pattern_id = registry.resolve("pattern", docname.rsplit("/", 1)[-1])
        if pattern_id is None or pattern_id in facts.banners or ("pattern", pattern_id) in homes:
            continue
        # A page that is home to something else of the same name (an evolution, a comparison) is that.
        if not facts.homes:
            yield docname, pattern_id


def _missing_banners(knowledge: Knowledge) -> Iterator[Violation]:
    for docname, pattern_id in _bannerless(knowledge.registry, knowledge.pages or {}):
        yield Violation(
            InPage(docname),
            "the page of pattern '%s' has no banner",
            (pattern_id,),
            "add ```{pattern-tier} %s``` below the heading",
            (pattern_id,),
        )


MISSING_BANNER = Rule(
    "missing-banner",
    Severity.WARNING,
    "The page of a pattern has no banner.",
    "Readers cannot tell whether they are reading about current practice or history. A page is a pattern's page if "
    "its file name is the pattern's id or an alias.",
    "# Saga\n\nA saga is a sequence of local transactions.",
    "# Saga\n\n```{pattern-tier} saga\n```\n\nA saga is a sequence of local transactions.",
    _missing_banners,
    needs_pages=True,
)


def _homeless(knowledge: Knowledge) -> Iterator[Violation]:
    registry, pages = knowledge.registry, knowledge.pages or {}
    homes = _homes(pages)
    holdings: dict[str, Counter[str]] = {}
    for (kind_name, _id), places in homes.items():
        holdings.setdefault(kind_name, Counter())[places[0][0]] += 1
    told = {pattern_id for _, pattern_id in _bannerless(registry, pages)}
    for kind in registry.kinds:
        holding = holdings.get(kind.name, Counter())
        # The page that most of them are on; of several, the first by name.
        usual = min(holding, key=lambda docname: (-holding[docname], docname), default=None)
        for record_id in registry.of_kind(kind.name):
            if (kind.name, record_id) not in homes and record_id not in told:
                yield Violation(
                    InRecord((kind.name, record_id)),
                    "%s '%s' has no page: references to it lead nowhere",
                    (kind.noun, record_id),
                    *_where_to_show(kind, record_id, pages[usual].file if usual else "", holding[usual or ""]),
                )


def _where_to_show(kind: Kind, record_id: str, file: str, count: int) -> tuple[str, tuple[str, ...]]:
    """Return what to write where, for a record without a page; ``file`` holds ``count`` others of its kind."""
    directive = f"```{{{kind.directive_name}}} {record_id}```"
    if file.endswith(".rst"):
        directive = f".. {kind.directive_name}:: {record_id}"
    if count > 1:
        return N_("add a section with %s to %s, as the others have"), (directive, file)
    if count:
        return N_("write a page with %s next to %s, and list it in a toctree"), (directive, file)
    return N_("write a page with %s, and list it in a toctree"), (directive,)


RECORD_WITHOUT_PAGE = Rule(
    "record-without-page",
    Severity.INFO,
    "A record has no home page.",
    "References show its title and badge, but they lead to no page with more information.",
    "patterns:\n  saga: {title: Saga}",
    "# Saga\n\n```{pattern-tier} saga\n```",
    _homeless,
    needs_pages=True,
)


def _duplicate_homes(knowledge: Knowledge) -> Iterator[Violation]:
    pages = knowledge.pages or {}
    for (kind, record_id), places in sorted(_homes(pages).items()):
        first, first_home = places[0]
        for docname, home in places[1:]:
            yield Violation(
                InPage(docname, home.line, home.via, home.file),
                "%s '%s' already has its home page at %s:%s",
                (
                    knowledge.registry.kinds[kind].noun,
                    record_id,
                    first_home.file or pages[first].file,
                    str(first_home.line),
                ),
                "add `:no-index:` to the directive that only shows it",
            )


DUPLICATE_HOME = Rule(
    "duplicate-home",
    Severity.ERROR,
    "Two places declare themselves the home page of the same record.",
    "Cross references can lead to only one of them.",
    "```{pattern-tier} saga\n```\n\n```{pattern-tier} saga\n```",
    "```{pattern-tier} saga\n```\n\n```{pattern-tier} saga\n:no-index:\n```",
    _duplicate_homes,
    needs_pages=True,
)


def _problems_of(rule: str, knowledge: Knowledge) -> Iterator[Violation]:
    """Yield what reading the pages has already found to violate ``rule``."""
    for docname, facts in sorted((knowledge.pages or {}).items()):
        for problem in facts.problems:
            if problem.rule == rule:
                yield Violation(
                    InPage(
                        docname, problem.line, problem.word, problem.file, problem.via, problem.turn, problem.option
                    ),
                    problem.message,
                    problem.args,
                    problem.accepted,
                    problem.accepted_args,
                )


MISSING_ARGUMENT = Rule(
    "missing-argument",
    Severity.ERROR,
    "A directive lacks what it shows: an id, on a page that is not the home page of such a record, or a list of links.",
    "The directive has nothing to show.",
    "# Notes\n\n```{production-checklist}\n```",
    "# Notes\n\n```{production-checklist} saga\n```",
    partial(_problems_of, "missing-argument"),
    needs_pages=True,
)

UNKNOWN_FILTER = Rule(
    "unknown-filter",
    Severity.WARNING,
    "A directive asks for a category, a status, a tag or another value that no record has.",
    "What the directive shows is empty, or is not what you want.",
    "# Catalogue\n\n```{pattern-catalog}\n:status: recomended\n```",
    "# Catalogue\n\n```{pattern-catalog}\n:status: recommended\n```",
    partial(_problems_of, "unknown-filter"),
    needs_pages=True,
)

UNKNOWN_OPTION = Rule(
    "unknown-option",
    Severity.WARNING,
    "A directive has an option that does not exist.",
    "The option has no effect. It may be misspelled, or be a filter by a field of your own that was renamed or "
    "removed. Only fields that are a choice or a reference are options.",
    "# Catalogue\n\n```{pattern-catalog}\n:teir: gold\n```",
    "# Catalogue\n\n```{pattern-catalog}\n:tier: gold\n```",
    partial(_problems_of, "unknown-option"),
    needs_pages=True,
)

INVALID_DIAGRAM = Rule(
    "invalid-diagram",
    Severity.ERROR,
    "The record of a diagram has a fault.",
    "What the fault concerns is not drawn. Where nothing can be drawn, readers see the record.",
    "# Saga\n\n```{diagram} sequence\nparticipants: [Orders, Payments]\nsteps:\n  - Orders -> Payment: charge\n```",
    "# Saga\n\n```{diagram} sequence\nparticipants: [Orders, Payments]\nsteps:\n  - Orders -> Payments: charge\n```",
    partial(_problems_of, "invalid-diagram"),
    needs_pages=True,
)

RULES: tuple[Rule, ...] = (
    MISSING_BANNER,
    RECORD_WITHOUT_PAGE,
    DUPLICATE_HOME,
    MISSING_ARGUMENT,
    UNKNOWN_FILTER,
    UNKNOWN_OPTION,
    INVALID_DIAGRAM,
)
