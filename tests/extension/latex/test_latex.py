"""The LaTeX edition: what it supplies, how it writes the toolkit's blocks, and what lualatex says of the result."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from tests.extension.knowledge import SITE

CONF = """
author = "nobody"
version = release = "1"
extensions += ["sphinx.ext.todo"]
myst_enable_extensions = ["tasklist", "colon_fence"]
latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#8a6100"/></svg>'
)
WORDS = "so that the line is far too long for the page on which it stands, and has to be broken more than once"
#: What breaks LaTeX: signs in a caption, emoji of each sort in each place, tables without widths.
PAGES = {
    "data/more.yaml": "patterns: {}\n",
    "source/index.md": "# Home & hearth 🚀\n\nSigns: 🏆 ✅ ⚠️ ℹ️ 👩‍💻 1️⃣ 🇩🇪 and `code 🎉 → ✓ │ ├──` and ✓ ✗ ⇒ ≤ ☐ ★ ▶ α Ж ½.\n\n"  # noqa: RUF001 - the signs are what is tested
    '```{toctree}\n:hidden:\n:caption: "R&D_50% #1 ~ {x} ^ $"\n\ntables\nother\n```\n\n'
    "## At the end ✅\n\nThe last words of the front page.\n\n```text\na block 🎉 → ✓ ⚠️ ╔══╗ ● ☐\n```\n",
    "source/tables.md": "# Tables\n\n"
    f"| Short | Long | Code |\n|---|---|---|\n| first 🏆 | {WORDS} | `some_identifier_that_is_long` |\n| ✅ | {WORDS} | `a.b` |\n\n"
    "|" + " considerable |" * 12 + "\n" + "|---" * 12 + "|\n" + "| unbreakable_thing " * 12 + "|\n\n"
    + "| Number | Text |\n|---|---|\n" + "".join(f"| {n} | {'word ' * (n % 40)}|\n" for n in range(60)) + "\n"
    + "| small | one |\n|---|---|\n| a | b |\n",
    "source/other.md": "# Other 🎉 page\n\n- [ ] still open\n- [x] done already\n- no task\n\n![drawing](drawing.svg)\n\n"
    "Read {tier}`gold` and then ask.\n\n## The {tier}`silver` tier\n\nText.\n",
    "source/drawing.svg": DRAWING,
}  # fmt: skip


def conf(project, more=""):
    return (project.root / "conf.py").read_text() + CONF + more


def written(project, files, more=""):
    project.write({**files, "conf.py": conf(project, more)})
    result = project.build("latex")
    assert (result.warnings, result.code) == ([], 0)
    return result.text("test.tex")


def table_after(text, heading):
    """Return the table whose head begins with ``heading``, with what opens it."""
    place = text.index(heading)
    start = text.rindex(r"\begin{savenotes}", 0, place)
    return text[start : text.index(r"\end{savenotes}", place)]


# What is supplied ------------------------------------------------------------------------------------------------


def test_an_open_project_gets_engine_index_tool_style_and_faces(project):
    text = written(project, SITE)
    out = project.root / "out-latex"
    assert r"\usepackage[chapters,cover]{sphinxexcellence}" in text
    assert r"\setmonofont{JetBrainsMono}" in text
    assert "a4paper" in text
    latexmkrc = (out / "latexmkrc").read_text()
    assert "lualatex" in latexmkrc
    assert "makeindex -s" in latexmkrc
    assert "xindy" not in latexmkrc
    for name in re.findall(r"file:([\w.-]+)", text):
        assert (out / name).is_file(), name
    assert (out / "sphinxexcellence.sty").is_file()
    assert (out / "excellencecover.sty").is_file()


def test_what_a_project_set_stays(project):
    text = written(
        project,
        SITE,
        'latex_engine = "xelatex"\nlatex_use_xindy = True\n'
        'latex_elements = {"papersize": "letterpaper", "fncychap": r"\\usepackage[Lenny]{fncychap}", "maketitle": r"\\mine"}\n',
    )
    assert r"\setmonofont{FreeMono}" in text
    assert "letterpaper" in text
    assert "a4paper" not in text
    assert r"\usepackage[Lenny]{fncychap}" in text
    assert r"\usepackage{sphinxexcellence}" in text
    assert "xindy" in (project.root / "out-latex" / "latexmkrc").read_text()


