"""A small knowledge base that holds one record of every kind, every fact of each, and prose that bites."""

project = "Handbook"
author = "The writers"
copyright = "2026, the writers"
version = release = "1.0"

extensions = ["myst_parser", "sphinx_excellence"]
html_theme = "alabaster"
html_copy_source = False
epub_show_urls = "no"
man_pages = [("index", "handbook", "Handbook", ["The writers"], 7)]
