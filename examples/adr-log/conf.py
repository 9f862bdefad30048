"""The Sphinx configuration of this decision log."""

project = "Decisions"
author = "The architecture team"
extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
html_title = project
html_show_copyright = False  # remove this where you set `copyright`
myst_enable_extensions = ["colon_fence"]

# Every page in the folder is a decision, but its table of contents.
excellence_pages = {"decisions/index": None, "decisions/*": "decision"}

# An e-book has to say these.
version = "1"
epub_copyright = author
