"""Old addresses: those that rules name, those that cannot be, and what stands in a page that leads on."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.mkdocs.redirects import redirects

PAGES = {"index.md": "index.md", "guide/a.md": "guide/a.md", "b.md": "b.md"}


def led(rules=(), moves=None, urls=None, *, directory_urls=True):
    found, notes = redirects(
        urls or {}, PAGES, moves or {}, tuple(rules), directory_urls=directory_urls, config_name="mkdocs.yml"
    )
    return found, [(note.kind, note.path) for note in notes]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (("/v1/(.*)", "/$1"), {"v1/index.html": "../", "v1/guide/a/index.html": "../../../guide/a/",
                               "v1/b/index.html": "../../b/"}),
        (("^/old/([a-z]+)/$", "/guide/$1/"), {"old/a/index.html": "../../guide/a/"}),
        ((r"/(\w+)/(\w+)\.html", "/$2/$1/"), {"a/guide.html": "../guide/a/"}),
        ((r"/x/(a|(c))/", "/guide/$1/"), {"x/a/index.html": "../../guide/a/"}),
        (("/gone/", "/b/#x"), {"gone/index.html": "../b/#x"}),
        (("/gone/", "https://a.example/x"), {"gone/index.html": "https://a.example/x"}),
    ],
)  # fmt: skip
def test_a_rule_gives_a_redirect_for_each_page_that_it_leads_to(rule, expected):
    assert led([rule]) == (expected, [])


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (("/v1/(.*)", "/nowhere/$1"), "rule-without-redirects"),
        (("/v1/([0-9]+)/", "/$1/"), "rule-without-redirects"),
        (("/v1/.*", "/b/"), "rule-without-redirects"),
        (("/v1/(.*)/?", "/$1/"), "rule-without-redirects"),
        (("/(v1|v2)/(.*)", "/$2"), "rule-without-redirects"),
        (("/v1/(?:.*)", "/b/"), "rule-without-redirects"),
        (("/gone/", "/nowhere/"), "dead-redirect"),
        (("/gone/", "javascript:alert(1)"), "dead-redirect"),
        (("/../gone/", "/b/"), "rule-without-redirects"),
        ((r"/\.\./gone/", "/b/"), "refused-redirect"),
        (("https://a.example/gone/", "/b/"), "rule-without-redirects"),
        ((r"https://a\.example/gone/", "/b/"), "refused-redirect"),
        ((r"/a\*/", "/b/"), "refused-redirect"),
    ],
)
def test_a_rule_that_makes_no_redirects_is_told(rule, kind):
    assert led([rule]) == ({}, [(kind, "takeover.yaml")])


@pytest.mark.parametrize("old", ["../out.md", "https://a.example/x.md", "a\nb.md", "a*.md", "a/../../x.md", "a\x00.md"])
def test_what_is_no_address_of_the_site_is_refused_and_told(old):
    assert led(moves={old: "b.md"}) == ({}, [("refused-redirect", "mkdocs.yml")])
    assert led(urls={"b.md": old}) == ({}, [("refused-redirect", "b.md")])


@pytest.mark.parametrize("new", ["b.md#\"><script>alert('x')</script>", "https://a.example/\"><script> '\n"])
def test_nothing_of_an_address_is_markup(new):
    found, _ = led(moves={"old.md": new})
    assert not set(found["old/index.html"]) & set("\"'<> \n")


def test_a_page_is_not_overwritten():
    assert led(moves={"b/index.md": "index.md", "b/index.html": "index.md"}) == ({}, [])
    assert led([("/b.html", "/")], directory_urls=False)[0] == {}
