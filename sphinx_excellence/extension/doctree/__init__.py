"""The toolkit's docutils nodes, and how views become nodes."""
