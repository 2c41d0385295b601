"""Measurements: numbers with a unit, and the intervals that a report such as "<60" leaves open."""

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from .answer_words import level_of
from .declared import Field, StringConstraints, model_validator
from .errors import InputError
from .finding import Id, Record, SourceId, Text
from .printable import refuse_unprintable
from .quantity import Quantity, numbers_of, read_quantity, without_flag
from .scales import Scale, as_said, counts_cells, same_unit, scale_of

LoincCode = Annotated[str, StringConstraints(pattern=r"^\d{1,7}-\d$")]


class Interval(NamedTuple):
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
    factor that turns them into it, `shifted` to the factor and what is then added. Of these any usual spelling and any
    other size is read (facts/units.py); `spellings` holds what only this measurement calls so. `refused` says of a
    unit that people take for one of this measurement why it is none. `rare` names the accepted units that hardly
    anybody reports in, which a number without a unit is not suspected of.
    `plausible` bounds what a living person can show, `reference`
    what a laboratory calls normal in adults; a result given in words reads as that side of it.
    `loinc` are the codes of just this measurement, the usual one first, whatever unit they go with.
    `several` says which counts where a report gives more than one, as of both legs.
    """

    id: Id
    label: Text
    question: Text
    help: Text
    topic: Id = "results"
    unit: Text
    units: dict[str, Annotated[float, Field(gt=0)]] = {}
    shifted: dict[str, tuple[Annotated[float, Field(gt=0)], float]] = {}
    spellings: dict[str, str] = Field(default_factory=dict)
    refused: dict[str, Text] = {}
    rare: tuple[str, ...] = ()
    synonyms: tuple[Text, ...] = ()
    loinc: tuple[LoincCode, ...] = ()
    plausible: tuple[float, float]
    reference: tuple[float | None, float | None] | None = None
    several: Literal["lowest"] | None = None
    sources: tuple[SourceId, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> "Measurement":
        if self.plausible[0] >= self.plausible[1]:
            raise ValueError("plausible must be [lowest, highest]")
        if unknown := [u for u in (*self.spellings.values(), *self.rare) if u not in self.scales]:
            raise ValueError(f"unit {unknown[0]!r} is not among its units")
        return self

    @property
    def scales(self) -> dict[str, Scale]:
        """Every accepted UCUM code, with the way from it to the measurement's own unit."""
        own, others = Scale(1.0), {u: Scale(f) for u, f in self.units.items()}
        return {self.unit: own, **others, **{u: Scale(*pair) for u, pair in self.shifted.items()}}

    def factor(self, unit: str) -> float:
        """The factor from `unit` (UCUM or a usual spelling) to the measurement's own unit.

        Raises InputError for an unknown unit, or one whose nought is another.
        """
        scale = self.scale(unit)
        if scale.shift:
            raise InputError(f"{self.label}: {unit!r} begins at another nought; convert to {as_said(self.unit)} first")
        return scale.factor

    def scale(self, unit: str) -> Scale:
        """The way from `unit` (UCUM or a usual spelling) to the measurement's own unit. Raises InputError."""
        found = scale_of(unit, tuple(self.scales.items()), tuple(self.spellings.items()))
        if found is not None:
            return found
        for code, why in self.refused.items():
            if same_unit(code, unit):
                raise InputError(f"{unit!r} is no unit of {self.label}: {why}")
        raise InputError(
            f"unknown unit {unit[:40]!r} for {self.label}; use one of: {', '.join(map(as_said, self.scales))}"
        )

    def read(self, value: object, unit: str | None = None, turns: Sequence[Interval] = ()) -> Interval:
        """The interval that `value` leaves: 9, "9 ng/mL", "<60", "150-200", "less than 9", "normal".

        `unit` is that of a number without one. `turns` are the ranges on which rules turn: a number without any unit
        that would lie in other ones if it were in another of the units is then refused.
        Raises InputError for that, for anything else, an unknown unit, or a value outside `plausible`.
        """
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self._no_number(value)
        text = str(value).strip()
        refuse_unprintable(text)
        if (level := level_of(text)) is not None:
            return self._level(level, text)
        if (written := read_quantity(text)) is None:
            raise self._no_number(value)
        scale, named = self._scale_of(written.unit)
        if not named and unit:
            scale, named = self.scale(unit), True
        single = isinstance(value, int | float)
        whole = not single and counts_cells(without_flag(written.unit) or unit or self.unit)
        ends = [self._amount(n[-1:] if whole else n, scale, text, single) for n in (written.low, written.high) if n]
        if not named and turns:
            for amount in ends:
                self._refuse_two_sided(amount, turns, text)
        return self._between(written, ends, text)

    def _no_number(self, value: object) -> InputError:
        shown = repr(value) if len(repr(value)) < 60 else f"{repr(value)[:56]}…"
        return InputError(f"{self.label}: {shown} is not a number, nor a number with a unit such as '{self._example}'")

    @property
    def _example(self) -> str:
        low, high = self.reference or (None, None)
        typical = high if high is not None else low if low is not None else self.plausible[1]
        return f"{typical:g} {as_said(self.unit)}".strip()

    def _scale_of(self, written: str) -> tuple[Scale, bool]:
        """The scale of what stands behind a number, and whether a unit does; a flag is left out if it is not one."""
        if not written:
            return Scale(1.0), self.unit == "1"
        try:
            return self.scale(written), True
        except InputError:
            if (unit := without_flag(written)) == written:
                raise
        return (self.scale(unit), True) if unit else (Scale(1.0), False)

    def _amount(self, numbers: tuple[float, ...], scale: Scale, text: str, single: bool) -> float:
        """The one number that figures mean here. Raises InputError if none or several is possible."""
        numbers = numbers[:1] if single else numbers
        likely = [n for n in numbers if self._possible(scale(n))]
        if len(likely) > 1:
            raise InputError(
                f"{self.label}: {text!r} can be read two ways, as {likely[0]:g} or {likely[1]:g}; write one"
            )
        if not likely:
            low, high = self.plausible
            hint = self._other_units(numbers[0]) if scale == Scale(1.0) else ""
            raise InputError(
                f"{self.label}: {text} is impossible; expected {low:g} to {high:g} {as_said(self.unit)}{hint}"
            )
        return scale(likely[0])

    def _possible(self, amount: float) -> bool:
        return self.plausible[0] <= amount <= self.plausible[1]

    def _other_units(self, number: float) -> str:
        fit = [f"{number:g} {as_said(u)}" for u, scale in self._others(rare=True) if self._possible(scale(number))]
        return f"; if it is {' or '.join(fit)}, write the unit" if fit else ""

    def only_unit(self, figures: str) -> str | None:
        """The one unit that people report in and in which figures are possible, as written; None for none, or several.

        It is none where they are possible in the measurement's own unit.
        """
        numbers = numbers_of(figures)
        if len(numbers) != 1 or self._possible(numbers[0]):
            return None
        units = dict.fromkeys(u for u, scale in self._others() if self._possible(scale(numbers[0])))
        units |= dict.fromkeys(u for u, pair in self.shifted.items() if self._possible(Scale(*pair)(numbers[0])))
        return as_said(next(iter(units))) if len(units) == 1 else None

    def _others(self, rare: bool = False) -> Iterator[tuple[str, Scale]]:
        """The units besides its own that a number without a unit might be in, one of each size."""
        sizes = {Scale(1.0)}
        for unit, scale in self.scales.items():
            if scale not in sizes and (rare or unit not in self.rare):
                sizes.add(scale)
                yield unit, scale

    def _refuse_two_sided(self, number: float, turns: Sequence[Interval], text: str) -> None:
        own = [Interval(low=number, high=number).within(t) for t in turns]
        for unit, scale in self._others():
            other = scale(number)
            if self._possible(other) and [Interval(low=other, high=other).within(t) for t in turns] != own:
                here, there = as_said(self.unit), as_said(unit)
                raise InputError(
                    f"{self.label}: {text} without a unit can mean two things: {number:g} {here} is "
                    f"{self._side(number)}, {number:g} {there} ({round(other, 2):g} {here}) is "
                    f"{self._side(other)}; write the unit"
                )

    def _side(self, amount: float) -> str:
        low, high = self.reference or (None, None)
        if low is not None and amount < low:
            return "low"
        return "high" if high is not None and amount > high else "normal" if self.reference else "another number"

    def _between(self, written: Quantity, ends: list[float], text: str) -> Interval:
        least, most = self.plausible
        if written.sign in ("<", "<="):
            return Interval(low=least, high=math.nextafter(ends[0], -math.inf) if written.sign == "<" else ends[0])
        if written.sign in (">", ">="):
            return Interval(low=math.nextafter(ends[0], math.inf) if written.sign == ">" else ends[0], high=most)
        if ends[0] > ends[-1]:
            raise InputError(f"{self.label}: {text!r} goes from high to low; write the lower number first")
        return Interval(low=ends[0], high=ends[-1])

    def _level(self, level: str, word: str) -> Interval:
        low, high = self.reference or (None, None)
        least, most = self.plausible
        if level == "normal" and self.reference is not None:
            return Interval(low=least if low is None else low, high=most if high is None else high)
        if level == "low" and low is not None:
            return Interval(low=least, high=math.nextafter(low, -math.inf))
        if level == "high" and high is not None:
            return Interval(low=math.nextafter(high, math.inf), high=most)
        raise InputError(f"{self.label}: {word!r} has no agreed meaning here; give the number in {as_said(self.unit)}")


class Panel(Record):
    """A name for several measurements reported together, such as "blood minerals: normal"."""

    id: Id
    label: Text
    members: tuple[Id, ...]
    synonyms: tuple[Text, ...] = ()
