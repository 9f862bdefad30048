"""The drawings of the directive ``diagram``: the geometry of each form, and the words that say the same."""
