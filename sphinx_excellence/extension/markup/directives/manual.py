"""The directives of the manual: the fields of records, the rules and the settings, read off the code."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import KINDS, TIERS_KEY
from sphinx_excellence.rules.all_rules import installed_families, installed_rules
from sphinx_excellence.rules.rule import Rule
from sphinx_excellence.settings import SETTINGS
from sphinx_excellence.typst.diagnostics import Subtype as TypstSubtype
from sphinx_excellence.typst.settings import SETTINGS as TYPST_SETTINGS
from sphinx_excellence.views.blocks import Cell, Label, Line, Rich, Table, View
from sphinx_excellence.views.manual import fields_of, words


def _key(argument: str) -> str:
    return directives.choice(argument, (*KINDS.by_key, TIERS_KEY))


class ExcellenceFieldsDirective(ViewDirective):
    """The keys that records under a top-level key take: ``excellence-fields`` with ``patterns`` and so on."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = ViewDirective.option_spec

    def run(self) -> list[nodes.Node]:
        """Return the keys."""
        try:
            key = _key(self.arguments[0])
        except ValueError as error:
            raise self.error(str(error)) from error
        return self.finish(fields_of(KINDS.by_key.get(key)))


class ExcellenceWordsDirective(ViewDirective):
    """The words of the toolkit that a project can replace."""

    def run(self) -> list[nodes.Node]:
        """Return the words."""
        return self.finish(words())


class ExcellenceRulesDirective(ViewDirective):
    """Rules: what each finds, why it matters, and an example before and after the fix.

    The argument is a family of rules; left out, all are shown.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a definition for each rule, with a target of its own."""
        try:
            families = installed_families()
            name = directives.choice(self.arguments[0], tuple(families)) if self.arguments else ""
            rules = families[name] if name else installed_rules()
        except ValueError as error:
            raise self.error(str(error)) from error
        made: list[nodes.Node] = []
        composer = self.composer()
        listing = nodes.definition_list(classes=["excellence-rules"])
        for rule in rules:
            listing += self._rule(rule)
        made.append(listing)
        for node in listing.findall(nodes.Element):
            node.source, node.line = composer.source, composer.line
        return made

    def _rule(self, rule: Rule) -> nodes.definition_list_item:
        term = nodes.term("", "", nodes.literal("", rule.name), nodes.Text(f" ({rule.severity.value})"))
        anchor = f"rule-{rule.name}"
        term["ids"].append(anchor)
        self.state.document.note_explicit_target(term)
        composer = self.composer()
        summary = nodes.paragraph("", "", *composer.prose(rule.summary))
        rationale = nodes.paragraph("", "", *composer.prose(rule.rationale))
        body = [
            summary,
            rationale,
            _caption(N_("Reported:")),
            _code(rule.bad),
            _caption(N_("Fixed:")),
            _code(rule.good),
        ]
        return nodes.definition_list_item("", term, nodes.definition("", *body))


def _code(text: str) -> nodes.literal_block:
    language = "yaml" if text.startswith("patterns:") and "\t" not in text else "text"
    return nodes.literal_block(text, text, language=language)


def _caption(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=["excellence-caption"])


def _named(name: str) -> Cell:
    return Cell((Line((Rich(f"`{name}`"),)),), heading=True)


def _description(text: str) -> Cell:
    return Cell((Line((Rich(text),)),))


class ExcellenceSettingsDirective(ViewDirective):
    """The settings of conf.py, with their defaults: the toolkit's, or with ``typst`` those of the Typst builders."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a table of the settings."""
        try:
            wing = bool(self.arguments) and bool(directives.choice(self.arguments[0], ("typst",)))
        except ValueError as error:
            raise self.error(str(error)) from error
        rows = tuple(
            (_named(setting.name), _description(f"`{setting.default!r}`"), _description(setting.description))
            for setting in (TYPST_SETTINGS if wing else SETTINGS)
        )
        columns = ((Label(N_("Setting")),), (Label(N_("Default")),), (Label(N_("Meaning")),))
        table = Table(columns, rows, "Settings", (3, 2, 6), role="fields")
        return self.finish(View("settings", (table,)))


class TypstWarningsDirective(ViewDirective):
    """What the Typst builders warn of."""

    def run(self) -> list[nodes.Node]:
        """Return a table of the kinds of warning."""
        rows = tuple((_named(f"typst.{kind.subtype}"), _description(kind.value)) for kind in TypstSubtype)
        columns = ((Label(N_("Warning")),), (Label(N_("Meaning")),))
        return self.finish(View("settings", (Table(columns, rows, "Warnings", (3, 6), role="fields"),)))


DIRECTIVES = {
    "excellence-fields": ExcellenceFieldsDirective,
    "excellence-words": ExcellenceWordsDirective,
    "excellence-rules": ExcellenceRulesDirective,
    "excellence-settings": ExcellenceSettingsDirective,
    "typst-warnings": TypstWarningsDirective,
}
