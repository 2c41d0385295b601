"""Which open question, and which test, would separate two hypotheses best."""

import itertools
import math
from collections.abc import Iterable, Sequence

from ..facts.case import Case
from ..facts.finding import Finding, Record, State
from ..facts.measurement import Interval, Measurement
from ..facts.open_questions import Open
from ..rules.condition import Compare, finding_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from .change import NUMBERS
from .search.bitset_rules import Cases, many

Leads = dict[tuple[str, State | float], int]


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
    """Everything still open that bears on the lead of `first` over `second`, each kind best first.

    `questions` can be asked of anyone, `signs` take an examination, `tests` are measurements. All answers are gone
    through at once, a bit for each; the last bit is the case as it stands.
    """

    def __init__(self, base: KnowledgeBase, case: Case, first: str, second: str):
        self.vocabulary, self.open = base.vocabulary, Open(case, base.vocabulary)
        rules = many(base, frozenset((first, second)), frozenset())
        self.asked = [leaf for condition in rules.conditions for leaf in leaves(condition)]
        questions = self._bearing(self.open.askable(opened=False))
        signs = self._bearing(self.open.askable(examined=True, opened=False))
        values = self._values()
        states = (State.PRESENT, State.ABSENT)
        answers: list[tuple[str, State | float]] = [(f, state) for f in (*questions, *signs) for state in states]
        answers += [(m, value) for m, measured in values.items() for value in measured]
        cases = self._cases(answers)
        rules.derived(cases)
        *leads, self.now = rules.margins(cases, first, second)
        found = dict(zip(answers, leads, strict=True))
        self.questions = _sorted(self._finding(f, found) for f in questions)
        self.signs = _sorted(self._finding(f, found) for f in signs)
        self.tests = _sorted(self._number(m, measured, found) for m, measured in values.items())

    def _bearing(self, findings: Iterable[Finding]) -> list[str]:
        asked = {finding_of(leaf) for leaf in self.asked}
        broader, narrower = self.vocabulary.broader, self.vocabulary.narrower
        return [f.id for f in findings if not asked.isdisjoint(broader(f.id) | narrower(f.id))]

    def _values(self) -> dict[str, list[float]]:
        """Values of each open measurement that lie between the limits that rules ask about."""
        ranges: dict[str, list[Interval]] = {}
        for leaf in dict.fromkeys(x for x in self.asked if isinstance(x, Compare)):
            if leaf.measurement in self.open.measurements and leaf.measurement not in NUMBERS:
                measurement = self.vocabulary.measurements[leaf.measurement]
                ranges.setdefault(leaf.measurement, []).append(leaf.range(measurement))
        return {m: _between(self.vocabulary.measurements[m], asked) for m, asked in sorted(ranges.items())}

    def _cases(self, answers: Sequence[tuple[str, State | float]]) -> Cases:
        every = (1 << len(answers) + 1) - 1
        present = {f: every for f, s in self.open.states.items() if s is State.PRESENT}
        absent = {f: every for f, s in self.open.states.items() if s is State.ABSENT}
        readings = {name: [(interval, every)] for name, interval in self.open.readings.items()}
        for place, (about, answer) in enumerate(answers):
            where = 1 << place
            if answer is State.PRESENT:
                for finding in self.vocabulary.broader(about):
                    present[finding] = present.get(finding, 0) | where
            elif answer is State.ABSENT:
                for finding in self.vocabulary.narrower(about):
                    absent[finding] = absent.get(finding, 0) | where
            else:
                value = float(answer)
                readings.setdefault(about, []).append((Interval(low=value, high=value), where))
        return Cases(every, present, absent, readings)

    def _finding(self, finding: str, leads: Leads) -> Decider:
        ends = (State.PRESENT, State.ABSENT)
        yes, no = (leads[finding, state] for state in ends)
        return Decider(about=finding, now=self.now, answers=(ends[0].value, ends[1].value), leads=(yes, no))

    def _number(self, name: str, values: list[float], leads: Leads) -> Decider:
        by_lead = {leads[name, value]: value for value in reversed(values)}
        high, low = max(by_lead), min(by_lead)
        unit = self.vocabulary.measurements[name].unit
        answers = (f"{by_lead[high]:g} {unit}", f"{by_lead[low]:g} {unit}")
        return Decider(about=name, now=self.now, answers=answers, leads=(high, low))


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
