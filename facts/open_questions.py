"""What may still be asked of a person: nothing known, implied or ruled out, nothing that does not apply."""

from collections.abc import Collection
from functools import cached_property, lru_cache

from .case import Case
from .finding import Finding, State, those
from .measurement import Interval
from .vocabulary import Vocabulary
from .window import meet

WHO = "who"
SEXES = ("female", "male")


class Open:
    """What a case leaves open.

    `states` and `readings` are what is known; `findings` and `measurements` what is neither known, implied, ruled
    out nor answered "not sure".
    """

    def __init__(self, case: Case, vocabulary: Vocabulary):
        self.case, self.vocabulary = case, vocabulary
        self.states = case.states(vocabulary)
        self.readings: dict[str, Interval] = case.readings(vocabulary)
        self._closed = {*self.states, *case.unknown}
        self.findings = [f for f in vocabulary.findings if f not in self._closed]
        answered = set(case.unknown)
        self.measurements = [m for m in vocabulary.measurements if m not in self.readings and m not in answered]

    def askable(self, *, examined: bool = False, opened: bool = True) -> list[Finding]:
        """The open findings worth asking: of a lay person, or with `examined` of someone who was examined.

        With `opened`, only those whose `ask_if` is met.
        """
        found = self.worth_asking(examined=examined).values()
        return [f for f in found if not opened or self.is_opened(f)]

    def worth_asking(self, left_out: Collection[str] = (), *, examined: bool = False) -> dict[str, Finding]:
        """The same by id, whether or not their `ask_if` is met, without those that are left out."""
        fits, out = self._fitting, self._closed.union(left_out)
        return {name: f for name, f in _asked(self.vocabulary, examined).items() if name in fits and name not in out}

    @cached_property
    def _fitting(self) -> frozenset[str]:
        """The findings that this person can have, as far as is known."""
        so = {*those(self.states, State.PRESENT)}
        not_so = frozenset(sex for sex in SEXES if self.states.get(sex) is State.ABSENT)
        age = self.case.age
        stages = frozenset() if age is not None else frozenset(f.id for f in self._stages)
        return _fitting(self.vocabulary, age, stages, not_so, frozenset(so & _elsewhere(self.vocabulary)))

    @cached_property
    def _stages(self) -> list[Finding]:
        """The stages of life that are said, such as childhood: they stand for an age that is not."""
        present = map(self.vocabulary.findings.__getitem__, those(self.states, State.PRESENT))
        return [finding for finding in present if finding.topic == WHO]

    def is_opened(self, finding: Finding) -> bool:
        """Whether what has to be so before it is asked is so."""
        needed = [f for f in finding.ask_if if f not in SEXES]
        return not needed or any(self.states.get(f) is State.PRESENT for f in needed)


@lru_cache(maxsize=256)
def _fitting(
    vocabulary: Vocabulary,
    age: float | None,
    stages: frozenset[str],
    not_so: frozenset[str],
    so: frozenset[str],
) -> frozenset[str]:
    """Sex, age and what it cannot be with speak against a finding only where they are known."""
    said = [vocabulary.findings[f].ages for f in stages]
    return frozenset(
        f.id
        for f in vocabulary.findings.values()
        if not_so.isdisjoint(f.ask_if)
        and so.isdisjoint(f.unless)
        and (f.applies_at(age) if age is not None else all(meet(f.ages, stage) for stage in said))
    )


@lru_cache(maxsize=8)
def _elsewhere(vocabulary: Vocabulary) -> frozenset[str]:
    """The findings that others cannot be with."""
    return frozenset(other for f in vocabulary.findings.values() for other in f.unless)


@lru_cache(maxsize=16)
def _asked(vocabulary: Vocabulary, examined: bool) -> dict[str, Finding]:
    """The findings worth asking of a lay person, or of someone who was examined."""
    stages = {topic.id: topic.stage for topic in vocabulary.topics.values()}
    return {
        f.id: f
        for f in vocabulary.findings.values()
        if f.examined is examined
        and not f.recorded_only
        and stages[f.topic] != WHO
        and f.kind not in ("demographic", "result")
    }
