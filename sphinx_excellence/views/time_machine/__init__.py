"""The time machine: the standing of patterns from the first to this year, as a drawing, as words, and year by year."""
