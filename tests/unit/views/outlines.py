"""A view as an indented text that a person can check: every block with its role, every value with what it says."""

from __future__ import annotations

import dataclasses
from xml.sax.saxutils import escape

from sphinx_excellence.views import blocks, shapes


def outline(view: blocks.View) -> str:
    """Return the whole of a view; of drawings all but the places, which other tests look at."""
    head = [view.name, f"tier={view.tier}" if view.tier else "", "legacy" if view.legacy else ""]
    label = _inline(view.label)
    lines = [" ".join(word for word in [*head, label if label != "''" else ""] if word)]
    for block in view.blocks:
        lines += _block(block, 1)
    return "\n".join(lines) + "\n"


def _block(block: object, depth: int) -> list[str]:
    indent = "  " * depth
    match block:
        case blocks.Line():
            return [f"{indent}{_named('line', block.role)} {_inlines(block.inlines)}"]
        case blocks.RichBlocks():
            place = ".".join(map(str, (*block.record, *block.path)))
            return [f"{indent}text {_inlines(block.lead)} {block.source!r} {place}"]
        case blocks.Facts():
            lines = [f"{indent}{_named('facts', block.role)}"]
            for row in block.rows:
                lines.append(f"{indent}  {_inline(row.label)}: {_inlines(row.value)}".rstrip())
                lines += [line for each in row.blocks for line in _block(each, depth + 2)]
            return lines
        case blocks.Tasks():
            return [f"{indent}{_named('tasks', block.role)}", *(f"{indent}  [ ] {item}" for item in block.items)]
        case blocks.Items():
            lines = [f"{indent}{_named('numbered' if block.ordered else 'list', block.role)}"]
            for item in block.items:
                lines += [f"{indent}  -", *(line for each in item for line in _block(each, depth + 2))]
            return lines
        case blocks.Table():
            lines = [f"{indent}{_named('table', block.role)} {_inline(block.label)} widths={list(block.widths)}"]
            lines += [f"{indent}  | " + " | ".join(_inlines(column) for column in block.columns)]
            for row in block.rows:
                cells = [("#" if cell.heading else "") + "; ".join(" ".join(" / ".join(_block(each, 0)).split())
                                                                  for each in cell.blocks) for cell in row]  # fmt: skip
                lines.append(f"{indent}  | " + " | ".join(cells))
            return lines
        case blocks.Part():
            inner = [line for each in block.blocks for line in _block(each, depth + 1)]
            return [f"{indent}{_named('part', block.role)} {_inline(block.label)}", *inner]
        case blocks.Group():
            data = "".join(f" {name}={value!r}" for name, value in block.data)
            data += "".join(f" {name}={_inline(text)}" for name, text in block.texts)
            return [
                f"{indent}{_named('group', block.role)}{data}",
                *(x for each in block.blocks for x in _block(each, depth + 1)),
            ]
        case blocks.News():
            return [f"{indent}news {_inline(block.first)} {_inline(block.none)} {_inline(block.some)}"]
        case blocks.Years():
            return [
                f"{indent}years {block.first}-{block.last} {_inlines(tuple(getattr(block, each.name) for each in dataclasses.fields(block)[2:]))}"
            ]
        case blocks.Feeds():
            return [f"{indent}{_named('feeds', block.category)}"]
        case blocks.OnDemand():
            said = " ".join(_inline(text) for text in (block.before, block.loading, block.failed))
            return [f"{indent}ondemand {said}", *(line for each in block.blocks for line in _block(each, depth + 1))]
        case blocks.Folded():
            inner = [line for each in block.blocks for line in _block(each, depth + 1)]
            return [f"{indent}{_named('folded', block.role)} {_inline(block.label)}", *inner]
        case blocks.Elsewhere():
            inner = [line for each in block.blocks for line in _block(each, depth + 1)]
            place = " ".join((block.view, *block.record))
            return [f"{indent}elsewhere {place} {_inline(block.label)}", *inner]
        case blocks.ScriptOnly():
            name = type(block).__name__.lower()
            return [f"{indent}{name}", *(line for each in block.blocks for line in _block(each, depth + 1))]
        case blocks.Drawing():
            lines = [f"{indent}drawing {block.name} {_inline(block.label)} {_inline(block.description)}"]
            lines += [f"{indent}  {_shape(shape)}" for shape in block.shapes]
            for mark in block.marks:
                data = "".join(f" {name}={value!r}" for name, value in mark.data)
                lines.append(f"{indent}  {_inline(mark.reference)} {_inlines(mark.about)}{data}")
                lines += [f"{indent}    {_shape(shape)}" for shape in (*mark.shapes, *mark.tip)]
            return lines
        case blocks.Controls():
            lines = [f"{indent}controls {_inline(block.label)}"]
            for control in block.controls:
                lines.append(f"{indent}  {control.name} {_inline(control.label)} {control.form} {control.match}")
                lines += [
                    f"{indent}    {o.value!r} {o.symbol} {_inline(o.label)} {o.note} {o.words}".rstrip()
                    for o in control.options
                ]
            rest = (block.shown, block.none, block.more, block.further, block.reset)
            layouts = [f"{name}={_inline(label)}" for name, label in block.layouts]
            layouts += [f"{name}={_inline(label)}" for name, label in block.texts]
            layouts += [f"group={block.group}"] * bool(block.group) + ["compares"] * block.compares
            return [*lines, f"{indent}  {_inlines(rest)} {' '.join(layouts)}".rstrip()]
    raise TypeError(block)


