"""A knowledge base that can be edited at random: records of every kind that name each other, and pages that show them.

Every reference, every directive and every role takes its name from one pool, in which some are of records, some are
aliases, some of records that were removed, and some nobody goes by. Records of any name come and go.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

from sphinx_excellence.model.measure import MEASURES

FOLDERS = ("alpha", "beta")
WORDS = ["queue", "broker", "commit", "replica", "leader", "ledger", "quorum", "lease", "token", "shard"]
#: The key of each kind's records, and the role that leads to them.
ROLES = {
    "patterns": "pattern",
    "decisions": "adr",
    "migrations": "migration",
    "evolutions": "evolution",
    "comparisons": "comparison",
    "case_studies": "case-study",
    "selectors": "selector",
    "editions": "edition",
    "signals": "signal",
    "health": "health",
    "reviews": "review",
    "usage_reports": "usage-report",
    "scorecard": "measure",
}
#: The directives that show one record, by the kind of it, some with an option.
DIRECTIVES = {
    "patterns": (
        "pattern-tier",
        "modern-examples",
        "production-checklist",
        "pattern-alternatives",
        "pattern-history",
        "pattern-sources",
        "pattern-health",
        "tier-evidence",
    ),
    "decisions": ("adr",),
    "migrations": ("migration-playbook", "migration-checklist"),
    "evolutions": ("evolution-timeline", "evolution-graph"),
    "comparisons": ("comparison-matrix",),
    "case_studies": ("case-study",),
    "selectors": ("pattern-selector", "pattern-selector :layout: questions"),
    "editions": ("edition",),
    "signals": ("signal",),
    "health": ("health-report",),
    "reviews": ("review",),
    "usage_reports": ("usage-report",),
    "scorecard": ("measure",),
}
#: Names that nobody goes by at first: records and aliases of these names come and go, whatever their kind.
STRANGERS = ("nobody", "no-one", "stranger")
TIERS = ("gold", "silver", "bronze", "platinum")

Record = dict[str, Any]
Page = dict[str, str]


class Base:
    """The knowledge base; `write` puts its present state into the project."""

    def __init__(self, seed: int, theme: str) -> None:
        self.random = random.Random(seed)
        self.theme = theme
        self.records: dict[str, dict[str, Record]] = {key: {} for key in ROLES}
        self.gone: list[tuple[str, str, Record]] = []
        self.file_of: dict[str, str] = {}
        for key, count in zip(ROLES, (7, 3, 2, 2, 2, 2, 1, 3, 2, 3, 2, 2, 2), strict=True):
            for number in range(count):
                self.keep(key, f"{ROLES[key]}-{number}")
        # Once more, now that there are records to name.
        for key, record_id in self.listed():
            self.keep(key, record_id)
        self.gold, self.platinum = "Gold", False
        self.pages: dict[str, Page] = {
            f"{self.random.choice(FOLDERS)}/{name}": self.page("patterns", name) for name in self.records["patterns"]
        }
        for key in ROLES:
            self.pages[f"beta/all-{key.replace('_', '-')}"] = self.page(key, next(iter(self.records[key])))
        self.pages["beta/front"] = self.front_page()
        self.pages["beta/named"] = self.named_page()
        self.pages["beta/roles"] = self.roles_page()
        self.written: dict[str, str] = {}

    # What it is made of -----------------------------------------------------------------------------------

    def listed(self) -> list[tuple[str, str]]:
        """Return every record's key and id."""
        return [(key, record_id) for key, records in self.records.items() for record_id in sorted(records)]

    def name(self, key: str) -> str:
        """Draw a name for a reference to a record of a kind: one in three leads nowhere, or only by an alias."""
        known = sorted(self.records[key])
        gone = sorted(record_id for kind, record_id, _ in self.gone if kind == key)
        return self.random.choice([*known, *known, *(gone or known), *STRANGERS]) if known else "nobody"

    def any_name(self) -> str:
        """Draw a name of whatever kind, as links in prose take it."""
        return self.name(self.random.choice(list(ROLES)))

    def tier(self) -> str:
        return self.random.choice(TIERS)

    def sentence(self) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(6)).capitalize() + "."

    def prose(self) -> str:
        """Return a sentence with links to records."""
        return f"{self.sentence()} []({self.any_name()}), *see [this]({self.any_name()})*."

    def body(self, key: str) -> Record:
        """Return what a record of a kind may hold; what it refers to is drawn."""
        name, pattern = self.name, self.name("patterns")
        bodies: dict[str, Callable[[], Record]] = {
            "patterns": lambda: {
                "tier": self.tier(),
                "category": "things",
                "problems": [self.random.choice(("first", "second"))],
                "status": self.random.choice(("recommended", "legacy")),
                "rationale": self.prose(),
                "alternatives": [{"pattern": pattern, "when": self.prose()}],
                "evolution": {"from": [name("patterns")], "to": [name("patterns")]},
                "related": [{"pattern": name("patterns"), "kind": "replaces"}],
                "trade_offs": {"pros": [self.prose()]},
                "modern_examples": [{"company": "Acme", "implementation": self.prose()}],
                "production_checklist": [self.prose()],
                "introduced": self.random.choice(("1978", "1990s", "2004-05")),
                "history": [
                    {"date": day, "tier": self.tier(), "decision": name("decisions")}
                    for day in self.random.choice((["2024-01-01"], ["2023-01-01", "2024-01-01"]))
                ]
                + self.random.choice(
                    (
                        [{"edition": name("editions"), "tier": self.tier(), "text": self.prose()}],
                        [{"edition": name("editions"), "event": "left", "reason": self.prose()}],
                    )
                ),
            },
            "decisions": lambda: {
                "status": "accepted",
                "date": "2024-01-02",
                "context": self.prose(),
                "supersedes": [name("decisions")],
                "superseded_by": [name("decisions")],
                "amends": [name("decisions")],
                "amended_by": [name("decisions")],
                "relates_to": [name("decisions")],
                "patterns": [pattern],
                "options": [{"name": "One", "pattern": name("patterns"), "chosen": True, "pros": [self.prose()]}],
            },
            "migrations": lambda: {
                "from": pattern,
                "to": name("patterns"),
                "checklist": [self.prose()],
                "phases": [{"title": "Build", "steps": [self.prose()]}],
            },
            "evolutions": lambda: {
                "timeline": [
                    {
                        "year": 1990,
                        "pattern": pattern,
                        "context": self.prose(),
                        "standing": [{"pattern": name("patterns"), "tier": self.tier()}],
                    }
                ],
                "migration_paths": [name("migrations")],
            },
            "comparisons": lambda: {
                "columns": [{"id": "best", "tier": self.tier()}, {"id": "when"}],
                "rows": [
                    {"era": "Past", "pattern": pattern, "best": {"pattern": name("patterns")}, "when": self.prose()},
                    {"need": "Speed", "best": {"patterns": [name("patterns"), name("patterns")]}, "when": "Now"},
                ],
            },
            "case_studies": lambda: {
                "company": "Acme",
                "patterns": [{"pattern": pattern, "note": self.prose()}],
            },
            "selectors": lambda: {
                "scales": {"any": {"title": "Any"}},
                "problems": {
                    "first": {
                        "title": self.sentence(),
                        "asked_as": [self.sentence()],
                        "recommend": {
                            "any": {self.tier(): [pattern, name("patterns"), {"name": "Other", "note": self.prose()}]}
                        },
                    }
                },
                "warnings": {"bronze": self.prose()},
            },
            "usage_reports": lambda: {
                "pattern": pattern,
                "company": "Acme",
                "date": "2024-06-01",
                "scale": {"figure": self.random.randint(1, 99), "unit": "teams"},
                "details": self.prose(),
                "recommend": self.random.choice(("yes", "no")),
                "why": self.prose(),
                **self.random.choice(({}, {"verified_by": "a team"})),
            },
            "editions": lambda: {
                "date": self.random.choice(("2022", "2023-06", "2024-06-01", "2025")),
                "text": self.prose(),
                "tiers": {self.tier(): {"title": self.sentence()}},
            },
            "signals": lambda: {
                "unit": self.sentence(),
                "scores": [{"value": 0, "score": 0}, {"value": self.random.choice((10, 20)), "score": 1}],
            },
            "health": lambda: {
                each: {
                    "signals": {
                        name("signals"): {"value": self.random.randrange(20), "source": "https://example.org/"},
                        "downloads": {"value": 1000 * self.random.randrange(1, 9), "of": self.sentence()},
                    },
                    "notes": self.prose(),
                }
                for each in (pattern, name("patterns"))
            },
            "scorecard": lambda: {
                "target": {"least": self.random.randrange(100), "reason": self.sentence()},
                "readings": {
                    "2023Q4": {"value": self.random.randrange(100), "computed": "2023-11-01", "version": "a1"}
                },
            },
            "reviews": lambda: {
                "quarter": self.random.choice(("2023Q4", "2024Q1")),
                **self.random.choice(({}, {"closed": "2024-04-01"})),
                "decisions": [
                    {"pattern": pattern, "tier": self.tier(), "decision": name("decisions"), "reason": self.prose()}
                ],
            },
        }
        return {"title": self.sentence()[:-1], "summary": self.prose(), **bodies[key]()}

    def keep(self, key: str, record_id: str, record: Record | None = None) -> None:
        """Put a record on record."""
        self.records[key][record_id] = record if record is not None else self.body(key)
        self.file_of.setdefault(record_id, self.random.choice(("one", "two")))

    def page(self, key: str, name: str) -> Page:
        """Return a page with every directive of a kind."""
        parts = (directive.partition(" ") for directive in DIRECTIVES[key])
        shown = "\n\n".join(f"```{{{directive}}} {name}\n{option}\n```" for directive, _, option in parts)
        return {"title": f"Page of {name}", "front": "", "body": self.sentence(), "shown": shown, "label": ""}

    def front_page(self) -> Page:
        """Return a page whose front matter holds a record."""
        front = (
            f"---\nexcellence_tier: {self.tier()}\nstatus: recommended\nsummary: {json.dumps(self.prose())}\n"
            f"alternatives: [{{pattern: {self.name('patterns')}}}]\n---\n"
        )
        return {**self.named_page(), "title": "Front", "front": front}

    def named_page(self) -> Page:
        """Return a page whose front matter names a record; its directives name none."""
        front = f"---\npattern: {self.name('patterns')}\n---\n"
        shown = "```{pattern-alternatives}\n```"
        return {"title": "Named", "front": front, "body": self.sentence(), "shown": shown, "label": ""}

    def roles_page(self) -> Page:
        """Return a page with every role, every directive of tiers, and drawings of one pattern and of some."""
        roles = [f"{{{role}}}`{self.name(key)}` {{{role}}}`text <{self.name(key)}>`" for key, role in ROLES.items()]
        roles += [f"{{tier}}`{self.tier()}`", "{ref}`spot`", "{doc}`/index`", "{pattern}`front`"]
        shown = (
            f"```{{tier-criteria}} {self.tier()}\n```\n\n```{{tier-criteria}} {self.name('patterns')}\n```\n\n"
            f"```{{pattern-catalog}}\n:tier: {self.tier()}\n:filter:\n```\n\n"
            f"```{{evolution-graph}}\n:pattern: {self.name('patterns')}\n```\n\n"
            f"```{{pattern-radar}}\n:tier: {self.tier()}\n:since: 2024-01-01\n```\n\n"
            f"```{{pattern-radar}}\n:edition: {self.name('editions')}\n```\n\n```{{edition-archive}}\n```\n\n"
            "```{pattern-radar}\n:quadrant: things\n```\n\n"
            f"```{{edition-diff}} {self.name('editions')} {self.name('editions')}\n```\n\n"
            "```{health-report}\n```\n\n```{health-signals}\n```\n\n```{review-checklist}\n```\n\n```{review-archive}\n```\n\n"
            f"```{{usage-reports}} {self.name('patterns')}\n```\n\n```{{usage-reports}}\n:filter:\n```\n\n"
            "```{diagram} flow\nlinks:\n  - A -> B: text\n```\n\n```{what-changed}\n:since: 1900\n```\n\n```{excellence-scorecard}\n```\n\n```{excellence-measures}\n```"
        )
        return {"title": "Roles", "front": "", "body": ", ".join(roles), "shown": shown, "label": ""}

    # What it is written as --------------------------------------------------------------------------------

    def files(self) -> dict[str, str]:
        """Return every file of the project."""
        data: dict[str, dict[str, Any]] = {"one": {}, "two": {}}
        for key, records in self.records.items():
            for record_id, record in records.items():
                file = data[self.file_of[record_id]].setdefault(key, {})
                if key == "health":
                    # Its id is a quarter, whatever it is called here.
                    aliases = [*record.get("aliases", ()), record_id]
                    file[f"{1000 + crc32(record_id.encode()) % 9000}Q1"] = {**record, "aliases": aliases}
                elif key == "scorecard":
                    # Its id is one of the measures; all are in one file, so that each is there once.
                    measures = sorted(MEASURES)
                    aliases = [*record.get("aliases", ()), record_id]
                    where = data["one"].setdefault(key, {})
                    where[measures[crc32(record_id.encode()) % len(measures)]] = {**record, "aliases": aliases}
                else:
                    file[record_id] = record
        files = {f"data/{file}.yaml": json.dumps(content, indent=1) for file, content in data.items() if content}
        platinum = ", platinum: {rank: 15, title: Platinum}" if self.platinum else ""
        files["data/tiers.yaml"] = f"tiers: {{gold: {{title: {self.gold}}}{platinum}}}\n"
        tree = "\n".join(sorted(self.pages))
        files["source/index.md"] = (
            "# Home\n\n(spot)=\n## A spot\n\n```{pattern-catalog}\n```\n\n```{adr-log}\n```\n\n"
            "```{pattern-radar}\n```\n\n```{time-machine}\n```\n\n```{evolution-graph}\n:category: things\n```\n\n```{pattern-coverage}\n```\n\n```{compare-patterns}\n```\n\n```{excellence-counts}\n```\n\n"
            f"```{{toctree}}\n:maxdepth: 2\n\n{tree}\n```\n"
        )
        for name, page in self.pages.items():
            label = f"(extra)=\n## {page['label']}\n\n" if page["label"] else ""
            files[f"source/{name}.md"] = (
                f"{page['front']}# {page['title']}\n\n{page['body']}\n\n{page['shown']}\n\n{label}"
            )
        files["conf.py"] = (
            'project = "Test"\nextensions = ["myst_parser", "sphinx_excellence"]\n'
            f'html_theme = "{self.theme}"\nhtml_sidebars = {{"**": []}} if html_theme == "alabaster" else {{}}\n'
            'suppress_warnings = ["excellence", "ref", "myst", "toc"]\nhtml_last_updated_fmt = None\n'
        )
        return files

    def write(self, root: Path) -> None:
        """Write what has changed, and remove what is gone."""
        files = self.files()
        for name in set(self.written) - set(files):
            (root / name).unlink()
        for name, text in files.items():
            if self.written.get(name) != text:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.written = files

    # Edits ------------------------------------------------------------------------------------------------

    def edit(self) -> str:
        """Make one random edit; return its name."""
        edits = [name for name in dir(self) if name.startswith("do_")]
        name = self.random.choice(edits)
        getattr(self, name)()
        return name

    def any_record(self) -> tuple[str, str]:
        """Draw a record, patterns as often as all other kinds together."""
        key = self.random.choice([*ROLES, *["patterns"] * (len(ROLES) - 2)])
        return (key, self.random.choice(sorted(self.records[key]))) if self.records[key] else self.listed()[0]

    def any_page(self) -> Page:
        return self.pages[self.random.choice(sorted(self.pages))]

    def do_change_summary(self) -> None:
        key, record_id = self.any_record()
        self.records[key][record_id]["summary"] = self.prose()

    def do_change_title(self) -> None:
        key, record_id = self.any_record()
        self.records[key][record_id]["title"] = f"Renamed {self.random.randrange(100)}"

    def do_move_tier(self) -> None:
        self.records["patterns"][self.name_of_a_pattern()]["tier"] = self.tier()

    def name_of_a_pattern(self) -> str:
        return self.random.choice(sorted(self.records["patterns"]))

    def do_refer_to_others(self) -> None:
        key, record_id = self.any_record()
        self.records[key][record_id] = self.body(key)

    def do_add_record(self) -> None:
        key = self.random.choice(list(ROLES))
        self.keep(key, f"{ROLES[key]}-{self.random.randrange(20, 99)}")

    def do_add_a_record_that_is_named(self) -> None:
        key, name = self.random.choice(list(ROLES)), self.random.choice(STRANGERS)
        if name not in self.records[key]:
            self.keep(key, name)

    do_add_another_record_that_is_named = do_add_a_record_that_is_named

    def do_remove_record(self) -> None:
        key, record_id = self.any_record()
        if len(self.records[key]) > 1:
            self.gone.append((key, record_id, self.records[key].pop(record_id)))

    do_remove_another_record = do_remove_record

    def do_put_a_record_back(self) -> None:
        if self.gone:
            key, record_id, record = self.gone.pop(self.random.randrange(len(self.gone)))
            self.keep(key, record_id, record)

    do_put_another_record_back = do_put_a_record_back

    def do_give_an_alias(self) -> None:
        key, record_id = self.any_record()
        alias = self.random.choice(STRANGERS)
        for records in self.records.values():
            for record in records.values():
                if record.get("aliases") == [alias]:
                    del record["aliases"]
        self.records[key][record_id]["aliases"] = [alias]

    def do_take_an_alias_away(self) -> None:
        for key, record_id in self.listed():
            if self.records[key][record_id].pop("aliases", None):
                return

    def do_rename_record_with_alias(self) -> None:
        key, old = self.any_record()
        new = f"new-{self.random.randrange(1000)}"
        self.keep(key, new, {**self.records[key].pop(old), "aliases": [old]})

    def do_move_record_between_files(self) -> None:
        name = self.any_record()[1]
        self.file_of[name] = "two" if self.file_of[name] == "one" else "one"

    def do_edit_page(self) -> None:
        page = self.any_page()
        page["body"] = self.sentence()

    def do_retitle_page(self) -> None:
        self.any_page()["title"] = f"Title {self.random.randrange(100)}"

    def do_add_heading_with_label(self) -> None:
        for page in self.pages.values():
            page["label"] = ""
        self.any_page()["label"] = f"Heading {self.random.randrange(100)}"

    def do_add_link(self) -> None:
        target = self.random.choice(sorted(self.pages))
        self.any_page()["body"] = f"[](/{target}.md) {{pattern}}`{self.name('patterns')}` {{ref}}`extra`"

    def do_name_others_in_roles(self) -> None:
        self.pages["beta/roles"] = self.roles_page()

    def do_show_another_record(self) -> None:
        key = self.random.choice(list(ROLES))
        self.pages[f"beta/all-{key.replace('_', '-')}"] = self.page(key, self.name(key))

    def do_add_page(self) -> None:
        key = self.random.choice(list(ROLES))
        self.pages[f"{self.random.choice(FOLDERS)}/page-{self.random.randrange(1000)}"] = self.page(key, self.name(key))

    def do_delete_page(self) -> None:
        if len(self.pages) > 4:
            del self.pages[self.random.choice(sorted(self.pages))]

    def do_move_page(self) -> None:
        old = self.random.choice(sorted(self.pages))
        folder, _, name = old.partition("/")
        self.pages[f"{'beta' if folder == 'alpha' else 'alpha'}/{name}"] = self.pages.pop(old)

    def do_change_front_matter(self) -> None:
        self.pages["beta/front"] = self.front_page()

    def do_name_another_in_front_matter(self) -> None:
        self.pages["beta/named"] = self.named_page()

    def do_rename_tier(self) -> None:
        self.gold = self.random.choice(("Gold", "Adopt", "First"))

    def do_add_or_remove_a_tier(self) -> None:
        self.platinum = not self.platinum
