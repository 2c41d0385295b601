"""The rules as columns: each distinct condition once, in layers, each layer made of columns of the ones before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import groupby
from operator import add
from typing import Any

import narwhals.stable.v2 as nw

from ..rules.condition import BAND_ORDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import BAND_FLOORS, EVEN_ODDS
from ..rules.rule import Level, cluster_of
from .layout import Layout
from .nodes import Graph, Node, Truth
from .read_cells import answers

LEVEL = "level"
DIRECT = ("present", "absent", "reaches", "leads")  # one look at a column, or comparing two, is not kept in another
BEST = "?best"


def score_of(hypothesis: str) -> str:
    """The column of a hypothesis's score."""
    return f"{hypothesis}_score"


def band_of(hypothesis: str) -> str:
    """The column of a hypothesis's band."""
    return f"{hypothesis}_band"


def rank_of(hypothesis: str) -> str:
    """The column of a hypothesis's rank."""
    return f"{hypothesis}_rank"


@dataclass(frozen=True, eq=False)
class Plan:
    """What to compute over a table: layers of named expressions, then the `results` to keep.

    Results are each hypothesis's score (integer decibans) and band (0 to 3), the level (0 to 4), each rule asked for,
    and the marks of rows with cells that cannot be read (`!`) or that contradict themselves (`!!`).
    """

    layers: tuple[tuple[nw.Expr, ...], ...]
    results: tuple[str, ...]


@lru_cache(maxsize=32)
def plan(base: KnowledgeBase, table: Layout, schema: tuple[tuple[str, Any], ...], rules: bool) -> Plan:
    """The plan for a table of this schema; with `rules`, every rule has its column as well."""
    compiler = _Compiler(Graph(base, table))
    compiler.compile(base, rules)
    named = tuple(r.id for r in (*base.derive, *base.weighing, *base.referral)) if rules else ()
    scored = tuple(name for h in base.hypotheses for name in (score_of(h), band_of(h)))
    layers = (tuple(answers(dict(schema), table, base.vocabulary)), *compiler.layers())
    return Plan(layers, (*scored, LEVEL, *named, "!", "!!"))


