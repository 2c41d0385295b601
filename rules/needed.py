"""What a rule cannot do without, so that a case is asked only of the rules that something known of it touches."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from .condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leads, NotKnown, NotMeasured, leaves
from .condition_reading import Reading, read
from .rule import Rule

ALWAYS = ""
"""Stands for rules that may hold whatever is known."""
Index = dict[str, tuple[int, ...]]


def index_of(rules: Sequence[Rule]) -> Index:
    """The places of the rules that each thing known touches.

    What many rules name is likely to be known, so that a rule is found by what few name, where there is a choice.
    """
    index: dict[str, list[int]] = {}
    named = Counter(name for rule in rules for leaf in leaves(rule.when) for name in needs(leaf) or ())
    for place, rule in enumerate(rules):
        for name in needs(rule.when, named) or (ALWAYS,):
            index.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in index.items()}


def touched(index: Index, known: Iterable[str]) -> list[int]:
    """The places of the rules that may hold where only this is known, in their order."""
    return sorted({place for name in (ALWAYS, *known) for place in index.get(name, ())})


def denied(finding: str) -> str:
    """The name of a finding's absence."""
    return f"-{finding}"


def measured(measurement: str) -> str:
    """The name of a measurement's being known."""
    return f"#{measurement}"


def reached(hypothesis: str) -> str:
    """The name of a hypothesis's being possible, or more."""
    return f"={hypothesis}"


def leading(hypothesis: str) -> str:
    """The name of a hypothesis's being at even odds, or more, so that it may lead."""
    return f">{hypothesis}"


def known(present: Iterable[str], absent: Iterable[str], measurements: Iterable[str]) -> set[str]:
    """The names of what is known of findings and measurements."""
    return {*present, *map(denied, absent), *map(measured, measurements)}


def needs(condition: Condition, named: Mapping[str, int] | None = None) -> frozenset[str] | None:
    """The names of which one at least must be known for the condition to hold; None where it may hold without.

    Where there is a choice, those that are `named` least often.
    """
    return read(condition, _Needs(named or {}))


class _Needs(Reading[frozenset[str] | None]):
    def __init__(self, named: Mapping[str, int]):
        self.named = named

    def finding(self, condition: str) -> frozenset[str]:
        return frozenset([condition])

    def absent(self, condition: Absent) -> frozenset[str]:
        return frozenset([denied(condition.absent)])

    def not_known(self, condition: NotKnown) -> None:
        return None

    def not_measured(self, condition: NotMeasured) -> None:
        return None

    def compare(self, condition: Compare) -> frozenset[str]:
        return frozenset([measured(condition.measurement)])

    def in_band(self, condition: InBand) -> frozenset[str]:
        return frozenset([reached(condition.hypothesis)])

    def leads(self, condition: Leads) -> frozenset[str]:
        return frozenset([leading(condition.leads)])

    def all(self, condition: All) -> frozenset[str] | None:
        """The part that is named least often."""
        return min((n for n in map(self._of, condition.all) if n is not None), key=self._often, default=None)

    def any(self, condition: Any_) -> frozenset[str] | None:
        return self._either(condition.any)

    def at_least(self, condition: AtLeast) -> frozenset[str] | None:
        return self._either(condition.at_least.of)

    def _either(self, parts: Iterable[Condition]) -> frozenset[str] | None:
        either = [self._of(part) for part in parts]
        return None if None in either else frozenset().union(*(n for n in either if n is not None))

    def _of(self, part: Condition) -> frozenset[str] | None:
        return read(part, self)

    def _often(self, names: Collection[str]) -> int:
        return sum(self.named.get(name, 1) for name in names)
