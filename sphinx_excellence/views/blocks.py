"""The vocabulary of views: what a page shows, as plain values.

Owns the inline and block values that every view is made of. A view decides wording, order and what a tier means;
turning these values into nodes of an output format belongs to the extension.

``Label`` is text that the toolkit itself writes: an English literal that is translated when it is rendered.
Everything else comes from records and is rendered as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.views.shapes import Shape


class _Stored:
    """A value that is pickled by its arguments.

    What a data class with slots does by itself asks for its fields each time, and pages hold hundreds of values.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Store the arguments."""
        names: tuple[str, ...] = getattr(self, "__match_args__", ())
        return type(self), tuple([getattr(self, name) for name in names])


@dataclass(frozen=True, slots=True)
class Label(_Stored):
    """Text of the toolkit's own: an English literal with ``%s`` for ``args``, which may be such texts themselves.

    ``note`` is what it means, from the data: a tip in formats that have such, and nowhere else. ``role`` is for the
    style: a ``label`` is set apart, what is ``said`` is not.
    """

    message: str
    args: tuple[str | Label, ...] = ()
    note: str = field(default="", repr=False)
    role: str = field(default="label", repr=False)


def said(message: str, *args: str | Label) -> Label:
    """Return text of the toolkit's own that is a part of a sentence, and not set apart."""
    return Label(message, args, role="said")


#: The roles of lines of links that some outputs leave out: those of ``excellence_feedback``, and a banner's to what a
#: reader does next.
FEEDBACK, SHORTCUTS = "feedback", "shortcuts"
#: The role of words that stay on one line: a date, a number.
UNBROKEN = "unbroken"


@dataclass(frozen=True, slots=True)
class Words(_Stored):
    """Literal text from a record. ``role`` names what it is, for the style."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Tag(_Stored):
    """A tag as readers see it, behind its icon; ``title`` is its heading in the index of tags."""

    text: str
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Rich(_Stored):
    """CommonMark inline text from a record."""

    source: str


@dataclass(frozen=True, slots=True)
class Badge(_Stored):
    """A tier as a badge; ``tier`` is its id and empty for an unrated pattern.

    Its sign is a text, ``symbol``, or the name of a drawn one, ``icon``.
    """

    tier: str
    title: str
    symbol: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class StatusLabel(_Stored):
    """A short word set apart: a status, a risk, a decision's state. ``role`` names its sort, ``value`` itself.

    ``means`` says what it means, where the project has added it.
    """

    role: str
    value: str
    label: Label
    means: str = ""


@dataclass(frozen=True, slots=True)
class Reference(_Stored):
    """A link to a record's home page, with its title and, where it has one, its badge.

    ``address`` is given for a record of another project, empty where that has no page for it. ``name`` is what the
    record was asked for by, where that is not its id. ``part`` is the id of an `Anchor` in its home.
    """

    kind: str
    id: str
    title: str
    badge: Badge | None = None
    address: str | None = None
    name: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Unknown(_Stored):
    """The name of a record that does not exist, as it is written. It becomes a ``Reference`` once there is one."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class WebLink(_Stored):
    """A link out of the project; ``text`` is literal, or ``label`` the toolkit's own."""

    url: str
    text: str = ""
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Anchor(_Stored):
    """A place inside a record's home that references lead to: the record's key and the part's id."""

    kind: str
    id: str
    part: str


@dataclass(frozen=True, slots=True)
class Sparkline(_Stored):
    """Numbers as a row of little bars, on a scale that ends at ``top``; ``text`` says them where nothing is drawn."""

    values: tuple[int, ...]
    top: int
    text: str


@dataclass(frozen=True, slots=True)
class ListLink(_Stored):
    """A link to the place where a page lists something, by the name of the list; its text alone where none does."""

    label: Label
    name: str


@dataclass(frozen=True, slots=True)
class Sentence(_Stored):
    """A text of the toolkit's own with a ``%s`` for each of ``parts``: links and badges inside a sentence."""

    message: str
    parts: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Shortcut(_Stored):
    """A link to a record by what a reader does there, in the toolkit's own words; the record's title is a tip."""

    label: Label
    reference: Reference


