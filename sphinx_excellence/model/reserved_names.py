"""Names that no kind of a project's own can have: directives and roles have them.

A kind gives its name to a role and to a directive, which would hide those, or be hidden by them. They are those of
docutils, of Sphinx with its extensions and its domains ``std`` and ``py``, of MyST, and of the toolkit itself. A test
compares the list with what is registered.
"""

from __future__ import annotations

RESERVED_NAMES = frozenset(
    """
    ab abbr abbreviation ac acks acronym admonition anonymous-reference any attention attr attribute
    autoattribute autoclass autodata autodecorator autoexception autofunction autolink automethod
    automodule autoproperty autosummary autotype caution centered citation-reference class
    classmethod cmdoption code code-block codeauthor command compound confval const container
    contents cssclass csv-table currentmodule cve cwe danger data date deco decorator
    decoratormethod default-domain default-role deprecated describe dfn digraph doc doctest download
    emphasis envvar epigraph eq error eval-rst exc exception figure figure-md file footer
    footnote-reference func function glossary graph graphviz guilabel header highlight highlights
    hint hlist i ifconfig image important include index inheritance-diagram kbd keyword line-block
    list-table literal literalinclude mailheader makevar manpage math menuselection meta meth method
    mimetype mod module moduleauthor named-reference newsgroup note numref obj object only option
    parsed-literal pep pep-reference productionlist program property pull-quote raw ref regexp
    replace restructuredtext-test-directive restructuredtext-unimplemented-role rfc rfc-reference
    role rst-class rubric samp section-numbering sectionauthor sectnum seealso sidebar sourcecode
    staticmethod strong sub sub-ref subscript substitution substitution-reference sup superscript t
    table tabularcolumns target target-notes term testcleanup testcode testoutput testsetup tip
    title title-reference toctree todo todolist token topic type unicode uri uri-reference url
    version-added version-changed version-deprecated version-removed versionadded versionchanged
    versionremoved warning
    adr adr-graph adr-log case-study compare-patterns comparison-matrix diagram edition
    edition-archive edition-diff editions evolution-graph evolution-timeline
    excellence-counts excellence-fields excellence-measures excellence-rules excellence-scorecard excellence-search
    excellence-settings excellence-words
    health-report health-signals measure migration-checklist migration-playbook
    modern-examples pattern-alternatives pattern-catalog pattern-coverage pattern-health pattern-history
    pattern-radar pattern-selector pattern-sources pattern-tier reading-path referrers
    review review-archive review-checklist production-checklist signal tier
    tagged-records tier-criteria tier-evidence time-machine typst-warnings usage-report usage-reports vocabulary
    what-changed
    """.split()  # noqa: SIM905 - a list of that length is easier to read so
)
