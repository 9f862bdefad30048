"""The Sphinx configuration of the example."""

project = "Reports from use"
html_title = project
html_show_copyright = False  # remove this where you set `copyright`
author = "The example team"

extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "furo"
language = "en"

# An e-book has to say these.
version = "1"
epub_copyright = author

# Links at each pattern and each report. Put the address of your own repository here.
excellence_feedback = {
    "report": "https://example.org/handbook/issues/new?template=usage-report.yml&title=Usage+report:+{title}",
    "change": "https://example.org/handbook/issues/new?title=Change+{id}",
    "source": "https://example.org/handbook/blob/main/{file}#L{line}",
}
