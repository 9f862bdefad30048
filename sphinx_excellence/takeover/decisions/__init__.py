"""Decision records of other tools: folders of pages, and files of JSON."""