def test_faces_of_a_projects_own_are_left_alone(project):
    text = written(project, SITE, 'latex_elements = {"fontpkg": "% mine"}\n')
    assert "% mine" in text
    assert "JetBrainsMono" not in text
    assert not list((project.root / "out-latex").glob("*.ttf"))
    assert "extraclassoptions" not in text
    assert "openany,oneside" in text


@pytest.mark.parametrize(("language", "engine"), [("ja", "platex"), ("zh_CN", "xelatex")])
def test_a_language_with_an_engine_of_its_own_keeps_it(project, language, engine):
    project.write({**SITE, "conf.py": conf(project, f'language = "{language}"\n')})
    # In a process of its own: Sphinx keeps a language for as long as its process lives.
    assert project.build_apart("latex", out="out-latex", doctrees="trees").returncode == 0
    out = project.root / "out-latex"
    assert f"{engine} ' . $ENV" in "".join(path.read_text() for path in out.glob("latexmk*"))
    assert "JetBrainsMono" not in (out / "test.tex").read_text()


def test_the_command_line_counts_as_set(project):
    project.write({**SITE, "conf.py": conf(project)})
    project.build("latex", "-D", "latex_engine=pdflatex")
    assert "pdflatex" in (project.root / "out-latex" / "latexmkrc").read_text()


def test_tiers_have_the_colours_of_the_records(project):
    data = SITE["data/all.yaml"] + 'tiers:\n  gold: {colours: {light: "#123abc", dark: "#ffffff"}}\n'
    data += '  stone: {rank: 40, title: Stone, colours: {light: "#0f0f0f", dark: "#f0f0f0"}}\n'
    written(project, {**SITE, "data/all.yaml": data})
    style = project.root / "out-latex" / "excellencetiers.sty"
    assert r"\excellencedefinetier{excellence-tier-gold}{123ABC}" in style.read_text()
    assert r"\excellencedefinetier{excellence-tier-stone}{0F0F0F}" in style.read_text()
    # A second run reads nothing, and must not lose them.
    style.unlink()
    project.build("latex")
    assert "123ABC" in style.read_text()


# How blocks are written ----------------------------------------------------------------------------------------------


def test_a_banner_is_an_environment_with_its_tier_and_edge_known_before_it(project):
    text = written(project, SITE)
    start = text.index("Blocks ", text.index("excellence-banner"))
    classes = re.findall(r"\\begin\{sphinxuseclass\}\{([\w-]+)\}", text[:start])[-8:]
    banner = classes.index("excellence-banner")
    assert {"excellence-tier-bronze", "excellence-legacy"} <= set(classes[:banner])
    assert classes[-1] == "excellence-summary"
    assert r"\excellencebadge{excellence-tier-bronze}{\excellenceicon{(3.2,0) -- " in text
    assert r"\DUrole{excellence-status-legacy}{\DUrole{excellence-sign}{Legacy}}" in text


def test_begin_and_end_of_every_class_match(project):
    text = written(project, SITE)
    depth = 0
    for found in re.finditer(r"\\(begin|end)\{sphinxuseclass\}", text):
        depth += 1 if found[1] == "begin" else -1
        assert depth >= 0
    assert depth == 0


def test_facts_stand_beside_each_other_and_long_ones_alone(project):
    text = written(project, SITE)
    assert "excellence-fact-label}\n\\sphinxAtStartPar\nPeak usage" in text
    long = SITE["data/all.yaml"].replace("scale: many requests", f"scale: {WORDS}")
    text = written(project, {**SITE, "data/all.yaml": long})
    place = text.index("Scale", text.index("Retail"))
    assert text[:place].rstrip().endswith("\\sphinxAtStartPar")
    assert "excellence-wide-fact" in text[place - 160 : place]


