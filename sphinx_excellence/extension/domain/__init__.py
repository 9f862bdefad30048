"""The Sphinx domain ``excellence``: records as objects, their home pages, and the indices."""
