"""Which files are read as data, what their bytes become, and how a file is replaced."""

from __future__ import annotations

import gc
import os
import struct
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import find_data_files, read_text, shown_path
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.loader.translations import read_translations
from sphinx_excellence.loader.unknown_settings import registered_elsewhere, unknown_settings
from sphinx_excellence.safe_reading import MAX_BYTES

SETTING = Place("conf.py", 3, 1)


def found(root, entries, **options):
    files, findings = find_data_files(root, entries, setting=SETTING, **options)
    assert findings == []
    return [shown_path(path, root) for path in files]


def fill(root: Path, *names: str, content: str = "x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_a_folder_gives_what_may_hold_records(tmp_path):
    fill(
        tmp_path, "data/b.yaml", "data/a.yml", "data/c.JSON", "data/in/d.Yaml", "data/e.txt", "data/.f.yaml",
        "data/g.schema.json", "data/H.Schema.JSON", "data/.hidden/i.yaml", "data/other/conf.py", "data/other/j.yaml",
        "data/yaml", "data/k.yaml.txt",
    )  # fmt: skip
    expected = ["data/a.yml", "data/b.yaml", "data/c.JSON", "data/in/d.Yaml"]
    assert found(tmp_path, ["data"]) == expected
    assert found(tmp_path, None) == expected


def test_what_is_named_is_read_whatever_it_is_called(tmp_path):
    fill(tmp_path, "data/e.txt", "data/.f.yaml", "data/other/conf.py", "data/other/j.yaml", "out/k.yaml")
    assert found(tmp_path, ["data/e.txt", "data/.f.yaml"]) == ["data/.f.yaml", "data/e.txt"]
    assert found(tmp_path, ["data/other"], without=[tmp_path / "data/other"]) == ["data/other/j.yaml"]
    assert found(tmp_path, ["out/k.yaml"], without=[tmp_path / "out"]) == ["out/k.yaml"]


def test_the_projects_own_folder_is_entered_though_its_conf_py_is_in_it(tmp_path):
    fill(tmp_path, "project/conf.py", "project/a.yaml", "b.yaml", "theirs/conf.py", "theirs/c.yaml")
    project = tmp_path / "project"
    assert found(project, ["."]) == ["a.yaml"]
    assert found(project, [".."]) == ["../b.yaml", "a.yaml"]


@pytest.mark.parametrize("made", ["build", "dist"])
def test_folders_of_builds_are_passed_over_below_the_project_itself(tmp_path, made):
    fill(tmp_path, "a.yaml", f"{made}/b.yaml", f"data/{made}/c.yaml")
    assert found(tmp_path, ["."]) == ["a.yaml", f"data/{made}/c.yaml"]


def test_what_builds_write_and_other_registries_are_no_data(tmp_path):
    fill(tmp_path, "data/a.yaml", "data/out/b.yaml", "data/core.json", "data/in/c.yaml")
    without = [tmp_path / "data/out", tmp_path / "data/core.json"]
    assert found(tmp_path, ["data"], without=without) == ["data/a.yaml", "data/in/c.yaml"]
    assert len(found(tmp_path, ["data"])) == 4


@pytest.mark.parametrize(
    ("content", "is_data"),
    [
        ('{"version": 1, "patterns": {}}', False),
        ('\n {\n "version": 1}', False),
        ('{"patterns": {}, "version": 1}', True),
        (" " * 300 + '{"version": 1}', True),
        ("", True),
    ],
)
def test_an_exported_registry_is_no_data_of_its_project(tmp_path, content, is_data):
    fill(tmp_path, "data/excellence.json", "data/Excellence.json", content=content)
    assert found(tmp_path, ["data"]) == (["data/Excellence.json", "data/excellence.json"] if is_data else [])
    fill(tmp_path, "data/excellence.json", "data/Excellence.json", content="{}")
    fill(tmp_path, "data/other.json", content=content)
    assert "data/other.json" in found(tmp_path, ["data"])


def test_a_file_is_read_once_however_it_is_reached(tmp_path):
    fill(tmp_path, "data/a.yaml", "data/in/b.yaml")
    (tmp_path / "data/c.yaml").symlink_to("a.yaml")
    (tmp_path / "data/again").symlink_to(tmp_path / "data")
    assert found(tmp_path, ["data", "data/a.yaml", "data/in", "data/in/b.yaml"]) == ["data/a.yaml", "data/in/b.yaml"]


def test_a_link_that_leads_nowhere_is_named_too(tmp_path):
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    assert found(tmp_path, ["gone.yaml"]) == ["gone.yaml"]


def test_a_registry_that_cannot_be_read_is_not_passed_over(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/excellence.json").symlink_to("nowhere")
    assert found(tmp_path, ["data"]) == ["data/excellence.json"]


def test_what_is_missing_is_told_and_the_rest_read(tmp_path):
    fill(tmp_path, "data/a.yaml", "more/b.yaml")
    files, findings = find_data_files(tmp_path, ["nowhere", "dta", "more"], setting=SETTING)
    assert [path.name for path in files] == ["b.yaml"]
    accepted = "a file or a folder, relative to the folder of conf.py"
    assert [(each.rule, each.place, each.severity, each.text, each.help) for each in findings] == [
        ("missing-data", SETTING, Severity.ERROR, "`excellence_data` names 'nowhere', which does not exist", accepted),
        (
            "missing-data", SETTING, Severity.ERROR, "`excellence_data` names 'dta', which does not exist",
            f"did you mean 'data'? accepted: {accepted}",
        ),
    ]  # fmt: skip


def test_where_nothing_is_named_the_usual_folder_is_missed(tmp_path):
    files, (finding,) = find_data_files(tmp_path, None, setting=SETTING)
    assert files == []
    assert (finding.rule, finding.place) == ("missing-data", SETTING)
    assert finding.text == "the folder 'data' does not exist, and `excellence_data` is not set"
    assert finding.help == "a file or a folder, relative to the folder of conf.py"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa\r\r\n", "a\n\n"),
        (b"\xc3\xa9", "é"),
        (b"a" * 1000, "a" * 1000),
    ],
)
def test_bytes_become_text(tmp_path, content, text):
    (tmp_path / "a.yaml").write_bytes(content)
    assert read_text(tmp_path / "a.yaml", tmp_path) == text


