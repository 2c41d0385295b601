"""An interview under way: the answers given, in order, and what they come to."""

from functools import cached_property
from operator import is_

from ..engine.consult import consult
from ..engine.consultation import Consultation
from ..engine.evaluate import Judged
from ..facts.answer import Answer, accept
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import Record
from ..reading.dangers import any_stops
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .acted_on import acted_on, judged_now
from .alarms import Alarm, alarm, stands, taken_back
from .contradictions import asked_again, together
from .gates import left_open
from .heard import HEARD
from .next_question import next_question
from .progress import LIMIT, Progress
from .question import Finished, Question

MORE = 6


class Step(Record):
    """One question and its answer."""

    question: Question
    answer: Answer


class Now:
    """What the answers of an interview come to: the case, and what in it is `doubtful`, said in two ways."""

    def __init__(self, answers: list[Answer], start: Case, base: KnowledgeBase):
        self.answers, self.start, self.base = answers, start, base
        self.case, self.doubtful = together(answers, base, start)

    def is_of(self, answers: list[Answer], start: Case) -> bool:
        """Whether it was made of these very answers."""
        return self.start is start and len(answers) == len(self.answers) and all(map(is_, answers, self.answers))

    @cached_property
    def judged(self) -> Judged:
        """What is acted on. Raises InputError if the case contradicts itself."""
        return judged_now(self.case, self.base)


class Interview:
    """Answers by step. A changed answer counts as the newest; everything follows afresh from the answers.

    `start` is what was known before the first answer. `limit` questions are asked before an offer to stop; `heeded` is
    the level that was acted on already, so that it does not interrupt again; `keen` is someone who asked for more than
    was worth while. `alarms` are the reasons to be seen that interrupted so far, in their order.
    """

    def __init__(self, base: KnowledgeBase, steps: list[Step] | None = None, start: Case | None = None):
        self.base, self.start = base, start or Case()
        self.steps: list[Step] = list(steps or [])
        self.order: list[int] = list(range(len(self.steps)))
        self.limit, self.keen = LIMIT, False
        self.heeded: Level | None = None
        self.alarms: list[Alarm] = []
        self._now: Now | None = None

    @property
    def case(self) -> Case:
        """Everything answered so far; what was said of a danger in two ways counts as present until it is settled."""
        return self.now.case

    @property
    def now(self) -> "Now":
        """What the answers come to, worked out once as long as they are the same."""
        answers = self.answers
        if self._now is None or not self._now.is_of(answers, self.start):
            self._now = Now(answers, self.start, self.base)
        return self._now

    @property
    def answers(self) -> list[Answer]:
        """The answers, the newest last."""
        return [self.steps[i].answer for i in self.order]

    @property
    def progress(self) -> Progress:
        """What was asked so far, what it opened, and how far the person wants to go."""
        asked = [step for step in self.steps if step.question.id != HEARD]
        return Progress(
            asked=tuple(step.question.id for step in asked),
            opened=tuple(gate for step in self.steps for gate in step.answer.opened),
            pending=self._pending(),
            limit=self.limit,
            heeded=self._heeded(),
            keen=self.keen,
        )

    def _pending(self) -> tuple[str, ...]:
        """The gates that the newest answer opened, a changed one too, and what was said after it."""
        newest: list[Step] = []
        for index in reversed(self.order):
            newest.append(self.steps[index])
            if newest[-1].question.id != HEARD:
                break
        return tuple(gate for step in reversed(newest) for gate in step.answer.opened)

    def _heeded(self) -> Level | None:
        """The level that was acted on, unless all that asked for it was taken back since."""
        same = [alarm for alarm in self.alarms if alarm.level is self.heeded]
        return None if same and not stands(same, self.case, self.base) else self.heeded

    def consultation(self) -> Consultation:
        """The consultation of the answers so far, with what they left open and an alarm that they took back."""
        case = left_open(self.case, self.progress.pending, self.base.vocabulary)
        found = consult(case, self.base)
        reasons = {reason.rule for reason in found.referral.reasons}
        said = taken_back(self.alarms, reasons, case, self.base)
        return found.model_copy(update={"warnings": (*said, *found.warnings)})

    def next(self) -> Question | Finished:
        """The next question, or why there is none."""
        coming = next_question(self.case, self.base, self.progress, self.now.judged)
        if isinstance(coming, Finished) and coming.reason.interrupts:
            return coming
        return asked_again(self.now.doubtful, self.base.vocabulary) or coming

    def pressing(self, answer: Answer) -> bool:
        """Whether what is just said, with all that was said before, has to be acted on before anything else."""
        if any_stops(answer.present):
            return True
        level = acted_on(accept(self.case, answer, self.base.vocabulary), self.base).level
        return level is Level.EMERGENCY and self.heeded is not Level.EMERGENCY

    def answer(self, question: Question, answer: Answer) -> None:
        """Add an answer."""
        self.order.append(len(self.steps))
        self.steps.append(Step(question=question, answer=answer))
        self._notice()

    def back(self) -> Step:
        """Take back the last question asked. Raises InputError at the first."""
        if not self.steps:
            raise InputError("this is the first question; there is nothing to go back to")
        last = self.steps.pop()
        self.order.remove(len(self.steps))
        self._notice()
        return last

    def change(self, number: int, answer: Answer) -> None:
        """Replace the answer of step `number`, from 1. What later answers said against it is forgotten."""
        index = self.step(number)
        self.steps[index] = Step(question=self.steps[index].question, answer=answer)
        self.order.remove(index)
        self.order.append(index)
        self._notice()

    def _notice(self) -> None:
        """Remember what interrupts now, as it is what is shown next."""
        outcome = self.now.judged.outcome
        if self.progress.interrupted_by(outcome.level):
            self.alarms.append(alarm(self.case, outcome, self.base))

    def step(self, number: int) -> int:
        """The index of step `number`. Raises InputError where there is none."""
        if not 1 <= number <= len(self.steps):
            raise InputError(f"there is no answer {number}; there are {len(self.steps)}")
        return number - 1

    def go_on(self, heeded: Level | None = None) -> None:
        """Keep asking past the end that was offered, or past what has to be acted on at this level."""
        if heeded:
            self.heeded = heeded
        else:
            self.keen, self.limit = True, max(self.limit, len(self.steps)) + MORE
