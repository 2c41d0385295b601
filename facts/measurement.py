"""Measurements: numbers with a unit, and the intervals that a report such as "<60" leaves open."""

import math
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .errors import InputError
from .finding import Id, Record, SourceId, Text

_QUANTITY = re.compile(r"^(<=|>=|<|>|≤|≥)?\s*([+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)\s*(.*)$")
_WORDS = {
    "low": "low", "decreased": "low", "reduced": "low", "below detection": "low", "undetectable": "low",
    "very low": "low", "deficient": "low", "below normal": "low", "suppressed": "low", "severely deficient": "low",
    "unrecordable": "low", "not recordable": "low", "insufficient": "low",
    "normal": "normal", "within normal limits": "normal", "within range": "normal", "negative": "normal",
    "not raised": "normal", "not detected": "normal",
    "high": "high", "raised": "high", "elevated": "high", "increased": "high", "above normal": "high",
    "very high": "high", "positive": "high", "markedly raised": "high", "markedly elevated": "high",
    "strongly positive": "high",
}  # fmt: skip


class Interval(Record):
    """What is known of a number: it lies from `low` to `high`, in the measurement's own unit."""

    low: float = -math.inf
    high: float = math.inf

    @property
    def exact(self) -> float | None:
        """The number itself where it is known exactly."""
        return self.low if self.low == self.high else None

    def within(self, other: "Interval") -> bool:
        """Whether the number surely lies in the other interval."""
        return self.low >= other.low and self.high <= other.high


class Measurement(Record):
    """A number that can be known of a person.

    `unit` is the UCUM code that rules are written in; `units` maps other accepted UCUM codes to the
    factor that turns them into it. `plausible` bounds what a living person can show, `reference`
    what a laboratory calls normal in adults; a result given in words reads as that side of it.
    `several` says which counts where a report gives more than one, as of both legs.
    """

    id: Id
    label: Text
    question: Text
    help: Text
    topic: Id = "results"
    unit: Text
    units: dict[str, Annotated[float, Field(gt=0)]] = {}
    spellings: dict[str, str] = Field(default_factory=dict)
    synonyms: tuple[Text, ...] = ()
    loinc: str | None = None
    plausible: tuple[float, float]
    reference: tuple[float | None, float | None] | None = None
    several: Literal["lowest"] | None = None
    sources: tuple[SourceId, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> "Measurement":
        if self.plausible[0] >= self.plausible[1]:
            raise ValueError("plausible must be [lowest, highest]")
        return self

    def factor(self, unit: str) -> float:
        """The factor from `unit` (UCUM or a usual spelling) to the measurement's own unit."""
        wanted = _fold(unit)
        for code, factor in {self.unit: 1.0, **self.units}.items():
            if wanted == _fold(code):
                return factor
        for spelling, code in self.spellings.items():
            if wanted == _fold(spelling):
                return self.factor(code)
        known = ", ".join([self.unit, *self.units])
        raise InputError(f"unknown unit {unit!r} for {self.label}; use one of: {known}")

    def read(self, value: object, unit: str | None = None) -> Interval:
        """The interval that `value` leaves: 9, "9 ng/mL", "<60", "normal" or "below detection".

        Raises InputError for anything else, an unknown unit, or a value outside `plausible`.
        """
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InputError(
                f"{self.label}: {value!r} is not a number, nor a number with a unit such as '9 {self.unit}'"
            )
        text = str(value).strip()
        if text.lower() in _WORDS:
            return self._words(_WORDS[text.lower()])
        match = _QUANTITY.match(text)
        if not match:
            raise InputError(
                f"{self.label}: {value!r} is not a number, nor a number with a unit such as '9 {self.unit}'"
            )
        sign, number, written = match.groups()
        if re.search(r",\d{3}\b", number):
            raise InputError(f"{self.label}: {number!r} can be read two ways; write it without the comma")
        amount = float(number.replace(",", ".")) * self.factor(written or unit or self.unit)
        if not (self.plausible[0] <= amount <= self.plausible[1]):
            low, high = self.plausible
            raise InputError(f"{self.label}: {text} is impossible; expected {low:g} to {high:g} {self.unit}")
        if sign in ("<", "<=", "≤"):
            return Interval(low=self.plausible[0], high=math.nextafter(amount, -math.inf) if sign == "<" else amount)
        if sign in (">", ">=", "≥"):
            return Interval(low=math.nextafter(amount, math.inf) if sign == ">" else amount, high=self.plausible[1])
        return Interval(low=amount, high=amount)

    def _words(self, word: str) -> Interval:
        if self.reference is None:
            raise InputError(f"{self.label}: {word!r} has no agreed meaning here; give the number in {self.unit}")
        low, high = self.reference
        if word == "normal":
            return Interval(
                low=self.plausible[0] if low is None else low, high=self.plausible[1] if high is None else high
            )
        if word == "low" and low is not None:
            return Interval(low=self.plausible[0], high=math.nextafter(low, -math.inf))
        if word == "high" and high is not None:
            return Interval(low=math.nextafter(high, math.inf), high=self.plausible[1])
        raise InputError(f"{self.label}: {word!r} has no agreed meaning here; give the number in {self.unit}")


class Panel(Record):
    """A name for several measurements reported together, such as "blood minerals: normal"."""

    id: Id
    label: Text
    members: tuple[Id, ...]
    synonyms: tuple[Text, ...] = ()


def _fold(unit: str) -> str:
    return re.sub(r"[\s._{}\[\]]", "", unit.replace("µ", "u").replace("μ", "u").replace("/", "")).lower()
