"""What may still be asked of a person: nothing known, implied or ruled out, nothing that does not apply."""

from functools import cached_property, lru_cache

from .case import Case
from .finding import Finding, State
from .measurement import Interval
from .vocabulary import Vocabulary
from .window import ANY, meet, window

WHO = "who"
SEXES = ("female", "male")
EVERY_AGE = window(ANY)


class Open:
    """What a case leaves open.

    `states` and `readings` are what is known; `findings` and `measurements` what is neither known, implied, ruled
    out nor answered "not sure".
    """

    def __init__(self, case: Case, vocabulary: Vocabulary):
        self.case, self.vocabulary = case, vocabulary
        self.states = case.states(vocabulary)
        self.readings: dict[str, Interval] = case.readings(vocabulary)
        answered = set(case.unknown)
        self.findings = [f for f in vocabulary.findings if f not in self.states and f not in answered]
        self.measurements = [m for m in vocabulary.measurements if m not in self.readings and m not in answered]

    def askable(self, *, examined: bool = False, opened: bool = True) -> list[Finding]:
        """The open findings worth asking: of a lay person, or with `examined` of someone who was examined.

        With `opened`, only those whose `ask_if` is met.
        """
        everyone, some = _asked(self.vocabulary, examined)
        found = [
            everyone[f] if f in everyone else some[f]
            for f in self.findings
            if f in everyone or (f in some and self._applies(some[f]))
        ]
        return [f for f in found if not f.ask_if or self.is_opened(f)] if opened else found

    def _applies(self, finding: Finding) -> bool:
        """Sex, age and what it cannot be with speak against it only where they are known."""
        for sex in SEXES:
            if sex in finding.ask_if and self.states.get(sex) is State.ABSENT:
                return False
        if any(self.states.get(other) is State.PRESENT for other in finding.unless):
            return False
        if self.case.age is not None:
            return finding.id in _at_age(self.vocabulary, self.case.age)
        return all(meet(finding.ages, stage.ages) for stage in self._stages)

    @cached_property
    def _stages(self) -> list[Finding]:
        """The stages of life that are said, such as childhood: they stand for an age that is not."""
        present = (f for f, state in self.states.items() if state is State.PRESENT)
        return [self.vocabulary.findings[f] for f in present if self.vocabulary.findings[f].topic == WHO]

    def is_opened(self, finding: Finding) -> bool:
        """Whether what has to be so before it is asked is so."""
        needed = [f for f in finding.ask_if if f not in SEXES]
        return not needed or any(self.states.get(f) is State.PRESENT for f in needed)


@lru_cache(maxsize=256)
def _at_age(vocabulary: Vocabulary, age: float) -> frozenset[str]:
    """The findings that apply at an age in years."""
    return frozenset(f.id for f in vocabulary.findings.values() if f.applies_at(age))


@lru_cache(maxsize=16)
def _asked(vocabulary: Vocabulary, examined: bool) -> tuple[dict[str, Finding], dict[str, Finding]]:
    """The findings worth asking of a lay person, or of someone who was examined: of everyone, and of some people."""
    stages = {topic.id: topic.stage for topic in vocabulary.topics.values()}
    everyone: dict[str, Finding] = {}
    some: dict[str, Finding] = {}
    for f in vocabulary.findings.values():
        asked = stages[f.topic] != WHO and f.kind not in ("demographic", "result")
        if f.examined is examined and not f.recorded_only and asked:
            (some if f.ask_if or f.unless or f.ages != EVERY_AGE else everyone)[f.id] = f
    return everyone, some
