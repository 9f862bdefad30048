"""The needs of sphinx-needs."""
