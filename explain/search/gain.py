"""How much an option can gain one hypothesis on another at most, so that sets that cannot be enough are not looked at.

What a cluster gives changes to the good only where some option of a set raises or lowers what a rule of it asks about;
each option is given all that such a change could bring. So no set gains more than its options are given together.
"""

from collections.abc import Iterator

from ...facts.case import Case
from ...rules.condition import Absent, Condition, NotKnown, leaves
from ...rules.knowledge_base import KnowledgeBase
from .bitset_rules import Many
from .option_sets import Grid
from .options import Option, Options

Atom = tuple[str, str]  # that a finding is present, absent or not known
PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"


class Gains:
    """The most that each option can add to the score of `second` less that of `first`, in decibans."""

    def __init__(self, rules: Many, case: Case, options: Options, first: str, second: str):
        self.base = rules.base
        nothing = Option(frozenset(), frozenset(), frozenset(), ())
        now = Grid(rules, case, options, [nothing], single=True).cases()
        self.atoms = {rule.id: set(_atoms(rule.when)) for rule, _ in rules.evidence}
        self.derived = [(set(_atoms(rule.when)), rule.then) for rule, _ in rules.derive]
        self.raising: list[list[tuple[int, str]]] = []  # what it would bring if a rule held that does not
        self.lowering: list[tuple[int, str]] = []  # what it would bring if a rule did not hold that does
        for hypothesis, for_it in ((second, True), (first, False)):
            for cluster in rules.clusters.get(hypothesis, ()):
                points, rule = next((c for c in cluster if rules.asks[c[1]](now)), (0, ""))
                if (cluster[0][0] > 0) is for_it:
                    self.raising.append([(abs(p) - abs(points), r) for p, r in cluster if abs(p) > abs(points)])
                elif points:
                    self.lowering.append((abs(points), rule))
        self.wanted = 1 - rules.margins(now, second, first)[0]

    def of(self, option: Option) -> int:
        """The most that the option can bring, alone or beside any others."""
        up, down = self._moved(option)
        gained = sum(
            next((points for points, rule in cluster if not up.isdisjoint(self.atoms[rule])), 0)
            for cluster in self.raising
        )
        return gained + sum(points for points, rule in self.lowering if not down.isdisjoint(self.atoms[rule]))

    def _moved(self, option: Option) -> tuple[set[Atom], set[Atom]]:
        """What may hold after the option that did not, and what did and may hold no longer."""
        taken = {f for given in option.drops for f in _related(given, self.base)}
        up = {(PRESENT, f) for f in option.makes} | {(ABSENT, f) for f in option.denies} | {(UNKNOWN, f) for f in taken}
        down = {(UNKNOWN, f) for f in option.makes | option.denies}
        down |= {(state, f) for f in taken for state in (PRESENT, ABSENT)}
        for asked, then in self.derived:
            broader = self.base.vocabulary.broader(then)
            for moved, against in ((up, down), (down, up)):
                if not moved.isdisjoint(asked):
                    moved |= {(PRESENT, f) for f in broader}
                    against |= {(UNKNOWN, f) for f in broader}
        return up, down


def _related(finding: str, base: KnowledgeBase) -> set[str]:
    return {*base.vocabulary.broader(finding), *base.vocabulary.narrower(finding)}


def _atoms(condition: Condition) -> Iterator[Atom]:
    for leaf in leaves(condition):
        match leaf:
            case str():
                yield PRESENT, leaf
            case Absent():
                yield ABSENT, leaf.absent
            case NotKnown():
                yield UNKNOWN, leaf.not_known
