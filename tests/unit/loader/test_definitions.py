"""What a project's data says of kinds and fields: what is accepted, and the message for each thing that is not."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from sphinx_excellence.model.kinds import KINDS as BUILT_IN
from sphinx_excellence.model.reserved_names import RESERVED_NAMES

KINDS = ", ".join(sorted(BUILT_IN.by_name))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kinds: {Team: {}}",
         "1:9 wrong-id: 'Team' is not a valid kind id | small letters, digits and hyphens, starting with a letter, "
         "such as 'team'"),
        ("kinds: {tier: {}}",
         "1:9 wrong-id: no kind can be called 'tier': a directive or a role has that name | another name, such as 'tier-record', for the kind, its pages and its references"),
        ("kinds: {module: {}}",
         "1:9 wrong-id: no kind can be called 'module': a directive or a role has that name | another name, such as 'module-record', for the kind, its pages and its references"),
        ("kinds: {adr-log: {}}",
         "1:9 wrong-id: no kind can be called 'adr-log': a directive or a role has that name | another name, such as 'adr-log-record', for the kind, its pages and its references"),
        ("kinds: {team: {}, team-catalog: {}}",
         "1:19 wrong-id: no kind can be called 'team-catalog': a directive or a role has that name | another name, such as 'team-catalog-record', for the kind, its pages and its references"),
        ("kinds: {pattern: {}}",
         "1:9 wrong-id: no kind can be called 'pattern': a directive or a role has that name | another name, such as 'pattern-record', for the kind, its pages and its references"),
        ("kinds: {team: {key: patterns}}",
         "1:21 wrong-value: no kind can have the key 'patterns': another has it | another `key`"),
        ("kinds: {team: {key: x}, crew: {key: x}}",
         "1:37 wrong-value: no kind can have the key 'x': another has it | another `key`"),
        ("kinds: {team: {key: a b}}",
         "1:21 wrong-value: 'a b' is not a key of data files | small letters, digits, '-' and '_', starting with a "
         "letter"),
        ("kinds: {Team: {key: crew}}\ncrew: {a: {title: A}}",
         "1:9 wrong-id: 'Team' is not a valid kind id | small letters, digits and hyphens, starting with a letter, "
         "such as 'team'"),
        ("kinds: {team: 3}",
         "1:9 wrong-type: kind 'team' is the number 3; expected a mapping | its keys, indented below it, starting "
         "with `title`"),
        ("kinds: 3",
         "1:1 wrong-type: `kinds` is the number 3; expected a mapping | an id for each record, indented below it, and "
         "the record's keys below the id"),
        ("kinds: {team: {titel: x}}",
         "1:16 unknown-key: unknown key 'titel' in kind 'team' | did you mean 'title'? accepted: description, fields, "
         "key, plural, tier, title"),
        ("fields: {pattern: 3}",
         "1:10 wrong-type: `fields.pattern` is the number 3; expected a mapping | the key of each field, and what it "
         "is below the key"),
        ("fields: {patern: {a: {}}}",
         f"1:10 unknown-key: 'patern' is not a kind of record | did you mean 'pattern'? accepted: {KINDS}"),
        ("fields: {pattern: {title: {}}}", "1:20 wrong-id: every pattern has a field 'title' already | another key"),
        ("fields: {pattern: {id: {}}}", "1:20 wrong-id: every pattern has a field 'id' already | another key"),
        ("kinds: {team: {tier: true, fields: {tier: {}}}}",
         "1:37 wrong-id: every team has a field 'tier' already | another key"),
        ("fields: {pattern: {a b: {}}}",
         "1:20 wrong-id: 'a b' is not a valid field id | small letters, digits, '-' and '_', starting with a letter, "
         "such as 'a-b'"),
        ("fields: {pattern: {Owner: {}}}\npatterns: {a: {title: A, Owner: x}}",
         "1:20 wrong-id: 'Owner' is not a valid field id | small letters, digits, '-' and '_', starting with a letter, "
         "such as 'owner'"),
        ("kinds: {team: {fields: {Lead: {}}}}\nteams: {a: {title: A, Lead: x}}",
         "1:25 wrong-id: 'Lead' is not a valid field id | small letters, digits, '-' and '_', starting with a letter, "
         "such as 'lead'"),
        ("fields: {pattern: {own: {type: liine}}}",
         "1:32 wrong-value: 'liine' is neither a type of field nor a kind of record | did you mean 'line'? accepted: line, text, link, date, "
         f"number, choice, list, {KINDS}"),
        ("fields: {pattern: {own: {type: choice}}}",
         "1:20 missing-key: field 'own' is missing the key 'choices' | choices: the values that it may have"),
        ("fields: {pattern: {own: {choices: [a]}}}",
         "1:35 wrong-value: field 'own' has choices, and its type is not `choice` | `type: choice`, or no `choices`"),
        ("fields: {pattern: {own: {reverse: X}}}",
         "1:35 wrong-value: field 'own' refers to no record | `reverse` for fields whose type is a kind of record"),
        ("fields: {pattern: {own: {show: nowhere}}}",
         "1:32 wrong-value: `show` cannot be 'nowhere' | accepted: banner, catalogue, facts, filter, search"),
        ("fields: {pattern: {own: {audience: all}}}",
         "1:36 wrong-value: `audience` cannot be 'all' | accepted: internal, nobody, public"),
        ("fields: {pattern: {o-x: {}, o_x: {}}}",
         "1:29 duplicate-id: 'o_x' differs from the field 'o-x' in its hyphens alone | one of the two"),
        ("kinds: {team: {fields: {size: {}}}}\nfields: {team: {size: {}}}",
         "2:17 duplicate-id: field 'size' is already defined at data/a.yaml:1:25 | one definition per id: merge the "
         "two, or rename one"),
    ],
)  # fmt: skip
def test_a_definition_that_cannot_be_used_is_reported_where_it_is_written(bench, text, told):
    assert bench.told(text) == [f"data/a.yaml:{told}"]


@pytest.mark.parametrize("where", ["kinds: {team: {fields: %s}}", "kinds: {team: {}}\nfields: {team: %s}"])
def test_a_field_and_a_choice_may_be_named_alone(bench, where):
    fields = "{lev: {type: choice, choices: {a: null, b: B}}, x: null}"
    assert bench.told(f"{where % fields}\nteams: {{one: {{title: One, lev: a, x: X}}}}") == []


def test_a_kind_defined_twice_names_both_files(bench):
    files = {"data/a.yaml": "kinds: {team: {}}", "data/b.yaml": "kinds:\n  team: {}"}
    assert bench.told(files) == [
        "data/b.yaml:2:3 duplicate-id: kind 'team' is already defined at data/a.yaml:1:9 | one definition per id: "
        "merge the two, or rename one"
    ]


@pytest.mark.parametrize(
    ("broken", "rest"),
    [
        ("kinds: {Team: {}}", "Teams: {a: {title: A}}"),
        ("kinds: {note: {key: tunes}}", "tunes: {a: {title: A}}"),
        ("kinds: {team: 3}", "teams: {a: {title: A}}\nfields: {pattern: {owner: {type: team}}}"),
        ("kinds: {team: 3}", "fields: {team: {size: {}}}"),
        ("fields: {pattern: {x: {type: nope}}}", "patterns: {a: {title: A, x: {y: [1]}}}"),
        ("fields: {pattern: {x: 3}}", "patterns: {a: {title: A, x: 1}}"),
        ("fields: {pattern: {x: {type: choice}}}", "patterns: {a: {title: A, x: 1}}"),
        ("fields: {pattern: {a b: {}}}", "patterns: {a: {title: A, a b: 1}}"),
        ("kinds: {team: {fields: {x: 3}}}", "teams: {a: {title: A, x: 1}}"),
        ("kinds: {team: {fields: {x: {type: choice, choices: {a: [1]}}}}}", "teams: {a: {title: A, x: b}}"),
        ("kinds: {team: {fields: {x: {type: [1]}}}}", "teams: {a: {title: A, x: [b]}}"),
    ],
)
def test_what_follows_from_a_broken_definition_is_not_reported_too(bench, broken, rest):
    assert len(bench.told(f"{broken}\n{rest}")) == 1


@pytest.mark.parametrize("text", ["kinds: {team: {", "kinds:\n  team: {title: A\nfields: {}"])
def test_a_file_of_definitions_that_cannot_be_read_costs_one_message(bench, text):
    files = {"data/a.yaml": text, "data/b.yaml": "teams: {a: {title: A}}\npatterns: {b: {title: B, own: 1}}"}
    found = bench.told(files)
    assert [line.split(" ")[1] for line in found if "malformed" not in line] == []
    assert len(found) == 1


FIELDS = """\
kinds:
  team:
    tier: true
    fields:
      line: {}
      text: {type: text}
      link: {type: link}
      date: {type: date}
      number: {type: number}
      choice: {type: choice, choices: {go: Go, 2: Two}}
      level: {type: choice, choices: [1, 2]}
      list: {type: list}
      ref: {type: pattern, many: true}
      copy: {description: "100% sure, %s"}
      json: {required: true, title: "50%"}
      model_x: {type: number}
