"""``sphinx-excellence links``: asks whether the outside links of records and pages still lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from sphinx_excellence.cli.answer_cache import AnswerCache
from sphinx_excellence.cli.check_command import has_colours
from sphinx_excellence.cli.link_client import LinkClient
from sphinx_excellence.cli.link_file import save_answers, saved_answers, states_file, write_states
from sphinx_excellence.cli.options import OUTPUT, ROOT, SOURCE
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.cli.project import CACHE_FOLDER, Project, open_project, today
from sphinx_excellence.findings import Finding, Place
from sphinx_excellence.loader.conf_file import ConfFile, read_conf
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.front_matter import NOTEBOOK_SUFFIX, Page
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.markup_names import MarkupNames
from sphinx_excellence.loader.notebook_text import markdown_of
from sphinx_excellence.loader.page_references import references_in
from sphinx_excellence.model.link_state import DEAD_AFTER, LinkState, Verdict, is_outside, state_after
from sphinx_excellence.model.pages import PageAddress, PageFacts
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.formats import FORMATS, ReportContext
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.text_report import TerminalStyle
from sphinx_excellence.rules.all_rules import installed_by_name
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.links import DEAD_SOURCE, RULES, NamedAddress, named_addresses
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge
from sphinx_excellence.version import __version__

_FILE = click.Path(dir_okay=False, path_type=Path)
#: What the report counts, in order, with its words.
_COUNTED = {
    "fine": "fine", "moved": "moved", "no-anchor": "without the part that is meant", "dead": "dead",
    "unanswered": "could not be asked", "refused": "not open to programs",
}  # fmt: skip


@click.command("links")
@ROOT
@SOURCE
@click.option("--online", is_flag=True, help="Ask the servers. Without it, the command only lists what it would ask.")
@click.option("--cached", is_flag=True, help="Use the answers of earlier runs, however old, and no network.")
@click.option("--from", "saved", type=_FILE, metavar="FILE", help="Use the answers that --save kept in FILE.")
@click.option("--save", type=_FILE, metavar="FILE", help="Keep the answers in FILE.")
@click.option(
    "--older-than", type=click.IntRange(min=1), default=1, metavar="DAYS", show_default=True,
    help="With --online: ask only what was asked for at least DAYS days ago.",
)  # fmt: skip
@click.option(
    "--dead-after", type=click.IntRange(min=1), default=DEAD_AFTER, metavar="DAYS", show_default=True,
    help="Take an address for dead that had no answer for DAYS days.",
)  # fmt: skip
@click.option(
    "--into", type=_FILE, metavar="FILE",
    help="The data file to write.  [default: the one that has `links`, else links.yaml in the data]",
)  # fmt: skip
@click.option("--write/--no-write", default=True, show_default=True, help="Write what was found into the data.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="The format of the report: text is for people, the others are for programs.",
)  # fmt: skip
@OUTPUT
def links(
    *, root: Path, source: Path | None, online: bool, cached: bool, saved: Path | None, save: Path | None,
    older_than: int, dead_after: int, into: Path | None, write: bool, form: str, output: Path | None,
) -> None:  # fmt: skip
    """Ask whether the outside links of records and pages still lead somewhere.

    With --online, the command asks one host one thing at a time, and reports where each address is written that is
    dead, has moved for good, or lacks the part that the link names. An address without an answer is dead after
    --dead-after days. It keeps answers for the next run, and writes what is not fine into the data, for `check`, the
    build and `review`, which never ask. Addresses that `linkcheck_ignore` matches are left out.

    \b
    Exits with 0 if no address is dead, with 1 if one is, and with 2 on a usage
    error.

    \b
    Examples:
      sphinx-excellence links
      sphinx-excellence links --online --older-than 7
      sphinx-excellence links --cached --format github
    """  # noqa: D301  # as in `check`
    if online + cached + (saved is not None) > 1:
        raise click.UsageError("--online, --cached and --from do not go together: choose where answers come from")
    project, conf = open_project(root, (), source), read_conf(root)
    loaded = project.load()
    if write and any(origin_of_links(loaded)):
        raise click.UsageError("fix the errors in `links` first: `sphinx-excellence check` lists them")
    known = Knowledge(loaded.registry, today(), _pages(project, loaded))
    ignored = _Ignored.of(conf)
    for note in ignored.notes:
        click.echo(escaped(note), err=True)
    named = [each for each in named_addresses(known) if is_outside(each.address) and not ignored.address(each.address)]
    addresses = list(dict.fromkeys(each.address for each in named))
    if not (online or cached or saved):
        _show_plan(addresses)
        return
    path = states_file(project, loaded, into) if write else None
    verdicts = saved_answers(saved) if saved is not None else _verdicts(
        project, addresses, ignored, older_than, online=online
    )  # fmt: skip
    verdicts = {address: verdicts[address] for address in addresses if address in verdicts}
    if save is not None:
        save_answers(save, verdicts)
    states = _states(loaded.registry.links, addresses, verdicts, dead_after)
    known = replace(known, registry=replace(loaded.registry, links=states))
    locator = Locator(loaded.origins, _InPages(root).place)
    findings = run_rules(RULES, known, locator, severities=project.severities)
    _show(findings, root, form, output)
    if form == "text":
        _show_refused(named, verdicts, locator, known.pages or {}, root)
    _show_counts(addresses, verdicts, states)
    if path is not None and write_states(path, root, states):
        click.echo(escaped(f"Written: {path}"), err=True)
    raise SystemExit(int(any(finding.rule == DEAD_SOURCE.name for finding in findings)))


def origin_of_links(loaded: Loaded) -> Iterable[Finding]:
    """Yield what is wrong with the states in the data: writing them would lose it."""
    return (finding for finding in loaded.findings if finding.record is not None and finding.record[0] == "link")


def _pages(project: Project, loaded: Loaded) -> dict[str, PageFacts]:
    """Return the pages by name, with the addresses that their texts name."""
    names, found = MarkupNames.of(loaded.registry.kinds), {}
    for page in project.pages:
        text = read_text(page.path, project.root)
        if not isinstance(text, Finding):
            found[page.docname] = PageFacts(
                shown_path(page.path, project.root), addresses=_addresses(page, text, names)
            )
    return found


def _addresses(page: Page, text: str, names: MarkupNames) -> list[PageAddress]:
    if "://" not in text:
        return []
    is_notebook = page.path.suffix == NOTEBOOK_SUFFIX
    references = references_in(markdown_of(text) if is_notebook else text, names, is_rst=page.has_fields)
    # A line of the prose of a notebook is none of its file.
    return list(dict.fromkeys(PageAddress(each, 1 if is_notebook else line) for each, line in references.addresses))


@dataclass(frozen=True)
class _Ignored:
    """What Sphinx's own link check leaves out: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

    addresses: Sequence[re.Pattern[str]] = ()
    anchors: Sequence[re.Pattern[str]] = ()
    asks_anchors: bool = True
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, conf: ConfFile) -> _Ignored:
        notes: list[str] = []
        patterns = {name: _patterns(conf, name, notes) for name in ("linkcheck_ignore", "linkcheck_anchors_ignore")}
        asks = conf.values.get("linkcheck_anchors", True) is not False
        return cls(patterns["linkcheck_ignore"], patterns["linkcheck_anchors_ignore"], asks, notes)

    def address(self, address: str) -> bool:
        return any(pattern.match(address) for pattern in self.addresses)

    def anchor(self, anchor: str) -> bool:
        return not self.asks_anchors or any(pattern.match(anchor) for pattern in self.anchors)


