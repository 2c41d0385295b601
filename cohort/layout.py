"""Which column of a table says what: names resolve like the terms of a case."""

from dataclasses import dataclass, field
from functools import lru_cache

from ..facts.case import RECORD_KEYS
from ..facts.errors import InputError, UnknownTerm
from ..facts.vocabulary import Vocabulary
from ..reading.meant import finding_meant

PRESENT, ABSENT = "_present", "_absent"
LOW, HIGH = "_at_least", "_at_most"


@dataclass(frozen=True)
class Number:
    """The column of a measurement, or of one end of it, and the factor from its unit to the measurement's own."""

    column: str
    factor: float = 1.0


@dataclass(eq=False)
class Layout:
    """What the columns of a table hold.

    `states` maps a finding to its three-valued column, `present` and `absent` to a column that is true where it is
    just that. `exact` maps a measurement to the column of its number, `low` and `high` to the ends of what is known of
    it. `carried` are columns that no rule sees and that go to the output as they are.
    """

    states: dict[str, str] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    exact: dict[str, Number] = field(default_factory=dict)
    low: dict[str, Number] = field(default_factory=dict)
    high: dict[str, Number] = field(default_factory=dict)
    sex: str | None = None
    carried: tuple[str, ...] = ()

    @property
    def findings(self) -> set[str]:
        """The findings that the table speaks of, apart from the sex."""
        return {*self.states, *self.present, *self.absent}

    @property
    def measurements(self) -> set[str]:
        """The measurements that the table gives."""
        return {*self.exact, *self.low, *self.high}


@lru_cache(maxsize=32)
def layout(columns: tuple[str, ...], vocabulary: Vocabulary) -> Layout:
    """What these columns hold.

    A finding is one three-valued column, or two ending in `_present` and `_absent`; a measurement is one column of
    numbers, with its unit at the end if it is not the measurement's own (`ferritin_ng_ml`), or two ending in
    `_at_least` and `_at_most`. Raises InputError with every column that means nothing, or means what another one means.
    """
    found, faults, carried = Layout(), [], []
    for column in columns:
        if column in RECORD_KEYS:
            carried.append(column)
        elif column == "sex":
            found.sex = column
        else:
            try:
                _place(column, found, vocabulary)
            except InputError as error:
                faults.append(f"column {column!r}: {error}")
    faults += _halves(found)
    if faults:
        raise InputError("\n".join(faults))
    found.carried = tuple(carried)
    return found


def means_something(column: str, vocabulary: Vocabulary) -> bool:
    """Whether a column of this name, by itself, would be read."""
    try:
        _place(column, Layout(), vocabulary)
    except InputError:
        return column in RECORD_KEYS or column == "sex"
    return True


def _place(column: str, found: Layout, vocabulary: Vocabulary) -> None:
    """Ids come before synonyms, since a synonym of a result may be the name of the measurement."""
    if column in vocabulary.measurements:
        _measurement(column, found, vocabulary)
        return
    if (name := vocabulary.same(column)) is None:
        if not _half_finding(column, found, vocabulary) and not _measurement(column, found, vocabulary):
            raise _unknown(column, vocabulary)
        return
    if name in found.findings:
        raise InputError(f"another column already says {name!r}")
    found.states[name] = column


def _unknown(column: str, vocabulary: Vocabulary) -> InputError:
    """Why a column means nothing: its no would rule out more than it says, or nothing is called like that."""
    try:
        broader = finding_meant(column, vocabulary)
    except UnknownTerm as unknown:
        return unknown
    return InputError(f"is narrower than {broader!r}; call it that if that is meant")


def _half_finding(column: str, found: Layout, vocabulary: Vocabulary) -> bool:
    for suffix, side in ((PRESENT, found.present), (ABSENT, found.absent)):
        if column.endswith(suffix):
            if (name := vocabulary.same(column.removesuffix(suffix))) is None:
                continue
            if name in side or name in found.states:
                raise InputError(f"another column already says {name!r}")
            side[name] = column
            return True
    return False


def _measurement(column: str, found: Layout, vocabulary: Vocabulary) -> bool:
    for suffix, ends in ((LOW, found.low), (HIGH, found.high), ("", found.exact)):
        if column.endswith(suffix):
            try:
                name, unit = vocabulary.measurement(column.removesuffix(suffix))
            except UnknownTerm:
                continue
            if name in vocabulary.panels:
                raise InputError(f"{name!r} is a panel of several measurements; give a column for each")
            if name in ends or name in found.exact or (ends is found.exact and name in found.measurements):
                raise InputError(f"another column already gives {name!r}")
            ends[name] = Number(column, vocabulary.measurements[name].factor(unit) if unit else 1.0)
            return True
    return False


def _halves(found: Layout) -> list[str]:
    faults = []
    for one, other, ends in ((found.present, found.absent, (PRESENT, ABSENT)), (found.low, found.high, (LOW, HIGH))):
        for name in sorted(one.keys() ^ other.keys()):
            has, lacks = ends if name in one else ends[::-1]
            faults.append(f"{name!r} has a column ending in {has!r} but none ending in {lacks!r}")
    return faults
