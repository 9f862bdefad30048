"""The run of a build: its event handlers, the gate, the builder that only checks, and what is registered for it."""
