"""The words that a cell of a table may hold, and what they mean."""

import math

from ..facts.ages import years
from ..facts.answer_words import NO, YES, says_nothing
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.measurement import Interval, Measurement
from ..facts.spans import days

ONE_NUMBER = ("age", "duration_days")


def is_empty(value: object) -> bool:
    """Whether a cell says nothing."""
    return says_nothing(value)


def read_state(value: object) -> State:
    """What one cell says of a finding. Raises InputError if it cannot be read."""
    word = str(value).strip().lower()
    if word in YES:
        return State.PRESENT
    if word in NO:
        return State.ABSENT
    if is_empty(value):
        return State.UNKNOWN
    raise InputError(f"{value!r} is none of present, absent, unknown, true, false, 1, 0")


def read_number(value: object, measurement: Measurement, factor: float = 1.0) -> Interval | None:
    """What one cell says of a measurement; None if nothing. Raises InputError if it cannot be read."""
    if is_empty(value):
        return None
    if isinstance(value, float) and math.isinf(value):
        raise InputError(f"{measurement.label}: {value!r} is not a number")
    if measurement.id in ONE_NUMBER and factor == 1.0 and isinstance(value, str):
        value = years(value) if measurement.id == "age" else days(value, bare="day")
    interval = measurement.read(value, unit_of(measurement, factor))
    if measurement.id in ONE_NUMBER and interval.exact is None:
        raise InputError(f"{measurement.label}: {value!r} is not one number")
    return interval


def unit_of(measurement: Measurement, factor: float) -> str:
    """The unit that has this factor."""
    return next((u for u, f in measurement.units.items() if f == factor), measurement.unit)
