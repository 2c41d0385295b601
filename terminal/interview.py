"""The interview on a face: ask, save, go back, change, and show the answers and the result."""

from collections.abc import Callable
from functools import partial

from ..engine.consultation import Consultation
from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.whole_number import whole_number
from ..interview.gates import shipped
from ..interview.heard import HEARD, question_of
from ..interview.interview import Interview, Step
from ..interview.question import Finished, Question
from ..interview.unasked import unasked
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.answers import said
from ..wording.asking import ended, still_to_come
from ..wording.reviewing import reviewed
from ..wording.stopping import why_stopped
from .answers_file import AnswersFile
from .asking import Asking
from .assessment import show as show_assessment
from .draft import Draft
from .journal import Journal
from .prompt_io import PROMPT, Face
from .prompting import Command, Heard, listen, yes_or_no
from .saving import Saving
from .session_lines import Drafted
from .stop import Stop
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
        self.face.say()
        below = 0 if self.face.plain else PROMPT + 1
        found = self.interview.consultation()
        show_assessment(self.face.console, found, self.base, self.face.plain, more="full", below=below)

    def review(self, whole: bool = False) -> None:
        """The answers by number; what was denied is named only in the `whole` of them."""
        for row in reviewed(self.interview.steps, self.base.vocabulary, self.interview.case):
            self.face.say(f"{row.number}. {row.line(whole)}", indent=2)

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

    def _draft(self, question: Question, step: int | None = None) -> Draft:
        """What was typed to a question at an earlier time, and where to keep what is typed to it now."""
        earlier, self.draft = self.draft, None
        again = earlier.lines if earlier and (earlier.question, earlier.step) == (question.id, step) else ()
        if again:
            self.face.say()
            self.face.say("You had typed this to the next question, and it is not lost:")
        return Draft(again, lambda lines: self.saving.note(lambda journal: journal.drafted(question.id, lines, step)))

    def _asking(self, question: Question, draft: Draft) -> Asking:
        return Asking(
            self.face,
            self.base.vocabulary,
            question,
            partial(self._inform, question),
            self.interview.case,
            self.interview.pressing,
            partial(unasked, self.base),
            draft,
        )

    def add(self, question: Question, answer: Answer) -> None:
        """Take an answer, and have it on disk before anything else is shown."""
        self.interview.answer(question, answer)
        self.saving.note(lambda journal: journal.answered(question, answer))

    def note(self, danger: Heard) -> None:
        """Take what was told in place of an answer; what has to be done interrupts next, or is said at the end."""
        answer, vocabulary = danger.answer, self.base.vocabulary
        self.add(question_of(answer, vocabulary), answer)
        told = [vocabulary.findings[f].label for f in answer.present]
        told += [shipped()[gate].label for gate in answer.opened]
        told += [f"not {vocabulary.findings[f].label}" for f in answer.absent]
        told += [
            f"to be asked, {'not ' if a.state is State.ABSENT else ''}{vocabulary.findings[a.finding].label}"
            for a in answer.asked
        ]
        self.face.say(f"Noted: {'; '.join(told)}.")
        coming = self.interview.next()
        if self.ended and isinstance(coming, Finished) and coming.reason.interrupts:
            for action in ended(coming, self.interview.case).actions:
                self.face.say(action, "bold red")

    def listen(self, line: str) -> None:
        """Raise Heard if a line that answers nothing tells of a danger."""
        listen(line, self.base.vocabulary, self.yes, self.interview.pressing)

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
        except Heard as besides:
            if besides.reply == "yes":
                self._go_on(end.level if end.reason.interrupts else None)
            self.note(besides)
            return besides.reply != "no"
        return False

    def _go_on(self, heeded: Level | None) -> None:
        self.interview.go_on(heeded)
        self.saving.note(lambda journal: journal.went_on(heeded))

    def yes(self, prompt: str) -> bool:
        """A plain yes or no."""
        while True:
            line = self.face.ask(prompt, ("yes", "no"))
            if line.lower() in ("quit", "exit"):
                raise Leave
            try:
                return yes_or_no(line) == "yes"
            except InputError as error:
                self.listen(line)
                self.face.say(str(error))

    def _inform(self, about: Question | Finished, word: str) -> None:
        """why: what the question could change, or what stopped the questions. how: the list so far with its reasons."""
        if word == "how":
            show_assessment(self.face.console, self.interview.consultation(), self.base, self.face.plain)
        elif isinstance(about, Question):
            show_why(self.face, about, self.base, self.interview.case)
        else:
            for sentence in why_stopped(about, self.interview.consultation(), self.base):
                self.face.say(sentence)

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

    def _back(self) -> None:
        self.before = self.interview.back()
        if self.before.question.id == HEARD:
            self.face.say(f"Taken back: {said(self.before.answer, self.base.vocabulary)}.")
        self.saving.note(Journal.went_back)

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
            self.face.read_through(self.review)
            number = self.face.ask("Change which? (a number, or Enter for none)")
        if not number:
            return
        place = whole_number(number)
        if place is None:
            self.listen(number)
            raise InputError(f"{number[:60]!r} is not a number")
        step = self.interview.steps[self.interview.step(place)]
        try:
            self.face.say(f"You answered: {said(step.answer, self.base.vocabulary, step.question)}.")
            draft = self._draft(step.question, place)
            answer = self._asking(step.question, draft).answer(f"Question {number}. ")
        except Command as command:
            if command.word == "quit":
                raise Leave from None
            self.face.say("Nothing was changed.")
            return
        self.interview.change(place, answer)
        self.saving.note(lambda journal: journal.changed(place, answer))
