"""What a rule cannot do without, so that a case is asked only of the rules that something known of it touches."""

from collections.abc import Iterable

from .condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leads, NotKnown, NotMeasured
from .condition_reading import Reading, read
from .rule import Rule

ALWAYS = ""
"""Stands for rules that may hold whatever is known."""
Index = dict[str, tuple[int, ...]]


def index_of(rules: Iterable[Rule]) -> Index:
    """The places of the rules that each thing known touches."""
    index: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        for name in needs(rule.when) or (ALWAYS,):
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


def needs(condition: Condition) -> frozenset[str] | None:
    """The names of which one at least must be known for the condition to hold; None where it may hold without."""
    return read(condition, _NEEDS)


class _Needs(Reading[frozenset[str] | None]):
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
        """The part that the fewest things satisfy."""
        return min((n for n in map(self._of, condition.all) if n is not None), key=len, default=None)

    def any(self, condition: Any_) -> frozenset[str] | None:
        return self._either(condition.any)

    def at_least(self, condition: AtLeast) -> frozenset[str] | None:
        return self._either(condition.at_least.of)

    def _either(self, parts: Iterable[Condition]) -> frozenset[str] | None:
        either = [self._of(part) for part in parts]
        return None if None in either else frozenset().union(*(n for n in either if n is not None))

    def _of(self, part: Condition) -> frozenset[str] | None:
        return read(part, self)


_NEEDS = _Needs()
