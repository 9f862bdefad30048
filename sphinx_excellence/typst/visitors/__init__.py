"""The visitors, a module for each family of nodes; ``translator`` puts them together."""