@pytest.mark.parametrize(
    ("content", "line", "column", "byte"),
    [
        (b"\xe9", 1, 1, "E9"),
        (b"a\n\xc3\xa9b\xff\xfe", 2, 3, "FF"),
        (b"a\r\nbc\x80", 2, 3, "80"),
        (b"\n\n\n\xc3", 4, 1, "C3"),
    ],
)
def test_a_byte_in_another_encoding_has_its_place(tmp_path, content, line, column, byte):
    (tmp_path / "a.yaml").write_bytes(content)
    assert read_text(tmp_path / "a.yaml", tmp_path) == Finding(
        "wrong-encoding",
        Place("a.yaml", line, column),
        "the byte 0x%s is not UTF-8",
        (byte,),
        "save the file as UTF-8",
        severity=Severity.ERROR,
    )


def test_a_file_of_the_greatest_size_is_read_and_none_above(tmp_path):
    path = tmp_path / "in" / "a.yaml"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(MAX_BYTES)
    assert len(read_text(path, tmp_path)) == MAX_BYTES
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    finding = read_text(path, tmp_path)
    assert (finding.rule, finding.place, finding.severity) == ("oversized-file", Place("in/a.yaml"), Severity.ERROR)
    assert finding.args == ("17",)
    assert finding.accepted_args == ("16",)


