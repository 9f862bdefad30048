"""Answers that are given one after the other, for code that asks again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Enough(BaseException):
    """There is no further answer: the test has seen enough. No code of a page catches it."""


class InTurn:
    """Gives one answer after the other, raises those that are errors, and keeps what was asked."""

    def __init__(self, answers: Sequence[Any]) -> None:
        self.asked: list[Any] = []
        self._answers = iter(answers)

    def __call__(self, asked: Any) -> Any:
        try:
            answer = next(self._answers)
        except StopIteration:
            raise Enough from None
        self.asked.append(asked)
        if isinstance(answer, BaseException):
            raise answer
        return answer
