"""The visitors, a module for each family of nodes; ``translator`` puts them together.

``structure`` has sections, topics and sidebars, ``inline`` what is within a line, ``boxes`` admonitions, quotes and
containers, ``references`` links, footnotes and index entries, ``descriptions`` programming objects. The other names are
those of their nodes. ``css_classes`` draws what a project styles by its class.
"""
