"""A report that a stranger writes reaches no file, runs nothing and fetches nothing, in any format."""

from __future__ import annotations

import json

import pytest

SECRET = "very-secret-setting"
#: What each text tries, and what of it the page must still say.
ATTACKS = {
    "download": "see {download}`../conf.py`",
    "in a remark": "```{note} {download}`../conf.py`\n```",
    "in a remark's content": "```{note}\n{download}`../conf.py`\n```",
    "include": "text\n\n```{include} ../conf.py\n```",
    "literalinclude": "text\n\n```{literalinclude} ../conf.py\n```",
    "table of a file": "text\n\n```{csv-table}\n:file: ../conf.py\n```",
    "raw": "text\n\n```{raw} html\n<script>alert(1)</script>\n```",
    "html": "text\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>",
    "inline html": "text <img src=x onerror=alert(1)>\n\nmore",
    "image": "![x](https://evil.example/x.png)\n\ntext",
    "image directive": "```{image} https://evil.example/x.png\n```",
    "figure": "```{figure} https://evil.example/x.png\ntext\n```",
    "formula": "text $\\input{../conf.py}$ text",
    "formula block": "$$\n\\input{../conf.py}\n$$",
    "formula directive": "```{math}\n\\input{../conf.py}\n```",
    "amsmath": "\\begin{align}\n\\input{../conf.py}\n\\end{align}",
    "graph": '```{graphviz}\ndigraph { a [image="../conf.py"] }\n```',
    "reStructuredText": "```{eval-rst}\n.. include:: ../conf.py\n```",
    "parsed": "```{parsed-literal}\n:download:`../conf.py`\n```",
    "fences": "````\n```\n````\n\n```{include} ../conf.py\n```",
    "script link": "[text][1]\n\n[1]: javascript:alert(1)",
    "substitution": "{{ secret }}\n\ntext",
}  # fmt: skip

_HTML = (b"<script>alert", b"<img src=x", b'src="https://evil', b'href="javascript', b"MathJax", b"<svg")
#: What would act in each format.
ACTING = {
    "html": _HTML,
    "epub": _HTML,
    "latex": (b"\\input{../conf", b"x.png}", b"\\href{javascript"),
    "typst": (b'image("../', b'image("x', b'image("https', b'read("', b'link("javascript'),
}


@pytest.fixture
def attacked(project):
    conf = (project.root / "conf.py").read_text()
    project.write({
        "conf.py": f'{conf}\nmyst_enable_extensions = ["dollarmath", "amsmath", "substitution", "html_image", "colon_fence"]\n'
        f'myst_substitutions = {{"secret": "{SECRET}"}}\nsuppress_warnings = ["excellence.*"]\n'
        'latex_documents = [("index", "test.tex", "Test", "nobody", "manual")]\nversion = copyright = "1"\n',
        "data/all.yaml": json.dumps({
            "patterns": {"saga": {"title": "Saga"}},
            "usage_reports": {
                f"r{number}": {
                    "title": f"R{number}", "pattern": "saga", "company": "Acme", "date": "2025-10-01",
                    "details": text, "lessons": [text], "why": text, "recommend": "yes",
                }
                for number, text in enumerate(ATTACKS.values())
            },
        }),
        "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n\n```{usage-reports}\n```\n\n"
        + "\n\n".join(f"```{{usage-report}} r{number}\n```" for number in range(len(ATTACKS))),
    })  # fmt: skip
    return project


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "typst"])
def test_it_reaches_nothing(attacked, builder):
    result = attacked.build(builder)
    assert (result.warnings, result.code) == ([], 0)
    files = {path: path.read_bytes() for path in result.out.rglob("*") if path.is_file()}
    assert not [path for path in files if path.name in {"conf.py", "x.png"}]
    pages = b"".join(text for path, text in files.items() if path.suffix in {".html", ".xhtml", ".tex", ".typ"})
    assert pages
    assert SECRET.encode() not in pages
    for sign in ACTING[builder]:
        assert sign not in pages, sign
    assert b"evil.example" in pages  # it is there to read


@pytest.mark.parametrize(
    "name", ["download", "in a remark", "image", "formula directive", "graph", "parsed", "include"]
)
def test_the_gate_says_what_it_holds(project, name):
    report = {
        "pattern": "saga",
        "company": "Acme",
        "date": "2025-10-01",
        "verified_by": "a team",
        "details": ATTACKS[name],
    }
    project.write({
        "data/a.json": json.dumps({"patterns": {"saga": {"title": "Saga"}}, "usage_reports": {"r": report}}),
        "source/index.md": "# Home\n",
    })  # fmt: skip
    rows = json.loads(project.build("excellence").text("report.json"))["findings"]
    assert "prose-markup" in {row["rule"] for row in rows}


def test_what_is_allowed_is_shown_as_markup(project):
    text = "One *two*.\n\n- $300 and $500\n\n```python\nx = 1\n```\n\n```{note}\nSee {pattern}`saga`.\n```"
    report = {"pattern": "saga", "company": "Acme", "date": "2025-10-01", "verified_by": "a team", "details": text}
    project.write({
        "data/a.json": json.dumps({"patterns": {"saga": {"title": "Saga", "tier": "bronze", "status": "legacy",
                                                         "no_alternative": "None."}}, "usage_reports": {"r": report}}),
        "source/index.md": "# Home\n\n```{pattern-tier} saga\n```\n\n```{usage-report} r\n```\n",
    })  # fmt: skip
    result = project.build("html")
    page = result.text("index.html")
    assert result.warnings == []
    assert "<em>two</em>" in page
    assert "$300 and $500" in page
    assert 'class="admonition note"' in page
