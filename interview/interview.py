"""An interview under way: the answers given, in order, and what they come to."""

from ..facts.answer import Answer, together
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from .heard import HEARD
from .next_question import LIMIT, next_question
from .question import Finished, Question

MORE = 6


class Step(Record):
    """One question and its answer."""

    question: Question
    answer: Answer


class Interview:
    """Answers by step. A changed answer counts as the newest; everything follows afresh from the answers.

    `asked` questions count towards `limit`; `training` lets it go on after an emergency.
    """

    def __init__(self, base: KnowledgeBase, steps: list[Step] | None = None):
        self.base = base
        self.steps: list[Step] = list(steps or [])
        self.order: list[int] = list(range(len(self.steps)))
        self.limit, self.training = LIMIT, False

    @property
    def case(self) -> Case:
        """Everything answered so far."""
        return together((self.steps[i].answer for i in self.order), self.base.vocabulary)

    def next(self) -> Question | Finished:
        """The next question, or why there is none."""
        asked = sum(step.question.id != HEARD for step in self.steps)
        return next_question(self.case, self.base, asked=asked, limit=self.limit, training=self.training)

    def answer(self, question: Question, answer: Answer) -> None:
        """Add an answer."""
        self.order.append(len(self.steps))
        self.steps.append(Step(question=question, answer=answer))

    def back(self) -> Question:
        """Take back the last question asked. Raises InputError at the first."""
        if not self.steps:
            raise InputError("this is the first question; there is nothing to go back to")
        last = self.steps.pop()
        self.order.remove(len(self.steps))
        return last.question

    def change(self, number: int, answer: Answer) -> None:
        """Replace the answer of step `number`, from 1. What later answers said against it is forgotten."""
        index = self.step(number)
        self.steps[index] = Step(question=self.steps[index].question, answer=answer)
        self.order.remove(index)
        self.order.append(index)

    def step(self, number: int) -> int:
        """The index of step `number`. Raises InputError where there is none."""
        if not 1 <= number <= len(self.steps):
            raise InputError(f"there is no answer {number}; there are {len(self.steps)}")
        return number - 1

    def go_on(self, training: bool = False) -> None:
        """Keep asking past the limit, or past an emergency for training only."""
        if training:
            self.training = True
        else:
            self.limit = max(self.limit, len(self.steps)) + MORE
