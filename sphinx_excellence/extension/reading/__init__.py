"""What a page says of records, collected while Sphinx reads it, and where that is written."""
