"""The Typst edition: the toolkit's blocks carry every fact, and are drawn by functions that a project can replace."""

from __future__ import annotations

import io
import pickle
import re

import pytest
import typst
from pypdf import PdfReader

from sphinx_excellence.extension.doctree.nodes import excellence_badge
from tests.extension.knowledge import DATA, FACTS, SITE

CONF = 'version = release = "1"\nauthor = "nobody"\nsmartquotes = False\n'


def squeezed(text):
    return re.sub(r"[\s\-\u00ad\u2010]", "", text)


@pytest.fixture
def site(project):
    project.write({**SITE, "conf.py": (project.root / "conf.py").read_text() + CONF})
    return project


def configure(project, more, **files):
    project.write({"conf.py": (project.root / "conf.py").read_text() + more, **files})


def source(result, name):
    return result.text(f"test/{name}")


def test_the_pdf_carries_every_fact(site):
    result = site.build("typstpdf", "-W")
    assert (result.warnings, result.code) == ([], 0)
    text = squeezed("".join(page.extract_text() for page in PdfReader(result.out / "test.pdf").pages))
    assert [fact for fact in FACTS if squeezed(fact) not in text] == []


def test_badges_have_the_colours_of_the_records(site):
    data = DATA + 'tiers:\n  gold: {colours: {light: "#123456", dark: "#654321"}}\n'
    site.write({"data/all.yaml": data})
    site.build("html")
    # A builder that comes later reads nothing, and loads no record.
    result = site.build("typst", "-W")
    assert '"excellence-tier-gold": rgb("#123456")' in source(result, "functions-0-tiers.typ")
    saga = source(result, "pages/saga.typ")
    assert re.search(
        r'excellence-badge\(classes: \("excellence-badge", "excellence-tier-gold",?\), symbol: .*"Gold"\)', saga
    )


