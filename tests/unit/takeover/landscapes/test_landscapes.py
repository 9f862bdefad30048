"""A landscape.yml and the data of web-features become patterns; a landscape goes back as it came."""

from __future__ import annotations

import json

import pytest
import yaml

from sphinx_excellence.takeover.formats import UnreadableSource
from tests.unit.takeover.taking_over import exported, findings, source_of, taken_over, write_tree

LANDSCAPE = """
landscape:
  - category:
    name: Build
    subcategories:
      - subcategory:
        name: CI & more
        items:
          - item:
            name: A
            description: Does *this* & <that>.
            homepage_url: https://a.example
            logo: a_b.svg
            project: graduated
            open_source: false
            second_path: [Ship / CI & more, "Ship / Empty"]
            additional_repos: [{repo_url: "https://r.example"}]
            extra: {slack_url: "https://s.example", chat_channel: "#a", "odd key": 1, use: "one\\ntwo", people: [x, y]}
          - item:
            name: A
            homepage_url: no address
            logo: b.svg
            second_path: Nowhere / At all
      - subcategory:
        name: Empty
        items: []
  - category:
    name: Ship
    subcategories:
      - {subcategory: null, name: CI & more, items: [{item: null, name: 123, homepage_url: "https://n.example", logo: n.svg}]}
      - {subcategory: null, name: Empty, items: null}
"""
FEATURES = {
    "browsers": {},
    "groups": {"css": {"name": "CSS"}, "grid": {"name": "Grid", "parent": "css"}},
    "features": {
        "subgrid": {
            "kind": "feature", "name": "Subgrid <x>", "description": "A", "description_html": "A <code>b*</code>",
            "group": ["grid"], "spec": ["https://s.example/#a"], "caniuse": ["css-subgrid"],
            "status": {"baseline": "low", "baseline_low_date": "2023-09-15", "support": {"chrome": "117"}},
        },
        "old": {"kind": "moved", "redirect_target": "subgrid"},
        "both": {"kind": "split", "redirect_targets": ["subgrid", "rare"]},
        "rare": {"kind": "feature", "name": "Rare", "status": {"baseline": False, "support": {}}},
        "wide": {
            "kind": "feature", "name": "Wide",
            "status": {"baseline": "high", "baseline_low_date": "≤2020-01-15", "baseline_high_date": "2022-07-15"},
        },
    },
}  # fmt: skip


def test_items_are_patterns_with_categories_and_own_fields(tmp_path):
    source = source_of(write_tree(tmp_path, {"landscape.yml": LANDSCAPE}))
    found = {record.id: record.values for record in source.records}
    definitions = source.settings["definitions"]
    assert list(found) == ["a", "a-ci-and-more", "123"]
    first = found["a"]
    assert first["category"] == ["build-ci-and-more", "ship-ci-and-more", "ship-empty"]
    assert (first["logo"], first["project"], first["homepage_url"]) == ("a_b.svg", "graduated", "https://a.example")
    assert (first["extra_slack_url"], first["extra_people"]) == ("https://s.example", ["x", "y"])
    assert first["summary"] == r"Does \*this\* & \<that\>."
    assert all(word in first["kept"] for word in ("open_source", "additional_repos", "odd key", r"one\ntwo"))
    assert "Nowhere / At all" in found["a-ci-and-more"]["kept"]
    assert definitions["categories"]["build-ci-and-more"]["parent"] == "build"
    assert not any("tier" in values for values in found.values())


def test_a_landscape_goes_back_as_it_came(tmp_path):
    root = write_tree(tmp_path / "a", {"landscape.yml": LANDSCAPE})
    project = taken_over(root, tmp_path / "b")
    assert findings(project, "--ignore", "duplicate-title") == ""
    exported(project, "landscape", tmp_path / "c")
    again = yaml.safe_load((tmp_path / "c" / "landscape.yml").read_text())["landscape"]
    first = yaml.safe_load(LANDSCAPE)["landscape"]

    def items(landscape):
        return {
            (category["name"], subcategory["name"], str(item["name"]), item["logo"]): {
                **item,
                "name": str(item["name"]),
            }
            for category in landscape
            for subcategory in category["subcategories"]
            for item in subcategory["items"] or ()
        }

    assert items(again) == items(first)
    assert [category["name"] for category in again] == ["Build", "Ship"]


