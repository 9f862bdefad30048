"""The Sphinx configuration of this handbook."""

project = "Handbook"
extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"

# Files and folders of records.
excellence_data = ["data"]
