"""The harness itself: each of its checks notices the fault that it is for, and none where there is none."""

from __future__ import annotations

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.keys import walk_by_keys
from tests.browser.looking import cut_off, excess_width, unseen_texts
from tests.browser.watching import Watch

STYLE = "body { margin: 0 } :focus-visible { outline: 2px solid }"
SOUND = "<p>All is well.</p><p><a href='#x'>Here</a> <button>Press</button></p>"


@pytest.fixture
def show(tmp_path, open_folder):
    """Return a function that opens a page with this in its main part."""

    def shown(body, style="", **options):
        (tmp_path / "page.html").write_text(
            f"<!doctype html><html lang=en><title>A page</title><style>{STYLE}{style}</style>"
            f"<body><div role=main><h1>A page</h1>{body}</div></body></html>"
        )
        return open_folder(tmp_path, "page.html", **options)

    return shown


def test_a_sound_page_has_no_fault(show, axe_script):
    page = show(SOUND, width=320)
    assert (excess_width(page), unseen_texts(page), cut_off(page)) == (0, [], [])
    assert not walk_by_keys(page)
    assert ours(run_axe(page, axe_script)) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<script>console.error('oh')</script>", "page.html: said oh"),
        ("<script>console.warn('hm')</script>", "page.html: said hm"),
        ("<script>throw new Error('no')</script>", "page.html: raised no"),
        ("<img alt='' src='gone.png'>", "page.html: got 404 for http://127.0.0.1:"),
        ("<img alt='' src='https://cdn.example.org/x.png'>", "page.html: asked for https://cdn.example.org/x.png"),
    ],
)
def test_what_goes_wrong_in_a_page_is_noted(browser, serve, tmp_path, body, told):
    (tmp_path / "page.html").write_text(f"<!doctype html><title>A page</title>{body}")
    base = serve(tmp_path)
    page = browser.new_page()
    watch = Watch(page, base)
    page.goto(f"{base}page.html")
    page.close()
    assert any(problem.startswith(told) for problem in watch.problems), watch.problems


def test_nothing_leaves_the_machine(browser):
    page = browser.new_page()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://localhost.example.org/")
    page.close()


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p class=x>Gone</p>", ".x { display: none }"),
        ("<p class=x>Gone</p>", ".x { visibility: hidden }"),
        ("<p class=x>Gone</p>", ".x { opacity: 0 }"),
        ("<details><summary>More</summary><p class=x>Gone</p></details>", ""),
    ],
)
def test_text_that_is_not_shown_is_found(show, body, style):
    assert unseen_texts(show(body, style, script=False)) == ["p.x: Gone"]


def test_what_is_cut_off_is_found(show):
    (found,) = cut_off(show("<pre>{}</pre>".format("long " * 99), "pre { overflow: auto }", media="print", width=700))
    assert found.startswith("pre.: long")
    assert cut_off(show("<p class=x>Wide</p>", ".x { width: 900px }", media="print", width=700)) == ["p.x: Wide"]
    assert excess_width(show("<p class=x>Wide</p>", ".x { width: 900px }", width=320)) == 580


def test_the_walk_finds_what_is_not_reached_not_marked_or_does_not_let_go(show):
    walk = walk_by_keys(show("<input type=checkbox id=c hidden><label for=c>Unfold</label><button>Press</button>"))
    assert walk.missed == ['<label for="c">Unfold</label>']
    walk = walk_by_keys(show(SOUND, "button:focus-visible { outline: none }"))
    assert walk.unmarked == ["<button>Press</button>"]
    trap = "<script>document.querySelector('button').onkeydown = (event) => event.preventDefault()</script>"
    walk = walk_by_keys(show(f"<button>Press</button><a href='#x'>Here</a>{trap}"))
    assert (walk.trapped, walk.missed) == (True, ['<a href="#x">Here</a>'])


def test_axe_finds_what_is_too_pale(show, axe_script):
    (fault,) = ours(run_axe(show("<p class=x>Pale</p>", ".x { color: #aaa; background: #fff }"), axe_script))
    assert fault.startswith("color-contrast: <p")
