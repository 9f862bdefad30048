"""The forms by which people send a report from use: GitHub's, GitLab's, and Markdown.

Owns their texts, which ``answers`` reads back. Where they are written is for the command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from sphinx_excellence.takeover.record_yaml import record_yaml

#: Where each form belongs in a repository.
FILES: Mapping[str, str] = MappingProxyType({
    "github": ".github/ISSUE_TEMPLATE/usage-report.yml",
    "gitlab": ".gitlab/issue_templates/Usage report.md",
    "markdown": "usage-report-template.md",
})  # fmt: skip
#: In quotes: GitHub reads YAML 1.1, in which yes and no are no texts.
_ANSWERS = tuple(DoubleQuotedScalarString(answer) for answer in ("Yes", "No", "It depends"))
#: More choices than this are no help.
_MOST_CHOICES = 50
_TEMPLATE = """\
<!-- Pattern Usage Report Template. Leave the company empty to stay anonymous. -->
## Pattern Usage Report

**Pattern**: {pattern}
**Company**: [Your Company]
**Scale**: [Requests/day or relevant metric]
**Duration**: [How long in production]

### Implementation Details
[Architecture overview]

### Outcomes
<!-- A line for each: what is measured, before and after. Latency p99: from 450 ms to 120 ms -->
- Performance impact:
- Reliability improvement:
- Operational changes:

### Lessons Learned
[Key insights]

### Would you recommend? Why/why not?
<!-- Begin with yes, no, or it depends. -->
[Recommendation]
"""


def form_of(service: str, patterns: Sequence[tuple[str, str]]) -> str:
    """Return the form for a service; ``patterns`` are the ids and titles of the project's own."""
    if service == "github":
        return record_yaml(_github(patterns))
    listed = ""
    if service == "gitlab" and patterns and len(patterns) <= _MOST_CHOICES:
        listed = f"\n<!-- Patterns: {', '.join(record_id for record_id, _title in patterns)} -->"
    return _TEMPLATE.replace("{pattern}", f"[Pattern Name]{listed}")


def _github(patterns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    hint = "Leave it empty to stay anonymous."
    return {
        "name": "Usage report",
        "description": "Tell how you use a pattern in production.",
        "title": "Usage report: ",
        "labels": ["usage-report"],
        "body": [
            _pattern_field(patterns),
            _field("input", "company", "Company", hint),
            _field("input", "scale", "Scale", "A figure and its unit, such as 1200000 requests/day."),
            _field("input", "duration", "How long in production?", "Such as 14 months."),
            _field("textarea", "details", "Implementation details", "An overview of the architecture."),
            _field("textarea", "outcomes", "Outcomes",
                   "A line for each: what is measured, before and after. Latency p99: from 450 ms to 120 ms"),
            _field("textarea", "lessons", "Lessons learned", "What others should know before they begin."),
            _field("dropdown", "recommend", "Would you recommend it?", options=_ANSWERS),
            _field("textarea", "why", "Why or why not?", "The reason for your answer."),
        ],
    }  # fmt: skip


def _pattern_field(patterns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    if patterns and len(patterns) <= _MOST_CHOICES:
        options = [f"{title} ({record_id})" for record_id, title in patterns]
        return _field("dropdown", "pattern", "Pattern", options=options, required=True)
    return _field("input", "pattern", "Pattern", "The name or the id of the pattern.", required=True)


def _field(
    sort: str, name: str, label: str, description: str = "", *, options: Sequence[str] = (), required: bool = False
) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": label}
    attributes |= {"description": description} if description else {}
    attributes |= {"options": list(options)} if options else {}
    made: dict[str, Any] = {"type": sort, "id": name, "attributes": attributes}
    return {**made, "validations": {"required": True}} if required else made
