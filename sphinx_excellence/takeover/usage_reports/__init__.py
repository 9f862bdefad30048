"""Reports from use that people send as issues or as Markdown, as records."""