def test_a_project_draws_what_has_a_class(site):
    configure(
        site,
        'typst_templates = ["mine.typ"]\nmyst_enable_extensions = ["colon_fence", "attrs_block"]\n'
        'typst_classes = {"aside": "aside", "pair": "*pair", "steps": "steps", "excellence-tasks": "ours"}\n',
        **{
            "mine.typ": '#import "template/all.typ": *\n'
            '#let aside(classes: (), body) = [ASIDE #classes.join("+"): #body]\n'
            "#let pair(classes: (), ..parts) = [PAIR OF #parts.pos().len()]\n"
            "#let steps(classes: (), ..steps) = steps.pos().map(step => [STEP #step]).join()\n"
            "#let ours(classes: (), ..tasks) = [TASKS: #tasks.pos().len()]\n",
            "source/odd.md": "# Odd\n\n```{pattern-tier} odd\n```\n\n:::{container} aside loud\nSpoken low.\n:::\n\n"
            "::::{container} pair\n:::{container} one\nOne.\n:::\n:::{container} two\nTwo.\n:::\n::::\n\n"
            "{.steps}\n- first\n- second\n",
        },
    )
    result = site.build("typstpdf", "-W")
    assert result.warnings == []
    text = " ".join("".join(page.extract_text() for page in PdfReader(result.out / "test.pdf").pages).split())
    for words in ("ASIDE aside+loud: Spoken low.", "PAIR OF 2", "STEP first", "STEP second", "TASKS: 2"):
        assert words in text


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('typst_templates = ["none.typ"]', "typst_templates names the file none.typ, which does not exist"),
        ('typst_classes = {"a": "not a name"}', "a mapping of class to function such as"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(site, setting, told):
    configure(site, setting + "\n")
    (line,) = site.build("typst").warnings
    assert told in line
    assert line.endswith("[typst.setting]")


def test_a_changed_page_alone_is_read_again(site):
    def read():
        return pickle.loads((site.root / "doctrees/environment.pickle").read_bytes()).all_docs

    site.build("typstpdf", "-W")
    before = read()
    site.write({"source/odd.md": "# Odd\n\n```{pattern-tier} odd\n```\n\nA word more.\n"})
    result = site.build("typstpdf", "-W")
    assert {docname for docname, moment in read().items() if moment != before[docname]} == {"odd"}
    text = "".join(page.extract_text() for page in PdfReader(result.out / "test.pdf").pages)
    assert "A word more." in text


def test_all_blocks_of_an_argument_are_beside_the_column_of_its_sign(project):
    blocks = "|\n            Begins:\n\n            1. Listed.\n\n            Ends.\n"
    project.write({
        "data/a.yaml": "decisions:\n  one:\n    title: One\n    status: accepted\n    date: 2026-01-01\n    options:\n"
        f"      - name: First\n        chosen: true\n        pros:\n          - Short.\n          - {blocks}"
        "          - '> Quoted.'\n",
        "source/index.md": "# One\n\n```{adr} one\n```\n",
    })  # fmt: skip
    result = project.build("typstpdf", "-W")
    assert result.warnings == []
    left = {}
    for page in PdfReader(result.out / "test.pdf").pages:
        page.extract_text(
            visitor_text=lambda text, place, *_font: left.setdefault(text.strip(), []).append(round(place[4]))
        )
    (column,) = set(left["Pros:"])
    # Of the words behind a sign, the place is that of the space before them.
    for words in ("Short.", "Begins:", "1.", "Ends."):
        assert left[words][0] - column == pytest.approx(57, abs=2), words
    assert min(left["Listed."] + left["Quoted."]) - column > 60


TIERS = "tiers:\n  gold: {title: Well proven}\n  silver: {title: Silver}\n"
FULL = "kinds:\n  service:\n    tier: true\n    fields:\n" + "".join(
    f"      field{number}: {{type: line, show: catalogue}}\n" for number in range(10)
)
SERVICES = "services:\n" + "".join(
    f"  s{number}:\n    title: Bookkeeping\n{tier}"
    + "".join(f"    field{each}: internationalisation\n" for each in range(10))
    for number, tier in enumerate(["    tier: gold\n", "    tier: silver\n", ""])
)


def test_a_badge_stays_in_one_line_and_a_tables_label_is_not_printed(project):
    """In the fullest table, whose words are broken: badges were broken too, or reached out of their frames."""
    project.write({
        "data/model.yaml": TIERS + FULL + SERVICES,
        "data/patterns.yaml": "patterns:\n  one: {title: One, tier: silver, summary: The first.}\n",
        "source/index.md": "# Home\n\n```{service-catalog}\n```\n\n```{pattern-catalog}\n:layout: table\n```\n",
    })  # fmt: skip
    result = project.build("typstpdf")
    lines = [
        line.replace("\u2060", "").replace("\xa0", " ").strip()
        for page in PdfReader(result.out / "test.pdf").pages
        for line in page.extract_text().splitlines()
    ]
    text = "\n".join(lines)
    assert "internationalisation" not in text
    assert [title for title in ("Well proven", "Silver", "Unrated") if title not in text] == []
    # The labels of both tables are for those who do not see them.
    assert {"Services", "Patterns"} & set(lines) == set()


@pytest.mark.parametrize(("symbol", "title", "least"), [("", "Gold", 5), ("🏆", "Gold", 7), ("", "Recommended", 11)])
def test_a_badge_says_how_much_room_it_takes(symbol, title, least):
    assert least <= excellence_badge(title, title, symbol=symbol).unbroken_width <= least + 2
    assert excellence_badge("", "A title that is a text of its own", symbol=symbol).unbroken_width == 0


def test_the_ring_of_a_step_is_on_the_page_of_its_line(site):
    folder = site.build("typst").out / "test"
    (folder / "try.typ").write_text(
        '#import "/theme.typ": *\n#set page(width: 200pt, height: 200pt, margin: 20pt)\n#block(height: 130pt)[X]\n'
        '#excellence-timeline(classes: (), { excellence-step(classes: (), "2020"); lorem(30) })\n'
    )
    first, second, *_ = typst.compile(str(folder / "try.typ"), root=str(folder), format="svg")
    ring = b'stroke-width="1.3"'
    assert (ring in first, ring in second) == (False, True)


def drawn(site, code, form="pdf"):
    """Return the pages that Typst makes of ``code``, which has all functions of an edition."""
    folder = site.build("typst").out / "test"
    (folder / "try.typ").write_text(f'#import "/theme.typ": *\n{code}\n')
    made = typst.compile(str(folder / "try.typ"), root=str(folder), format=form)
    if form == "svg":
        return [page.decode() for page in (made if isinstance(made, list) else [made])]
    return [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(made)).pages]


