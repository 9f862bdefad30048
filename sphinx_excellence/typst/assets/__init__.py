"""The files that a document shows or is set in: images, fonts."""
