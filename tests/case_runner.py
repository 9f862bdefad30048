"""Runs a rule's case: through the pure floors where it is data alone, else through a build."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from tests.conftest import CONF, Project
from tests.rule_cases import Case, told


def run_case(case: Case, root: Path, *, build: bool = False) -> list[str]:
    """Return what the case's rule says of it; with ``build``, or where there are pages, through a real build."""
    return _built(case, root) if build or case.needs_build else _checked(case, root)


def _checked(case: Case, root: Path) -> list[str]:
    case.write(root)
    loaded = load(root, ["data"])
    locator = Locator(loaded.origins)
    knowledge = Knowledge(loaded.registry, case.day)
    found = run_rules(RULES, knowledge, locator, loaded=loaded.findings, severities=case.levels)
    return [told(finding) for finding in found if finding.rule == case.rule]


def _built(case: Case, root: Path) -> list[str]:
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
    project = Project(root)
    settings = "" if "conf.py" in case.files else f"excellence_as_of = {case.as_of!r}\n"
    settings += f"excellence_rules = {case.severities!r}\n" if case.severities else ""
    own = case.files.get("conf.py", b"")
    own = own.decode() if isinstance(own, bytes) else own
    project.write({"source/index.md": "# Home\n"})
    case.write(root)
    project.write({"conf.py": own + settings + CONF})
    result = project.build("excellence")
    rows = json.loads(result.text("report.json"))["findings"]
    return [
        f"{row['path']}:{row['line']}:{row['column']} {row['severity']}: {row['message']}"
        + (f" | {row['help']}" if row["help"] else "")
        for row in rows
        if row["rule"] == case.rule
    ]
