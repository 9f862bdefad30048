"""A small knowledge base with every kind of record, and hostile texts in it."""

import re

HOSTILE = '<script>alert(1)</script> "q" & $x_1$ % # {b} back\\slash ~ ^ 🏆'

DATA = f"""
patterns:
  two-phase-commit:
    title: Two-Phase Commit
    aliases: [2pc]
    category: data-management
    tier: bronze
    status: legacy
    summary: Blocks *everybody*, see [saga](saga).
    rationale: It waits.
    introduced: 1978
    peak_usage: 1990-2010
    current_relevance: declining
    evolution: {{to: [saga]}}
    alternatives:
      - {{pattern: saga, when: The transaction spans services}}
      - {{name: Spanner, url: "https://example.org/spanner"}}
    valid_for: [Maintenance]
  saga:
    title: Saga
    category: communication
    tags: [payments]
    tier: gold
    status: recommended
    summary: Compensates.
    rationale: {HOSTILE!r}
    evolution: {{from: [two-phase-commit]}}
    modern_examples:
      - {{company: Uber, implementation: Cadence, scale: large, source: "https://example.org/cadence"}}
    production_checklist: ["Make *steps* idempotent", Watch old sagas]
    history: [{{date: 2024-01-01, tier: silver}}, {{date: 2024-02-01, edition: spring, tier: gold, reason: It proved itself, text: {HOSTILE!r}}}]
    introduced: 1987
    trade_offs: {{pros: [No locks], cons: [No isolation]}}
    related: [{{pattern: 2pc, kind: replaces}}]
    sources: [{{title: Sagas, authors: Garcia-Molina and Salem, venue: SIGMOD, year: 1987}}]
  odd:
    title: Odd
evolutions:
  lineage:
    title: Lineage
    timeline:
      - {{year: 1978, pattern: two-phase-commit, context: Gray describes it}}
      - {{year: 1987, label: Sagas on paper, pattern: saga, source: "https://example.org/sagas"}}
    migration_paths: [away]
    real_world_migrations: [{{company: Netflix, year: 2016, from: Queues, to: Conductor}}]
comparisons:
  table:
    title: Table
    columns: [{{id: legacy, tier: bronze}}, {{id: when, title: When to use}}]
    rows:
      - {{need: Atomicity, legacy: {{pattern: two-phase-commit, note: Blocks all}}, when: Never}}
decisions:
  adr-1:
    title: Use sagas
    status: accepted
    date: 2024-01-02
    context: It was slow.
    decision: Use them.
    options: [{{name: Keep it, cons: [Slow]}}, {{name: Change it, chosen: true, pros: [Fast]}}]
    phases: [{{title: Prepare, text: Add keys}}]
    outcomes: [{{metric: Latency, before: 5 s, after: 1 s, qualifier: p99}}]
    lessons: [Keys first]
migrations:
  away:
    title: Away from 2PC
    from: 2pc
    to: saga
    effort: weeks
    risk: high
    checklist: [Keys are sent]
    phases: [{{title: Build, when: week 1, steps: [Build it]}}]
    rollout: [{{day: 1, share: 10}}, {{day: 7, share: 100, note: Quiet}}]
    pitfalls: [{{title: Repeats, symptom: Double charges, solution: Keys}}]
    rollback: [Turn the switch]
    done_when: [Nothing is left]
case_studies:
  case:
    title: A case
    company: Example
    domain: Retail
    year: 2020
    scale: many requests
    patterns: [{{pattern: saga, note: used for orders}}]
    lessons: [Begin early]
selectors:
  chooser:
    title: Which one?
    summary: Ask *first*.
    scales: {{small: {{title: Small, load: few requests}}, large: {{title: Large}}}}
    problems:
      atomicity:
        title: All or nothing
        summary: {HOSTILE!r}
        asked_as: [acid, {HOSTILE!r}]
        recommend:
          small:
            gold: [{{pattern: saga, note: with few steps}}, {{name: One database, url: "https://example.org/db"}}]
            bronze: [{{pattern: 2pc, note: between two}}]
          large: {{gold: [saga], bronze: null}}
      silence: {{title: Nothing helps, recommend: {{small: null, large: null}}}}
    warnings: {{bronze: Only where it stands}}
editions:
  winter: {{title: Winter, date: 2024-01, tiers: {{silver: {{title: Trial}}}}}}
  spring: {{title: Spring, date: 2024-03, summary: Warm days., text: {HOSTILE!r}}}
signals:
  mood:
    title: {HOSTILE!r}
    summary: What people *say*.
    unit: {HOSTILE!r}
    scores: [{{value: 0, score: 0}}, {{value: 10, score: 1}}]
health:
  2025Q3:
    saga: {{signals: {{mood: {{value: 5, source: "https://example.org/mood", retrieved: 2025-08-05}}}}}}
  2025Q4:
    waivers: [{{rule: stale-health, reason: This is a test.}}]
    saga:
      signals:
        mood: {{value: 6, source: "https://example.org/mood", retrieved: 2025-10-05}}
        maintenance:
          - {{of: {HOSTILE!r}, value: maintained, source: "https://example.org/a?b=1&c=2", retrieved: 2025-10-05}}
          - {{of: Another, value: archived, source: "https://example.org/b", retrieved: 2025-10-05}}
        downloads: {{value: 1250000, source: "https://example.org/c", retrieved: 2025-10-05}}
      notes: {HOSTILE!r}
    2pc: {{signals: {{mood: {{value: 1, source: "https://example.org/mood", retrieved: 2025-10-05}}}}}}
reviews:
  2025Q4:
    by: {HOSTILE!r}
    decisions:
      - {{pattern: saga, reason: {HOSTILE!r}, decision: adr-1}}
      - {{pattern: 2pc, tier: bronze, by: Another}}
    notes: {HOSTILE!r}
    summary: Look *closely*.
  2024Q1: {{title: {HOSTILE!r}, quarter: 2024Q1, closed: 2024-04-01}}
scorecard:
  reach:
    summary: Look *around*.
    clicks: 2
    target: {{least: 90, reason: {HOSTILE!r}}}
    readings: {{2024Q1: {{value: 75.5, count: 3, of: 4, computed: 2024-02-01, version: {HOSTILE!r}}}}}
usage_reports:
  orders:
    pattern: saga
    company: Mail order house
    date: 2024-05-06
    scale: {{figure: 1200000, unit: orders a day, text: in *one* region}}
    duration: nine months
    details: {HOSTILE!r}
    outcomes: [{{metric: Failed orders, before: 40 a day, after: 2 a day}}]
    lessons: [Undo in reverse]
    recommend: depends
    why: Steps must be undone
    verified_by: payments team
    source: "https://example.org/issues/1"
"""

