"""Takeover: brings a knowledge base of another tool into a Sphinx project, and proves that nothing was lost.

A format reads a tree into a ``Source``; ``plan`` proposes what to do with it in ``takeover.yaml``; ``convert`` makes
the files of the target; ``target`` writes them; ``baseline``, ``ledgers`` and ``verify`` compare what readers saw
before and after. Nothing of the source is ever executed.
"""
