"""Fixes findings in the files that people wrote, and leaves everything else in them unchanged."""
