"""The words of a project: what its data defines, what that changes, and what is told of it."""

from __future__ import annotations

import json

import pytest

from sphinx_excellence.export import export, export_text
from sphinx_excellence.loader.external import read_external
from sphinx_excellence.model.interface_words import words_in
from sphinx_excellence.model.schema import data_schema
from sphinx_excellence.model.translation import translated
from sphinx_excellence.model.vocabulary import CATEGORY, DECISION_STATUS, PATTERN_STATUS, RELATION
from sphinx_excellence.model.word_definition import as_data
from sphinx_excellence.views.translatable_texts import ids_as_words, messages

WORDS = """
statuses:
  pattern:
    hold: {title: Hold, means: legacy, order: 25, colours: {light: "#aa0000", dark: "#ffaaaa"}}
    deprecated: null
    legacy: hold
    recommended: {title: Adopt}
  decision:
    pending: {title: Pending, means: open}
    withdrawn: {means: closed, order: 45}
    replaced: {title: Replaced, means: superseded, synonyms: [gone]}
    superseded: null
relations:
  supplants: {title: Takes the place of, means: replaces}
categories:
  data: {order: 3}
  resilience: {title: Resilience, description: Survive the failure of others., order: 2, icon: shield}
  timeouts: {title: Time limits, parent: resilience}
  apis: {synonyms: [api]}
tags: {kafka: {title: Apache Kafka}}
"""
PATTERNS = """
patterns:
  a: {title: A, tier: gold, status: recommended, category: [timeouts, data], tags: kafka}
  b: {title: B, tier: gold, status: legacy, category: api, no_alternative: None., related: [{pattern: a, kind: supplants}]}
"""


def test_words_are_added_renamed_ordered_and_taken_away(bench):
    vocabulary = bench.load(WORDS).registry.vocabulary
    assert list(vocabulary[PATTERN_STATUS]) == ["recommended", "use-with-caution", "hold"]
    assert [word.title for word in vocabulary[PATTERN_STATUS].values()] == ["Adopt", "Use with caution", "Hold"]
    assert list(vocabulary[DECISION_STATUS]) == [
        "proposed", "accepted", "implemented", "rejected", "withdrawn", "deprecated", "pending", "replaced",
    ]  # fmt: skip
    assert vocabulary[DECISION_STATUS].that_mean("open") == ("proposed", "pending")
    assert vocabulary[DECISION_STATUS]["withdrawn"].title == "Withdrawn"
    assert vocabulary[RELATION].that_mean("replaces") == ("replaces", "supplants")
    assert vocabulary[CATEGORY].nested() == ("resilience", "timeouts", "data", "apis")
    assert vocabulary[CATEGORY]["resilience"].icon == "\N{SHIELD}"
    assert vocabulary[CATEGORY].with_parents("timeouts") == ("timeouts", "resilience")


def test_records_take_the_words_and_what_stands_for_them(bench):
    registry = bench.load(WORDS + PATTERNS).registry
    a, b = registry.pattern("a"), registry.pattern("b")
    assert (a.categories, a.category, a.tags) == (("timeouts", "data"), "timeouts", ("kafka",))
    assert (b.status, b.categories) == ("hold", ("apis",))
    assert registry.is_legacy(b)
    assert not registry.is_legacy(a)
    assert registry.categories_of(a) == ("timeouts", "resilience", "data")
    assert bench.told(WORDS + PATTERNS) == [
        "data/a.yaml:24:37 status-contradicts-tier: pattern 'b' is gold and hold | choose the status recommended or "
        "use-with-caution, or a legacy tier (bronze)"
    ]


def test_rules_go_by_what_a_status_means(bench):
    decisions = """
decisions:
  p: {title: P, status: pending, options: [{name: X}]}
  w: {title: W, status: withdrawn, date: 2026-01-01, options: [{name: X}]}
  r: {title: R, status: gone, date: 2026-01-01}
  s: {title: S, status: approved}
"""
    told = bench.told(WORDS + decisions, notes=True)
    assert [line.split(" | ")[0] for line in told] == [
        "data/a.yaml:25:25 superseded-without-successor: decision 'r' is replaced, but no decision supersedes it",
        "data/a.yaml:26:3 decision-undated: decision 's' is accepted, but it has no date",
    ]


