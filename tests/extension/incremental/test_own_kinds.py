"""An incremental build is a clean build, whatever changes of a project's own kinds and fields, and of their records."""

from __future__ import annotations

import pytest

from tests.extension.incremental.change_and_back import check_change_and_back
from tests.extension.markup.test_own_records import MODEL, RECORDS, SITE

#: Each change: the file, what is in it, and what comes in its place.
EDITS = [
    ("a field's title", "data/model.yaml", "title: Owner,", "title: Holder,"),
    ("a field's reverse", "data/model.yaml", "reverse: Owns", "reverse: Has"),
    ("a field's place", "data/model.yaml", "since: {type: date, show: [banner, catalogue]}", "since: {type: date}"),
    ("a choice's title", "data/model.yaml", "py: Python", "py: Snake"),
    ("a kind's title", "data/model.yaml", "title: Service\n", "title: System\n"),
    ("a kind's plural", "data/model.yaml", "title: Service\n", "title: Service\n    plural: The services\n"),
    ("a field of patterns", "data/model.yaml", "title: Pattern owner", "title: Keeper"),
    ("a new field", "data/model.yaml", "      story: {type: text}", "      story: {type: text}\n      more: {}"),
    ("a record", "data/records.yaml", "language: go", "language: py"),
    ("a record's title", "data/records.yaml", "title: Payments", "title: Paying"),
    ("a record's summary", "data/records.yaml", "Runs the platform.", "Runs it."),
    ("a number", "data/records.yaml", "size: 7", "size: 70"),
    ("a referrer", "data/records.yaml", "uses: [saga]", "uses: [outbox]"),
    ("a referrer in a page", "source/services/mailer.md", "depends_on: ledger", "since: 2020"),
    ("a page that goes", "source/services/mailer.md", None, None),
    ("a title of a page", "source/services/mailer.md", "# Mailer", "# Postman"),
    ("a new record", "data/records.yaml", "teams:\n", "teams:\n  third: {title: Third}\n"),
    ("an owner", "data/records.yaml", "tier: gold, owner: payments}", "tier: gold, owner: core}"),
    ("a decision's owner", "data/records.yaml", "owner: core, options", "owner: payments, options"),
    ("a tier", "data/records.yaml", "tier: gold\n", "tier: silver\n"),
    ("a new kind", "data/model.yaml", "kinds:\n", "kinds:\n  rule: {title: Rule}\n"),
    ("a kind's key", "data/model.yaml", "title: Team\n", "title: Team\n    key: crews\n"),
    ("a kind that goes", "data/model.yaml", MODEL[: MODEL.index("fields:\n  pattern")], ""),
]


@pytest.mark.parametrize(("name", "file", "before", "after"), EDITS, ids=[edit[0] for edit in EDITS])
def test_after_a_change_and_back(project, name, file, before, after):
    site = {**SITE, "data/model.yaml": MODEL, "data/records.yaml": RECORDS}
    project.write(site)

    def change():
        if before is None:
            (project.root / file).unlink()
        else:
            assert before in site[file]
            project.write({file: site[file].replace(before, after, 1)})

    first = check_change_and_back(project, site, change)
    assert [(result.warnings, result.code) for result in first.values()] == [([], 0)] * len(first)


def test_a_run_with_nothing_to_do_reads_and_writes_no_page(project):
    project.write(SITE)

    def written():
        assert project.build("html", doctrees="kept", out="html").warnings == []
        sources = (path.relative_to(project.root / "source") for path in (project.root / "source").rglob("*.md"))
        return {name: (project.root / "html" / name).with_suffix(".html").stat().st_mtime_ns for name in sources}

    first = written()
    assert written() == first
