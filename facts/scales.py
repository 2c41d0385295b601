"""From one unit of a measurement to another: by its code, by a spelling, or by dimensions that two units share."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .printable import plain

if TYPE_CHECKING:
    from .units import Unit


class Scale(NamedTuple):
    """How a unit becomes the measurement's own: times `factor`, plus `shift` where the noughts differ (°F, HbA1c)."""

    factor: float
    shift: float = 0.0

    def __call__(self, amount: float) -> float:
        """The amount in the measurement's own unit."""
        return amount * self.factor + self.shift


_SHOWN = {"Cel": "°C", "[degF]": "°F", "a": "years", "d": "days", "1": "", "[lb_av]": "lb", "[in_i]": "in"}


def as_said(code: str) -> str:
    """A UCUM code as people write it: °C for Cel, years for a, 10^9/L for 10*9/L."""
    said = _SHOWN.get(code, code.replace("{1.73_m2}", "1.73 m2").replace("*", "^"))
    return said.replace("[", "").replace("]", "").replace("{", " ").replace("}", "")


def counts_cells(unit: str) -> bool:
    """Whether a unit counts single things in a microlitre, of which nobody writes fractions."""
    return any(u.scale == 10**6 and not u.over and u.under == ("volume",) for u in _units_of(unit))


def same_unit(unit: str, other: str) -> bool:
    """Whether two writings mean one unit."""
    return bool(set(_units_of(unit)) & set(_units_of(other)))


@lru_cache(maxsize=8192)
def scale_of(unit: str, scales: tuple[tuple[str, Scale], ...], spellings: tuple[tuple[str, str], ...]) -> Scale | None:
    """The scale of a unit among those of a measurement's known units; None if it is none of them in any size."""
    by_code = dict(scales)
    codes = {_folded(code): code for code in reversed(by_code)} | {_folded(s): code for s, code in spellings}
    if unit in by_code:
        return by_code[unit]
    if (code := codes.get(_folded(unit))) is not None:
        return by_code[code]
    for reading in _units_of(unit):
        for code, scale in scales:
            for known in _units_of(code)[:1]:
                if known.dimension == reading.dimension and known.dimension != ((), ()):
                    return Scale(float(reading.scale / known.scale) * scale.factor, scale.shift)
    return None


def _units_of(text: str) -> "tuple[Unit, ...]":
    """The units that a writing may mean; what reads them is loaded for those that are written."""
    from .units import units_of

    return units_of(text)


def _folded(unit: str) -> str:
    return plain(unit).casefold().replace(" ", "").replace("_", "").replace("/", "")
