"""The patient of a case: what is answered to a question, in a world where nothing is drawn by lot.

What the case records is answered as recorded. What it does not is "no" for what a person could be asked, and "not done"
for an examination or a test, of which silence says nothing. Of an illness that may be the very answer it is "not
known", whichever it is: a "no" would be untrue of one of them, and anything else of that one alone would give it away.
"""

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ..engine.evaluate import evaluator
from ..explain.problem import most_specific
from ..facts.case import Case
from ..facts.finding import FindingKind, Record, State
from ..facts.open_questions import Open
from ..facts.reader import read_text, read_yaml
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.reader import read
from ..reading.said import Who
from ..rules.condition import Compare, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..wording.spans import span, years_old
from ..wording.words import join
from .costs import is_told
from .own_words import denied_words, own_words

SAYS_TOO = Path(__file__).parent / "says_too.yaml"
OPENING = 3  # complaints
COURSE = "onset"  # the topic of how it began and goes on


class Told(StrEnum):
    """What is answered to a question; `NOT_DONE` of a test or a sign of which the case records nothing, done or not."""

    YES = "yes"
    NO = "no"
    VALUE = "value"
    NOT_DONE = "not done"
    NOT_KNOWN = "not known"


class Reply(Record):
    """What is answered of one finding or measurement; `value` of a number that was measured.

    `recorded` says whether the published case tells it, which is not shown before the commitment. `words` name what was
    not done as it was asked for, or say in the report's own what stands for many things. Of words that are denied and
    are no finding `about` is those words.
    """

    about: str
    told: Told
    value: str = ""
    recorded: bool = True
    words: str = ""


class Patient:
    """One case, to be asked."""

    def __init__(self, case: Case, base: KnowledgeBase):
        self.case, self.base = case, base
        states = case.states(base.vocabulary)
        facts, _ = evaluator(base).facts(states, case.readings(base.vocabulary))
        self.present, self.absent = facts.present, facts.absent - facts.present
        self.results = _results_by_number(base)
        self.worded, self.denied = own_words(case, base), denied_words(case, base)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What the person comes with: the first complaints of the legs that the case records."""
        vocabulary = self.base.vocabulary
        of_legs = [
            f
            for f in most_specific(self.case.present, vocabulary)
            if vocabulary.topics[vocabulary.findings[f].topic].stage == "complaint" and is_told(f, vocabulary)
        ]
        return tuple(of_legs[:OPENING])

    @property
    def opening(self) -> Case:
        """What is known before the first question."""
        case = self.case
        return Case(age=case.age, sex=case.sex, duration_days=case.duration_days, present=self.complaints)

    def asked(self, about: str) -> tuple[Reply, ...]:
        """What is answered to a question after a finding or a measurement.

        A broad one brings what is narrower; a narrow one what is recorded less closely, which denies nothing.
        """
        if about in self.base.vocabulary.measurements:
            return self._measured(about)
        vocabulary = self.base.vocabulary
        if about in self.present:
            narrower = [f for f in most_specific(self.case.present, vocabulary) if about in vocabulary.broader(f)]
            return tuple(map(self._yes, narrower or [about]))
        if about in self.absent:
            return (Reply(about=about, told=Told.NO),)
        if broader := [f for f in most_specific(self.case.present, vocabulary) if f in vocabulary.broader(about)]:
            return tuple(map(self._yes, broader))
        if others := [f for f in most_specific(self.case.present, vocabulary) if f in saying(about, vocabulary)]:
            return tuple(map(self._yes, others))
        return (Reply(about=about, told=self._unrecorded(about), recorded=False),)

    def _yes(self, about: str) -> Reply:
        """That something is so; by its own words what stands for many things: "psoriasis" of "another illness"."""
        return Reply(about=about, told=Told.YES, words=join(self.worded.get(about, [])))

    def _unrecorded(self, about: str) -> Told:
        """What silence is taken for: no denial of what the summary tells, though it was not taken over."""
        if not is_told(about, self.base.vocabulary):
            return Told.NOT_DONE
        denied = may_be_denied(about, self.base) and about not in _told_by(
            self.case.summary or "", self.base.vocabulary
        )
        return Told.NO if denied else Told.NOT_KNOWN

    def _measured(self, number: str) -> tuple[Reply, ...]:
        """A number as it was given; else what the case says of it in words, such as "ferritin low"."""
        if number in self.case.labs:
            return (Reply(about=number, told=Told.VALUE, value=self.case.labs[number]),)
        told_by = (*self.results.get(number, ()), *_called_after(number, self.base.vocabulary))
        said = {r.about: r for f in told_by for r in self.asked(f) if r.recorded}
        return tuple(said.values()) or (Reply(about=number, told=Told.NOT_DONE, recorded=False),)

    def of_the_person(self, names: Collection[str]) -> tuple[Reply, ...]:
        """Age, sex or duration as the case tells them; the complaints that it opens with."""
        say: dict[str, Callable[[Any], str]] = {"age": years_old, "sex": str, "duration_days": span}
        known = {name: value for name in say if name in names and (value := getattr(self.case, name)) is not None}
        come_with = [Reply(about=f, told=Told.YES) for f in self.complaints if "complaints" in names]
        told = (Reply(about=name, told=Told.VALUE, value=say[name](value)) for name, value in known.items())
        return (*told, *come_with)

    def taken_for_no(self, case: Case) -> tuple[str, ...]:
        """What is not so in what a learner was told of this person, though the case says nothing of it."""
        return tuple(f for f in case.absent if f not in self.absent)

    def recorded(self, covers: Callable[[str], bool]) -> tuple[Reply, ...]:
        """All that the case records of what is covered: what is so, then the broadest of what is not, then numbers."""
        so = [self._yes(f) for f in most_specific(self.case.present, self.base.vocabulary)]
        denied = {f for f in self.case.absent if covers(f)}
        broadest = [f for f in self.case.absent if self.base.vocabulary.broader(f) & denied == {f}]
        not_so = [Reply(about=f, told=Told.NO) for f in broadest]
        numbers = [Reply(about=m, told=Told.VALUE, value=v) for m, v in self.case.labs.items()]
        return tuple(r for r in (*so, *not_so, *numbers) if covers(r.about))

    def denied_in_words(self, covers: Callable[[str], bool]) -> tuple[Reply, ...]:
        """What the case's file denies in words that are no finding, of what is covered."""
        return tuple(Reply(about=words, told=Told.NO, words=words) for words, f in self.denied.items() if covers(f))


