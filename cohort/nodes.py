"""The rules of a knowledge base as one graph of yes-or-no nodes, each distinct condition there once.

What a table does not speak of is unknown for everybody, so that most of a rule base folds away for a narrow table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..facts.measurement import Interval
from ..rules.condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leads, NotKnown, NotMeasured
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import BAND_FLOORS
from .layout import Layout

Kind = Literal["present", "absent", "within", "reaches", "leads", "not", "all", "any", "at_least"]


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """One condition, of which a graph has one. `args` are nodes for not, all, any and at_least.

    For present and absent they are the finding as the table gives it, for within a measurement with the ends of a
    range, for reaches a hypothesis with the score asked for, for leads a hypothesis; at_least begins with its count.
    """

    kind: Kind
    args: tuple[object, ...]


Truth = Node | bool


class Graph:
    """Builds the nodes of one knowledge base over one table."""

    def __init__(self, base: KnowledgeBase, table: Layout):
        self.base, self.table = base, table
        self.interned: dict[tuple[object, ...], Node] = {}
        vocabulary = base.vocabulary
        self.sexes = {"female", "male"} & vocabulary.findings.keys() if table.sex else set()
        self.said_present = table.states.keys() | table.present.keys() | self.sexes
        self.said_absent = table.states.keys() | table.absent.keys() | self.sexes
        self.makers: dict[str, list[Condition]] = {}
        for rule in base.derive:
            for finding in vocabulary.broader(rule.then):
                self.makers.setdefault(finding, []).append(rule.when)
        self._done: dict[Condition, Truth] = {}
        self._nodes = _Nodes(self)

    def of(self, condition: Condition) -> Truth:
        """The node of a condition, or what it comes to for everybody."""
        found = self._done.get(condition)
        if found is None:  # asked for once, as to hash a condition is to go through all of it
            found = self._done[condition] = read(condition, self._nodes)
        return found

    def given_present(self, finding: str) -> Truth:
        """Whether an answer says that a finding is present, itself or through one that implies it."""
        said = self.base.vocabulary.narrower(finding) & self.said_present
        return self.any(self.intern("present", f) for f in sorted(said))

    def given_absent(self, finding: str) -> Truth:
        """Whether an answer rules a finding out, itself or through one that it implies."""
        said = self.base.vocabulary.broader(finding) & self.said_absent
        return self.any(self.intern("absent", f) for f in sorted(said))

    def present(self, finding: str) -> Truth:
        """Whether a finding is present by an answer or by a derivation."""
        return self.any([self.given_present(finding), *(self.of(c) for c in self.makers.get(finding, ()))])

    def measured(self, measurement: str, asked: Interval) -> Truth:
        """Whether a measurement is known to lie in a range."""
        if measurement not in self.table.measurements:
            return False
        return self.intern("within", measurement, asked.low, asked.high)

    def contradictions(self) -> Truth:
        """Whether some answer rules out what another one says is present."""
        clashes = []
        for finding in sorted(self.said_absent):
            narrower = self.base.vocabulary.narrower(finding) & self.said_present
            alone = narrower == {finding} and finding in self.table.states and finding not in self.sexes
            if not alone:
                clashes.append(self.all([self.intern("absent", finding), self.given_present(finding)]))
        return self.any(clashes)

    def reaches(self, hypothesis: str, score: int) -> Node:
        """Whether a hypothesis has at least this score."""
        return self.intern("reaches", hypothesis, score)

    def negation(self, node: Truth) -> Truth:
        """Not."""
        return (not node) if isinstance(node, bool) else self.intern("not", node)

    def all(self, nodes: Iterable[Truth]) -> Truth:
        """And."""
        kept = tuple(dict.fromkeys(n for n in nodes if n is not True))
        if False in kept:
            return False
        return self._joined("all", kept) if kept else True

    def any(self, nodes: Iterable[Truth]) -> Truth:
        """Or."""
        kept = tuple(dict.fromkeys(n for n in nodes if n is not False))
        if True in kept:
            return True
        return self._joined("any", kept) if kept else False

    def _joined(self, kind: Kind, nodes: tuple[Truth, ...]) -> Truth:
        return nodes[0] if len(nodes) == 1 else self.intern(kind, *nodes)

    def at_least(self, n: int, nodes: Iterable[Truth]) -> Truth:
        """So many of them."""
        members = list(nodes)
        n -= sum(m is True for m in members)
        open_ = [m for m in members if not isinstance(m, bool)]
        if n <= 0 or n > len(open_):
            return n <= 0
        if n == 1:
            return self.any(open_)
        return self.all(open_) if n == len(open_) else self.intern("at_least", n, *open_)

    def intern(self, kind: Kind, *args: object) -> Node:
        """The one node of this kind and these arguments."""
        node = self.interned.get((kind, *args))
        if node is None:
            node = self.interned[kind, *args] = Node(kind, args)
        return node


class _Nodes(Reading[Truth]):
    """Each form of condition as a node of a graph."""

    def __init__(self, graph: Graph):
        self.graph = graph

    def finding(self, condition: str) -> Truth:
        return self.graph.present(condition)

    def absent(self, condition: Absent) -> Truth:
        return self.graph.given_absent(condition.absent)

    def not_known(self, condition: NotKnown) -> Truth:
        name = condition.not_known
        return self.graph.negation(self.graph.any([self.graph.present(name), self.graph.given_absent(name)]))

    def not_measured(self, condition: NotMeasured) -> Truth:
        return self.graph.negation(self.graph.measured(condition.not_measured, Interval()))

    def compare(self, condition: Compare) -> Truth:
        name = condition.measurement
        return self.graph.measured(name, condition.range(self.graph.base.vocabulary.measurements[name]))

    def in_band(self, condition: InBand) -> Truth:
        return self.graph.reaches(condition.hypothesis, BAND_FLOORS[condition.band])

    def leads(self, condition: Leads) -> Truth:
        return self.graph.intern("leads", condition.leads)

    def all(self, condition: All) -> Truth:
        return self.graph.all(map(self.graph.of, condition.all))

    def any(self, condition: Any_) -> Truth:
        return self.graph.any(map(self.graph.of, condition.any))

    def at_least(self, condition: AtLeast) -> Truth:
        return self.graph.at_least(condition.at_least.n, map(self.graph.of, condition.at_least.of))
