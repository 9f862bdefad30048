"""The Sphinx domain ``excellence``: records as objects, where they are described, and the indices of them."""
