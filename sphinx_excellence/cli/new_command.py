"""``sphinx-excellence new``: creates a record and its page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from sphinx_excellence.characters import REFUSED, code_point
from sphinx_excellence.cli.kind_argument import KindName, known_kind
from sphinx_excellence.cli.options import ROOT, SOURCE
from sphinx_excellence.cli.project import Project, data_folder, open_project, pages_folder
from sphinx_excellence.cli.project_templates import NewRecord, filled, filled_data, project_templates
from sphinx_excellence.cli.record_template import RecordTemplate
from sphinx_excellence.cli.sibling_form import MOST_SIBLINGS, Known, next_in_form
from sphinx_excellence.findings import listing_command, suggestion
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.loader.template_files import templates_of
from sphinx_excellence.model.decision_number import number_of
from sphinx_excellence.model.decision_series import numbered
from sphinx_excellence.model.fields import id_like
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.settings import day_of
from sphinx_excellence.takeover.record_ids import id_of_name

#: Folders that pages of a kind may lie in; the first that exists is taken, else the first is made.
_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "pattern": ("patterns",),
    "evolution": ("evolution", "evolutions"),
    "comparison": ("comparisons",),
    "decision": ("decisions", "adr"),
    "migration": ("migrations",),
    "case-study": ("case-studies",),
    "selector": ("selectors", "guides"),
    "edition": ("editions",),
    "signal": ("health",),
    "health": ("health",),
    "review": ("reviews",),
    "measure": ("scorecard",),
    "usage-report": ("usage-reports",),
}
_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
#: A name of a file has no room for more than some words.
_LONGEST_ID = 80


@click.command()
@click.argument("kind", type=KindName())
@click.argument("record_id", metavar="[ID]", required=False)
@ROOT
@SOURCE
@click.option("--title", help="The title that readers see.  [default: the ID in words]")
@click.option(
    "--from", "from_patterns", metavar="PATTERN", multiple=True, help="For a migration: the pattern to leave."
)
@click.option("--to", "to_patterns", metavar="PATTERN", multiple=True, help="For a migration: the pattern to adopt.")
@click.option("--folder", help="The folder of the page, relative to that of all pages.  [default: as for the others]")
@click.option("--page/--no-page", default=True, show_default=True, help="Create a page too.")
def new(
    *, kind: str, record_id: str | None, root: Path, source: Path | None, title: str | None,
    from_patterns: tuple[str, ...], to_patterns: tuple[str, ...], folder: str | None, page: bool,
) -> None:  # fmt: skip
    """Create a record of KIND with the id ID, in a data file of its own, and its page.

    Where excellence_pages in conf.py makes a record of the page, the page alone is created.

    The record holds the required keys of its kind, and every other key as a comment that says what it means. Without
    ID, it is made of the title; a decision gets the next number of its series, and its title where they do. The
    decisions of one folder are a series; --folder names it, and without it the longest goes on. The page shows the
    title as you give it, special characters included; it is reStructuredText if conf.py names no MyST parser. The
    command overwrites nothing. Where excellence_templates names a template for the kind, that is filled in.

    \b
    Examples:
      sphinx-excellence new pattern bulkhead
      sphinx-excellence new decision --title "Split the checkout database"
      sphinx-excellence new decision --folder decisions/payments --title "Retry twice"
      sphinx-excellence new migration polling-to-sse --from polling --to server-sent-events
    """  # noqa: D301  # as in `check`
    project = open_project(root, source=source)
    loaded = project.load()
    of_kind = known_kind(kind, loaded.registry.kinds)
    if kind == "usage-report" and not loaded.registry.of_kind("pattern"):
        raise click.UsageError("a usage report needs a pattern; create one first: sphinx-excellence new pattern ID")
    folder = _clean_folder(folder, pages_folder(root, source))
    other_folders: tuple[str, ...] = ()
    if record_id is None and kind == "decision":
        record_id, folder, other_folders = _next_number(loaded, _clean_title(title) or "", folder)
    elif record_id is None and title is not None:
        record_id = id_of_name((_clean_title(title) or "").casefold())[:_LONGEST_ID].rstrip("-_.") or None
    template = RecordTemplate(
        of_kind,
        _free_id(record_id, of_kind, loaded, root),
        _clean_title(title) or _title_from_id(record_id or "", kind),
        project.as_of or day_of(None),
        _migration_patterns(of_kind, from_patterns, to_patterns, loaded),
        {each.name: next(iter(loaded.registry.of_kind(each.name)), "") for each in loaded.registry.kinds},
        loaded.registry.vocabulary,
    )
    pages = pages_folder(root, source)
    page_folder, is_record = _page_folder(pages, kind, template.record_id, project.page_kinds, folder)
    path = page_folder / f"{template.record_id}{'.rst' if project.in_rst else '.md'}"
    for name in project.templates:
        known_kind(name, loaded.registry.kinds, setting="excellence_templates")
    own = project_templates(root, templates_of(project.templates, kind))
    known = NewRecord(template.record_id, template.title, _number_of(template.record_id), template.today)
    if page and is_record:
        if "page" in own:
            made = filled(own["page"], known, in_rst=project.in_rst)
        else:
            like_others = _in_form_of_siblings(project, loaded, path, template, known) if kind == "decision" else None
            made = like_others or template.page_with_record(in_rst=project.in_rst)
        files = {path: made}
    else:
        data = filled_data(own["data"], known) if "data" in own else template.record()
        files = {data_folder(project) / of_kind.key / f"{template.record_id}.yaml": data}
        if page:
            made = template.page(in_rst=project.in_rst)
            files[path] = filled(own["page"], known, in_rst=project.in_rst) if "page" in own else made
    _write(files, root)
    if page and is_record and other_folders:
        click.echo(escaped(_choice_of_folder(folder or "", other_folders)), err=True)
    if page and not _has_glob_toctree(page_folder):
        docname = (page_folder / template.record_id).relative_to(pages).as_posix()
        click.echo(escaped(f"Add it to a toctree: {docname}"))


def _in_form_of_siblings(
    project: Project, loaded: Loaded, path: Path, template: RecordTemplate, known: NewRecord
) -> str | None:
    """Return the page of a decision in the form of the others in its folder; nothing where they have none."""
    numbers = {decision.id: number.value for decision, number, _folder in numbered(loaded.registry)}
    siblings: list[tuple[int, str, Path]] = []
    for record_id in loaded.registry.of_kind("decision"):
        origin = loaded.origins.get(("decision", record_id))
        page = project.root / origin.file if origin is not None and origin.docname is not None else None
        if page is not None and page.suffix == path.suffix and page.parent.resolve() == path.parent.resolve():
            siblings.append((numbers.get(record_id, 0), record_id, page))
    found = [read_text(page, project.root) for _number, _id, page in sorted(siblings, reverse=True)[:MOST_SIBLINGS]]
    status = str(template.required().get("status", ""))
    about = Known(template.title, known.number, status, known.today.isoformat())
    texts = [text for text in found if isinstance(text, str)]
    return next_in_form(texts, about, project.headings, in_rst=project.in_rst)


def _clean_folder(folder: str | None, pages: Path) -> str | None:
    """Return a folder of pages as a page's name has it. Raises ``click.UsageError`` where it is not below them."""
    if folder is None:
        return None
    parts = PurePosixPath(folder.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or REFUSED.search(folder) is not None:
        raise click.UsageError(f"'{folder}' is not a folder below {pages}")
    return "" if parts == PurePosixPath() else parts.as_posix()


def _number_of(record_id: str) -> str:
    """Return the number in an id, as it is written there; empty where it has none."""
    found = number_of(record_id)
    return found.digits if found is not None else ""


def _clean_title(title: str | None) -> str | None:
    """Return a title on one line. Raises ``click.UsageError`` where it cannot be one."""
    if title is None:
        return None
    refused = REFUSED.search(title)
    if refused is not None:
        raise click.UsageError(f"the title holds the character {code_point(refused[0])}, which data must not hold")
    words = " ".join(title.split())
    if not words:
        raise click.UsageError("the title is blank; leave out --title to make the title from the ID")
    return words


def _free_id(record_id: str | None, kind: Kind, loaded: Loaded, root: Path) -> str:
    if record_id is None:
        raise click.UsageError(f"a {kind.noun} needs an ID or a --title; {_id_help(kind, '')}")
    if not kind.model.accepts_id(record_id):
        raise click.UsageError(f"'{record_id}' is not a valid {kind.noun} id; {_id_help(kind, record_id)}")
    owner = loaded.registry.resolve_exactly(kind.name, record_id)
    if owner is not None:
        place = ReportPaths.for_people(root).place(loaded.origins.place((kind.name, owner)))
        raise click.UsageError(f"{kind.noun} '{record_id}' already exists, at {place}")
    return record_id


def _choice_of_folder(folder: str, others: tuple[str, ...]) -> str:
    named = " or ".join(f"--folder {each or '.'}" for each in others)
    return f"Chose the folder '{folder or '.'}', whose series of decisions is the longest; for another, add {named}."


def _next_number(loaded: Loaded, title: str, folder: str | None) -> tuple[str, str | None, tuple[str, ...]]:
    """Return the id that follows the highest number of the series with the most decisions, and its folder.

    The other folders of pages that have a series come last, where no ``folder`` is given. Where the number is followed
    by the title, as in ``0001-use-sagas``, so is the next. The first of all is ``adr-001``. A folder of data files is
    none for pages. With ``folder``, only the decisions there count.
    """
    series: dict[tuple[str, str, bool], dict[int, int]] = {}
    in_pages: set[str] = set()
    for decision, number, found_in in numbered(loaded.registry):
        if folder is None or found_in == folder:
            key = (found_in, number.prefix, number.titled)
            origin = loaded.origins.get(("decision", decision.id))
            in_pages |= {found_in} if origin is not None and origin.docname is not None else set()
            series.setdefault(key, {})[number.value] = len(number.digits)
    if not series:
        return "adr-001", folder, ()
    (found_in, prefix, has_title), numbers = max(series.items(), key=lambda item: (len(item[1]), item[0]))
    highest = max(numbers)
    width = numbers[highest]
    words = id_like(title)[:_LONGEST_ID].rstrip("-_.") if has_title else ""
    if not words:
        # In another folder, the same id may be in a data file.
        while loaded.registry.resolve_exactly("decision", f"{prefix}{highest + 1:0{width}}") is not None:
            highest += 1
    chosen = f"{prefix}{highest + 1:0{width}}{'-' if words else ''}{words}"
    if found_in not in in_pages:
        return chosen, folder, ()
    return chosen, found_in, tuple(sorted(in_pages - {found_in}))


def _migration_patterns(
    kind: Kind, from_patterns: tuple[str, ...], to_patterns: tuple[str, ...], loaded: Loaded
) -> dict[str, object]:
    if kind.name != "migration":
        if from_patterns or to_patterns:
            raise click.UsageError("--from and --to are for migrations")
        return {}
    if not (from_patterns and to_patterns):
        raise click.UsageError("a migration needs --from and --to, each with an existing pattern")
    for name in (*from_patterns, *to_patterns):
        if loaded.registry.resolve("pattern", name) is None:
            accepted, args = suggestion(name, loaded.registry.names("pattern"), listed_by=listing_command("pattern"))
            raise click.UsageError(f"unknown pattern '{name}'; {accepted % args}")
    return {"from": list(from_patterns), "to": list(to_patterns)}


def _title_from_id(record_id: str, kind: str) -> str:
    if kind == "decision" and _NUMBERED.fullmatch(record_id):
        return record_id.upper()
    words = " ".join(re.split(r"[-_.]+", record_id))
    return words[:1].upper() + words[1:]


def _page_folder(
    pages: Path, kind: str, record_id: str, kinds: Mapping[str, str | None], wanted: str | None
) -> tuple[Path, bool]:
    """Return the folder of a new record's page, and whether the page is the record, as ``excellence_pages`` says.

    ``wanted`` is the folder that the page is to be in; one of data files is none for pages.
    """
    if wanted is not None:
        is_record = kind_of_page(f"{wanted}/{record_id}".lstrip("/"), kinds) == kind
        if is_record or (pages / wanted).is_dir():
            return pages / wanted, is_record
    folders = _FOLDERS.get(kind, (f"{kind}s",))
    usual = next((name for name in folders if (pages / name).is_dir()), folders[0])
    named = [pattern.rpartition("/")[0] for pattern, of_kind in kinds.items() if of_kind == kind]
    for folder in (usual, *(name for name in named if name and (pages / name).is_dir())):
        if kind_of_page(f"{folder}/{record_id}", kinds) == kind:
            return pages / folder, True
    return pages / usual, False


def _has_glob_toctree(folder: Path) -> bool:
    """Whether the folder's own page has a table of contents that takes in every page next to it."""
    try:
        return any(
            ":glob:" in page.read_text(encoding="utf-8")
            for page in (folder / "index.md", folder / "index.rst")
            if page.exists()
        )
    except (OSError, UnicodeDecodeError):
        return False


def _write(files: Mapping[Path, str], root: Path) -> None:
    read = ReportPaths.for_people(root)
    names = {path: read.path(shown_path(path, root)) for path in files}
    for path, name in names.items():
        if path.exists():
            raise click.UsageError(f"{name} exists already; nothing was written")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        click.echo(escaped(f"made {names[path]}"))


def _id_help(kind: Kind, record_id: str) -> str:
    """Return what is accepted as an id of a kind."""
    model = kind.model
    return model.id_help(record_id) if model.ID_WORDS else f"accepted: {model.ID_FORM}"