def _patterns(conf: ConfFile, name: str, notes: list[str]) -> list[re.Pattern[str]]:
    if name in conf.unread:
        notes.append(f"{conf.place(name)}: `{name}` is not a literal: the command asks for what it leaves out too")
    given = conf.values.get(name, ())
    found = []
    for pattern in given if isinstance(given, list | tuple) else ():
        try:
            found.append(re.compile(pattern))
        except (re.error, TypeError) as error:
            notes.append(f"{conf.place(name)}: `{name}` has {pattern!r}, which is no regular expression: {error}")
    return found


def _show_plan(addresses: Sequence[str]) -> None:
    hosts = Counter(urlsplit(address).netloc for address in addresses)
    for host, count in sorted(hosts.items(), key=lambda each: (-each[1], each[0])):
        click.echo(escaped(f"{count:5} {host}"))
    click.echo(f"{len(addresses)} addresses of {len(hosts)} hosts. Nothing was asked: --online asks.", err=True)


def _verdicts(
    project: Project, addresses: Sequence[str], ignored: _Ignored, older_than: int, *, online: bool
) -> Mapping[str, Verdict]:
    cache = AnswerCache(project.root / CACHE_FOLDER / "links")
    with Progress("pages asked for") as progress:
        client = LinkClient(today(), cache, older_than, ignored.anchor, progress.show)
        return client.ask(addresses, progress) if online else client.known(addresses)


