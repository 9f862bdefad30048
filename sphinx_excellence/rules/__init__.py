"""What is wrong: a function a rule, a module a subject."""
