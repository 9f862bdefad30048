"""What a record is: a module a kind, tiers, and the registry of them all."""
