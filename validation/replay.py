"""Replay: published cases taken through the interview, from a few symptoms told in the first words."""

import math
from collections.abc import Iterable
from functools import partial
from typing import Any, Literal, assert_never

from ..engine.evaluate import evaluator
from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.finding import FindingKind, Record, State
from ..facts.vocabulary import Vocabulary
from ..interview.answering import none_of, ticked, with_person
from ..interview.emergencies import sayable
from ..interview.interview import Interview
from ..interview.progress import LIMIT
from ..interview.question import End, Question, QuestionKind
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .spread import spread

Otherwise = Literal["not sure", "no"]
# How many symptoms someone tells in the first words.
OPENING = 3


class Replay(Record):
    """One case taken through the interview, with what is not stated answered as `otherwise`.

    `asked` are the questions up to the end, going on after an interruption as if for training, `options` all that was
    to be read in them; `emergency_after` counts the questions up to the first emergency, which is
    `sayable` where it needs no examination and no test. Of `stated` findings `missed` were on no list and followed
    from none that was.
    `same_first` and `same_level` compare the interview with the full case, `…_with_noes` with the full case and
    every "no" that was said.
    """

    id: str
    otherwise: Otherwise
    asked: tuple[str, ...]
    options: int
    end: End
    emergency_after: int | None
    sayable: bool
    full_level: Level
    stated: int
    missed: tuple[str, ...]
    same_first: bool
    same_level: bool
    same_first_with_noes: bool
    same_level_with_noes: bool

    @property
    def questions(self) -> int:
        """How many questions were asked; a tick-list counts as one."""
        return len(self.asked)

    @property
    def reached(self) -> float:
        """The share of the stated findings that the questions reached."""
        return 1 - len(self.missed) / self.stated if self.stated else 1.0


def chief_complaint(case: Case, vocabulary: Vocabulary) -> str | None:
    """The first stated symptom of a complaint topic, or else the first symptom."""
    symptoms = [f for f in case.present if vocabulary.findings[f].kind is FindingKind.SYMPTOM]
    complaints = [f for f in symptoms if vocabulary.topics[vocabulary.findings[f].topic].stage == "complaint"]
    return next(iter([*complaints, *symptoms, *case.present]), None)


def opening(case: Case, vocabulary: Vocabulary, symptoms: int = OPENING) -> tuple[str, ...]:
    """What is told first: the chief complaint, then the symptoms next stated that a person can feel."""
    complaint = chief_complaint(case, vocabulary)
    if complaint is None:
        return ()
    findings = vocabulary.findings
    felt = (f for f in sayable(case, vocabulary).present if findings[f].kind is FindingKind.SYMPTOM)
    return tuple(dict.fromkeys((complaint, *felt)))[:symptoms]


def respond(
    question: Question, case: Case, vocabulary: Vocabulary, otherwise: Otherwise, symptoms: int = OPENING
) -> Answer:
    """How someone answers who has just what the case states; what it does not state is answered as `otherwise`.

    The first words tell so many `symptoms`.
    """
    match question.kind:
        case QuestionKind.WORDS:
            return Answer(question=question.id, present=opening(case, vocabulary, symptoms))
        case QuestionKind.WHO:
            return Answer.model_validate({"question": question.id, **_who(question, case)})
        case QuestionKind.NAMES:
            return with_person(_named(question, case, vocabulary, otherwise), _who(question, case))
        case QuestionKind.RESULTS:
            named = _named(question, case, vocabulary, "not sure")
            return named.model_copy(update={"labs": case.labs})
        case QuestionKind.TICKLIST:
            return _ticked(question, case, vocabulary, otherwise)
        case _:
            assert_never(question.kind)


def _who(question: Question, case: Case) -> dict[str, Any]:
    """What the case tells of who it is, and what of it is not known."""
    told = {name: getattr(case, name) for name in question.asks}
    return {**told, "unknown": tuple(name for name, value in told.items() if value is None)}