@dataclass(frozen=True, slots=True)
class CompareLink(_Stored):
    """A link to the page that compares patterns, with this one chosen there; where there is none, ``instead``."""

    label: Label
    pattern: str
    instead: Shortcut | None = None


@dataclass(frozen=True, slots=True)
class Jump(_Stored):
    """A link to an anchor of the same page."""

    label: Label
    anchor: str


@dataclass(frozen=True, slots=True)
class PageReference(_Stored):
    """A link to a page without a record, by its name, with its title as the text."""

    page: str
    title: str


Inline = (
    Label
    | Words
    | Tag
    | Rich
    | Badge
    | StatusLabel
    | Reference
    | Unknown
    | WebLink
    | Anchor
    | Sparkline
    | ListLink
    | Sentence
    | Shortcut
    | CompareLink
    | Jump
    | PageReference
)


@dataclass(frozen=True, slots=True)
class Line(_Stored):
    """A paragraph. ``role`` names what it is for, for the style."""

    inlines: tuple[Inline, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class RichBlocks(_Stored):
    """Blocks of CommonMark and MyST from a record: the text at ``path`` of it. ``lead`` goes before the first words.

    One that is ``contributed`` comes from outside the project: it has no formulas, which may read files in a PDF.
    """

    source: str
    record: RecordKey
    path: Path
    lead: tuple[Inline, ...] = ()
    contributed: bool = False


@dataclass(frozen=True, slots=True)
class Fact(_Stored):
    """A label and its value: a line, or blocks."""

    label: Label | Words
    value: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts(_Stored):
    """Labels and values, in order."""

    rows: tuple[Fact, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Items(_Stored):
    """A list. Each item is a tuple of blocks; ``ordered`` numbers them."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Tasks(_Stored):
    """A checklist: each item one prose text."""

    items: tuple[str, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cell(_Stored):
    """One cell of a table; ``heading`` marks the head of its row."""

    blocks: tuple[Block, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table(_Stored):
    """A table. ``widths`` are relative; ``label`` is what assistive technology calls it.

    Each row of one that is ``stacked`` is a card where there is no room for its columns.
    """

    columns: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    label: Label | str
    widths: tuple[int, ...] = ()
    role: str = ""
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Part(_Stored):
    """Blocks under a small heading."""

    label: Label | Words
    blocks: tuple[Block, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Group(_Stored):
    """Blocks that belong together, for the style and, with ``data``, for the script: names and values.

    ``texts`` are data, too, in the toolkit's own words.
    """

    blocks: tuple[Block, ...]
    role: str
    data: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, slots=True)
class Option(_Stored):
    """One thing that a control can be set to; ``symbol`` or ``icon`` is before its label, ``note`` explains it.

    ``words`` are what else readers may call it, as the script compares texts.
    """

    value: str
    label: Label | Words
    symbol: str = ""
    note: str = ""
    icon: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Control(_Stored):
    """Something that a reader sets; what it is set to first is its first option.

    ``form`` is how it is drawn: ``chips``, of which any number is chosen, ``radio`` buttons, a ``switch`` of small
    ones, a ``menu``, or a field for ``text``. ``match`` is what it does to the groups with ``data``: those stay whose
    value under its name ``is`` one of those chosen, ``has`` one of them among its lines, is ``upto`` it, holds all of
    its ``words``, or that have a ``case`` for it; or it gives the ``order`` or the ``view``.
    """

    name: str
    label: Label | Words
    form: str
    match: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Controls(_Stored):
    """What a reader sets to filter and sort the groups with ``data`` in the same view; shown where a script runs.

    ``shown``, ``none`` and ``more`` say how many are left and hidden, ``further`` leads to the hidden ones; ``layouts``
    are the layouts of the groups, the first to begin with, each with the text of the link that leads to it. ``texts``
    are what else the script may say. ``group`` names the control by which cards are grouped. Where ``compares``, what
    is left can be chosen for the page that compares patterns, if there is one.
    """

    label: Label
    controls: tuple[Control, ...]
    shown: Label
    none: Label
    more: Label
    further: Label
    reset: Label
    layouts: tuple[tuple[str, Label], ...] = ()
    texts: tuple[tuple[str, Label], ...] = ()
    group: str = ""
    compares: bool = False


@dataclass(frozen=True, slots=True)
class ScriptOnly(_Stored):
    """Blocks that make sense only where a script runs: they are in no other output."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OnDemand(_Stored):
    """Blocks for the form next to them that a site loads when a reader begins to use it.

    ``before`` is said until then, ``loading`` while they are on their way, ``failed`` where they cannot be had.
    """

    blocks: tuple[Block, ...]
    before: Label
    loading: Label
    failed: Label


@dataclass(frozen=True, slots=True)
class News(_Stored):
    """Where a script says how many groups with ``event`` in their data, in the same view, are new to the reader.

    ``first`` is said when the list is seen for the first time, ``none`` and ``some`` (with ``%s`` for how many) later;
    ``mark`` is put behind each that is new, ``read`` is a button.
    """

    first: Label
    none: Label
    some: Label
    mark: Label
    read: Label


@dataclass(frozen=True, slots=True)
class Years(_Stored):
    """Where a reader moves from the ``first`` year to the ``last``, by a script.

    Of the same view, it shows the groups with ``from`` and ``to`` in their data that hold the year, and marks the year
    in drawings with ``first`` and ``step``. ``label`` names the slider. ``said`` is its value, with ``%s`` for the year
    and for how many things there are, are the best, and happened. ``told`` is said of the year, with ``%s`` for it and
    for the best; ``none`` where there are none. The others are buttons.
    """

    first: int
    last: int
    label: Label
    said: Label
    told: Label
    none: Label
    earlier: Label
    later: Label
    play: Label
    stop: Label


@dataclass(frozen=True, slots=True)
class Feeds(_Stored):
    """Where an HTML site that has feeds leads to them: to those of a category, or of everything."""

    category: str = ""


@dataclass(frozen=True, slots=True)
class Mark(_Stored):
    """What stands for one thing in a drawing, and leads to it. ``about`` is that in a few words, in a row.

    It is a record, a list, a page, or a source, which the text next to the drawing has too: keys do not stop there, and
    one without an address leads nowhere. ``data`` is for the script: names and values. ``tip`` is drawn over the rest
    while a reader points at the mark, in formats in which that can be.
    """

    reference: Reference | ListLink | PageReference | WebLink
    about: tuple[Label | Words, ...]
    shapes: tuple[Shape, ...]
    data: tuple[tuple[str, str], ...] = ()
    tip: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing(_Stored):
    """Shapes, and on top of them the marks of records. ``name`` says what it is, for the style.

    A text next to a drawing has the same information: formats that cannot draw leave the drawing out. ``label`` is
    what assistive technology calls it, ``description`` how it is to be read. ``key`` is visible under it,
    where something in it would puzzle them. ``data`` is for the script: names and values.
    """

    name: str
    width: float
    height: float
    label: Label
    description: Label
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    key: Label | None = None
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Folded(_Stored):
    """Blocks that a reader unfolds in place, by ``label``, where a format can fold; elsewhere they are as any others.

    The ``transcript`` of a drawing stays folded until then; what is ``more`` is open in print and where no script runs.
    """

    label: Label
    blocks: tuple[Block, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Elsewhere(_Stored):
    """Blocks that another view may show on the same page, which is named by its name and its record.

    Where that view is there, the blocks are left out for a link to it, with ``label`` as its text.
    """

    blocks: tuple[Block, ...]
    view: str
    record: RecordKey
    label: Label

    def link_to(self, anchor: str) -> Line:
        """Return the line that leads to the other view, at ``anchor``."""
        return Line((Jump(self.label, anchor),), role="elsewhere")


Block = (
    Line
    | RichBlocks
    | Facts
    | Items
    | Tasks
    | Table
    | Part
    | Group
    | Controls
    | ScriptOnly
    | OnDemand
    | News
    | Years
    | Feeds
    | Drawing
    | Folded
    | Elsewhere
)


@dataclass(frozen=True, slots=True)
class View(_Stored):
    """All that one directive shows.

    ``name`` says what it is (``banner``, ``timeline``, ...), ``label`` what assistive technology calls it,
    ``tier`` and ``legacy`` give the accent.
    """

    name: str
    blocks: tuple[Block, ...]
    label: Label = field(default=Label(""))
    tier: str = ""
    legacy: bool = False
