"""A small handbook whose pages are looked at: it stays as it is when the knowledge base grows."""

from __future__ import annotations

from pathlib import Path

from sphinx_excellence.typst import __file__ as typst_package
from tests.conftest import Project

CONF = """
project = "Handbook"
extensions = ["myst_parser", "sphinx_design", "sphinx_excellence"]
html_theme = "furo"
html_static_path = ["fonts"]
html_css_files = ["faces.css"]
excellence_as_of = "2026-11-01"
suppress_warnings = ["excellence"]
myst_enable_extensions = ["colon_fence"]
"""
#: The typeface of the PDF edition, so that lines break alike on every machine.
FACES = """
@font-face { font-family: Shown; src: url(Inter-Regular.ttf); font-weight: 400; }
@font-face { font-family: Shown; src: url(Inter-Bold.ttf); font-weight: 600 700; }
body { --font-stack: Shown; --font-stack--headings: Shown; --font-stack--monospace: Shown; }
"""
DATA = """
patterns:
  two-phase-commit:
    title: Two-Phase Commit
    tier: bronze
    status: legacy
    category: data-management
    summary: A coordinator asks every participant to prepare, and then to commit.
    introduced: 1978
    peak_usage: 1990-2005
    current_relevance: historical
    evolution: {to: [saga]}
    alternatives:
      - {pattern: saga, when: The transaction spans services}
      - {pattern: outbox, when: A message follows a write}
    valid_for: [Transactions inside one database]
    trade_offs: {pros: [Atomic across resource managers], cons: [Participants block while the coordinator is down]}
    history: [{date: 1991-01-01, tier: silver}, {date: 2015-01-01, tier: bronze, reason: It blocks.}]
  saga:
    title: Saga
    tier: gold
    status: recommended
    category: data-management
    summary: A sequence of local transactions, each with a step that undoes it.
    introduced: 1987
    best_for: [Business transactions that span services]
    evolution: {from: [two-phase-commit]}
    trade_offs: {pros: [No participant waits for another], cons: [Readers see intermediate states]}
    production_checklist: [Make every step idempotent, Store the state before each call, Alert on the oldest saga]
    related: [{pattern: outbox, kind: complements}]
    sources: [{title: Sagas, authors: Garcia-Molina and Salem, year: 1987, url: "https://example.org/sagas"}]
    history: [{date: 2002-01-01, tier: silver}, {date: 2018-01-01, tier: gold}]
  outbox:
    title: Transactional Outbox
    tier: gold
    status: recommended
    category: data-management
    summary: A message is stored in the transaction that changes the data.
    introduced: 2008
    best_for: [A message that must follow a write]
    history: [{date: 2008-01-01, tier: silver}, {date: 2019-01-01, tier: gold}]
  event-sourcing:
    title: Event Sourcing
    tier: silver
    status: use-with-caution
    category: data-management
    summary: The changes are what is stored; the present state is computed.
    introduced: 2005
    history: [{date: 2005-01-01, tier: silver}]
  polling:
    title: Polling
    tier: bronze
    status: legacy
    category: communication
    summary: A client asks again and again.
    introduced: 1995
    alternatives: [{pattern: websocket, when: Answers have to come at once}]
    history: [{date: 1995-01-01, tier: gold}, {date: 2006-01-01, tier: silver}, {date: 2012-01-01, tier: bronze}]
  websocket:
    title: WebSocket
    tier: gold
    status: recommended
    category: communication
    summary: One connection carries messages in both directions.
    introduced: 2011
    best_for: [Messages in both directions]
    history: [{date: 2011-01-01, tier: silver}, {date: 2016-01-01, tier: gold}]
  circuit-breaker:
    title: Circuit Breaker
    tier: gold
    status: recommended
    category: resilience
    summary: Calls to a failing dependency are refused for a while.
    introduced: 2007
    best_for: [Remote calls whose failure has a sensible fallback]
    history: [{date: 2007-01-01, tier: silver}, {date: 2012-01-01, tier: gold}]
  timeout:
    title: Timeout
    tier: gold
    status: recommended
    category: resilience
    summary: A caller waits no longer than it can afford.
    introduced: 1980s
    history: [{date: 1990-01-01, tier: gold}]
evolutions:
  transactions:
    title: Transactions
    timeline:
      - {year: 1978, pattern: two-phase-commit, context: Participants commit together., source: "https://example.org/a"}
      - {year: 1987, pattern: saga, context: Steps are undone., source: "https://example.org/b"}
      - {year: 2008, pattern: outbox, context: A message in the transaction., source: "https://example.org/c"}
comparisons:
  transactions:
    title: Transactions across services
    columns: [{id: best, tier: gold, title: Best practice}, {id: legacy, tier: bronze, title: Legacy}, {id: when, title: When to use}]
    rows:
      - {need: Payments, best: {patterns: [saga, outbox], note: Every step can be undone}, legacy: {pattern: two-phase-commit, note: Blocks}, when: Wherever money moves}
      - {need: Order workflow, best: {pattern: saga, note: One place to see the flow}, legacy: {pattern: two-phase-commit}, when: From three steps on}
      - {need: Notifications, best: {pattern: outbox}, legacy: {pattern: polling, note: Costs a query each time}, when: A message follows a write}
decisions:
  adr-001:
    title: Move payments to a saga
    status: accepted
    date: 2026-02-03
    deciders: [Payments]
    context: Payments, inventory and shipping take part in one two-phase commit. All wait while the coordinator is down.
    decision: Run the payment as a saga.
    options:
      - {name: Keep two-phase commit, pattern: two-phase-commit, cons: [The coordinator stays the bottleneck]}
      - {name: Use a saga, pattern: saga, chosen: true, pros: [No service waits for another], cons: [Every step needs one that undoes it]}
    lessons: [Write the step that undoes before the step that does.]
    patterns: [saga, two-phase-commit]
"""
HOME = """# Handbook

Which pattern do I use, and what did it replace?

```{excellence-search}
:placeholder: A pattern, a problem

the customer is charged twice
```

::::{grid} 1 2 2 2

:::{grid-item-card} I have a problem
:link: catalogue
:link-type: doc

Filter the patterns.
:::

:::{grid-item-card} I maintain something older
:link: two-phase-commit
:link-type: doc

See what to use instead.
:::
::::

```{excellence-counts}
```

```{time-machine}
:thumbnail: time-machine
```

```{toctree}
:hidden:

saga
two-phase-commit
others
catalogue
radar
time-machine
compare
matrix
adr
```
"""
PAGES = {
    "index": HOME,
    "saga": """# Saga

```{pattern-tier} saga
```

Each step is a local transaction. When one fails, the steps before it are undone.

```{pattern-alternatives} saga
```

## In production

```{production-checklist} saga
```

## History

```{pattern-history} saga
```

```{pattern-sources} saga
```
""",
    "two-phase-commit": """# Two-Phase Commit

```{pattern-tier} two-phase-commit
```

A coordinator decides for all participants.

```{pattern-alternatives} two-phase-commit
```

## Lineage

```{evolution-timeline} transactions
```
""",
    "others": "# Others\n\n"
    + "".join(
        f"## {each}\n\n```{{pattern-tier}} {each}\n```\n\n"
        for each in ("outbox", "event-sourcing", "polling", "websocket", "circuit-breaker", "timeout")
    ),
    "catalogue": "# Catalogue\n\n```{pattern-catalog}\n:filter:\n```\n",
    "radar": "# Radar\n\n```{pattern-radar}\n```\n",
    "time-machine": "# Time machine\n\n```{time-machine}\n```\n",
    "compare": "# Compare\n\n```{compare-patterns}\n```\n",
    "matrix": "# Transactions across services\n\n```{comparison-matrix} transactions\n```\n",
    "adr": "# Move payments to a saga\n\n```{adr} adr-001\n```\n",
}


def write_views_site(project: Project) -> None:
    """Write the handbook into the folder of a project."""
    faces = Path(typst_package).parent / "fonts"
    project.write(
        {
            "conf.py": CONF,
            "data/records.yaml": DATA,
            "fonts/faces.css": FACES,
            **{f"fonts/{name}": (faces / name).read_bytes() for name in ("Inter-Regular.ttf", "Inter-Bold.ttf")},
            **{f"source/{name}.md": text for name, text in PAGES.items()},
        }
    )
