"""Why the condition of a rule does not hold."""

from collections.abc import Iterable

from ..facts.finding import Record


class Said(Record):
    """An answer, a value or a band that a rule would need to be otherwise."""

    about: str
    state: str


class Failing(Record):
    """Why a condition does not hold: `closed` if no open answer could make it, and what it hangs on."""

    closed: bool
    said: frozenset[Said] = frozenset()
    bands: frozenset[Said] = frozenset()
    not_asked: frozenset[str] = frozenset()


def together(closed: bool, failing: Iterable[Failing]) -> Failing:
    """Several failings as one."""
    told = list(failing)
    return Failing(
        closed=closed,
        said=frozenset(s for f in told for s in f.said),
        bands=frozenset(b for f in told for b in f.bands),
        not_asked=frozenset(n for f in told for n in f.not_asked),
    )
