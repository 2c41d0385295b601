"""The legs as a drawing to point at: its parts, and what is marked in the form. Shapes are read from body_map.yaml."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from ..facts.finding import Id, Record, Text
from ..facts.reader import read_text, read_yaml
from ..interview.body_map import LEFT, RIGHT, map_of
from ..interview.question import Question

FILE = Path(__file__).parent / "body_map.yaml"
# The width of one figure, which its halves mirror, and how far to the right the one seen from behind stands.
WIDTH = 180
AT = "@"
"""Stands between a finding and its side in a field of the form."""

Spot = tuple[str, str]
"""A finding and the side it is on; the side is empty where there is none."""


class Shape(Record):
    """The outline of one part of the figure, for each of the findings that it may stand for."""

    view: Literal["front", "back"]
    of: tuple[Id, ...]
    points: Text
    sided: bool = True


class Part(Record):
    """One part to point at: the field that it ticks, its outline, and the box around it."""

    field: str
    points: str
    x: int
    y: int
    width: int
    height: int


class Row(Record):
    """One place of the list: its name, and its fields with their sides."""

    name: str
    fields: tuple[tuple[str, str], ...]


@cache
def _shapes() -> tuple[Shape, ...]:
    from pydantic import TypeAdapter

    return tuple(TypeAdapter(list[Shape]).validate_python(read_yaml(read_text(FILE), str(FILE))))


def field_of(spot: Spot) -> str:
    """How a marked place stands in the form."""
    finding, side = spot
    return f"{finding}{AT}{side}" if side else finding


def spot_of(field: str) -> Spot:
    """The place that a field marks."""
    finding, _, side = field.partition(AT)
    return finding, side if side in (LEFT, RIGHT) else ""


def rows(question: Question) -> list[Row]:
    """The places of a question as a list, each with its sides."""
    each, open_ = map_of(question), {o.id for o in question.options}
    places = each.places if each else ()
    return [
        Row(
            name=p.name,
            fields=tuple((field_of((p.finding, side)), side) for side in ((RIGHT, LEFT) if p.sided else ("",))),
        )
        for p in places
        if p.finding in open_
    ]


def parts(question: Question) -> Iterator[Part]:
    """The parts of the drawing that can be pointed at."""
    open_ = {o.id for o in question.options}
    for shape in _shapes():
        for finding in shape.of:
            if finding in open_:
                yield from _drawn(shape, finding)


def closed(question: Question) -> list[str]:
    """The outlines of the parts that cannot be pointed at: no places of this question, or denied before."""
    open_ = {o.id for o in question.options}
    shut = (shape for shape in _shapes() if open_.isdisjoint(shape.of))
    return [part.points for shape in shut for part in _drawn(shape, shape.of[0])]


def _drawn(shape: Shape, finding: str) -> Iterator[Part]:
    points = [(int(x), int(y)) for x, y in (point.split(",") for point in shape.points.split())]
    mirrored = [(WIDTH - x, y) for x, y in points]
    if not shape.sided:
        yield _part(field_of((finding, "")), shape, points)
    elif shape.view == "front":  # whoever faces us has the right leg on our left
        yield _part(field_of((finding, RIGHT)), shape, points)
        yield _part(field_of((finding, LEFT)), shape, mirrored)
    else:
        yield _part(field_of((finding, LEFT)), shape, points)
        yield _part(field_of((finding, RIGHT)), shape, mirrored)


def _part(field: str, shape: Shape, points: Iterable[tuple[int, int]]) -> Part:
    moved = [(x + (WIDTH if shape.view == "back" else 0), y) for x, y in points]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return Part(
        field=field,
        points=" ".join(f"{x},{y}" for x, y in moved),
        x=min(xs),
        y=min(ys),
        width=max(xs) - min(xs),
        height=max(ys) - min(ys),
    )
