"""The Sphinx configuration of the knowledge base and of the toolkit's manual."""

import os
import sys
from pathlib import Path

from sphinx_excellence import __version__

sys.path.insert(0, str(Path(__file__).parent / "source" / "_extensions"))

from hosting import feedback_links

project = "sphinx-excellence"
author = "The sphinx-excellence maintainers"
copyright = "2026, the sphinx-excellence maintainers"
version = release = __version__

extensions = ["myst_parser", "sphinx_design", "sphinx_excellence", "live_example", "console", "import_example"]
exclude_patterns = ["_extensions", "_static", "manual/_*"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist", "tasklist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
# Only a site with an address has feeds. Read the Docs says where it publishes.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_title = "Living history of distributed systems"
html_static_path = ["source/_static"]
html_favicon = "source/_static/icon.svg"
html_css_files = ["print.css", "site.css"]
html_copy_source = False
html_show_sphinx = False

excellence_data = ["data"]
excellence_queries = "source/_queries.yaml"
excellence_social_cards = bool(html_baseurl)
# The manual's examples would answer for what they are examples of.
excellence_search_code = False
# Changes are proposed where the repository is hosted: the service that builds the site says where that is.
excellence_feedback = feedback_links(os.environ)
excellence_editions = {"PDF": "build/pdf/living-history.pdf"}

typst_documents = [("index", "living-history", html_title, author)]
latex_documents = [("index", "living-history.tex", html_title, author, "manual")]
