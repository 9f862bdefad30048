"""Real projects' documentation, built plain and with the toolkit loaded, and typeset. ``make ecosystem`` runs it."""
