"""The Sphinx configuration of the radar."""

project = "Technology radar"
html_title = project
html_show_copyright = False  # remove this where you set `copyright`
author = "The radar team"

extensions = ["myst_parser", "sphinx_design", "sphinx_excellence"]
html_theme = "furo"
language = "en"

# What lies in these folders is a record: the facts in front matter, and the text as it is written.
excellence_pages = {"*/index": None, "technologies/*": "pattern", "editions/*": "edition"}

# An e-book has to say these.
version = "1"
epub_copyright = author
