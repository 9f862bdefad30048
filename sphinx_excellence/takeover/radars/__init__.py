"""Radars of other tools: each format is a module, and what they have in common is in `building`."""
