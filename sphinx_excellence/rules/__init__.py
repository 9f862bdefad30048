"""The rules: one function per rule, one module per subject; ``all_rules`` lists them, ``engine`` runs them."""