class _Compiler:
    def __init__(self, graph: Graph):
        self.graph = graph
        self.roots: dict[str, Truth] = {}
        self.terms: dict[str, tuple[int, list[tuple[int, Node]]]] = {}
        self.uses: Counter[Node] = Counter()
        self.heights: dict[Node, int] = {}
        self.names: dict[Node, str] = {}

    def compile(self, base: KnowledgeBase, rules: bool) -> None:
        """Gather everything the plan must come to, then how often each node is used."""
        of = self.graph.of
        for hypothesis in base.hypotheses.values():
            self.terms[hypothesis.id] = self._terms(base, hypothesis.id, base.priors[hypothesis.id])
        if rules:
            self.roots |= {r.id: of(r.when) for r in (*base.derive, *base.weighing, *base.referral)}
        for rank in range(1, len(Level)):
            self.roots[f"?level {rank}"] = self.graph.any(of(r.when) for r in base.referral if r.level.rank >= rank)
        self.roots["!!"] = self.graph.contradictions()
        for truth in (*self.roots.values(), *(n for _, terms in self.terms.values() for _, n in terms)):
            self._use(truth)

    def layers(self) -> tuple[tuple[nw.Expr, ...], ...]:
        """Named expressions by height; each asks only for columns of a lower one."""
        shared = [n for n, uses in self.uses.items() if uses > 1 and n.kind not in DIRECT]
        levels: dict[int, list[nw.Expr]] = {}
        for number, node in enumerate(sorted(shared, key=lambda n: self._height(n))):
            self.names[node] = f"?{number}"
        for node, name in list(self.names.items()):
            levels.setdefault(self._height(node), []).append(self._compute(node).alias(name))
        for hypothesis in self.terms:
            height = self._score_height(hypothesis)
            levels.setdefault(height, []).append(self._score(hypothesis).alias(score_of(hypothesis)))
            levels.setdefault(height + 1, []).append(_band(score_of(hypothesis)).alias(band_of(hypothesis)))
        if any(node.kind == "leads" for node in self.uses):
            levels.setdefault(self._best_height(), []).append(self._best().alias(BEST))
        last = levels.setdefault(max(levels, default=0) + 1, [])
        last += [self._expr(truth).alias(name) for name, truth in self.roots.items() if not name.startswith("?")]
        reached = (_whole(self._expr(t), 1, nw.Int8) for n, t in self.roots.items() if n.startswith("?"))
        last.append(reduce(add, reached).alias(LEVEL))
        return tuple(tuple(levels[height]) for height in sorted(levels))

    def _terms(self, base: KnowledgeBase, hypothesis: str, prior: int) -> tuple[int, list[tuple[int, Node]]]:
        """A score as a constant and terms: so many points where a node holds.

        Of a cluster the strongest counts: the weakest weight where any rule holds, plus for each stronger weight the
        difference where a rule of at least that weight holds.
        """
        speaking = [(cluster_of(r), r.points[hypothesis], r) for r in base.weighing if r.points.get(hypothesis)]
        speaking.sort(key=lambda s: (s[0], s[1] > 0, -abs(s[1])))
        terms: list[tuple[int, Node]] = []
        for _, group in groupby(speaking, key=lambda s: (s[0], s[1] > 0)):
            members = list(group)
            weights = sorted({p for _, p, _ in members}, key=abs, reverse=True)
            for weight, weaker in zip(weights, [*weights[1:], 0], strict=True):
                holds = self.graph.any(self.graph.of(r.when) for _, p, r in members if abs(p) >= abs(weight))
                if holds is True:
                    prior += weight - weaker
                elif holds is not False:
                    terms.append((weight - weaker, holds))
        return prior, terms

    def _use(self, truth: Truth) -> None:
        if isinstance(truth, Node):
            self.uses[truth] += 1
            if self.uses[truth] == 1:
                for part in _parts(truth):
                    self._use(part)

    def _height(self, node: Node) -> int:
        if node not in self.heights:
            if node.kind == "reaches":
                height = self._score_height(str(node.args[0])) + 1
            elif node.kind == "leads":
                height = self._best_height() + 1
            else:
                height = max((self._height(p) + (self.uses[p] > 1) for p in _parts(node)), default=0)
            self.heights[node] = height
        return self.heights[node]

    def _score_height(self, hypothesis: str) -> int:
        return 1 + max((self._height(n) for _, n in self.terms[hypothesis][1]), default=0)

    def _best_height(self) -> int:
        return 1 + max(map(self._score_height, self.terms))

    def _best(self) -> nw.Expr:
        """The highest score of all, or the least that leads if all are lower."""
        return nw.max_horizontal(nw.lit(EVEN_ODDS, nw.Int16), *map(score_of, self.terms))

    def _score(self, hypothesis: str) -> nw.Expr:
        prior, terms = self.terms[hypothesis]
        return reduce(add, (_whole(self._expr(n), w, nw.Int16) for w, n in terms), nw.lit(prior, nw.Int16))

    def _expr(self, truth: Truth) -> nw.Expr:
        if isinstance(truth, bool):
            return nw.lit(truth)
        return nw.col(self.names[truth]) if truth in self.names else self._compute(truth)

    def _compute(self, node: Node) -> nw.Expr:
        args: tuple[Any, ...] = node.args
        if node.kind == "present":
            return nw.col(f"+{args[0]}")
        if node.kind == "absent":
            return nw.col(f"-{args[0]}")
        if node.kind == "within":
            name, low, high = args
            least, most = nw.col(f"<{name}") >= low, nw.col(f">{name}") <= high
            return nw.all_horizontal(least, most, ignore_nulls=False).fill_null(False)
        if node.kind == "reaches":
            reached: nw.Expr = nw.col(score_of(args[0])) >= args[1]
            return reached
        if node.kind == "leads":
            leads: nw.Expr = nw.col(score_of(args[0])) >= nw.col(BEST)
            return leads
        if node.kind == "at_least":
            n, *members = args
            counted: nw.Expr = reduce(add, (_whole(self._expr(m), 1, nw.Int8) for m in members)) >= n
            return counted
        parts = [self._expr(a) for a in args]
        if node.kind == "not":
            return ~parts[0]
        joined = nw.all_horizontal if node.kind == "all" else nw.any_horizontal
        return joined(*parts, ignore_nulls=False)


def _parts(node: Node) -> Iterable[Node]:
    return [a for a in node.args if isinstance(a, Node)]


def _whole(holds: nw.Expr, number: int, dtype: Any) -> nw.Expr:
    return nw.when(holds).then(nw.lit(number, dtype)).otherwise(nw.lit(0, dtype))


def _band(score: str) -> nw.Expr:
    floors = (BAND_FLOORS[b] for b in BAND_ORDER[1:])
    return reduce(add, (_whole(nw.col(score) >= floor, 1, nw.Int8) for floor in floors))
