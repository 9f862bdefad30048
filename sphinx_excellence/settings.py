"""The settings in conf.py: declared once, with what each accepts.

Owns what a setting accepts, and the value that is used where it is absent or wrong. It makes no difference whether
conf.py was run (a build) or only parsed (the command). The settings of the Typst builders are in ``typst/settings.py``.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Literal

from sphinx_excellence.characters import REFUSED, code_point
from sphinx_excellence.findings import Finding, Phrase, Place, Severity, suggestion
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.decision_sections import SECTIONS, default_headings, heading_table, normalised
from sphinx_excellence.model.feedback import template_fault
from sphinx_excellence.model.heading_slugs import GENERATORS


@dataclass(frozen=True)
class ExternalSource:
    """Where another project's pages are, where its exported registry lies, and where that is configured.

    Without ``path``, the registry is configured in a way that cannot be used.
    """

    base: str
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of conf.py.

    ``check`` returns what is wrong with a value, or nothing; ``rest`` what can be used of a wrong one, where that is
    not merely the default. ``is_list`` says that a text is taken apart at its commas where the command
    line gives it, ``read`` makes what is checked of what is written.
    """

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    description: str
    check: Callable[[Any], str | None]
    rest: Callable[[Any], Any] | None = None
    is_list: bool = False
    read: Callable[[Any], Any] = lambda value: value

    def reason(self, value: Any) -> str | None:
        """Return what is wrong with a value, or nothing."""
        acting = next((text for text in _texts(value) if REFUSED.search(text) is not None), None)
        if acting is not None:
            found = REFUSED.search(acting)
            return Phrase("expected a string without the character %s", code_point(found[0] if found else ""))
        return self.check(value)

    def used(self, value: Any) -> Any:
        """Return what is used of a value."""
        if self.reason(value) is None:
            return value
        return self.default if self.rest is None else self.rest(value)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value of a setting."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _texts(pair)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(item)


def _is_list_of_paths(value: Any) -> str | None:
    if value is None or (isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)):
        return None
    return Phrase("expected a list of files and folders, such as ['data']")


def _is_severities(value: Any) -> str | None:
    if not isinstance(value, dict):
        return Phrase("expected a mapping of rules to severities, such as {'record-without-page': 'off'}")
    levels = [severity.value for severity in Severity]
    # Looked up only here: the rules are not needed in a run that has nothing to do.
    known = sorted(resolve_name("sphinx_excellence.rules.all_rules:installed_by_name")()) if value else []
    for rule, severity in value.items():
        if rule not in known:
            accepted, args = suggestion(str(rule), known)
            return Phrase("%s; %s", Phrase("'%s' is not a rule", str(rule)), Phrase(accepted, *args))
        if severity not in levels:
            return Phrase("'%s' is not a severity; accepted: %s", str(severity), ", ".join(levels))
    return None


_REGISTRY_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
_NAME_FORM = Phrase("letters, digits, '-' and '.', starting with a letter")
#: What an address begins with cannot be the prefix of a name too: a link could be either.
_SCHEMES = frozenset({"data", "file", "ftp", "http", "https", "javascript", "mailto", "tel", "urn"})


def _paired(value: Any) -> Any:
    """Return registries with an address and a file each, which the command line gives as one text with a comma."""
    if not isinstance(value, dict):
        return value
    return {
        name: tuple(pair.split(",")) if isinstance(pair, str) and pair.count(",") == 1 else pair
        for name, pair in value.items()
    }


def _is_externals(value: Any) -> str | None:
    expected = Phrase("expected a mapping such as {'core': ('https://core.example.org/', 'core/excellence.json')}")
    if not isinstance(value, dict):
        return expected
    reasons = (_external_reason(name, pair, expected) for name, pair in value.items())
    reason = next((reason for reason in reasons if reason is not None), None)
    if reason is None and len({os.path.normpath(pair[1]) for pair in value.values()}) < len(value):
        return Phrase("two registries use the same file; accepted: one file for each")
    return reason


