"""The values of a form of controls, translated: what its node holds and HTML draws.

Plain values, since doctrees are stored and visitors look nothing up.
"""

from __future__ import annotations

from typing import TypedDict

from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.views.blocks import Control, Controls, Label, Option, Words


class FormOption(TypedDict):
    """One thing that a control can be set to."""

    value: str
    label: str
    symbol: str
    icon: str
    note: str
    words: str


class FormControl(TypedDict):
    """One control; ``form`` and ``match`` are those of `sphinx_excellence.views.blocks.Control`."""

    name: str
    label: str
    form: str
    match: str
    options: list[FormOption]


class Form(TypedDict):
    """A form: its name, its controls, the texts that say how many are left, and the layouts with their links.

    ``texts``, ``group`` and ``compares`` are those of `sphinx_excellence.views.blocks.Controls`.
    """

    label: str
    controls: list[FormControl]
    shown: str
    none: str
    more: str
    further: str
    reset: str
    layouts: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    group: str
    compares: bool


def form_of(controls: Controls) -> Form:
    """Return the description of a form."""
    return Form(
        label=translated(controls.label),
        controls=[_control(control) for control in controls.controls],
        shown=translated(controls.shown),
        none=translated(controls.none),
        more=translated(controls.more),
        further=translated(controls.further),
        reset=translated(controls.reset),
        layouts=[(name, translated(label)) for name, label in controls.layouts],
        texts=[(name, translated(label)) for name, label in controls.texts],
        group=controls.group,
        compares=controls.compares,
    )


def _control(control: Control) -> FormControl:
    return FormControl(
        name=control.name,
        label=_worded(control.label),
        form=control.form,
        match=control.match,
        options=[_option(option) for option in control.options],
    )


def _option(option: Option) -> FormOption:
    return FormOption(
        value=option.value,
        label=_worded(option.label),
        symbol=option.symbol,
        icon=option.icon,
        note=option.note,
        words=option.words,
    )


def _worded(label: Label | Words) -> str:
    return translated(label) if isinstance(label, Label) else label.text
