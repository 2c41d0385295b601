"""How near an emergency is: how likely each rule that asks for one is to hold in the end, and on what that hangs.

A condition is worked through for its chance, then backwards, which tells every open finding how much likelier an
emergency is with it than without. So two answers that alarm only together are both asked for.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from ..rules.condition import Absent, All, Any_, AtLeast, Compare, InBand, Leads, NotKnown, NotMeasured
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import BAND_FLOORS
from ..rules.rule import Level
from .emergencies import InAnEmergency, shipped
from .once import once
from .question_value import Worth
from .raisers import half_as_likely, raised_by

# What was not asked is as likely to be denied as not.
UNSAID = 0.5
# A standing that is less likely than this to be reached is left out.
LEAST_LIKELY = 0.02


class Chance(NamedTuple):
    """How likely a condition is to hold in the end, and what tells its parts how much hangs on it."""

    likely: float
    hang: Callable[[float], None]


def _nowhere(_weight: float) -> None:
    """Nothing hangs on what is known."""


HOLDS, FAILS, OPEN = Chance(1.0, _nowhere), Chance(0.0, _nowhere), Chance(UNSAID, _nowhere)


class Looming:
    """What each open finding would do to bring an emergency about. Made once a question."""

    def __init__(self, worth: Worth):
        self.worth, self.ground = worth, worth.ground
        self.likely = InAnEmergency(worth, shipped()).likely
        self.hangs: dict[str, float] = {}
        self.lacking: dict[str, list[tuple[int, float]]] = {}
        self.seen: dict[str, Chance] = {}
        self._of: dict[str, float] = {}
        if worth.outcome.level is not Level.EMERGENCY:
            for rule in _emergencies(worth.base):
                rule(self).hang(1.0)
            for hypothesis, lacks in self.lacking.items():
                for finding, nearer in raised_by(hypothesis, lacks, worth).items():
                    self.hang_on(finding, nearer)
            self.seen.clear()  # these refer to what holds them, and would stay until rubbish is looked for

    def hang_on(self, finding: str, weight: float) -> None:
        """So much more hangs on a finding."""
        self.hangs[finding] = self.hangs.get(finding, 0.0) + weight

    def of(self, finding: str) -> float:
        """How likely the finding is, times how much nearer it would bring an emergency."""
        return once(self._of, finding, self._nearer)

    def _nearer(self, finding: str) -> float:
        if finding not in self.alarming:
            return 0.0
        known = self.ground.present
        told = (self.hangs.get(b, 0.0) for b in self.worth.base.vocabulary.broader(finding) if b not in known)
        return self.likely(finding) * max(told, default=0.0)

    @cached_property
    def alarming(self) -> set[str]:
        """The findings on which something hangs."""
        narrower = self.worth.base.vocabulary.narrower
        return {n for name, weight in self.hangs.items() if weight > 0 for n in narrower(name)}


Part = Callable[[Looming], Chance]


class _Parts(Reading[Part]):
    """Each form of condition as its chance."""

    def __init__(self, base: KnowledgeBase):
        self.measurements = base.vocabulary.measurements
        self.derived: dict[str, list[Part]] = {}
        for rule in sorted(base.derive, key=lambda r: base.derivation_levels[r.id]):
            part = read(rule.when, self)
            for finding in base.vocabulary.broader(rule.then):
                self.derived.setdefault(finding, []).append(part)

    def finding(self, condition: str) -> Part:
        derived = tuple(self.derived.get(condition, ()))

        def chance(looming: Looming) -> Chance:
            found = looming.seen.get(condition)
            if found is None:
                found = looming.seen[condition] = _of_finding(condition, derived, looming)
            return found

        return chance

    def absent(self, condition: Absent) -> Part:
        name = condition.absent
        return lambda g: HOLDS if name in g.ground.absent else OPEN if name in g.ground.may_absent else FAILS

    def not_known(self, condition: NotKnown) -> Part:
        name = condition.not_known
        return lambda g: FAILS if name in g.ground.present or name in g.ground.absent else HOLDS

    def not_measured(self, condition: NotMeasured) -> Part:
        name = condition.not_measured
        return lambda g: FAILS if name in g.ground.readings else HOLDS

    def compare(self, condition: Compare) -> Part:
        name, asked = condition.measurement, condition.range(self.measurements[condition.measurement])

        def chance(looming: Looming) -> Chance:
            interval = looming.ground.readings.get(name)
            return HOLDS if interval is not None and interval.within(asked) else FAILS

        return chance

    def in_band(self, condition: InBand) -> Part:
        name, floor = condition.hypothesis, BAND_FLOORS[condition.band]
        return lambda g: _standing(name, floor - g.worth.outcome.scores[name], g)

    def leads(self, condition: Leads) -> Part:
        name = condition.leads
        return lambda g: _standing(name, g.ground.behind[name], g)

    def all(self, condition: All) -> Part:
        parts = [read(c, self) for c in condition.all]
        return lambda g: _every(parts, g)

    def any(self, condition: Any_) -> Part:
        parts = [read(c, self) for c in condition.any]
        return lambda g: _one([part(g) for part in parts])

    def at_least(self, condition: AtLeast) -> Part:
        parts, n = [read(c, self) for c in condition.at_least.of], condition.at_least.n
        return lambda g: _some([part(g) for part in parts], n)


@lru_cache(maxsize=8)
def _emergencies(base: KnowledgeBase) -> list[Part]:
    """The rules that ask for an emergency, made ready once."""
    parts = _Parts(base)
    return [read(rule.when, parts) for rule in base.referral if rule.level is Level.EMERGENCY]


def _of_finding(name: str, derived: Sequence[Part], looming: Looming) -> Chance:
    """A finding is told, or follows from others."""
    ground = looming.ground
    if name in ground.present:
        return HOLDS
    if name in ground.absent:
        return FAILS
    told = Chance(looming.likely(name), partial(looming.hang_on, name)) if name in ground.may_present else FAILS
    return _one([told, *(part(looming) for part in derived)]) if derived else told


def _standing(hypothesis: str, lacks: int, looming: Looming) -> Chance:
    """A hypothesis that lacks so many points."""
    if lacks <= 0:
        return HOLDS
    likely = half_as_likely(lacks)
    if likely < LEAST_LIKELY:
        return FAILS
    return Chance(likely, lambda weight: looming.lacking.setdefault(hypothesis, []).append((lacks, weight)))


def _every(parts: Sequence[Part], looming: Looming) -> Chance:
    likely, chances = 1.0, []
    for part in parts:
        each = part(looming)
        likely *= each.likely
        if not likely:
            return FAILS
        if each.likely < 1:
            chances.append(each)
    if len(chances) < 2:
        return chances[0] if chances else HOLDS

    def hang(weight: float) -> None:
        for each in chances:
            each.hang(weight * likely / each.likely)

    return Chance(likely, hang)


def _one(chances: Sequence[Chance]) -> Chance:
    unlikely, may = 1.0, []
    for each in chances:
        if each.likely == 1:
            return HOLDS
        if each.likely:
            unlikely *= 1 - each.likely
            may.append(each)
    if len(may) < 2:
        return may[0] if may else FAILS

    def hang(weight: float) -> None:
        for each in may:
            each.hang(weight * unlikely / (1 - each.likely))

    return Chance(1 - unlikely, hang)


def _some(chances: Sequence[Chance], n: int) -> Chance:
    lacks, may = n - sum(c.likely == 1 for c in chances), [c for c in chances if 0 < c.likely < 1]
    if lacks <= 0:
        return HOLDS
    if lacks > len(may):
        return FAILS

    def hang(weight: float) -> None:
        for i, each in enumerate(may):
            others = [c.likely for c in (*may[:i], *may[i + 1 :])]
            each.hang(weight * (at_least(lacks - 1, others) - at_least(lacks, others)))

    return Chance(at_least(lacks, [c.likely for c in may]), hang)


def at_least(n: int, chances: Sequence[float]) -> float:
    """How likely at least `n` of these hold, if none speaks for another."""
    fewer = [1.0, *([0.0] * n)]  # that exactly so many hold; of the last, so many or more
    for chance in chances:
        for count in range(n, 0, -1):
            stays = fewer[count] if count == n else fewer[count] * (1 - chance)
            fewer[count] = stays + fewer[count - 1] * chance
        if n:
            fewer[0] *= 1 - chance
    return fewer[n]