@pytest.mark.parametrize(
    ("make", "said", "accepted"),
    [
        (lambda path: path.mkdir(), "is not a regular file", "a file with records, or a link to one"),
        (os.mkfifo, "is not a regular file", "a file with records, or a link to one"),
        (lambda path: path.symlink_to("no"), "is a link to 'no', which does not exist", "a link to a file"),
        (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links", ""),
        (lambda path: None, "cannot be read: No such file or directory", ""),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, make, said, accepted):
    path = tmp_path / "a.yaml"
    make(path)
    finding = read_text(path, tmp_path)
    assert (finding.rule, finding.place, finding.severity) == ("unreadable-file", Place("a.yaml"), Severity.ERROR)
    assert (finding.text, finding.help) == (said, accepted)


def test_paths_are_named_from_the_root(tmp_path):
    assert shown_path(tmp_path / "a" / "b.yaml", tmp_path) == "a/b.yaml"
    assert shown_path(tmp_path / "b.yaml", tmp_path / "a") == "../b.yaml"


# A file in the place of another ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("durable", [True, False])
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o4755])
def test_a_file_keeps_its_rights_and_nothing_is_left_beside_it(tmp_path, mode, durable):
    path = tmp_path / "a"
    replace_content(path, b"one", durable=durable)
    assert path.stat().st_mode & 0o7777 == 0o644
    path.chmod(mode)
    replace_content(path, b"two", durable=durable)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"two", mode)
    assert list(tmp_path.iterdir()) == [path]


def test_only_what_must_last_is_waited_for(tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr(os, "fsync", waited.append)
    replace_content(tmp_path / "a", b"one", durable=False)
    assert waited == []
    replace_content(tmp_path / "a", b"two")
    assert len(waited) == 1
    assert (tmp_path / "a").read_bytes() == b"two"


def test_a_part_is_written_beside_the_file_under_a_hidden_name(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(Path, "replace", lambda self, target: seen.append((self, self.read_bytes(), target)))
    replace_content(tmp_path / "a.json", b"one")
    ((made, content, target),) = seen
    assert (made.parent, content, target) == (tmp_path, b"one", tmp_path / "a.json")
    assert made.name.startswith(".a.json.")


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_what_cannot_be_put_in_place_is_taken_away_again(tmp_path, monkeypatch, error):
    def fail(self, target):
        raise error

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(type(error)):
        replace_content(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_the_first_error_is_told_where_the_part_is_gone_too(tmp_path, monkeypatch):
    def fail(self, target):
        self.unlink()
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        replace_content(tmp_path / "a", b"new")


def test_the_collector_rests_inside_and_is_afterwards_what_it_was():
    assert gc.isenabled()
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), without_collection():
        raise KeyError
    assert gc.isenabled()


# Translations ---------------------------------------------------------------------------------------------------------


def catalogue(path: Path, messages: dict[object, object]) -> Path:
    made = Catalog(locale="de")
    for message, translation in messages.items():
        made.add(message, translation)
    with path.open("wb") as file:
        write_mo(file, made)
    return path


def test_the_catalogue_that_is_named_first_decides(tmp_path):
    first = catalogue(tmp_path / "b.mo", {"One": "Eins", "Two": "  ", ("file", "files"): ("Datei", "Dateien")})
    second = catalogue(tmp_path / "a.mo", {"One": "Ein", "Two": "Zwei", "Three": "Drei"})
    assert read_translations([first, second]) == {"One": "Eins", "Two": "Zwei", "Three": "Drei"}
    assert read_translations([second, first]) == {"One": "Ein", "Two": "Zwei", "Three": "Drei"}
    assert read_translations([]) == {}


def test_catalogues_of_the_other_byte_order_are_read(tmp_path):
    ids, texts = b"One\0", b"Eins\0"
    at = 28 + 16
    header = struct.pack(">7I", 0x950412DE, 0, 1, 28, 36, 0, at)
    table = struct.pack(">4I", 3, at, 4, at + len(ids))
    (tmp_path / "a.mo").write_bytes(header + table + ids + texts)
    assert read_translations([tmp_path / "a.mo"]) == {"One": "Eins"}


@pytest.mark.parametrize(
    "content", [b"", b"\xde\x12", b"\xde\x12\x04\x95", b"no catalogue", None, b"\xde\x12\x04\x95" + b"\xff" * 40]
)
def test_what_is_no_catalogue_is_passed_over(tmp_path, content):
    bad = tmp_path / "a.mo"
    if content is not None:
        bad.write_bytes(content)
    good = catalogue(tmp_path / "b.mo", {"One": "Eins"})
    assert read_translations([bad, good]) == {"One": "Eins"}


# Names that look like settings ----------------------------------------------------------------------------------------


def told(names, registered=()):
    findings = unknown_settings(names, registered, lambda name: Place("conf.py", len(name)))
    assert all((each.rule, each.severity) == ("unknown-setting", Severity.WARNING) for each in findings)
    assert all(each.place == Place("conf.py", len(each.args[0])) for each in findings)
    return [(each.text, each.help) for each in findings]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("excellence_dta", "excellence_data"),
        ("excellence_as_off", "excellence_as_of"),
        ("typst_papr", "typst_paper"),
        ("typst_front_mater", "typst_front_matter"),
        ("excelence_data", "excellence_data"),
        ("typts_template", "typst_template"),
    ],
)
def test_a_name_that_resembles_a_setting_is_told_with_it(name, near):
    assert told([name]) == [(f"unknown setting '{name}'", f"did you mean '{near}'?")]
    assert told([name], [name]) == []


