"""Putting one question and taking its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.answering import ticked
from ..interview.question import Question, QuestionKind
from ..reading.entries import Entry, told
from ..reading.said import Said
from ..wording import reading
from ..wording.words import join
from .prompt_io import Face

T = TypeVar("T")
COMMANDS = ("why", "how", "back", "change", "stop", "quit")
RESULTS_SHOWN = 12


class Command(Exception):
    """A command, typed in place of an answer, that leads away from the question; what was answered by then is kept."""

    def __init__(self, word: str, rest: str = "", answered: Answer | None = None):
        self.word, self.rest, self.answered = word, rest, answered
        super().__init__(word)


class Asking:
    """One question on a face. Raises Command when it is left by a command, EOFError at the end of input.

    `inform` answers the commands that leave the question standing: why and how.
    """

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        question: Question,
        number: int,
        inform: Callable[[str, Question], None],
    ):
        self.face, self.vocabulary, self.question, self.number = face, vocabulary, question, number
        self.inform = inform
        self.signs = [o for o in question.options if o.id in vocabulary.findings]

    def answer(self) -> Answer:
        """Ask until there is an answer."""
        self.face.say()
        self.face.say(f"Question {self.number}. {self.question.heading}", "bold")
        return {
            QuestionKind.WHO: self._who,
            QuestionKind.COURSE: self._course,
            QuestionKind.RESULTS: self._results,
            QuestionKind.TICKLIST: self._ticklist,
        }[self.question.kind]()

    def _typed(self, prompt: str, read: Callable[[str], T], words: Sequence[str] = ()) -> T | None:
        """What `read` makes of a line; None for "not sure". Asks again when it cannot be read."""
        while True:
            line = self.face.ask(prompt, [*words, "not sure", *COMMANDS])
            low = line.lower()
            word, _, rest = low.partition(" ")
            if low.startswith("?") or word == "help":
                self._help(low.removeprefix("?").removeprefix("help").strip())
            elif low in ("why", "how"):
                self.inform(low, self.question)
            elif word in COMMANDS and (not rest or word == "change"):
                raise Command(word, rest)
            elif low in reading.NOT_SURE:
                return None
            elif not low:
                self.face.say("Type an answer, 'skip' if you are not sure, or '?' for help.")
            else:
                try:
                    return read(line)
                except InputError as error:
                    self.face.say(str(error))

    def _help(self, number: str) -> None:
        face, options = self.face, self.question.options
        if number.isdigit() and 1 <= int(number) <= len(options):
            option = options[int(number) - 1]
            face.say(f"{option.label}. {option.question} {option.help}")
            return
        face.say(self.question.help)
        if self.signs:
            face.say("Answer with numbers (1 3, or 2-4), words or their first letters. 'none' says no to all.")
            face.say("Add 'others no' or 'others not sure' for what you do not name. '? 3' explains number 3.")
        face.say(
            "skip: not sure, which is never the same as no. why: what this question could change. how: the list so "
            "far. back: the question before. change: any earlier answer. stop: the result now. quit: leave, and "
            "resume later."
        )

    def _who(self) -> Answer:
        age = self._typed("Age in years?", lambda t: reading.years(t, self.vocabulary))
        sex = self._typed(
            "Female, male or other?",
            reading.sex,
            ("female", "male", "other"),
        )
        given = {"age": age, "sex": sex}
        present: list[str] = []
        absent: list[str] = []
        unknown = [name for name, value in given.items() if value is None]
        for option in self.question.options:
            if sex != "male" and self.vocabulary.findings[option.id].applies_at(age):
                said = self._typed(f"{option.question} (yes or no)", lambda t: reading.one_of(t, ("yes", "no")))
                {"yes": present, "no": absent, None: unknown}[said].append(option.id)
        return Answer.model_validate(
            {"question": self.question.id, **given, "present": present, "absent": absent, "unknown": unknown}
        )

    def _course(self) -> Answer:
        days = self._typed("Since when?", lambda t: reading.days(t, self.vocabulary), ("days", "weeks", "months"))
        ticks = self._ticklist() if self.signs else Answer(question=self.question.id)
        unknown = ticks.unknown if days is not None else (*ticks.unknown, "duration_days")
        return ticks.model_copy(update={"duration_days": days, "unknown": unknown})

    def _results(self) -> Answer:
        ticks = Answer(question=self.question.id)
        if self.signs:
            self.face.say("What an examination showed; 'skip' if nobody examined you.")
            ticks = self._ticklist()
        numbers = [o for o in self.question.options if o not in self.signs]
        self.face.say(
            f"Results you have, such as {join([o.label.lower() for o in numbers[:RESULTS_SHOWN]])}. "
            "Say name and value, such as 'ferritin 9 ng/mL'; 'none' when there are no more."
        )
        labs: dict[str, str] = {}
        while True:
            more = self._typed(
                "Result?",
                lambda t: {} if t.lower() in ("none", "no", "done") else reading.results(t, self.vocabulary),
                [o.label for o in numbers],
            )
            if not more:
                break
            labs |= more
            self.face.say(f"Noted: {join([f'{self.vocabulary.measurements[m].label} {v}' for m, v in more.items()])}.")
        silent = tuple(o.id for o in numbers if o.id not in labs)
        return ticks.model_copy(update={"labs": labs, "unknown": (*ticks.unknown, *silent)})

    def _ticklist(self) -> Answer:
        if self.question.id == "complaint":
            return self._complaint()
        self._list()
        return self._ticks()

    def _list(self) -> None:
        """The options by number, under their topics."""
        topic, lines = "", []
        for number, option in enumerate(self.signs, 1):
            if option.topic != topic:
                topic = option.topic
                lines.append((self.vocabulary.topics[topic].label, "italic"))
            lines.append((f"{number:>2}. {option.label}", ""))
        self.face.show_list(lines)

    def _ticks(self, already: Sequence[str] = (), denied: Sequence[str] = ()) -> Answer:
        labels = [o.label for o in self.signs]
        said = self._typed("Which? ('none' if none)", lambda t: self._read_ticks(t), ("none", *labels))
        named, rest = ([], "not sure") if said is None else said
        try:
            others = rest or self._typed("And the others: no, or not sure?", _no_or_not_sure, ("no", "not sure"))
        except Command as command:
            if command.word == "stop":
                command.answered = self._ticked(named, "not sure", already, denied)
            raise
        return self._ticked(named, others or "not sure", already, denied)

    def _ticked(self, named: Sequence[str], rest: str, already: Sequence[str], denied: Sequence[str]) -> Answer:
        signs = self.question.model_copy(update={"options": tuple(self.signs)})
        answer = ticked(signs, [*already, *named], "absent" if rest == "no" else "unknown", self.vocabulary)
        return _denying(answer, denied)

    def _read_ticks(self, text: str) -> tuple[list[str], str]:
        """The findings named, and what is said of the others: no, not sure or nothing yet."""
        low = text.strip().lower()
        if low in ("none", "none of these", "no", "none of them"):
            return [], "no"
        if low in ("all", "all of these"):
            return [o.id for o in self.signs], "no"
        named, _, others = low.partition("others")
        rest = ""
        named = named.strip().removesuffix(",").removesuffix("and").strip()
        if others:
            rest = _no_or_not_sure(others)
        ticks = [] if rest and named in ("", "none") else reading.choices(named, self.signs, self.vocabulary)
        return ticks, rest

    def _complaint(self) -> Answer:
        """In the person's own words first; what was understood is read back, and the list completes it."""
        self.face.say("Say it in your own words, or type 'list' to choose from a list.")
        yes, no = self._understood(self._typed("Your words:", self._heard, [o.label for o in self.signs]) or Entry())
        settled = {b for f in yes for b in self.vocabulary.broader(f)} | set(no)
        self.signs = [o for o in self.signs if o.id not in settled]
        self.face.say("Is there any of these as well?" if yes else "Which of these are there?")
        self._list()
        return self._ticks(yes, no)

    def _heard(self, text: str) -> Entry:
        return Entry() if text.lower() == "list" or not text else told(text, self.vocabulary)

    def _understood(self, heard: Entry) -> tuple[list[str], list[str]]:
        """What is so and what is not, read back and confirmed; words not understood are asked about once."""
        certain = [Said(f) for f in heard.present] + [Said(f, State.ABSENT) for f in heard.absent]
        if certain:
            self.face.say(f"I understood: {'; '.join(self._label(s) for s in certain)}.")
            if not self._agreed("Is that right? (yes or no)"):
                certain = [s for s in certain if self._agreed(f"{self._label(s)}? (yes or no)")]
        certain += [s for s in heard.asked if self._agreed(f"'{s.words}': {self._label(s)}? (yes or no)")]
        yes = [s.finding for s in certain if s.state is State.PRESENT]
        no = [s.finding for s in certain if s.state is State.ABSENT]
        if heard.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, heard.unread))}.")
            again = self._typed("In other words ('skip' for none):", self._heard)
            more = self._understood(replace(again, unread=())) if again else ([], [])
            yes, no = [*yes, *more[0]], [*no, *more[1]]
        return yes, [f for f in no if f not in yes]

    def _label(self, said: Said) -> str:
        label = self.vocabulary.findings[said.finding].label
        return f"not {label}" if said.state is State.ABSENT else label

    def _agreed(self, asked: str) -> bool:
        return self._typed(asked, lambda t: reading.one_of(t, ("yes", "no"))) == "yes"


def _no_or_not_sure(text: str) -> str:
    return reading.one_of(text, ("no", "not sure"))


def _denying(answer: Answer, denied: Sequence[str]) -> Answer:
    """The answer with what was denied in free words."""
    absent = {*answer.absent, *(f for f in denied if f not in answer.present)}
    unknown = tuple(f for f in answer.unknown if f not in absent)
    return answer.model_copy(update={"absent": tuple(sorted(absent)), "unknown": unknown})
