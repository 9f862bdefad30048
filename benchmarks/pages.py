"""The pages of the generated projects: the same patterns as directives, by hand, as needs, and as prose alone.

Each function returns one page's Markdown. ``by_hand`` is what a person would write in MyST to say what the directives
say: the same words, links as Markdown links, badges as their words, and no markup beyond what the structure needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from benchmarks.catalogue import RELATIONS, TIERS, Pattern

_STATUS_WORDS = {"recommended": "Recommended", "use-with-caution": "Use with caution", "legacy": "Legacy"}


def prose(pattern: Pattern, _patterns: Sequence[Pattern] = ()) -> str:
    """Return the page with nothing but its prose."""
    return f"# {pattern.title}\n\n{_prose(pattern)}"


def _prose(pattern: Pattern) -> str:
    first, second, third, points = (" ".join(sentences) for sentences in pattern.prose)
    items = _list(pattern.prose[3])
    del points
    return f"{first}\n\n## How it works\n\n{second}\n\n{third}\n\n## What breaks\n\n{items}\n"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


# With directives ---------------------------------------------------------------------------------------------


def with_directives(pattern: Pattern, _patterns: Sequence[Pattern]) -> str:
    """Return the page as the toolkit's users write it."""
    return f"""# {pattern.title}

```{{pattern-tier}} {pattern.id}
```

{_prose(pattern)}
## In production

```{{modern-examples}}
```

## Production checklist

```{{production-checklist}}
```

## Alternatives

```{{pattern-alternatives}}
```
"""


def _uses(pattern: Pattern) -> str:
    """Return what a pattern is good for, as the details of its banner say it."""
    lists = (
        {"Still valid for": pattern.valid_for, "Best for": pattern.best_for}
        if pattern.tier == "bronze"
        else {"Also use it for": pattern.best_for[1:], "Valid for": pattern.valid_for}
    )
    return "\n\n".join(f"**{title}**\n\n{_list(texts)}" for title, texts in lists.items() if texts)


def _examples(pattern: Pattern) -> str:
    """Return who uses a pattern, with the host of each source as its name, as the toolkit writes it."""
    return _list(
        f"**{example.company}**: {example.implementation} ({example.scale}) [{urlsplit(example.source).hostname}]({example.source})"
        for example in pattern.examples
    )


# By hand -----------------------------------------------------------------------------------------------------


def by_hand(pattern: Pattern, patterns: Sequence[Pattern]) -> str:
    """Return the page that shows the same without the toolkit."""

    def link(number: int) -> str:
        other = patterns[number]
        symbol, word, _ = TIERS[other.tier]
        return f"[{other.title}]({other.id}.md) {symbol} {word}"

    symbol, tier, _ = TIERS[pattern.tier]
    alternatives = _list(f"{link(item.number)} \N{EN DASH} {item.when}" for item in pattern.alternatives)
    led_to = "" if pattern.led_to is None else f":Evolved into: {link(pattern.led_to)}\n"
    related = "\n".join(
        f":{label}: {', '.join(link(number) for of_kind, number in pattern.related if of_kind == kind)}"
        for kind, label in RELATIONS.items()
    )
    legacy = pattern.tier == "bronze"
    first = pattern.alternatives[0]
    verdict = f"Use {link(first.number)} instead: {first.when}" if legacy else f"Use it for: {pattern.best_for[0]}"
    return f"""# {pattern.title}

:::{{admonition}} {symbol} {tier} {_STATUS_WORDS[pattern.status]}
:class: tier-{pattern.tier}

{verdict}

Compare

**Details**

{pattern.summary}

Why this tier: {pattern.rationale}

{_uses(pattern)}

{"Its alternatives are on this page." if len(pattern.alternatives) > legacy else ""}

:Category: {pattern.category.replace("-", " ").capitalize()}
:Introduced: {pattern.introduced}
:Peak usage: {pattern.peak_usage}
:Relevance: {pattern.relevance.capitalize()}
:Evolved from: {link(pattern.grew_out_of)}
{led_to}:Reviewed: {pattern.reviewed}
:::

{_prose(pattern)}
## In production

{_examples(pattern)}

## Production checklist

{_list(f"[ ] {check}" for check in pattern.checklist)}

## Alternatives

{alternatives}

**Pros**

{_list(pattern.pros)}

**Cons**

{_list(pattern.cons)}

{related}
"""


# As needs ----------------------------------------------------------------------------------------------------


def need_id(number: int) -> str:
    """Return the id of a pattern in sphinx-needs, which wants capitals."""
    return f"P_{number:05}"


def as_need(pattern: Pattern, _patterns: Sequence[Pattern]) -> str:
    """Return the page with one need: facts as fields, links as links, and the sections of the others below it."""
    alternatives = _list(f"{{need}}`{need_id(item.number)}` \N{EN DASH} {item.when}" for item in pattern.alternatives)
    led_to = "" if pattern.led_to is None else f":led_to: {need_id(pattern.led_to)}\n"
    relations = "\n".join(
        f":{kind}: {', '.join(need_id(number) for of_kind, number in pattern.related if of_kind == kind)}"
        for kind in RELATIONS
    )
    return f"""# {pattern.title}

```{{pattern}} {pattern.title}
:id: {need_id(pattern.number)}
:status: {pattern.status}
:tier: {pattern.tier}
:category: {pattern.category}
:introduced: {pattern.introduced}
:peak_usage: {pattern.peak_usage}
:current_relevance: {pattern.relevance}
:reviewed: {pattern.reviewed}
:grew_out_of: {need_id(pattern.grew_out_of)}
{led_to}:alternatives: {", ".join(need_id(item.number) for item in pattern.alternatives)}
{relations}

{pattern.summary}

Why this tier: {pattern.rationale}

**{"Use instead" if pattern.tier == "bronze" else "Consider instead"}**

{alternatives}

{_uses(pattern)}
```

{_prose(pattern)}
## In production

{_examples(pattern)}

## Production checklist

{_list(f"[ ] {check}" for check in pattern.checklist)}

## Alternatives

{alternatives}

**Pros**

{_list(pattern.pros)}

**Cons**

{_list(pattern.cons)}
"""
