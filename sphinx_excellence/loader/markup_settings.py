"""The settings in conf.py about markup that affect the title of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Markup:
    """The extensions of MyST, the substitutions of its pages, and the texts before and behind every page in rST."""

    extensions: frozenset[str] = frozenset()
    substitutions: Mapping[str, Any] = field(default_factory=dict)
    definitions: str = ""

    @classmethod
    def of(cls, conf: Mapping[str, Any]) -> Markup:
        """Return what the values of conf.py say, in so far as they are of the right kind."""
        extensions, substitutions = conf.get("myst_enable_extensions"), conf.get("myst_substitutions")
        names = extensions if isinstance(extensions, list | tuple | set | frozenset) else ()
        texts = [str(conf.get(name) or "") for name in ("rst_prolog", "rst_epilog")]
        # Sphinx defines these two by itself.
        texts += [f".. |{name}| replace:: {conf[name]}" for name in ("version", "release") if conf.get(name)]
        given = substitutions if isinstance(substitutions, Mapping) else {}
        return cls(frozenset(map(str, names)), given, "\n\n".join(texts))

    def with_page(self, matter: Mapping[str, Any]) -> Markup:
        """Return the same with what the front matter of a page says itself."""
        myst = matter.get("myst")
        own = myst if isinstance(myst, Mapping) else {}
        extensions, substitutions = own.get("enable_extensions"), own.get("substitutions")
        given = Markup.of({"myst_enable_extensions": extensions, "myst_substitutions": substitutions})
        return replace(
            self,
            extensions=given.extensions if extensions is not None else self.extensions,
            substitutions={**self.substitutions, **given.substitutions},
        )
