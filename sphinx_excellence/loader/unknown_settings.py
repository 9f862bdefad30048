"""Names in conf.py that look like settings of the toolkit, but are not, and so have no effect.

Owns which names those are. The caller knows whether conf.py was run, so that every extension has registered its
settings, or only parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sphinx_excellence.findings import Finding, Place, Severity, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.settings import SETTINGS
from sphinx_excellence.spelling import known_words

#: What the toolkit's settings begin with; the second is that of the Typst builders.
PREFIXES = ("excellence_", "typst_")
#: The settings of the Typst builders, which are declared where nothing of the toolkit is known.
TYPST_NAMES = tuple(
    f"typst_{name}"
    for name in (
        "accent", "appendices", "back_matter", "classes", "documents", "domain_indices", "font_paths", "fonts",
        "front_matter", "logo", "number_sections", "pages_at_once", "paper", "pdf_standard", "show_urls", "template",
        "templates", "title_page", "toplevel_sectioning",
    )
)  # fmt: skip
#: Every setting of the toolkit.
NAMES = (*(setting.name for setting in SETTINGS), *TYPST_NAMES)
#: How much a name without one of the prefixes must resemble a setting to be reported.
_LEAST_LIKENESS = 0.88


def unknown_settings(
    names: Iterable[str], registered: Collection[str], place_of: Callable[[str], Place]
) -> tuple[Finding, ...]:
    """Return a finding for each of ``names`` that looks like a setting of the toolkit and that nothing has registered.

    ``place_of`` tells where a name is set.
    """
    return tuple(
        _finding(name, place_of(name))
        for name in sorted(set(names))
        if name not in registered and _looks_like_ours(name)
    )


def _looks_like_ours(name: str) -> bool:
    if name.startswith(PREFIXES):
        return True
    matches = known_words(NAMES).matches(name) if not name.startswith("_") else ()
    return bool(matches) and matches[0].likeness >= _LEAST_LIKENESS


def _finding(name: str, place: Place) -> Finding:
    near, likely = _nearest(name)
    accepted, args = (N_("did you mean '%s'?"), (near,)) if near is not None else suggestion("", likely, most=30)
    return Finding(
        "unknown-setting", place, N_("unknown setting '%s'"), (name,), accepted, args, severity=Severity.WARNING
    )


def _nearest(name: str) -> tuple[str | None, list[str]]:
    """Return the setting that a name was meant to be, where one resembles it; and all that it may have been."""
    prefix = next((prefix for prefix in PREFIXES if name.startswith(prefix)), "")
    # The prefix that all of them share makes none of them more alike.
    bare = {known.removeprefix(prefix): known for known in NAMES if known.startswith(prefix)}
    near = known_words(bare).matches(name.removeprefix(prefix))
    return (bare[near[0].word] if near else None), sorted(bare.values())


def registered_elsewhere(names: Iterable[str], extensions: Any) -> set[str]:
    """Return those of ``names`` that another extension may have registered, as far as conf.py tells by its literals.

    ``extensions`` is what conf.py sets under that name; nothing where only Python can tell.
    """
    listed: Sequence[Any] = extensions if isinstance(extensions, list | tuple) else ()
    words = {prefix.rstrip("_") for prefix in PREFIXES}
    others = [each for each in listed if isinstance(each, str) and each.partition(".")[0] != "sphinx_excellence"]
    owned = {word for word in words if any(word in each for each in others)}
    return {
        name
        for name in names
        if name.startswith(PREFIXES)
        and (name.partition("_")[0] in owned or (extensions is None and _nearest(name)[0] is None))
    }
