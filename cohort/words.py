"""The words that a cell of a table may hold, and what they mean."""

import math

from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.measurement import Interval, Measurement

PRESENT_WORDS = ("present", "yes", "true", "1", "1.0", "y", "t")
ABSENT_WORDS = ("absent", "no", "false", "0", "0.0", "n", "f")
UNKNOWN_WORDS = ("", "unknown", "not sure", "na", "n/a", "nan", "null", "none")
SEX_WORDS = {"female": ("female", "f", "woman", "girl"), "male": ("male", "m", "man", "boy"), "other": ("other",)}
ONE_NUMBER = ("age", "duration_days")


def is_empty(value: object) -> bool:
    """Whether a cell says nothing."""
    return value is None or str(value).strip().lower() in UNKNOWN_WORDS


def read_state(value: object) -> State:
    """What one cell says of a finding. Raises InputError if it cannot be read."""
    word = str(value).strip().lower()
    if word in PRESENT_WORDS:
        return State.PRESENT
    if word in ABSENT_WORDS:
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
    interval = measurement.read(value, unit_of(measurement, factor))
    if measurement.id in ONE_NUMBER and interval.exact is None:
        raise InputError(f"{measurement.label}: {value!r} is not one number")
    return interval


def unit_of(measurement: Measurement, factor: float) -> str:
    """The unit that has this factor."""
    return next((u for u, f in measurement.units.items() if f == factor), measurement.unit)
