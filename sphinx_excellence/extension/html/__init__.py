"""HTML output: how nodes are drawn, style sheets, scripts, the search, and the files next to the pages."""
