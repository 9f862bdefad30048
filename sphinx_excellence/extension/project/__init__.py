"""What a build knows of its project: settings, loaded records, translations and the toolkit's own labels."""
