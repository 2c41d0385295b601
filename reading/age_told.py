"""The age that a story tells of the person it is about; never a relative's, nor an age of long ago."""

import re
from collections.abc import Iterator
from functools import cache

from ..facts.ages import years
from ..facts.errors import InputError
from .by_name import by_name
from .person import Person, coded, of_relative
from .story_words import either, kin, load_story_words

OLDEST = 125  # years
BEFORE_BIRTHDAY = 0.2  # years that one who is "nearly 5" lacks
_NEARLY = r"(?P<nearly>(?:nearly|almost|coming up to|going on|about to turn|approaching|coming up on) )?"
_SMALL = (
    r"(?P<age>\d{1,2} ?(?:years?|yrs?) (?:and )?\d{1,2} ?(?:months?|mths?)|\d{1,2} ?(?:months?|mths?|weeks?))"
    r"(?=[- ]old| ?[,.;)]| and\b| now\b|$)"
)
_OLD = r"(?<![\d.])\b(?P<age>\d{1,3})(?:[- ]?(?:years?|yrs?|y)[-/. ]?(?:olds?|o|of age)| ?olds?)\b"
_NOT_ONESELF = ("his", "her", "my", "our", "the", "have a", "'ve a", "got a", "with a", "of a")
_PRESENT = r"(?:'m|'ve|'s| am| is| don't| do| doesn't| can't| can| have| has| still| should| shouldn't| expect| feel)\b"


def age_told(low: str, person: Person) -> float | None:
    """The age in years that a story in small letters and figures tells; None for "in my sixties"."""
    return next(_ages(low, person), None)


def _ages(low: str, person: Person) -> Iterator[float]:
    for pattern in (*(_of_another() if person.other else _of_oneself()), *_of_either()):
        for found in pattern.finditer(low):
            if found["age"] and not of_relative(low, found.start(), person):
                age = _number(found["age"]) - (BEFORE_BIRTHDAY if found.groupdict().get("nearly") else 0)
                if 0 < age <= OLDEST:
                    yield round(age, 2)


def _number(said: str) -> float:
    try:
        return years(said)
    except InputError:  # "60+" is a band of ages
        return 0.0


@cache
def _adverbs() -> str:
    return f"(?:{either(load_story_words().adverbs)} )*"


@cache
def _no_age() -> str:
    return rf"(?![\d.,]*\d|\+?\s*(?:%|['\"/]|-\s?\d|-?{either(load_story_words().no_age)}))"


@cache
def _age() -> str:
    return rf"(?P<age>\d{{1,3}}\+?){_no_age()}"


@cache
def _of_oneself() -> tuple[re.Pattern[str], ...]:
    adverbs, age, month = _adverbs(), _age(), "(?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec)"
    not_then = "".join(rf"(?<!{word} )" for word in ("when", "since", "before", "until", "after"))
    patterns = (
        rf"(?=[iamw]){not_then}\b(?:i'm|i am|im|am|my age is|we're both|we are both) {adverbs}{_NEARLY}{age}",
        r"[(,;] ?(?P<age>\d{2}) now(?=[,;.)]|$)",
        rf"\b(?:i'm|i am|im|my name is) [a-z]+,? (?P<age>\d{{2}}){_no_age()}\b",
        rf"(?=i){not_then}\bi(?:'ve)? (?:just |recently )?turned (?P<age>\d{{1,3}})\b",
        rf"\bi was (?P<age>\d{{2,3}}) (?:last|yesterday|today|this|on \w+day|in {month})",
        rf"(?:^|[.!?;,] )at {age},? i{_PRESENT}",
        r"^(?:(?:hi|hello|hey)(?: \w+)?[,.!] )?(?P<age>\d{2}) ?(?=[,.;])",
        r"\bi(?:'m| am) [^.;!?]{3,40}?(?:, |\()(?P<age>\d{2})(?=[,.;)]| and\b)",
        r"(?=\d)" + "".join(rf"(?<!{words} )" for words in _NOT_ONESELF) + _OLD,
        r"\bi(?:'m| am) an? (?:[\w-]+ ){1,3}?of (?P<age>1[6-9]|[2-9]\d)\b",
        r"(?:^|[.!?] )[a-z]+(?: [a-z]+){0,2}, (?P<age>1[6-9]|[2-9]\d)(?=[,.])",
        r"(?:^|[.!?] )(?P<age>1[6-9]|[2-9]\d)(?=[,.!?]|$)",
    )
    return tuple(re.compile(each) for each in patterns)


@cache
def _of_another() -> tuple[re.Pattern[str], ...]:
    adverbs, age = _adverbs(), _age()
    who = rf"(?:{kin()}|\b(?:he|she))(?:'s| is|,? who's|,? who is|s)"
    patterns = (
        by_name().pattern,
        rf"{who} {adverbs}{_SMALL}",
        _OLD,
        rf"{who} {adverbs}{_NEARLY}{age}",
        rf"{kin()},? [a-z]+,? {age}(?= (?:has|is|was|had|gets|keeps|can't|won't|says)\b|,)",
        rf"{kin()} [a-z]+(?:'s| is) {adverbs}{_NEARLY}{age}",
        rf"{kin()},? ?\(?(?:aged? )?{_SMALL}",
        rf"(?:^|[.!?:;] )(?:(?:my|our|the) )?(?:[\w-]+ )?{kin()} {age}(?= [a-z])",
        rf"{kin()}(?: [a-z]+)?,? ?\(?(?:aged? )?{age}(?= ?[,.;)])",
        rf"(?:{kin()}|\b(?:he|she))(?:'s| has)? (?:just |recently )?turned (?P<age>\d{{1,3}})\b",
        rf"(?:^|[.!?;,] )at {age},? (?:he|she){_PRESENT}",
    )
    return tuple(re.compile(each) for each in patterns)


@cache
def _of_either() -> tuple[re.Pattern[str], ...]:
    no_more = "".join(rf"(?<!{word} )" for word in ("at", "since", "from", "until", "by"))
    patterns = (
        *(each.pattern for each in coded()),
        r"\b(?<!his )(?<!her )(?P<age>\d{1,2}[- ](?:month|week)s?)[- ]old\b",
        rf"{no_more}\baged?[:= ]+(?:is )?(?P<age>\d{{1,3}}\+?)(?!\d| ?(?:weeks|months))",
    )
    return tuple(re.compile(each) for each in patterns)
