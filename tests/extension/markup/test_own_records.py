"""Kinds and fields of a project's own in builds: every place where a page shows them, in every builder."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

CONF = """extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
excellence_pages = {"services/*": "service"}
excellence_as_of = "2026-01-01"
excellence_rules = {"record-without-page": "off"}
version = copyright = "1"
latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]
man_pages = [("index", "test", "Test", ["nobody"], 1)]
texinfo_documents = [("index", "test", "Test", "nobody", "test", "Test.", "Miscellaneous")]
"""
MODEL = """\
kinds:
  team:
    title: Team
    fields:
      channel: {type: link}
      size: {type: number, show: [banner, catalogue]}
  service:
    title: Service
    tier: true
    fields:
      owner: {title: Owner, type: team, required: true, show: [banner, catalogue, filter], reverse: Owns}
      uses: {title: Patterns, type: pattern, many: true, reverse: Used by}
      language: {type: choice, choices: {go: Go, py: Python}, show: [banner, catalogue, filter]}
      since: {type: date, show: [banner, catalogue]}
      story: {type: text}
      cost: {type: number, audience: internal, show: []}
      secret: {audience: nobody, show: []}
      depends-on: {title: Depends on, type: service, many: true, reverse: Needed by}
fields:
  pattern:
    owner: {title: Pattern owner, type: team, show: [banner, catalogue, filter]}
    bought: {title: Bought in, type: date}
  decision:
    owner: {title: Decided by team, type: team, show: [banner, catalogue]}
"""
RECORDS = """\
teams:
  payments: {title: Payments, channel: "https://chat.example.org/payments", size: 7}
  core: {title: Core, size: 12, summary: Runs the platform.}
services:
  ledger:
    title: Ledger
    owner: payments
    uses: [saga]
    language: go
    since: 2021-03
    story: |
      It **began** small.

      - a list
    cost: 1234.5
    secret: hushhush
    tier: gold
    summary: Keeps the books.
patterns:
  saga: {title: Saga, tier: gold, owner: payments}
  outbox: {title: Outbox, tier: silver, owner: core, bought: 1987}
decisions:
  a1: {title: Use sagas, status: accepted, date: 2025-01-01, owner: core, options: [{name: Yes, chosen: true}]}
