"""Rules about links between pages: to legacy patterns, to patterns within a few clicks, and to migrations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_excellence.findings import Phrase, RecordKey, Severity, any_of
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pages import PageFacts
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge, Rule, Violation

#: How many clicks may lie between the root page and a pattern.
MOST_CLICKS = 3


def _home_of(pages: Mapping[str, PageFacts]) -> dict[RecordKey, str]:
    homes: dict[RecordKey, str] = {}
    for docname, facts in sorted(pages.items()):
        for home in facts.homes:
            homes.setdefault((home.kind, home.id), docname)
    return homes


def _patterns_at(facts: PageFacts, registry: Registry) -> Iterator[Pattern]:
    for home in facts.homes:
        pattern = registry.pattern(home.id) if home.kind == "pattern" else None
        if pattern is not None:
            yield pattern


def _typed_tiers(knowledge: Knowledge) -> Iterator[Violation]:
    for docname, facts in sorted((knowledge.pages or {}).items()):
        patterns = list(_patterns_at(facts, knowledge.registry))
        if len(patterns) != 1:
            continue
        told: set[tuple[str, int, str]] = set()
        for claim in facts.claims:
            # A medal and a word that differ are one mistake.
            passage = (claim.file, claim.line, claim.words)
            if claim.tier != patterns[0].tier and passage not in told:
                told.add(passage)
                yield Violation(
                    InPage(docname, claim.line, claim.word, claim.file),
                    "the page says '%s', but pattern '%s' is %s",
                    (claim.words, patterns[0].id, patterns[0].tier or Phrase("unrated")),
                    "remove the tier from the page's text: the banner shows it, and {tier}`...` shows a badge",
                )


TYPED_TIER = Rule(
    "typed-tier",
    Severity.WARNING,
    "The page of a pattern states a tier other than the one in its record.",
    "The statement was correct when it was written. Everything else follows the record, but text on a page does not.",
    "# Saga\n\n```{pattern-tier} saga\n```\n\nThis is a silver pattern.",
    "# Saga\n\n```{pattern-tier} saga\n```",
    _typed_tiers,
    needs_pages=True,
)


def _legacy_links(knowledge: Knowledge) -> Iterator[Violation]:
    registry, pages = knowledge.registry, knowledge.pages or {}
    for docname, facts in sorted(pages.items()):
        tiers = [registry.tier_of(pattern) for pattern in _patterns_at(facts, registry)]
        if not any(tier is not None and tier.position == 0 for tier in tiers):
            continue
        for link in facts.links:
            if link.kind or link.says_legacy or link.target not in pages or link.target == docname:
                continue
            for pattern in _patterns_at(pages[link.target], registry):
                if registry.is_legacy(pattern):
                    yield Violation(
                        InPage(docname, link.line, link.target.rsplit("/", 1)[-1], link.file),
                        "a link leads to pattern '%s', which is legacy, without saying so",
                        (pattern.id,),
                        "use {pattern}`%s`, which shows its badge, or say that it is legacy",
                        (pattern.id,),
                    )


LEGACY_LINK = Rule(
    "legacy-link",
    Severity.INFO,
    "The page of a pattern of the best tier links to a legacy pattern without saying so.",
    "Readers take a link on a recommending page as a recommendation. A badge, or a word such as *replaced*, is enough.",
    "# Saga\n\n```{pattern-tier} saga\n```\n\nSee [the commit protocol](tpc.md).",
    "# Saga\n\n```{pattern-tier} saga\n```\n\nSee {pattern}`tpc`.",
    _legacy_links,
    needs_pages=True,
)


def _clicks(knowledge: Knowledge) -> dict[str, int]:
    """Return how many clicks each page lies from the root page; pages that nothing leads to are missing."""
    pages = knowledge.pages or {}
    homes = _home_of(pages)
    clicks = {knowledge.root: 0}
    frontier = [knowledge.root]
    while frontier:
        following = []
        for docname in frontier:
            facts = pages.get(docname)
            if facts is None:
                continue
            targets = [*facts.toctree_pages]
            for link in facts.links:
                record = knowledge.registry.resolve(link.kind, link.target) if link.kind else None
                target = homes.get((link.kind, record)) if record is not None else link.target
                if target is not None:
                    targets.append(target)
            for target in targets:
                if target in pages and target not in clicks:
                    clicks[target] = clicks[docname] + 1
                    following.append(target)
        frontier = following
    return clicks


def _unreachable(knowledge: Knowledge) -> Iterator[Violation]:
    clicks = _clicks(knowledge)
    for docname, facts in sorted((knowledge.pages or {}).items()):
        distance = clicks.get(docname)
        if distance is not None and distance <= MOST_CLICKS:
            continue
        for home in facts.homes:
            if home.kind == "pattern":
                at = InPage(docname, home.line, file=home.file)
                accepted = "make it reachable within %s clicks of the first page, through tables of contents and links"
                if distance is None:
                    yield Violation(
                        at, "no page leads to the page of pattern '%s'", (home.id,), accepted, (str(MOST_CLICKS),)
                    )
                else:
                    yield Violation(
                        at,
                        "the page of pattern '%s' is %s clicks away from the first page",
                        (home.id, str(distance)),
                        accepted,
                        (str(MOST_CLICKS),),
                    )


UNREACHABLE = Rule(
    "unreachable",
    Severity.INFO,
    "A pattern is more than three clicks from the first page.",
    "Readers who need more clicks look elsewhere.",
    "# Home\n\n(nothing leads to the page of the pattern)",
    "# Home\n\n```{pattern-catalog}\n```",
    _unreachable,
    needs_pages=True,
)


def _orphans(knowledge: Knowledge) -> Iterator[Violation]:
    registry, pages = knowledge.registry, knowledge.pages or {}
    homes = _home_of(pages)
    for migration in registry.all_of(Migration):
        page = homes.get(("migration", migration.id))
        left = [homes.get(("pattern", registry.resolve("pattern", name) or "")) for name in migration.from_]
        pages_left = [docname for docname in left if docname is not None]
        if page is None or not pages_left:
            continue
        led = any(
            (link.kind == "migration" and registry.resolve("migration", link.target) == migration.id)
            or (not link.kind and link.target == page)
            for docname in pages_left
            for link in pages[docname].links
        )
        if not led and page not in pages_left:
            yield Violation(
                InRecord(("migration", migration.id)),
                "no page of a pattern that migration '%s' starts from leads to it",
                (migration.id,),
                "add {migration}`%s` to %s",
                (migration.id, any_of([pages[docname].file for docname in pages_left])),
            )


ORPHAN_MIGRATION = Rule(
    "orphan-migration",
    Severity.WARNING,
    "No page of a pattern that a migration starts from leads to the migration.",
    "Readers who need the migration are on that page. The banner of a legacy pattern links to it automatically. Any "
    "other page needs a link.",
    "# 2PC\n\n```{pattern-tier} tpc\n```",
    "# 2PC\n\n```{pattern-tier} tpc\n```\n\nSee {migration}`2pc-to-saga`.",
    _orphans,
    needs_pages=True,
)

RULES: tuple[Rule, ...] = (TYPED_TIER, LEGACY_LINK, UNREACHABLE, ORPHAN_MIGRATION)
