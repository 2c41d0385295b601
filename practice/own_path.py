"""What the engine itself would ask the same patient, by its own interview, and what that costs."""

from functools import lru_cache
from typing import NamedTuple, assert_never

from ..facts.answer import Answer
from ..facts.case import Case
from ..interview.answering import skipped, ticked
from ..interview.interview import Interview
from ..interview.question import Finished, Question, QuestionKind
from ..rules.knowledge_base import KnowledgeBase
from .costs import costs
from .patient import Patient, Told

MOST = 40  # questions; the interview stops of itself long before


class OwnPath(NamedTuple):
    """What the engine knew when it stopped asking, how many questions it asked, and what they cost."""

    known: Case
    questions: int
    cost: int


def own_path(patient: Patient) -> OwnPath:
    """The engine's own interview of a patient, to its own end or that of the budget; kept, since it takes a second."""
    return _walked(patient.base, patient.case.model_dump_json())


@lru_cache(maxsize=256)
def _walked(base: KnowledgeBase, case: str) -> OwnPath:
    patient = Patient(Case.model_validate_json(case), base)
    interview, cost = Interview(patient.base, start=patient.opening), 0
    while len(interview.steps) < MOST:
        question = interview.next()
        if isinstance(question, Finished):
            if not question.reason.interrupts:
                break
            interview.go_on(question.level)
            continue
        answer = _answer(question, patient)
        price = _cost(question, answer, patient)
        if cost + price > costs().budget:
            break
        interview.answer(question, answer)
        cost += price
    return OwnPath(interview.case, len(interview.steps), cost)


def _answer(question: Question, patient: Patient) -> Answer:
    vocabulary = patient.base.vocabulary
    match question.kind:
        case QuestionKind.TICKLIST:
            return ticked(question, _ticks(question, patient), "absent", vocabulary)
        case QuestionKind.NAMES:
            named = [f for f in patient.case.present if vocabulary.findings[f].topic in question.topics]
            return Answer(question=question.id, present=tuple(named), unknown=question.asks)
        case QuestionKind.RESULTS:
            return _found(question, patient)
        case QuestionKind.WORDS | QuestionKind.WHO:
            return skipped(question)
        case _:
            assert_never(question.kind)


def _ticks(question: Question, patient: Patient) -> set[str]:
    """The options that are so; a gate is opened by anything behind it."""
    return {o.id for o in question.options if not patient.present.isdisjoint(o.tells)}


def _found(question: Question, patient: Patient) -> Answer:
    """What was examined or measured, as far as the case records it."""
    vocabulary = patient.base.vocabulary
    recorded = patient.recorded(lambda about: costs().of(about, vocabulary) > costs().question)
    by = {told: tuple(r.about for r in recorded if r.told is told) for told in Told}
    labs = {r.about: r.value for r in recorded if r.told is Told.VALUE}
    return Answer(question=question.id, present=by[Told.YES], absent=by[Told.NO], labs=labs)


def _cost(question: Question, answer: Answer, patient: Patient) -> int:
    """What it would cost a learner: a list of which the case records nothing, no more than the least."""
    table = costs()
    if question.kind is QuestionKind.RESULTS:
        recorded = patient.recorded(lambda about: about not in table.tells_little)
        sorts = {table.of(r.about, patient.base.vocabulary) for r in recorded} - {table.question}
        whole = {table.examination: table.whole_examination, table.blood_test: table.all_tests}
        return sum(whole.get(sort, sort) for sort in sorts)
    tells = answer.present or not set(answer.absent).isdisjoint(patient.absent)
    return table.topic if tells else table.least
