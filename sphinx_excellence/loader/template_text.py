"""Words that the customary templates of decisions leave to be replaced.

Owns recognising them in the lines that readers see. They are those of MADR 2 to 4 and of Nygard's template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: How the texts in braces or brackets of the templates begin.
_PLACEHOLDER = re.compile(
    r"(?i)(?<![\w\]{$`!])(?:\{(?!\{)|\[(?!\[))\s*(?:"
    r"(?:short )?title (?:of (?:the )?)?(?:solved problem|problem|option|other option)"
    r"|short title|representative of solved problem|describe (?:the context|how the)|driver \d|decision driver"
    r"|option \d[}\]](?=\W*$)|argument [a-d]\b|a desired force|example \| description|pointer to more information"
    r"|justification\b|e\.g\.,? (?:improvement|compromising)|list everyone|yyyy-mm-dd|you (?:may|might) want to"
    r"|link type|name of (?:the )?option|proposed \| rejected"
    r")(?:(?<=[}\]])|[^{}\[\]\n]*(?:\}(?!\})|\](?![\[(:])))"
)  # fmt: skip
#: Sentences of templates that are to be replaced as a whole.
_SENTENCES = re.compile(
    r"(?i)^\W*(?:what is the (?:issue|change) that we.re (?:seeing|proposing)"
    r"|what becomes easier or (?:more )?difficult to do"
    r"|what is the status, such as proposed"
    r"|the issue motivating this decision, and any context that influences"
    r"|the change that we.re proposing or have agreed to implement"
    r"|lorem ipsum dolor\b)"
)
#: What stands alone where a text is to come.
_TO_COME = re.compile(
    r"(?i)[\s*_>-]*(?:t\.?b\.?d\.?|todo|to be (?:defined|decided|determined|written|done))[\s.!:*_]*$"
)
#: Without any of these, no line has words of a template.
_HINTS = re.compile(
    r"(?i)[{\[]|t\.?b\.?d|todo|to be d|to be w|what (?:is the|becomes)|the issue mot|the change that|lorem ipsum"
)
_UNSEEN = re.compile(r"`[^`]*`|<!--.*?-->")
_LONGEST = 80


def placeholders(shown: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line, from 0, that still has words of a template, and these."""
    text = "\n".join(shown)
    number = end = 0
    for hint in _HINTS.finditer(text):
        if hint.start() < end:
            continue
        number += text.count("\n", end, hint.start())
        end = text.find("\n", hint.start())
        end = len(text) if end < 0 else end
        words = _placeholder(shown[number])
        if words is not None:
            yield number, _shortened(words)


def _placeholder(line: str) -> str | None:
    plain = _UNSEEN.sub("", line) if "`" in line or "<!--" in line else line
    found = _PLACEHOLDER.search(plain) if "{" in plain or "[" in plain else None
    if found is not None:
        return found[0]
    return plain.strip(" #*_-") if _SENTENCES.match(plain) or _TO_COME.match(plain) else None


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
