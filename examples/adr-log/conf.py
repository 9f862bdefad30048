"""The Sphinx configuration of this decision log."""

project = "Decisions"
extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
html_title = project
myst_enable_extensions = ["colon_fence"]

# Every page in the folder is a decision, but its table of contents.
excellence_pages = {"decisions/index": None, "decisions/*": "decision"}
