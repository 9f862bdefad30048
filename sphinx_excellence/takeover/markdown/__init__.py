"""Bodies of pages: from the Markdown of MkDocs and Material to MyST.

``convert_markdown`` takes a text and what is known of the site, and gives back a text, what it needs and what is to be
told. It reads no file and knows no Sphinx. The source is read by Python-Markdown's rules of blocks and nesting, line
by line, since a CommonMark parser reads it otherwise; each construct is a module. What needs no change keeps its
bytes.
"""

from sphinx_excellence.takeover.markdown.body import convert_markdown
from sphinx_excellence.takeover.markdown.headings import explicit_ids
from sphinx_excellence.takeover.markdown.options import BodyNote, Converted, Link, MarkdownOptions

__all__ = ["BodyNote", "Converted", "Link", "MarkdownOptions", "convert_markdown", "explicit_ids"]
