"""What is different between two states of a project: plain values, and their form as text, Markdown and JSON."""
