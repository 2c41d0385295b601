"""Which open question, and which test, would separate two hypotheses best."""

import itertools
import math
from collections.abc import Iterable, Mapping

from ...facts.case import Case
from ...facts.finding import Finding, Record, State
from ...facts.measurement import Interval, Measurement
from ...rules.condition import Compare
from ...rules.knowledge import KnowledgeBase
from ..askable import Open
from .focus import Focus


class Decider(Record):
    """An open finding or measurement, and the lead of the first hypothesis over the second under two answers.

    `now` is the lead as things stand, in points; `answers` are the two answers that lie furthest apart, and `leads`
    the lead after each.
    """

    about: str
    now: int
    answers: tuple[str, str]
    leads: tuple[int, int]

    @property
    def worth(self) -> int:
        """How far apart the two answers leave the hypotheses, in points."""
        return abs(self.leads[0] - self.leads[1])


class Deciders:
    """Everything still open that bears on the lead of `first` over `second`."""

    def __init__(self, base: KnowledgeBase, case: Case, first: str, second: str):
        self.base, self.first, self.second = base, first, second
        self.focus = Focus(base, (first, second))
        self.open = Open(case, base.vocabulary)
        self.now = self._lead(self.open.states, self.open.readings)

    def questions(self) -> list[Decider]:
        """Findings a person can be asked for, best first."""
        return self._best(self.open.askable(opened=False))

    def signs(self) -> list[Decider]:
        """Findings that an examination shows, best first."""
        return self._best(self.open.askable(examined=True, opened=False))

    def tests(self) -> list[Decider]:
        """Measurements, best first."""
        asked: dict[str, list[Interval]] = {}
        for compare in self.focus.comparisons():
            if compare.measurement in self.open.measurements and compare.measurement not in ("age", "duration_days"):
                asked.setdefault(compare.measurement, []).append(self._range(compare))
        return _sorted(self._number(self.base.vocabulary.measurements[m], ranges) for m, ranges in asked.items())

    def _range(self, compare: Compare) -> Interval:
        return compare.range(self.base.vocabulary.measurements[compare.measurement])

    def _best(self, findings: Iterable[Finding]) -> list[Decider]:
        return _sorted(self._finding(f.id) for f in findings if self._bears(f.id))

    def _bears(self, finding: str) -> bool:
        vocabulary = self.base.vocabulary
        return not self.focus.findings.isdisjoint(vocabulary.broader(finding) | vocabulary.narrower(finding))

    def _finding(self, finding: str) -> Decider:
        vocabulary, states = self.base.vocabulary, self.open.states
        yes = {**states, **dict.fromkeys(vocabulary.broader(finding), State.PRESENT)}
        no = {**states, **dict.fromkeys(vocabulary.narrower(finding), State.ABSENT)}
        leads = (self._lead(yes, self.open.readings), self._lead(no, self.open.readings))
        return Decider(about=finding, now=self.now, answers=(State.PRESENT.value, State.ABSENT.value), leads=leads)

    def _number(self, measurement: Measurement, ranges: list[Interval]) -> Decider:
        leads: dict[int, float] = {}
        for value in _between(measurement, ranges):
            readings = {**self.open.readings, measurement.id: Interval(low=value, high=value)}
            leads.setdefault(self._lead(self.open.states, readings), value)
        low, high = min(leads), max(leads)
        answers = (f"{leads[high]:g} {measurement.unit}", f"{leads[low]:g} {measurement.unit}")
        return Decider(about=measurement.id, now=self.now, answers=answers, leads=(high, low))

    def _lead(self, states: Mapping[str, State], readings: Mapping[str, Interval]) -> int:
        found = self.focus.scores(states, readings)
        return found[self.first] - found[self.second]


def _sorted(deciders: Iterable[Decider]) -> list[Decider]:
    return sorted((d for d in deciders if d.worth), key=lambda d: (-d.worth, d.about))


def _between(measurement: Measurement, ranges: list[Interval]) -> list[float]:
    """One plausible value in each stretch between the limits that rules ask about."""
    least, most = measurement.plausible
    limits = {edge for r in ranges for edge in (r.low, r.high) if math.isfinite(edge) and least < edge < most}
    edges = sorted(limits)
    if not edges:
        return [least, most]
    between = [(a + b) / 2 if b - a > abs(b) * 0.01 else a for a, b in itertools.pairwise(edges)]
    outer = [max(least, edges[0] - 0.2 * abs(edges[0])), min(most, edges[-1] + 0.2 * abs(edges[-1]))]
    return [float(f"{value:.3g}") for value in (outer[0], *between, outer[1])]
