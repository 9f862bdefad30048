"""Runs the rules over the records and over what all pages say.

Findings are computed from the stored facts of every page, whether or not it was read again, so that a second run
says the same as the first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain import domain_of
from sphinx_excellence.extension.page_facts import settled_facts
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.collection import without_collection
from sphinx_excellence.rules.catalogue import RULES
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.rules.running import Placing, run_rules

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.session import Session


def inspect(env: BuildEnvironment, session: Session) -> list[Finding]:
    """Return every finding of this run, in order."""

    def column_of(docname: str, line: int, word: str) -> tuple[int, int]:
        return _column(Path(env.doc2path(docname)), line, word)

    knowledge = Knowledge(
        session.registry, session.settings.as_of, settled_facts(env, domain_of(env)), root=env.config.root_doc
    )
    with without_collection():
        return run_rules(
            RULES,
            knowledge,
            Placing(session.loaded.origins, column_of),
            loaded=(*session.settings.problems, *session.loaded.findings),
            severities=session.settings.severities,
        )


def _column(path: Path, line: int, word: str) -> tuple[int, int]:
    """Return where ``word`` stands at or shortly after ``line``; the line itself, column 1, where it does not."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return line, 1
    if word:
        # A role's line may be that of its paragraph: the word follows within it.
        for number in range(line, min(line + 40, len(lines)) + 1):
            at = lines[number - 1].find(word)
            if at >= 0:
                return number, at + 1
    return line, 1
