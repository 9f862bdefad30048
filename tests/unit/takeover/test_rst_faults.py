"""What pages in reStructuredText name and nobody has: listed with the line, and no warning of a build."""

from __future__ import annotations

import json

import pytest
from sphinx.cmd.build import build_main

from sphinx_excellence.takeover.rst_faults import names_of, without_faults
from tests.unit.takeover.taking_over import taken_over, write_tree
from tests.unit.takeover.trees import command

DECISION = """\
{number}. Do it
========

Status
------

Accepted

Context
-------

.. image:: gone.png
   :alt: A & b

.. image:: here.png

See :doc:`/other`, :doc:`the other <{other}-do>`, :ref:`no label`, :term:`no term`, :numref:`nothing` and |s|.

.. |s| image:: gone.png

1. In a list

   .. figure:: gone.png
      :width: 3

      A caption.

Decision
--------

.. include:: gone.txt
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("rst")
    files = {f"{n:04}-do.rst": DECISION.format(number=n, other=f"{3 - n:04}") for n in (1, 2)}
    index = "Log\n===\n\n.. toctree::\n   :maxdepth: 1\n\n   0001-do\n   0002-do\n   gone\n\nEnd.\n"
    write_tree(root / "src", {**files, "index.rst": index, "here.png": b"\x89PNG"})
    return root, taken_over(root / "src", root / "work")


def test_plan_lists_what_is_missing_with_its_line(folder, tmp_path):
    root, _ = folder
    result = command("plan", root / "src", "--file", tmp_path / "takeover.yaml", "--format", "json")
    told = {(note["path"], note["line"], note["kind"]) for note in json.loads(result.stdout)["notes"]}
    of_page = {(12, "dead-image"), (19, "dead-image"), (23, "dead-image"), (31, "dead-include")}
    links = {(17, "dead-link")}
    assert {each[1:] for each in told if each[0] == "0002-do.rst"} == of_page | links
    assert ("index.rst", 9, "dead-entry") in told


def test_the_project_is_built_without_a_warning_and_a_new_dead_link_is_one(folder, capsys):
    _, project = folder
    build = [
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        "-c",
        str(project),
        str(project / "source"),
        str(project / "out"),
    ]
    assert build_main(build) == 0, capsys.readouterr().err
    page = (project / "out/0001-do.html").read_text()
    assert page.count('<img src="gone.png"') == 3 and "A caption." in page and 'alt="A &amp; b"' in page
    decision = project / "source/0001-do.rst"
    decision.write_text(decision.read_text() + "\n:doc:`/nowhere` :ref:`no place`\n")
    assert build_main(build) == 1
    told = capsys.readouterr().err
    assert "nowhere" in told and "no place" in told and "other" not in told and "no label" not in told


@pytest.mark.parametrize(
    "text",
    [
        ".. code-block:: rst\n\n   .. image:: gone.png\n\n   :doc:`gone`\n",
        "As in::\n\n   .. image:: gone.png\n   :doc:`gone`\n\n``:doc:`gone```\n",
        ".. A comment :doc:`gone`\n   .. image:: gone.png\n",
        ".. image:: https://x.org/a.png\n.. figure:: here.png\n",
        ".. toctree::\n   :glob:\n\n   here\n   h*\n   self\n   T <here>\n   T <https://x.org>\n   here.rst\n",
        ".. _A Label:\n.. image:: here.png\n   :name: other\n\n:ref:`T <a  LABEL>` :ref:`other` :numref:`!x` :ref:`search`\n",
        ".. glossary::\n\n   Topic\n      Text.\n\n:term:`topic` :doc:`here`\n",
    ],
)
def test_what_is_there_and_what_is_code_stays(text):
    made = without_faults(
        "a.rst",
        text,
        0,
        names_of([text]),
        has_file=lambda name: name == "here.png",
        has_page=lambda name: name == "here",
    )
    assert (made.text, made.notes, made.links) == (text, [], [])