def test_cards_of_a_row_are_alike_in_height(site):
    card = "excellence-card(classes: (), [%s])"
    cards = ", ".join(card % text for text in ("Short.", "#lorem(60)", "Of the next row.", "And.", "The last one."))
    (page,) = drawn(site, f"#set page(width: 400pt, height: 400pt)\n#excellence-cards(classes: (), {cards})", "svg")
    frames = page.split('data-typst-label="level-block"')[1:]
    first, second, third, fourth, fifth = (max(map(float, re.findall(r"v ([\d.]+)c", frame))) for frame in frames)
    assert first == second > 2 * third
    assert third == fourth == fifth


@pytest.mark.parametrize("before", range(24))
def test_code_is_not_broken_after_a_line_or_two(site, before):
    """Whatever comes before it on the page."""
    short = ", ".join(f'("a", "short {number}")' for number in range(6))
    long = ", ".join(f'("a", "long {number}")' for number in range(30))
    pages = drawn(
        site,
        "#set page(width: 200pt, height: 260pt, margin: 20pt)\n"
        f"#block(height: {before * 8}pt)[X]\n#code-block({short})\n\n#code-block({long})",
    )
    for name, number in (("short", 6), ("long", 30)):
        found = [count for page in pages if (count := sum(line.startswith(name) for line in page))]
        assert sum(found) == number
        assert found == [6] if name == "short" else min(found[0], found[-1]) >= 3, found


@pytest.mark.parametrize(
    "name",
    [
        "[Server-Sent Events]",
        '"Server-Sent Events"',
        "[_Server-Sent_ Events]",
        "strong[Server-Sent]",
        'literal("Server-Sent")',
    ],
)
def test_the_names_of_records_are_not_broken_within_a_word(site, name):
    texts = [
        line
        for width in range(90, 220, 9)
        for page in drawn(
            site,
            f"#set page(width: {width}pt, height: auto, margin: 10pt)\n#metadata(none)<x>\n#set text(hyphenate: true)\n"
            f'#par(justify: true)[Some words, #to(label: "x", {name}), #to(label: "x")[Orchestrated Saga].]',
        )
        for line in page
    ]
    assert [line for line in texts if line.rstrip().endswith(("-", "\u00ad"))] == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_fact_alone_has_the_whole_line(site, count):
    fact = "(classes: (), name: [Complements], body: [Words that fill about half a line or more.]), "
    (page,) = drawn(
        site,
        "#set page(width: 460pt, height: 400pt, margin: 30pt)\n#excellence-facts(classes: (), " + fact * count + ")",
    )
    assert ("Words that fill about half a line or more." in page) == (count == 1)


def test_the_cover_has_a_line_for_each_tier(site):
    colours = [
        colour for name, colour in re.findall(
            r'"excellence-tier-(\w+)": rgb\("(#\w+)"\)', (site.build("typst").out / "test/functions-0-tiers.typ").read_text()
        ) if name != "unrated"
    ]  # fmt: skip
    (page,) = drawn(site, "#set page(width: 595pt, height: 842pt, margin: 0pt)\n#covers.last()()", "svg")
    assert len(colours) >= 3
    assert all(f'stroke="{colour}"' in page for colour in colours)
