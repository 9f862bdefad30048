"""A knowledge base in which more than records and pages changes at random: conf.py, tags, tiers, other projects, the day.

Each setting is drawn from a few states, the first of which is that it is not set.
"""

from __future__ import annotations

import json
from typing import Any

from tests.extension.incremental.random_edits import ROLES, Base, Record

#: The states of each setting, as they stand in conf.py.
SETTINGS: dict[str, tuple[str, ...]] = {
    "html_theme": ("", "'furo'", "'classic'", "'basic'"),
    "html_title": ("", "'Another'"),
    "html_use_index": ("", "False"),
    "html_split_index": ("", "True"),
    "html_domain_indices": ("", "False", "['excellence-tiers']"),
    "html_copy_source": ("", "False"),
    "html_show_sourcelink": ("", "False"),
    "html_static_path": ("", "['static']"),
    "html_css_files": ("", "['mine.css']"),
    "html_sidebars": ("", "{'**': ['globaltoc.html', 'relations.html']}"),
    "html_extra_path": ("", "['extra']"),
    "templates_path": ("", "['templates']"),
    "numfig": ("", "True"),
    "language": ("", "'de'"),
    "exclude_patterns": ("", "['alpha/pattern-1*']", "['beta/named.md']"),
    "pygments_style": ("", "'monokai'"),
    "myst_heading_anchors": ("", "2"),
    "myst_enable_extensions": ("", "['colon_fence']"),
    "rst_prolog": ("", "'.. |x| replace:: y'"),
    "excellence_as_of": ("", "'2024-06-01'", "'2027-01-01'"),
    "excellence_rules": ("", "{'unrated-gold': 'off', 'unknown-reference': 'error'}", "{'unknown-reference': 'off'}"),
    "excellence_editions": ("", "{'PDF': 'extra/extra.css'}"),
    "toc_object_entries": ("", "False"),
    "tags": ("", "tags.add('late')"),
}
#: The options of the toctree.
TREE_OPTIONS = ("", ":numbered:", ":numbered: 1", ":titlesonly:", ":caption: All", ":hidden:", ":reversed:")
TAGS = ("early", "late")
DAYS = ("2024-01-01", "2025-06-30", "2030-01-01")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9"></svg>'


class Site(Base):
    """The knowledge base, and all that surrounds it."""

    def __init__(self, seed: int) -> None:
        self.settings = dict.fromkeys(SETTINGS, "")
        self.tags: set[str] = set()
        self.tree = ""
        self.colour = "#7d5800"
        self.sheet = self.template = self.box = 0
        self.pictures: dict[str, str] = {}
        self.other: dict[str, dict[str, Record]] = {}
        super().__init__(seed, "alabaster")
        self.do_publish_other_project()

    def arguments(self) -> list[str]:
        """Return what the command line gives: the tags."""
        return [part for tag in sorted(self.tags) for part in ("-t", tag)]

    def name(self, key: str) -> str:
        """Draw a name; one in six is of the other project."""
        if self.random.randrange(6) == 0:
            return f"other:{self.random.choice(('one', 'two', 'three'))}"
        return super().name(key)

    def files(self) -> dict[str, str]:
        """Return every file of the project."""
        files = super().files()
        colours = f"{{light: '{self.colour}', dark: '#f2c14e'}}"
        files["data/tiers.yaml"] = files["data/tiers.yaml"].replace("{title: ", f"{{colours: {colours}, title: ", 1)
        index = files["source/index.md"].replace(":maxdepth: 2", f":maxdepth: 2\n{self.tree}")
        files["source/index.md"] = index + "\n```{only} early\nEARLY\n```\n\n```{editions}\n```\n"
        for name, picture in self.pictures.items():
            page = f"source/{name}.md"
            if page in files:
                files[page] += (
                    f"\n![]({picture}/box.svg) {{download}}`{picture}/box.svg`\n\n```{{only}} late\n## LATE\n```\n"
                )
        for number, folder in enumerate(("left", "right")):
            for place in ("alpha", "beta"):
                files[f"source/{place}/{folder}/box.svg"] = SVG.format(10 * self.box + number)
        files["static/mine.css"] = f"p {{ width: {self.sheet}px }}\n"
        files["extra/extra.css"] = "extra"
        layout = '{% extends "!layout.html" %}{% block footer %}MINE ' + str(self.template) + "{% endblock %}"
        files["templates/layout.html"] = layout
        files["other/excellence.json"] = json.dumps(self.published())
        conf = [f"{name} = {value}" for name, value in self.settings.items() if value and name != "tags"]
        files["conf.py"] += "\n".join([
            "version = copyright = '1'",
            "excellence_external = {'other': ('https://other.example.org/', 'other/excellence.json')}",
            "suppress_warnings = ['ref', 'myst', 'toc', 'epub', 'image', 'misc']",
            *conf, self.settings["tags"], "",
        ])  # fmt: skip
        return files

    def published(self) -> dict[str, Any]:
        """Return what the other project publishes."""
        pages = {key: {name: f"{name}.html#a" for name in records} for key, records in self.other.items()}
        return {**self.other, "pages": pages}

    # Edits ------------------------------------------------------------------------------------------------

    def do_change_setting(self) -> None:
        name = self.random.choice(list(SETTINGS))
        self.settings[name] = self.random.choice(SETTINGS[name])

    do_change_another_setting = do_change_a_third_setting = do_change_setting

    def do_change_theme(self) -> None:
        self.settings["html_theme"] = self.random.choice(SETTINGS["html_theme"])

    def do_change_day(self) -> None:
        self.settings["excellence_as_of"] = self.random.choice(SETTINGS["excellence_as_of"])

    def do_change_tags(self) -> None:
        self.tags ^= {self.random.choice(TAGS)}

    def do_change_toctree(self) -> None:
        self.tree = self.random.choice(TREE_OPTIONS)

    do_number_or_not = do_change_toctree

    def do_colour_a_tier(self) -> None:
        self.colour = f"#{self.random.randrange(0x100, 0xFFF):03x}"

    def do_change_sheet(self) -> None:
        self.sheet += 1

    def do_change_template(self) -> None:
        self.template += 1

    def do_change_picture(self) -> None:
        self.box += 1

    def do_show_picture(self) -> None:
        self.pictures[self.random.choice(sorted(self.pages))] = self.random.choice(("left", "right"))

    def do_hide_picture(self) -> None:
        if self.pictures:
            del self.pictures[self.random.choice(sorted(self.pictures))]

    def do_publish_other_project(self) -> None:
        """Publish patterns and decisions; some of the names that are referred to are among them."""
        names = [name for name in ("one", "two", "three") if self.random.randrange(3)]
        body: Record = {"title": self.sentence()[:-1], "tier": self.random.choice(("gold", "silver"))}
        self.other = {
            "patterns": {name: dict(body) for name in names},
            "decisions": {name: {"title": "A", "status": "accepted", "date": "2024-01-01"} for name in names[:1]},
        }

    def do_waive_a_rule(self) -> None:
        key, record_id = self.any_record()
        rule = self.random.choice(("unknown-reference", "no-alternative", "no-such-rule"))
        waiver = {"rule": rule, "reason": self.sentence(), "until": self.random.choice(DAYS)}
        self.records[key][record_id]["waivers"] = [waiver]

    def do_end_a_waiver(self) -> None:
        for key in ROLES:
            for record in self.records[key].values():
                record.pop("waivers", None)
