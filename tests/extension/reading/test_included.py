"""Findings in what a page is made of besides its own file: they name the file and the place that an editor opens."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CONF, Project

PAD = "\n".join(f"Line {number}.\n" for number in range(1, 12))
#: Characters that docutils takes for ends of lines, or once did, and editors do not.
ODD = "One\u2028two\x85three\u2029four\x0cfive\x1csix"
DATA = "patterns:\n  saga: {title: Saga, tier: gold}\n"
#: Each way in which a page comes to hold what other files say. Every ``wrong-*`` is a name of no record: what is
#: found of it must be where it is written, and ``{E}`` is what MyST and rST write before a role.
WAYS: dict[str, dict[str, str]] = {
    "MyST include": {
        "page.md": "# Page\n\n{pattern}`wrong-a` before\n\n```{include} parts/a.txt\n```\n\nAfter {pattern}`wrong-b`.\n",
        "parts/a.txt": f"{PAD}\nText\nand wrong-c and {{pattern}}`text <wrong-c>` and {{tier}}`wrong-d`.\n\n"
        "```{modern-examples} wrong-e\n```\n\n- item\n\n  {adr}`wrong-f` {pattern}`wrong-g`, {pattern}`wrong-g`\n",
    },
    "MyST include of a part": {
        "page.md": "# Page\n\n```{include} parts/a.txt\n:start-after: BEGIN\n:end-before: END\n```\n"
        "```{include} parts/b.txt\n:start-line: 3\n```\n",
        "parts/a.txt": f"{PAD}\n<!-- BEGIN -->\n\nText {{pattern}}`wrong-a`.\n\n<!-- END -->\n",
        "parts/b.txt": f"{PAD}\n\nText {{pattern}}`wrong-b`.\n\n```{{pattern-catalog}}\n:tier: gold wrong-c\n```\n",
    },
    "MyST include in an include": {
        "page.md": "# Page\n\n```{include} parts/a.md\n```\n\nThen {pattern}`wrong-c`.\n",
        "parts/a.md": f"{PAD}\n```{{include}} parts/inner/b.md\n```\n\nAnd {{pattern}}`wrong-a`.\n",
        "parts/inner/b.md": "Inner\n\n{pattern}`wrong-b`\n",
    },
    "rST include": {
        "page.rst": "Page\n====\n\n.. include:: parts/a.txt\n\nAfter :pattern:`wrong-b`.\n",
        "parts/a.txt": f"{PAD}\nText\nand wrong-c and :pattern:`text <wrong-c>` and :tier:`wrong-d`.\n\n"
        ".. modern-examples:: wrong-e\n\n- item\n\n  :adr:`wrong-f` :pattern:`wrong-g`, :pattern:`wrong-g`\n",
    },
    "rST include of a part": {
        "page.rst": "Page\n====\n\n.. include:: parts/a.txt\n   :start-after: BEGIN\n   :end-before: END\n\n"
        ".. include:: parts/b.txt\n   :start-line: 3\n",
        "parts/a.txt": f"{PAD}\n.. BEGIN\n\nText :pattern:`wrong-a`.\n\n.. END\n",
        "parts/b.txt": f"{PAD}\n\nText :pattern:`wrong-b`.\n\n.. pattern-catalog::\n   :tier: gold wrong-c\n",
    },
    "two parts of one file": {
        "page.rst": "Page\n====\n\n.. include:: parts/a.txt\n   :start-after: FIRST\n   :end-before: SECOND\n\n"
        ".. include:: parts/a.txt\n   :start-after: SECOND\n",
        "parts/a.txt": f"{PAD}\n.. FIRST\n\nText :pattern:`wrong-a`.\n\n{PAD}\n\n.. SECOND\n\nText :pattern:`wrong-b`.\n",
    },
    "rST include in an include": {
        "page.rst": "Page\n====\n\n.. include:: parts/a.txt\n\nThen :pattern:`wrong-c`.\n",
        "parts/a.txt": f"{PAD}\n.. include:: parts/inner/b.txt\n\nAnd :pattern:`wrong-a`.\n",
        "parts/inner/b.txt": "Inner\n\n:pattern:`wrong-b`\n",
    },
    "a table in a file": {
        "page.rst": "Page\n====\n\n.. csv-table:: T\n   :file: parts/t.csv\n",
        "parts/t.csv": 'a,b\nc,":pattern:`wrong-a`"\n',
    },
    "rST in MyST": {
        "page.md": f"# Page\n\n{{pattern}}`wrong-a`\n\n{PAD}\n```{{eval-rst}}\nText :pattern:`wrong-b`.\n\n"
        ".. modern-examples:: wrong-c\n```\n\nAfter {pattern}`wrong-d`.\n\n:::{note}\n{tier}`wrong-e`\n:::\n",
    },
    "rST in MyST first": {
        "page.md": f"# Page\n\n{PAD}\n```{{eval-rst}}\nText :pattern:`wrong-b`.\n\n"
        f".. modern-examples:: wrong-c\n```\n\n{PAD}\n\nAfter {{pattern}}`wrong-d`.\n\n:::{{note}}\n{{tier}}`wrong-e`\n:::\n",
    },
    "rST in an included MyST file": {
        "page.md": "# Page\n\n```{include} parts/a.md\n```\n\n{pattern}`wrong-c`\n",
        "parts/a.md": f"{PAD}\n```{{eval-rst}}\nText :pattern:`wrong-a`.\n```\n\n{{pattern}}`wrong-b`\n",
    },
    "rST that includes, in MyST": {
        "page.md": "# Page\n\n{pattern}`wrong-a`\n\n```{eval-rst}\n.. include:: parts/a.txt\n```\n\n{pattern}`wrong-c`\n",
        "parts/a.txt": f"{PAD}\nText :pattern:`wrong-b`.\n\n.. modern-examples:: wrong-d\n",
    },
    "MyST included in rST": {
        "page.rst": "Page\n====\n\n.. include:: parts/a.md\n   :parser: myst_parser.sphinx_\n\nThen :pattern:`wrong-c`.\n",
        "parts/a.md": f"{PAD}\nText {{pattern}}`wrong-a`.\n\n```{{modern-examples}} wrong-b\n```\n",
    },
    "substitutions of MyST": {
        "conf.py": 'myst_enable_extensions = ["substitution"]\nmyst_substitutions = {\n    "key": "{pattern}`wrong-a`",\n}\n',
        "page.md": "---\nmyst:\n  substitutions:\n    own: '{pattern}`wrong-b`'\n---\n# Page\n\n"
        f"{PAD}\nText {{{{ key }}}} {{{{ own }}}}\n",
    },
    "substitutions of rST": {
        "page.rst": f"Page\n====\n\nText |x| |y|.\n\n{PAD}\n.. |x| replace:: :pattern:`wrong-a`\n\n.. include:: parts/a.txt\n",
        "parts/a.txt": f"{PAD}\n.. |y| replace:: see :pattern:`wrong-b`\n",
    },
    "before and behind every page": {
        "conf.py": 'rst_prolog = """\n.. |x| replace:: :pattern:`wrong-a`\n\n"""\nrst_epilog = """\n\n:tier:`wrong-b`\n"""\n',
        "page.rst": "Page\n====\n\nText |x|.\n",
    },
    "docstrings": {
        "conf.py": 'import sys\nsys.path.insert(0, ".")\nextensions_more = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]\n',
        "page.rst": "Page\n====\n\n.. automodule:: documented_module\n   :members:\n\nThen :pattern:`wrong-e`.\n",
        "../documented_module.py": '"""\nA module.\n\nSee :pattern:`wrong-a`.\n"""\n\n\nclass Kind:\n    """A kind.\n\n    See wrong-b and\n'
        '    :pattern:`wrong-b`.\n    """\n\n    def method(self, x):\n        """Do.\n\n        Args:\n            x: as :pattern:`wrong-c`\n        """\n'
        '\n\ndef function():\n    """Do.\n\n    .. modern-examples:: wrong-d\n    """\n',
    },
    "roles in long paragraphs and tables": {
        "page.md": "# wrong-a {pattern}`wrong-a`\n\nwrong-b\n{pattern}`many\nwords <wrong-b>` {excellence:pattern}`wrong-c`\n\n"
        "| a | b |\n|---|---|\n| wrong-d | {pattern}`wrong-d` |\n\n> {pattern}`!wrong-e`\n\nTerm\n: {pattern}`wrong-f`\n",
        "conf.py": 'myst_enable_extensions = ["deflist"]\n',
    },
    "characters that end lines for docutils alone": {
        "page.rst": f"Page\n====\n\n{ODD}\n\n:pattern:`wrong-a`\n\n.. include:: parts/a.txt\n\n{ODD}\n\n"
        ".. pattern-catalog::\n   :tier: gold wrong-b\n",
        "parts/a.txt": f"{ODD}\n\n{ODD}\n\nText :pattern:`wrong-c`.\n",
        "other.md": f"# Other\n\n{ODD}\n\n{{pattern}}`wrong-d`\n\n{ODD}\n\n```{{modern-examples}} wrong-e\n```\n",
    },
}


