"""What a setting of conf.py may hold, what is used of a wrong one, and what conf.py says without being run."""

from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sphinx_excellence.findings import Place, Severity
from sphinx_excellence.loader.conf_file import ConfFile, read_conf
from sphinx_excellence.settings import (
    SETTINGS,
    ExternalSource,
    base_of,
    data_of,
    day_of,
    externals_of,
    severities_of,
    usable,
)

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
PATHS = "expected a list of files and folders, such as ['data']"
FOLDER = "expected a folder, such as '..'"
DAY = "expected a date, such as '2026-10-01'"
EDITIONS = "expected a mapping of names to files, such as {'PDF': 'build/pdf/handbook.pdf'}"
TYPES = "expected a list of warning types, as in suppress_warnings, such as ['autodoc']"
RULES = "expected a mapping of rules to severities, such as {'record-without-page': 'off'}"
PAIRS = "expected a mapping such as {'core': ('https://core.example.org/', 'core/excellence.json')}"
LETTERS = "cannot be a prefix; accepted: letters, digits, '-' and '.', starting with a letter"
SITE = "https://x.org/"


def read(name, value):
    """What is used of a value, and what is said of it."""
    used, problems = usable({name: value}, lambda setting: Place("conf.py", 7, len(setting)))
    assert {key: used[key] for key in used if key != name} == {key: DEFAULTS[key] for key in used if key != name}
    for problem in problems:
        assert (problem.rule, problem.severity, problem.place) == (
            "wrong-setting",
            Severity.ERROR,
            Place("conf.py", 7, len(name)),
        )
        assert problem.text == f"`{name}` is {value!r}"
    return used[name], [str(problem.accepted) for problem in problems]


