"""A graph as boxes and curves on a plane, left to right."""

from dataclasses import dataclass
from textwrap import wrap

from .graph import Graph, Node
from .layers import layered

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
    """Place a graph; all its conclusions, which lead no further, are in the last column."""
    columns = enumerate(layered(graph.edges))
    boxes = {box.node.id: box for depth, column in columns for box in _column(graph, depth, column)}
    height = max((b.y + b.height for b in boxes.values()), default=0) + MARGIN
    boxes = _centred(boxes, height)
    curves = tuple(Curve(_path(boxes[e.start], boxes[e.end]), e.against) for e in graph.edges.values())
    width = max((b.x + b.width for b in boxes.values()), default=0) + MARGIN
    return Drawing(tuple(boxes.values()), curves, width, height)


def _column(graph: Graph, depth: int, column: list[str]) -> list[Box]:
    y, boxes = float(MARGIN), []
    for name in column:
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
