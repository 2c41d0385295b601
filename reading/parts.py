"""The parts of a complaint that words name: quality, place, side, time, trigger, relief, course, degree, doing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .patterns import Automaton
from .tables import Tables
from .tokens import HARD, Token

MODIFIERS = ("time", "trigger", "relief", "course", "degree")
_NEAR = 2  # words between "two" and what there are two of
_PAIRED = frozenset(["leg", "lower_leg", "foot", "heel", "ankle", "shin", "calf", "knee", "thigh", "hip"])
_TIMES = frozenset(["minut", "hour", "day", "week", "month", "year", "time", "mile", "pint", "unit"])


class Part(NamedTuple):
    """A part of a complaint: from which token to which, of what sort, which, and the tokens that say it."""

    start: int
    end: int
    sort: str
    value: str
    used: tuple[int, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A finding that some tokens may mean, and by what way it was found.

    `ways`: phrase, whole (a whole clause), name (a name of the vocabulary), made (a name made of parts alone), frame,
    function, wording.
    `requires` is what a frame asked for. `elsewhere` is what would deny a finding of more than the place that was said.
    """

    finding: str
    tokens: frozenset[int]
    way: str
    denied: bool = False
    requires: tuple[tuple[str, str], ...] = ()
    elsewhere: bool = False

    @property
    def placeless(self) -> bool:
        """Whether it asks that no place be said: a bare "pain"."""
        return ("site", "none") in self.requires


def parts_automaton(tables: Tables) -> Automaton:
    """All wordings of all parts."""
    automaton = Automaton()
    for sort, values in tables.parts.items():
        for value, wordings in values.items():
            for wording in wordings:
                automaton.add(wording, (sort, value))
    for finding, names in tables.functions.items():
        for name in names:
            automaton.add(name, ("function", finding))
    return automaton


def find_parts(tokens: Sequence[Token], automaton: Automaton) -> list[Part]:
    """The parts, the longest of each sort; one inside a longer one is dropped ("in the cold" is no place).

    What something is only compared with is no time or trigger of it: "worse walking than sitting".
    """
    found: list[tuple[frozenset[int], Part]] = []
    for start, token in enumerate(tokens):
        if token.kind != HARD:
            for end, values, used in automaton.find(tokens, start, {}):
                found += [(frozenset(used), Part(start, end, sort, value, used)) for sort, value in values]
    found.sort(key=lambda each: (-len(each[0]), each[1].end - each[1].start, each[1].start))
    kept: list[tuple[frozenset[int], Part]] = []
    for own, part in found:
        if not any(_hides(other_own, other, own, part) for other_own, other in kept):
            kept.append((own, part))
    parts = [p for each in kept if (p := _pair_is_both(each[1], kept, tokens)) is not None]
    compared = {i + 1 for i, token in enumerate(tokens) if token.norm == "than"}
    return sorted(
        part
        for part in parts
        if not (part.sort in MODIFIERS and part.start in compared) and not _dates_it(part, tokens)
    )


def _dates_it(part: Part, tokens: Sequence[Token]) -> bool:
    """Whether a season is when it began and nothing that brings it on: "since the summer"."""
    before = [t.norm for t in tokens[max(0, part.start - 2) : part.start] if t.norm != "the"]
    return part.value in ("heat_ex", "cold_ex") and before[-1:] in (["since"], ["last"], ["this"])


def _pair_is_both(part: Part, kept: Sequence[tuple[frozenset[int], Part]], tokens: Sequence[Token]) -> Part | None:
    """A "two" is both sides right before what one has two of ("two puffy ankles"); of anything else it is no part."""
    if part.sort != "side" or part.value != "pair":
        return part
    sites = [p for _, p in kept if p.sort == "site" and part.end <= p.start <= part.end + _NEAR]
    gap = tokens[part.end : min(p.start for p in sites)] if sites else []
    paired = any(p.value in _PAIRED and tokens[p.end - 1].norm != p.value for p in sites)
    return part._replace(value="both") if paired and not any(t.stem in _TIMES for t in gap) else None


def _hides(other_used: frozenset[int], other: Part, used: frozenset[int], part: Part) -> bool:
    if part.start >= other.end or other.start >= part.end:
        return False
    if part.sort == other.sort:
        return True
    if not used & other_used:
        return False  # it stands in the gap of the other: "squeeze my calf and it hurts"
    inside = other.start <= part.start and part.end <= other.end
    same = (other.start, other.end) == (part.start, part.end)
    return inside and not same and len(used) < len(other_used) and len(other_used) > 1


def by_start(parts: Sequence[Part]) -> dict[int, list[tuple[int, str, str]]]:
    """Parts by the token they begin at, as patterns refer to them."""
    at: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for part in parts:
        at[part.start].append((part.end, part.sort, part.value))
    return at
