"""What pages show of a selector: the matrix of problems and scales, the form, and its results with reasons.

Owns what is recommended where, in which order, and the wording. The matrix needs no script; the rest is for the script,
which shows the reason for each entry that fits the reader's choices. The results are several times as much as the rest
of the page: a site loads them when the form is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Choice, Scale, Selector, SelectorProblem
from sphinx_excellence.views.blocks import (
    Anchor,
    Block,
    Cell,
    Control,
    Controls,
    Group,
    Inline,
    Items,
    Label,
    Line,
    OnDemand,
    Option,
    Part,
    Reference,
    Rich,
    ScriptOnly,
    Table,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.catalogue_entries import (
    COMPARE_TEXTS,
    Data,
    card,
    entry_data,
    filter_texts,
    folded,
    place_of,
    successor_line,
    tier_place,
)
from sphinx_excellence.views.patterns import prose_items
from sphinx_excellence.views.problem_facets import problem_option
from sphinx_excellence.views.reader_controls import category_choice, choice_control
from sphinx_excellence.views.record_labels import (
    badge_of,
    named,
    pattern_reference,
    references,
    tier_badge,
)
from sphinx_excellence.views.sources import sources_part
from sphinx_excellence.views.usage_reports import selector_line

#: Behind all that is recommended.
_LEFT_OUT = 1_000_000
#: How many entries a tier has room for in the order.
_ROOM = 10_000

Problems = dict[str, SelectorProblem]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What may be left, as a card: a pattern, or something outside by its name and badge, with the notes on it."""

    card: Group
    pattern: Pattern | None = None
    outside: tuple[Inline, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is recommended: problem, scale, tier, its number there, and the note."""

    problem: str
    scale: str
    tier: str
    number: int
    note: str | None


def narrowed(selector: Selector, wanted: Iterable[str]) -> Problems:
    """Return the problems of a selector that are wanted, in its order; all of them where none is named."""
    names = set(wanted)
    return {name: problem for name, problem in selector.problems.items() if not names or name in names}


def selector(record: Selector, registry: Registry, *, wanted: Iterable[str] = (), anchored: bool = True) -> View:
    """Return the whole: the form and what it leaves, then the matrix. ``anchored`` problems can be linked to."""
    problems = narrowed(record, wanted)
    label = Label(N_("Selector: %s"), (record.title,))
    if not problems:
        return View("selector", (Line((Label(N_("No problem matches.")),), role="nothing"),), label)
    blocks: list[Block] = [Line((Rich(record.summary),), role="summary")] if record.summary else []
    entries = list(_entries(record, problems, registry))
    if entries:
        controls = _controls(record, problems, registry, entries)
        results = OnDemand(
            (*_explanations(record, problems), *_lists(entries, registry)),
            before=Label(N_("Results appear once you choose something.")),
            loading=Label(N_("Loading the results\N{HORIZONTAL ELLIPSIS}")),
            failed=Label(N_("The results could not be loaded. Use the table of all recommendations, or try again.")),
        )
        blocks.append(ScriptOnly((controls, results)))
    matrix = _matrix(record, problems, registry, anchored=anchored)
    # Below its heading and not in the part: a table that is longer than a page must stand free.
    blocks += [Part(Label(N_("All recommendations")), ()), matrix, *sources_part(record.sources)]
    return View("selector", tuple(blocks), label)


def questions(record: Selector, *, wanted: Iterable[str] = ()) -> View:
    """Return the problems as links into the selector's home, each of which sets it to that problem."""
    items: list[tuple[Block, ...]] = []
    for name, problem in narrowed(record, wanted).items():
        blocks: list[Block] = [Line((Reference("selector", record.id, problem.title, part=name),))]
        if problem.summary:
            blocks.append(Line((Rich(problem.summary),), role="question-text"))
        items.append(tuple(blocks))
    return View("questions", (Items(tuple(items), role="questions"),), Label(N_("Questions: %s"), (record.title,)))


# The matrix ----------------------------------------------------------------------------------------------------


def _matrix(record: Selector, problems: Problems, registry: Registry, *, anchored: bool) -> Table:
    columns: list[tuple[Inline, ...]] = [(Label(N_("Problem")),)]
    for scale in record.scales.values():
        load = (Words(" "), Words(f"({scale.load})", role="load")) if scale.load else ()
        columns.append((Words(scale.title), *load))
    rows = []
    for name, problem in problems.items():
        title: tuple[Inline, ...] = (Words(problem.title),)
        if anchored:
            title = (Anchor("selector", record.id, name), *title)
        head = Group((Line(title),), role="row", data=(("choice", f"problem={name}"),))
        cells = [Cell((head,), heading=True)]
        cells += [Cell(tuple(_cell(problem, scale, registry))) for scale in record.scales]
        rows.append(tuple(cells))
    widths = (3, *(4 for _ in record.scales))
    return Table(tuple(columns), tuple(rows), record.title, widths, role="selector", stacked=True)


def _cell(problem: SelectorProblem, scale: str, registry: Registry) -> Iterator[Block]:
    chosen = sorted(problem.choices(scale), key=lambda choice: (tier_place(choice[0], registry), choice[1]))
    if not chosen:
        said = scale in problem.recommend
        nothing = (Label(N_("None, by design")),) if said else (Words("\N{EN DASH}"),)
        yield Line(nothing, role="empty")
    for tier, _number, choice in chosen:
        yield Line(_named(choice, tier, registry), role="option")
        if choice.note:
            yield Line((Rich(choice.note),), role="note")
        pattern = registry.pattern(choice.pattern) if choice.pattern else None
        if pattern is not None and registry.is_legacy(pattern) and pattern.alternatives:
            yield successor_line(pattern, registry)


def _named(choice: Choice, tier: str, registry: Registry) -> tuple[Inline, ...]:
    if choice.pattern is not None:
        return (named(choice, registry),)
    name = named(choice, registry) if choice.url else Words(choice.name or "", role="strong")
    return name, Words(" "), tier_badge(registry.tiers.get(tier))


# What the form sets --------------------------------------------------------------------------------------------


def _controls(record: Selector, problems: Problems, registry: Registry, entries: list[_Entry]) -> Controls:
    asked = [problem_option(name, problem) for name, problem in problems.items()]
    scales = [Option(name, Words(scale.title), note=scale.load or "") for name, scale in record.scales.items()]
    current = [tier for tier in registry.tiers.values() if not tier.legacy]
    tiers = []
    for number, tier in enumerate(current):
        label = N_("%s only") if number == 0 else N_("Include %s")
        tiers.append(Option(str(number), Label(label, (Label(tier.title),)), tier.symbol, icon=tier.icon))
    tiers.append(Option(str(len(registry.tiers)), Label(N_("Show all, including legacy"))))
    patterns = [entry.pattern for entry in entries if entry.pattern is not None]
    categories = category_choice(patterns, registry)
    # What is the only one is chosen from the start.
    if len(asked) > 1:
        asked.insert(0, Option("", Label(N_("Any problem"))))
    if len(scales) > 1:
        scales.insert(0, Option("", Label(N_("Any scale"))))
    controls = [
        Control("problem", Label(N_("Problem")), "menu", "case", tuple(asked)),
        Control("text", Label(N_("Keywords")), "text", "words"),
        Control("scale", Label(N_("Scale")), "radio", "case", tuple(scales)),
        Control("tier", Label(N_("Tier")), "radio", "upto", tuple(tiers)),
    ]
    if categories.leaves_something:
        controls.append(choice_control(categories))
    layouts = (("cards", Label(N_("Show as cards"))), ("compare", Label(N_("Compare the results"))))
    form = Controls(Label(N_("Find a pattern")), tuple(controls), **filter_texts(), layouts=layouts, compares=True)
    return replace(form, texts=(*form.texts, *COMPARE_TEXTS))


def _explanations(record: Selector, problems: Problems) -> Iterator[Group]:
    """Yield what each problem is, and where nothing is recommended for it on purpose: shown while that is chosen."""
    for name, problem in problems.items():
        if problem.summary:
            line = Line((Rich(problem.summary),))
            yield Group((line,), role="explanation", data=(("when", f"problem={name}"),))
        nowhere = [scale for scale in record.scales if scale in problem.recommend and not list(problem.choices(scale))]
        for scale in (*nowhere, *([""] if len(nowhere) == len(record.scales) else [])):
            line = Line((Label(N_("By design, nothing is recommended here.")),))
            yield Group((line,), role="explanation", data=(("when", f"problem={name}&scale={scale}"),))


# What it leaves ------------------------------------------------------------------------------------------------


def _entries(record: Selector, problems: Problems, registry: Registry) -> Iterator[_Entry]:
    """Yield what may be left, in the order that it has before anything is set: by tier, then by title."""
    places = _places(problems, registry)
    named = [
        pattern
        for pattern in registry.all_of(Pattern)
        if ("pattern", pattern.id) in places or any(problem in problems for problem in pattern.problems)
    ]
    named.sort(key=lambda pattern: (place_of(pattern, registry), pattern.title.casefold(), pattern.id))
    for pattern in named:
        at = places.get(("pattern", pattern.id), [])
        solves = [name for name in problems if name in pattern.problems or any(p.problem == name for p in at)]
        data = entry_data(pattern, registry, words=_asked(solves, problems))
        reasons = Group(tuple(_reasons(record, problems, registry, at, solves, pattern)), role="reasons")
        more = (reasons, *selector_line(pattern, registry), *_warnings(record, registry, pattern))
        yield _Entry(card(pattern, registry, data=data, more=more), pattern)
    for (kind, name), at in sorted(places.items()):
        if kind != "pattern":
            yield _outside(record, problems, registry, (kind, name), at)


def _asked(names: Iterable[str], problems: Problems) -> list[str]:
    """Return how readers ask for some problems: the title of each, and their own words."""
    return [text for name in names for text in (problems[name].title, *problems[name].asked_as)]


def _places(problems: Problems, registry: Registry) -> dict[tuple[str, str], list[_Place]]:
    """Return where each is recommended: a pattern by its id, something outside by its address and name.

    Patterns of other projects are outside, too, and have the kind ``external``.
    """
    places: dict[tuple[str, str], list[_Place]] = {}
    for name, problem in problems.items():
        for scale in problem.recommend:
            for tier, number, choice in problem.choices(scale):
                resolved = registry.resolve("pattern", choice.pattern) if choice.pattern else None
                if choice.pattern and resolved is None:
                    continue  # told by the gate
                key = (choice.url or "none", choice.name or "")
                if resolved:
                    key = ("pattern" if resolved in registry.of_kind("pattern") else "external", resolved)
                places.setdefault(key, []).append(_Place(name, scale, tier, number, choice.note))
    return places


def _outside(
    record: Selector, problems: Problems, registry: Registry, key: tuple[str, str], at: list[_Place]
) -> _Entry:
    """Return something that is no pattern of this project: it has no more to it than what is said of its places."""
    kind, name = key
    solves = list(dict.fromkeys(place.problem for place in at))
    tier = min((place.tier for place in at), key=lambda tier: tier_place(tier, registry))
    pattern = registry.pattern(name) if kind == "external" else None
    title = pattern.title if pattern is not None else name
    badge = badge_of(pattern, registry) if pattern is not None else tier_badge(registry.tiers.get(tier))
    named: Inline = Words(title, role="strong") if kind == "none" else WebLink(kind, title)
    if pattern is not None:
        named = Reference("pattern", pattern.id, title, address=registry.address_of("pattern", pattern.id))
    data: Data = (
        ("key", f"{kind} {name}"),
        ("tier", tier),
        ("place", str(tier_place(tier, registry))),
        ("category", ""),
        ("words", folded((title, *_asked(solves, problems)))),
    )
    signs: tuple[Inline, ...] = (badge,) if badge is not None else ()
    blocks: list[Block] = [Line((named,), role="card-title"), Line(signs, role="card-signs")]
    blocks.append(Group(tuple(_reasons(record, problems, registry, at, solves, pattern)), role="reasons"))
    if pattern is not None and registry.is_legacy(pattern) and pattern.alternatives:
        blocks.append(successor_line(pattern, registry))
    notes = dict.fromkeys(place.note for place in at if place.note)
    card = Group(tuple(blocks), role=f"card excellence-tier-{tier}", data=data)
    return _Entry(
        card, outside=(named, *(inline for sign in signs for inline in (Words(" "), sign))), notes=tuple(notes)
    )


def _warnings(record: Selector, registry: Registry, pattern: Pattern) -> Iterator[Block]:
    """Yield what is said of every entry of the pattern's tier, and the playbooks that lead away from a legacy one."""
    warning = record.warnings.get(pattern.tier or "")
    if warning:
        yield Line((Rich(warning),), role="warning")
    if registry.is_legacy(pattern) and (playbooks := registry.migrations_from(pattern.id)):
        links = references("migration", playbooks, registry)
        yield Line((Label(N_("Migrate:")), Words(" "), *links), role="card-onward")


def _reasons(
    record: Selector,
    problems: Problems,
    registry: Registry,
    at: list[_Place],
    solves: list[str],
    pattern: Pattern | None,
) -> Iterator[Group]:
    """Yield why an entry stands where it does, for each case that readers can set."""
    for scale in record.scales:
        here = [place for place in at if place.scale == scale]
        if here:
            titles = ", ".join(problems[name].title for name in dict.fromkeys(place.problem for place in here))
            best = min(here, key=lambda place: _rank(place, registry))
            line = Line((_recommended(best.tier, [record.scales[scale]], registry), Words(": "), Words(titles)))
            yield _reason(("", scale), tier_place(best.tier, registry) * _ROOM, (line,), best, registry)
    for name in solves:
        there = [place for place in at if place.problem == name]
        scales = [record.scales[scale] for scale in record.scales if any(place.scale == scale for place in there)]
        for scale in record.scales:
            at_scale = [place for place in there if place.scale == scale]
            place = min(at_scale, key=lambda place: _rank(place, registry), default=None)
            if place is None:
                yield _left_out((name, scale), _why_not(pattern, scales, registry), registry)
                continue
            lines = [Line((_recommended(place.tier, [record.scales[scale]], registry),))]
            if place.note:
                lines.append(Line((Rich(place.note),), role="note"))
            yield _reason((name, scale), _rank(place, registry), tuple(lines), place, registry)
        if there and scales:
            best = min(there, key=lambda place: _rank(place, registry))
            line = Line((_recommended(best.tier, scales, registry),))
            yield _reason((name, ""), _rank(best, registry), (line,), best, registry)
        else:
            yield _left_out((name, ""), _why_not(pattern, [], registry), registry)


def _rank(place: _Place, registry: Registry) -> int:
    return tier_place(place.tier, registry) * _ROOM + place.number


def _recommended(tier: str, scales: list[Scale], registry: Registry) -> Label:
    """Return that something is recommended as a tier at some scales; a legacy tier is tolerated rather."""
    found = registry.tiers.get(tier)
    title = Label(found.title) if found is not None else tier
    shown = _named_scales(scales)
    if found is not None and found.legacy:
        return Label(N_("%s, acceptable for %s"), (title, shown))
    return Label(N_("%s, recommended for %s"), (title, shown))


def _named_scales(scales: list[Scale]) -> str:
    """Return one scale with what it means, several by their names."""
    only = scales[0]
    if len(scales) == 1 and only.load:
        return f"{only.title} ({only.load})"
    return ", ".join(scale.title for scale in scales)


def _why_not(pattern: Pattern | None, scales: list[Scale], registry: Registry) -> Label:
    legacy = pattern is not None and registry.is_legacy(pattern)
    if not scales:
        return Label(N_("Left out: legacy at every scale") if legacy else N_("Not recommended at any scale"))
    if legacy:
        return Label(N_("Left out: legacy at this scale"))
    shown = _named_scales(scales)
    return Label(N_("Not recommended at this scale; recommended for %s"), (shown,))


def _reason(case: tuple[str, str], rank: int, lines: tuple[Line, ...], place: _Place, registry: Registry) -> Group:
    data = (("case", " ".join(case)), ("rank", str(rank)), ("place", str(tier_place(place.tier, registry))))
    return Group(lines, role="reason", data=data)


def _left_out(case: tuple[str, str], why: Label, registry: Registry) -> Group:
    data = (("case", " ".join(case)), ("rank", str(_LEFT_OUT)), ("place", str(len(registry.tiers))))
    return Group((Line((why,)),), role="reason left-out", data=data)


def _lists(entries: list[_Entry], registry: Registry) -> tuple[Block, ...]:
    cards = Items(tuple((entry.card,) for entry in entries), role="cards")
    labels = (N_("Pattern"), N_("Best for"), N_("Pros"), N_("Cons"))
    table = Table(
        tuple((Label(label),) for label in labels),
        tuple(_row(entry, registry) for entry in entries),
        Label(N_("Comparison")),
        (3, 4, 4, 4),
        role="compare",
    )
    return (
        Group((cards,), role="layout", data=(("layout", "cards"),)),
        Group((table,), role="layout", data=(("layout", "compare"),)),
    )


def _row(entry: _Entry, registry: Registry) -> tuple[Cell, ...]:
    """Return what an entry is compared by. Of something outside no more is known than what is said of its places."""
    pattern = entry.pattern
    if pattern is not None:
        head: tuple[Inline, ...] = (pattern_reference(pattern.id, registry),)
        told = [pattern.best_for or pattern.valid_for, pattern.trade_offs.pros, pattern.trade_offs.cons]
    else:
        head, told = entry.outside, [entry.notes, (), ()]
    # The script puts the reason that counts into the last group.
    name = Group((Line(head), Group((), role="reasons")), role="row", data=entry.card.data)
    cells = (Cell((prose_items(texts) if texts else Line((Words("\N{EN DASH}"),), role="empty"),)) for texts in told)
    return Cell((name,), heading=True), *cells
