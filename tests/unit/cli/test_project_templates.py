"""What ``new`` fills into a project's own templates: in double braces, in adr-tools' words, in MADR's placeholders."""

from __future__ import annotations

from datetime import date

import click
import pytest
import yaml

from sphinx_excellence.cli.project_templates import NewRecord, filled, filled_data
from sphinx_excellence.loader.template_files import templates_of

RECORD = NewRecord("0007-use-a-queue", "Use a *queue*", "0007", date(2026, 3, 2))
ADR_TOOLS = "# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nWhy the DATES.\n"
MADR = """---
# These are optional elements.
status: {proposed | rejected | superseded by [ADR-0001](0001-x.md)}
contact: {person proposing it, and another}
date: {YYYY-MM-DD when the decision was last updated}
deciders: "{list everyone}"
tags: [web]
---

# {short title of solved problem and solution}

{Describe the context}

# Another
"""


def test_the_words_of_adr_tools_are_replaced():
    assert filled(ADR_TOOLS, RECORD) == (
        "# 0007. Use a \\*queue\\*\n\nDate: 2026-03-02\n\n## Status\n\nproposed\n\n## Context\n\nWhy the DATES.\n"
    )


def test_the_first_heading_of_madr_is_the_title_and_its_front_matter_is_yaml_then():
    assert (
        filled(MADR, RECORD)
        == """---
# These are optional elements.
status: proposed
# contact: {person proposing it, and another}
date: 2026-03-02
# deciders: "{list everyone}"
tags: [web]
---

# Use a \\*queue\\*

{Describe the context}

# Another
"""
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("---\ntitle: {{ title }}\nid: {{id}}\n---\n# {{ title }} ({{ number }})\n",
         '---\ntitle: "Use a *queue*"\nid: 0007-use-a-queue\n---\n# Use a \\*queue\\* (0007)\n'),
        ("# Decided on {{ date }}: {{ title }}\n", "# Decided on 2026-03-02: Use a \\*queue\\*\n"),
        ("No heading.\n", "No heading.\n"),
        ("", ""),
        ("# <title>\n\ntext {not} <these>\n", "# Use a \\*queue\\*\n\ntext {not} <these>\n"),
    ],
)  # fmt: skip
def test_what_is_in_double_braces_is_replaced(text, made):
    assert filled(text, RECORD) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Title\n=====\n\ntext\n", "===============\nUse a \\*queue\\*\n===============\n\ntext\n"),
        (
            "=====\nTitle\n=====\n\nOther\n-----\n",
            "===============\nUse a \\*queue\\*\n===============\n\nOther\n-----\n",
        ),
        ("{{ title }}\n###########\n", "Use a \\*queue\\*\n###########\n"),
    ],
)
def test_a_template_in_restructuredtext_has_its_own_headings(text, made):
    assert filled(text, RECORD, in_rst=True) == made


def test_what_is_below_a_key_is_its_value_and_a_list_is_kept():
    text = "---\nstatus:\ntags:\n  - web\nlinks:\n- a\nowner:\n---\n# X\n"
    assert filled(text, RECORD).startswith("---\nstatus: proposed\ntags:\n  - web\nlinks:\n- a\n# owner:\n---\n# Use")


@pytest.mark.parametrize("title", ['A: b "q"', "it's", "a # b", "[x]", "{{ id }}"])
@pytest.mark.parametrize("mark", ["", '"', "'"])
def test_a_title_in_yaml_is_that_title_whatever_marks_are_around_it(title, mark):
    record = NewRecord("x", title, "", date(2026, 3, 2))
    made = filled_data(f"patterns: {{x: {{title: {mark}{{{{ title }}}}{mark}}}}}\n", record)
    assert yaml.safe_load(made) == {"patterns": {"x": {"title": title}}}
    page = filled(f"---\ntitle: {mark}{{{{ title }}}}{mark}\n---\n# X\n", record)
    assert yaml.safe_load(page.split("---")[1]) == {"title": title}


def test_a_data_file_is_filled_in_as_yaml():
    assert filled_data("patterns:\n  {{ id }}: {title: {{ title }}, reviewed: {{ date }}}\n", RECORD) == (
        'patterns:\n  0007-use-a-queue: {title: "Use a *queue*", reviewed: 2026-03-02}\n'
    )


def test_what_a_template_cannot_have_is_said():
    with pytest.raises(click.UsageError, match="asks for 'author'; accepted: title, id, number, date, status"):
        filled("# {{ author }}\n", RECORD)


@pytest.mark.parametrize(
    ("given", "names"), [("a.md", ("a.md",)), (["a.md", "b.yaml"], ("a.md", "b.yaml")), (None, ())]
)
def test_a_kind_has_one_template_or_several(given, names):
    assert templates_of({} if given is None else {"decision": given}, "decision") == names
