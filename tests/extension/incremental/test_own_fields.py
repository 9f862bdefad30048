"""An incremental build is a clean build, whatever lists are limited and ordered by fields of a project's own."""

from __future__ import annotations

import pytest

from tests.conftest import CONF
from tests.extension.incremental.test_incremental import differences

MODEL = """
kinds:
  team: {title: Team}
  service:
    title: Service
    fields:
      owner: {type: team, show: [search]}
      level: {type: choice, choices: [a, b]}
fields:
  decision: {owner: {type: team}}
  pattern: {used: {type: pattern, reverse: Uses it}}
"""
RECORDS = """
teams:
  pay: {title: Zeta}
  ops: {title: Middle, aliases: [old]}
services:
  one: {title: One, owner: pay, level: a}
  two: {title: Two, owner: ops}
decisions:
  d1: {title: First, status: accepted, owner: pay, supersedes: ["core:d"]}
  d2: {title: Second, status: accepted, owner: ops}
patterns:
  saga: {title: Saga, used: "core:bus", related: [{pattern: "core:bus", kind: requires}]}
"""
CORE = """{
"version": 1,
"kinds": {"team": {"title": "Group", "tier": true}},
"fields": {"pattern": {"owner": {"type": "team", "required": true}}},
"statuses": {"decision": {"vetoed": {"title": "Blocked", "means": "closed"}}},
"categories": {"net": {"title": "Networks"}},
"pages": {"patterns": {"bus": "bus.html"}},
"teams": {"pay": {"title": "Theirs"}},
"patterns": {"bus": {"title": "Bus", "category": "net", "owner": "pay", "introduced": 1990}},
"decisions": {"d": {"title": "Old one", "status": "vetoed"}}
}"""
SITE = {
    "conf.py": CONF + 'excellence_external = {"core": ("https://core.example.org/", "core.json")}\n',
    "core.json": CORE,
    "data/model.yaml": MODEL,
    "data/records.yaml": RECORDS,
    "source/index.md": "# Home\n\n```{toctree}\nsorted\nsearched\nlevels\nlog\nteams\ntheirs\nbus\n```\n",
    "source/sorted.md": "# Sorted\n\n```{service-catalog}\n:sort: owner\n```\n",
    "source/searched.md": "# Searched\n\n```{service-catalog}\n:filter:\n```\n",
    "source/levels.md": "# Levels\n\n```{service-catalog}\n:level: a\n```\n",
    "source/log.md": "# Log\n\n```{adr-log}\n:owner: old\n```\n",
    "source/teams.md": "# Teams\n\n```{team-catalog}\n```\n\n```{team} pay\n```\n",
    "source/theirs.md": "# Theirs\n\n```{adr-graph}\n```\n\n{team}`core:pay`\n",
    "source/bus.md": "# Bus\n\n```{pattern-tier} core:bus\n:no-index:\n```\n",
}
#: Each change: the file, what is in it, what comes in its place, and a page that it changes.
EDITS = [
    ("a title that orders", "data/records.yaml", "title: Zeta", "title: Alpha", "sorted"),
    ("a title that is searched", "data/records.yaml", "title: Zeta", "title: Alpha", "searched"),
    ("a value that chooses", "data/records.yaml", ", level: a", ", level: b", "levels"),
    ("whose an alias is", "data/records.yaml", "{title: Zeta}\n  ops: {title: Middle, aliases: [old]}",
     "{title: Zeta, aliases: [old]}\n  ops: {title: Middle}", "log"),
    ("that a kind has tiers", "data/model.yaml", "team: {title: Team}", "team: {title: Team, tier: true}", "teams"),
    ("another project's word", "core.json", "Blocked", "Stopped", "theirs"),
    ("that another project's kind has tiers", "core.json", ', "tier": true', "", "theirs"),
    ("another project's category", "core.json", '"title": "Networks"', '"title": "Wires"', "bus"),
    ("when another project's pattern appeared", "core.json", "1990", "1991", "bus"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "before", "after", "page"), EDITS, ids=[edit[0] for edit in EDITS])
def test_after_a_change(project, name, file, before, after, page):
    project.write(SITE)
    result = project.build("html", doctrees="kept", out="html")
    assert (result.warnings, result.code) == ([], 0)
    old = result.text(f"{page}.html")
    assert before in SITE[file]
    project.write({file: SITE[file].replace(before, after)})
    kept = project.build("html", doctrees="kept", out="html")
    clean = project.build("html", doctrees="fresh", out="clean")
    different = differences(project.root / "html", project.root / "clean")
    assert [each for each in different if not each.endswith(".pickle")] == []
    assert sorted(kept.warnings) == sorted(clean.warnings)
    assert clean.text(f"{page}.html") != old


def test_another_projects_record_shows_its_own_words_and_no_fields_of_this_project(project):
    model = MODEL.replace("  pattern: {used", "  pattern: {owner: {type: team}, used")
    project.write({**SITE, "data/model.yaml": model})
    result = project.build("html")
    assert (result.warnings, result.code) == ([], 0)
    bus = result.text("bus.html")
    assert "Networks" in bus
    assert "Zeta" not in bus
    assert "Uses it" not in bus
    assert 'excellence-decision-vetoed excellence-means-closed">Blocked<' in result.text("theirs.html")
