"""The rules: one function per rule, one module per subject."""
