"""Free words at a prompt: read back, confirmed, and asked about once where they were not understood."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from ..facts.answer import Answer
from ..facts.finding import State
from ..reading.entries import told
from ..reading.entry import Entry, joined
from ..reading.provisos import asked_with
from ..reading.said import Said
from ..reading.story import Told, facts_of
from ..wording import replies
from ..wording.asking import read_back, without_person
from .prompting import Command, gravest_first, would_stop
from .settling import Correction, Settled, Settling

T = TypeVar("T")
CURE = "Type yes or no, or what is right, such as 'not the left leg'."
RIGHT = "Is that right? (yes, no, or say what is wrong)"


class ReadingBack(Settling):
    """The prompts that take free words. Raises what prompts raise. `kept` is who it is, and `so_far`
    what was said, as far as it was confirmed; `entry` is all that was read and is being confirmed."""

    kept = Told()
    so_far: Sequence[Said] = ()
    entry = Entry()
    unread: tuple[str, ...] = ()  # what was said besides yes or no, and not understood

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

    def understood(self, entry: Entry, facts: Told, again: bool = False) -> Entry:
        """What is so and what is not, read back and confirmed; words not understood are said, or asked about `again`.

        What is neither agreed to nor refused stays to be asked, and words of which every reading is refused, unread.
        """
        self.entry = joined((self.entry, entry))
        heard = self._confirmed_of(entry, facts)
        if heard.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, heard.unread))}.")
            again = again and not {*entry.unread}.isdisjoint(heard.unread)  # what was refused was understood
            if again and (said := self.typed("In other words ('skip' for none):", self._read_again)):
                kept = self.kept
                heard = joined((replace(heard, unread=()), self._confirmed_of(said.entry, said.facts)))
                self.kept = kept.model_copy(update=self.kept.model_dump(exclude_none=True))
        return heard

    def _read_again(self, text: str) -> Correction | None:
        if replies.is_none(text) or replies.is_yes(text):
            return None
        facts = facts_of(text, date.today())
        return Correction(without_person(told(text, self.vocabulary), facts, self.vocabulary, ()), facts)

    def _confirmed_of(self, entry: Entry, facts: Told) -> Entry:
        """What was read, as far as it is agreed to, refused or left."""
        self.kept, self.unread = facts, ()
        doubts = gravest_first(entry.asked)
        grave = [s for s in doubts if would_stop(s)]
        answers = [self.settle([each], entry.certain) for each in grave]
        sure = [*entry.certain, *(s for a in answers for s in (*a.agreed, *a.besides.certain))]
        sure, doubts, settled = self._put_right(sure, [s for s in doubts if s not in grave])
        self.so_far = [*self.so_far, *sure]
        answers += [*settled, self.settle(doubts, sure)]
        agreed = [*answers[-1].agreed, *answers[-1].besides.certain]
        sure += agreed
        self.so_far = [*self.so_far, *agreed]
        read = " | ".join(s.words for s in (*sure, *(s for a in answers for s in a.left)))
        refused = {s.words: None for a in answers for s in a.refused if s.words not in read and not bounded(s)}
        only_so = dict.fromkeys(s.finding for a in answers for s in a.refused if bounded(s))
        unread = [w for w in entry.unread if not any(w in s.words for s in entry.asked)]
        return Entry(
            present=tuple(s.finding for s in sure if s.state is State.PRESENT),
            absent=(*(s.finding for s in sure if s.state is State.ABSENT), *only_so),
            asked=tuple(s for a in answers for s in (*a.left, *a.besides.asked)),
            unread=(*unread, *self.unread, *refused, *(w for a in answers for w in a.besides.unread)),
        )

    def _put_right(self, sure: list[Said], doubts: list[Said]) -> tuple[list[Said], list[Said], list[Settled]]:
        """What is right of what was understood and of doubts put beside it; doubts still to be put, and what became
        of the others.

        A plain no leaves all of it to be asked about; other words say what is wrong, and all is read back again.
        """
        settled = list[Settled]()
        while back := self._back(sure):
            self.face.say(back)
            self.readback = [*sure, *doubts]
            said = self.ask(doubts, also=True) if doubts else self._is_right()
            more = said if isinstance(said, Correction) and said.told else None
            if isinstance(said, Correction) and not more:
                self.unread = (*self.unread, *said.entry.unread)
            if said is None and not doubts:
                self.kept = Told()
                return [], sure, settled
            if more:
                self.take_facts(more.facts)
                sure = [*(s for s in sure if not self._put_otherwise(s, more.entry)), *more.entry.certain]
            done, known = self.sorted_by(said, doubts, sure), {s.finding for s in sure}
            sure = [*sure, *(s for s in done.agreed if s.finding not in known)]
            settled.append(done._replace(left=()) if more else done)
            if not more:
                return sure, [], settled
            doubts = [s for s in (*done.left, *more.entry.asked) if s.finding not in known]
        return sure, doubts, settled

    def _is_right(self) -> set[int] | Correction | None:
        """What is said of that which was understood: nothing against it, what is wrong, or a plain no."""
        said = self.typed(RIGHT, partial(self.yes_no_or_words, cure=CURE))
        if isinstance(said, Correction):
            return said if said.told or said.reply == "yes" else None
        return set() if said == "yes" else None

    def _put_otherwise(self, said: Said, entry: Entry) -> bool:
        """Whether words say otherwise of what was understood, or of something broader that they deny."""
        broader = self.vocabulary.broader(said.finding)
        return said.finding in entry.findings or (said.state is State.PRESENT and not broader.isdisjoint(entry.absent))

    def _back(self, sure: Sequence[Said]) -> str:
        return read_back(sure, self.vocabulary, self.kept)


def bounded(said: Said) -> bool:
    """Whether words set a bound to what they say: to refuse it is to have been understood."""
    return bool(asked_with(said.finding, said.words))


def as_typed(text: str) -> str:
    """A line as it is."""
    return text
