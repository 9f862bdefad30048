"""What a page loads when its form is used: the same elements as in the page, in a file that comes and goes with it."""

from __future__ import annotations

import html
import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

#: What could end a string, a script or an attribute, were it not escaped.
HOSTILE = """</script><img src=x onerror=alert(1)> ' " \\ \\' \u2028 & &lt; <!-- ]]> ${1} `"""
TREE = {
    "patterns": {
        "one": {"title": HOSTILE, "tier": "gold", "problems": ["a"], "summary": HOSTILE, "best_for": [HOSTILE]},
        "two": {"title": "Two", "tier": "silver", "problems": ["a"], "summary": "*One*\n*after* `another`"},
    },
    "selectors": {
        "which": {
            "title": "Which",
            "scales": {"small": {"title": "Small"}},
            "problems": {
                "a": {
                    "title": "Problem",
                    "summary": HOSTILE,
                    "recommend": {"small": {"gold": [{"pattern": "one", "note": HOSTILE}], "silver": ["two"]}},
                }
            },
        }
    },
}
SELECTOR = "```{pattern-selector} which\n```\n"
PART = "```{pattern-selector} which\n:problem: a\n```\n"
FILES = {
    "data/all.json": json.dumps(TREE),
    "source/index.md": "# Home\n\n```{toctree}\nguides/a b\ntwo\n```\n",
    "source/guides/a b.md": f"# Guide\n\n{SELECTOR}\n{PART}",
    "source/two.md": "# Two\n\n```{pattern-tier}\n```\n",
}
FOLDER = "_static/excellence-parts"


def parts_of(out, page):
    """Return the places in a page where something is loaded, and the file of each."""
    places = BeautifulSoup((out / page).read_text(encoding="utf-8"), "html.parser").select("[data-part]")
    paths = [posixpath.join(posixpath.dirname(page), unquote(urlsplit(each["data-part"]).path)) for each in places]
    return list(zip(places, (out / posixpath.normpath(path) for path in paths), strict=True))


def written_in(file):
    """Return the elements that a file hands over, read as a browser reads the string in it."""
    (quoted,) = re.fullmatch(
        r"document\.currentScript\.written=JSON\.parse\('(.*)'\);\n", file.read_text("utf-8"), re.DOTALL
    ).groups()
    assert re.fullmatch(r"(?:[^'\\\n]|\\['\\])*", quoted)
    return json.loads(re.sub(r"\\(['\\])", r"\1", quoted))


def markup(written):
    """Return the markup of elements."""
    if isinstance(written, str):
        return html.escape(written, quote=False)
    name, attributes, *inside = written
    given = "".join(f' {each}="{html.escape(value)}"' for each, value in attributes.items())
    return f"<{name}{given}>{''.join(markup(each) for each in inside)}</{name}>"


def told(soup):
    """Return the elements of a soup with what they say, in order; where they lead to, each builder has its own address."""
    return [(each.name, {**each.attrs, "href": ""}, " ".join(each.get_text(" ").split())) for each in soup.find_all()]


@pytest.mark.parametrize(
    ("builder", "page"),
    [("html", "guides/a b.html"), ("dirhtml", "guides/a b/index.html"), ("singlehtml", "index.html")],
)
def test_the_file_holds_what_would_be_in_the_page_and_nothing_else(project, builder, page):
    project.write(FILES)
    built = project.build(builder)
    assert built.warnings == []
    found = parts_of(built.out, page)
    assert [file.name for _place, file in found] == [
        f"{'index' if builder == 'singlehtml' else 'a b'}.{n}.js" for n in (1, 2)
    ]
    data = json.loads(project.build("json").text("guides/a b.fjson"))
    whole = BeautifulSoup(data["body"], "html.parser").select("[data-loading]")
    assert len(whole) == 2
    for (place, file), inline in zip(found, whole, strict=True):
        assert place.find_all() == []
        loaded = BeautifulSoup("".join(map(markup, written_in(file))), "html.parser")
        assert not loaded.find_all(["script", "img"])
        assert told(loaded) == told(inline)
        links = {urlsplit(link["href"]).path for link in loaded.select("a[href]")}
        if builder != "singlehtml":
            assert links
            assert all((built.out / posixpath.dirname(page) / unquote(link)).exists() for link in links)


def test_files_follow_the_records_and_go_with_the_selector_and_with_the_page(project):
    project.write(FILES)
    first = project.build("html")
    (place, file), (_place, second) = parts_of(first.out, "guides/a b.html")
    before = file.read_bytes()
    project.write({"data/all.json": json.dumps(TREE).replace("Two", "Another")})
    (changed, again), _second = parts_of(project.build("html").out, "guides/a b.html")
    assert again == file
    assert again.read_bytes() != before
    assert changed["data-part"] != place["data-part"]
    clean = project.build("html", out="clean", doctrees="clean-doctrees")
    assert [path.read_bytes() for path in (file, second)] == [
        path.read_bytes() for _place, path in parts_of(clean.out, "guides/a b.html")
    ]
    project.write({"source/guides/a b.md": f"# Guide\n\n{SELECTOR}"})
    assert [file.is_file() for file in (project.build("html").out / FOLDER / f"guides/a b.{n}.js" for n in (1, 2))] == [
        True,
        False,
    ]
    project.write({"source/guides/a b.md": "# Guide\n"})
    assert not (project.build("html").out / FOLDER).exists()
    project.write({"source/guides/a b.md": f"# Guide\n\n{SELECTOR}"})
    assert (project.build("html").out / FOLDER).is_dir()
    (project.root / "source/guides/a b.md").unlink()
    project.write({"source/index.md": "# Home\n\n```{toctree}\ntwo\n```\n"})
    assert not (project.build("html").out / FOLDER).exists()


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_where_no_script_runs_there_is_no_file(project, builder):
    project.write(FILES)
    assert not (project.build(builder).out / FOLDER).exists()
