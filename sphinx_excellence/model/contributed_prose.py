"""The prose that people outside of the project write: blocks of text that can reach no file and run nothing.

Owns what such a text may hold. A text of the project itself may hold more (see ``block_prose``): its authors could put
the same into a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import AfterValidator

from sphinx_excellence.model.block_prose import Located, is_one_paragraph, read_blocks
from sphinx_excellence.model.fields import BlockMark, Text, safe_blocks

#: The directives that such a text may hold: remarks and code.
CONTRIBUTED_DIRECTIVES = frozenset({
    "note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "seealso",
    "code", "code-block", "sourcecode",
})  # fmt: skip
#: The roles that such a text may hold, besides those that link to records.
CONTRIBUTED_ROLES = frozenset({"tier", "abbr", "sub", "sup", "kbd"})
_CODE = frozenset({"code", "code-block", "sourcecode"})


class ContributedMark(BlockMark):
    """Marks a field whose text people outside of the project write."""


#: Blocks of CommonMark and MyST that people outside of the project write.
ContributedProse = Annotated[Text, AfterValidator(safe_blocks), ContributedMark()]


def refused_markup(text: str, record_roles: Collection[str]) -> Iterator[Located]:
    """Yield what such a text must not hold: a ``directive``, a ``role`` or an ``image``, each with its name.

    ``record_roles`` are the roles that link to records. What no text of a record may hold is not among it.
    """
    if is_one_paragraph(text):
        return
    reading = read_blocks(text)
    allowed = {*CONTRIBUTED_ROLES, *record_roles}
    for directive in reading.directives:
        if directive.name not in CONTRIBUTED_DIRECTIVES:
            yield Located(directive.name, directive.offset, "directive")
        elif directive.name not in _CODE:
            # Shown as the first words of the remark.
            for found in refused_markup(directive.kind, record_roles):
                yield Located(found.name, directive.offset, found.kind)
    for role in reading.roles:
        if role.kind.removeprefix("excellence:") not in allowed:
            yield Located(role.kind, role.offset, "role")
    for image in reading.images:
        yield Located(image.name, image.offset, "image")
