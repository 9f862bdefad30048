"""Readings are added to files that people write: every other byte stays, and every reading of a person does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.collectors.collection import Reading
from sphinx_excellence.collectors.health_file import Change, NotWritable, with_readings
from sphinx_excellence.loader.yaml_reader import read_yaml

SOURCE = "https://x.example/a?b=1&c=2"


def reading(pattern="saga", signal="downloads", of="Axon", value=5, day=29):
    return Reading(pattern, signal, of, value, SOURCE, date(2026, 11, day), "npm")


def written(of="Axon", value="5", day=29):
    return f'{{of: {of}, value: {value}, source: "{SOURCE}", retrieved: 2026-11-{day}, collector: npm}}'


#: Files, and what becomes of each with one reading of a saga: a line that is new begins with `+`, a changed one is both.
FILES = {
    "nothing": ("", "+health:\n+  2026Q4:\n+    saga:\n+      signals:\n+        downloads:\n+          - NEW\n"),
    "a comment": ("# Ours.\n", " # Ours.\n+health:\n+  2026Q4:\n+    saga:\n+      signals:\n+        downloads:\n+          - NEW\n"),
    "another key, without an end of line": (
        "patterns: {}",
        " patterns: {}\n+health:\n+  2026Q4:\n+    saga:\n+      signals:\n+        downloads:\n+          - NEW\n",
    ),
    "no quarter": ("health: # here\n", " health: # here\n+  2026Q4:\n+    saga:\n+      signals:\n+        downloads:\n+          - NEW\n"),
    "another quarter": (
        "health:\n  2026Q3:\n    saga: {signals: {}} # old\n\n# The end.\npatterns: {}\n",
        " health:\n   2026Q3:\n     saga: {signals: {}} # old\n+  2026Q4:\n+    saga:\n+      signals:\n+        downloads:\n"
        "+          - NEW\n \n # The end.\n patterns: {}\n",
    ),
    "another name of the pattern": (
        "health:\n  2026Q4:\n    sagas:\n      signals:\n        x: {value: 1}   # one\n      notes: |\n        Long.\n        # text\n\n    # next\n    a: {}\n",
        " health:\n   2026Q4:\n     sagas:\n       signals:\n         x: {value: 1}   # one\n+        downloads:\n+          - NEW\n"
        "       notes: |\n         Long.\n         # text\n \n     # next\n     a: {}\n",
    ),
    "notes at the end": (
        "health:\n  2026Q4:\n    saga:\n      notes: |\n        Long.\n\n    # next\n    a: {}\n",
        " health:\n   2026Q4:\n     saga:\n       notes: |\n         Long.\n+      signals:\n+        downloads:\n+          - NEW\n \n     # next\n     a: {}\n",
    ),
    "a list": (
        "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads:\n        - {of: Größe, value: 1} # ä\n        # below\n",
        " health:\n   2026Q4:\n     saga:\n       signals:\n         downloads:\n         - {of: Größe, value: 1} # ä\n+        - NEW\n         # below\n",
    ),
    "one reading": (
        'health:\n  2026Q4:\n    saga:\n      signals:\n        downloads: {value: 1, source: "https://a.example"}  # mine\n        x: {value: 2}\n',
        ' health:\n   2026Q4:\n     saga:\n       signals:\n+        downloads:\n+          - {value: 1, source: "https://a.example"}  # mine\n+          - NEW\n         x: {value: 2}\n',
    ),
    "one reading in lines": (
        "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads:\n          value: 1\n          # why\n          source: https://a.example  # mine\n        x: {value: 2}\n",
        " health:\n   2026Q4:\n     saga:\n       signals:\n         downloads:\n+          - value: 1\n+            # why\n+            source: https://a.example  # mine\n"
        "+          - NEW\n         x: {value: 2}\n",
    ),
    "braces": (
        "health: {2026Q4: {saga: {signals: {x: {value: 1}}}}}\n",
        "+health: {2026Q4: {saga: {signals: {x: {value: 1}, downloads: [NEW]}}}}\n",
    ),
    "empty braces": ("health: {2026Q4: {saga: {signals: {}}}}\n", "+health: {2026Q4: {saga: {signals: {downloads: [NEW]}}}}\n"),
    "a list in brackets": (
        "health:\n  2026Q4:\n    saga: {signals: {downloads: [ {of: A, value: 1} ]}}\n",
        " health:\n   2026Q4:\n+    saga: {signals: {downloads: [ {of: A, value: 1}, NEW ]}}\n",
    ),
    "brackets over lines": (
        "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads: [\n          {of: A, value: 1}  # a\n        ]\n",
        " health:\n   2026Q4:\n     saga:\n       signals:\n         downloads: [\n+          {of: A, value: 1}, NEW  # a\n         ]\n",
    ),
    "an older value": (
        "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads:\n          - " + written(value="4", day=11) + "  # seen\n",
        " health:\n   2026Q4:\n     saga:\n       signals:\n         downloads:\n+          - NEW  # seen\n",
    ),
    "an older value in lines": (
        "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads:\n          of: Axon\n          value: 4 # four\n          source: https://old.example\n          retrieved: '2026-11-01'\n          collector: github\n          unit: a\n",
        " health:\n   2026Q4:\n     saga:\n       signals:\n         downloads:\n           of: Axon\n+          value: 5 # four\n"
        f'+          source: "{SOURCE}"\n+          retrieved: 2026-11-29\n+          collector: npm\n           unit: a\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_reading_is_added_and_nothing_else_changes(name):
    before, marked = FILES[name]
    expected = "".join(line[1:] for line in marked.splitlines(keepends=True)).replace("NEW", written())
    after, entered = with_readings(before, "2026Q4", [reading()], lambda key: "saga" if key == "sagas" else key)
    assert after == expected
    assert entered[0].change is (Change.CHANGED if "older" in name else Change.NEW)
    again, entered = with_readings(after, "2026Q4", [reading()], lambda key: "saga" if key == "sagas" else key)
    assert (again, entered[0].change) == (after, Change.UNCHANGED)


def test_a_reading_of_a_person_stays():
    before = "health:\n  2026Q4:\n    saga:\n      signals:\n        downloads: {of: Axon, value: 3}\n"
    after, entered = with_readings(before, "2026Q4", [reading()])
    assert after == before
    assert (entered[0].change, entered[0].before) == (Change.KEPT, "3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("health: [\n", "2:1: invalid YAML"),
        ("health: {}\nhealth: {}\n", "2:1: "),
        ("- a\n", "1:1: the file holds no mapping"),
        ("health: 3\n", "1: "),
        ("health:\n  2026Q4: [saga]\n", "2: "),
        ("health:\n  2026Q4: {saga: {signals: {downloads: 3}}}\n", "2: "),
        ("health:\n  2026Q4: {saga: {signals: {downloads: }}}\n", "2: "),
        ("health:\n  2026Q4: {saga: {signals: {downloads: [1]}}}\n", "2: "),
        ("health:\n  2026Q4: {saga: {signals: {downloads: {of: Axon, collector: npm}}}}\n", "2: "),
        ("health:\n  2026Q4:\n    a: &x {signals: {x: {value: 1}}}\n    saga: *x\n", "1: the readings cannot be added"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_told_and_stays(text, said):
    with pytest.raises(NotWritable) as error:
        with_readings(text, "2026Q4", [reading()])
    assert str(error.value).startswith(said)


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff"), min_size=1).filter(str.strip)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES,
            NAMES,
            st.one_of(NAMES, st.integers(0, 10**13), st.dates(), st.integers(0, 10**6).map(lambda n: n / 8)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_written_reads_back(given_values):
    readings = [
        Reading(pattern, "downloads", of.strip(), value, SOURCE, date(2026, 11, 29), "npm")
        for pattern, of, value in given_values
    ]
    text, _ = with_readings("", "2026Q4", readings)
    held = read_yaml(text).value["health"]["2026Q4"]
    for each in readings:
        values = [item["value"] for item in held[each.pattern]["signals"]["downloads"] if item["of"] == each.of]
        assert len(values) == 1
