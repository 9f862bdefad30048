"""What is learned from a page while Sphinx reads it: what it says of records, and where that is written."""