def test_both_sorts_of_checklist_have_drawn_boxes(project):
    text = written(
        project,
        {
            **SITE,
            **PAGES,
            "source/index.md": PAGES["source/index.md"].replace(
                "other", "other\nsaga\nodd\nrest\nlive\nreview\ntwo-phase-commit"
            ),
        },
    )
    boxes = re.findall(r"\\item\[\\excellence(\w*)box\] \{\} \n?\\?[^\n]*\n?([^\n]*)", text)
    assert ("", "still open") in [(kind, line.strip()) for kind, line in boxes]
    assert ("ticked", "done already") in [(kind, line.strip()) for kind, line in boxes]
    assert re.search(r"\\item\[\\excellencebox\] \{\}[^\\]*\\sphinxAtStartPar\s+Watch old sagas", text)
    assert re.search(r"\\item \{\}[^\\]*\\sphinxAtStartPar\s+no task", text)


def test_no_other_builder_sees_the_boxes(project):
    project.write({**PAGES, "conf.py": conf(project)})
    project.build("latex")
    project.build("html")
    page = (project.root / "out-html" / "other.html").read_text()
    assert page.count('type="checkbox"') == 2


# Pages, captions, tables, images ----------------------------------------------------------------------------------------


def test_a_caption_is_text_in_the_title_of_the_contents(project):
    text = written(project, PAGES)
    assert r"\renewcommand{\contentsname}{R\&D\_50\% \#1 \textasciitilde{} \{x\} \textasciicircum{} \$}" in text


def test_pages_of_a_hidden_toctree_follow_what_their_page_says(project):
    text = written(project, PAGES)
    assert text.index("The last words of the front page") < text.index(r"\chapter{Tables}") < text.index("still open")


def test_captions_of_the_front_page_become_parts(project):
    index = "# Home\n\n## Start\n\n```{toctree}\n:hidden:\n:caption: A & B\n\ntables\n```\n\n```{toctree}\n:hidden:\n:caption: C\n\nother\n```\n"
    text = written(project, {**PAGES, "source/index.md": index})
    places = [
        text.index(mark)
        for mark in (r"\chapter{Start}", r"\part{A \& B}", r"\chapter{Tables}", r"\part{C}", r"\chapter{Other")
    ]
    assert places == sorted(places)
    assert r"\renewcommand{\contentsname}" not in text


def test_a_toctree_that_shows_stays_where_it_is(project):
    index = "# Home\n\n## Start\n\n```{toctree}\ntables\n```\n\n## After\n\n```{toctree}\nother\n```\n"
    text = written(project, {**PAGES, "source/index.md": index})
    places = [
        text.index(mark) for mark in (r"\chapter{Start}", r"\section{Tables}", r"\chapter{After}", r"\section{Other")
    ]
    assert places == sorted(places)


def test_a_table_without_widths_gets_those_of_its_text(project):
    text = written(project, PAGES)
    (short, total), (long, _), _ = [
        (int(a), int(b)) for a, b in re.findall(r"\\X\{(\d+)\}\{(\d+)\}", table_after(text, "\nShort\n"))
    ]
    assert short < total / 6 < total / 3 < long
    assert r"\X{" not in table_after(text, "\nsmall\n")


def test_a_cell_with_nothing_in_it_takes_room_too(project):
    # An empty column once ended the build: no text fits a line of no width.
    table = "| a | |\n|---|---|\n| b | |\n"
    shown = "```{pattern-coverage}\n```\n"
    files = {"data/more.yaml": SITE["data/all.yaml"], "source/other.md": f"# Other\n\n{table}\n{shown}"}
    conf = 'suppress_warnings = ["excellence"]\n'
    assert r"Examples" in " ".join(written(project, {**PAGES, **files}, conf).split())


def test_the_widest_table_lies_on_its_side_and_the_longest_breaks(project):
    text = written(project, PAGES)
    wide = text.index("considerable")
    assert text[:wide].count("{excellence-sideways-table}") == 1
    assert r"\begin{longtable}" in table_after(text, "\nNumber\n")
    assert r"\begin{longtable}" not in table_after(text, "\nShort\n")


def test_widths_that_were_given_stay(project):
    table = (
        "```{list-table}\n:widths: 10 70 20\n:header-rows: 1\n\n* - Given\n  - b\n  - c\n* - "
        + "word " * 60
        + "\n  - e\n  - f\n```\n"
    )
    text = written(project, {**PAGES, "source/other.md": f"# Other\n\n{table}"})
    assert re.findall(r"\\X\{(\d+)\}\{100\}", table_after(text, "\nGiven\n")) == ["10", "70", "20"]


