"""EPUB output: the manifest of the e-book."""
