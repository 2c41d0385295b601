"""Spans of time as people say them, in days.

Where words leave a range ("6-8 weeks", "a few days", "since Monday", "years"; "ages": a month) the shorter end is
taken: every rule about what came lately then still holds, so that nothing acute is read as old. A unit is never
guessed: "20 m" may be minutes or months. What follows a span after a comma says something else than how long: `apart`
gives both, for those who read the rest as well.
"""

import re

from .calendar import WEEKDAY
from .errors import InputError
from .informal import spelt
from .later import later
from .numerals import in_figures
from .printable import plain, refuse_unprintable
from .quantity import is_figures, one_number

LONGEST = 100  # characters
DAY = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_NAMES = {
    "minute": ("minute", "min", "mins"), "hour": ("hour", "hr", "hrs", "h"), "day": ("day", "d", "night"),
    "week": ("week", "wk", "wks", "w"), "month": ("month", "mo", "mos", "mth", "mths"),
    "year": ("year", "yr", "yrs", "y", "a"),
}  # fmt: skip
UNITS = {name: DAY[unit] for unit, names in _NAMES.items() for name in names} | {"fortnight": 14.0, "decade": 3652.5}
_SAID = {
    "just now": 0.0, "now": 0.0, "right now": 0.0, "moments ago": 0.0, "today": 0.5, "this morning": 0.5,
    "this afternoon": 0.25, "this evening": 0.125, "tonight": 0.125, "last night": 0.5, "overnight": 0.5,
    "during the night": 0.5, "in the night": 0.5, "yesterday": 1.0, "yesterday morning": 1.0,
    "yesterday afternoon": 1.0, "yesterday evening": 1.0, "day before yesterday": 2.0, "this week": 2.0,
    "earlier today": 0.25, "weekend": 1.0, "last weekend": 1.0, "other day": 2.0, "all day": 0.5, "all night": 0.5,
    "all week": 3.0, "whole week": 5.0, "entire week": 5.0, "all month": 14.0,
    "last week": 7.0, "last month": 30.0, "last year": 365.0,
}  # fmt: skip
_WAKING = ("waking", "waking up", "i woke", "i woke up")
_SAID |= dict.fromkeys(_WAKING, 0.25)
_MEALS = r"(?:breakfast|lunch|dinner|tea|supper|bed)(?: ?time)?|noon|midday|midnight"
_PART_OF_DAY = "(?: morning| afternoon| evening| night)?"
_WEEKDAY = later(rf"(?:last |this )?{WEEKDAY}{_PART_OF_DAY}")
_WHOLE_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues|weds|thurs"
_NAMED_DAY = rf"(?:last {WEEKDAY}|(?:last |this )?(?:{_WHOLE_DAY})){_PART_OF_DAY}"
_WEEKDAY_AGO = 2.0  # a named day is two to seven days back: the two last ones are called yesterday and today
_LEAD = later(
    r"^(?:it |this |they |symptoms? |the pain |pain )?"
    r"(?:has been going on|has lasted|began|started|lasting|lasted|going back)? ?"
    r"(?:on and off |off and on |(?:most|some|many|every) (?:days|nights|evenings|mornings) )?"
    r"(?:for|since|well over|over|within|in|from|during|between|x|of)?(?: (?:about|the))* ?(?:last |past |previous )?"
    r"(?:(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|maybe|perhaps|only|just|at least) ?|"
    r"(?:ca\.?|circa|~) ?)*"
)
_BOUND = later(r"(?:for )?(?:(?P<under>under|less than|up to|not even|<)|over|more than|longer than|>) ?(?=.*\d)")
_TRAIL = later(
    r"(?: |(?<=\w)-?(?=ish))(?:ago|now|back|so far|or so|long|duration|in duration|in total|already|earlier|"
    r"on and off|off and on|ish|(?:or |maybe )+more|or less|or thereabouts|give or take|"
    r"i (?:think|guess|suppose|reckon)|probably)$"
)
_WRITTEN = "|".join(sorted(set(UNITS) - {"a", "m", "w", "y"}, key=len, reverse=True))
_COUNT = r"\d+(?:\.\d+)?"
_EACH = "".join(rf"(?<!{often} )" for often in ("once", "twice", "times", "nights", "days", "hours", "pints", "units"))
COUNTED = (  # a counted span within a sentence whose numbers are in figures
    rf"(?:(?:{_COUNT}(?: ?(?:-|to|or) ?{_COUNT})?|{_EACH}an?)[ -]?"
    rf"(?:(?:years?|yrs?),? (?:and )?{_COUNT} ?(?:months?|mths?)|"
    rf"(?:{_WRITTEN})s?\b(?: or [23]\b)?)|\d+/(?:7|24|52|12)\b)"
)
UNCOUNTED = r"(?:months|years|decades|yonks|ages|donkey'?s years)\b(?! (?:ago|back|old))"  # within a sentence
_NO_POINT = {"now", "right now", "all day", "all night"} | set(_WAKING)
_POINTS = "|".join(sorted(set(_SAID) - _NO_POINT, key=len, reverse=True))
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.]\d\d)?(?: ?(?:o'?clock|am|pm))?(?= (?:this|last|today|tonight|yesterday))"
POINT = rf"(?:(?:{_MEALS}|{_CLOCK}) )?(?:{_POINTS}|{_NAMED_DAY})\b"  # a named point of time within a sentence
HOUR = rf"(?:{_MEALS}|{'|'.join(reversed(_WAKING))})\b"  # an hour of today, where it is told as a beginning
SINCE_DAY = rf"{_WEEKDAY.pattern}(?!\w)"  # a day of the week that "since" stands before
_BRITISH = {"7": "day", "24": "hour", "52": "week", "12": "month"}
_MEANT = (
    (later(r"^fortnight$"), "1 fortnight"),
    (later(r"\b(\d+)(?:\+( ?[a-z]+)|( ?[a-z]+)\+)"), r"\1\2\3"),  # "6+ weeks": six at the least
    (later(r"(\d ?(?:y|yrs?|years?),? ?(?:and )?\d+ ?)m\b"), r"\1months"),
    (later(r"(\d ?(?:h|hrs?|hours?),? ?(?:and )?\d+ ?)m\b"), r"\1minutes"),
    (later(r"^(.*\b\d+ [a-z]+) or \d+$"), r"\1"),  # "a couple of months or 3"
)
_DATE = later(
    r"\b(?:(?:19|20)\d\d|jan|feb|march|april|may(?!be)|june|july|aug|sept?|oct|nov|dec|christmas|easter|summer|winter|spring)"
    r"(?:[a-z]+)?\b"
)
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_RANGE = later(rf"{_NUMBER} ?(?:([a-z]+) ?)?(?:-|to|or|/) ?{_NUMBER} ?([a-z]+)")
_PART = later(rf"{_NUMBER}[ -]?([a-z]+),? ?(?:and )?")
_ISO = later(r"p(?=.)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?(?:t(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:\d+s)?)?")
_ISO_DAYS = (DAY["year"], DAY["month"], DAY["week"], DAY["day"], DAY["hour"], DAY["minute"])
_MANY = later(  # "months", "for many years", "every month": two of them at the least
    r"(?:(?:for|many|some|several|quite|very|the|my|of|all|lots?|most) )*"
    r"(?:every (?=\w+$))?(?P<unit>minute|hour|day|week|month|year|decade)"
    r"(?:s|(?<=every day)|(?<=every week)|(?<=every month)|(?<=every year))(?: and (?P=unit)s)?"
)
_FIRST = later(r"([^,;()]*[a-z/][^,;()]*?) ?(?:[,;(](?! ?\d) ?|(?= (?:but|flare|episode)\b))(.*)$", re.IGNORECASE)
_LEADING = r"(?:(?:oh|well|for|since|many|some|quite|very|so|the|my|1|of|all|lot|a|absolute(?:ly)?) )*"
_LONG = later(
    rf"{_LEADING}(?:long|ages|life|birth|childhood|ever|always|forever|chronic|long-?standing|"
    r"donkey'?s(?: years)?|yonks)(?: time)?"
)
_VAGUE = later(rf"{_LEADING}(?:age|a?while|time|recent(?:ly)?|lately|acute)(?: time)?")


def days(text: str, bare: str | None = None) -> float:
    """The days of a span of time: "20 minutes", "since yesterday", "a fortnight", "2/52", "P3W", "1 year 2 months".

    `bare` is the unit of a number without one ("day"), for a field that names it. Raises InputError, with the cure, for
    a number without a unit, a unit that may be two ("20 m"), and words that say no length ("for a while").
    """
    refuse_unprintable(text)
    if len(text) > LONGEST:
        raise InputError(f"{text[:30]!r}… is too long for a span of time")
    if bare is not None and is_figures(text):
        return _number(text) * DAY[bare]
    lower = spelt(re.sub(r"\s+", " ", plain(text).lower().strip(" .,;!")))
    if (found := _whole(lower)) is not None:
        return found
    said = _plainly(lower)
    if (bound := _BOUND.match(said)) is not None:
        found = days(said[bound.end() :], bare)
        return found / 2 if bound["under"] else found  # of less than a week only nothing is the shorter end: its middle
    said = _LEAD.sub("", said, count=1).strip() or said
    return _counted(said, text, bare)


def apart(text: str) -> tuple[str, str]:
    """The span that a text begins with, and what it says after that: "3 weeks, worse at night"."""
    first = _FIRST.match(text) if len(text) <= LONGEST else None
    return (first[1], first[2].strip(" ,;()")) if first else (text, "")


def _plainly(text: str) -> str:
    said = _TRAIL.sub("", _TRAIL.sub("", text))
    if re.search(r"\d/(?:7|24|52|12)\b", said):  # as British clinicians write: 2/52 is two weeks, 6/12 six months
        said = re.sub(r"\b(\d+(?:-\d+)?)/(7|24|52|12)\b", lambda m: f"{m[1]} {_BRITISH[m[2]]}", said)
    said = in_figures(said)
    for written, meant in _MEANT:
        said = written.sub(meant, said)
    return said


def _whole(said: str) -> float | None:
    """A span that is one name or code."""
    if (iso := _ISO.fullmatch(said)) is not None:
        return sum(int(n) * size for n, size in zip(iso.groups(), _ISO_DAYS, strict=True) if n)
    name = re.sub(r"^(?:(?:began|started|since|from|over|at|on|the|early|late|only|just(?! now)) )+", "", said)
    name = re.sub(rf"^(?:{_MEALS}|(?:about |around )?{_CLOCK}) (?=\w)| (?:{_MEALS})$", "", name)
    if re.fullmatch(_MEALS, name):
        return _SAID["today"]
    if _WEEKDAY.fullmatch(name):
        return _WEEKDAY_AGO
    return _SAID.get(name)


def _counted(said: str, text: str, bare: str | None) -> float:
    if re.fullmatch(r"(?:last |past )?(?:year|month|week|fortnight|day|hour|minute)", said):
        said = f"1 {said.split()[-1]}"
    if (span := _RANGE.fullmatch(said)) is not None:
        low, first, high, unit = span.groups()
        shorter = _number(low) * _unit(first or unit, text)
        if shorter <= _number(high) * _unit(unit, text):
            return shorter
    elif re.fullmatch(f"(?:{_PART.pattern})+", said):
        return sum(_number(n) * _unit(unit, text) for n, unit in _PART.findall(said))
    elif (many := _MANY.fullmatch(said)) is not None:
        return 2 * UNITS[many["unit"]]
    elif _LONG.fullmatch(said):
        return DAY["month"]
    elif _DATE.search(said) and not (bare and re.fullmatch(_NUMBER, text.strip())):
        raise InputError(f"{text!r} names a date; say how long ago that was, such as '3 weeks' or '2 years'")
    elif re.fullmatch(_NUMBER, said):
        if bare is None:
            raise InputError(f"{text!r} of what? Say for example '{said} days' or '{said} weeks'")
        return _number(said) * DAY[bare]
    elif _VAGUE.fullmatch(said):
        raise InputError(f"{text!r} says no length; give a rough number, such as '3 weeks', '6 months' or '5 years'")
    raise InputError(f"{text!r} is not a span of time; say for example '20 minutes', '3 weeks' or '2 months'")


def _number(figures: str) -> float:
    return one_number(figures)


def _unit(name: str, text: str) -> float:
    if name == "m":
        raise InputError(f"{text!r}: 'm' may be minutes or months; write it out")
    found = UNITS.get(name) or UNITS.get(name.removesuffix("s"))
    if found is None:
        raise InputError(f"{text!r} is not a span of time: {name!r} is no unit of time, such as hours, days or months")
    return found
