"""The Sphinx configuration of this technology radar."""

project = "Technology radar"
extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
html_title = project
html_show_copyright = False  # remove this where you set `copyright`

# Files and folders of records: the rings, and what is on the radar.
excellence_data = ["data"]
