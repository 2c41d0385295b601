"""Free words at a prompt: read back, confirmed, and asked about once where they were not understood."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypeVar

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..interview.heard import heard
from ..reading.alarm import is_danger
from ..reading.entries import told
from ..reading.entry import Entry, joined
from ..reading.said import Said
from ..reading.story import Told, facts_of
from ..wording import reading
from ..wording.asking import MOST_DOUBTS, read_back, without_person
from .prompting import Command, Heard, Prompting, doubt, gravest_first, meant, would_stop, yes_or_no

T = TypeVar("T")
RIGHT = "Is that right? (yes, no, or say what is wrong)"
_LEADING = re.compile(
    r"^(?:(?:no|nope|nah)\s*[,.;:!-]+|(?:yes|yeah|yep|well|sorry|not quite|almost)\b[,.;:!-]*)\s*", re.I
)


class Correction(NamedTuple):
    """What is said in place of yes or no, or in other words, and what it tells of the person."""

    entry: Entry
    facts: Told


class ReadingBack(Prompting):
    """The prompts that take free words. Raises what prompts raise. `kept` is who it is, and `so_far`
    what was said, as far as it was confirmed; `entry` is all that was read and is being confirmed."""

    kept = Told()
    so_far: Sequence[Said] = ()
    entry = Entry()

    def until_agreed(
        self,
        prompt: str,
        read: Callable[[str], T],
        take: Callable[[T | None], Answer | None],
        words: Sequence[str] = (),
    ) -> Answer:
        """What `take` makes of a line that was read.

        Where it makes nothing of it, or "back" leaves the confirming of it, the prompt comes again.
        """
        while True:
            self.so_far, self.entry = (), Entry()
            said = self.typed(prompt, read, words)
            try:
                if answer := take(said):
                    return answer
            except Command as command:
                if command.word != "back":
                    raise
                self.face.say(f"You said: {' '.join(self.draft.lines[:1])}")
            self.draft.back()

    def understood(self, entry: Entry, facts: Told) -> Entry:
        """What is so and what is not, read back and confirmed; words not understood are asked about once.

        What is neither agreed to nor refused stays to be asked, and words of which every reading is refused, unread.
        """
        self.entry = joined((self.entry, entry))
        heard = self._confirmed_of(entry, facts)
        if heard.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, heard.unread))}.")
            if again := self.typed("In other words ('skip' for none):", self._read_again):
                kept = self.kept
                heard = joined((replace(heard, unread=()), self._confirmed_of(again.entry, again.facts)))
                self.kept = kept.model_copy(update=self.kept.model_dump(exclude_none=True))
        return heard

    def _read_again(self, text: str) -> Correction:
        facts = facts_of(text)
        return Correction(without_person(told(text, self.vocabulary), facts, self.vocabulary, ()), facts)

    def _confirmed_of(self, entry: Entry, facts: Told) -> Entry:
        """What was read, as far as it is agreed to, refused or left."""
        sure, self.kept = entry.certain, facts
        doubts = gravest_first(entry.asked)
        grave = [s for s in doubts if would_stop(s)]
        answers = [self._settle([each], sure) for each in grave]
        sure += [s for a in answers for s in a.agreed]
        sure, left = self._put_right(sure)
        self.so_far = [*self.so_far, *sure]
        answers.append(self._settle([s for s in (*gravest_first(left), *doubts) if s not in grave], sure))
        sure += answers[-1].agreed
        read = " | ".join(s.words for s in (*sure, *(s for a in answers for s in a.left)))
        refused = {s.words: None for a in answers for s in a.refused if s.words not in read}
        unread = [w for w in entry.unread if not any(w in s.words for s in entry.asked)]
        return Entry(
            present=tuple(s.finding for s in sure if s.state is State.PRESENT),
            absent=tuple(s.finding for s in sure if s.state is State.ABSENT),
            asked=tuple(s for a in answers for s in a.left),
            unread=(*unread, *refused),
        )

    def _put_right(self, sure: list[Said]) -> tuple[list[Said], list[Said]]:
        """What is right of what was understood, and the doubts that putting it right left.

        A plain no leaves all of it to be asked about; other words say what is wrong, and all is read back again.
        """
        doubts: list[Said] = []
        while back := self._back(sure):
            self.face.say(back)
            said = self.typed(RIGHT, self._yes_no_or_words)
            if said == "yes":
                break
            if not isinstance(said, Correction):
                self.kept = Told()
                return [], [*sure, *doubts]
            entry, facts = said
            told_now = facts.model_dump(exclude_none=True)
            self.kept = self.kept.model_copy(update=told_now)
            sure = [*(s for s in sure if s.finding not in entry.findings), *entry.certain]
            doubts += entry.asked
        return sure, doubts

    def _back(self, sure: Sequence[Said]) -> str:
        facts = self.kept
        return read_back(sure, self.vocabulary, age=facts.age, sex=facts.sex, days=facts.duration_days)

    def _yes_no_or_words(self, text: str) -> str | Correction:
        """Raises InputError for words in which nothing is understood, and for a danger, which is heard before it."""
        with suppress(InputError):
            return yes_or_no(text)
        words = _LEADING.sub("", text)
        entry, facts = told(words, self.vocabulary), facts_of(words)
        if any(is_danger(f, self.vocabulary) for f in entry.present) or not (entry.findings or facts != Told()):
            raise InputError(
                f"{text!r} is not understood. Type yes or no, or what is right, such as 'not the left leg'."
            )
        return Correction(entry, facts)

    def _settle(self, doubts: Sequence[Said], sure: Sequence[Said]) -> "Settled":
        """What of the doubts is agreed to. Raises Heard if it has to be acted on, with all that was said."""
        if not doubts:
            return Settled((), (), ())
        shown, rest = doubts[:MOST_DOUBTS], doubts[MOST_DOUBTS:]
        if len(shown) == 1:
            said = self.typed(doubt(shown[0], self.vocabulary), yes_or_no)
            chosen = None if said is None else {1} if said == "yes" else set[int]()
        else:
            self.face.say("You may mean:")
            self.face.show_list([(f"{n}. ", meant(s, self.vocabulary)) for n, s in enumerate(shown, 1)])
            chosen = self.typed("Which is right? (numbers, 'all', 'none', or 'skip')", partial(_which, most=len(shown)))
        if chosen is None:
            return Settled((), (), tuple(doubts))
        agreed = tuple(s for n, s in enumerate(shown, 1) if n in chosen)
        self._act_on(agreed, sure)
        return Settled(agreed, tuple(s for s in shown if s not in agreed), tuple(rest))

    def _act_on(self, agreed: Sequence[Said], sure: Sequence[Said]) -> None:
        """Raises Heard where what was just agreed to, with all that was said, has to be acted on at once."""
        so = [s.finding for s in (*sure, *agreed) if s.state is State.PRESENT]
        said = heard(so, (s.finding for s in sure if s.state is State.ABSENT)).model_copy(update=person_of(self.kept))
        if any(s.state is State.PRESENT for s in agreed) and self.pressing(said):
            raise Heard(said)


class Settled(NamedTuple):
    """Doubts by what was said of them: agreed to, refused, or left."""

    agreed: tuple[Said, ...]
    refused: tuple[Said, ...]
    left: tuple[Said, ...]


def _which(text: str, most: int) -> set[int]:
    """The numbers of a short list that are named. Raises InputError."""
    if reading.is_none(text):
        return set()
    if reading.is_all(text):
        return set(range(1, most + 1))
    return set(reading.numbers_of_list(re.sub(r"[,;&]|\band\b", " ", text), most))


def person_of(facts: Told) -> dict[str, object]:
    """Age, sex and duration as an answer holds them."""
    return {"age": facts.age, "sex": facts.sex, "duration_days": facts.duration_days}


def as_typed(text: str) -> str:
    """A line as it is."""
    return text
