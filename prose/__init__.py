"""The prose linter: what is checked, and the list of words."""
