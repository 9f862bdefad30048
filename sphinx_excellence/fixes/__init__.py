"""Makes the changes that mend findings, in the texts that people wrote, and leaves everything else as it stands."""
