"""Putting one question and taking its answer."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.printable import inside
from ..facts.vocabulary import Vocabulary
from ..interview.answering import none_of, ticked, with_person
from ..interview.heard import heard, with_words
from ..interview.question import Question, QuestionKind
from ..reading.entries import named_aside, told
from ..reading.entry import Entry, joined
from ..reading.story import Told, facts_of
from ..wording import reading, replies, results
from ..wording.asking import heading, read_back, without_person
from ..wording.grown_up import fits
from ..wording.words import join
from .draft import Draft
from .prompt_io import Face
from .prompting import Command, Heard, Pressing, stopping
from .reading_back import as_typed
from .who_it_is import WhoItIs

NAMES = "Which? (names or numbers, 'none', or 'skip')"


class Asking(WhoItIs):
    """One question put on a face, and its answer taken. Raises what its prompts raise.

    `case` is who is asked, as far as it is known; `unasked` names what is no question, once the duration is told or
    as long as it is not.
    """

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        question: Question,
        inform: Callable[[str], None],
        case: Case | None = None,
        pressing: Pressing | None = None,
        unasked: Callable[[bool], Collection[str]] = lambda _: (),
        draft: Draft | None = None,
    ):
        super().__init__(face, vocabulary, inform, pressing, draft)
        self.question, self.case, self.unasked = question, case or Case(), unasked
        self.given, self.besides, self.beside = {}, {}, {}
        self.signs = [o for o in question.options if o.id not in vocabulary.measurements]
        self.measured = [o.label for o in question.options if o.id in vocabulary.measurements]

    def answer(self, headed: str = "") -> Answer:
        """Ask until there is an answer, under the question's number and what was answered before, if told."""
        self.headed = headed
        self.face.say()
        self.put()
        take = {
            QuestionKind.WORDS: self._words,
            QuestionKind.WHO: self._who,
            QuestionKind.NAMES: self._names,
            QuestionKind.RESULTS: self._results,
            QuestionKind.TICKLIST: self.ticklist,
        }[self.question.kind]
        try:
            return take()
        except Heard as danger:
            danger.answer = self._with_so_far(danger.answer)
            raise
        except Command as command:
            if command.word == "stop" and (self.so_far or self.entry != Entry()):
                command.answered = self._confirmed_by_then()
            raise

    def _with_so_far(self, danger: Answer) -> Answer:
        """A danger that was told in between, with all that was said to the question before it."""
        so, said = self._by_then()
        confirmed = [f for f in so if f in self.vocabulary.findings and f not in danger.absent]
        answer = danger.model_copy(
            update={
                "present": tuple(dict.fromkeys((*danger.present, *confirmed))),
                "opened": (*danger.opened, *(o.id for o in self.signs if o.covers and o.id in so)),
                **self.kept.model_dump(exclude_none=True),
                **{name: value for name, value in self.known().items() if value is not None},
            }
        )
        left = tuple(s for s in said.asked if s.finding not in danger.absent)
        return with_words(answer, replace(said, asked=left), self.vocabulary)

    def _confirmed_by_then(self) -> Answer:
        """What was confirmed when the question was left, and what was still to be; of the rest nothing is known."""
        so, said = self._by_then()
        answer = ticked(self.question, so, "unknown", self.vocabulary)
        return with_words(answer, said, self.vocabulary).model_copy(update=self.kept.model_dump())

    def _by_then(self) -> tuple[tuple[str, ...], Entry]:
        """What was confirmed to be so by now, and what was denied, is still to be confirmed or was not understood."""
        so = tuple(s.finding for s in self.so_far if s.state is State.PRESENT)
        known = {s.finding for s in self.so_far}
        denied = tuple(s.finding for s in self.so_far if s.finding not in so)
        left = tuple(s for s in (*self.entry.certain, *self.entry.asked) if s.finding not in known)
        return so, Entry(absent=denied, asked=left, unread=self.entry.unread)

    def put(self) -> None:
        """The heading, how to answer, and the options."""
        self.face.say(f"{self.headed}{heading(self.question, self.case)}", "bold")
        if self.question.kind is QuestionKind.WORDS:
            self.face.say("Age, how long it has lasted, illnesses and medicines may stand there too. Or type 'list'.")
        elif self.question.kind is QuestionKind.RESULTS:
            examples = f" Useful here: {join([inside(n) for n in self.measured])}." if self.measured else ""
            said = "Say what was found, such as 'reflexes gone' or 'ferritin 9 ng/mL'; 'no' if nobody did."
            self.face.say(f"{said}{examples}")
        if self.question.kind is QuestionKind.TICKLIST:
            self.list_options()
        elif self.question.kind is QuestionKind.NAMES and not self.missing():
            self._list_names()

    def _words(self) -> Answer:
        """In the person's own words; what was understood is read back, and what was not is asked about once."""
        return self.until_agreed("Your words:", as_typed, self._told)

    def _told(self, text: str | None) -> Answer:
        if not text or text.lower() == "list":
            return Answer(question=self.question.id)
        facts = self.kept = facts_of(text, date.today())
        unasked = self.unasked(facts.duration_days is not None)
        entry = without_person(told(text, self.vocabulary, tale=True), facts, self.vocabulary, unasked)
        first = Answer.model_validate(
            {
                "question": self.question.id,
                "words": text,
                "present": entry.present,
                "absent": entry.absent,
                **facts.model_dump(),
            }
        )
        if stopping(first):
            raise Heard(heard(entry.present, entry.absent))
        if self.pressing(first):
            self.face.say(read_back(entry.certain, self.vocabulary))
            return first
        empty = Answer(question=self.question.id, words=text)
        answer = with_words(empty, self.understood(entry, facts, again=True), self.vocabulary)
        return answer.model_copy(update=self.kept.model_dump())

    def _who(self) -> Answer:
        answer = Answer.model_validate({"question": self.question.id, **self.person()})
        return with_words(answer, self.said_beside(), self.vocabulary)

    def _names(self) -> Answer:
        """Free words for illnesses, medicines and operations, after who it is where that is asked with them."""
        while True:
            person = self.person()
            if self.given:
                self._list_names()
            try:
                named = self.until_agreed(NAMES, as_typed, self._of_names, ("none", *self.labels))
            except Command as command:
                self.one_back(command)
            else:
                return with_words(with_person(named, person), self.said_beside(), self.vocabulary)

    def _list_names(self) -> None:
        """A few names that would matter; any others are named too."""
        age = self.given.get("age", self.case.age)
        self.signs = [o for o in self.signs if not isinstance(age, float) or fits(o.label, age)]
        self.face.say("Illnesses, operations and medicines: such as these; name any others too.")
        self.list_options()

    def _of_names(self, text: str | None) -> Answer:
        if text is None:
            return ticked(self.question, (), "unknown", self.vocabulary)
        if replies.is_none(text):
            return none_of(self.question, self.vocabulary)
        if replies.is_yes(text) or replies.is_all(text):
            raise InputError("Which of them? Type the numbers, such as '1 3', or the names.")
        said = self._named(replies.none_but(text) or text)
        shown = ticked(self.question, said.present, "absent", self.vocabulary)
        return with_words(shown, said, self.vocabulary).model_copy(update={"words": text})

    def _named(self, text: str) -> Entry:
        """Options by number, everything else by its words, read back."""
        try:
            if (chosen := reading.choices(text, self.signs, self.vocabulary)) and self._all_offered(chosen):
                return Entry(present=tuple(chosen))
        except InputError:
            pass
        numbers, words = reading.numbered(text, self.signs)
        entry = named_aside(words, self.vocabulary)
        self.raise_danger(entry, {})
        return joined((Entry(present=tuple(numbers)), self.understood(entry, Told())))

    def _all_offered(self, chosen: Sequence[str]) -> bool:
        return {*chosen} <= {o.id for o in self.signs}

    def _results(self) -> Answer:
        """What an examination or a test showed; nobody examined means that nothing is known."""
        labs, said = dict[str, str](), Entry()
        while more := self.typed("What was found? ('no' for nothing more)", self._found, self.measured):
            values, entry = more
            labs |= values
            if values:
                self.face.say(
                    f"Noted: {join([f'{self.vocabulary.measurements[m].label} {v}' for m, v in values.items()])}."
                )
            self.raise_danger(entry, labs)
            if entry != Entry():
                said = joined((said, self.understood(entry, Told())))
        unknown = tuple(o.id for o in self.question.options if o.id not in labs)
        return with_words(Answer(question=self.question.id, labs=labs, unknown=unknown), said, self.vocabulary)

    def _found(self, text: str) -> tuple[dict[str, str], Entry] | None:
        return None if text.lower() == "done" else results.examined(text, self.vocabulary)
