"""The Case that a mapping from a file, a form or a program means: every entry goes through the one reader."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from ..facts.ages import years
from ..facts.answer_words import sex_of
from ..facts.case import (
    LISTS,
    MOST_FAULTS,
    MOST_TERMS,
    PLACEHOLDER,
    READ_KEYS,
    RECORD_KEYS,
    Asked,
    Case,
    Understood,
)
from ..facts.errors import InputError, UnknownTerm
from ..facts.finding import State
from ..facts.labs import read_results
from ..facts.printable import refuse_long, refuse_unprintable
from ..facts.reader import kind_of
from ..facts.vocabulary import Vocabulary
from .at_odds import at_odds
from .doubts import counted, worth_asking
from .entries import not_understood, spoken_results, told
from .entry import Entry, joined
from .fragments import Fragments
from .lasting import lasting
from .letters import LONGEST
from .strange_keys import strange_keys

NOTHING_SAID = Case.model_construct()


def understand(raw: Any, vocabulary: Vocabulary) -> Case:
    """The Case that a mapping from a file, a form or a program means.

    What is said in lists wins over what a `story` tells; of a story that contradicts itself, what is so wins over what
    is denied. Raises InputError with every fault, a line each.
    """
    if not isinstance(raw, dict):
        raise InputError(f"a case is a mapping such as {{age: 66, present: [tingling]}}, not {kind_of(raw)}")
    refuse_unprintable(raw)
    case = _Understanding(raw, vocabulary)
    if not case.faults:
        made = case.made()
        try:
            made.states(vocabulary)
        except InputError as error:
            case.faults.append(str(error))
        else:
            return made
    raise InputError("\n".join(case.faults))


class _Understanding:
    """One mapping, field by field; `faults` gathers what is wrong with it."""

    def __init__(self, raw: dict[Any, Any], vocabulary: Vocabulary):
        self.raw, self.vocabulary = raw, vocabulary
        self.faults = list(strange_keys(raw))
        self.record = dict(self._record())
        labs = raw.get("labs")
        spoken = spoken_results(labs, vocabulary) if isinstance(labs, dict) else {}
        entries = [*(e for key in LISTS for e in self._entries(key)), *spoken.values()]
        self.lasting, beside = self._lasting()
        self.listed = joined([*entries, beside])
        measured = {k: v for k, v in labs.items() if k not in spoken} if isinstance(labs, dict) else labs
        self.labs, self.shown = read_results(measured, vocabulary, self.faults)
        self.teller: Literal["self", "other"] | None = None
        self.story, self.person = self._story()
        self.before = self._before()
        self.faults += self._nothing_read()

    def made(self) -> Case:
        """The case, of which nothing is known to be wrong."""
        shown = {state: {f for f, s in self.shown.items() if s is state} for state in State}
        present = {*self.listed.present, *shown[State.PRESENT]}
        absent = {*self.listed.absent, *shown[State.ABSENT]} - self._overruled(present)
        doubtful, overruled = at_odds(self.listed.read, absent, self.person["sex"], self.vocabulary)
        present, absent = present - {u.finding for u in doubtful}, absent - overruled
        so, not_so = _agreeing(self.story, present, absent, self.vocabulary)
        read = (*self.before.read, *self.listed.read, *self.story.read)
        likely = (*self.listed.asked, *self.story.asked)
        likely = worth_asking(likely, present | so, absent | not_so, self.vocabulary)
        so |= counted(set(likely).intersection(self.story.asked), absent | not_so, self.vocabulary)
        asked = [Asked.model_construct(words=u.words, finding=u.finding, state=u.state) for u in doubtful]
        asked += [Asked.model_construct(words=s.words, finding=s.finding, state=s.state) for s in likely]
        return Case.model_construct(
            **self.record,
            **self.person,
            labs=self.labs,
            present=tuple(sorted(present | so)),
            absent=tuple(sorted(absent | not_so)),
            unknown=tuple(sorted(set(self.listed.unknown))),
            read=tuple(dict.fromkeys(u for u in read if self._counts(u, present | so, absent | not_so))),
            asked=tuple(dict.fromkeys((*self.before.asked, *asked))),
            unread=tuple(dict.fromkeys((*self.before.unread, *self.listed.unread, *self.story.unread))),
            imported=self.before.imported,
            teller=self.before.teller or self.teller,
        )

    def _nothing_read(self) -> Iterator[str]:
        """That there are complaints and no word of them, or of anything else, was understood: a mistake, not a case."""
        entry = joined([self.listed, self.story])
        known = entry.findings or entry.read or self.labs or self.shown or self.story.unread
        if self.raw.get("present") and entry.unread and not known:
            first = entry.unread[0]
            at = next((f", entry {i}" for i, term in enumerate(self.raw["present"], 1) if term == first), "")
            yield f"present{at}: {not_understood(first, self.vocabulary)}"

    def _overruled(self, present: set[str]) -> set[str]:
        """Denials that were only read out of words, where something else is read as so: what is so wins."""
        known = {b for f in present for b in self.vocabulary.broader(f)}
        read = {u.finding for u in self.listed.read if u.state is State.ABSENT and u.words != u.finding}
        return {f for f in read if f in known}

    def _counts(self, understood: Understood, present: set[str], absent: set[str]) -> bool:
        """Whether a reading stands in the case and says more than the name of its finding."""
        where = {State.PRESENT: present, State.ABSENT: absent}.get(understood.state)
        stands = where is None or understood.finding in where
        return stands and not understood.by_name(self.vocabulary)

    def _before(self) -> Case:
        """What an earlier result says of how the case was understood."""
        given = {key: self.raw[key] for key in READ_KEYS if key in self.raw}
        if not given:
            return NOTHING_SAID
        from pydantic import ValidationError

        try:
            case = Case.model_validate(given)
        except ValidationError as error:
            self.faults += [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            return NOTHING_SAID
        strange = {u.finding for u in (*case.read, *case.asked)} - self.vocabulary.findings.keys()
        self.faults += [str(UnknownTerm(finding)) for finding in sorted(strange)]
        return case

    def _record(self) -> Iterator[tuple[str, Any]]:
        for key in RECORD_KEYS:
            if (value := self.raw.get(key)) is not None:
                if isinstance(value, str | int | float):
                    yield key, str(value).strip()
                else:
                    self.faults.append(f"{key}: expected text, not {kind_of(value)}")
        also = () if self.raw.get("also") is None else self.raw["also"]
        if isinstance(also, list | tuple):
            yield "also", tuple(str(a) for a in also)
        else:
            self.faults.append(f"also: expected a list, not {kind_of(also)}")

    def _entries(self, key: str) -> Iterator[Entry]:
        value = self.raw.get(key)
        value = [value] if isinstance(value, str) else () if value is None else value
        if not isinstance(value, list | tuple):
            self.faults.append(f"{key}: expected a list of findings, not {kind_of(value)}")
            return
        if len(value) > MOST_TERMS:
            self.faults.append(f"{key}: {len(value)} entries; at most {MOST_TERMS} are read")
            return
        fragments = Fragments(key, self.vocabulary)
        for index, term in enumerate(value, 1):
            if len(self.faults) >= MOST_FAULTS:
                self.faults.append(f"{key}: no more entries were read after {MOST_FAULTS} mistaken ones")
                return
            if not isinstance(term, str):
                self.faults.append(
                    f"{key}, entry {index}: expected the name of a finding, not {kind_of(term)} ({term!r})"
                )
                continue
            if term.startswith(PLACEHOLDER):
                self.faults.append(f"{key}, entry {index}: {term!r} is still to be filled in")
                continue
            try:
                refuse_long(term)
                yield fragments.entry(term)
            except InputError as error:
                self.faults.append(f"{key}, entry {index}: {error}")

    def _story(self) -> tuple[Entry, dict[str, Any]]:
        """What the story comes to, and age, sex and duration: as given, or else as the story tells them."""
        text = self.raw.get("story")
        if text is not None and not isinstance(text, str):
            self.faults.append(f"story: expected sentences, not {kind_of(text)}")
            text = None
        if text is not None and len(text) > LONGEST:
            self.faults.append(f"story: {len(text)} letters; at most {LONGEST} are read")
            text = None
        person = {"sex": self._sex(), **{key: self._number(key) for key in ("age", "duration_days")}}
        if not text:
            return Entry(), person
        from .story import facts_of

        heard = facts_of(text).model_dump()
        person = {k: v if v is not None else heard[k] for k, v in person.items()}
        self.teller = heard["teller"]
        return told(text, self.vocabulary), {**person, "story": text.strip()}

    def _sex(self) -> str | None:
        value = self.raw.get("sex")
        try:
            return None if value is None else sex_of(str(value))
        except InputError as error:
            self.faults.append(f"sex: {error}")
            return None

    def _lasting(self) -> tuple[Any, Entry]:
        """How long it lasts and what is said beside that; words that say no length are left unread."""
        said = self.raw.get("duration_days")
        if not isinstance(said, str):
            return said, Entry()
        try:
            found, rest = lasting(said)
        except InputError:
            return said, Entry()  # told with the other numbers
        entry = told(rest, self.vocabulary) if rest else Entry()
        return found, entry if found is not None else replace(entry, unread=(said,))

    def _number(self, key: str) -> float | None:
        value = self.lasting if key == "duration_days" else self.raw.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str):
                value = years(value) if key == "age" else lasting(value)[0]
            return self.vocabulary.measurements[key].read(value).exact
        except InputError as error:
            self.faults.append(f"{key}: {error}")
            return None


def _agreeing(story: Entry, present: set[str], absent: set[str], vocabulary: Vocabulary) -> tuple[set[str], set[str]]:
    """What a story says is so and is not so, without what the lists contradict; what is so wins within the story."""
    denied = {n for a in absent for n in vocabulary.narrower(a)}
    so = {f for f in story.present if not vocabulary.broader(f) & denied}
    known = {b for f in so | present for b in vocabulary.broader(f)}
    return so, {f for f in story.absent if not vocabulary.narrower(f) & known}
