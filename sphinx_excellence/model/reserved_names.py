"""Names that no kind of a project's own can have: directives and roles of docutils, Sphinx and MyST have them.

A kind gives its name to a role and to a directive, which would hide those.
"""

from __future__ import annotations

RESERVED_NAMES = frozenset(
    """
    ab abbr abbreviation ac acks acronym admonition anonymous-reference any attention autoattribute
    autoclass autodata autodecorator autoexception autofunction autolink automethod automodule
    autoproperty autosummary autotype caution centered citation-reference class cmdoption code code-
    block codeauthor command compound confval container contents cssclass csv-table cve cwe danger date
    default-domain default-role deprecated describe dfn digraph doc doctest download emphasis envvar
    epigraph eq error figure figure-md file footer footnote-reference glossary graph graphviz guilabel
    header highlight highlights hint hlist ifconfig image important include index inheritance-diagram
    kbd keyword line-block list-table literal literalinclude mailheader makevar manpage math
    menuselection meta mimetype moduleauthor named-reference newsgroup note numref object only option
    parsed-literal pep pep-reference productionlist program pull-quote raw ref regexp replace
    restructuredtext-test-directive restructuredtext-unimplemented-role rfc rfc-reference role rst-class
    rubric samp section-numbering sectionauthor sectnum seealso sidebar sourcecode strong sub sub-ref
    subscript substitution-reference sup superscript table tabularcolumns target target-notes term
    testcleanup testcode testoutput testsetup tip title title-reference toctree todo todolist token
    topic unicode uri uri-reference url version-added version-changed version-deprecated version-removed
    versionadded versionchanged versionremoved warning
    figure-md eval-rst substitution tier
    """.split()  # noqa: SIM905 - a list of that length is easier to read so
)
