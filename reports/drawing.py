"""A graph as boxes and curves on a plane, left to right; the layers come from a layout library."""

from dataclasses import dataclass
from textwrap import wrap

from fast_sugiyama import from_edges

from .graph import Graph, Node

WIDE, HIGH, LINE = 185, 22, 16
ACROSS, DOWN, MARGIN, LETTERS = 56, 12, 10, 22


@dataclass(frozen=True)
class Box:
    """A node at its place, its text in lines."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """An arrow as the `d` of an SVG path."""

    path: str
    against: bool


@dataclass(frozen=True)
class Drawing:
    """Everything to draw, and how large it is."""

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    width: float
    height: float


def draw(graph: Graph) -> Drawing:
    """Place a graph. The order within a layer is the library's, which keeps crossings few."""
    places = {name: number for number, name in enumerate(sorted(graph.nodes))}
    names = {number: name for name, number in places.items()}
    columns: dict[int, list[tuple[float, str]]] = {}
    shift = 0.0
    for found, width, _, _ in from_edges([(places[a], places[b]) for a, b in graph.edges], vertex_spacing=1):
        deepest = max(y for _, (_, y) in found)
        for number, (x, y) in found:
            if name := names.get(int(number)):  # long arrows pass through places that hold no box
                columns.setdefault(round(deepest - y), []).append((shift + x, name))
        shift += width + 1
    last = max(columns, default=0)
    for column in columns.values():
        column.sort()
    ends = {n.id for n in graph.conclusions}
    columns = _moved_to_the_end(columns, ends, last)
    boxes = {box.node.id: box for depth, column in columns.items() for box in _column(graph, depth, column)}
    height = max((b.y + b.height for b in boxes.values()), default=0) + MARGIN
    boxes = _centred(boxes, height)
    curves = tuple(Curve(_path(boxes[e.start], boxes[e.end]), e.against) for e in graph.edges.values())
    width = max((b.x + b.width for b in boxes.values()), default=0) + MARGIN
    return Drawing(tuple(boxes.values()), curves, width, height)


def _moved_to_the_end(
    columns: dict[int, list[tuple[float, str]]], ends: set[str], last: int
) -> dict[int, list[tuple[float, str]]]:
    """All conclusions in the last column, whatever their depth."""
    moved = {d: [p for p in column if p[1] not in ends] for d, column in columns.items()}
    moved[last] = sorted([*moved.get(last, []), *(p for c in columns.values() for p in c if p[1] in ends)])
    return moved


def _column(graph: Graph, depth: int, column: list[tuple[float, str]]) -> list[Box]:
    y, boxes = float(MARGIN), []
    for _, name in column:
        lines = tuple(wrap(graph.nodes[name].text, LETTERS)) or ("",)
        height = HIGH + LINE * (len(lines) - 1) + 4
        boxes.append(Box(graph.nodes[name], MARGIN + depth * (WIDE + ACROSS), y, WIDE, height, lines))
        y += height + DOWN
    return boxes


def _centred(boxes: dict[str, Box], height: float) -> dict[str, Box]:
    """Each column spread over the middle of the height."""
    bottoms: dict[float, float] = {}
    for box in boxes.values():
        bottoms[box.x] = max(bottoms.get(box.x, 0), box.y + box.height)
    return {
        name: Box(b.node, b.x, b.y + (height - MARGIN - bottoms[b.x]) / 2, b.width, b.height, b.lines)
        for name, b in boxes.items()
    }


def _path(start: Box, end: Box) -> str:
    x1, y1, x2, y2 = start.x + start.width, start.y + start.height / 2, end.x, end.y + end.height / 2
    bend = min(ACROSS, (x2 - x1) / 2)
    return f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
