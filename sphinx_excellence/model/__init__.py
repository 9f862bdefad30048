"""What a record is: one module per kind, tiers, and the registry of all records."""
