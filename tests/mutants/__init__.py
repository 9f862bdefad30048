"""Mutation testing: faults are put into the pure layers one at a time, and each should fail a test in ``tests/unit``.

``make mutants`` runs it; CONTRIBUTING.md says how to read what it prints. ``mutmut`` makes the mutants. They are run here
rather than by its own command, which collects the tests anew for each mutant: several times the work of running them.
"""
