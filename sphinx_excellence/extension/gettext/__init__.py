"""Output for translators: the message catalogue of the records."""