def _shape(shape: shapes.Shape) -> str:
    """Say what a shape is, not where."""
    places = (
        [shape.at] if isinstance(shape, shapes.Text) else [shape.centre] if isinstance(shape, shapes.Circle) else []
    )
    assert all(isinstance(number, float | int) for place in places for number in place)
    said = [type(shape).__name__.lower(), *(f".{role}" for role in shape.roles)]
    if isinstance(shape, shapes.Text):
        said += [repr(shape.text), f"{shape.size:g}", shape.anchor, "own" * shape.own, "bold" * shape.bold]
    if isinstance(shape, shapes.Path):
        said.append("".join(type(step).__name__[0] for step in shape.steps))
    return " ".join(word for word in said if word)


def _named(sort: str, role: str) -> str:
    return f"{sort}.{role}" if role else sort


def _inlines(values: tuple[object, ...]) -> str:
    return " ".join(_inline(value) for value in values)


def _inline(value: object) -> str:
    match value:
        case str():
            return repr(value)
        case blocks.Label():
            args = ", ".join(_inline(each) for each in value.args)
            return f"'{value.message}'" + (f"({args})" if args else "")
        case blocks.ListLink():
            return f"list[{_inline(value.label)}]"
        case blocks.Sentence():
            return f"'{value.message}'(" + "; ".join(map(_inlines, value.parts)) + ")"
        case blocks.CompareLink():
            instead = _inline(value.instead) if value.instead is not None else ""
            return f"{_inline(value.label)}=compare:{value.pattern} {instead}".rstrip()
        case blocks.Shortcut():
            return f"{_inline(value.label)}={_inline(value.reference)}"
        case blocks.Tag():
            return repr(value.text)
        case blocks.Words():
            return f"{value.text!r}" + (f".{value.role}" if value.role else "")
        case blocks.Rich():
            return f"<{value.source}>"
        case blocks.Badge():
            return f"({value.tier or '-'} {value.title} {value.symbol or value.icon})"
        case blocks.StatusLabel():
            return f"{{{value.role} {value.value} {_inline(value.label)}}}"
        case blocks.Reference():
            more = [
                f"{f.name}={getattr(value, f.name)}" for f in dataclasses.fields(value)[4:] if getattr(value, f.name)
            ]
            badge = _inline(value.badge) if value.badge else ""
            return (
                "["
                + " ".join(word for word in [value.title, badge, f"-> {value.kind} {value.id}", *more] if word)
                + "]"
            )
        case blocks.PageReference():
            return f"[{value.title} -> page {value.page}]"
        case blocks.Unknown():
            return f"[? {value.kind} {value.name}]"
        case blocks.WebLink():
            return f"[{value.text or (_inline(value.label) if value.label else '')} -> {value.url}]"
        case blocks.Anchor():
            return f"#{value.kind}/{value.id}/{value.part}"
        case blocks.Sparkline():
            return f"~{list(value.values)}/{value.top} {value.text!r}~"
    raise TypeError(value)


def svg(drawing: blocks.Drawing) -> str:
    """Return a drawing as an SVG file, in which a person can see where everything is."""
    size = f'width="{_number(drawing.width)}" height="{_number(drawing.height)}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">', f"<style>{_STYLE}</style>"]
    lines += [_svg_shape(shape) for shape in drawing.shapes]
    for mark in drawing.marks:
        name = "name" if isinstance(mark.reference, blocks.ListLink) else mark.reference.id
        lines += [f'<g id="{name}">', *(f"  {_svg_shape(shape)}" for shape in (*mark.shapes, *mark.tip)), "</g>"]
    return "\n".join([*lines, "</svg>"]) + "\n"


_STYLE = "path, circle { fill: none; stroke: black } .arrow-head, .moved { fill: black }"
_LETTERS = {shapes.Move: "M", shapes.Straight: "L", shapes.Curve: "C", shapes.Close: "Z"}


def _svg_shape(shape: shapes.Shape) -> str:
    roles = f'class="{" ".join(shape.roles)}"'
    match shape:
        case shapes.Circle():
            return f'<circle {roles} cx="{_number(shape.centre.x)}" cy="{_number(shape.centre.y)}" r="{_number(shape.radius)}"/>'
        case shapes.Text():
            looks = (
                f'font-size="{_number(shape.size)}" text-anchor="{shape.anchor}"' + ' font-weight="bold"' * shape.bold
            )
            return (
                f'<text {roles} x="{_number(shape.at.x)}" y="{_number(shape.at.y)}" {looks}>{escape(shape.text)}</text>'
            )
        case shapes.Path():
            steps = (
                _LETTERS[type(step)] + " ".join(f"{_number(x)} {_number(y)}" for x, y in step) for step in shape.steps
            )
            return f'<path {roles} d="{" ".join(steps)}"/>'


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
