"""What views fold away: the words of a drawing, and what a banner has below its verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import Block, Folded, Label, View

_MORE = "more"


def transcript(blocks: tuple[Block, ...]) -> Folded:
    """Return what a drawing shows, in words, folded away where the drawing is seen."""
    return Folded(Label(N_("As text")), blocks, "transcript")


def more(blocks: tuple[Block, ...]) -> Folded:
    """Return what a reader may want to know besides."""
    return Folded(Label(N_("Details")), blocks, _MORE)


def folds(view: View) -> bool:
    """Whether a view has folded anything of what there is to know besides."""
    return any(isinstance(block, Folded) and block.role == _MORE for block in view.blocks)


def with_more(view: View, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> View:
    """Return a view whose folded blocks are changed; all of its blocks, where it folds none."""
    for place, block in enumerate(view.blocks):
        if isinstance(block, Folded) and block.role == _MORE:
            changed = replace(block, blocks=change(block.blocks))
            return replace(view, blocks=(*view.blocks[:place], changed, *view.blocks[place + 1 :]))
    return replace(view, blocks=change(view.blocks))
