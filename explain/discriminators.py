"""Which open question, and which test, would separate two hypotheses best."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..engine.consultation import CLOSE
from ..facts.case import Case
from ..facts.finding import Finding, Record, State, those
from ..facts.measurement import Interval, Measurement
from ..facts.open_questions import Open
from ..rules.condition import Compare, finding_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from .change import NUMBERS
from .search.bitset_cases import Cases
from .search.bitset_rules import many

# Stretches narrower than this share of their end hold no value but that end; how far outside the limits one is tried.
NARROWEST, OUTSIDE = 0.01, 0.2
Leads = dict[tuple[str, State | float], int]


@dataclass(frozen=True)
class Stretch:
    """Numbers from `low` to `high` between which no rule draws a line, and one of them."""

    low: float
    high: float
    value: float


class Decider(Record):
    """An open finding or measurement, and the lead of the first hypothesis over the second under two answers.

    `now` is the lead as things stand, in points. `answers` are the two answers that lie furthest apart: present and
    absent, or stretches between the limits that rules ask about, in words ("below 200 pg/mL"); `samples` an answer of
    each as it would be given, and `leads` the lead after each.
    """

    about: str
    now: int
    answers: tuple[str, str]
    samples: tuple[str, str]
    leads: tuple[int, int]

    @property
    def worth(self) -> int:
        """How far apart the two answers leave the hypotheses, in points."""
        return abs(self.leads[0] - self.leads[1])

    @property
    def decides(self) -> bool:
        """Whether an answer changes which of the two is clearly ahead, or whether either is."""
        return any(_ahead(lead) != _ahead(self.now) for lead in self.leads)


def _ahead(lead: int) -> int:
    """1 if the first is clearly ahead, -1 if the second is, 0 if they are close."""
    return (lead > CLOSE) - (lead < -CLOSE)


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
        answers += [(m, s.value) for m, stretches in values.items() for s in stretches]
        cases = self._cases(answers)
        rules.derived(cases)
        *leads, self.now = rules.margins(cases, first, second)
        found = dict(zip(answers, leads, strict=True))
        self.questions = _sorted(self._finding(f, found) for f in questions)
        self.signs = _sorted(self._finding(f, found) for f in signs)
        self.tests = _sorted(self._number(m, stretches, found) for m, stretches in values.items())

    def _bearing(self, findings: Iterable[Finding]) -> list[str]:
        asked = {finding_of(leaf) for leaf in self.asked}
        broader, narrower = self.vocabulary.broader, self.vocabulary.narrower
        return [f.id for f in findings if not asked.isdisjoint(broader(f.id) | narrower(f.id))]

    def _values(self) -> dict[str, list[Stretch]]:
        """The stretches of each open measurement between the limits that rules ask about."""
        ranges: dict[str, list[Interval]] = {}
        for leaf in dict.fromkeys(x for x in self.asked if isinstance(x, Compare)):
            if leaf.measurement in self.open.measurements and leaf.measurement not in NUMBERS:
                measurement = self.vocabulary.measurements[leaf.measurement]
                ranges.setdefault(leaf.measurement, []).append(leaf.range(measurement))
        return {m: _between(self.vocabulary.measurements[m], asked) for m, asked in sorted(ranges.items())}

    def _cases(self, answers: Sequence[tuple[str, State | float]]) -> Cases:
        every = (1 << len(answers) + 1) - 1
        present = dict.fromkeys(those(self.open.states, State.PRESENT), every)
        absent = dict.fromkeys(those(self.open.states, State.ABSENT), every)
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
        words = (ends[0].value, ends[1].value)
        return Decider(about=finding, now=self.now, answers=words, samples=words, leads=(yes, no))

    def _number(self, name: str, stretches: list[Stretch], leads: Leads) -> Decider:
        unit = self.vocabulary.measurements[name].unit
        groups = [
            (lead, list(group)) for lead, group in itertools.groupby(stretches, key=lambda s: leads[name, s.value])
        ]
        high, low = (pick(groups, key=lambda g: g[0]) for pick in (max, min))
        ends = [(g[0], f"{g[1][0].value:g} {unit}", _words(g[1][0].low, g[1][-1].high, unit)) for g in (high, low)]
        return Decider(
            about=name,
            now=self.now,
            answers=(ends[0][2], ends[1][2]),
            samples=(ends[0][1], ends[1][1]),
            leads=(ends[0][0], ends[1][0]),
        )


def _sorted(deciders: Iterable[Decider]) -> list[Decider]:
    return sorted((d for d in deciders if d.worth), key=lambda d: (-d.worth, d.about))


def _words(low: float, high: float, unit: str) -> str:
    """A stretch of numbers in words; an infinite end is left open."""
    if low == -math.inf:
        return "any value" if high == math.inf else f"below {high:.4g} {unit}"
    return f"above {low:.4g} {unit}" if high == math.inf else f"{low:.4g} to {high:.4g} {unit}"


def _between(measurement: Measurement, ranges: list[Interval]) -> list[Stretch]:
    """The stretches between the limits that rules ask about, with one plausible value in each."""
    least, most = measurement.plausible
    limits = {edge for r in ranges for edge in (r.low, r.high) if math.isfinite(edge) and least < edge < most}
    edges = sorted(limits)
    if not edges:
        return [Stretch(-math.inf, math.inf, least)]
    between = [Stretch(a, b, (a + b) / 2 if b - a > abs(b) * NARROWEST else a) for a, b in itertools.pairwise(edges)]
    below = Stretch(-math.inf, edges[0], max(least, edges[0] - OUTSIDE * abs(edges[0])))
    above = Stretch(edges[-1], math.inf, min(most, edges[-1] + OUTSIDE * abs(edges[-1])))
    return [replace(s, value=float(f"{s.value:.3g}")) for s in (below, *between, above)]
