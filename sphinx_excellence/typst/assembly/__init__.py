"""From the pages of a project to one tree: toctrees, section numbers, tables, link targets, indices."""
