"""Rules about the pages that show records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sphinx_excellence.findings import RecordKey, Severity
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
    told = {pattern_id for _, pattern_id in _bannerless(registry, pages)}
    for kind in registry.kinds:
        for record_id in registry.of_kind(kind.name):
            if (kind.name, record_id) not in homes and record_id not in told:
                yield Violation(
                    InRecord((kind.name, record_id)),
                    "%s '%s' has no page: references to it lead nowhere",
                    (kind.noun, record_id),
                    "write a page with ```{%s} %s```",
                    (kind.directive_name, record_id),
                )


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
                    InPage(docname, problem.line, file=problem.file),
                    problem.message,
                    problem.args,
                    problem.accepted,
                    problem.accepted_args,
                )


MISSING_ARGUMENT = Rule(
    "missing-argument",
    Severity.ERROR,
    "A directive without an id is on a page that is not the home page of such a record.",
    "The directive has nothing to show.",
    "# Notes\n\n```{production-checklist}\n```",
    "# Notes\n\n```{production-checklist} saga\n```",
    partial(_problems_of, "missing-argument"),
    needs_pages=True,
)

UNKNOWN_FILTER = Rule(
    "unknown-filter",
    Severity.WARNING,
    "A catalogue is filtered by a category or status that no pattern has.",
    "The catalogue is empty, or does not show what you want.",
    "# Catalogue\n\n```{pattern-catalog}\n:status: recomended\n```",
    "# Catalogue\n\n```{pattern-catalog}\n:status: recommended\n```",
    partial(_problems_of, "unknown-filter"),
    needs_pages=True,
)

RULES: tuple[Rule, ...] = (
    MISSING_BANNER,
    RECORD_WITHOUT_PAGE,
    DUPLICATE_HOME,
    MISSING_ARGUMENT,
    UNKNOWN_FILTER,
)
