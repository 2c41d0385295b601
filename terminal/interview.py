"""The interview on a face: ask, save, go back, change, and show the answers and the result."""

from collections.abc import Callable
from functools import partial

from ..engine.consultation import Consultation
from ..facts.answer import Answer
from ..facts.errors import InputError
from ..interview.heard import question_of
from ..interview.interview import Interview, Step
from ..interview.question import End, Finished, Question
from ..interview.unasked import unasked
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording import reading
from ..wording.answers import said
from ..wording.asking import ended
from .answers_file import AnswersFile
from .asking import Asking
from .assessment import show as show_assessment
from .journal import Journal
from .prompt_io import Face
from .prompting import Command, Heard, listen
from .why import show_why


class Leave(Exception):
    """The person leaves; the answers stay saved."""


class Conversation:
    """One interview on one face, saved in a journal unless there is none."""

    def __init__(
        self,
        face: Face,
        base: KnowledgeBase,
        report: Callable[[Consultation, KnowledgeBase, bool], str],
        interview: Interview | None = None,
        journal: Journal | None = None,
    ):
        """`report` writes a consultation as a text to keep, with its trace if asked."""
        self.face, self.base, self.report, self.journal = face, base, report, journal
        self.interview = interview or Interview(base)
        self.warned = self.stopped = self.ended = False
        self.before: Step | None = None  # what was taken back, shown when it is asked again

    def run_through(self, answers: AnswersFile) -> None:
        """Answer every question from a file, saying each, and show the result. An emergency ends it."""
        self._warn()
        while isinstance(coming := self.interview.next(), Question):
            self.add(coming, answers.answer(coming))
            step = self.interview.steps[-1]
            self.face.say(f"Question {len(self.interview.steps)}. {coming.heading}")
            self.face.say(said(step.answer, self.base.vocabulary, step.question), indent=2)
        self.face.say()
        told = ended(coming, self.interview.case)
        self.face.say(" ".join((told.sentence, *told.actions)))
        self.show()

    def show(self) -> None:
        """The result in one screen, as assess gives it."""
        self.face.say()
        show_assessment(self.face.console, self.interview.consultation(), self.base, self.face.plain, more="full")

    def review(self) -> None:
        """The answers by number."""
        for number, step in enumerate(self.interview.steps, 1):
            self.face.say(
                f"{number}. {step.question.heading} {said(step.answer, self.base.vocabulary, step.question)}", indent=2
            )

    def _greet(self) -> None:
        self._warn()
        if not self.interview.steps:
            self.face.say("Soleus asks about your legs, then lists what might explain them. It gives no diagnosis.")
            self.face.say("'not sure' is always an answer. Type '?' for help, 'quit' to leave.")

    def say_how_to_resume(self) -> None:
        """On leaving: whether the answers are saved, and how to go on with them."""
        self.face.say()
        self.face.say(self._how_to_resume())

    def _how_to_resume(self) -> str:
        if self.journal is None:
            return "Nothing was saved, as you asked."
        if self.journal.fault:
            return self.journal.fault
        return f"Your answers are saved. Go on with: soleus sessions resume {self.journal.name}"

    def _warn(self) -> None:
        if self.journal and self.journal.fault and not self.warned:
            self.warned = True
            self.face.say(self.journal.fault, "yellow")

    def ask_all(self) -> None:
        """Greet, and ask until there is nothing more to ask or the person stops. Raises Leave if they leave."""
        self._greet()
        while not self.ended:
            coming = self.interview.next()
            try:
                self.ended = not self._goes_on(coming) if isinstance(coming, Finished) else self._ask(coming)
            except Heard as danger:
                self.note(danger)

    def _ask(self, question: Question) -> bool:
        """Ask one question, or do what is typed in its place; whether the questions are to stop."""
        try:
            self.add(question, self._asking(question).answer(self._headed(question)))
        except Heard as danger:
            self.note(danger)
        except Command as command:
            if command.answered is not None:
                self.add(question, command.answered)
            self.stopped = self._obey(command)
        return self.stopped

    def ask_newly_opened(self) -> None:
        """After a change at the end: what it opened, unless the person has stopped the questions."""
        while not self.stopped and isinstance(coming := self.interview.next(), Question):
            self._ask(coming)

    def _headed(self, question: Question) -> str:
        """The number of a question and about how many are to come; before it, the answer that was taken back."""
        if self.before and self.before.question.id == question.id:
            self.face.say(f"You answered: {said(self.before.answer, self.base.vocabulary, self.before.question)}.")
        self.before = None
        left = self.interview.progress.left
        return f"Question {len(self.interview.steps) + 1}, about {left} more. " if left > 1 else "One of the last. "

    def _asking(self, question: Question) -> Asking:
        return Asking(
            self.face,
            self.base.vocabulary,
            question,
            self._inform,
            self.interview.case,
            self.interview.pressing,
            partial(unasked, self.base),
        )

    def add(self, question: Question, answer: Answer) -> None:
        """Take an answer, and have it on disk before anything else is shown."""
        self.interview.answer(question, answer)
        if self.journal:
            self.journal.answered(question, answer)
            self._warn()

    def note(self, danger: Heard) -> None:
        """Take what was told in place of an answer; what has to be done interrupts next, or is said at the end."""
        answer, vocabulary = danger.answer, self.base.vocabulary
        self.add(question_of(answer, vocabulary), answer)
        self.face.say(f"Noted: {'; '.join(vocabulary.findings[f].label for f in answer.present)}.")
        coming = self.interview.next()
        if self.ended and isinstance(coming, Finished) and coming.reason.interrupts:
            for action in ended(coming, self.interview.case).actions:
                self.face.say(action, "bold red")

    def listen(self, line: str) -> None:
        """Raise Heard if a line that answers nothing tells of a danger."""
        listen(line, self.base.vocabulary, self.yes, self.interview.pressing)

    def _goes_on(self, end: Finished) -> bool:
        """Say why it ends; whether it is to go on all the same."""
        self.face.say()
        style = "bold red" if end.reason.interrupts else ""
        told = ended(end, self.interview.case)
        for sentence in (told.sentence, *told.actions):
            self.face.say(sentence, style)
        if end.reason is End.EMERGENCY:
            return self._offer("Go on, for training only? (yes or no)", end.level)
        if end.reason is End.URGENT:
            return self._offer("Go on, to learn whether it is still more urgent, and why? (yes or no)", end.level)
        return end.reason.may_go_on and self._offer("Ask me more? (yes or no)")

    def _offer(self, prompt: str, heeded: Level | None = None) -> bool:
        if not self.yes(prompt):
            return False
        self.interview.go_on(heeded)
        if self.journal:
            self.journal.went_on(heeded)
        return True

    def yes(self, prompt: str) -> bool:
        """A plain yes or no."""
        while True:
            line = self.face.ask(prompt, ("yes", "no"))
            if line.lower() in ("quit", "exit"):
                raise Leave
            try:
                return reading.one_of(line, ("yes", "no")) == "yes"
            except InputError as error:
                self.listen(line)
                self.face.say(str(error))

    def _inform(self, word: str, question: Question) -> None:
        """why: what the question could change. how: the list so far with its reasons."""
        if word == "why":
            show_why(self.face, question, self.base, self.interview.case)
        else:
            show_assessment(self.face.console, self.interview.consultation(), self.base, self.face.plain)

    def _obey(self, command: Command) -> bool:
        """Do what a command says; whether the questions are to stop."""
        if command.word == "quit":
            raise Leave
        try:
            if command.word == "back":
                self.before = self.interview.back()
                if self.journal:
                    self.journal.went_back()
                    self._warn()
            elif command.word == "change":
                self.change(command.rest)
        except InputError as error:
            self.face.say(str(error)[0].upper() + str(error)[1:] + ".")
        return command.word == "stop"

    def change(self, number: str = "") -> None:
        """Ask one answered question again. Raises InputError where there is none of that number."""
        try:
            self._change(number)
        except Heard as danger:
            self.note(danger)

    def _change(self, number: str) -> None:
        if not self.interview.steps:
            raise InputError("there is no answer to change yet")
        if not number:
            self.review()
            number = self.face.ask("Change which? (a number, or Enter for none)")
        if not number:
            return
        if not number.isdigit():
            self.listen(number)
            raise InputError(f"{number!r} is not a number")
        step = self.interview.steps[self.interview.step(int(number))]
        try:
            self.face.say(f"You answered: {said(step.answer, self.base.vocabulary, step.question)}.")
            answer = self._asking(step.question).answer(f"Question {number}. ")
        except Command as command:
            if command.word == "quit":
                raise Leave from None
            self.face.say("Nothing was changed.")
            return
        self.interview.change(int(number), answer)
        if self.journal:
            self.journal.changed(int(number), answer)
            self._warn()