def test_an_svg_is_drawn_as_a_pdf(project):
    pytest.importorskip("typst", reason="the typst package draws SVG images")
    text = written(project, PAGES)
    assert r"\sphinxincludegraphics{{drawing}.pdf}" in text
    assert (project.root / "out-latex" / "drawing.pdf").read_bytes().startswith(b"%PDF")


def test_a_broken_svg_is_a_warning(project):
    pytest.importorskip("typst", reason="the typst package draws SVG images")
    project.write({**PAGES, "source/drawing.svg": "<svg", "conf.py": conf(project)})
    result = project.build("latex")
    assert any("drawing.svg" in line for line in result.warnings)


def test_a_converter_of_the_projects_own_comes_first(project):
    converter = (
        "from sphinx.transforms.post_transforms.images import ImageConverter\n"
        "class Mine(ImageConverter):\n"
        "    conversion_rules = [('image/svg+xml', 'image/png')]\n"
        "    def is_available(self): return True\n"
        "    def convert(self, a, b):\n        import shutil; shutil.copy(a, b); return True\n"
        "def setup(app): app.add_post_transform(Mine)\n"
    )
    text = written(project, PAGES, converter)
    assert r"\sphinxincludegraphics{{drawing}.png}" in text


# What lualatex says ----------------------------------------------------------------------------------------------------


def run_latexmk(project, files, more=""):
    """Return the folder, and what latexmk says: each of its runs."""
    if shutil.which("lualatex") is None or shutil.which("latexmk") is None:
        pytest.skip("NOT TESTED: lualatex and latexmk are not installed (see the manual's page Builders)")
    written(project, files, more)
    out = project.root / "out-latex"
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "test.tex"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False, errors="replace")
    assert done.returncode == 0, (out / "test.log").read_text(errors="replace")[-3000:]
    return out, done.stdout + done.stderr


def typeset(project, files, more=""):
    """Return the log of LaTeX."""
    out, _said = run_latexmk(project, files, more)
    return (out / "test.log").read_text(errors="replace")


def complaints(log):
    return re.findall(r"^(?:Overfull|Missing character|!).*|.*(?:undefined|multiply defined).*", log, re.MULTILINE)


#: Tables as reStructuredText has them: spans, code, lists and footnotes inside, in a note, with LaTeX's own widths.
SPANS = f"""Spans
=====

+---------+----------+{"-" * 120}+
| one     | two columns{" " * 119}|
+=========+==========+{"=" * 120}+
| rows    | cell     | {WORDS:<119}|
+         +----------+{"-" * 120}+
|         | below    | three{" " * 114}|
+---------+----------+{"-" * 120}+

.. list-table:: With a caption
   :header-rows: 1

   * - Code
     - List
   * - .. code-block:: python

          def function_with_a_long_name(argument, other): return argument + other + argument + other
     - * {WORDS}
       * short [#f]_

.. note::

   ===== {"=" * 120} =========
   a     b{" " * 120}c
   ===== {"=" * 120} =========
   1     {WORDS:<120} some more
   ===== {"=" * 120} =========

.. tabularcolumns:: |p{{3cm}}|p{{5cm}}|

===== ===
x     y
===== ===
1     2
===== ===

.. csv-table::

   1, ``a.very.long.dotted.identifier.that.goes.on.and.on.and.on.and.on.for.ever.and.ever``
   2, https://example.org/a/very/long/address/that/has/no/blank/in/it/where/it/could/be/broken/over/lines

.. [#f] The footnote.
"""


