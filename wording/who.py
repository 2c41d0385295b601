"""Age, sex and how long it has lasted, as they are typed where they are asked for."""

import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from ..facts import ages, spans
from ..facts.answer_words import SEXES, sex_of
from ..facts.calendar import since
from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..reading.alarm import alarming
from ..reading.entries import aside
from ..reading.entry import Entry
from ..reading.onset import CHRONIC
from ..reading.story import Told, facts_of
from ..reading.story_words import kin, load_story_words

_PARTS = re.compile(r"[,.;]|\bbut\b")
_BEGUN = re.compile(
    r"^(?:(?:oh|well|er|erm|um|dunno|probably|maybe|i think|i'd say|ooh|it'?s|its been|more|like)\b[,. ]*)+",
    re.IGNORECASE,
)


_IDLE = {"a", "an", "and", "the", "i", "am", "im", "i'm", "is", "it's", "of", "aged", "age", "years", "old"}
OLDEST = 110
_MYSELF = re.compile(r"\bi(?:'?m| am) (?:only |just )?1?\d?\d\b")
_AGED = re.compile(  # "hes 12", "she is 83 now"
    r"(?:he|she|they|i)(?:'?s|'?m| is| am|'?re| are) (?:only |just )?(?P<age>1?\d?\d)"
    r"(?: now| years?(?: old)?| yrs?(?: old)?)?[.! ]*",
    re.IGNORECASE,
)


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
    """An age in years ("66", "she's 83, like I said", "18 months", "90+").

    Raises InputError, also for a danger that is told instead: "one side of my face droops".
    """
    try:
        found = _age_beside_ones_own(text) or ages.years(text)
    except InputError:
        told_of = facts_of(text).age or facts_of(f"I am {text}").age
        if told_of is None or alarming(text, vocabulary):
            raise
        found = told_of
    return _possible("age", found, vocabulary)


def days(text: str, vocabulary: Vocabulary, today: date | None = None) -> float:
    """A span of time in days ("3 weeks", "since September", "two months, but worse this week"). Raises InputError.

    `today` is the day from which a date is counted back.
    """
    today = today or date.today()
    found = since(text, today)
    if found is None:
        try:
            found = spans.days(text)
        except InputError:
            found = _among_words(text, today, vocabulary)
            if found is None:
                raise
    return _possible("duration_days", round(found, 4), vocabulary)


def _among_words(text: str, today: date, vocabulary: Vocabulary) -> float | None:
    """A span of time with other words: its first part that is one, unless that is old and something newer is told."""
    if alarming(text, vocabulary):
        return None
    told = facts_of(f"I have had it for {text}", today).duration_days
    first = next(filter(None, (_alone(part, today) for part in _PARTS.split(text))), None)
    vague = first is not None and not re.search(r"\d|\b(?:a|one|two|three|four|five|six)\b", text.split(",")[0])
    return told if first is None or (told is not None and (vague or first >= CHRONIC)) else first


def _alone(part: str, today: date) -> float | None:
    said = _BEGUN.sub("", part.strip())
    with suppress(InputError):
        return since(said, today) or spans.days(said)
    return None


def told_bare(text: str, vocabulary: Vocabulary) -> Told:
    """Who it is, in words that may be no more than an age, a sex or a span of time ("about 2 years")."""
    facts = facts_of(text, date.today())
    if age := _age_beside_ones_own(text):
        facts = facts.model_copy(update={"age": age, "teller": None})
    if facts.age is None and (aged := _AGED.fullmatch(text.strip())):
        facts = facts.model_copy(update={"age": float(aged["age"])})
    if facts.age is None and (person := _age_and_sex(text)):
        return facts.model_copy(update=person)
    if not facts.tells:
        with suppress(InputError):
            return facts.model_copy(update={"sex": sex_of(text)})
    if facts.duration_days is None and not alarming(text, vocabulary):
        parts = (part for part in _PARTS.split(text) if not part.lower().strip().startswith("not "))
        return facts.model_copy(update={"duration_days": _alone(next(parts, ""), date.today())})
    return facts


def _age_and_sex(text: str) -> dict[str, Any]:
    """Both, where one number and one word for a person are all that is said ("a man, 44"); else nothing."""
    said = [word for word in re.findall(r"[a-z']+|\d+", text.lower()) if word not in _IDLE]
    numbers, people = [w for w in said if w.isdecimal()], [w for w in said if _called(w)]
    if len(said) != 2 or len(numbers) != 1 or len(people) != 1 or not 0 < int(numbers[0]) <= OLDEST:
        return {}
    return {"age": float(numbers[0]), "sex": _called(people[0])}


@cache
def _another() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{kin()}|he|she)(?: is)? (?:only |just |nearly |now )?(?P<age>1?\d?\d)\b(?! ?(?:days?|weeks?|months?)\b)"
    )


def _age_beside_ones_own(text: str) -> float | None:
    """The age of someone else beside one's own, which only who tells of another would name: "mums 90, im 58"."""
    low = re.sub(r"(?<=[a-z][a-z])'?s (?=\d)", " is ", text.lower())
    other, own = _another().search(low), _MYSELF.search(low)
    return float(other["age"]) if other and own and len(re.findall(r"\d+", low)) == 2 else None


def besides(text: str, vocabulary: Vocabulary) -> tuple[Entry, Told]:
    """What words that were read as an age, a sex or a span of time say besides, and what more of the person."""
    for bare in (ages.years, spans.days, sex_of):
        try:
            bare(text)
        except InputError:
            continue
        return Entry(), Told()
    return aside(text, vocabulary), facts_of(text, date.today())


def _possible(name: str, number: float, vocabulary: Vocabulary) -> float:
    vocabulary.measurements[name].read(number)
    return number
