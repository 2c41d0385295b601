"""Age, sex and how long it has lasted, as they are typed where they are asked for."""

import re
from contextlib import suppress
from datetime import date

from ..facts import ages, spans
from ..facts.answer_words import SEXES, sex_of
from ..facts.calendar import since
from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..reading.alarm import alarming
from ..reading.entries import told
from ..reading.entry import Entry
from ..reading.story import Told, facts_of
from ..reading.story_words import load_story_words


def sex(text: str) -> str:
    """female, male or other, by any word for it ("bloke", "a woman, she's my mum"). Raises InputError."""
    try:
        return sex_of(text) or _one_sex(text)
    except InputError as fault:
        return facts_of(text).sex or _called(text) or _one_sex(text, fault)


def _one_sex(text: str, fault: InputError | None = None) -> str:
    """The sex that the text begins."""
    low = text.strip().lower()
    hits = [each for each in SEXES if low and each.startswith(low)]
    if len(hits) != 1:
        raise fault or InputError(f"{text!r} is not an answer here; use female, male or other")
    return hits[0]


def _called(text: str) -> str | None:
    """The one sex that the words for people in a text are of."""
    words, said = load_story_words(), re.findall(r"[a-z]+", text.lower())
    found = {sex for sex in ("female", "male") if {*words.nouns[sex], *words.kin[sex]} & {*said}}
    return found.pop() if len(found) == 1 else None


def years(text: str, vocabulary: Vocabulary) -> float:
    """An age in years ("66", "she's 83, like I said", "18 months", "90+"). Raises InputError."""
    try:
        found = ages.years(text)
    except InputError:
        told_of = facts_of(text).age or facts_of(f"I am {text}").age
        if told_of is None:
            raise
        found = told_of
    return _possible("age", found, vocabulary)


def days(text: str, vocabulary: Vocabulary, today: date | None = None) -> float:
    """A span of time in days ("3 weeks", "since September", "two months, but worse this week"). Raises InputError.

    `today` is the day from which a date is counted back.
    """
    try:
        found = spans.days(text)
    except InputError:
        told_of = None if alarming(text, vocabulary) else facts_of(f"I have had it for {text}").duration_days
        told_of = since(text, today or date.today()) if told_of is None else told_of
        if told_of is None:
            raise
        found = told_of
    return _possible("duration_days", round(found, 4), vocabulary)


def told_bare(text: str, vocabulary: Vocabulary) -> Told:
    """Who it is, in words that may be no more than an age, a sex or a span of time ("about 2 years")."""
    facts = facts_of(text)
    if not facts.tells:
        for name, read in (("duration_days", spans.days), ("sex", sex_of)):
            with suppress(InputError):
                return facts.model_copy(update={name: read(text)})
    return facts


def besides(text: str, vocabulary: Vocabulary) -> tuple[Entry, Told]:
    """What words that were read as an age, a sex or a span of time say besides, and what more of the person."""
    for bare in (ages.years, spans.days, sex_of):
        try:
            bare(text)
        except InputError:
            continue
        return Entry(), Told()
    return told(text, vocabulary), facts_of(text)


def _possible(name: str, number: float, vocabulary: Vocabulary) -> float:
    vocabulary.measurements[name].read(number)
    return number
