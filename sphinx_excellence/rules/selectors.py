"""Rules about selectors: what they recommend for each problem at each scale, and which patterns they leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_excellence.findings import Path, Phrase, Severity, sole_match, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Selector
from sphinx_excellence.rules.references import unknown_name
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation, in_pattern, misspelled_key

_SCALES = "    scales: {small: {title: Small}}\n"
_SAGA = "patterns:\n  saga: {title: Saga, tier: gold, problems: [acid]}\n"
_TPC = "  tpc: {title: 2PC, tier: bronze, problems: [acid], alternatives: [{pattern: saga}]}\n"


def _example(recommend: str, patterns: str = _SAGA) -> str:
    head = f"{patterns}selectors:\n  s:\n    title: Which pattern?\n{_SCALES}    problems:\n      acid:\n"
    return f"{head}        title: Keep data consistent\n        recommend: {recommend}"


def _gaps(knowledge: Knowledge) -> Iterator[Violation]:
    for selector in knowledge.registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            at = ("problems", problem_id, "recommend")
            missing = [scale for scale in selector.scales if scale not in problem.recommend]
            misspelled = {sole_match(scale, missing) for scale in problem.recommend if scale not in selector.scales}
            for scale in selector.scales:
                if scale in misspelled:  # which has a rule of its own
                    continue
                said = problem.recommend.get(scale, {})
                # Nothing, said outright, is an answer; so is a tier that is left out on purpose.
                if said is None or any(chosen is None or chosen for chosen in said.values()):
                    continue
                path = (*at, scale) if scale in problem.recommend else at
                yield Violation(
                    InRecord(("selector", selector.id), path),
                    "the problem '%s' of selector '%s' has no recommendation for the scale '%s'",
                    (problem_id, selector.id, scale),
                    "add `%s: {%s: [...]}`, or `%s: null` if nothing is recommended on purpose",
                    (scale, next(iter(knowledge.registry.tiers), "gold"), scale),
                )


SELECTOR_GAP = Rule(
    "selector-gap",
    Severity.WARNING,
    "A selector has no recommendation for a problem at a scale.",
    "Readers with that problem cannot tell whether there is no answer, or it was forgotten.",
    _example("{}"),
    _example("{small: {gold: [saga]}}"),
    _gaps,
    absent_keys=("problems",),
)


def _unknown_scales(knowledge: Knowledge) -> Iterator[Violation]:
    for selector in knowledge.registry.all_of(Selector):
        scales = list(selector.scales)
        for problem_id, problem in selector.problems.items():
            for scale in problem.recommend:
                if scale in scales:
                    continue
                at = InRecord(("selector", selector.id), ("problems", problem_id, "recommend", scale), on_key=True)
                yield Violation(
                    at,
                    "'%s' is not a scale of selector '%s'",
                    (scale, selector.id),
                    *suggestion(scale, scales),
                    fix=misspelled_key(at, scales, problem.recommend),
                )


UNKNOWN_SCALE = Rule(
    "unknown-scale",
    Severity.ERROR,
    "A recommendation is for a scale that the selector does not have.",
    "It is not shown anywhere.",
    _example("{smal: {gold: [saga]}}"),
    _example("{small: {gold: [saga]}}"),
    _unknown_scales,
    absent_keys=("scales",),
)


def _unknown_tiers(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for selector in registry.all_of(Selector):
        named: list[tuple[Path, str, tuple[str, ...]]] = [
            (("problems", problem_id, "recommend", scale), tier, tuple(choices or ()))
            for problem_id, problem in selector.problems.items()
            for scale, choices in problem.recommend.items()
            for tier in choices or ()
        ]
        named += [(("warnings",), tier, tuple(selector.warnings)) for tier in selector.warnings]
        for path, tier, beside in named:
            if registry.is_known("tier", tier):
                continue
            at = InRecord(("selector", selector.id), (*path, tier), on_key=True)
            yield Violation(
                at,
                *unknown_name(registry, "tier", tier),
                fix=misspelled_key(at, registry.tiers, beside),
            )


SELECTOR_UNKNOWN_TIER = Rule(
    "selector-unknown-tier",
    Severity.ERROR,
    "A selector lists a recommendation or a warning under a tier that does not exist.",
    "It has no place in the order, and is not shown anywhere.",
    _example("{small: {golden: [saga]}}"),
    _example("{small: {gold: [saga]}}"),
    _unknown_tiers,
)


def _mismatched(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    again = {(selector.id, path) for selector, path, _name in _repeated(registry)}
    for selector, path, tier, pattern in _recommended(registry):
        if pattern.tier == tier or (selector.id, path) in again:
            continue
        # A legacy pattern under a tier that is none has a rule of its own, and so has a tier that there is not. Another
        # project may have tiers that there are not here: a pattern of such a tier can be under any tier here.
        if _is_astray(registry, tier, pattern) or not _is_tier_known(registry, pattern):
            continue
        yield Violation(
            InRecord(("selector", selector.id), path),
            "pattern '%s' is %s, but it is recommended as %s",
            (pattern.id, pattern.tier or Phrase("unrated"), tier),
            "move it to the list of its own tier"
            if pattern.tier
            else "add the pattern's `tier`, or remove the recommendation",
        )


def _is_tier_known(registry: Registry, pattern: Pattern) -> bool:
    """Whether the tier of a pattern could be read and is one of this project; an unrated one is known to be that."""
    if pattern.tier is None:
        return "tier" not in registry.repaired.get(("pattern", pattern.id), frozenset())
    return pattern.tier in registry.tiers


SELECTOR_TIER_MISMATCH = Rule(
    "selector-tier-mismatch",
    Severity.WARNING,
    "A pattern is recommended under a tier other than its own.",
    "The selector and the pattern's badge contradict each other. Usually the tier has changed since.",
    _example("{small: {silver: [saga]}}"),
    _example("{small: {gold: [saga]}}"),
    _mismatched,
)


def _recommended(
    registry: Registry,
) -> Iterator[tuple[Selector, Path, str, Pattern]]:
    """Yield each pattern that a selector recommends: the selector, the path, the tier it is under, and the pattern."""
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            for scale in problem.recommend:
                for tier, number, choice in problem.choices(scale):
                    pattern = registry.pattern(choice.pattern) if choice.pattern else None
                    if pattern is not None and tier in registry.tiers:
                        path = ("problems", problem_id, "recommend", scale, tier, number, "pattern")
                        yield selector, path, tier, pattern


def _repeated(registry: Registry) -> Iterator[tuple[Selector, Path, str]]:
    """Yield each recommendation but one of what is recommended several times in one place: by path, and what it names.

    The one that is left out is the one under the pattern's own tier, or the first.
    """
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            for scale in problem.recommend:
                named: dict[tuple[str, str], list[tuple[bool, Path]]] = {}
                for tier, number, choice in problem.choices(scale):
                    path: Path = ("problems", problem_id, "recommend", scale, tier, number)
                    pattern = registry.pattern(choice.pattern or "")
                    if pattern is not None:
                        at = (pattern.tier != tier, (*path, "pattern"))
                        named.setdefault(("pattern", pattern.id), []).append(at)
                    elif choice.name is not None:
                        named.setdefault(("name", choice.name), []).append((False, (*path, "name")))
                for (_sort, name), places in named.items():
                    for _is_elsewhere, path in sorted(places, key=lambda place: place[0])[1:]:
                        yield selector, path, name


def _repetitions(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    astray = {(s.id, path) for s, path, tier, pattern in _recommended(registry) if _is_astray(registry, tier, pattern)}
    for selector, path, name in _repeated(registry):
        if (selector.id, path) in astray:  # which has a rule of its own
            continue
        yield Violation(
            InRecord(("selector", selector.id), path),
            "'%s' is recommended more than once for '%s' at the scale '%s'",
            (name, str(path[1]), str(path[3])),
            "keep one of them",
        )


SELECTOR_REPETITION = Rule(
    "selector-repetition",
    Severity.WARNING,
    "A selector recommends the same thing twice for a problem at a scale.",
    "Readers see two answers. Usually one of them was meant to be another pattern, or the pattern's "
    "tier has changed since.",
    _example("{small: {gold: [saga, saga]}}"),
    _example("{small: {gold: [saga]}}"),
    _repetitions,
)


def _is_astray(registry: Registry, tier: str, pattern: Pattern) -> bool:
    return registry.is_legacy(pattern) and not registry.tiers[tier].legacy


def _legacy_recommended(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for selector, path, tier, pattern in _recommended(registry):
        if _is_astray(registry, tier, pattern):
            yield Violation(
                InRecord(("selector", selector.id), path),
                "pattern '%s' is legacy, but it is recommended as %s",
                (pattern.id, tier),
                *_instead(registry, pattern),
            )
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            for scale in problem.recommend:
                choices = list(problem.choices(scale))
                if choices and all(tier in registry.tiers and registry.tiers[tier].legacy for tier, _, _ in choices):
                    yield Violation(
                        InRecord(("selector", selector.id), ("problems", problem_id, "recommend", scale)),
                        "everything that selector '%s' recommends for '%s' at the scale '%s' is legacy",
                        (selector.id, problem_id, scale),
                        "add a current pattern, or set `%s: null`",
                        (scale,),
                    )


def _instead(registry: Registry, pattern: Pattern) -> tuple[str, tuple[str, ...]]:
    current = ", ".join(each.pattern or each.name or "" for each in pattern.alternatives)
    named = Phrase("name what to use instead: %s", current) if current else Phrase("name a current pattern")
    own = registry.tiers.get(pattern.tier or "")
    if own is None or not own.legacy:
        return named, ()
    return N_("%s; or move it to its own tier, %s"), (named, own.id)


SELECTOR_RECOMMENDS_LEGACY = Rule(
    "selector-recommends-legacy",
    Severity.ERROR,
    "A selector recommends a legacy pattern, either under a current tier or as the only answer.",
    "Readers ask the selector what to build next, and would build something that others are replacing.",
    _example("{small: {gold: [tpc]}}", _SAGA + _TPC),
    _example("{small: {gold: [saga], bronze: [tpc]}}", _SAGA + _TPC),
    _legacy_recommended,
)


@dataclass(frozen=True)
class _Reach:
    """What selectors lead to: ids of patterns, and the problems for which that is uncertain."""

    patterns: frozenset[str]
    doubtful: frozenset[str]


def _reach(registry: Registry) -> _Reach:
    """Return what all selectors lead to, under whatever tier or scale it stands: those have rules of their own."""
    reached: set[str] = set()
    doubtful: set[str] = set()
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            for scale in problem.recommend:
                for _tier, _number, choice in problem.choices(scale):
                    pattern = registry.resolve("pattern", choice.pattern or "")
                    if pattern is not None:
                        reached.add(pattern)
                    elif choice.pattern is not None:
                        doubtful.add(problem_id)
    return _Reach(frozenset(reached), frozenset(doubtful))


def _is_all_read(registry: Registry) -> bool:
    """Whether every selector is there with all that it recommends: what it lacks may have been written."""
    return not any(kind == "selector" for kind, _id in registry.lost) and not any(
        kind == "selector" and "problems" in keys for (kind, _id), keys in registry.repaired.items()
    )


def _unreachable(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    selectors = list(registry.all_of(Selector))
    if not selectors or not _is_all_read(registry):
        return
    problems = {problem: selector.id for selector in reversed(selectors) for problem in selector.problems}
    reach = _reach(registry)
    for pattern in registry.all_of(Pattern):
        if pattern.id in reach.patterns or pattern.tier is None or registry.is_legacy(pattern):
            continue
        number = next((at for at, problem in enumerate(pattern.problems) if problem in problems), None)
        if number is not None:
            if not reach.doubtful.isdisjoint(pattern.problems):
                continue  # an unknown name may have been meant for it
            problem = pattern.problems[number]
            yield Violation(
                in_pattern(pattern, "problems", number),
                "pattern '%s' solves '%s', but selector '%s' does not recommend it",
                (pattern.id, problem, problems[problem]),
                "recommend it for that problem at a scale, or remove the problem from its `problems`",
            )
        elif not reach.doubtful:
            accepted, args = suggestion(pattern.problems[0] if pattern.problems else "", list(problems))
            yield Violation(
                in_pattern(pattern, "problems", 0) if pattern.problems else in_pattern(pattern),
                "no selector leads to pattern '%s': it names none of their problems",
                (pattern.id,),
                accepted,
                args,
                severity=Severity.INFO,
            )


SELECTOR_UNREACHABLE_PATTERN = Rule(
    "selector-unreachable-pattern",
    Severity.WARNING,
    "A current pattern says that it solves a problem, but no selector recommends it.",
    "Readers with that problem never find the pattern. The severity is `info` if the pattern names "
    "no problem of any selector.",
    _example("{small: {gold: [other]}}", _SAGA + "  other: {title: Other, tier: gold, problems: [acid]}\n"),
    _example("{small: {gold: [saga, other]}}", _SAGA + "  other: {title: Other, tier: gold, problems: [acid]}\n"),
    _unreachable,
    absent_keys=("problems", "tier", "status"),
)

RULES: tuple[Rule, ...] = (
    SELECTOR_GAP,
    UNKNOWN_SCALE,
    SELECTOR_UNKNOWN_TIER,
    SELECTOR_TIER_MISMATCH,
    SELECTOR_RECOMMENDS_LEGACY,
    SELECTOR_REPETITION,
    SELECTOR_UNREACHABLE_PATTERN,
)
