"""What each node looks like: a module a family of nodes, each a part of the translator."""
