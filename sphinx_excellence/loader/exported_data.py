"""An exported registry as a data file: what ``export`` wrote, read back as records of this project.

``external`` reads the same file as another project's registry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_excellence.loader.external import VERSION
from sphinx_excellence.model.kinds import TIERS_KEY
from sphinx_excellence.model.tier import DEFAULT_TIERS

#: The keys of an export that data files do not have.
_OTHER = ("version", "legacy", "pages", "sections")


@dataclass(frozen=True, slots=True)
class ExportedData:
    """What an export holds: the text of a data file with its records, and what else it has, by kind and id.

    ``pages`` are addresses of home pages, ``sections`` the texts of decisions that are pages, by section.
    """

    text: str
    pages: Mapping[str, Mapping[str, str]]
    sections: Mapping[str, Mapping[str, Mapping[str, str]]]


def exported_data(text: str) -> ExportedData | str:
    """Return the content of an export, or why it is none, as the end of a sentence that names the file."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"is not JSON: {error}"
    if not isinstance(content, dict) or "version" not in content:
        return "is not an export of records"
    if content["version"] != VERSION or isinstance(content["version"], bool):
        return f"is an export of version {str(content['version'])[:20]}; this toolkit reads version {VERSION}"
    data = {key: value for key, value in content.items() if key not in _OTHER}
    data[TIERS_KEY] = _scale(content.get(TIERS_KEY))
    return ExportedData(
        json.dumps(data, ensure_ascii=False), _texts(content.get("pages")), _nested(content.get("sections"))
    )


def _scale(tiers: Any) -> dict[str, Any]:
    """Return the tiers as data files have them: by id, with ranks; default tiers that are not listed are taken away."""
    listed = (
        [tier for tier in tiers if isinstance(tier, dict) and isinstance(tier.get("id"), str)]
        if isinstance(tiers, list)
        else []
    )
    made: dict[str, Any] = dict.fromkeys(DEFAULT_TIERS) if listed else {}
    for rank, tier in enumerate(listed, start=1):
        made[tier["id"]] = {**{key: value for key, value in tier.items() if key != "id"}, "rank": rank * 10}
        # An empty sign is none.
        if not made[tier["id"]].get("symbol", "-"):
            del made[tier["id"]]["symbol"]
    return made


def _texts(value: Any) -> dict[str, dict[str, str]]:
    if not isinstance(value, dict):
        return {}
    return {
        key: {name: text for name, text in inner.items() if isinstance(text, str)}
        for key, inner in value.items()
        if isinstance(inner, dict)
    }


def _nested(value: Any) -> dict[str, dict[str, dict[str, str]]]:
    if not isinstance(value, dict):
        return {}
    return {key: _texts(inner) for key, inner in value.items() if isinstance(inner, dict)}
