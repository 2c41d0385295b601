"""What words may mean, put as one numbered list: agreed to, refused, left open, or answered in words."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from ..facts.errors import InputError
from ..facts.finding import State
from ..interview.heard import heard
from ..reading.dangers import is_danger
from ..reading.entries import aside
from ..reading.entry import Entry, joined
from ..reading.moving import moved
from ..reading.said import Said
from ..reading.story import Told
from ..reading.taken_back import pointed_at, taken_back
from ..wording import reading, replies, who
from ..wording.asking import MOST_DOUBTS, read_back, without_person
from .prompting import Heard, Prompting, doubt, meant, yes_or_no

_ALL_BUT = re.compile(
    r"(?:yes,? )?(?:all|both)(?: of (?:them|it|these))?\b[,. ]+(?:but |and |except |apart from )?(?=\w)", re.I
)
WHICH = "Which is right? (numbers, 'all', 'none', or 'skip')"
WHICH_TOO = "Which of these too? (numbers, 'all', 'none', or say what is wrong)"
_NOTHING = Entry()


class Correction(NamedTuple):
    """What is said in place of yes, no or a number, or after it, and what it tells of the person.

    `reply` is the "yes" or "no" that it begins with, if any, `places` the numbers of the list that it names.
    """

    entry: Entry
    facts: Told
    reply: str = ""
    places: tuple[int, ...] = ()

    @property
    def told(self) -> bool:
        """Whether it says anything that is understood, but yes, no and numbers."""
        return bool(self.entry.findings) or self.facts.tells


class Settled(NamedTuple):
    """Doubts by what was said of them: agreed to, refused, or left; and what was said `besides`."""

    agreed: tuple[Said, ...] = ()
    refused: tuple[Said, ...] = ()
    left: tuple[Said, ...] = ()
    besides: Entry = Entry()


class Settling(Prompting):
    """The prompts by which doubts are settled. Raises what prompts raise. `kept` is who it is, as far as was told."""

    kept = Told()
    readback: Sequence[Said] = ()  # what is being confirmed
    shown: Sequence[Said] = ()  # the list that is put

    def settle(self, doubts: Sequence[Said], sure: Sequence[Said]) -> Settled:
        """What of the doubts is agreed to. Raises Heard if it has to be acted on, with all that was said."""
        if not doubts:
            return Settled()
        shown, besides = [*doubts], Entry()
        while isinstance(said := self.ask(shown), Correction):
            self.take_facts(said.facts)
            besides = joined((besides, said.entry))
            touched = [s for s in shown if s.finding in said.entry.findings]
            if touched or said.reply or said.places:
                break
            if back := read_back(said.entry.certain, self.vocabulary, said.facts):
                self.face.say(back)
            shown = [*shown, *said.entry.asked]
        return self.sorted_by(said, shown, [*sure, *besides.certain], besides)

    def ask(self, doubts: Sequence[Said], also: bool = False) -> set[int] | Correction | None:
        """Which of the first few doubts are right; `also` where they are put beside what was understood."""
        shown = self.shown = doubts[:MOST_DOUBTS]
        if not also:
            self.readback = shown
        if len(shown) == 1:
            also_meant = f"Do you also mean {meant(shown[0], self.vocabulary)}? (yes, no, or say what is wrong)"
            said = self.typed(also_meant if also else doubt(shown[0], self.vocabulary), self.yes_no_or_words)
            return said if isinstance(said, Correction) or said is None else {1} if said == "yes" else set[int]()
        self.face.say("You may also mean:" if also else "You may mean:")
        self.face.show_list([(f"{n}. ", meant(s, self.vocabulary)) for n, s in enumerate(shown, 1)])
        return self.typed(WHICH_TOO if also else WHICH, partial(self._which, most=len(shown)))

    def sorted_by(
        self,
        said: set[int] | Correction | None,
        doubts: Sequence[Said],
        sure: Sequence[Said],
        besides: Entry = _NOTHING,
    ) -> Settled:
        """Doubts by what was said of the first few. Raises Heard if it has to be acted on, with all that is `sure`."""
        shown, rest = doubts[:MOST_DOUBTS], doubts[MOST_DOUBTS:]
        agreed, refused, left = self._sorted(said, shown)
        self.act_on(agreed, sure)
        return Settled(tuple(agreed), tuple(refused), (*left, *rest), _without(besides, shown))

    def _sorted(
        self, said: set[int] | Correction | None, shown: Sequence[Said]
    ) -> tuple[list[Said], list[Said], list[Said]]:
        """The doubts that were shown, as agreed to, refused and left."""
        if said is None:
            return [], [], [*shown]
        if not isinstance(said, Correction):
            agreed = [s for n, s in enumerate(shown, 1) if n in said]
            return agreed, [s for s in shown if s not in agreed], []
        states, alone = {s.finding: s.state for s in _all(said.entry)}, len(shown) == 1
        if alone and said.reply == "no":  # "no I mean the trainers are worn out"
            return [], [*shown], []
        named = {shown[place - 1] for place in said.places}
        agreed = [s for s in shown if s in named or states.get(s.finding) is s.state or (alone and said.reply == "yes")]
        no = bool(said.places) or (alone and said.reply == "no")
        refused = [s for s in shown if s not in agreed and (s.finding in states or no)]
        return agreed, refused, [s for s in shown if s not in agreed and s not in refused]

    def _which(self, text: str, most: int) -> set[int] | Correction:
        """The numbers of a short list that are named, or what is said instead. Raises InputError."""
        if replies.is_none(text):
            return set()
        if replies.is_all(text):
            return set(range(1, most + 1))
        if all_but := _ALL_BUT.match(text):
            return self._all_but(text[all_but.end() :], most)
        if replies.is_yes(text):
            raise InputError("Which of them? Type the numbers, such as '1 2', 'all' or 'none', or say what is right.")
        named, rest = reading.without_others(text)
        if rest in ("", "no"):
            with suppress(InputError):
                return {*reading.places(named, most)}
            if pointed := pointed_at(named, self.shown, self.vocabulary):
                return {*pointed}
        places, words = reading.places_and_words(text, most)
        cure = "Type the numbers, such as '1 2', 'all' or 'none', or say what is right."
        if not places:
            return self.words_instead(text, cure)
        try:
            return self.words_instead(words, cure)._replace(places=tuple(places))
        except InputError:
            return Correction(Entry(unread=(words,)), Told(), places=tuple(places))

    def _all_but(self, rest: str, most: int) -> set[int] | Correction:
        """All of a short list, without numbers that are excepted, and what is said besides."""
        with suppress(InputError):
            return {*range(1, most + 1)} - {*reading.places(rest, most)}
        places = tuple(range(1, most + 1))
        try:
            return self.words_instead(rest, "")._replace(places=places)
        except InputError:
            return Correction(Entry(unread=(rest,)), Told(), places=places)

    def yes_no_or_words(self, text: str, cure: str = "Type yes or no, or what is right.") -> str | Correction:
        """yes or no, or words after it or instead. Raises InputError as `words_instead`."""
        with suppress(InputError):
            return yes_or_no(text)
        return self.words_instead(text, cure)

    def words_instead(self, text: str, cure: str) -> Correction:
        """Words in place of an answer, or after one.

        Raises InputError for words in which nothing is understood, and for a danger, which is heard before it.
        """
        reply, words = replies.parted(text)
        facts = who.told_bare(words, self.vocabulary)
        entry = self._of_what_was_read(text, words)
        if not entry.findings:
            entry = without_person(aside(words, self.vocabulary), facts, self.vocabulary, ())
        told = entry.findings or facts.tells
        if any(is_danger(f, self.vocabulary) for f in entry.present) or not (told or reply):
            raise InputError(f"{text!r} is not understood. {cure}")
        return Correction(entry if told else Entry(unread=(words,)), facts, reply)

    def _of_what_was_read(self, text: str, words: str) -> Entry:
        """What words make of that which was just read back: moved to another place, or taken back."""
        so = [s for s in self.readback if s.state is State.PRESENT]
        entry = moved(words, [s.finding for s in so], self.vocabulary)
        return entry if entry.findings else Entry(absent=taken_back(text, so, self.vocabulary))

    def take_facts(self, facts: Told) -> None:
        """Age, sex and duration, as far as they were told now."""
        self.kept = self.kept.model_copy(update=facts.model_dump(exclude_none=True))

    def act_on(self, agreed: Sequence[Said], sure: Sequence[Said]) -> None:
        """Raises Heard where what was just agreed to, with all that was said, has to be acted on at once."""
        so = [s.finding for s in (*sure, *agreed) if s.state is State.PRESENT]
        said = heard(so, (s.finding for s in sure if s.state is State.ABSENT)).model_copy(update=self.kept.model_dump())
        if any(s.state is State.PRESENT for s in agreed) and self.pressing(said):
            raise Heard(said)


def _all(entry: Entry) -> list[Said]:
    """All that words say, for certain or not."""
    return [*entry.certain, *entry.asked]


def _without(entry: Entry, settled: Iterable[Said]) -> Entry:
    """What words say of other things than those that were settled."""
    done = {s.finding for s in settled}
    return Entry(
        present=tuple(f for f in entry.present if f not in done),
        absent=tuple(f for f in entry.absent if f not in done),
        asked=tuple(s for s in entry.asked if s.finding not in done),
        unread=entry.unread,
    )
