"""Free words at a prompt: read back, confirmed, and asked about once where they were not understood."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..facts.answer import Answer
from ..facts.finding import State
from ..interview.heard import heard
from ..reading.entries import Entry, told
from ..reading.said import Said
from ..reading.story import Told
from ..wording.asking import read_back
from .prompting import Command, Heard, Prompting, doubt, gravest_first, label, would_stop

T = TypeVar("T")


class ReadingBack(Prompting):
    """The prompts that take free words. Raises what prompts raise. `kept` is who it is, as far as it was confirmed."""

    kept = Told()

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
        back = read_back(sure, self.vocabulary, age=facts.age, sex=facts.sex, days=facts.duration_days)
        if back:
            self.face.say(back)
            if not self.agreed("Is that right? (yes or no)"):
                sure = [s for s in sure if self.agreed(f"{label(s, self.vocabulary)}? (yes or no)")]
                self.kept = Told()
        for doubtful in doubts:
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
