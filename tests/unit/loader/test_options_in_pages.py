"""The options of decisions in their pages: records hold them where the page names them exactly."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.decision import Decision
from tests.unit.conftest import Workbench

PAGE = """---
status: accepted
date: 2026-01-01
---
# Use sagas

## Considered Options

* **Two-phase commit** as we have it
* [Sagas](#sagas)
* Do nothing

## Decision Outcome

Chosen option: "Sagas", because {ref}`they last <x>`.

## Pros and Cons of the Options

### Sagas

* Good, because it `scales` and
  is [known](https://example.org/saga)
  * Good, because nested
* Neutral, because [others](0002-x.md) use it
* Bad, because it takes {term}`time <times>`
* Some other item

### Two-Phase Commit

Pros:

- Known

Cons:

- Blocks

### Elsewhere

* Good, because it is not an option
"""


def load(root, page, name="source/adr/0001-x.md"):
    found = Workbench(root).load({name: page}, (), {"adr/*": "decision"})
    decision = found.registry.find("decision", "0001-x")
    assert isinstance(decision, Decision)
    return found, decision


def test_options_have_their_names_the_chosen_one_and_their_arguments(tmp_path):
    found, decision = load(tmp_path, PAGE)
    assert [option.name for option in decision.options] == ["Two-phase commit", "Sagas", "Do nothing"]
    assert [option.chosen for option in decision.options] == [False, True, False]
    locks, sagas, nothing = decision.options
    assert (locks.pros, locks.cons) == (("Known",), ("Blocks",))
    assert sagas.pros == ("it `scales` and is [known](https://example.org/saga)", "nested")
    assert (sagas.neutral, sagas.cons) == (("others use it",), ("it takes time",))
    assert (nothing.pros, nothing.cons) == ((), ())
    assert found.registry.page_texts["decision", "0001-x"].fields == {"options"}
    assert found.findings == ()
    place = found.origins.place(("decision", "0001-x"), ("options", 1, "chosen"))
    assert (place.line, place.column) == (10, 1)


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ('Chosen option: "B", because it is there.', ["B"]),
        ("**Chosen option**: B. It is there.", ["B"]),
        ("Chosen option: [B](#b)", ["B"]),
        ('Chosen option: "B" for the time being', ["B"]),
        ('Chosen option:\n"B", because it is there.', ["B"]),
        ("Chosen option:\n\nB", None),
        ("Chosen Option: **b**", ["B"]),
        ("Gewählte Option: „B“, weil es da ist.", ["B"]),
        ("Option retenue : «\xa0B\xa0», parce que", ["B"]),
        ("选择的方案\uff1a「B」", ["B"]),
        ('Chosen option: "B, in part"', None),
        ('Chosen option: "A and B"', None),
        ("We take B.", None),
        ("", None),
    ],
)
def test_the_chosen_option_is_named_exactly_or_all_stays_prose(tmp_path, chosen, names):
    page = f"---\nstatus: accepted\n---\n# X\n\n## Considered Options\n\n1. A\n2. B\n\n## Decision\n\n{chosen}\n"
    _, decision = load(tmp_path, page)
    assert ([option.name for option in decision.options if option.chosen] or None) == names
    assert bool(decision.options) is (names is not None)


def test_a_proposal_has_options_before_one_is_chosen(tmp_path):
    _, decision = load(tmp_path, "---\nstatus: proposed\n---\n# X\n\n## Considered Options\n\n* A\n* B\n")
    assert [(option.name, option.chosen) for option in decision.options] == [("A", False), ("B", False)]


def test_a_status_of_the_project_may_mean_that_an_option_was_chosen(tmp_path):
    _, decision = load(tmp_path, "---\nstatus: live\n---\n# X\n\n## Considered Options\n\n* A\n* B\n")
    assert decision.options == ()


@pytest.mark.parametrize("items", ["* A\n* a", f"* A\n* {'long ' * 40}", "Text alone."])
def test_what_is_no_list_of_names_stays_prose(tmp_path, items):
    _, decision = load(tmp_path, f"# X\n\n## Considered Options\n\n{items}\n")
    assert decision.options == ()


def test_options_in_front_matter_come_first(tmp_path):
    page = PAGE.replace("status: accepted", "status: accepted\noptions: [{name: Own, chosen: true}]")
    found, decision = load(tmp_path, page)
    assert [option.name for option in decision.options] == ["Own"]
    assert found.registry.page_texts["decision", "0001-x"].fields == frozenset()


def test_options_in_restructuredtext(tmp_path):
    page = (
        "X\n=\n\nConsidered Options\n------------------\n\n* `Sagas <https://example.org/s>`__\n* Locks\n\n"
        "Decision Outcome\n----------------\n\nChosen option: Locks, because :doc:`they do <a>`.\n\n"
        "Pros and Cons of the Options\n----------------------------\n\nLocks\n~~~~~\n\n"
        "* Good, because ``lock()`` is in `the library <https://example.org/l>`_\n"
    )
    found, decision = load(tmp_path, page, "source/adr/0001-x.rst")
    assert [(option.name, option.chosen) for option in decision.options] == [("Sagas", False), ("Locks", True)]
    assert decision.options[1].pros == ("``lock()`` is in [the library](https://example.org/l)",)
    assert found.findings == ()


def test_no_link_or_block_of_the_page_is_a_finding_about_the_record(tmp_path):
    page = PAGE.replace(
        "* Some other item",
        "* Good, because <javascript:alert(1)> and [x](javascript:alert(1)) and ![y](z.png)\n"
        "* Bad, because # no heading\n* Bad, because - no list\n",
    )
    found, decision = load(tmp_path, page)
    assert found.findings == ()
    _, sagas, _ = decision.options
    known = "it `scales` and is [known](https://example.org/saga)"
    assert sagas.pros == (known, "nested", "javascript:alert(1) and x and y")
    assert sagas.cons == ("it takes time",)


@pytest.mark.parametrize(
    ("items", "pros"),
    [
        ("* Pros\n  * one\n  * two", ("one", "two")),
        ("* Pros\n    * one\n     * far to the right", ("one",)),
        ("* Pros\n  * one\n* beside it", ("one",)),
        ("* one\n  * two", ()),
        ("Pros:\n\n* one\n* two\n\nOther words.\n\n* three", ("one", "two")),
    ],
)
def test_the_items_below_a_label_are_arguments(tmp_path, items, pros):
    page = (
        "---\nstatus: proposed\n---\n# X\n\n## Considered Options\n\n* A\n* B\n\n"
        f"## Pros and Cons of the Options\n\n### A\n\n{items}\n"
    )
    _, decision = load(tmp_path, page)
    assert [option.pros for option in decision.options] == [pros, ()]


NUMBERED = """---
status: accepted
---
# Logs

## Considered Options

{options}

## Decision Outcome

Chosen option: "{chosen}", because it is there.

## Pros and Cons of the Options

### {heading}

* Good, because it is known
"""


@pytest.mark.parametrize("chosen", ["The `log` package", "Option 2", "Option 2: The `log` package"])
@pytest.mark.parametrize("heading", ["The `log` package", "Option 2", "Option 2 - The log package"])
@pytest.mark.parametrize(
    "items",
    [
        "**Option {}**: {}",
        "**Option {}:** {}",
        "**Option {}: {}** as it is",
        "Option {} - {}",
        "**Option {}** - **{}**: x",
    ],
)
def test_an_option_is_named_by_its_number_or_its_words(tmp_path, items, heading, chosen):
    names = ["None", "The `log` package"]
    options = "\n".join("* " + items.format(number, name) for number, name in enumerate(names, 1))
    found, decision = load(tmp_path, NUMBERED.format(options=options, chosen=chosen, heading=heading))
    assert [(option.name, option.chosen, option.pros) for option in decision.options] == [
        ("Option 1: None", False, ()),
        ("Option 2: The log package", True, ("it is known",)),
    ]
    assert not found.registry.page_texts["decision", "0001-x"].unconsidered


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Option 1.5: Half", "Option 1.5: Half"),
        ("Options: many", "Options: many"),
        ("**Option 1:**", "Option 1"),
        ("Option a thing: x", "Option a thing: x"),
        ("Option 1: " + "long " * 30, "Option 1"),
        ("A queue (chosen)", "A queue"),
    ],
)
def test_what_is_no_number_stays_in_the_name(tmp_path, item, name):
    page = NUMBERED.format(options=f"* {item}\n* Other", chosen=name, heading="Other")
    _found, decision = load(tmp_path, page)
    assert [(option.name, option.chosen) for option in decision.options] == [(name, True), ("Other", False)]
