"""The answers that could change: those given, and those not yet asked; like ones grouped by what they do."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from ...facts.case import Case
from ...facts.finding import FindingKind, State
from ...facts.open_questions import Open
from ...facts.vocabulary import Vocabulary
from ...rules.condition import Absent, Compare, Condition, InBand, Leads, NotKnown, NotMeasured, leaves
from ..change import UNKNOWN, Change

# Findings made present, findings denied, answers taken back.
Effect = tuple[frozenset[str], frozenset[str], frozenset[str]]
YES, NO = State.PRESENT.value, State.ABSENT.value


@dataclass(frozen=True)
class Option:
    """Changes that do the same, whatever else changes.

    They make present `makes` and absent `denies`, as far as the rules in question ask about those, and take back the
    given answers in `drops`.
    """

    makes: frozenset[str]
    denies: frozenset[str]
    drops: frozenset[str]
    changes: tuple[Change, ...]


class Options:
    """Every single change to one case that can matter to some conditions."""

    def __init__(self, case: Case, vocabulary: Vocabulary, conditions: Iterable[Condition]):
        self.case, self.vocabulary = case, vocabulary
        self.positive, self.negative = set[str](), set[str]()
        for leaf in itertools.chain.from_iterable(leaves(c) for c in conditions):
            match leaf:
                case str():
                    self.positive.add(leaf)
                case Absent():
                    self.negative.add(leaf.absent)
                case NotKnown():
                    self.positive.add(leaf.not_known)
                    self.negative.add(leaf.not_known)
                case NotMeasured() | Compare() | InBand() | Leads():
                    pass  # no change of a finding is one of a number or of how a hypothesis stands
                case _:
                    assert_never(leaf)
        findings = vocabulary.findings
        self.present = {f for f in case.present if findings[f].kind is not FindingKind.DEMOGRAPHIC}
        self.absent = {f for f in case.absent if findings[f].kind is not FindingKind.DEMOGRAPHIC}

    def known(self) -> list[Option]:
        """Answers given that might have been another: yes to no or not known, no to yes or not known."""
        turns = [(f, YES, after) for f in sorted(self.present) for after in (NO, UNKNOWN)]
        turns += [(f, NO, after) for f in sorted(self.absent) for after in (YES, UNKNOWN)]
        return self._grouped([Change(about=f, before=b, after=a) for f, b, a in turns])

    def unasked(self) -> list[Option]:
        """Findings not known, each answered yes or no; results, age and sex are not among them."""
        opened = Open(self.case.model_copy(update={"unknown": ()}), self.vocabulary)
        findings = [*opened.askable(opened=False), *opened.askable(examined=True, opened=False)]
        return self._grouped([Change(about=f.id, before=UNKNOWN, after=after) for f in findings for after in (YES, NO)])

    def contradict(self, one: Option, other: Option) -> bool:
        """Whether two options cannot both be chosen: yes to something and no to what it implies, or one twice."""
        a, b = one.changes[0], other.changes[0]
        if a.about == b.about:
            return True
        if a.after == NO and b.after == YES:
            a, b = b, a
        return a.after == YES and b.after == NO and b.about in self.vocabulary.broader(a.about)

    def _grouped(self, changes: list[Change]) -> list[Option]:
        """The changes that matter, those together that do the same and contradict the same others."""
        kept = [c for c in changes if self._possible(c) and any(self._effect(c))]
        yes = {c.about for c in kept if c.after == YES} | self.absent
        no = {c.about for c in kept if c.after == NO} | self.present
        groups: dict[tuple[Effect, frozenset[str], frozenset[str]], list[Change]] = defaultdict(list)
        for change in kept:
            given = self._given(change)
            groups[self._effect(change), self._contradicted(change, yes, no) - given, given].append(change)
        return [Option(*effect, changes=tuple(group)) for (effect, _, _), group in groups.items()]

    def _effect(self, change: Change) -> Effect:
        """What a change makes present and absent of what is asked about, and which answers it takes back."""
        broader, narrower = self.vocabulary.broader(change.about), self.vocabulary.narrower(change.about)
        drops = self._given(change)
        if change.after == YES:
            return frozenset(broader & self.positive), frozenset(), self._mattering(drops | (broader & self.absent))
        if change.after == NO:
            return frozenset(), frozenset(narrower & self.negative), self._mattering(drops | (narrower & self.present))
        return frozenset(), frozenset(), self._mattering(drops)

    def _contradicted(self, change: Change, yes: set[str], no: set[str]) -> frozenset[str]:
        """Of what can be answered yes and no, what the other way would contradict the change."""
        if change.after == NO:
            return frozenset(self.vocabulary.narrower(change.about) & yes)
        return frozenset(self.vocabulary.broader(change.about) & no) if change.after == YES else frozenset()

    def _given(self, change: Change) -> frozenset[str]:
        """The answer that a change takes back, if there is one."""
        return frozenset({change.about} & (self.present | self.absent))

    def _mattering(self, given: frozenset[str]) -> frozenset[str]:
        return frozenset(g for g in given if self.matters(g))

    def matters(self, given: str) -> bool:
        """Whether an answer given bears on the conditions."""
        if given in self.present:
            return not self.positive.isdisjoint(self.vocabulary.broader(given))
        return not self.negative.isdisjoint(self.vocabulary.narrower(given))

    def _possible(self, change: Change) -> bool:
        """Whether sex does not rule it out."""
        other = {"female": "male", "male": "female"}.get(self.case.sex or "")
        return change.after != YES or other not in self.vocabulary.broader(change.about)
