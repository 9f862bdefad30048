"""A knowledge base whose every text is hostile: each field of each kind, made from the models themselves.

A field that is added to a model is in it without a line here.
"""

from __future__ import annotations

import random
import types
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from sphinx_excellence.model.fields import ProseMark, ReferenceTo, WordOf
from sphinx_excellence.model.health import Health
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.measure import Measure
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.tier import Tier
from sphinx_excellence.views.vocabulary import humanised

#: What some format or some template takes for markup, or escapes in its own way.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "R&D &amp; &lt;b&gt; &#38;",
    "{{ 7*7 }} {% raw %} {# no #}",
    "%s %(name)s %d 100%",
    r"back\slash \n \input{x} \\",
    "$x_1$ #1 ~ ^ {b} _u_",
    "</script><!-- --> ]]> <![CDATA[",
    "\"q\" 'a' ''t'' ``c``",
    "שלום עולם",
    "🏆 é ﬁ Ω",
    "*star* `code` |pipe| :role:`x`",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "@node{x} @@ #include",
    ".TH ' \\fB",
    "#let x = [1]; #x @ref <label>",
    "<b>bold</b>",
)
#: Fields that are ids, though they may be any text: readers see them as words.
_NAMES = {"categories", "problems", "tags"}
#: What no page shows.
_UNSEEN = {"waivers", "tracked"}


