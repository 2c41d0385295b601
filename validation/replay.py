"""Replay: published cases taken through the interview from the chief complaint alone."""

import math
from collections.abc import Iterable
from typing import Literal

from ..engine.evaluate import evaluator
from ..facts.answer import Answer, accept
from ..facts.case import Case
from ..facts.finding import FindingKind, Record, State
from ..facts.vocabulary import Vocabulary
from ..interview.answering import ticked
from ..interview.next_question import LIMIT, next_question
from ..interview.question import Finished, Question, QuestionKind
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level

Otherwise = Literal["not sure", "no"]


class Replay(Record):
    """One case taken through the interview, with what is not stated answered as `otherwise`.

    `asked` are the questions up to the end, going on after an emergency as if for training; `emergency_after` counts
    those up to the first emergency. Of `stated` findings `missed` were on no list and followed from none that was.
    `same_first` and `same_level` compare the interview with the full case, `…_with_noes` with the full case and
    every "no" that was said.
    """

    id: str
    otherwise: Otherwise
    asked: tuple[str, ...]
    emergency_after: int | None
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


def respond(question: Question, case: Case, vocabulary: Vocabulary, otherwise: Otherwise) -> Answer:
    """How someone answers who has just what the case states; what it does not state is answered as `otherwise`."""
    states = case.states(vocabulary)
    said = {o.id: states.get(o.id, State.UNKNOWN) for o in question.options if o.id in vocabulary.findings}
    present = [f for f, s in said.items() if s is State.PRESENT]
    absent = tuple(f for f, s in said.items() if s is State.ABSENT)
    if otherwise == "no":
        answer = ticked(question, present, "absent", vocabulary)
    else:
        answer = ticked(question, present, "unknown", vocabulary)
        answer = answer.model_copy(
            update={"absent": absent, "unknown": tuple(f for f in answer.unknown if f not in absent)}
        )
    if question.kind is QuestionKind.RESULTS:
        silent = tuple(o.id for o in question.options if o.id in vocabulary.measurements and o.id not in case.labs)
        answer = answer.model_copy(update={"labs": case.labs, "unknown": (*answer.unknown, *silent)})
    if question.kind is QuestionKind.WHO:
        missing = [n for n, v in (("age", case.age), ("sex", case.sex)) if v is None]
        answer = answer.model_copy(update={"age": case.age, "sex": case.sex, "unknown": (*answer.unknown, *missing)})
    if question.kind is QuestionKind.COURSE:
        unknown = answer.unknown if case.duration_days is not None else (*answer.unknown, "duration_days")
        answer = answer.model_copy(update={"duration_days": case.duration_days, "unknown": unknown})
    return answer


def replay(case: Case, base: KnowledgeBase, otherwise: Otherwise = "not sure", limit: int = LIMIT) -> Replay:
    """Take one case through the interview."""
    vocabulary = base.vocabulary
    complaint = chief_complaint(case, vocabulary)
    now = Case(present=(complaint,) if complaint else ())
    asked: list[str] = []
    emergency_after: int | None = None
    while True:
        if emergency_after is None and evaluator(base).of_case(now).level is Level.EMERGENCY:
            emergency_after = len(asked)
        question = next_question(now, base, asked=len(asked), limit=limit, training=True)
        if isinstance(question, Finished):
            break
        asked.append(question.id)
        now = accept(now, respond(question, case, vocabulary, otherwise), vocabulary)
    stated = sorted({*case.present, *case.absent})
    known = now.states(vocabulary)
    full = evaluator(base).of_case(case)
    noes = tuple(sorted({*case.absent, *now.absent}))
    with_noes = evaluator(base).of_case(case.model_copy(update={"absent": noes}))
    mine = evaluator(base).of_case(now)
    return Replay(
        id=case.id or "",
        otherwise=otherwise,
        asked=tuple(asked),
        emergency_after=emergency_after,
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
    return Replays(
        version=base.version,
        cases=tuple(replay(case, base, otherwise, limit) for otherwise in ways for case in cases),
    )