def test_a_name_that_resembles_none_is_told_with_all_of_its_prefix():
    ((text, accepted),) = told(["excellence_zzzzzz"])
    assert text == "unknown setting 'excellence_zzzzzz'"
    assert accepted == (
        "accepted: excellence_as_of, excellence_base, excellence_data, excellence_editions, excellence_external, "
        "excellence_feedback, excellence_feeds, excellence_foreign_keys, excellence_heading_anchors, excellence_instant_search, excellence_navigation, excellence_pages, excellence_published_files, excellence_queries, excellence_reread, "
        "excellence_rules, excellence_search_code, excellence_sections, excellence_social_cards, excellence_templates"
    )
    ((_, accepted),) = told(["typst_zzzzzz"])
    assert accepted.count("typst_") == 19
    assert accepted.startswith("accepted: typst_accent, typst_appendices, ")


def test_names_are_told_once_in_order_and_others_not_at_all():
    names = [
        "typst_papr",
        "excellence_dta",
        "typst_papr",
        "extensions",
        "_excellence_dta",
        "data",
        "html_theme",
        "rules",
    ]
    assert [text for text, _ in told(names)] == ["unknown setting 'excellence_dta'", "unknown setting 'typst_papr'"]


@pytest.mark.parametrize(
    ("names", "extensions", "owned"),
    [
        (["excellence_x", "typst_x", "other"], [], set()),
        (["excellence_x", "typst_x", "other"], ["my_typst"], {"typst_x"}),
        (["excellence_x", "typst_x", "other"], ("a.excellence.b", "c"), {"excellence_x"}),
        (["excellence_x", "typst_x"], ["sphinx_excellence", "sphinx_excellence.typst"], set()),
        (["excellence_x", "typst_x"], ["sphinx_excellence_more"], {"excellence_x"}),
        (["excellence_x"], [1, None, "excellence"], {"excellence_x"}),
        (["excellence_x"], "excellence", set()),
        (["excellence_x"], {"excellence"}, set()),
        # Only Python can tell which extensions there are: what resembles a setting is one misspelled.
        (["excellence_zzzzz", "excellence_dta", "other"], None, {"excellence_zzzzz"}),
    ],
)
def test_names_that_another_extension_may_have_registered_are_its_own(names, extensions, owned):
    assert registered_elsewhere(names, extensions) == owned
