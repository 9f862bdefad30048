"""HTML output: how nodes are drawn, style sheets, scripts, the search, and the files beside the pages."""