def write(project: Project, files: dict[str, str]) -> None:
    conf = files.get("conf.py", "")
    more = "extensions += extensions_more\n" if "extensions_more" in conf else ""
    project.write(
        {
            "conf.py": f"exclude_patterns = ['parts']\n{conf}{CONF}{more}",
            "data/a.yaml": DATA,
            "source/index.md": "# Index\n\n```{toctree}\npage\n```\n",
        }
    )
    project.write({f"source/{name}": text for name, text in files.items() if name != "conf.py"})


def true_places(project: Project) -> list[str]:
    """Return where each wrong name is written as a target: the last on its line but for those written twice."""
    found = []
    for path in sorted(project.root.rglob("*.*")):
        if path.suffix not in {".md", ".rst", ".txt", ".py", ".csv"} or "out-" in str(path):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            for match in re.finditer(
                r"(?:`(?:[^`]*<)?!?|\w<|-examples(?:\}|::) |gold )(wrong-\w)|^words <(wrong-\w)", line
            ):
                column = (match.start(1) if match[1] else match.start(2)) + 1
                found.append(f"{path.relative_to(project.root).as_posix()}:{number}:{column} {match[1] or match[2]}")
    return sorted(found)


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_name_is_found_where_it_is_written(project, way):
    write(project, WAYS[way])
    told = [line for line in project.build("excellence").warnings if "unknown-reference" in line]
    found = sorted(re.sub(r"^(\S+): WARNING: unknown \S+ '([^']*)'.*", r"\1 \2", line) for line in told)
    assert found == true_places(project)