def _external_reason(name: object, pair: object, expected: str) -> str | None:
    """Return what is wrong with one registry, or nothing."""
    if not isinstance(name, str) or _REGISTRY_NAME.fullmatch(name) is None:
        near = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.") if isinstance(name, str) else ""
        form = Phrase("%s, such as '%s'", _NAME_FORM, near) if _REGISTRY_NAME.fullmatch(near) else _NAME_FORM
        return Phrase("%s cannot be a prefix; accepted: %s", repr(name), form)
    if name.lower() in _SCHEMES:
        return Phrase("%s cannot be a prefix, because it is a URL scheme; accepted: any other word", repr(name))
    if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
        return expected
    base, path = pair
    if not is_web_address(base):
        return Phrase("%s is not a web address; %s", repr(base), expected)
    if "?" in base or "#" in base:
        return Phrase("%s is not the address of a site: it contains '?' or '#'; %s", repr(base), expected)
    if not path.strip() or path.endswith(("/", os.sep)) or REFUSED.search(path) is not None:
        return Phrase("%s is not a file; %s", repr(path), expected)
    return None


def _usable_externals(value: Any) -> Any:
    """Return the registries that can be used, and those that cannot without a file: what names them is not to blame."""
    if not isinstance(value, dict):
        return {}
    usable: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for name, pair in value.items():
        if not isinstance(name, str):
            continue
        is_right = _external_reason(name, pair, "-") is None and os.path.normpath(pair[1]) not in taken
        usable[name] = tuple(pair) if is_right else ("", "")
        taken.add(os.path.normpath(usable[name][1]))
    return usable


def _is_editions(value: Any) -> str | None:
    if isinstance(value, dict) and all(isinstance(part, str) for pair in value.items() for part in pair):
        files = [Path(path).name for path in value.values()]
        return None if len(set(files)) == len(files) else Phrase("two editions have files with the same name")
    return Phrase("expected a mapping of names to files, such as {'PDF': 'build/pdf/handbook.pdf'}")


def _is_feedback(value: Any) -> str | None:
    if not isinstance(value, dict):
        return Phrase(
            "expected a mapping of links to addresses, such as {'report': 'https://example.org/new?title={title}'}"
        )
    return next((fault for name, template in value.items() if (fault := template_fault(name, template))), None)


def _usable_feedback(value: Any) -> Any:
    """Return the addresses that can be used."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: template for name, template in pairs if template_fault(name, template) is None}


def _is_flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else Phrase("expected True or False")


def _is_page_kinds(value: Any) -> str | None:
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and name and (kind is None or (isinstance(kind, str) and kind))
        for name, kind in value.items()
    ):
        return Phrase("expected a mapping of page names to kinds, such as {'decisions/*': 'decision'}")
    return None


def _usable_page_kinds(value: Any) -> Any:
    """Return the entries that can be used."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {
        name: kind
        for name, kind in pairs
        if isinstance(name, str) and name and (kind is None or (isinstance(kind, str) and kind))
    }


def _is_headings(value: Any) -> str | None:
    expected = Phrase("expected a mapping of sections to their headings, such as {'consequences': ['Fallout']}")
    if not isinstance(value, dict) or not all(isinstance(name, str) and _holds_texts(it) for name, it in value.items()):
        return expected
    unknown = next((name for name in value if name not in SECTIONS), None)
    if unknown is not None:
        accepted, args = suggestion(unknown, SECTIONS)
        return Phrase("%s; %s", Phrase("'%s' is not a section", unknown), Phrase(accepted, *args))
    blank = next((name for name, found in value.items() if not all(map(normalised, found))), None)
    if blank is not None:
        return Phrase("a heading of '%s' has no letters and no digits", blank)
    section_of: dict[str, str] = {}
    for name, found in value.items():
        for heading in found:
            other = section_of.setdefault(normalised(heading), name)
            if other != name:
                return Phrase("the heading '%s' is in two sections, '%s' and '%s'", heading, other, name)
    return None


def _usable_headings(value: Any) -> Any:
    """Return the headings that can be used, by section."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {
        name: tuple(heading for heading in found if normalised(heading))
        for name, found in pairs
        if name in SECTIONS and _holds_texts(found)
    }


def headings_of(value: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return which section each heading begins, by `excellence_sections` and by itself."""
    return heading_table(value) if value else default_headings()


