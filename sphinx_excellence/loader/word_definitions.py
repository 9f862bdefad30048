"""What a project's data says of its vocabulary: statuses, relevance, relations, risks, categories and tags.

Owns reading these keys, which come before any record, from all files together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sphinx_excellence.findings import (
    Finding,
    Fix,
    Phrase,
    Place,
    RecordKey,
    Renaming,
    Replacement,
    Severity,
    nearest,
    sole_match,
    suggestion,
)
from sphinx_excellence.findings import Path as Steps
from sphinx_excellence.loader.expected_types import Shape
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.records import build_record
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.messages import N_
from sphinx_excellence.model.interface_words import fits, interface_words, is_language, label_key, places_in
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DECISION_STATUS,
    DEFAULT_LISTS,
    DEFAULT_VOCABULARY,
    MEANINGS,
    OPEN_LISTS,
    PATTERN_STATUS,
    RELATION,
    RELEVANCE,
    RISK,
    TAG,
    Vocabulary,
)
from sphinx_excellence.model.word_definition import (
    LIST_KEYS,
    STATUS_LISTS,
    STATUSES_KEY,
    VOCABULARY_KEYS,
    WORDS_KEY,
    WordDefinition,
    word_list,
)

_NOUNS: Mapping[str, Phrase] = {
    PATTERN_STATUS: Phrase("status of patterns"),
    DECISION_STATUS: Phrase("status of decisions"),
    RELEVANCE: Phrase("relevance"),
    RELATION: Phrase("relation"),
    RISK: Phrase("risk"),
    CATEGORY: Phrase("category"),
    TAG: Phrase("tag"),
}


@dataclass
class WordDefinitions:
    """The definitions of words in all data files, as they are read."""

    findings: list[Finding] = field(default_factory=list)
    _given: dict[str, dict[str, WordDefinition | None]] = field(default_factory=dict)
    _origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    _of_language: dict[str, dict[str, str]] = field(default_factory=dict)
    _of_labels: dict[RecordKey, Origin] = field(default_factory=dict)

    def origins(self) -> Iterator[tuple[RecordKey, Origin]]:
        """Yield where each word is defined."""
        for (name, word), origin in self._origins.items():
            yield _key_of(name, word), origin
            # Where a word is written for another one, `approved: accepted`, what is fixed is the value of its key.
            yield _key_of(name, word, in_list=True), replace(origin, prefix=origin.prefix[:-1])
        yield from self._of_labels.items()

    def read(self, key: str, content: Mapping[str, Any], origin: Origin) -> None:
        """Take in the section ``key`` of a file."""
        if key == STATUSES_KEY:
            for kind, words in content.items():
                inner = replace(origin, prefix=(key, kind))
                name = STATUS_LISTS.get(kind)
                if name is None:
                    self._tell(
                        "unknown-key",
                        inner.place(on_key=True),
                        N_("'%s' is no kind of record with statuses"),
                        (kind,),
                        *suggestion(kind, list(STATUS_LISTS)),
                    )
                elif isinstance(words, dict):
                    self._list(name, words, inner)
                elif () not in inner.refused():
                    self._tell(
                        "wrong-type",
                        inner.place(on_key=True),
                        N_("`%s` is %s; expected a mapping"),
                        (f"{key}.{kind}", type_word(words)),
                        N_("each word, and what it is below the word"),
                    )
        elif key == WORDS_KEY:
            for language, words in content.items():
                self._labels(language, words, replace(origin, prefix=(key, language)))
        else:
            self._list(LIST_KEYS[key], content, replace(origin, prefix=(key,)))

    def _labels(self, language: str, words: Any, origin: Origin) -> None:
        """Take in the words of the toolkit that are replaced in a language."""
        if not is_language(language):
            self._tell(
                "wrong-value", origin.place(on_key=True), N_("'%s' is no language"), (language,),
                N_("the code of a language, as in the setting `language`, such as en or pt_BR"),
            )  # fmt: skip
        elif isinstance(words, dict):
            taken = self._of_language.setdefault(language, {})
            for word, replacement in words.items():
                if self._is_replaced(language, word, replacement, taken, origin):
                    taken[word] = replacement.strip()
                self._of_labels.setdefault(label_key(language, word), origin)
        elif () not in origin.refused():
            self._tell(
                "wrong-type",
                origin.place(on_key=True),
                N_("`%s` is %s; expected a mapping"),
                (f"{WORDS_KEY}.{language}", type_word(words)),
                N_("each word of the toolkit, and the word in its place"),
            )

    def _is_replaced(
        self, language: str, word: str, replacement: Any, taken: Mapping[str, str], origin: Origin
    ) -> bool:
        """Whether a word can be replaced so; tell why not."""
        if (word,) in origin.refused():
            return False
        if word not in interface_words():
            near = nearest(word, interface_words(), count=1)
            meant = sole_match(word, interface_words())
            self._tell(
                "unknown-key",
                origin.place((word,), on_key=True),
                N_("the toolkit has no word '%s'"),
                (word,),
                N_("did you mean '%s'?") if near else N_("one of the words that the manual lists"),
                tuple(near),
                Renaming(label_key(language, word), (word,), meant) if meant is not None else None,
            )
        elif not isinstance(replacement, str) or not replacement.strip():
            self._tell(
                "wrong-type", origin.place((word,)), N_("`%s` is %s; expected %s"),
                (word, type_word(replacement), Phrase("a string")),
            )  # fmt: skip
        elif not fits(word, replacement):
            self._tell(
                "wrong-value", origin.place((word,)), N_("'%s' does not hold what '%s' holds"), (replacement, word),
                N_("the same places: %s"), (" ".join(places_in(word)) or Phrase("none"),),
            )  # fmt: skip
        elif word in taken:
            earlier = self._of_labels[label_key(language, word)].place((word,), on_key=True)
            self._tell(
                "duplicate-id", origin.place((word,), on_key=True), N_("'%s' is already replaced at %s"),
                (word, str(earlier)), N_("one replacement for each word"),
            )  # fmt: skip
        else:
            return True
        return False

    def _tell(
        self, rule: str, place: Place, message: str, args: tuple[str, ...] = (), accepted: str = "",
        accepted_args: tuple[str, ...] = (), fix: Fix | None = None,
    ) -> None:  # fmt: skip
        self.findings.append(
            Finding(rule, place, message, args, accepted, accepted_args, severity=Severity.ERROR, fix=fix)
        )

    def _list(self, name: str, words: Mapping[str, Any], origin: Origin) -> None:
        for word, value in words.items():
            self._word(name, word, value, replace(origin, prefix=(*origin.prefix, word)))

    def _word(self, name: str, word: str, value: Any, origin: Origin) -> None:
        noun = _NOUNS[name]
        earlier = self._origins.get((name, word))
        if earlier is not None:
            self._tell(
                "duplicate-id",
                origin.place(on_key=True),
                N_("%s '%s' is already defined at %s"),
                (noun, word, str(earlier.place(on_key=True))),
                N_("one definition per id: merge the two, or rename one"),
            )
            return
        if () in origin.refused():
            return
        self._origins[name, word] = origin
        if value is None and name not in OPEN_LISTS:
            if word in DEFAULT_LISTS[name]:
                self._given.setdefault(name, {})[word] = None
            else:
                hint, args = suggestion(word, list(DEFAULT_LISTS[name]))
                self._tell(
                    "wrong-value", origin.place(on_key=True), N_("there is no %s '%s' to take away"), (noun, word),
                    hint, args,
                )  # fmt: skip
            return
        # `approved: accepted` is short for `approved: {synonym_of: accepted}`.
        written = {"synonym_of": value} if isinstance(value, str) else {} if value is None else value
        definition, findings = build_record(Shape(name, noun, WordDefinition), word, written, origin)
        key = _key_of(name, word)
        self.findings += [
            replace(each, record=None, fix=replace(each.fix, key=key) if each.fix is not None else None)
            for each in findings
        ]
        if definition is not None:
            self._given.setdefault(name, {})[word] = self._meaningful(name, word, definition, origin)

    def _meaningful(self, name: str, word: str, given: WordDefinition, origin: Origin) -> WordDefinition:
        """Return a definition without a meaning that its list has not; report it, and one that is missing."""
        meanings = MEANINGS.get(name, ())
        if given.means is not None and given.means not in meanings:
            self._tell_meaning(name, word, given.means, origin)
            return given.model_copy(update={"means": None})
        is_new = word not in DEFAULT_LISTS[name] and given.synonym_of is None
        if name == DECISION_STATUS and is_new and given.means is None:
            near = nearest(word, list(DEFAULT_LISTS[name]), count=1)
            self._tell(
                "missing-key",
                origin.place(on_key=True),
                N_("%s '%s' is missing the key 'means'"),
                (_NOUNS[name], word),
                N_("did you mean '%s'? A new one needs `means`: one of %s") if near else N_("means: one of %s"),
                (*near, ", ".join(meanings)),
            )
        return given

    def _tell_meaning(self, name: str, word: str, means: str, origin: Origin) -> None:
        meanings = MEANINGS.get(name, ())
        place, meant = origin.place(("means",)), sole_match(means, meanings)
        if not meanings:
            self._tell(
                "wrong-value", place, N_("`%s` cannot be '%s'"), ("means", means),
                N_("remove the key: rules take no %s for anything"), (_NOUNS[name],),
            )  # fmt: skip
            return
        self._tell(
            "wrong-value", place, N_("`%s` cannot be '%s'"), ("means", means), *suggestion(means, list(meanings)),
            Replacement(_key_of(name, word), ("means",), meant) if meant is not None else None,
        )  # fmt: skip

    def vocabulary(self, *, is_partial: bool = False) -> Vocabulary:
        """Return the vocabulary of the project: the toolkit's, changed by what the data defines.

        It is partial where some of the data could not be read.
        """
        if not self._given and not self._of_language:
            return Vocabulary(is_partial=True) if is_partial else DEFAULT_VOCABULARY
        lists = dict(DEFAULT_LISTS)
        for name, given in self._given.items():
            lists[name] = word_list(name, self._fitting(name, given))
        return Vocabulary(lists, self._of_language, is_partial)

    def _fitting(self, name: str, given: Mapping[str, WordDefinition | None]) -> dict[str, WordDefinition | None]:
        """Return definitions without synonyms and parents that lead nowhere, of which it tells."""
        stand_ins = {word for word, each in given.items() if each is None or each.synonym_of is not None}
        words = (set(DEFAULT_LISTS[name]) | set(given)) - stand_ins
        fitting: dict[str, WordDefinition | None] = {}
        for word, each in given.items():
            if each is None:
                fitting[word] = None
                continue
            if each.synonym_of is not None and each.synonym_of not in words:
                self._tell_unknown(name, word, ("synonym_of",), each.synonym_of, words)
                continue
            kept = each
            if each.parent is not None and (name != CATEGORY or each.parent not in words):
                if name == CATEGORY:
                    self._tell_unknown(name, word, ("parent",), each.parent, words)
                else:
                    self._tell(
                        "unknown-key", self._origins[name, word].place(("parent",), on_key=True),
                        N_("unknown key '%s' in %s"), ("parent", Phrase("%s '%s'", _NOUNS[name], word)),
                        N_("remove the key: only categories have parents"),
                    )  # fmt: skip
                kept = each.model_copy(update={"parent": None})
            elif each.parent is not None and self._is_above_itself(word, given):
                self._tell(
                    "wrong-value", self._origins[name, word].place(("parent",)),
                    N_("category '%s' is part of itself"), (word,), N_("a parent that is no part of it"),
                )  # fmt: skip
                kept = each.model_copy(update={"parent": None})
            fitting[word] = kept
        self._check_synonyms(name, fitting)
        return fitting

    @staticmethod
    def _is_above_itself(word: str, given: Mapping[str, WordDefinition | None]) -> bool:
        above, line = word, {word}
        while True:
            definition = given.get(above)
            above = (definition.parent if definition is not None else None) or ""
            if above in line:
                return above == word
            line.add(above)
            if not above:
                return False

    def _tell_unknown(self, name: str, word: str, path: Steps, target: str, words: set[str]) -> None:
        near = nearest(target, sorted(words), count=1)
        listed = ", ".join(sorted(words)) or Phrase("none is defined")
        meant, origin = sole_match(target, sorted(words)), self._origins[name, word]
        fix = None
        if meant is not None:
            is_short = isinstance(_value_at(origin), str)
            at = (_key_of(name, word, in_list=True), (word,)) if is_short else (_key_of(name, word), path)
            fix = Replacement(*at, meant)
        hint = N_("did you mean '%s'? accepted: %s") if near else N_("accepted: %s")
        self._tell(
            "unknown-reference",
            origin.place(path),
            N_("unknown %s '%s'"),
            (_NOUNS[name], target),
            hint,
            (*near, listed),
            fix,
        )

    def _check_synonyms(self, name: str, given: Mapping[str, WordDefinition | None]) -> None:
        taken: dict[str, str] = {}
        for word, each in given.items():
            for number, synonym in enumerate(each.synonyms if each is not None else ()):
                other = taken.setdefault(synonym, word)
                if other != word or (given.get(synonym) is not None and given[synonym].synonym_of is None):  # type: ignore[union-attr]
                    self._tell(
                        "duplicate-id",
                        self._origins[name, word].place(("synonyms", number)),
                        N_("'%s' is a synonym of '%s', and something else too"),
                        (synonym, word),
                        N_("one meaning for each word"),
                    )


def _key_of(name: str, word: str, *, in_list: bool = False) -> RecordKey:
    """Return the key under which the origin of a word is, or of the list that it is in, for what is fixed there."""
    return "word-in-list" if in_list else "word", f"{name}.{word}"


def _value_at(origin: Origin) -> Any:
    """Return what is written for a word."""
    value = origin.document.value
    for step in origin.prefix:
        value = value[step]
    return value


__all__ = ["VOCABULARY_KEYS", "WordDefinitions"]
