"""The answers given so far, as they are reviewed: what was told and of whom, not how it was asked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..facts.case import Case
from ..facts.vocabulary import Vocabulary
from ..interview.gates import behind
from ..interview.interview import Step
from ..interview.question import Question, QuestionKind
from .answers import so_and_not_so
from .asking import to_whom

OWN_WORDS, PERSON, NAMES = "In your own words", "Age, sex and since when", "illnesses and medicines"
TOLD_BELOW = "yes, as told below"
WHICH = ". Which is it?"
NARROW, ABOUT = "narrow", ("who", "about")


class Row(NamedTuple):
    """One answer: its number, what it is about, what is so or not known, and what was denied."""

    number: int
    title: str
    so: str
    denied: str

    def line(self, whole: bool) -> str:
        """In one line; what was denied is named only in the `whole` of it."""
        denied = self.denied if whole or not self.denied else "" if self.so else "none of these"
        mark = "" if self.title.endswith((".", "?", "!", ":")) else ":"
        return f"{self.title}{mark} {'; '.join(filter(None, (self.so, denied))) or 'nothing'}"


def reviewed(steps: Sequence[Step], vocabulary: Vocabulary, case: Case) -> Iterator[Row]:
    """Every answer. A broad question that was said yes to is told by what was said of it after that; what was said
    otherwise later is told only there."""
    for number, step in enumerate(steps, 1):
        later = _told_later(steps, number, vocabulary)
        opened = tuple(gate for gate in step.answer.opened if gate not in later)
        so_now = tuple(f for f in step.answer.present if f not in case.absent)
        not_so_now = tuple(f for f in step.answer.absent if f not in case.present)
        answer = step.answer.model_copy(update={"opened": opened, "present": so_now, "absent": not_so_now})
        so, denied = so_and_not_so(answer, vocabulary, step.question)
        if later:
            so = "; ".join(filter(None, (so, TOLD_BELOW)))
        yield Row(number, title(step.question, case), so, denied)


def title(question: Question, case: Case) -> str:
    """What a question is about, as it is said of the person told of."""
    if question.kind is QuestionKind.WORDS:
        return OWN_WORDS
    if question.name in ABOUT:
        return f"{PERSON}; {NAMES}" if question.kind is QuestionKind.NAMES else PERSON
    return to_whom(question.heading.partition(WHICH)[0], case)


def _told_later(steps: Sequence[Step], number: int, vocabulary: Vocabulary) -> frozenset[str]:
    """The gates that this answer opened and behind which a later answer found something."""
    later = {f for step in steps[number:] if step.question.name == NARROW for f in step.answer.present}
    return frozenset(gate for gate in steps[number - 1].answer.opened if later & behind((gate,), vocabulary))
