"""Rules about where pages lead: to what is legacy, within how many clicks, from where to which playbook."""

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
                    "the page says '%s', and pattern '%s' is %s",
                    (claim.words, patterns[0].id, patterns[0].tier or Phrase("unrated")),
                    "take the tier out of the page's own words: the banner shows it, and {tier}`...` a badge",
                )


TYPED_TIER = Rule(
    "typed-tier",
    Severity.WARNING,
    "The page of a pattern states another tier than its record.",
    "It was right when somebody typed it. What the record holds is shown everywhere; what is typed stays behind.",
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
                        "a link leads to pattern '%s', which is legacy, and nothing around it says so",
                        (pattern.id,),
                        "link it with {pattern}`%s`, which shows its badge, or say what it is",
                        (pattern.id,),
                    )


LEGACY_LINK = Rule(
    "legacy-link",
    Severity.INFO,
    "The page of a pattern of the best tier leads to a legacy one without saying so.",
    "Readers follow links from a page that recommends. A badge, or a word such as *replaced*, is enough.",
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
                accepted = "lead there within %s clicks from the first page, by tables of contents and links"
                if distance is None:
                    yield Violation(
                        at, "nothing leads to the page of pattern '%s'", (home.id,), accepted, (str(MOST_CLICKS),)
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
    "A pattern lies more than three clicks from the first page.",
    "What takes longer to find than to look up elsewhere is looked up elsewhere.",
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
                "no page of what migration '%s' leaves behind leads to it",
                (migration.id,),
                "add {migration}`%s` to %s",
                (migration.id, any_of([pages[docname].file for docname in pages_left])),
            )


ORPHAN_MIGRATION = Rule(
    "orphan-migration",
    Severity.WARNING,
    "No page of what a playbook leaves behind leads to the playbook.",
    "Those who need it are reading that page. The banner of a legacy pattern leads there by itself; another page "
    "has to say it in its own words.",
    "# 2PC\n\n```{pattern-tier} tpc\n```",
    "# 2PC\n\n```{pattern-tier} tpc\n```\n\nSee {migration}`2pc-to-saga`.",
    _orphans,
    needs_pages=True,
)

RULES: tuple[Rule, ...] = (TYPED_TIER, LEGACY_LINK, UNREACHABLE, ORPHAN_MIGRATION)
