"""The problems that patterns solve and the scales that they are recommended at, as what readers filter by.

Both come from the selectors; patterns may list further problems. Readers find a problem by any of the words that it is
asked for with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Scale, Selector, SelectorProblem
from sphinx_excellence.views.blocks import Label, Option, Words
from sphinx_excellence.views.catalogue_entries import SEPARATOR, Data, folded
from sphinx_excellence.views.reader_controls import Choice
from sphinx_excellence.views.vocabulary import in_words


@dataclass(slots=True)
class ProblemFacets:
    """The problems and scales of a project, and those of each pattern by its id, in the order of the selectors."""

    problems: dict[str, Option] = field(default_factory=dict)
    scales: dict[str, Option] = field(default_factory=dict)
    solved: dict[str, dict[str, None]] = field(default_factory=dict)
    suited: dict[str, dict[str, None]] = field(default_factory=dict)

    def data_of(self, pattern: Pattern) -> Data:
        """Return what a pattern is filtered by."""
        found = (("problem", self.solved.get(pattern.id)), ("scale", self.suited.get(pattern.id)))
        return tuple((name, SEPARATOR.join(values)) for name, values in found if values)

    def choices(self, patterns: Sequence[Pattern]) -> Iterator[Choice]:
        """Yield the choice of a problem and that of a scale, of those that the patterns have."""
        both = (
            ("problem", Label(N_("Problem")), self.problems, self.solved),
            ("scale", Label(N_("Scale")), self.scales, self.suited),
        )
        for name, label, options, by_pattern in both:
            values = tuple(tuple(by_pattern.get(pattern.id, ())) for pattern in patterns)
            used = {each for found in values for each in found}
            yield Choice(name, label, "has", tuple(option for each, option in options.items() if each in used), values)


def problem_option(name: str, problem: SelectorProblem) -> Option:
    """Return a problem as an option, with the words that readers use for it."""
    words = (word for text in (problem.title, *problem.asked_as) for word in text.split())
    return Option(name, Words(problem.title), words=folded(words, " "))


def problem_facets(registry: Registry) -> ProblemFacets:
    """Return the problems and scales of all patterns."""
    facets = ProblemFacets()
    for selector in registry.all_of(Selector):
        for name, problem in selector.problems.items():
            facets.problems.setdefault(name, problem_option(name, problem))
            _note_recommended(facets, name, problem, selector.scales, registry)
        for name, scale in selector.scales.items():
            facets.scales.setdefault(name, Option(name, Words(scale.title), note=scale.load or ""))
    for pattern in registry.all_of(Pattern):
        for name in pattern.problems:
            facets.solved.setdefault(pattern.id, {})[name] = None
            facets.problems.setdefault(name, Option(name, Words(in_words(name, registry.words))))
    return facets


def _note_recommended(
    facets: ProblemFacets, name: str, problem: SelectorProblem, scales: Mapping[str, Scale], registry: Registry
) -> None:
    """Note which patterns are recommended for a problem, and at which scales; a legacy one is only tolerated."""
    for scale in scales:
        for _tier, _number, choice in problem.choices(scale):
            pattern = registry.pattern(choice.pattern) if choice.pattern else None
            if pattern is not None and not registry.is_legacy(pattern):
                facets.solved.setdefault(pattern.id, {})[name] = None
                facets.suited.setdefault(pattern.id, {})[scale] = None
