"""Feeds: valid, the same from every build, at addresses that lead somewhere, and only where the site has an address."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

BASE = "https://docs.example.org/kb/"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]> <b>&amp;</b> & \" ' odd {x}"
CONF = f'\nhtml_baseurl = "{BASE}"\nexcellence_as_of = "2026-06-30"\nsuppress_warnings = ["excellence"]\n'
DATA = f"""
categories:
  data: {{title: {json.dumps("Data " + HOSTILE)}}}
patterns:
  saga:
    title: {json.dumps("Saga " + HOSTILE)}
    category: data
    tier: gold
    history:
      - {{date: 2025-01-10, tier: silver, reason: {json.dumps("<script>alert(1)</script> [it](adr-1) [x](javascript:alert(1)) **b**")}}}
      - {{date: 2026-03, tier: gold, reason: "It [works](https://example.org/?a=1&b=2)", decision: adr-1}}
  homeless: {{title: Homeless, tier: gold, category: "Odd / Ä", history: [{{date: 2026-04-01, tier: gold}}]}}
decisions:
  adr-1: {{title: Use sagas, status: accepted, date: 2026-02-01, summary: We try., decision: Yes.}}
"""
SITE = {
    "data/all.yaml": DATA,
    "source/index.md": "# Home\n\n```{toctree}\nsub/saga\nsub/adr\n```\n\n```{what-changed}\n:category: data\n```\n",
    "source/sub/saga.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
    "source/sub/adr.md": "# ADR\n\n```{adr} adr-1\n```\n\n```{what-changed}\n```\n",
}


@pytest.fixture
def site(project):
    conf = (project.root / "conf.py").read_text(encoding="utf-8")
    project.write({**SITE, "conf.py": conf + CONF})
    return project


def feeds(result):
    """Return every file of the feeds by its path."""
    folder = result.out / "_feeds"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def is_moment(text):
    return re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", text) and datetime.fromisoformat(text)


def test_atom_keeps_the_rules_of_its_standard(site):
    for name, content in feeds(site.build()).items():
        if not name.endswith(".atom"):
            continue
        assert feedparser.parse(content).bozo == 0
        feed = fromstring(content)
        for holder in (feed, *feed.iter(f"{ATOM}entry")):
            for required in ("id", "title", "updated"):
                (found,) = holder.findall(f"{ATOM}{required}")
                assert found.text.strip()
            assert is_moment(holder.find(f"{ATOM}updated").text)
            assert urlsplit(holder.find(f"{ATOM}id").text).scheme == "https"
            links = [(link.get("rel"), link.get("type")) for link in holder.findall(f"{ATOM}link")]
            assert len(set(links)) == len(links)
        assert feed.find(f"{ATOM}author/{ATOM}name").text == "Test"
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{BASE}_feeds/{name}"
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids) > 0
        days = [entry.findtext(f"{ATOM}updated") for entry in entries]
        assert [feed.findtext(f"{ATOM}updated"), *days[1:]] == sorted(days, reverse=True)
        assert all(entry.find(f"{ATOM}content").get("type") == "html" for entry in entries)


def test_json_feed_has_what_its_version_requires_and_says_the_same(site):
    files = feeds(site.build())
    assert {name.rpartition(".")[0] for name in files} == {
        "changes", "category/data", next(name[:-5] for name in files if "odd" in name)}  # fmt: skip
    for name, content in files.items():
        if name.endswith(".json"):
            feed = json.loads(content)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["feed_url"] == f"{BASE}_feeds/{name}"
            assert feed["title"]
            parsed = feedparser.parse(files[name.replace(".json", ".atom")])
            assert [item["id"] for item in feed["items"]] == [entry.id for entry in parsed.entries]
            assert all(item["content_html"] and is_moment(item["date_published"]) for item in feed["items"])
            assert all(isinstance(tag, str) for item in feed["items"] for tag in item["tags"])


def test_what_titles_and_reasons_hold_stays_text(site):
    feed = json.loads(feeds(site.build())["changes.json"])
    first = next(item for item in feed["items"] if "2025-01-10" in item["id"])
    content = BeautifulSoup(first["content_html"], "html.parser")
    assert first["title"].startswith(f"Saga {HOSTILE}")
    assert {tag.name for tag in content.find_all()} == {"p", "a", "strong"}
    assert "<script>alert(1)</script>" in content.get_text()
    assert all(link["href"].startswith(BASE) for link in content.find_all("a"))
    homeless = next(item for item in feed["items"] if "homeless" in item["id"])
    assert "url" not in homeless


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_entries_and_links_lead_to_pages_and_files(site, builder):
    result = site.build(builder)
    feed = json.loads(feeds(result)["changes.json"])
    pages = [item["url"] for item in feed["items"] if "url" in item]
    for address in (feed["home_page_url"], feed["feed_url"], *pages):
        path, _, anchor = address.removeprefix(BASE).partition("#")
        file = result.out / path
        text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text
    for name in ("index.html", "sub/adr.html" if builder == "html" else "index.html"):
        page = BeautifulSoup(result.text(name), "html.parser")
        links = page.select("link[rel=alternate][type$=xml], link[rel=alternate][type$=json], .excellence-feeds a")
        assert len(links) >= 4
        assert all((result.out / name).parent.joinpath(link["href"]).is_file() for link in links)
    offered = BeautifulSoup(result.text("index.html"), "html.parser").select(".excellence-feeds a")
    assert {"_feeds/category/data.atom", "_feeds/category/data.json"} <= {link["href"] for link in offered}


def test_every_build_writes_the_same(site):
    first = feeds(site.build("html"))
    other = feeds(site.build("html", "-j", "2", out="other", doctrees="other-doctrees"))
    assert first == other
    # Back and forth again, and what the next day brings.
    site.write({"data/all.yaml": DATA.replace("It [works]", "It still [works]")})
    assert feeds(site.build("html")) != first
    later = feeds(site.build("html", "-D", "excellence_as_of=2026-02-15"))
    assert b"2026-03" not in later["changes.atom"]
    site.write({"data/all.yaml": DATA})
    assert feeds(site.build("html")) == first
    (site.root / "out-html/_feeds/changes.atom").unlink()
    assert feeds(site.build("html")) == first


def test_ids_stay_when_pages_move(site):
    def ids(files):
        return [item["id"] for item in json.loads(files["changes.json"])["items"]]

    before = feeds(site.build("html"))
    (site.root / "source/sub/saga.md").rename(site.root / "source/moved.md")
    site.write({"source/index.md": SITE["source/index.md"].replace("sub/saga", "moved")})
    after = feeds(site.build("html"))
    assert after["changes.json"] != before["changes.json"]
    assert ids(after) == ids(before)


@pytest.mark.parametrize("off", ["html_baseurl=", "html_baseurl=/kb/", "excellence_feeds=0"])
def test_without_an_address_or_when_off_there_are_none(site, off):
    on = site.build("html")
    assert feeds(on)
    result = site.build("html", "-D", off)
    assert not (result.out / "_feeds").exists()
    assert "_feeds" not in result.text("index.html")
    assert "2026-03" in result.text("index.html")
    assert feeds(site.build("html"))
    assert "_feeds/changes.atom" in site.build("html").text("index.html")


def test_addresses_have_nothing_but_characters_of_a_uri(site):
    conf = (site.root / "conf.py").read_text(encoding="utf-8")
    site.write({"conf.py": conf.replace(BASE, r"https://docs.example.org/\"><b>\u00e4")})
    feed = json.loads(feeds(site.build())["changes.json"])
    addresses = [feed["feed_url"], feed["home_page_url"], *(item["id"] for item in feed["items"])]
    assert all(address.startswith("https://docs.example.org/%22%3E%3Cb%3E%C3%A4/") for address in addresses)


def test_nothing_to_tell_is_no_feed(site):
    site.write({"data/all.yaml": "patterns:\n  saga: {title: Saga}\ndecisions:\n  adr-1: {title: A}\n",
                "source/index.md": SITE["source/index.md"].replace(":category: data\n", "")})  # fmt: skip
    result = site.build("html")
    assert not (result.out / "_feeds").exists()
    assert "alternate" not in result.text("index.html")


def test_a_page_of_the_last_months_is_read_again_on_another_day(site):
    assert "2026-03" in site.build("html").text("sub/adr.html")
    assert "2026-03" not in site.build("html", "-D", "excellence_as_of=2028-01-01").text("sub/adr.html")
