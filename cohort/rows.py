"""One row of a table as the case it says, so that it can be read, refused and explained like any other."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..facts.answer_words import SEXES, sex_of
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.measurement import Interval, Measurement
from ..facts.quantity import figures
from ..facts.vocabulary import Vocabulary
from ..reading.understand import understand
from .layout import Layout
from .words import ONE_NUMBER, is_empty, read_number, read_state, unit_of

Row = Mapping[str, Any]


def as_case(row: Row, table: Layout, vocabulary: Vocabulary) -> dict[str, Any]:
    """The row in the form of a case file. Raises InputError with every cell that cannot be read."""
    states, faults = _states(row, _answers(table))
    case: dict[str, Any] = {c: row[c] for c in table.carried if row[c] is not None}
    for key, asked, sides in (("present", State.PRESENT, table.present), ("absent", State.ABSENT, table.absent)):
        said = [f for f, column in table.states.items() if states.get(column) is asked]
        said += [f for f, column in sides.items() if states.get(column) is State.PRESENT]
        if said:
            case[key] = sorted(said)
    if table.sex and not is_empty(row[table.sex]):
        word = str(row[table.sex]).strip().lower()
        case["sex"] = next((s for s, words in SEXES.items() if word in words), word)
    labs = {}
    for name in sorted(table.measurements):
        try:
            value = _measured(row, table, vocabulary.measurements[name])
        except InputError as error:
            faults[name] = str(error)
            continue
        if value is not None and name in ONE_NUMBER and not isinstance(value, str):
            case[name] = value
        elif value is not None:
            labs[name] = value if isinstance(value, str) else f"{figures(value)} {vocabulary.measurements[name].unit}"
    if labs:
        case["labs"] = labs
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults.values())))
    return case


def unread(row: Row, table: Layout, vocabulary: Vocabulary) -> dict[str, str]:
    """Why cells of a row cannot be read, by their columns."""
    _, found = _states(row, _answers(table))
    if table.sex and not is_empty(row[table.sex]):
        try:
            sex_of(str(row[table.sex]))
        except InputError as error:
            found[table.sex] = f"sex: {error}"
    for name in sorted(table.measurements):
        try:
            value = _measured(row, table, vocabulary.measurements[name])
            if value is not None:
                vocabulary.measurements[name].read(value)
        except InputError as error:
            given = [side[name].column for side in (table.exact, table.low, table.high) if name in side]
            found |= dict.fromkeys(given, str(error))
    return found


def _answers(table: Layout) -> tuple[str, ...]:
    return (*table.states.values(), *table.present.values(), *table.absent.values())


def problem(row: Row, table: Layout, vocabulary: Vocabulary) -> str | None:
    """Why a row cannot be read as a case, or None."""
    try:
        understand(as_case(row, table, vocabulary), vocabulary)
    except InputError as error:
        return "; ".join(str(error).splitlines())
    return None


def _states(row: Row, columns: Iterable[str]) -> tuple[dict[str, State], dict[str, str]]:
    """What the columns say, those that can be read; and why the others cannot."""
    states, faults = {}, {}
    for column in columns:
        try:
            states[column] = read_state(row[column])
        except InputError as error:
            faults[column] = f"{column}: {error}"
    return states, faults


def _measured(row: Row, table: Layout, measurement: Measurement) -> Any:
    """What a case file would say: the number in the measurement's own unit, or words such as "<=60 ng/mL"."""
    if number := table.exact.get(measurement.id):
        interval = read_number(row[number.column], measurement, number.factor)
        if interval is None:
            return None
        text = str(row[number.column]).strip()
        unit = unit_of(measurement, number.factor)
        return interval.exact if interval.exact is not None else f"{text} {unit}" if text[-1:].isdigit() else text
    ends = []
    for side in (table.low, table.high):
        number = side[measurement.id]
        interval = read_number(row[number.column], measurement, number.factor)
        ends.append(interval.exact if interval else None)
    low, high = ends
    if low is None and high is None:
        return None
    least, most = measurement.plausible
    known = Interval(low=least if low is None else low, high=most if high is None else high)
    if known.low > known.high:
        raise InputError(f"{measurement.label}: at least {known.low:g} and at most {known.high:g}")
    if known.exact is not None:
        return known.exact
    if known.low == least:
        return f"<={figures(known.high)} {measurement.unit}"
    if known.high == most:
        return f">={figures(known.low)} {measurement.unit}"
    for word in ("normal", "low", "high"):
        if measurement.reference and _reads(measurement, word) == known:
            return word
    raise InputError(f"{measurement.label}: between {known.low:g} and {known.high:g} cannot be said in a case")


def _reads(measurement: Measurement, word: str) -> Interval | None:
    try:
        return measurement.read(word)
    except InputError:
        return None
