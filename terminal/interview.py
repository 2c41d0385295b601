"""The interview on a face: ask, save, go back, change, and show the answers and the result."""

from collections.abc import Callable
from functools import partial

from ..engine.consultation import Consultation
from ..facts.errors import InputError
from ..interview.interview import Interview, Step
from ..interview.question import Finished, Question
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.answers import said
from ..wording.asking import ended, still_to_come
from .answers_file import AnswersFile
from .assessment import show as show_assessment
from .changing import Changing, Leave
from .journal import Journal
from .prompt_io import PROMPT, Face
from .prompting import Command, Heard
from .saving import Saving
from .session_lines import Drafted
from .stop import PutRight, Stop


class Conversation(Changing):
    """One interview on one face, saved in a journal unless there is none."""

    def __init__(
        self,
        face: Face,
        base: KnowledgeBase,
        report: Callable[[Consultation, KnowledgeBase, bool], str],
        interview: Interview | None = None,
        journal: Journal | None = None,
        draft: Drafted | None = None,
    ):
        """`report` writes a consultation as a text to keep, with its trace if asked; `draft` was typed before."""
        self.face, self.base, self.report = face, base, report
        self.saving, self.draft = Saving(face, journal), draft
        self.interview = interview or Interview(base)
        self.stopped = self.ended = False
        self.before: Step | None = None  # what was taken back, shown when it is asked again

    def run_through(self, answers: AnswersFile) -> None:
        """Answer every question from a file, saying each, and show the result. An emergency ends it."""
        self.saving.warn()
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
        below = 0 if self.face.plain else PROMPT + 1
        found = self.interview.consultation()

        def screen() -> None:
            self.face.say()
            show_assessment(self.face.console, found, self.base, self.face.plain, more="full", below=below)

        self.face.read_through(screen, held=False)

    def greet(self) -> None:
        """Say what it is, unless something was answered already."""
        self.saving.warn()
        if not self.interview.steps:
            self.face.say("Soleus asks about your legs, then lists what might explain them. It gives no diagnosis.")
            self.face.say("'not sure' is always an answer. Type '?' for help, 'quit' to leave.")

    def ask_all(self) -> None:
        """Greet, and ask until there is nothing more to ask or the person stops. Raises Leave if they leave."""
        self.greet()
        if self.draft and self.draft.step:
            self._obey(Command("change", str(self.draft.step)))
        while not self.ended:
            coming = self.interview.next()
            try:
                self.ended = not self._goes_on(coming) if isinstance(coming, Finished) else self.ask(coming)
            except Heard as danger:
                self.note(danger)

    def ask(self, question: Question) -> bool:
        """Ask one question, or do what is typed in its place; whether the questions are to stop."""
        try:
            self.add(question, self._asking(question, self._draft(question)).answer(self._headed(question)))
        except Heard as danger:
            if danger.answered is not None:
                self.add(question, danger.answered)
            self.note(danger)
        except Command as command:
            if command.answered is not None:
                self.add(question, command.answered)
            self.stopped = self._obey(command)
        return self.stopped

    def ask_newly_opened(self) -> None:
        """After a change at the end: what it opened, unless the person has stopped the questions."""
        while not self.stopped and isinstance(coming := self.interview.next(), Question):
            self.ask(coming)

    def _headed(self, question: Question) -> str:
        """The number of a question and about how many are to come; before it, the answer that was taken back."""
        if self.before and self.before.question.id == question.id:
            self.face.say(f"You answered: {said(self.before.answer, self.base.vocabulary, self.before.question)}.")
        self.before = None
        return f"Question {len(self.interview.steps) + 1}, {still_to_come(self.interview.progress)}. "

    def _goes_on(self, end: Finished) -> bool:
        """Say why it ends, and do what is typed then; whether there are questions to come."""
        told = ended(end, self.interview.case)
        stop = Stop(self.face, self.base.vocabulary, told, partial(self._inform, told), self.interview.pressing)
        try:
            if stop.goes_on():
                self._go_on(end.level if end.reason.interrupts else None)
                return True
        except Command as command:
            self.stopped = self._obey(command)
            return not self.stopped
        except PutRight as besides:
            if besides.reply == "yes":
                self._go_on(end.level if end.reason.interrupts else None)
            self.change(besides.words)
            coming = self.interview.next()
            still = isinstance(coming, Finished) and coming.reason.interrupts
            return besides.reply != "no" or (end.reason.interrupts and not still)
        return False

    def _go_on(self, heeded: Level | None) -> None:
        self.interview.go_on(heeded)
        self.saving.note(lambda journal: journal.went_on(heeded))

    def _obey(self, command: Command) -> bool:
        """Do what a command says; whether the questions are to stop."""
        if command.word == "quit":
            raise Leave
        try:
            if command.word == "back":
                self._back()
            elif command.word == "change":
                self.change(command.rest)
        except InputError as error:
            self.face.say(str(error)[0].upper() + str(error)[1:] + ".")
        return command.word == "stop"
