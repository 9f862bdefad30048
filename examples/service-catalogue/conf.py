"""The Sphinx configuration of the service catalogue."""

project = "Service catalogue"
html_title = project
author = "The platform team"

extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
language = "en"

# Each service has its facts in the front matter of its page, each decision too. All other records are in `data`.
excellence_pages = {"*/index": None, "services/*": "service", "decisions/*": "decision"}