def test_a_page_that_names_its_successor_has_the_projects_word_for_it(bench):
    page = "---\nstatus: superseded by ADR-0002\n---\n# One\n"
    other = "---\nstatus: Pending\n---\n# Two\n"
    found = bench.load(
        {"data/a.yaml": WORDS, "source/adr/0001-one.md": page, "source/adr/0002-two.md": other},
        kinds={"adr/*": "decision"},
    ).registry
    assert found.find("decision", "0001-one").status == "replaced"
    assert found.find("decision", "0001-one").superseded_by == ("0002-two",)
    assert found.find("decision", "0002-two").status == "pending"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "statuses: {patern: {x: {}}}",
            ["1:12 unknown-key: 'patern' is no kind of record with statuses | did you mean 'pattern'? accepted: decision, pattern"],
        ),
        ("statuses: {pattern: [x]}", ["1:12 wrong-type: `statuses.pattern` is a list; expected a mapping | each word, and what it is below the word"]),
        (
            "statuses: {pattern: {legcy: null}}",
            ["1:22 wrong-value: there is no status of patterns 'legcy' to take away | did you mean 'legacy'? accepted: deprecated, legacy, recommended, use-with-caution"],
        ),
        (
            "statuses: {decision: {x: {}}}",
            ["1:23 missing-key: status of decisions 'x' is missing the key 'means' | means: one of open, in-force, closed, legacy, superseded"],
        ),
        (
            "statuses: {decision: {x: {means: opn}}}",
            [
                "1:34 wrong-value: `means` cannot be 'opn' | did you mean 'open'? accepted: closed, in-force, legacy, open, superseded",
            ],
        ),
        ("tags: {x: {means: y}}", ["1:19 wrong-value: `means` cannot be 'y' | remove the key: rules take no tag for anything"]),
        (
            "statuses: {decision: {acepted: {title: In force}}}",
            ["1:23 missing-key: status of decisions 'acepted' is missing the key 'means' | did you mean 'accepted'? "
             "A new one needs `means`: one of open, in-force, closed, legacy, superseded"],
        ),
        (
            "statuses: {decision: {x: acepted}}",
            ["1:26 unknown-reference: unknown status of decisions 'acepted' | did you mean 'accepted'? "
             "accepted: accepted, deprecated, implemented, proposed, rejected, superseded"],
        ),
        (
            "statuses: {decision: {x: {synonym_of: acepted}}}",
            ["1:39 unknown-reference: unknown status of decisions 'acepted' | did you mean 'accepted'? "
             "accepted: accepted, deprecated, implemented, proposed, rejected, superseded"],
        ),
        (
            "categories: {a: {parent: c}, b: {parent: b}}",
            [
                "1:26 unknown-reference: unknown category 'c' | accepted: a, b",
                "1:42 wrong-value: category 'b' is part of itself | a parent that is no part of it",
            ],
        ),
        ("tags: {a: {parent: b}, b: {}}", ["1:12 unknown-key: unknown key 'parent' in tag 'a' | remove the key: only categories have parents"]),
        (
            "tags: {a: {icon: nonsense word}}",
            ["1:18 wrong-value: `icon`: 'nonsense word' is no sign | an emoji or another symbol, or the Unicode name of one, such as `shield`"],
        ),
        ("tags: {a: {icon: ab}}", ["1:18 wrong-value: `icon`: 'ab' is no sign | an emoji or another symbol, or the Unicode name of one, such as `shield`"]),
        ("tags: {a: {icon: latin-small-letter-a}}", ["1:18 wrong-value: `icon`: 'latin-small-letter-a' is no sign | did you mean 'circled-latin-small-letter-a'? accepted: an emoji or another symbol, or the Unicode name of one, such as `shield`"]),
        (
            "categories: {a: {colours: {light: red, dark: '#ffffff'}}}",
            ["1:35 wrong-value: `colours.light`: 'red' is not a colour | did you mean '#ff0000'?"],
        ),
        (
            "categories: {a: {icon: sheild, colours: {light: '#8A6100', dark: '8a61f0'}}}",
            [
                "1:24 wrong-value: `icon`: 'sheild' is no sign | did you mean 'shield'? accepted: an emoji or another symbol, or the Unicode name of one, such as `shield`",
                "1:66 wrong-value: `colours.dark`: '8a61f0' is not a colour | did you mean '#8a61f0'?",
            ],
        ),
        (
            "categories:\n  a:\n    colours:\n      light: #8a6100\n      dark: 'sort of blue'\n",
            [
                "4:13 wrong-type: `colours.light` has no value | a colour in quotes, such as '#8a6100': without them, `#` begins a comment",
                "5:13 wrong-value: `colours.dark`: 'sort of blue' is not a colour | a colour such as #8a6100",
            ],
        ),
        ("tags: {a: {titel: X}}", ["1:12 unknown-key: unknown key 'titel' in tag 'a' | did you mean 'title'? accepted: colours, description, icon, means, order, parent, synonym_of, synonyms, title"]),
        ("tags: {'a b': {title: X}}", ["1:8 wrong-id: 'a b' is not a valid tag id | letters, digits, '-', '_' and '.', starting with a letter or a digit, such as 'a-b'"]),
        (
            "tags: {a: {synonyms: [b]}, b: {synonyms: [c]}}",
            ["1:23 duplicate-id: 'b' is a synonym of 'a', and something else too | one meaning for each word"],
        ),
        (
            "patterns:\n  a: {title: A, status: recomended}",
            ["2:25 wrong-value: `status`: 'recomended' is not a status of patterns | did you mean 'recommended'? accepted: deprecated, legacy, recommended, use-with-caution"],
        ),
        ("relevance: 1", ["1:1 wrong-type: `relevance` is the number 1; expected a mapping | an id for each record, indented below it, and the record's keys below the id"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(bench, data, told):
    found = bench.load(data).findings
    assert [f"{each.place.line}:{each.place.column} {each.rule}: {each.text} | {each.help}" for each in found] == told


def test_a_word_is_defined_once(bench):
    found = bench.load({"data/a.yaml": "tags: {a: {}}\n", "data/b.yaml": "tags: {a: {title: A}}\n"}).findings
    assert [str(each) for each in [f.text for f in found]] == ["tag 'a' is already defined at data/a.yaml:1:8"]


def test_where_definitions_could_not_be_read_no_word_is_unknown(bench):
    found = bench.load(
        {
            "data/a.yaml": "statuses:\n  pattern: {hold: {title: [}}\n",
            "data/b.yaml": "categories: {c: {}}\npatterns:\n  a: {title: A, tier: gold, status: hold, category: x}\n",
        }
    )
    assert [each.rule for each in found.findings] == ["yaml-syntax"] or len(found.findings) == 1
    assert found.registry.pattern("a").status == "hold"


def test_an_export_can_be_loaded_again(bench, tmp_path):
    registry = bench.load(WORDS + PATTERNS).registry
    exported = export(registry)
    assert exported["patterns"]["b"]["category"] == "apis"
    assert exported["patterns"]["a"]["category"] == ["timeouts", "data"]
    external, findings = read_external("core", "", export_text(exported), "core.json")
    assert findings == []
    assert as_data(external.vocabulary[CATEGORY]) == as_data(registry.vocabulary[CATEGORY])
    assert list(external.vocabulary[DECISION_STATUS]) == list(registry.vocabulary[DECISION_STATUS])
    kept = {key: exported[key] for key in ("statuses", "relations", "categories", "tags", "patterns")}
    again = bench.load({"data/a.yaml": "", "data/a.json": json.dumps(kept)}).registry
    assert export(again)["statuses"] == exported["statuses"]
    assert [as_data(words) for words in again.vocabulary.lists.values()] == [
        as_data(words) for words in registry.vocabulary.lists.values()
    ]
    assert [list(words) for words in again.vocabulary.lists.values()] == [
        list(words) for words in registry.vocabulary.lists.values()
    ]


def test_nothing_is_exported_of_the_words_by_default(bench):
    assert not {"statuses", "relevance", "relations", "risk", "categories", "tags"} & set(
        export(bench.load(PATTERNS.replace("supplants", "replaces")).registry)
    )


def test_the_schema_has_the_words_of_the_project(bench):
    registry = bench.load(WORDS).registry
    pattern = data_schema(registry.kinds, registry.vocabulary)["$defs"]["Pattern"]["properties"]
    assert pattern["status"]["anyOf"][0]["enum"] == ["recommended", "use-with-caution", "hold", "legacy"]
    assert pattern["category"]["anyOf"][0]["enum"] == ["resilience", "data", "apis", "timeouts", "api"]
    assert pattern["tags"]["anyOf"][1]["items"]["enum"] == ["kafka"]
    open_ = data_schema()["$defs"]["Pattern"]["properties"]
    assert "enum" not in open_["category"]["anyOf"][0]


def test_titles_and_descriptions_are_for_translators(bench):
    registry = bench.load(WORDS).registry
    texts = {message.text: (message.key, message.path) for message in messages(registry)}
    assert texts["Apache Kafka"] == (("word", "tag.kafka"), ("title",))
    assert texts["Survive the failure of others."] == (("word", "category.resilience"), ("description",))
    assert texts["Withdrawn"] == (("word", "decision-status.withdrawn"), ())
    assert "Accepted" not in texts
    german = translated(registry, {"Resilience": "Robustheit", "Adopt": "Nehmen"}, ids_as_words(registry))
    assert german.vocabulary[CATEGORY]["resilience"].title == "Robustheit"
    assert german.vocabulary[PATTERN_STATUS]["recommended"].title == "Nehmen"
    assert german.vocabulary[CATEGORY].nested() == registry.vocabulary[CATEGORY].nested()


WORDED = """
words:
  en: {Tier: Ring, "Classification of %s": "Ring of %s"}
  pt_BR: {Tier: Anel}
  pt: {Tier: Argola, Status: Estado}
"""


def test_words_of_the_toolkit_are_replaced_by_language(bench):
    labels = bench.load(WORDED).registry.vocabulary.labels
    assert words_in("en", labels) == words_in(None, labels) == {"Tier": "Ring", "Classification of %s": "Ring of %s"}
    assert words_in("pt-br", labels) == {"Tier": "Anel", "Status": "Estado"}
    assert words_in("pt", labels)["Tier"] == "Argola"
    assert words_in("de", labels) == {}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("words: {englsh: {}}", ["1:9 wrong-value: 'englsh' is no language | the code of a language, as in the setting `language`, such as en or pt_BR"]),
        ("words: {en: [x]}", ["1:9 wrong-type: `words.en` is a list; expected a mapping | each word of the toolkit, and the word in its place"]),
        ("words: {en: {Teir: X}}", ["1:14 unknown-key: the toolkit has no word 'Teir' | did you mean 'Tier'?"]),
        ("words: {en: {qqqqqq: X}}", ["1:14 unknown-key: the toolkit has no word 'qqqqqq' | one of the words that the manual lists"]),
        ("words: {en: {Tier: 3}}", ["1:20 wrong-type: `Tier` is the number 3; expected a string | "]),
        ("words: {en: {'Tagged %s': All}}", ["1:27 wrong-value: 'All' does not hold what 'Tagged %s' holds | the same places: %s"]),
        ("words: {en: {'Tagged %s': '%d %s'}}", ["1:27 wrong-value: '%d %s' does not hold what 'Tagged %s' holds | the same places: %s"]),
        ("words: {en: {Tier: '%s'}}", ["1:20 wrong-value: '%s' does not hold what 'Tier' holds | the same places: none"]),
        ("words: {en: {Tier: '100 %'}}", []),
    ],
)  # fmt: skip
def test_a_word_that_cannot_be_replaced_is_told(bench, data, told):
    found = bench.load(data).findings
    assert [f"{each.place.line}:{each.place.column} {each.rule}: {each.text} | {each.help}" for each in found] == told


def test_a_record_with_a_fault_keeps_the_words_of_its_project(bench):
    loaded = bench.load(WORDS + "patterns:\n  a: {title: A, tier: gold, status: hold, aliases: [x, []]}\n")
    assert [finding.path for finding in loaded.findings] == [("aliases", 1)]
    assert (loaded.registry.pattern("a").status, loaded.registry.pattern("a").aliases) == ("hold", ("x",))


@pytest.mark.parametrize(
    ("section", "noun", "column"),
    [
        ("tags: {b: {}, a: {title: A}}", "tag", 15),
        ("relations: {b: {title: B}, a: {title: A}}", "relation", 28),
        ("statuses: {pattern: {b: {}, a: {}}}", "status of patterns", 29),
    ],
)
def test_a_word_is_defined_in_one_file(bench, section, noun, column):
    first = section.replace("b: ", "c: ")
    files = {"data/a.yaml": f"{first}\n", "data/b.yaml": f"\n{section}\n"}
    assert [f"{f.place} {f.rule}: {f.text} | {f.help}" for f in bench.load(files).findings] == [
        f"data/b.yaml:2:{column} duplicate-id: {noun} 'a' is already defined at data/a.yaml:1:{column}"
        " | one definition per id: merge the two, or rename one"
    ]
