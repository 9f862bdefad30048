"""A finding is in one language: all that is the toolkit's own in it can be translated."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from pathlib import Path

import pytest

import sphinx_excellence
from message_extraction import CALLS, extract_messages
from message_extraction import interface_words as labels_in
from sphinx_excellence.findings import Phrase, all_of, any_of, worded
from sphinx_excellence.loader.cached_findings import CachedResult, load_result, store_result
from sphinx_excellence.loader.load import load
from sphinx_excellence.model import interface_words
from sphinx_excellence.model.block_prose import DIRECTIVES
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.signal import DEFAULT_SIGNALS
from sphinx_excellence.model.vocabulary import DEFAULT_LISTS
from sphinx_excellence.model.word_definition import VOCABULARY_KEYS
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.settings import SETTINGS, usable
from tests.rule_cases import cases, examples
from tests.unit.loader.test_bad_input import CASES as BAD_INPUT

PACKAGE = Path(sphinx_excellence.__file__).parent
#: Messages whose argument is a code, or quotes another program: the YAML parser, or the system.
QUOTING = {
    "the text contains the character %s, which is not allowed in data",
    "invalid YAML: %s",
    "invalid YAML: %s for the bracket at line %s, column %s",
    "invalid JSON: %s",
    "cannot be read: %s",
}
_WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="module")
def catalogue():
    """The messages that are collected for translators."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        with path.open("rb") as file:
            found |= {text for _line, _function, text, _comments in extract_messages(file, {}, (), {})}
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Each finding of every rule's cases and of all bad input, with what was read."""
    folder = tmp_path_factory.mktemp("cases")
    told = []
    every = [case for rule in RULES for case in (*examples(rule.name), *cases(rule.name)) if not case.needs_build]
    for number, case in enumerate(every):
        root = folder / str(number)
        case.write(root)
        loaded = load(root, ["data"])
        knowledge = Knowledge(loaded.registry, case.day)
        locator = Locator(loaded.origins, lambda _page, line, _word: (line, 1))
        findings = run_rules(RULES, knowledge, locator, loaded=loaded.findings, severities=case.levels)
        told += [(finding, f"{case.files} {case.links} {case.as_of}") for finding in findings]
    for name, (text, *_told) in BAD_INPUT.items():
        root = folder / f"bad {name}"
        (root / "data").mkdir(parents=True)
        (root / "data" / "a.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        told += [(finding, repr(text)) for finding in load(root, ["data"]).findings]
    assert len(told) > 200
    return told


def own_texts(text, args):
    """Yield every message in a finding's text, the phrases in it included, and every argument that is none."""
    message, values = (text.message, text.args) if isinstance(text, Phrase) else (text, args)
    yield "own", message
    for value in values:
        if isinstance(value, Phrase):
            yield from own_texts(value, ())
        else:
            yield message, value


def parts_of(found):
    for finding, read in found:
        for text, args in ((finding.message, finding.args), (finding.accepted, finding.accepted_args)):
            if text:
                yield from ((*part, read) for part in own_texts(text, args))


def test_every_message_and_phrase_is_collected_for_translators(found, catalogue):
    own = {text for sort, text, _read in parts_of(found) if sort == "own"}
    # What is nothing but a name or an example is the same in every language.
    assert {text for text in own - catalogue if _WORD.search(text.replace("%s", "")) and "{" not in text} == set()


def test_an_argument_is_a_phrase_or_was_read(found):
    names = " ".join([*(rule.name for rule in RULES), *(kind.key for kind in KINDS), *(s.name for s in SETTINGS)])
    names += f" gold silver bronze tiers links kinds fields {' '.join(DIRECTIVES)} " + " ".join(
        key for kind in KINDS for key in str(kind.model.model_json_schema()).split()
    )
    names += " ".join(
        (*DEFAULT_LISTS.keys(), *VOCABULARY_KEYS, *(word for each in DEFAULT_LISTS.values() for word in each))
    )
    names += " " + " ".join((*DEFAULT_SIGNALS, *(word for signal in DEFAULT_SIGNALS.values() for word in signal.words)))
    known = {word.casefold() for word in _WORD.findall(names)}
    strange = {}
    for message, value, read in parts_of(found):
        if message in {"own", *QUOTING}:
            continue
        words = {word.casefold() for word in _WORD.findall(value)}
        left = words - known - {word.casefold() for word in _WORD.findall(read)}
        if left:
            strange.setdefault(message, set()).add(value)
    assert strange == {}


def takers():
    """Yield what takes a message and what would be accepted, with the positions of the two."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                names = [each.arg for each in node.args.args if each.arg != "self"]
            elif isinstance(node, ast.ClassDef):
                names = [each.target.id for each in node.body if isinstance(each, ast.AnnAssign)]
            else:
                continue
            if {"message", "accepted"} <= set(names):
                yield node.name, (names.index("message"), names.index("accepted"))


def test_messages_are_looked_for_where_functions_take_them():
    positions = dict(takers())
    assert len(positions) > 5
    assert {name: CALLS[name][0] if name in CALLS else None for name in positions} == positions


@pytest.mark.parametrize(
    "value",
    [{"excellence_data": 1}, {"excellence_rules": {"no-alternativ": "off"}}, {"excellence_rules": {"no-alternative": "x"}},
     {"excellence_rules": 1}, {"excellence_external": {"a b": ("https://x.test/", "x")}}, {"excellence_external": 3},
     {"excellence_external": {"a": ("nowhere", "x")}}, {"excellence_editions": 4}, {"excellence_as_of": "today"},
     {"excellence_editions": {"A": "x/a.pdf", "B": "y/a.pdf"}}],
)  # fmt: skip
def test_what_a_setting_takes_can_be_translated(value, catalogue):
    from sphinx_excellence.findings import Place

    _used, (problem,) = usable(value, lambda _name: Place("conf.py"))
    texts = [*own_texts(problem.message, problem.args), *own_texts(problem.accepted, problem.accepted_args)]
    assert {text for sort, text in texts if sort == "own"} <= catalogue


def test_a_phrase_is_translated_within_its_message():
    german = {"unknown %s '%s'": "'%2$s' heißt keine %1$s", "case study": "Fallstudie", "%s and %s": "%s und %s"}
    german["unknown %s '%s'"] = "zu keiner %s gehört '%s'"
    translate = lambda message: german.get(message, message)  # noqa: E731
    phrase = Phrase("case study")
    assert worded("unknown %s '%s'", (phrase, "x%s"), translate) == "zu keiner Fallstudie gehört 'x%s'"
    assert worded(all_of(["a", phrase]), (), translate) == "a und Fallstudie"
    assert worded("100%", (), translate) == "100%"
    assert (all_of(["a", "b", "c"]), any_of(["a", "b"]), any_of(["a"])) == ("a, b and c", "a or b", "a")


def test_a_phrase_is_kept_and_copied_as_one(tmp_path):
    loaded = load(tmp_path, [])
    assert loaded.findings == ()
    phrase = Phrase("%s's `%s`", Phrase("case study"), "lessons")
    assert phrase == "case study's `lessons`"
    for twin in (copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):
        assert (twin.message, twin.args, twin.args[0].message) == ("%s's `%s`", ("case study", "lessons"), "case study")


def test_findings_are_told_in_the_same_language_in_a_run_with_nothing_to_do(tmp_path, found):
    findings = tuple(finding for finding, _read in found)
    store_result(tmp_path / "kept.json", CachedResult("sign", findings))
    outcome = load_result(tmp_path / "kept.json")
    bracketed = lambda message: f"<{message}>"  # noqa: E731

    def told(finding):
        return worded(finding.message, finding.args, bracketed) + worded(
            finding.accepted, finding.accepted_args, bracketed
        )

    assert sorted({told(finding) for finding in outcome.findings}) == sorted({told(finding) for finding in findings})


def test_the_words_that_a_project_can_replace_are_those_of_the_code():
    assert list(interface_words.interface_words()) == labels_in(PACKAGE, interface_words.SOURCES), (
        "run `make catalogues`"
    )