class Hostile:
    """Makes the data; ``texts`` are the texts that readers must see, by the mark each begins with."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._payloads: list[str] = []
        self.texts: dict[str, str] = {}

    def data(self) -> dict[str, Any]:
        """Return every kind of record, and a tier of one's own."""
        made: dict[str, Any] = {kind.key: {f"odd-{kind.name}": self._model(kind.model, kind.name)} for kind in KINDS}
        made["health"] = {"2024Q1": made["health"]["odd-health"]}
        made["scorecard"] = {"reach": made["scorecard"]["odd-measure"]}
        made |= self._of_their_own(made["patterns"]["odd-pattern"])
        made["tiers"] = {"odd": {**self._model(Tier, "tier"), "rank": 15, "statuses": ["odd"]}}
        made |= self._vocabulary()
        return made

    def _of_their_own(self, pattern: dict[str, Any]) -> dict[str, Any]:
        """Return a kind and fields of the project's own, and a record of the kind; give the pattern a field."""
        everywhere = ["banner", "catalogue", "filter", "search"]
        pattern["odd-field"] = self._prose("ownvalue")
        fields = {
            "words": {"title": self._text("fieldtitle"), "show": everywhere},
            "story": {"title": self._text("fieldtitle"), "type": "text"},
            "choice": {
                "title": self._text("fieldtitle"), "type": "choice", "choices": {"c": self._text("choicetitle")},
                "show": everywhere,
            },
            "uses": {
                "title": self._text("fieldtitle"), "type": "pattern", "show": everywhere, "reverse": self._text("reverse"),
            },
            "related": {"title": self._text("fieldtitle"), "type": "pattern"},
        }  # fmt: skip
        record = {
            "title": self._text("title"), "summary": self._prose("summary"), "words": self._prose("ownvalue"),
            "story": self._prose("ownvalue"), "choice": "c", "uses": "odd-pattern", "related": "odd-pattern", "tier": "odd",
        }  # fmt: skip
        kind = {"title": self._text("kindtitle"), "plural": self._text("kindplural"), "tier": True, "fields": fields}
        return {
            "kinds": {"oddity": {**kind, "key": "oddities"}},
            "fields": {"pattern": {"odd-field": {"title": self._text("fieldtitle"), "show": everywhere}}},
            "oddities": {"odd-oddity": record},
        }

    def _vocabulary(self) -> dict[str, Any]:
        """Return a word of each list, under the id ``odd``, and a word in place of the toolkit's."""
        colours = {"light": "#112233", "dark": "#ddeeff"}

        def word(**more: Any) -> dict[str, Any]:
            return {"odd": {"title": self._text("wordtitle"), "icon": "#", **more}}

        return {
            "statuses": {
                "pattern": word(means="recommended", colours=colours), "decision": word(means="superseded", colours=colours),
            },
            "relevance": word(), "relations": word(), "risk": word(colours=colours),
            "categories": word(description=self._prose("worddescription")), "tags": word(description=self._prose("worddescription")),
            "words": {"en": {"Tags": 'Tags <script>alert(1)</script> "><b>bold</b> #x $1 \\input{x} @node'}},
        }  # fmt: skip

    def _text(self, name: str) -> str:
        if not self._payloads:
            self._payloads = self._random.sample(PAYLOADS, len(PAYLOADS))
        mark = f"Zq{len(self.texts)}{name.replace('_', '')}"
        text = f"{mark} {self._payloads.pop()}"
        self.texts[mark] = text
        return text

    def _prose(self, name: str) -> str:
        text = self._text(name)
        mark = text.partition(" ")[0]
        self.texts[mark] = plain_text(text)
        return text

    def _name(self, name: str) -> str:
        text = self._text(name)
        self.texts[text.partition(" ")[0]] = humanised(text)
        return text

    def _model(self, model: type[BaseModel], at: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            if (name == "id" and issubclass(model, Record)) or name in _UNSEEN:
                continue
            made[field.alias or name] = self._value(field.annotation, tuple(field.metadata), name, at)
        if "anonymous" in made:  # a usage report names a company instead
            made["anonymous"] = False
        if {"tier", "event"} <= made.keys():  # a history's entry has one of the two
            del made["event"]
        if {"title", "text", "measure"} <= made.keys():  # a tier's criterion shows its words
            self._leave_out(made, "measure", "least", "unit")
        if {"implementation", "figure"} <= made.keys():  # an example shows its scale in words
            self._leave_out(made, "figure", "unit")
        if {"type", "scores"} <= made.keys():  # a signal has words for values, a quarter's health those of the signal
            made["type"] = "choice"
            self._leave_out(made, "least", "most")
        if {"retrieved", "collector"} <= made.keys():
            self._leave_out(made, "unit", "collector")
        if {"quarter", "closed"} <= made.keys():
            self._leave_out(made, "quarter")
            made["quarter"] = "2024Q1"
        if issubclass(model, Health):
            made |= made.pop("patterns")
            made["aliases"].append("odd-health")
        if issubclass(model, Measure):
            made["aliases"].append("odd-measure")
        if "cells" in made:  # a comparison's row holds them as keys of its own
            made |= made.pop("cells")
            del made["era"]
        return made

    def _leave_out(self, made: dict[str, Any], *names: str) -> None:
        """Take values out that no reader is to see."""
        for name in names:
            self.texts.pop(str(made.pop(name)).partition(" ")[0], None)

    def _value(self, annotation: Any, metadata: tuple[Any, ...], name: str, at: str) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if name in {"categories", "tags"}:
            return ["odd", self._name(name)]
        if any(isinstance(each, WordOf) for each in metadata):
            return "odd"
        if origin is Annotated:
            return self._value(arguments[0], (*arguments[1:], *metadata), name, at)
        if origin in {Union, types.UnionType}:
            wanted = next(each for each in arguments if each is not type(None))
            return self._value(wanted, metadata, name, at)
        if origin is tuple:
            item = arguments[0]
            several = _is_either(item)
            return [self._value(item, metadata, name, at)] if not several else list(self._either(item, at))
        if origin is dict:
            key = {
                "cells": "odd-column",
                "patterns": "odd-pattern",
                "signals": "odd-signal",
                "recommend": "small",
                "scales": "small",
                "problems": "odd-problem",
            }.get(name)
            return {key or "odd": self._value(arguments[1], (), "tiers" if name == "recommend" else name, at)}
        if origin is Literal:
            return arguments[0]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if name == "colours":
                return {"light": "#112233", "dark": "#ddeeff"}
            return self._model(annotation, at)
        return self._scalar(annotation, metadata, name)

    def _either(self, model: Any, at: str) -> Iterator[dict[str, Any]]:
        """Yield a part that names a record, and one that names something outside."""
        made = self._model(model, at)
        yield {key: value for key, value in made.items() if key not in {"name", "url"}}
        yield {key: value for key, value in made.items() if key != "pattern"} | (
            {"note": self._prose("note")} if "note" in made else {"when": self._prose("when")}
        )

    def _scalar(self, annotation: Any, metadata: tuple[Any, ...], name: str) -> Any:
        if annotation is bool:
            return True
        if annotation in {int, float}:
            return 1
        validator = next((each.func.__name__ for each in metadata if isinstance(each, AfterValidator)), "")
        reference = next((each for each in metadata if isinstance(each, ReferenceTo)), None)
        known: dict[str, Callable[[], Any]] = {
            "_web_address": lambda: "https://example.org/?a=1&b=%3C2%3E",
            "_date": lambda: "1987",
            "_full_date": lambda: "2024-01-02",
            "_period": lambda: "1990-2010",
            "_identifier": lambda: "odd-column",
        }
        if reference is not None:
            return "odd" if reference.kind == "tier" else f"odd-{reference.kind}"
        if name in _NAMES:
            return self._name(name)
        if validator in known:
            return known[validator]()
        is_prose = any(isinstance(each, ProseMark) for each in metadata)
        return self._prose(name) if is_prose else self._text(name)


def _is_either(item: Any) -> bool:
    return (
        isinstance(item, type) and issubclass(item, BaseModel) and {"pattern", "name", "url"} <= set(item.model_fields)
    )
