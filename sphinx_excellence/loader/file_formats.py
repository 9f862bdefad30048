"""Chooses the reader of a file by its extension, and removes characters that data must not contain."""

from __future__ import annotations

from sphinx_excellence.loader.json_reader import read_json
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.refused_characters import without_refused_characters
from sphinx_excellence.loader.yaml_reader import read_yaml

JSON_SUFFIX = ".json"
YAML_SUFFIX = ".yaml"


def read_document(text: str, suffix: str = YAML_SUFFIX) -> Document:
    """Return what ``text`` holds, in the syntax of files with ``suffix``: JSON, or YAML for every other."""
    document = read_json(text) if suffix.lower() == JSON_SUFFIX else read_yaml(text)
    return without_refused_characters(document, text)