def _results_by_number(base: KnowledgeBase) -> dict[str, list[str]]:
    """The findings that rules derive from each number."""
    found: dict[str, list[str]] = {}
    for rule in base.derive:
        if base.vocabulary.findings[rule.then].kind is FindingKind.RESULT:
            for leaf in leaves(rule.when):
                if isinstance(leaf, Compare):
                    found.setdefault(leaf.measurement, []).append(rule.then)
    return {number: list(dict.fromkeys(findings)) for number, findings in found.items()}


@lru_cache(maxsize=512)
def saying(about: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The findings that say a finding too, or what is broader, though no definition makes it of them; none a number."""
    if about not in vocabulary.findings:
        return frozenset()
    return frozenset(f for broader in vocabulary.broader(about) for f in says_too().get(broader, ()))


@cache
def says_too() -> dict[str, tuple[str, ...]]:
    """The table that ships: what other findings say each of these as well."""
    table: dict[str, tuple[str, ...]] = read_yaml(read_text(SAYS_TOO), str(SAYS_TOO))
    return table


@lru_cache(maxsize=64)
def _told_by(summary: str, vocabulary: Vocabulary) -> frozenset[str]:
    """What is read in the summary of a case to be so, or to have been, and what is broader."""
    said = (s for s in read(summary, vocabulary).said if s.certain and s.who is Who.SELF)
    told = (s.finding for s in said if s.state is State.PRESENT)
    return frozenset(broader for finding in told for broader in vocabulary.broader(finding))


@lru_cache(maxsize=512)
def _called_after(number: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The findings that are called a high or a low one of a number: "high cholesterol"."""
    names = {fold(f"{way} {vocabulary.measurements[number].label}") for way in ("high", "low", "raised")}
    return tuple(f.id for f in vocabulary.findings.values() if not names.isdisjoint(map(fold, (f.label, *f.synonyms))))


def may_be_denied(about: str, base: KnowledgeBase) -> bool:
    """Whether silence of a case is a "no".

    It is none of what stands for many things, of the side and of how it began, nor of what may be the answer itself.
    """
    finding = base.vocabulary.findings[about]
    vague = (
        finding.topic == COURSE or finding.various or finding.recorded_only or finding.kind is FindingKind.DEMOGRAPHIC
    )
    return not vague and about not in _answers_themselves(base)


@lru_cache(maxsize=4)
def _answers_themselves(base: KnowledgeBase) -> frozenset[str]:
    """The findings, and what is narrower, that say that a doctor has found one of the hypotheses."""
    named = (base.vocabulary.named(n) for h in base.hypotheses.values() for n in (h.label, *h.synonyms, *h.known_by))
    illnesses = {f for f in named if f and base.vocabulary.findings[f].kind is FindingKind.CONDITION}
    return frozenset(narrower for f in illnesses for narrower in base.vocabulary.narrower(f))


def closed_world(case: Case, base: KnowledgeBase) -> Case:
    """The case with "no" to everything that its person could be asked and that it does not record."""
    vocabulary, recorded = base.vocabulary, set(case.present)
    open_ = (f.id for f in Open(case, vocabulary).askable(opened=False) if is_told(f.id, vocabulary))
    denied = (f for f in open_ if may_be_denied(f, base) and recorded.isdisjoint(vocabulary.broader(f)))
    return case.model_copy(update={"absent": (*case.absent, *denied)})
