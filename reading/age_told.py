"""The age that a story tells of the person it is about; never a relative's, nor an age of long ago."""

import re
from collections.abc import Iterator
from functools import cache

from ..facts.ages import years
from ..facts.errors import InputError
from .person import Person, coded, kin, of_relative

OLDEST = 125  # years
BEFORE_BIRTHDAY = 0.2  # years that one who is "nearly 5" lacks
_ADVERB = r"(?:(?:just|only|now|about|around|roughly|an?|very|fit|healthy|young|aged|age|still|already|coming|i think) )*"
_NEARLY = r"(?P<nearly>(?:nearly|almost|coming up to|going on|about to turn|approaching|coming up on) )?"
_NO_AGE = (
    r"(?![\d.,]*\d|\+?\s*(?:%|['\"/]|-\s?\d|st\b|stone|kg|kilo|lbs?\b|pounds|ft\b|foot|feet|cm|inch|m\b(?! old)|miles|km|"
    r"weeks?|wks?|months?|days?|hours?|hrs?|minutes?|mins?|mg|units?|sessions?|times|of\b|th\b|cycles?|to \d|or \d|"
    r"years? (?!old|of age|young|now)\w|-?something|odd\b|am\b|pm\b|o'clock))"
)
_YEARS = rf"(?P<age>\d{{1,3}}\+?){_NO_AGE}"
_SMALL = (
    r"(?P<age>\d{1,2} ?(?:years?|yrs?) (?:and )?\d{1,2} ?(?:months?|mths?)|\d{1,2} ?(?:months?|mths?|weeks?))"
    r"(?=[- ]old| ?[,.;)]| and\b| now\b|$)"
)
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
def _of_oneself() -> tuple[re.Pattern[str], ...]:
    patterns = (
        rf"\b(?:i'm|i am|im|am|my age is) {_ADVERB}{_NEARLY}{_YEARS}",
        rf"\b(?:i'm|i am|im|my name is) [a-z]+,? (?P<age>\d{{2}}){_NO_AGE}\b",
        rf"(?<!when )(?<!since )(?<!before )(?<!until )(?<!after )\bi(?:'ve)? (?:just |recently )?turned {_YEARS}",
        r"\bi was (?P<age>\d{2,3}) (?:last|yesterday|today|this|on \w+day|in (?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec))",
        rf"(?:^|[.!?;,] )at {_YEARS},? i{_PRESENT}",
        r"^(?:(?:hi|hello|hey)(?: \w+)?[,.!] )?(?P<age>\d{2}) ?(?=[,.;])",
        r"\bi(?:'m| am) [^.;!?]{3,40}?, (?P<age>\d{2})(?=[,.;)]| and\b)",
    )
    return tuple(re.compile(each) for each in patterns)


@cache
def _of_another() -> tuple[re.Pattern[str], ...]:
    who = rf"(?:{kin()}|\b(?:he|she))(?:'s| is|,? who's|,? who is|s)"
    patterns = (
        rf"{who} {_ADVERB}{_SMALL}",
        rf"{who} {_ADVERB}{_NEARLY}{_YEARS}",
        rf"{kin()},? ?\(?(?:aged? )?{_SMALL}",
        rf"{kin()},? ?\(?(?:aged? )?{_YEARS}(?= ?[,.;)])",
        rf"(?:{kin()}|\b(?:he|she))(?:'s| has)? (?:just |recently )?turned {_YEARS}",
        rf"(?:^|[.!?;,] )at {_YEARS},? (?:he|she){_PRESENT}",
    )
    return tuple(re.compile(each) for each in patterns)


@cache
def _of_either() -> tuple[re.Pattern[str], ...]:
    behind = r"(?<!\bhis )(?<!\bher )(?<!\bmy )(?<!\bour )(?<!have a )(?<!'ve a )(?<!got a )(?<!with a )(?<!of a )"
    patterns = (
        *(each.pattern for each in coded()),
        r"\b(?<!his )(?<!her )(?P<age>\d{1,2}[- ](?:month|week)s?)[- ]old\b",
        rf"{behind}(?<![\d.])\b(?P<age>\d{{1,3}})[- ]?(?:years?|yrs?|y)?[-/. ]?(?:olds?|o)\b",
        r"(?P<kin_>\b(?:my|our) )(?P<age>\d{1,2})[- ](?:years?|yrs?|y)[- ]?(?:old|o)\b",
        r"(?<!at )(?<!since )(?<!from )(?<!until )(?<!by )\baged?[:= ]+(?:is )?(?P<age>\d{1,3}\+?)(?!\d| ?(?:weeks|months))",
    )
    return tuple(re.compile(each) for each in patterns)
