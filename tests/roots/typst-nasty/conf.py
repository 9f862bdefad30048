"""A project with each kind of node, for the Typst builders."""

project = 'Nasty "quoted" \\ #hash $money$ @at <script>alert(1)</script>'
author = "Ann #1 & Co"
release = "1.0"
root_doc = "index"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.todo",
    "sphinx.ext.graphviz",
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.mermaid",
    "sphinx_excellence.typst",
]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist", "tasklist", "dollarmath", "strikethrough"]
suppress_warnings = ["myst.strikethrough"]
todo_include_todos = True
numfig = True
math_number_all = True
rst_prolog = """
.. |substituted| replace:: substituted text
"""