patterns:
  saga: {title: Saga}
"""
RIGHT = {
    "line": "A *word*.", "text": "Some text.", "link": "https://example.org", "date": "2017-03", "number": 12.5, "choice": 2,
    "level": 1, "list": ["a", "b"], "ref": ["saga"], "copy": "x", "json": "y", "model_x": 0, "tier": "gold",
}  # fmt: skip


def test_every_type_takes_what_it_says(bench):
    loaded = bench.load(f"{FIELDS}teams:\n  a: {{title: A, {', '.join(f'{k}: {v!r}' for k, v in RIGHT.items())}}}")
    assert loaded.findings == ()
    record = loaded.registry.of_kind("team")["a"]
    kind = loaded.registry.kinds["team"]
    assert {field.key: field.value_of(record) for field in kind.own_fields} == {
        **{key: value for key, value in RIGHT.items() if key != "tier"},
        "choice": "2", "level": "1", "list": ("a", "b"), "ref": ("saga",),
    }  # fmt: skip
    assert loaded.registry.tier_of(record).id == "gold"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("line", "[a]", "wrong-type: `line` is a list; expected a string | one line of text"),
        ("text", "{}", "wrong-type: `text` is a mapping; expected a string | a text"),
        ("link", "javascript:x", "unsafe-url: `link`: 'javascript:x' is not a web address | an address that starts "
         "with https:// or http://"),
        ("number", "many", "wrong-type: `number` is the string 'many'; expected a number | a number"),
        ("choice", "jo", "wrong-value: `choice` cannot be 'jo' | accepted: 2, go"),
        ("level", "3", "wrong-value: `level` cannot be '3' | accepted: 1, 2"),
        ("list", "[a, {}]", "wrong-type: `list[2]` is a mapping; expected a string | list: [...], one line of text"),
        ("ref", "sga", "unknown-reference: unknown pattern 'sga' | did you mean 'saga'? accepted: saga"),
        ("copy", "[]", "wrong-type: `copy` is a list; expected a string | 100% sure, %s"),
        ("tier", "glod", "unknown-reference: unknown tier 'glod' | did you mean 'gold'? accepted: gold, silver, bronze"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_reported_where_it_is_written(bench, key, value, told):
    found = bench.told(f"{FIELDS}teams:\n  a: {{title: A, json: y,\n      {key}: {value}}}")
    line = FIELDS.count("\n") + 3
    column = len(f"      {key}: ") + 1 + value.find("{}") * (key == "list")
    assert found == [f"data/a.yaml:{line}:{column} {told}"]


def test_a_required_field_is_demanded_with_what_it_takes(bench):
    assert bench.told(f"{FIELDS}teams:\n  a: {{title: A}}") == [
        "data/a.yaml:20:3 missing-key: team 'a' is missing the key 'json' | json: one line of text"
    ]


REGISTERED = """
import sys, tempfile
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx
from sphinx_excellence.extension.markup.directives import DIRECTIVES

folder = sys.argv[1]
extensions = [f"sphinx.ext.{name}" for name in ("autodoc", "autosummary", "doctest", "graphviz", "ifconfig", "todo")]
overrides = {"extensions": [*extensions, "sphinx.ext.inheritance_diagram", "myst_parser"]}
app = Sphinx(folder, folder, f"{folder}/out", f"{folder}/out", "html", overrides, status=None, warning=None)
names = {*en.directives, *en.roles, *directives._directives, *roles._roles, *roles._role_registry, *DIRECTIVES}
for domain in ("std", "py"):
    names |= {*app.env.domains[domain].directives, *app.env.domains[domain].roles}
print(*names, sep="\\n")
"""


def test_the_names_that_no_kind_can_have_are_those_of_directives_and_roles(tmp_path):
    (tmp_path / "conf.py").write_text("")
    command = [sys.executable, "-c", REGISTERED, str(tmp_path)]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    shaped = {name for name in names if re.fullmatch("[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name)}
    assert sorted((shaped | {"tier"}) - RESERVED_NAMES) == []
