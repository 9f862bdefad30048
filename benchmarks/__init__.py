"""What the toolkit costs: generated projects, timed side by side, and the table that the manual shows."""
