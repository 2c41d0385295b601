"""The rules over one table as steps, each a column of bits made of those before it."""

from collections import Counter
from functools import reduce
from itertools import groupby
from typing import Any

import numpy as np

from ..rules.condition import Condition
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import EVEN_ODDS
from ..rules.rule import Level, cluster_of
from .bits import Bits, added, numbers, packed, unpacked
from .nodes import Graph, Node, Truth

Speaking = tuple[str, int, Condition]
"""What a rule says of a hypothesis: its cluster, its points, and when."""


class Circuit:
    """What to compute of the cells of a table: the score of each hypothesis, the level, contradictions and rules."""

    def __init__(self, base: KnowledgeBase, graph: Graph, rules: bool):
        """With `rules`, whether each rule holds as well."""
        self.graph = graph
        of = graph.of
        speaking: dict[str, list[Speaking]] = {h: [] for h in base.hypotheses}
        for rule in base.weighing:
            for hypothesis, points in rule.points.items():
                if points:
                    speaking[hypothesis].append((cluster_of(rule), points, rule.when))
        self.terms = {h: _terms(graph, base.priors[h], speaking[h]) for h in base.hypotheses}
        self.levels = [graph.any(of(r.when) for r in base.referral if r.level.rank >= n) for n in range(1, len(Level))]
        self.contradictions = graph.contradictions()
        self.measured = frozenset(str(node.args[0]) for node in graph.interned.values() if node.kind == "within")
        self.rules = {r.id: of(r.when) for r in (*base.derive, *base.weighing, *base.referral)} if rules else {}
        self.wanted = self._wanted()

    def _wanted(self) -> Counter[int]:
        """How many times each node is asked for, in a run that asks for everything."""
        asked = [node for _, terms in self.terms.values() for _, node in terms]
        truths = (*self.levels, self.contradictions, *self.rules.values())
        asked += [truth for truth in truths if isinstance(truth, Node)]
        wanted: Counter[int] = Counter()
        while asked:
            node = asked.pop()
            wanted[id(node)] += 1
            if wanted[id(node)] == 1:
                asked += (part for part in node.args if isinstance(part, Node))
        return wanted

    def run(self, cells: dict[str, Any], rows: int) -> "Run":
        """All of it for so many rows; `cells` has bits of answers and numbers of measurements (`read_cells`)."""
        return Run(self, cells, rows)


class Run:
    """The columns of one block of rows, each made when it is first asked for and kept until it is for the last time."""

    def __init__(self, circuit: Circuit, cells: dict[str, Any], rows: int):
        self.circuit, self.cells, self.rows = circuit, cells, rows
        self.made: dict[int, Bits] = {}
        self.wanted = circuit.wanted.copy()
        self.sums: dict[str, Any] = {}
        self._best: Any = None

    def score(self, hypothesis: str) -> Any:
        """The scores of a hypothesis."""
        if hypothesis not in self.sums:
            prior, terms = self.circuit.terms[hypothesis]
            least, planes = added((points, self.of(node)) for points, node in terms)
            self.sums[hypothesis] = numbers(prior + least, planes, self.rows)
        return self.sums[hypothesis]

    def level(self) -> Any:
        """How many levels above the lowest are reached."""
        return reduce(np.add, map(self.holds, self.circuit.levels), np.zeros(self.rows, np.uint8))

    def holds(self, truth: Truth) -> Any:
        """Where something is so, as an array of true and false."""
        if isinstance(truth, bool):
            return np.full(self.rows, truth)
        return unpacked(self.of(truth), self.rows).view(bool)

    def of(self, node: Node) -> Bits:
        """Where a node holds."""
        name = id(node)
        if (made := self.made.get(name)) is None:
            made = self.made[name] = self._compute(node)
        self.wanted[name] -= 1
        if not self.wanted[name]:  # for the next column to lie in the same place of the cache
            del self.made[name]
        return made

    def _compute(self, node: Node) -> Bits:
        args: tuple[Any, ...] = node.args
        if node.kind in ("all", "any"):
            join = np.bitwise_and if node.kind == "all" else np.bitwise_or
            joined = join(self.of(args[0]), self.of(args[1]))
            for part in args[2:]:
                join(joined, self.of(part), out=joined)
            return joined
        if node.kind == "present":
            return self.cells[f"+{args[0]}"]
        if node.kind == "absent":
            return self.cells[f"-{args[0]}"]
        if node.kind == "within":
            name, low, high = args
            holds: Bits = self.cells[f"<{name}"].within(low, high, self.rows)
            return holds
        if node.kind == "reaches":
            return packed(self.score(args[0]) >= args[1])
        if node.kind == "leads":
            return packed(self.score(args[0]) >= self._highest())
        if node.kind == "not":
            return ~self.of(args[0])
        least, planes = added((1, self.of(member)) for member in args[1:])
        return packed(numbers(least, planes, self.rows) >= args[0])

    def _highest(self) -> Any:
        """The highest score of all, or the least that leads if all are lower."""
        if self._best is None:
            self._best = reduce(np.maximum, map(self.score, self.circuit.terms), np.int16(EVEN_ODDS))
        return self._best


def _terms(graph: Graph, prior: int, speaking: list[Speaking]) -> tuple[int, list[tuple[int, Node]]]:
    """A score as a constant and terms: so many points where a node holds.

    Of a cluster the strongest counts: the weakest weight where any rule holds, plus for each stronger weight the
    difference where a rule of at least that weight holds.
    """
    speaking.sort(key=lambda s: (s[0], s[1] > 0, -abs(s[1])))
    terms: list[tuple[int, Node]] = []
    for _, group in groupby(speaking, key=lambda s: (s[0], s[1] > 0)):
        members = list(group)
        weights = sorted({p for _, p, _ in members}, key=abs, reverse=True)
        holds: Truth = False
        for weight, weaker in zip(weights, [*weights[1:], 0], strict=True):
            holds = graph.any([holds, *(graph.of(when) for _, p, when in members if p == weight)])
            if holds is True:
                prior += weight - weaker
            elif holds is not False:
                terms.append((weight - weaker, holds))
    return prior, terms