def _holds_texts(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset) and all(isinstance(item, str) for item in value)


def _is_generator(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value in GENERATORS):
        return None
    accepted, args = suggestion(value if isinstance(value, str) else "", GENERATORS)
    return Phrase(accepted, *args)


def _is_keys(value: Any) -> str | None:
    return None if _holds_texts(value) else Phrase("expected a list of keys, such as ['contact']")


def _is_patterns(value: Any) -> str | None:
    return None if _holds_texts(value) else Phrase("expected a list of patterns, such as ['img/**']")


def _is_templates(value: Any) -> str | None:
    if isinstance(value, dict) and all(
        isinstance(kind, str) and (isinstance(names, str) or (_holds_texts(names) and len(names) > 0))
        for kind, names in value.items()
    ):
        return None
    return Phrase("expected a mapping of kinds to files, such as {'decision': 'decisions/template.md'}")


def _is_types(value: Any) -> str | None:
    if _holds_texts(value):
        return None
    return Phrase("expected a list of warning types, as in suppress_warnings, such as ['autodoc']")


def _is_folder(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value.strip()):
        return None
    return Phrase("expected a folder, such as '..'")


def _is_file(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value.strip()):
        return None
    return Phrase("expected a file, such as 'queries.yaml'")


def _is_day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return Phrase("expected a date, such as '2026-10-01'")
    return None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "excellence_data",
        None,
        "",
        "Files and folders with records, relative to the folder of conf.py. Defaults to the folder `data`, if it "
        "exists.",
        _is_list_of_paths,
        is_list=True,
    ),
    Setting(
        "excellence_pages",
        {},
        "env",
        "Pages that are records, by the pattern of their names: the kind of each. `*` stands for anything but a `/`, "
        "`**` for anything. The first pattern that matches counts; `None` as its kind leaves its pages out.",
        _is_page_kinds,
        _usable_page_kinds,
    ),
    Setting(
        "excellence_sections",
        {},
        "env",
        "More headings by which the sections of decisions in pages are known: the headings of each section, such as "
        "`{'consequences': ['Fallout']}`.",
        _is_headings,
        _usable_headings,
    ),
    Setting(
        "excellence_foreign_keys",
        [],
        "",
        "Keys of front matter that belong to other tools. Other keys that are no field of their page's record are "
        "reported.",
        _is_keys,
        is_list=True,
    ),
    Setting(
        "excellence_heading_anchors",
        None,
        "env",
        "The generator whose anchors headings have too, so that old links find their section: `python-markdown`, "
        "`python-markdown-unicode`, `pymdownx` or `github` (as Docusaurus and Jekyll do).",
        _is_generator,
    ),
    Setting(
        "excellence_published_files",
        [],
        "",
        "Files below the source folder that an HTML site has at the same path, as patterns such as `**`, `img/**`. "
        "Pages and what `exclude_patterns` names are left out.",
        _is_patterns,
        is_list=True,
    ),
    Setting(
        "excellence_templates",
        {},
        "",
        "Your own templates, by kind, relative to the folder of conf.py. `sphinx-excellence new` fills them in: a file "
        "for the page, a data file, or a list with both.",
        _is_templates,
    ),
    Setting(
        "excellence_queries",
        None,
        "env",
        "A YAML file with queries that readers put to the search, and the patterns that answer them, relative to the "
        "folder of conf.py. The scorecard measures the search by it.",
        _is_file,
    ),
    Setting(
        "excellence_rules", {}, "", "The severity of each rule: `error`, `warning`, `info` or `off`.", _is_severities
    ),
    Setting(
        "excellence_external",
        {},
        "",
        "Other projects that you refer to, by prefix. Each value is the address of the site and the file with its "
        "exported registry, relative to the folder of conf.py.",
        _is_externals,
        _usable_externals,
        read=_paired,
    ),
    Setting(
        "excellence_editions",
        {},
        "",
        "Other editions of the site, by name. Each value is a file, relative to the folder of conf.py. The directive "
        "`editions` links to the files that exist.",
        _is_editions,
    ),
    Setting(
        "excellence_feedback",
        {},
        "env",
        "Links at each record: `report` (use of a pattern), `change` and `source`. Each value is an address with "
        "placeholders: `{id}`, `{title}`, `{page}`, `{file}`, `{line}`.",
        _is_feedback,
        _usable_feedback,
    ),
    Setting(
        "excellence_feeds",
        True,  # noqa: FBT003 - a value like the other defaults
        "",
        "Whether an HTML site has feeds of what has changed. It has none without `html_baseurl`.",
        _is_flag,
    ),
    Setting(
        "excellence_social_cards",
        False,  # noqa: FBT003 - a value like the other defaults
        "env",
        "Whether each page has a picture with its title, tier and one sentence, for sites that link to it. That takes "
        "`html_baseurl`, and the extra `pdf`.",
        _is_flag,
    ),
    Setting(
        "excellence_instant_search",
        True,  # noqa: FBT003 - a value like the other defaults
        "html",
        "Whether `/` opens a search with instant results on every page of `html` and `dirhtml`.",
        _is_flag,
    ),
    Setting(
        "excellence_search_code",
        True,  # noqa: FBT003 - a value like the other defaults
        "html",
        "Whether Sphinx's search finds what is in code blocks.",
        _is_flag,
    ),
    Setting(
        "excellence_navigation",
        True,  # noqa: FBT003 - a value like the other defaults
        "html",
        "Whether all pages share one tree of pages, which is the same and takes less time, or each page draws it anew.",
        _is_flag,
    ),
    Setting(
        "excellence_reread",
        ["autodoc", "autosummary"],
        "",
        "Types of warnings, as in `suppress_warnings`. Every run reads a page with such a warning again, because the "
        "cause is not in the page's sources. `*` stands for every type.",
        _is_types,
    ),
    Setting(
        "excellence_base",
        None,
        "",
        "The folder that file names in reports for other programs are relative to. The setting itself is relative to "
        "the folder of conf.py. Defaults to the root of the working copy.",
        _is_folder,
    ),
    Setting(
        "excellence_as_of",
        None,
        "",
        "The date that counts as today. Defaults to SOURCE_DATE_EPOCH, or else to the clock.",
        _is_day,
    ),
)


