"""What a record that was taken over could not say in fields of its own: JSON in the own field ``kept``.

Owns writing and reading it, so that an export gives it back as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: The own field.
KEPT = "kept"
#: The key of those that the source of a record did not write, which an export leaves out as long as they say nothing.
LACKING = "lacking"
#: The key of the checksum of the text that was made of a kept one.
MADE = "made"
_FENCE = "```json\n"
_END = "\n```"


def checksum(text: str) -> str:
    """Return what tells whether a text is still the one that was made of what is kept; blanks do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def kept_text(values: Mapping[str, Any]) -> str:
    """Return values as the text of the field: a block of code, so that no sign in it is markup."""
    return _FENCE + json.dumps(values, ensure_ascii=False, indent=1).replace("```", "\\u0060\\u0060\\u0060") + _END


def read_kept(text: str) -> dict[str, Any]:
    """Return the values that the text of the field holds; none where a person has written something else."""
    inner = text.strip().removeprefix(_FENCE.strip()).removesuffix(_END.strip())
    try:
        found = json.loads(inner)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