def test_lualatex_has_nothing_to_complain_of(project):
    index = PAGES["source/index.md"].replace("other\n", "other\nspans\nhome\n")
    home = SITE["source/index.md"].replace("\ntwo-phase", "\n:hidden:\n\ntwo-phase")
    # A matrix over several pages: a longtable, in which some of LaTeX's commands mean something else.
    head = (
        "comparisons:\n  long:\n    title: Long\n    columns: [{id: a, title: A}, {id: when, title: When}]\n    rows:\n"
    )
    row = "      - {{need: Need {}, a: {{pattern: saga, note: Noted}}, when: Then}}\n"
    matrix = {
        "data/more.yaml": head + "".join(map(row.format, range(60))),
        "source/other.md": PAGES["source/other.md"] + "\n```{comparison-matrix} long\n```\n",
    }
    files = {**SITE, **PAGES, **matrix, "source/index.md": index, "source/home.md": home, "source/spans.rst": SPANS}
    # A line of descent is a list of as many levels as there are generations.
    descent = "\n```{evolution-graph} descent\n```\n"
    more = "\n```{adr} argued\n```\n" + descent
    files |= {"data/argued.yaml": ARGUED, "data/descent.yaml": DESCENT}
    files |= {"source/other.md": matrix["source/other.md"] + more}
    assert complaints(typeset(project, files)) == []
    left = _left_edges(project.root / "out-latex" / "test.pdf")
    signs = left["Good:"]
    assert [left[words] - signs for words in ("In one line.", "Begins.", "code()", "Ends.")] == [50, 50, 50, 50]
    assert left["• Listed."] - signs > 60
    assert next(edge for words, edge in left.items() if words.endswith("Deepest.")) - left["• Listed."] > 50


#: More generations than LaTeX has levels of lists by itself.
DESCENT = "".join([
    "patterns:\n",
    *(
        f"  g{number}: {{title: Generation {number}, tier: gold, introduced: {1980 + number}, evolution: {{"
        + ", ".join(
            f"{way}: [g{other}]" for way, other in (("from", number - 1), ("to", number + 1)) if 0 <= other < 9
        )
        + "}}\n"
        for number in range(9)
    ),
    "evolutions:\n  descent:\n    title: Descent\n    timeline:\n",
    *(f"      - {{year: {1980 + number}, pattern: g{number}}}\n" for number in range(9)),
])  # fmt: skip


#: A decision with every sort of block in an argument, and as many levels of lists as LaTeX has anywhere.
ARGUED = """decisions:
  argued:
    title: Argued
    status: accepted
    date: 2026-01-01
    consequences:
      good:
        - In one line.
        - |
          Begins.

          - Listed.
            - Two
              - Three
                - Deepest.

          ```python
          code()
          ```

          Ends.
"""


def _left_edges(pdf):
    """Return how far from the left each text begins, in points; of those that are there twice, the last."""
    found = {}
    for page in PdfReader(pdf).pages:
        page.extract_text(
            visitor_text=lambda text, _place, text_place, *_font: found.update({text.strip(): round(text_place[4])})
        )
    return found


def test_two_runs_are_enough_and_the_contents_name_the_index(project):
    out, said = run_latexmk(project, SITE)
    runs = re.findall(r"Run number (\d+) of rule '(\w+)", said)
    assert runs == [("1", "pdflatex"), ("1", "makeindex"), ("2", "pdflatex")]
    assert "{chapter}{Index}" in (out / "test.toc").read_text()
    assert r"\item" in (out / "test.ind").read_text()


def test_an_index_that_stays_empty_is_not_in_the_contents(project):
    out, _said = run_latexmk(project, PAGES)
    assert (out / "test.idx").read_text() == ""
    assert "Index" not in (out / "test.toc").read_text()


def test_settings_of_latexmk_that_are_the_projects_own_stay(project):
    own = "$pdflatex = 'lualatex %O %S';\n"
    written(project, {**PAGES, "latexmkrc": own}, 'latex_additional_files = ["latexmkrc"]\n')
    assert (project.root / "out-latex" / "latexmkrc").read_text() == own


def test_a_glyph_that_no_face_has_is_in_the_log(project):
    log = typeset(project, {**PAGES, "source/other.md": "# Other\n\n漢\n"})
    assert any("U+6F22" in line for line in complaints(log))


def test_the_style_goes_with_pdflatex_too(project):
    site = {name: text.replace("🏆", "") for name, text in SITE.items()}  # pdflatex has no emoji of any sort
    assert (
        complaints(
            typeset(
                project, site, 'latex_engine = "pdflatex"\nlatex_elements = {"fontpkg": r"\\usepackage{lmodern}"}\n'
            )
        )
        == []
    )