#: Each directive with its options, as MyST and reStructuredText write it.
DIRECTIVES = {
    "pattern-tier": ("two-phase-commit", {}),
    "pattern-tier compact": ("2pc", {"compact": "", "no-index": ""}),
    "pattern-tier classes": ("saga", {"class": "mine", "name": "named"}),
    "modern-examples": ("saga", {}),
    "production-checklist": ("saga", {}),
    "pattern-alternatives": ("saga", {}),
    "pattern-history": ("saga", {}),
    "pattern-sources": ("saga", {}),
    "evolution-timeline": ("lineage", {}),
    "evolution-graph": ("lineage", {}),
    "evolution-graph pattern": ("", {"pattern": "2pc"}),
    "evolution-graph category": ("", {"category": "communication"}),
    "comparison-matrix": ("table", {}),
    "adr": ("adr-1", {}),
    "adr-log": ("", {}),
    "migration-checklist": ("away", {}),
    "migration-playbook": ("away", {}),
    "case-study": ("case", {}),
    "pattern-selector": ("chooser", {}),
    "pattern-selector narrowed": ("chooser", {"problem": "atomicity", "no-index": ""}),
    "pattern-selector questions": ("chooser", {"layout": "questions", "class": "mine"}),
    "tier-criteria": ("", {}),
    "tier-criteria one": ("silver", {}),
    "tier-criteria pattern": ("2pc", {}),
    "tier-evidence": ("saga", {}),
    "tier-evidence nothing": ("odd", {}),
    "pattern-catalog": ("", {}),
    "pattern-catalog filtered": ("", {"tier": "gold unrated", "status": "recommended"}),
    "pattern-catalog table": ("", {"layout": "table", "sort": "title", "category": "communication"}),
    "pattern-catalog filter": ("", {"filter": ""}),
    "pattern-catalog table filter": ("", {"filter": "", "layout": "table", "sort": "category"}),
    "pattern-radar": ("", {}),
    "pattern-radar filtered": ("", {"tier": "gold unrated", "since": "2024-01-01"}),
    "pattern-radar edition": ("", {"edition": "spring"}),
    "pattern-radar quadrant": ("", {"quadrant": "communication"}),
    "pattern-health": ("saga", {}),
    "pattern-health nothing": ("odd", {}),
    "health-report": ("2025Q4", {}),
    "health-report newest": ("", {}),
    "health-signals": ("", {}),
    "signal": ("mood", {}),
    "excellence-scorecard": ("", {}),
    "excellence-scorecard some": ("", {"measures": "reach coverage"}),
    "excellence-measures": ("", {}),
    "measure": ("reach", {}),
    "review": ("2025Q4", {}),
    "review closed": ("2024Q1", {}),
    "review-checklist": ("2024Q2", {}),
    "review-checklist open": ("", {}),
    "review-archive": ("", {}),
    "edition": ("spring", {}),
    "edition-archive": ("", {}),
    "edition-diff": ("spring winter", {}),
    "usage-report": ("orders", {}),
    "usage-reports": ("", {}),
    "usage-reports filtered": ("", {"pattern": "saga", "recommend": "depends", "verified": ""}),
    "usage-reports filter": ("", {"filter": ""}),
    "usage-reports pattern": ("saga", {"class": "mine"}),
    "what-changed": ("", {"since": "1970"}),
    "what-changed narrowed": ("", {"since": "spring", "kind": "tier-move decision", "by": "quarter", "limit": "2"}),
    "time-machine": ("", {}),
    "time-machine narrowed": ("", {"category": "communication", "lineage": "lineage", "from": "1985", "to": "2010"}),
    "pattern-coverage": ("", {}),
    "compare-patterns": ("", {"class": "mine"}),
    "excellence-counts": ("", {}),
    "excellence-search": ("", {}),
    "tagged-records": ("payments", {}),
    "vocabulary": ("statuses.decision", {}),
    "vocabulary tags": ("tags", {}),
    "excellence-words": ("", {}),
    "excellence-fields": ("patterns", {}),
    "excellence-fields tiers": ("tiers", {}),
    "excellence-rules": ("", {}),
    "excellence-settings": ("", {}),
    "excellence-settings typst": ("typst", {}),
    "typst-warnings": ("", {}),
    "diagram": ("sequence", {"class": "mine"}),
    "reading-path": ("A path", {"class": "mine"}),
}
#: What is in those that have a body.
BODIES = {
    "reading-path": ("1. :pattern:`saga`",),
    "diagram": ("title: A saga", "steps:", "  - Orders -> Payments: charge", "  - Payments -x Orders: refused"),
}
ROLES = ("pattern:`saga`", "pattern:`text <2pc>`", "pattern:`!saga`", "adr:`adr-1`", "migration:`away`",
         "evolution:`lineage`", "comparison:`table`", "case-study:`case`", "selector:`chooser`", "edition:`spring`", "signal:`mood`", "health:`2025Q4`", "review:`2025Q4`", "measure:`reach`", "usage-report:`orders`", "tier:`bronze`", "pattern:`odd`")  # fmt: skip


