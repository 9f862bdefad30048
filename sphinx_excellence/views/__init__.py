"""What pages show, as plain values: computed once, drawn by whichever format asks."""
