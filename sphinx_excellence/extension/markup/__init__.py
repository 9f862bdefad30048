"""What authors write in pages: directives, roles and front matter."""
