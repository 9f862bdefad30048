"""Mermaid diagrams drawn as SVG, offline, for every format. A wing of its own: it knows no records and no Sphinx.

errors    what is said of a diagram that is not drawn
svg       a drawing made plain, safe and repeatable, and what a page of HTML needs of it
engine    the real Mermaid, in the JavaScript engine of the optional package mermaidx
worker    a process that draws; ``pool`` runs a few of them
cache     the folder of drawings that all builders of a project share

Where a diagram comes from, and what is shown where it cannot be drawn, is the business of those who ask.
"""
