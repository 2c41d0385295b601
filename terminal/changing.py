"""Taking answers on a face, and taking them back: what was answered is changed by its number, or put right in words."""

import re
from dataclasses import replace
from functools import partial

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..facts.whole_number import whole_number
from ..interview.contradictions import AGAIN
from ..interview.gates import shipped
from ..interview.heard import HEARD, heard, question_of, with_words
from ..interview.interview import Interview, Step
from ..interview.question import Finished, Question, QuestionKind
from ..interview.unasked import unasked
from ..reading.dangers import is_danger
from ..reading.entries import aside
from ..reading.entry import Entry
from ..reading.story import Told
from ..rules.knowledge_base import KnowledgeBase
from ..wording.answers import said
from ..wording.asking import ended, without_person
from ..wording.reviewing import reviewed
from ..wording.stopping import why_stopped
from ..wording.who import told_bare
from .asking import Asking
from .assessment import show as show_assessment
from .draft import Draft
from .journal import Journal
from .prompt_io import Face
from .prompting import Command, Heard, listen, yes_or_no
from .reading_back import ReadingBack, bounded
from .saving import Saving
from .session_lines import Drafted
from .why import show_why

_NUMBERED = re.compile(r"^(?:no|number)?[. ]*(\d{1,2})\b[.,:;) -]*(?=\D)")


class Leave(Exception):
    """The person leaves; the answers stay saved."""


class Changing:
    """What takes an answer of an interview, saves it, and changes it."""

    face: Face
    base: KnowledgeBase
    interview: Interview
    saving: Saving
    draft: Drafted | None
    ended: bool
    before: Step | None  # what was taken back, shown when it is asked again

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
        if told:
            self.face.say(f"Noted: {'; '.join(dict.fromkeys(told))}.")
        coming = self.interview.next()
        if self.ended and isinstance(coming, Finished) and coming.reason.interrupts:
            for action in ended(coming, self.interview.case).actions:
                self.face.say(action, "bold red")

    def listen(self, line: str) -> None:
        """Raise Heard if a line that answers nothing tells of a danger."""
        listen(line, self.base.vocabulary, self.yes, self.interview.pressing)

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

    def review(self, whole: bool = False) -> None:
        """The answers by number; what was denied is named only in the `whole` of them."""
        for row in reviewed(self.interview.steps, self.base.vocabulary, self.interview.case):
            self.face.say(f"{row.number}. {row.line(whole)}", indent=2)

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

    def _inform(self, about: Question | Finished, word: str) -> None:
        """why: what the question could change, or what stopped the questions. how: the list so far with its reasons."""
        if word == "how":
            show_assessment(self.face.console, self.interview.consultation(), self.base, self.face.plain)
        elif isinstance(about, Question):
            show_why(self.face, about, self.base, self.interview.case)
        else:
            for sentence in why_stopped(about, self.interview.consultation(), self.base):
                self.face.say(sentence)

    def _back(self) -> None:
        self.before = self.interview.back()
        if self.before.question.id == HEARD:
            self.face.say(f"Taken back: {said(self.before.answer, self.base.vocabulary)}.")
        self.saving.note(Journal.went_back)

    def change(self, number: str = "") -> None:
        """Ask one answered question again, or put right what words say in place of its number.

        Raises InputError where there is none of that number, or nothing is understood.
        """
        try:
            self._change(number)
        except Heard as danger:
            self.note(danger)

    def correct(self, words: str) -> None:
        """Put right in words what was answered, whatever number stands before them ("1 the foot is not swollen").

        What they say and was confirmed is noted as the newest answer, and settles what was said in two ways.

        Raises InputError where nothing is understood, Heard for a danger.
        """
        vocabulary = self.base.vocabulary
        numbered = _NUMBERED.match(words)
        if numbered and whole_number(numbered[1]) in range(1, len(self.interview.steps) + 1):
            words = words[numbered.end() :]  # else it is said of something: "44, a man"
        self.listen(words)
        facts = told_bare(words, vocabulary)
        known = facts if facts.tells else Told(age=self.interview.case.age)
        entry = without_dangers(without_person(aside(words, vocabulary), known, vocabulary, ()), vocabulary)
        if not (facts.tells or (entry.findings and (entry.certain or " " in words))):
            raise InputError(
                f"{words[:60]!r} is not understood; type the number of an answer to change it, or say what is right"
            )
        reading = ReadingBack(self.face, vocabulary, lambda word: None, self.interview.pressing)
        entry = reading.understood(entry, facts)
        not_so = {*entry.absent}
        narrower = (f for f in self.interview.case.present if not not_so.isdisjoint(vocabulary.broader(f)))
        answer = with_words(heard(entry.present, (*entry.absent, *narrower)), entry, vocabulary)
        told = reading.kept.model_dump(exclude_none=True)
        self.note(Heard(answer.model_copy(update={**told, "question": AGAIN})))

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
            self.correct(number)
            return
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
        if step.question.kind is QuestionKind.WORDS:
            answer = with_person_of(answer, step.answer)
        self.interview.change(place, answer)
        self.saving.note(lambda journal: journal.changed(place, answer))


def with_person_of(answer: Answer, before: Answer) -> Answer:
    """An answer with age, sex and duration as they were told before, as far as it tells them no more."""
    told = {"age": before.age, "sex": before.sex, "duration_days": before.duration_days, "teller": before.teller}
    kept = {name: value for name, value in told.items() if getattr(answer, name) is None and name not in answer.unknown}
    return answer.model_copy(update=kept)


def without_dangers(entry: Entry, vocabulary: Vocabulary) -> Entry:
    """What words say, of which every danger was asked about: it is not so, where its bound says that it is not."""
    open_still = [s for s in entry.asked if s.state is State.ABSENT or not is_danger(s.finding, vocabulary)]
    only_so = (s.finding for s in entry.asked if s not in open_still and bounded(s))
    return replace(entry, asked=tuple(open_still), absent=tuple(dict.fromkeys((*entry.absent, *only_so))))
