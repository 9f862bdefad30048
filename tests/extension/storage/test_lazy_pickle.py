"""Lazily unpickled values: stored as bytes, unpickled only when they are used."""

from __future__ import annotations

import copy
import pickle

from sphinx_excellence.extension.storage.lazy_pickle import LazyPickle


class Counted:
    loads = 0

    def __init__(self, word: str) -> None:
        self.word = word

    def __setstate__(self, state: dict[str, str]) -> None:
        type(self).loads += 1
        self.__dict__.update(state)


def test_a_value_survives_and_is_loaded_only_when_it_is_looked_at(monkeypatch):
    monkeypatch.setattr(Counted, "loads", 0)
    stored = pickle.dumps(LazyPickle({"page": Counted("saga")}))
    loaded = pickle.loads(pickle.dumps(pickle.loads(stored)))
    assert Counted.loads == 0
    assert loaded.value["page"].word == "saga"
    assert loaded.value["page"] is loaded.value["page"]
    assert Counted.loads == 1


def test_what_is_changed_is_stored_and_a_copy_stands_for_itself():
    folded = pickle.loads(pickle.dumps(LazyPickle({"a": 1})))
    folded.value["b"] = 2
    twin = copy.deepcopy(folded)
    twin.value.clear()
    assert pickle.loads(pickle.dumps(folded)).value == {"a": 1, "b": 2}