def _states(
    before: Mapping[str, LinkState], addresses: Iterable[str], verdicts: Mapping[str, Verdict], dead_after: int
) -> dict[str, LinkState]:
    """Return the states of all addresses that are named; one that was not asked for keeps what it had."""
    states = {}
    for address in addresses:
        earlier = before.get(address)
        verdict = verdicts.get(address)
        state = earlier if verdict is None else state_after(earlier, verdict, dead_after)
        if state is not None:
            states[address] = state
    return states


class _InPages:
    """Finds addresses in the files of pages; reads each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def place(self, at: InPage, file: str) -> Place:
        """Return where an address is written, from the line of its paragraph on."""
        if file not in self._lines:
            text = read_text(self._root / file, self._root)
            self._lines[file] = [] if isinstance(text, Finding) else text.split("\n")
        for number, line in enumerate(self._lines[file][at.line - 1 :], start=at.line):
            column = line.find(at.word)
            if column >= 0:
                return Place(file, number, column + 1)
        return Place(file, at.line)


def _show(findings: Sequence[Finding], root: Path, form: str, output: Path | None) -> None:
    read = ReportPaths.for_people(root)
    style = TerminalStyle(colour=output is None and has_colours(), root=root, path=read.path)
    context = ReportContext(installed_by_name(), __version__, ReportPaths.of(root, None), root, style)
    shown = FORMATS[form](findings, context)
    if output is None:
        click.echo(shown, nl=False, color=True if has_colours() else None)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(shown, encoding="utf-8")


def _show_refused(
    named: Iterable[NamedAddress], verdicts: Mapping[str, Verdict], locator: Locator,
    pages: Mapping[str, PageFacts], root: Path,
) -> None:  # fmt: skip
    """Report on standard error which addresses have to be looked up by people, with the first place of each."""
    told: set[str] = set()
    shown = ReportPaths.for_people(root).place
    for each in named:
        verdict = verdicts.get(each.address)
        if verdict is None or verdict.outcome != "refused" or each.address in told:
            continue
        told.add(each.address)
        at = each.at
        place = (
            locator.origins.place(at.key, at.path, before=at.before)
            if isinstance(at, InRecord)
            else locator.in_page(at, pages[at.docname].file)
        )
        click.echo(escaped(f"{shown(place)}: look up {each.address} yourself: {verdict.reason}"), err=True)


def _show_counts(addresses: Sequence[str], verdicts: Mapping[str, Verdict], states: Mapping[str, LinkState]) -> None:
    # Without an answer for long enough is dead.
    found = Counter(
        states[address].outcome if verdict.outcome == "unanswered" and address in states else verdict.outcome
        for address, verdict in verdicts.items()
    )
    counts = ", ".join(f"{found[outcome]} {words}" for outcome, words in _COUNTED.items() if found[outcome])
    unknown = len(addresses) - len(verdicts)
    unknown_said = f"; {unknown} have no known answer" if unknown else ""
    click.echo(f"{len(addresses)} addresses: {counts or 'none was asked for'}{unknown_said}.", err=True)