"""
SITE = {
    "conf.py": CONF,
    "data/model.yaml": MODEL,
    "data/records.yaml": RECORDS,
    "source/index.md": "# Home\n\n```{service-catalog}\n:filter:\n:sort: since\n```\n\n```{team-catalog}\n```\n\n"
    "```{pattern-catalog}\n:filter:\n```\n\n```{pattern-catalog}\n:layout: table\n```\n\n```{adr-log}\n:owner: core\n```\n\n"
    "See {service}`ledger`, {team}`payments`, {any}`mailer`.\n\n"
    "```{toctree}\n:glob:\n\nservices/*\nledger\nteams\nsaga\na1\n```\n",
    "source/ledger.md": "# The books\n\n```{service} ledger\n```\n",
    "source/teams.md": "# Teams\n\n```{team} payments\n```\n\n```{team} core\n```\n\n```{referrers} pattern saga\n```\n",
    "source/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/a1.md": "# Use sagas\n\n```{adr} a1\n```\n\n```{pattern-tier} outbox\n:compact:\n```\n",
    "source/services/mailer.md": "---\nowner: core\nlanguage: py\ndepends_on: ledger\n---\n# Mailer\n\nProse of the page.\n",
}
BUILDERS = ["html", "dirhtml", "singlehtml", "text", "man", "texinfo", "epub", "xml", "latex", "typst", "json"]
#: What each page says, in its order.
FACTS = {
    "ledger": ("Gold", "Keeps the books.", "Owner: Payments", "Patterns: Saga", "Language: Go", "Since: 2021-03", "Story",
               "It began small.", "a list", "Needed by", "Mailer"),
    "services/mailer": ("Unrated", "Owner: Core", "Language: Python", "Depends on: Ledger", "Prose of the page."),
    "teams": ("Channel: chat.example.org/payments", "Size: 7", "Patterns", "Saga", "Owns", "Ledger", "Runs the platform.",
              "Size: 12", "Decisions", "Use sagas", "Outbox", "Owns", "Mailer", "Used by", "Ledger"),
    "saga": ("Gold", "Pattern owner: Payments", "Used by", "Ledger"),
    "a1": ("Decided by team: Core", "Silver", "Pattern owner: Core"),
}  # fmt: skip


def page(result, name):
    tree = BeautifulSoup(result.text(f"{name}.html"), "html.parser")
    return tree, re.sub(r"\s+([:,.])", r"\1", " ".join(tree.select_one("div.body").get_text(" ").split()))


def built(project, builder="html", *arguments, files=SITE, **options):
    project.write(files)
    result = project.build(builder, "-W", *arguments, **options)
    assert (result.warnings, result.code) == ([], 0)
    return result


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_takes_them_without_a_warning(project, builder):
    built(project, builder)


def test_each_page_shows_what_its_record_says_and_what_refers_to_it(project):
    result = built(project)
    for name, facts in FACTS.items():
        _, said = page(result, name)
        place = 0
        for fact in facts:
            found = said.find(fact, place)
            assert found >= 0, (name, fact, said[place:])
            place = found
        assert "1234.5" not in said
        assert "hushhush" not in said
        assert "1987" not in said  # not a field for a compact banner


def test_lists_show_filter_and_sort_by_the_fields(project):
    tree, said = page(built(project), "index")
    services, teams, patterns = tree.select("table")[:3]
    assert [th.get_text(strip=True) for th in services.select("thead th")] == [
        "Service", "Tier", "Owner", "Language", "Since", "Summary",
    ]  # fmt: skip
    assert [th.get_text(strip=True) for th in services.select("tbody th")] == ["Ledger", "Mailer"]
    assert [th.get_text(strip=True) for th in teams.select("tbody th")] == ["Core", "Payments"]
    assert "Pattern owner" in patterns.get_text()
    forms = tree.select("form.excellence-controls")
    assert [[span.get_text() for span in form.select("label > span, legend")] for form in forms] == [
        ["Keywords", "Tier", "Owner", "Language", "Sort by"],
        ["Keywords", "Tier", "Pattern owner", "Sort by", "Layout"],
    ]
    assert [chip["value"] for chip in forms[0].select('[name="own-owner"]')] == ["core", "payments"]
    (sort,) = forms[0].select('select[name="sort"]')
    assert [option["value"] for option in sort.select("option")] == [
        "own-since", "title", "tier", "own-owner", "own-language",
    ]  # fmt: skip
    rows = {row["data-key"]: row for row in services.select("[data-key]")}
    assert (rows["mailer"]["data-own-owner"], rows["mailer"]["data-by-own-since"]) == ("core", "1")
    assert "Pattern owner: Payments" in said


def test_options_choose_among_the_records(project):
    text = "# Home\n\n```{service-catalog}\n:owner: payments\n:language: go\n:tier: gold\n:sort: -\n```\n"
    files = {"conf.py": CONF, "data/model.yaml": MODEL, "data/records.yaml": RECORDS}
    project.write({**files, "source/index.md": text.replace(":sort: -\n", "")})
    result = project.build("html", "-W")
    assert (result.warnings, result.code) == ([], 0)
    assert [th.get_text(strip=True) for th in page(result, "index")[0].select("tbody th")] == ["Ledger"]
    project.write(
        {"source/index.md": "# Home\n\n```{service-catalog}\n:owner: paymets\n:language: rust\n:tier: glod\n```\n"}
    )
    assert project.build("html").warnings == [
        "source/index.md:4:9: WARNING: unknown team 'paymets'; did you mean 'payments'? accepted: core, payments "
        "[excellence.unknown-reference]",
        "source/index.md:5:12: WARNING: no record has the language 'rust'; accepted: go, py [excellence.unknown-filter]",
        "source/index.md:6:8: WARNING: unknown tier 'glod'; did you mean 'gold'? accepted: gold, silver, bronze "
        "[excellence.unknown-reference]",
    ]
    project.write({"source/index.md": text})
    assert '"-" unknown' in " ".join(project.build("html").warnings)


def test_what_refers_to_nothing_says_so_and_what_is_misspelled_is_reported(project):
    project.write(
        {
            **SITE,
            "source/teams.md": "# Teams\n\n```{team} payments\n```\n\n```{team} core\n```\n\n```{referrers} service mailer\n```\n\n"
            "```{referrers} servise ledger\n```\n\n```{referrers} service\n```\n\n```{referrers} service legder\n```\n",
            "source/a1.md": "# Use sagas\n\n```{adr} a1\n```\n\n```{referrers}\n```\n",
        }
    )
    result = project.build("html")
    assert sorted(line.split(": WARNING: ")[1] for line in result.warnings) == [
        "'servise' is not a kind of record; did you mean 'service'? accepted: case-study, comparison, decision, edition, evolution, health, measure, migration, pattern, review, selector, service, signal, team, usage-report [excellence.missing-argument]",
        "`referrers` names a kind and not one record of it; a kind and an id, such as `service ledger` "
        "[excellence.missing-argument]",
        "unknown service 'legder'; did you mean 'ledger'? accepted: ledger, mailer [excellence.unknown-reference]",
    ]
    assert "Nothing refers to it yet." in page(result, "teams")[1]
    assert "Nothing refers to it yet." in page(result, "a1")[1]


def test_exports_hold_what_their_readers_may_see(project):
    result = built(project)
    exported = json.loads(result.text("excellence.json"))
    ledger = exported["services"]["ledger"]
    assert (ledger["owner"], ledger["language"]) == ("payments", "go")
    assert not {"cost", "secret"} & {*ledger, *exported["kinds"]["service"]["fields"]}
    assert exported["pages"]["services"]["ledger"] == "ledger.html#record-service-ledger"
    assert exported["fields"]["pattern"]["owner"]["type"] == "team"


def test_titles_are_for_translators(project):
    result = built(project, "gettext")
    texts = set(re.findall(r'^msgid "(.+)"$', result.text("excellence.pot"), re.MULTILINE))
    assert {"Service", "Services", "Owner", "Owns", "Used by", "Python", "Pattern owner", "Keeps the books."} <= texts


def test_translated_titles_stand_everywhere(project):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale="eo")
    for text, told in (("Owner", "Xowner"), ("Owns", "Xowns"), ("Python", "Xpython"), ("Service", "Xservice"),
                       ("Payments", "Xpayments"), ("Pattern owner", "Xpattern")):  # fmt: skip
        catalogue.add(text, told)
    path = project.root / "locales" / "eo" / "LC_MESSAGES" / "excellence.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    result = built(project, files={**SITE, "conf.py": CONF + 'language = "eo"\nlocale_dirs = ["../locales"]\n'})
    tree, said = page(result, "index")
    for text in ("Xowner", "Xpython", "Xservice", "Xpayments", "Xpattern: Xpayments"):
        assert text in said
    assert "Xowner: Xpayments" in page(result, "ledger")[1]
    assert "Xowns" in page(result, "teams")[1]
    assert "Python" not in said.replace("Xpython", "")
    assert tree


def test_the_search_panel_knows_the_records_and_the_fields_for_the_search(project):
    model = MODEL.replace("story: {type: text}", "story: {type: text}\n      nickname: {show: search}").replace(
        "fields:\n  pattern:\n", "fields:\n  pattern:\n    slogan: {show: [search]}\n"
    )
    records = RECORDS.replace("language: go", "language: go\n    nickname: bookworm").replace(
        "saga: {title: Saga,", "saga: {title: Saga, slogan: undoable steps,"
    )
    result = built(project, files={**SITE, "data/model.yaml": model, "data/records.yaml": records})
    script = result.text("_static/excellence-search-data.js")
    data = json.loads(script[script.index("{") : script.rindex("}") + 1])
    assert data["kinds"] == {"service": "Service:", "team": "Team:"}
    titles = {entry["title"]: number for number, entry in enumerate(data["entries"])}
    ledger = data["entries"][titles["Ledger"]]
    assert (ledger["kind"], ledger["page"], ledger["anchor"]) == ("service", "ledger", "record-service-ledger")
    assert ledger["members"] == [titles["Saga"]]
    found = {word: numbers.split(",")[::2] for word, numbers in data["vocabulary"].items()}
    assert str(titles["Ledger"]) in found["bookworm"]
    assert str(titles["Saga"]) in found["undoable"]
    assert "bookworm" not in page(result, "ledger")[1]


def test_another_project_refers_to_them_by_intersphinx_and_by_the_export(project, tmp_path):
    result = built(project, out="core")
    other = type(project)(tmp_path / "other")
    other.write(
        {
            "conf.py": 'extensions = ["myst_parser", "sphinx_excellence", "sphinx.ext.intersphinx"]\nhtml_theme = "alabaster"\n'
            f'intersphinx_mapping = {{"core": ("https://core.example.org/", {str(result.out / "objects.inv")!r})}}\n'
            'excellence_external = {"core": ("https://core.example.org/", "core.json")}\n',
            "core.json": result.text("excellence.json"),
            "data/a.yaml": "kinds:\n  gizmo: {fields: {team: {type: team}}}\n  service: {tier: true}\n  team:\n"
            "gizmos: {one: {title: One, team: 'core:payments'}}\n",
            "source/index.md": "# Home\n\n{external+core:excellence:service}`ledger` {service}`core:ledger`\n\n"
            "```{gizmo} one\n```\n\n```{service} core:ledger\n:no-index:\n```\n",
        }
    )
    seen = other.build("html", "-W")
    assert (seen.warnings, seen.code) == ([], 0)
    tree, said = page(seen, "index")
    links = [
        link["href"] for link in tree.select("div.body a.external, div.body a.reference") if "core" in link["href"]
    ]
    assert links[:2] == ["https://core.example.org/ledger.html#record-service-ledger"] * 2
    assert "https://core.example.org/teams.html#record-team-payments" in links
    assert "Keeps the books." in said
    assert "Owner" not in said


def test_the_command_lists_shows_and_makes_them(project):
    from click.testing import CliRunner

    from sphinx_excellence.cli import main

    project.write(SITE)

    def run(*arguments):
        result = CliRunner().invoke(main, [*arguments, "--root", str(project.root)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert [line.split()[1] for line in run("list", "--kind", "service").splitlines()] == ["ledger", "mailer"]
    assert "depends-on" in run("show", "mailer") or "depends_on" in run("show", "mailer")
    run("new", "service", "billing")
    made = (project.root / "source" / "services" / "billing.md").read_text(encoding="utf-8")
    assert made.startswith("---\nowner: core\n")
    assert "# language: one of go, py\n" in made
    run("check", "--source", str(project.root / "source"))
    schema = json.loads(run("schema"))
    assert schema["properties"]["services"]["additionalProperties"] == {"$ref": "#/$defs/OwnService"}
    assert schema["$defs"]["OwnService"]["required"] == ["title", "owner"]
    assert "cost" not in json.loads(run("export"))["services"]["ledger"]
    internal = json.loads(run("export", "--internal"))["services"]["ledger"]
    assert internal["cost"] == 1234.5
    assert "secret" not in internal