def test_what_is_absent_has_its_default():
    assert usable({}, lambda _name: Place("conf.py")) == (DEFAULTS, ())
    assert list(DEFAULTS) == [
        "excellence_data", "excellence_pages", "excellence_sections", "excellence_foreign_keys", "excellence_heading_anchors", "excellence_published_files",
        "excellence_templates", "excellence_queries", "excellence_rules", "excellence_external", "excellence_editions",
        "excellence_feedback", "excellence_feeds", "excellence_social_cards", "excellence_instant_search", "excellence_search_code", "excellence_navigation", "excellence_reread", "excellence_base", "excellence_as_of",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("excellence_data", None),
        ("excellence_data", []),
        ("excellence_data", ["data", "more/a.yaml"]),
        ("excellence_data", ("data",)),
        ("excellence_rules", {}),
        ("excellence_rules", {"typed-tier": "off", "no-alternative": "error"}),
        ("excellence_external", {}),
        ("excellence_external", {"core": (SITE, "core.json"), "a.B-1": ["http://y.org", "b/c.json"]}),
        ("excellence_editions", {}),
        ("excellence_editions", {"PDF": "a/b.pdf", "E-book": "a/b.epub"}),
        ("excellence_reread", []),
        ("excellence_reread", {"autodoc"}),
        ("excellence_reread", ("*",)),
        ("excellence_reread", frozenset({"x"})),
        ("excellence_base", None),
        ("excellence_base", ".."),
        ("excellence_as_of", None),
        ("excellence_as_of", "2026-10-01"),
    ],
)
def test_what_is_right_is_used_as_it_is(name, value):
    assert read(name, value) == (value, [])


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("excellence_data", "data", PATHS),
        ("excellence_data", ["data", 5], PATHS),
        ("excellence_data", ["data", ""], PATHS),
        ("excellence_data", {"data": 1}, PATHS),
        ("excellence_rules", ["off"], RULES),
        ("excellence_rules", None, RULES),
        ("excellence_rules", {"typed-teir": "off"}, "'typed-teir' is not a rule; did you mean 'typed-tier'?"),
        ("excellence_rules", {"typed-tier": "fatal"}, "'fatal' is not a severity; accepted: error, warning, info, off"),
        ("excellence_rules", {"typed-tier": ["off"]}, "'['off']' is not a severity; accepted: error, warning, info, off"),
        ("excellence_editions", ["a.pdf"], EDITIONS),
        ("excellence_editions", {"PDF": 1}, EDITIONS),
        ("excellence_editions", {1: "a.pdf"}, EDITIONS),
        ("excellence_editions", {"A": "a/x.pdf", "B": "b/x.pdf"}, "two editions have files with the same name"),
        ("excellence_reread", "autodoc", TYPES),
        ("excellence_reread", ["autodoc", 1], TYPES),
        ("excellence_reread", None, TYPES),
        ("excellence_base", "", FOLDER),
        ("excellence_base", " ", FOLDER),
        ("excellence_base", 1, FOLDER),
        ("excellence_as_of", "nonsense", DAY),
        ("excellence_as_of", 2026, DAY),
        ("excellence_data", ["a\x1bb"], "expected a string without the character U+001B"),
        ("excellence_data", ("a", ("b", {"\x07"})), "expected a string without the character U+0007"),
        ("excellence_editions", {"a\x1b": "x"}, "expected a string without the character U+001B"),
        ("excellence_editions", {"a": "\x01x\x02"}, "expected a string without the character U+0001"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_default_used(name, value, reason):
    used, reasons = read(name, value)
    assert used == DEFAULTS[name]
    (said,) = reasons
    assert said == reason or (reason.endswith("?") and said.startswith(reason[:-1]))


@pytest.mark.parametrize(
    ("value", "used", "reason"),
    [
        (None, {}, PAIRS),
        ([], {}, PAIRS),
        ("core", {}, PAIRS),
        # As the command line gives it: one text with a comma.
        ({"core": f"{SITE},core.json"}, {"core": (SITE, "core.json")}, None),
        ({"core": f"{SITE},core.json,x"}, {"core": ("", "")}, PAIRS),
        ({"core": SITE}, {"core": ("", "")}, PAIRS),
        ({"core": (SITE,)}, {"core": ("", "")}, PAIRS),
        ({"core": (SITE, "a", "b")}, {"core": ("", "")}, PAIRS),
        ({"core": (SITE, 1)}, {"core": ("", "")}, PAIRS),
        ({"core": {SITE, "x"}}, {"core": ("", "")}, PAIRS),
        ({"core": ("core", "a.json")}, {"core": ("", "")}, f"'core' is not a web address; {PAIRS}"),
        ({"core": ("javascript:x", "a.json")}, {"core": ("", "")}, f"'javascript:x' is not a web address; {PAIRS}"),
        ({"core": (f"{SITE}?a", "a.json")}, {"core": ("", "")},
         f"'{SITE}?a' is not the address of a site: it contains '?' or '#'; {PAIRS}"),
        ({"core": (f"{SITE}#a", "a.json")}, {"core": ("", "")},
         f"'{SITE}#a' is not the address of a site: it contains '?' or '#'; {PAIRS}"),
        ({"core": (SITE, "")}, {"core": ("", "")}, f"'' is not a file; {PAIRS}"),
        ({"core": (SITE, "  ")}, {"core": ("", "")}, f"'  ' is not a file; {PAIRS}"),
        ({"core": (SITE, "a/")}, {"core": ("", "")}, f"'a/' is not a file; {PAIRS}"),
        ({"two words": (SITE, "a.json")}, {"two words": ("", "")}, f"'two words' {LETTERS}, such as 'two-words'"),
        ({"-a b.": (SITE, "a.json")}, {"-a b.": ("", "")}, f"'-a b.' {LETTERS}, such as 'a-b'"),
        ({"a_b": (SITE, "a.json")}, {"a_b": ("", "")}, f"'a_b' {LETTERS}, such as 'a-b'"),
        ({"1": (SITE, "a.json")}, {"1": ("", "")}, f"'1' {LETTERS}"),
        ({1: (SITE, "a.json")}, {}, f"1 {LETTERS}"),
        ({"HTTPS": (SITE, "a.json")}, {"HTTPS": ("", "")},
         "'HTTPS' cannot be a prefix, because it is a URL scheme; accepted: any other word"),
        # What is right beside what is wrong is used.
        ({"a": (SITE, "a.json"), "b": 1, "c": [SITE, "c.json"]},
         {"a": (SITE, "a.json"), "b": ("", ""), "c": (SITE, "c.json")}, PAIRS),
        ({1: 1, "a": (SITE, "a.json")}, {"a": (SITE, "a.json")}, f"1 {LETTERS}"),
        ({"a": (SITE, "x.json"), "b": (SITE, "./x.json"), "c": (SITE, "y.json")},
         {"a": (SITE, "x.json"), "b": ("", ""), "c": (SITE, "y.json")},
         "two registries use the same file; accepted: one file for each"),
    ],
)  # fmt: skip
def test_of_registries_those_are_used_that_can_be(value, used, reason):
    found, problems = usable({"excellence_external": value}, lambda _name: Place("conf.py"))
    assert found["excellence_external"] == used
    assert [str(problem.accepted) for problem in problems] == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    "value",
    [
        *(
            {scheme: (SITE, "a.json")}
            for scheme in ("data", "file", "ftp", "http", "javascript", "mailto", "tel", "urn")
        ),
    ],
)
def test_no_registry_has_the_name_of_a_scheme(value):
    (problem,) = usable({"excellence_external": value}, lambda _name: Place("conf.py"))[1]
    assert "cannot be a prefix" in problem.accepted


