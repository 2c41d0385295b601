"""Choosing from a numbered list: by number, by name, or in free words, which the one reader reads."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.whole_number import whole_number
from ..interview.answering import ticked
from ..interview.heard import heard, with_words
from ..interview.question import Option, Question
from ..reading.dangers import is_danger, stops_everything
from ..reading.entries import aside, named_aside
from ..reading.entry import Entry, joined
from ..reading.moving import moved
from ..reading.placing import named_by_place, of_places, places_alone
from ..reading.provisos import asked_with
from ..reading.said import Said
from ..reading.story import Told
from ..wording import reading, replies
from ..wording.asking import asked, to_whom, without_person
from .prompting import Heard, yes_or_no
from .reading_back import ReadingBack

NO, NOT_SURE = "no", "not sure"


@dataclass(frozen=True)
class Ticks:
    """What a line says of a list: options or findings by number and name, free words, and what of the others.

    `none` is said of all of it before the words.
    """

    named: tuple[str, ...] = ()
    others: str = ""
    entry: Entry | None = None
    none: bool = False


class Choosing(ReadingBack):
    """The prompts of a question with a list of options. Raises what prompts raise."""

    question: Question
    case: Case
    headed: str
    signs: list[Option]

    @property
    def labels(self) -> list[str]:
        """What can be completed while typing."""
        return [o.label for o in self.signs]

    def help(self, number: str = "") -> None:
        """What helps with the question, or with one option of it."""
        face, options = self.face, self.question.options
        if 1 <= (place := whole_number(number) or 0) <= len(options):
            option = options[place - 1]
            asks = f" {asked(option, self.case)}" if option.question.endswith("?") else ""
            face.say(f"{option.label}.{asks} {to_whom(option.help, self.case)}")
            return
        face.say(self.question.help)
        if self.signs:
            face.say("Answer with numbers (1 3, or 2-4) or words: what you do not name is a no. 'none' says no to all.")
            face.say("Add 'others not sure' where you do not know of the others. '? 3' explains number 3.")
        super().help()

    def list_options(self) -> None:
        """The options by number, in full sentences."""
        self.face.show_list([(f"{n}. ", asked(o, self.case)) for n, o in enumerate(self.signs, 1)])

    def ticklist(self) -> Answer:
        """Yes to what is named, no or not sure to the others."""
        prompt = "Which? (numbers, words, 'none', or 'skip' if not sure)"
        return self.until_agreed(prompt, self._read_ticks, self._of_ticks, ("none", *self.labels))

    def _read_ticks(self, text: str) -> Ticks:
        """Raises InputError where nothing is understood."""
        if replies.is_none(text):
            return Ticks(others=NO)
        if replies.is_all(text) or (replies.is_yes(text) and len(self.signs) == 1):
            return Ticks(tuple(o.id for o in self.signs), NO)
        if replies.is_yes(text):
            raise InputError("Which of them? Type the numbers, such as '1 3', or 'all', or say it in your own words.")
        if words := replies.none_but(text):
            entry = aside(words, self.vocabulary)
            return Ticks(others=NO, entry=entry if entry.findings else Entry(unread=(words,)), none=True)
        named, rest = reading.without_others(text)
        others = reading.one_of(rest, (NO, NOT_SURE)) if rest else ""
        if others and (not named or replies.is_none(named)):
            return Ticks(others=others)
        try:
            chosen = reading.choices(named, self.signs, self.vocabulary)
        except reading.Ambiguous:
            raise
        except InputError:
            return self._read_words(named, others)
        findings = self.vocabulary.findings
        if any(name in findings and findings[name].topic == "who" for name in chosen):
            return self._read_words(named, others)
        return Ticks(tuple(chosen), others or NO)

    def _read_words(self, text: str, others: str) -> Ticks:
        numbers, words = reading.numbered(text, self.signs)
        if places := named_by_place(words, {o.id: o.label for o in self.signs}, self.vocabulary):
            return Ticks((*numbers, *places), others or NO)
        reply, rest = replies.parted(words)
        if not numbers and places_alone(rest, self.vocabulary):
            return self._read_place(rest, reply)
        others = others or (NO if numbers else "")  # who gives numbers names all that is so
        bounded = [Said(f, words=words, certain=False, likely=True) for f in numbers if asked_with(f, words)]
        numbers = [f for f in numbers if not asked_with(f, words)]
        heard = aside(words, self.vocabulary) if numbers or bounded else named_aside(words, self.vocabulary)
        entry = self._new(heard, bounded)
        if numbers and not entry.findings:
            return Ticks(tuple(numbers), others, Entry(unread=(words,)))
        if not entry.findings and replies.parted(text)[0] == "no":
            return Ticks(others=NO, entry=Entry(unread=(words,)), none=True)
        if not entry.findings:
            raise InputError(f"{words!r} is not understood. Say it in other words, or give the numbers, or 'none'.")
        return Ticks(tuple(numbers), others, entry)

    def _read_place(self, place: str, reply: str) -> Ticks:
        """What a place alone says, which names no single one of the list: after a "no" it is what is so instead.

        What is of that place is then asked about and not denied. Raises InputError where more than that is to be said.
        """
        gates = [o.id for o in self.signs if o.covers and of_places(o.covers, place, self.vocabulary)]
        listed = [o.id for o in self.signs if not o.covers]
        here = of_places(listed, place, self.vocabulary)
        instead = moved(place, listed, self.vocabulary) if reply == "no" and not here else Entry()
        if reply != "no" or gates or not (here or instead.findings):
            raise InputError(f"What is it there: {place!r}? Say it in your own words, or give the numbers, or 'none'.")
        asked = tuple(Said(f, words=place, certain=False, likely=True) for f in here)
        return Ticks(others=NO, entry=replace(instead, asked=asked), none=True)

    def _new(self, entry: Entry, bounded: Sequence[Said]) -> Entry:
        """What words say that was not said before, and what was ticked with a bound; all of it, where nothing is.

        What they deny of something that was said to be so is asked about.
        """
        if self.case.age is not None:  # "just old age" is no age of someone who told it
            entry = without_person(entry, Told(age=self.case.age), self.vocabulary, ())
        known = {b for f in self.case.present for b in self.vocabulary.broader(f)}
        asked = (s for s in entry.asked if s.state is not State.PRESENT or s.finding not in known)
        belied = [s for s in entry.certain if s.state is State.ABSENT and s.finding in known]
        fresh = replace(
            entry,
            present=tuple(f for f in entry.present if f not in known),
            absent=tuple(f for f in entry.absent if f not in known),
            asked=(*bounded, *belied, *(s for s in asked if not asked_with(s.finding, s.words))),
        )
        return fresh if fresh.findings else entry

    def _of_ticks(self, ticks: Ticks | None) -> Answer | None:
        """The answer; None where nothing was right. Raises Heard for what belongs to no option, or is pressing."""
        if ticks is None:
            return ticked(self.question, (), "unknown", self.vocabulary)
        yes, said = [*ticks.named], Entry()
        self.so_far = [Said(f) for f in yes]
        if ticks.entry:
            if yes:
                named = "; ".join(o.label for o in self.signs if o.id in yes)
                self.face.say(f"Ticked: {named}.")
            said = self._said_besides(ticks)
            yes += said.present
        if ticks.entry and not yes and not said.findings and not ticks.none:
            self.face.say("Then say it in other words, give the numbers, or type 'none'.")
            return None
        self._raise_besides(yes, said)
        # What belongs to no option answers none of them.
        others = ticks.others if self._options_of(yes) or not yes else ""
        if not others and (ticks.none or len(self.question.options) == 1):
            others = NO
        if not others:
            others, more, besides = self._of_the_others(yes, said)
            yes, said = [*yes, *more], joined((said, besides))
        answer = ticked(
            self.question,
            {*yes, *self._options_of(yes)},
            "unknown" if others == NOT_SURE else "absent",
            self.vocabulary,
        )
        return with_words(answer, said, self.vocabulary)

    def _said_besides(self, ticks: Ticks) -> Entry:
        """The words of a line, confirmed. Raises Heard for a danger; what was said of all the list goes with it."""
        entry = ticks.entry or Entry()
        if not entry.findings:
            self.face.say(f"Not understood: {', '.join(map(repr, entry.unread))}.")
            return entry
        try:
            self.raise_danger(entry, {})
            return self.understood(entry, Told())
        except Heard as danger:
            if ticks.none:
                none = ticked(self.question, (), "absent", self.vocabulary)
                danger.answered = with_words(none, Entry(asked=tuple(entry.asked)), self.vocabulary)
            raise

    def _options_of(self, findings: list[str]) -> list[str]:
        """The options that findings belong to."""
        broader = {b for f in findings if f in self.vocabulary.findings for b in self.vocabulary.broader(f)}
        return [o.id for o in self.signs if o.id in findings or not broader.isdisjoint(o.tells)]

    def _raise_besides(self, yes: list[str], said: Entry) -> None:
        """A danger that is not asked here is noted and acted on; then the question is put again."""
        offered = {o.id for o in self.question.options}
        if any(stops_everything(f) or (f not in offered and is_danger(f, self.vocabulary)) for f in yes):
            raise Heard(self._noted(yes, said))

    def _of_the_others(self, yes: list[str], said: Entry) -> tuple[str, Sequence[str], Entry]:
        """What is said of the options that free words did not name, which of them are so, and what is said besides.

        Raises Heard where there is more to name: the list is put again.
        """
        more = self.typed("Is any of the others so? (yes, no, numbers, or skip)", self._more)
        if more == "yes":
            raise Heard(self._noted(yes, said))
        if not isinstance(more, Ticks):
            return NO if more == "no" else NOT_SURE, (), Entry()
        besides = self._said_besides(more) if more.entry else Entry()
        return NO, (*more.named, *besides.present), besides

    def _more(self, text: str) -> str | Ticks:
        """yes, no, or which of the list as well. Raises InputError."""
        with suppress(InputError):
            return yes_or_no(text)
        try:
            if (more := self._read_ticks(text)).named or more.entry:
                return more
        except InputError:
            pass
        raise InputError(f"{text!r} is not an answer here; use yes, no, or the numbers")

    def _noted(self, yes: list[str], said: Entry) -> Answer:
        """What was said, as a step of its own."""
        answer = with_words(heard(f for f in yes if f in self.vocabulary.findings), said, self.vocabulary)
        return answer.model_copy(update={"opened": tuple(o.id for o in self.signs if o.covers and o.id in yes)})

    def raise_danger(self, entry: Entry, labs: dict[str, str]) -> None:
        """What is surely a danger is acted on before anything is confirmed; what was told besides is kept."""
        if any(is_danger(f, self.vocabulary) for f in entry.present):
            raise Heard(heard(entry.present, entry.absent).model_copy(update={"labs": labs}))