def test_what_says_nothing_goes_back_too(tmp_path):
    """Folded texts, values that are empty, blanks in names, references of characters, keys that are missing."""
    text = """
landscape:
  - category:
    name: Z
    subcategories:
      - subcategory:
        name: One
        items:
          - name: A  b
            homepage_url:
            logo: a.svg
            description: x &#39;y&#39; &amp; z
            repos: []
            extra:
              use: >
                One.

                Two
                three.
              url: ''
          - {item: null, name: C, homepage_url: "https://c.example", logo: c.svg, description: null, extra: {}}
      - {subcategory: null, name: Two, items: []}
  - category:
    name: A
    subcategories:
      - subcategory: null
        name: Two
        items: [{item: null, name: D, homepage_url: "https://d.example", logo: d.svg, extra: null}]
      - subcategory: null
        name: One
        items: [{item: null, name: E, homepage_url: "https://e.example", logo: e.svg}]
  - {category: null, name: Empty, subcategories: []}
"""
    project = taken_over(write_tree(tmp_path / "a", {"landscape.yml": text}), tmp_path / "b")
    exported(project, "landscape", tmp_path / "c")
    assert yaml.safe_load((tmp_path / "c" / "landscape.yml").read_text()) == yaml.safe_load(text)


def test_keys_of_categories_are_told(tmp_path):
    text = LANDSCAPE.replace("name: Build\n", "name: Build\n    colour: red\n    note: x\n")
    source = source_of(write_tree(tmp_path, {"landscape.yml": text}))
    (note,) = (each for each in source.notes if each.lossy)
    assert (note.kind, note.line) == ("keys-left-out", 3)
    assert "'Build': `colour`, `note`: left out" in str(note.text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("landscape:\n  - category:\n    name: [x\n    subcategories:\n", ["landscape.yml:4:", "accepted"]),
        ("landscape: {subcategories: 3}\n#subcategories:", ["landscape.yml:1:12", "a list of categories"]),
        ("landscape:\n  subcategories: !!python/object:os.system x\n", ["landscape.yml:2:"]),
        (b"landscape: # subcategories:\n \xff", ["landscape.yml:2:2", "accepted"]),
    ],
)
def test_a_landscape_that_cannot_be_read_gets_one_message(tmp_path, text, words):
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, {"landscape.yml": text}))
    message = str(caught.value.args[0])
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    "part", ["3", "{name: x}", "{name: x, subcategories: 3}", "{name: 3, subcategories: []}", "null"]
)
def test_what_is_no_category_is_left_out_and_told(tmp_path, part):
    source = source_of(write_tree(tmp_path, {"landscape.yml": LANDSCAPE + f"  - {part}\n"}))
    assert len(source.records) == 3
    lossy = [note for note in source.notes if note.lossy]
    assert [note.line for note in lossy] == ([] if part == "{name: x}" else [LANDSCAPE.count("\n") + 1])


def test_features_have_tiers_and_histories_as_far_as_days_are_exact(tmp_path):
    source = source_of(write_tree(tmp_path, {"data.json": json.dumps(FEATURES)}))
    found = {record.id: record.values for record in source.records}
    assert list(found) == ["subgrid", "rare", "wide"]
    assert (found["subgrid"]["tier"], found["subgrid"]["history"]) == (
        "newly-available", [{"date": "2023-09-15", "tier": "newly-available"}],
    )  # fmt: skip
    assert found["wide"]["history"] == [{"date": "2022-07-15", "tier": "widely-available"}]
    assert "≤2020-01-15" in found["wide"]["kept"]
    assert found["rare"]["tier"] == "limited-availability"
    assert found["subgrid"]["aliases"] == ["old"]
    assert (found["subgrid"]["category"], found["subgrid"]["summary"]) == (["grid"], "A `b*`")
    assert [note.kind for note in source.notes if note.lossy] == ["split-feature", "other-data"]


def test_features_become_a_project_without_findings(tmp_path):
    project = taken_over(write_tree(tmp_path / "a", {"data.json": json.dumps(FEATURES)}), tmp_path / "b")
    assert findings(project) == ""


@pytest.mark.parametrize(
    "feature", [3, {"name": 3}, {"kind": {"a": 1}, "name": "x"}, {"kind": "moved", "redirect_target": ["subgrid"]}, {}]
)
def test_what_is_no_feature_is_left_out_and_told(tmp_path, feature):
    data = {"features": {"x": feature, **FEATURES["features"]}, "groups": {"css": {"parent": ["css"]}, "a": 3}}
    source = source_of(write_tree(tmp_path, {"data.json": json.dumps(data)}))
    assert "x" not in {record.id for record in source.records}
    assert len([note for note in source.notes if note.lossy]) == 2


def test_the_lines_of_a_description_go_back_until_the_text_is_changed(tmp_path):
    text = "One.\\n\\nTwo  *three*.\\n"
    one = LANDSCAPE.replace("Does *this* & <that>.", f'"{text}"')
    project = taken_over(write_tree(tmp_path / "a", {"landscape.yml": one}), tmp_path / "b")

    def description(into):
        exported(project, "landscape", tmp_path / into)
        made = yaml.safe_load((tmp_path / into / "landscape.yml").read_text())["landscape"]
        return next(item["description"] for item in made[0]["subcategories"][0]["items"] if "description" in item)

    assert description("c") == "One.\n\nTwo  *three*.\n"
    data = project / "data/patterns.yaml"
    data.write_text(data.read_text().replace("summary: One.", "summary: Zero.", 1))
    assert description("d") == "Zero. Two *three*."