def test_settings_are_turned_into_what_loading_takes():
    place = Place("conf.py", 3)
    assert (data_of(None), data_of(["a", "b"])) == (None, ("a", "b"))
    assert severities_of({"a": "off", "b": "error"}) == {"a": Severity.OFF, "b": Severity.ERROR}
    assert externals_of({"core": (SITE, "a.json")}, place) == {"core": ExternalSource(SITE, "a.json", place)}
    assert (base_of(None, Path("/r")), base_of("x", Path("/r"))) == (None, Path("/r/x"))


@pytest.mark.parametrize(
    ("value", "epoch", "day"),
    [
        ("2026-10-01", "0", date(2026, 10, 1)),
        (None, "86400", date(1970, 1, 2)),
        (None, "86399", date(1970, 1, 1)),
        (None, "", None),
        (None, "soon", None),
        (None, "9" * 30, None),
        (None, "-1", None),
    ],
)
def test_the_day_that_counts_as_today(monkeypatch, value, epoch, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    today = {datetime.now(tz=UTC).date() for _ in range(2)}
    assert day_of(value) in ({day} if day is not None else today | {datetime.now(tz=UTC).date()})
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    if value is None:
        assert day_of(value) in today | {datetime.now(tz=UTC).date()}


# conf.py, looked at and not run ---------------------------------------------------------------------------------------


def conf(root: Path, text: str | bytes) -> ConfFile:
    (root / "conf.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_conf(root)


@pytest.mark.parametrize(
    ("text", "values", "unread"),
    [
        ("", {}, set()),
        ("a = 1", {"a": 1}, set()),
        ("a = b = [1, 'x', {2: None}]", {"a": [1, "x", {2: None}], "b": [1, "x", {2: None}]}, set()),
        ("a: int = -1", {"a": -1}, set()),
        ("a: int", {}, set()),
        ("a = 1\na = x", {}, {"a"}),
        ("a = x\na = 1", {"a": 1}, set()),
        ("a = 1\na += 1", {}, {"a"}),
        ("a = [1]\na.append(2)", {"a": [1, 2]}, set()),
        ("a = [1]\na += [2]\na += (3, '4')\na.extend([5])", {"a": [1, 2, 3, "4", 5]}, set()),
        ("a = (1,)\na += (2,)", {"a": (1, 2)}, set()),
        ("a = {}\na['x'] = 1", {"a": {"x": 1}}, set()),
        ("a = {'x': 1}\na.update({'y': 2})\na |= {'x': 3}", {"a": {"x": 3, "y": 2}}, set()),
        ("a: list = []\na.append([1])", {"a": [[1]]}, set()),
        ("a = [1]\na += x", {}, {"a"}),
        ("a = [1]\na += 'bc'", {}, {"a"}),
        ("a = [1]\na *= 2", {}, {"a"}),
        ("a = (1,)\na += [2]", {}, {"a"}),
        ("a = (1,)\na.append(2)", {}, {"a"}),
        ("a = [1]\na.append(2, 3)", {}, {"a"}),
        ("a = [1]\na.extend(x for x in [2])", {}, {"a", "x"}),
        ("a = [2, 1]\na.sort()", {}, {"a"}),
        ("a = {}\na.update(x=1)", {}, {"a"}),
        ("a = {}\na['x'] += 1", {}, {"a"}),
        ("a = {}\na[[]] = 1", {}, {"a"}),
        ("a = [1]\na[0] = 2", {}, {"a"}),
        ("a = [1]\nif x:\n    a.append(2)", {}, {"a"}),
        ("a = [1]\nfor b in [2]:\n    a += [b]", {}, {"a", "b"}),
        ("a = [1]\nif x:\n    a.append(2)\na.append(3)", {}, {"a"}),
        ("a.append(1)", {}, {"a"}),
        ("a = b = []\na.append(1)", {}, {"a", "b"}),
        ("a = b = []\nb = [0]\nb.append(1)", {"a": [], "b": [0, 1]}, set()),
        ("a = {}\ndel a['x']", {}, {"a"}),
        ("a = 1\ndel a", {}, {"a"}),
        ("if x:\n    a = 1", {}, {"a"}),
        ("a, b = 1, 2", {}, {"a", "b"}),
        ("for a in x: b = 1", {}, {"a", "b"}),
        ("def f():\n    a = 1\nclass C:\n    b = 1\nf = lambda: (c := 1)\nasync def g():\n    d = 1", {}, {"f"}),
        ("a = (b := 1)", {}, {"a", "b"}),
        ("a.b = 1", {}, set()),
        ("a = f'{x}'", {}, {"a"}),
        ("a = 1 / 0", {}, {"a"}),
        ("a = {[]: 1}", {}, {"a"}),
        ("a = '\\d'", {"a": "\\d"}, set()),
        ("import a\nfrom b import c", {}, set()),
    ],
)
def test_names_that_are_set_to_literals_are_read(tmp_path, text, values, unread, recwarn):
    found = conf(tmp_path, text)
    assert (found.values, found.unread, found.exists, found.trouble, found.borrows) == (values, unread, True, "", False)
    assert not recwarn.list


def test_a_name_has_the_place_where_it_is_set_last(tmp_path):
    found = conf(tmp_path, "a = 1\nb = 2\n\nif x:\n    a = 3\nx.y = 1\nfor q in (): q[0] = 1\n")
    assert {name: (place.path, place.line, place.column) for name, place in found.places.items()} == {
        "a": ("conf.py", 5, 5),
        "b": ("conf.py", 2, 1),
        "q": ("conf.py", 7, 14),
    }
    assert found.place("a") == Place("conf.py", 5, 5)
    assert found.place("none") == Place("conf.py")
    assert ConfFile() == read_conf(tmp_path / "nowhere")
    assert not ConfFile().exists


@pytest.mark.parametrize(
    ("text", "borrows"),
    [
        ("from a import *", True),
        ("from a import b", False),
        ("import a", False),
        ("x = 1\nfrom .a import *\ny = 2", True),
    ],
)
def test_names_may_come_from_elsewhere(tmp_path, text, borrows):
    assert conf(tmp_path, text).borrows == borrows


def test_settings_that_conf_py_registers_itself_are_known(tmp_path):
    text = (
        "def setup(app):\n    app.add_config_value('a', 0, '')\n    if x:\n        app.add_config_value('b', default=1)\n"
        "    app.add_config_value(name, 1)\n    app.add_config_value(3, 1)\n    app.add_config_value()\n"
        "    app.connect('c', f)\n    add_config_value('d', 1)\n"
    )
    assert conf(tmp_path, text).registered == {"a", "b"}


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"a = 1\nb = (\n", "line 2 is no Python: "),
        (b"\n\nx y\n", "line 3 is no Python: "),
        (b"a = '\xe9'\n", "line 1 is no Python: "),
        (b"# coding: nosuch\n", "line 1 is no Python: "),
    ],
)
def test_a_conf_py_that_cannot_be_read_says_why(tmp_path, content, trouble):
    found = conf(tmp_path, content)
    assert found.exists
    assert found.trouble.startswith(trouble)
    assert len(found.trouble) > len(trouble)
    assert (found.values, found.places, found.unread) == ({}, {}, frozenset())


def test_a_conf_py_that_is_no_file_says_so(tmp_path):
    (tmp_path / "conf.py").mkdir()
    found = read_conf(tmp_path)
    assert found.exists
    assert found.trouble.startswith("it cannot be read: ")
    assert os.strerror(21) in found.trouble or "regular" in found.trouble


def test_a_conf_py_that_the_system_refuses_is_told_in_its_words(tmp_path):
    (tmp_path / "conf.py").symlink_to(tmp_path / "conf.py")
    assert read_conf(tmp_path).trouble == f"it cannot be read: {os.strerror(errno.ELOOP)}"


def test_a_conf_py_that_is_too_deep_says_so(tmp_path):
    found = conf(tmp_path, "a = " + "-" * 100_000 + "1")
    assert (found.exists, found.values) == (True, {})
    assert found.trouble


@pytest.mark.parametrize("content", [b"# coding: latin-1\na = '\xe9'\n", "\ufeffa = 'é'\n".encode()])
def test_python_decides_on_the_encoding(tmp_path, content):
    assert conf(tmp_path, content).values == {"a": "é"}