def test_homes_and_complaints_of_an_included_file_name_it(project):
    write(
        project,
        {
            "page.md": "# Page\n\n```{include} parts/a.txt\n```\n",
            "parts/a.txt": f"{PAD}\n```{{pattern-tier}} saga\n```\n\n```{{modern-examples}}\n```\n",
            "conf.py": "",
        },
    )
    project.write({"source/other.md": "---\norphan:\n---\n# Other\n\n```{pattern-tier} saga\n```\n"})
    told = [line for line in project.build("excellence").warnings if "excellence" in line]
    line = len(PAD.split("\n")) + 1
    assert [each.split(": WARNING: ")[0] for each in told] == [f"source/parts/a.txt:{line}:5"]
    assert "has its home page at source/other.md:6;" in told[0]
    project.write({"source/parts/a.txt": f"\n{PAD}\n```{{production-checklist}}\n```\n"})
    told = [line for line in project.build("excellence").warnings if "missing-argument" in line]
    assert [each.split(": WARNING: ")[0] for each in told] == [f"source/parts/a.txt:{line + 1}:1"]


def test_a_tier_typed_in_an_included_file_is_found_there(project):
    write(
        project,
        {
            "page.md": "# Page\n\n```{pattern-tier} saga\n```\n\n```{include} parts/a.txt\n```\n",
            "parts/a.txt": f"{PAD}\nThis is a silver pattern.\n",
        },
    )
    told = [line for line in project.build("excellence").warnings if "typed-tier" in line]
    assert [line.split(": WARNING: ")[0] for line in told] == [f"source/parts/a.txt:{len(PAD.split(chr(10))) + 1}:11"]


def test_a_line_that_is_added_to_an_included_file_moves_what_is_found_in_it(project):
    way = WAYS["rST include of a part"]
    write(project, way)
    project.build("excellence")
    project.write({"source/parts/a.txt": "Another\n\n" + way["parts/a.txt"]})
    told = [line for line in project.build("excellence").warnings if "'wrong-a'" in line]
    assert [told[0].split()[0][:-1]] == [place.split()[0] for place in true_places(project) if "wrong-a" in place]