def usable(values: Mapping[str, Any], place_of: Callable[[str], Place]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the value of every setting, its default where it is absent or wrong, and what is wrong."""
    used: dict[str, Any] = {}
    problems = []
    for setting in SETTINGS:
        value = setting.read(values.get(setting.name, setting.default))
        reason = setting.reason(value)
        if reason is not None:
            problems.append(
                Finding(
                    "wrong-setting",
                    place_of(setting.name),
                    "`%s` is %s",
                    (setting.name, repr(value)),
                    reason,
                    severity=Severity.ERROR,
                )
            )
        used[setting.name] = setting.used(value)
    return used, tuple(problems)


def data_of(value: Any) -> tuple[str, ...] | None:
    """Return the files and folders of `excellence_data`; nothing where it is not set."""
    return None if value is None else tuple(value)


def severities_of(value: Mapping[str, str]) -> dict[str, Severity]:
    """Return the severities of `excellence_rules`."""
    return {rule: Severity(level) for rule, level in value.items()}


def externals_of(value: Mapping[str, tuple[str, str]], place: Place) -> dict[str, ExternalSource]:
    """Return where the registries of other projects are; ``place`` is that of `excellence_external`."""
    return {name: ExternalSource(base, path, place) for name, (base, path) in value.items()}


def base_of(value: str | None, root: Path) -> Path | None:
    """Return the folder of `excellence_base`, for the conf.py in ``root``; nothing where it is not set."""
    return None if value is None else root / value


def day_of(value: str | None) -> date:
    """Return the day that counts as today: that of `excellence_as_of`, else SOURCE_DATE_EPOCH's, else the clock's."""
    if value is not None:
        return date.fromisoformat(value)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    with contextlib.suppress(ValueError, OverflowError, OSError):  # a moment that no calendar knows
        if epoch.isdecimal():
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return datetime.now(tz=UTC).date()
