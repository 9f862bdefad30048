"""Static sites whose pages are Markdown with front matter: Docusaurus and Jekyll."""