def _named(question: Question, case: Case, vocabulary: Vocabulary, otherwise: Otherwise) -> Answer:
    """What the case states of the topics of a question."""
    findings = vocabulary.findings

    def belongs(name: str) -> bool:
        examined = question.kind is QuestionKind.RESULTS and findings[name].examined
        return examined or findings[name].topic in question.topics or _shown(name, question)

    present, absent = tuple(filter(belongs, case.present)), tuple(filter(belongs, case.absent))
    if otherwise == "no" and not present:
        none, states = none_of(question, vocabulary), case.states(vocabulary)
        return none.model_copy(update={"absent": tuple(f for f in none.absent if states.get(f) is not State.PRESENT)})
    return Answer(question=question.id, present=present, absent=absent)


def _shown(finding: str, question: Question) -> bool:
    return any(o.id == finding for o in question.options)


def _ticked(question: Question, case: Case, vocabulary: Vocabulary, otherwise: Otherwise) -> Answer:
    """What a case says to a tick-list; a gate is opened by anything behind it."""
    states = case.states(vocabulary)
    present = {o.id for o in question.options if any(states.get(f) is State.PRESENT for f in o.tells)}
    if otherwise == "no":
        return ticked(question, present, "absent", vocabulary)
    answer = ticked(question, present, "unknown", vocabulary)
    absent = tuple(f for f in answer.unknown if states.get(f) is State.ABSENT)
    unknown = tuple(f for f in answer.unknown if f not in absent)
    return answer.model_copy(update={"absent": absent, "unknown": unknown})


def replay(
    case: Case, base: KnowledgeBase, otherwise: Otherwise = "not sure", limit: int = LIMIT, symptoms: int = OPENING
) -> Replay:
    """Take one case through the interview; the first words tell so many symptoms."""
    vocabulary = base.vocabulary
    talk = Interview(base)
    talk.limit = limit
    emergency_after: int | None = None
    while True:
        coming = talk.next()
        if isinstance(coming, Question):
            talk.answer(coming, respond(coming, case, vocabulary, otherwise, symptoms))
        elif coming.reason.interrupts:
            if coming.level is Level.EMERGENCY:
                emergency_after = len(talk.steps)
            talk.go_on(coming.level)
        else:
            break
    now = talk.case
    stated = sorted({*case.present, *case.absent})
    known = now.states(vocabulary)
    full = evaluator(base).of_case(case)
    noes = tuple(sorted({*case.absent, *now.absent}))
    with_noes = evaluator(base).of_case(case.model_copy(update={"absent": noes}))
    mine = evaluator(base).of_case(now)
    return Replay(
        id=case.id or "",
        otherwise=otherwise,
        asked=tuple(step.question.id for step in talk.steps),
        options=sum(len(step.question.options) for step in talk.steps),
        end=coming.reason,
        emergency_after=emergency_after,
        sayable=evaluator(base).of_case(sayable(case, vocabulary)).level is Level.EMERGENCY,
        full_level=full.level,
        stated=len(stated),
        missed=tuple(f for f in stated if f not in known),
        same_first=mine.ranking()[:1] == full.ranking()[:1],
        same_level=mine.level is full.level,
        same_first_with_noes=mine.ranking()[:1] == with_noes.ranking()[:1],
        same_level_with_noes=mine.level is with_noes.level,
    )


class Replays(Record):
    """Cases replayed, and what they come to together."""

    version: str
    cases: tuple[Replay, ...]

    def answered(self, otherwise: Otherwise) -> list[Replay]:
        """The replays of one way to answer what a case does not state."""
        return [c for c in self.cases if c.otherwise == otherwise]


def centile(values: Iterable[float], share: float) -> float:
    """The value that at least `share` of the values do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0


def replays(cases: Iterable[Case], base: KnowledgeBase, limit: int = LIMIT) -> Replays:
    """Every case twice: what is not stated is answered "not sure", then "no"."""
    ways: tuple[Otherwise, ...] = ("not sure", "no")
    every = [*cases]
    return Replays(
        version=base.version,
        cases=tuple(each for way in ways for each in spread(partial(replay, otherwise=way, limit=limit), every, base)),
    )
