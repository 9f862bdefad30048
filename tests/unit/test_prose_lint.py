"""What the prose linter reads of a file, and where it says that a word is."""

from __future__ import annotations

from pathlib import Path

from prose.lint import column_of, prose_of

CODE = '''"""A module
of two lines."""

import os  # for paths

#: What is read.
NAME = "key"
MESSAGE = "it says `%s`"
LONG = (
    f"one {NAME} of "
    "two parts"  # prose: ignore
)
'''
DATA = """\
# A comment
patterns:
  saga:
    summary: A sentence
      in two lines.
    rationale: dear  # prose: ignore
"""


def test_of_python_comments_docstrings_and_messages_are_read_on_their_lines():
    assert prose_of(Path("a.py"), CODE) == [
        "A module", "of two lines.", "", "for paths", "", "What is read.", "", "it says `%s`", "",
        "one {NAME} of", "", "", "",
    ]  # fmt: skip


def test_of_yaml_every_line_is_read_without_its_indentation():
    assert prose_of(Path("a.yaml"), DATA) == [
        "A comment", "patterns:", "saga:", "summary: A sentence", "in two lines.", "", "",
    ]  # fmt: skip


def test_a_finding_has_the_column_of_the_file():
    assert column_of("    rationale: dear", "dear") == 16
    assert column_of("  # stands", "stands\nbelow") == 5
    assert column_of("another line", "absent") == 1