def myst(name: str) -> str:
    argument, options = DIRECTIVES[name]
    lines = [
        f"```{{{name.split(' ', maxsplit=1)[0]}}} {argument}".rstrip(),
        *(f":{k}: {v}".rstrip() for k, v in options.items()),
    ]
    body = (re.sub(r":([\w-]+):`", r"{\1}`", line) for line in BODIES.get(name, ()))
    return "\n".join([*lines, *body, "```"])


def rst(name: str) -> str:
    argument, options = DIRECTIVES[name]
    lines = [
        f".. {name.split(' ', maxsplit=1)[0]}:: {argument}".rstrip(),
        *(f"   :{k}: {v}".rstrip() for k, v in options.items()),
    ]
    return "\n".join(lines) + "".join(
        f"\n\n   {line}" if not at else f"\n   {line}" for at, line in enumerate(BODIES.get(name, ()))
    )


#: A site that is home to every record once, and shows everything.
SITE = {
    "data/all.yaml": DATA,
    "source/index.md": "# Home\n\n" + " ".join(f"{{{r.partition(':')[0]}}}{r.partition(':')[2]}" for r in ROLES)
    + "\n\n```{pattern-catalog}\n```\n\n```{pattern-catalog}\n:layout: table\n```\n\n"
    "```{pattern-radar}\n```\n\n```{evolution-graph} lineage\n```\n\n"
    "```{adr-log}\n```\n\n```{tier-criteria}\n```\n\n```{toctree}\ntwo-phase-commit\nsaga\nodd\nrest\nreview\nlive\n```\n",
    "source/review.rst": "Review\n======\n\n" + rst("review") + "\n",
    "source/two-phase-commit.md": "# 2PC\n\n```{pattern-tier}\n```\n\n```{pattern-alternatives}\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier}\n```\n\n```{modern-examples}\n```\n\n"
    "```{production-checklist}\n```\n\n## More\n\n```{pattern-alternatives}\n```\n\n"
    "```{pattern-history}\n```\n\n```{pattern-sources}\n```\n",
    "source/odd.md": "# Odd\n\n```{pattern-tier} odd\n```\n",
    "source/rest.rst": "Rest\n====\n\n" + "\n\n".join(
        rst(name) for name in ("evolution-timeline", "comparison-matrix", "adr", "migration-playbook",
                               "migration-checklist", "case-study")) + "\n\nSee :pattern:`saga`.\n",
    "source/live.rst": "Live\n====\n\n" + "\n\n".join(
        rst(name) for name in ("pattern-selector", "pattern-catalog filter", "pattern-catalog table filter",
                               "pattern-selector questions", "edition", "signal", "health-report", "pattern-radar edition", "pattern-radar quadrant",
                               "edition-archive", "edition-diff", "usage-report", "usage-reports",
                               "usage-reports pattern", "what-changed", "measure", "time-machine",
                               "excellence-scorecard")) + "\n",
}  # fmt: skip
#: What every builder must carry, wherever it stands.
FACTS = ("Two-Phase Commit", "Bronze", "Legacy", "The transaction spans services", "Spanner", "Maintenance", "1978",
         "Cadence", "Watch old sagas", "No isolation", "Gray describes it", "Sagas on paper", "Conductor", "Blocks all",
         "Never", "It was slow.", "Keep it", "Slow", "Latency", "Keys first", "Keys are sent", "Build it", "Quiet",
         "Double charges", "Turn the switch", "Nothing is left", "Retail", "used for orders", "Begin early",
         "Unrated", "alert(1)", "Garcia-Molina", "All or nothing", "few requests", "with few steps", "One database",
         "between two", "Nothing helps", "None, by design", "Moved in", "Warm days", "Trial", "evolved into:",
         "Mail order house", "nine months", "2 a day", "Undo in reverse", "Steps must be undone", "payments team")  # fmt: skip
