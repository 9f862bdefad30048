"""Plain-text output (text, man, Texinfo): how nodes are drawn."""
