"""Putting one question and taking its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..facts.answer import Answer
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.answering import ticked
from ..interview.heard import heard
from ..interview.question import Option, Question, QuestionKind
from ..reading.alarm import is_danger, stops_everything
from ..reading.entries import Entry, told
from ..reading.said import Said
from ..wording import reading
from ..wording.words import join
from .prompt_io import Face
from .prompting import Command, Heard, Prompting, doubt, label

RESULTS_SHOWN = 12


class Asking(Prompting):
    """One question put on a face, and its answer taken. Raises what its prompts raise."""

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        question: Question,
        number: int,
        inform: Callable[[str, Question], None],
    ):
        super().__init__(face, vocabulary, question, inform)
        self.number = number

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

    def _who(self) -> Answer:
        age = self.typed("Age in years?", lambda t: reading.years(t, self.vocabulary))
        sex = self.typed(
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
                said = self.typed(f"{option.question} (yes or no)", lambda t: reading.one_of(t, ("yes", "no")))
                {"yes": present, "no": absent, None: unknown}[said].append(option.id)
        return Answer.model_validate(
            {"question": self.question.id, **given, "present": present, "absent": absent, "unknown": unknown}
        )

    def _course(self) -> Answer:
        days = self.typed("Since when?", lambda t: reading.days(t, self.vocabulary), ("days", "weeks", "months"))
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
        labs = dict[str, str]()
        try:
            while more := self._result(numbers):
                labs |= more
                named = [f"{self.vocabulary.measurements[m].label} {v}" for m, v in more.items()]
                self.face.say(f"Noted: {join(named)}.")
        except Heard as told_of:
            raise Heard(told_of.answer.model_copy(update={"labs": labs})) from None
        silent = tuple(o.id for o in numbers if o.id not in labs)
        return ticks.model_copy(update={"labs": labs, "unknown": (*ticks.unknown, *silent)})

    def _result(self, numbers: Sequence[Option]) -> dict[str, str] | None:
        return self.typed(
            "Result?",
            lambda t: {} if t.lower() in ("none", "no", "done") else reading.results(t, self.vocabulary),
            [o.label for o in numbers],
        )

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
        said = self.typed("Which? ('none' if none)", lambda t: self._read_ticks(t), ("none", *labels))
        named, rest = ([], "not sure") if said is None else said
        offered = {o.id for o in self.signs}
        if any(stops_everything(f) or (f not in offered and is_danger(f, self.vocabulary)) for f in named):
            raise Heard(heard([*already, *named], denied))
        try:
            others = rest or self.typed("And the others: no, or not sure?", _no_or_not_sure, ("no", "not sure"))
        except Command as command:
            if command.word == "stop":
                command.answered = self._ticked(named, "not sure", already, denied)
            raise
        except Heard as told_of:
            raise Heard(heard([*already, *named, *told_of.answer.present], denied)) from None
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
        words = self.typed("Your words:", self._heard, [o.label for o in self.signs]) or Entry()
        if any(map(stops_everything, words.present)):
            raise Heard(heard(words.present, words.absent))
        yes, no = self._understood(words)
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
            self.face.say(f"I understood: {'; '.join(label(s, self.vocabulary) for s in certain)}.")
            if not self.agreed("Is that right? (yes or no)"):
                certain = [s for s in certain if self.agreed(f"{label(s, self.vocabulary)}? (yes or no)")]
        certain += [s for s in heard.asked if self.agreed(doubt(s, self.vocabulary))]
        yes = [s.finding for s in certain if s.state is State.PRESENT]
        no = [s.finding for s in certain if s.state is State.ABSENT]
        if heard.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, heard.unread))}.")
            again = self.typed("In other words ('skip' for none):", self._heard)
            more = self._understood(replace(again, unread=())) if again else ([], [])
            yes, no = [*yes, *more[0]], [*no, *more[1]]
        return yes, [f for f in no if f not in yes]


def _no_or_not_sure(text: str) -> str:
    return reading.one_of(text, ("no", "not sure"))


def _denying(answer: Answer, denied: Sequence[str]) -> Answer:
    """The answer with what was denied in free words."""
    absent = {*answer.absent, *(f for f in denied if f not in answer.present)}
    unknown = tuple(f for f in answer.unknown if f not in absent)
    return answer.model_copy(update={"absent": tuple(sorted(absent)), "unknown": unknown})
