"""The Sphinx configuration of the service catalogue."""

project = "Service catalogue"
html_title = project
html_show_copyright = False  # remove this where you set `copyright`
author = "The platform team"

extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
language = "en"

# Each service has its facts in the front matter of its page, each decision too. All other records are in `data`.
excellence_pages = {"*/index": None, "services/*": "service", "decisions/*": "decision"}

# An e-book has to say these.
version = "1"
epub_copyright = author
