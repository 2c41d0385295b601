"""Free words at a prompt: read back, confirmed, and asked about once where they were not understood."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..interview.heard import heard
from ..reading.alarm import is_danger
from ..reading.entries import Entry, told
from ..reading.said import Said
from ..reading.story import Told, facts_of
from ..wording.asking import read_back
from .prompting import Command, Heard, Prompting, doubt, gravest_first, label, would_stop, yes_or_no

T = TypeVar("T")
RIGHT = "Is that right? (yes, no, or say what is wrong)"
_LEADING = re.compile(
    r"^(?:(?:no|nope|nah)\s*[,.;:!-]+|(?:yes|yeah|yep|well|sorry|not quite|almost)\b[,.;:!-]*)\s*", re.I
)


class Correction(NamedTuple):
    """What is said in place of yes or no, and what it tells of the person."""

    entry: Entry
    facts: Told


class ReadingBack(Prompting):
    """The prompts that take free words. Raises what prompts raise. `kept` is who it is, and `so_far`
    what was said, as far as it was confirmed."""

    kept = Told()
    so_far: Sequence[Said] = ()

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
            self.so_far = ()
            said = self.typed(prompt, read, words)
            try:
                if answer := take(said):
                    return answer
            except Command as command:
                if command.word != "back":
                    raise
                self.face.say(f"You said: {' '.join(self.draft.lines[:1])}")
            self.draft.back()

    def understood(self, entry: Entry, facts: Told) -> tuple[list[str], list[str]]:
        """What is so and what is not, read back and confirmed; words not understood are asked about once."""
        sure, self.kept = certain(entry), facts
        doubts = gravest_first(entry.asked)
        while doubts and would_stop(doubts[0]):
            sure += self._confirmed(doubts.pop(0), sure, facts)
        sure, left = self._put_right(sure)
        before = self.so_far
        for doubtful in [*gravest_first(left), *doubts]:
            self.so_far = [*before, *sure]
            sure += self._confirmed(doubtful, sure, self.kept)
        yes = [s.finding for s in sure if s.state is State.PRESENT]
        no = [s.finding for s in sure if s.state is State.ABSENT]
        if entry.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, entry.unread))}.")
            again = self.typed("In other words ('skip' for none):", lambda t: told(t, self.vocabulary))
            kept = self.kept
            more = self.understood(replace(again, unread=()), Told()) if again else ([], [])
            self.kept, yes, no = kept, [*yes, *more[0]], [*no, *more[1]]
        return yes, [f for f in no if f not in yes]

    def _put_right(self, sure: list[Said]) -> tuple[list[Said], list[Said]]:
        """What is right of what was understood, and the doubts that putting it right left.

        A plain no asks of each; other words say what is wrong, and all is read back again.
        """
        doubts: list[Said] = []
        while back := self._back(sure):
            self.face.say(back)
            said = self.typed(RIGHT, self._yes_no_or_words)
            if said == "yes":
                break
            if not isinstance(said, Correction):
                self.kept = Told()
                return [s for s in sure if self.agreed(f"{label(s, self.vocabulary)}? (yes or no)")], doubts
            entry, facts = said
            told_now = facts.model_dump(exclude_none=True)
            self.kept = self.kept.model_copy(update=told_now)
            sure = [*(s for s in sure if s.finding not in entry.findings), *certain(entry)]
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

    def _confirmed(self, doubtful: Said, sure: Sequence[Said], facts: Told) -> list[Said]:
        """What is doubtful, if it is agreed to. Raises Heard if it has to be acted on, with all that was said."""
        if not self.agreed(doubt(doubtful, self.vocabulary)):
            return []
        so = [s.finding for s in (*sure, doubtful) if s.state is State.PRESENT]
        said = heard(so, (s.finding for s in sure if s.state is State.ABSENT))
        said = said.model_copy(update=person_of(facts))
        if doubtful.state is State.PRESENT and self.pressing(said):
            raise Heard(said)
        return [doubtful]


def person_of(facts: Told) -> dict[str, object]:
    """Age, sex and duration as an answer holds them."""
    return {"age": facts.age, "sex": facts.sex, "duration_days": facts.duration_days}


def certain(entry: Entry) -> list[Said]:
    """What is understood for certain."""
    return [Said(f) for f in entry.present] + [Said(f, State.ABSENT) for f in entry.absent]


def as_typed(text: str) -> str:
    """A line as it is."""
    return text
