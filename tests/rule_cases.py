"""The cases of the rules: a YAML file a rule in ``tests/cases``.

A file holds ``example``, how the rule's own bad and good examples stand in a project, and ``cases``, more data that
breaks the rule or does not. Data is a text (``data/a.yaml``) or a mapping of files; ``EXAMPLE`` in a file stands for the
rule's example. ``told`` is what is said of it: place, severity, sentence and help of this rule's findings alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.rules.all_rules import BY_NAME

FOLDER = Path(__file__).parent / "cases"
#: The day that counts as today in every case that names no other.
TODAY = "2026-01-01"


@dataclass(frozen=True)
class Case:
    """Some files, and what a rule says of them."""

    rule: str
    why: str
    files: dict[str, str | bytes]
    told: list[str]
    links: dict[str, str] = field(default_factory=dict)
    severities: dict[str, str] = field(default_factory=dict)
    as_of: str = TODAY

    @property
    def day(self) -> date:
        return date.fromisoformat(self.as_of)

    @property
    def levels(self) -> dict[str, Severity]:
        return {rule: Severity(level) for rule, level in self.severities.items()}

    @property
    def needs_build(self) -> bool:
        """Whether there are pages or settings, which a check of the data alone does not see."""
        return "conf.py" in self.files or any(name.startswith("source/") for name in self.files)

    def write(self, root: Path) -> None:
        """Write the files; those of a project are added to what stands there."""
        for name, content in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        for name, target in self.links.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)


def told(finding: Finding) -> str:
    """Return a finding as the cases write it."""
    return f"{finding.place} {finding.severity.value}: {finding.text}" + (f" | {finding.help}" if finding.help else "")


def _files(written: str | dict[str, Any], example: str) -> dict[str, str | bytes]:
    if isinstance(written, str):
        return {"data/a.yaml": written.replace("EXAMPLE", example)}
    files: dict[str, str | bytes] = {}
    for name, content in written.items():
        if isinstance(content, int):  # so many bytes
            files[name] = b"#" * content
        elif isinstance(content, dict):  # a text in another encoding than UTF-8
            files[name] = content["text"].encode(content["encoding"])
        else:
            files[name] = content.replace("EXAMPLE", example)
    return files


def read(rule: str) -> dict[str, Any]:
    """Return the file of a rule as it is written."""
    loaded = yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8"))
    return dict(loaded)


def examples(rule: str) -> tuple[Case, Case]:
    """Return a rule's bad and good example, each in a project."""
    written = read(rule).get("example", {})
    options = {"severities": written.get("severities", {}), "as_of": written.get("as_of", TODAY)}
    bad, good = (
        _files(written.get(which, "EXAMPLE"), example)
        for which, example in (("bad", BY_NAME[rule].bad), ("good", BY_NAME[rule].good))
    )
    links = written.get("links", {})
    return Case(rule, "bad", bad, written["told"], links, **options), Case(rule, "good", good, [], **options)


def cases(rule: str) -> Iterator[Case]:
    """Yield the further cases of a rule."""
    for case in read(rule)["cases"]:
        yield Case(
            rule,
            case["why"],
            _files(case["data"], ""),
            case.get("told", []),
            case.get("links", {}),
            case.get("severities", {}),
            case.get("as_of", TODAY),
        )
