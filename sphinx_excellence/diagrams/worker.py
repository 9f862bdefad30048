"""A process that draws diagrams: a line of JSON with a source comes in, a line with its drawing or a refusal goes out.

It is started by ``pool`` as a program of its own, and neither forked nor handed a module to import again, so that it
does not matter who runs Sphinx, and how. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from sphinx_excellence.diagrams.engine import Faces, draw, started
from sphinx_excellence.diagrams.errors import DiagramError


def main() -> None:
    """Draw what comes in."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints something, prints no answer

    def answer(**given: Any) -> None:
        answers.write(json.dumps(given) + "\n")
        answers.flush()

    faces = Faces(**json.loads(sys.stdin.buffer.readline()))
    try:
        started(faces)
    except Exception as error:  # noqa: BLE001 - the packages are not ours
        answer(broken=f"{type(error).__name__}: {error}")
        return
    answer(ready=True)
    for line in sys.stdin.buffer:
        try:
            answer(svg=draw(json.loads(line), faces))
        except DiagramError as error:
            answer(refused=str(error), final=error.is_final)
        except Exception as error:  # noqa: BLE001 - one diagram, whatever is wrong with it
            answer(refused=f"{type(error).__name__}: {error}", final=False)
