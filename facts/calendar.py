"""How long ago a date was, in days: "since September", "last Christmas", "summer 2024", "on Tuesday".

Of a month, a season or a year the latest day is meant: then nothing recent is read as old. Where that is still to come
this time round, the time before is meant; while it lasts, half of what has gone of it.
"""

import calendar
import re
from datetime import date, timedelta

from .later import later

_MONTHS = [name.lower() for name in calendar.month_abbr]
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_FEASTS = {
    "christmas": (12, 25), "xmas": (12, 25), "new years?": (1, 1), "easter": (4, 25), "halloween": (10, 31),
    "bonfire night": (11, 5),
}  # fmt: skip
_TH, _MONTH_NAME = r"(?:st|nd|rd|th)? (?:of )?", "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY, _MONTH = rf"(?:(?P<day>\d{{1,2}}){_TH})?", f"(?P<month>{_MONTH_NAME})"
_TOLD = later(
    r"(?:(?:it|this|started|began|since|in|from|at|on|about|around|round|back|ever|the|early|late|mid|"
    r"end of|beginning of|start of|middle of|just|before|after)[ -])*"
    rf"(?:last |this )?(?:{_DAY}{_MONTH}|(?P<season>{'|'.join(_SEASONS)})|(?P<feast>{'|'.join(_FEASTS)}))?"
    r"(?: time)?(?P<ago> last year|,? (?:of )?(?P<year>(?:19|20)\d\d))?"
)
_DATES = "|".join(name for name in (*_SEASONS, *_FEASTS) if name != "fall")
_PART = "(?:(?:early|late|mid|(?:middle|start|beginning|end) of)[ -])?"
DATED = (  # a date within a sentence; a "fall" is rather one to the ground
    rf"{_PART}(?:last |this )?(?:\d{{1,2}}{_TH})?(?:{_MONTH_NAME}\b|{_DATES})(?: last year| (?:19|20)\d\d)?"
)
_DAYS = tuple(name.lower() for name in calendar.day_name)
WEEKDAY = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
"""A day of the week, whole or shortened: within a sentence "sat" and "sun" are other words too."""
_WEEKDAY = later(
    r"(?:(?:it|this|started|began|since|from|on|about|last|only|just|like|this past) )*"
    rf"(?P<weekday>{WEEKDAY})(?: (?:gone|just gone|last|morning|afternoon|evening|night|lunchtime|tea ?time))*"
)
_A_YEAR_AGO = later(r"(?:(?:it|started|began|since|from|about|around) )*this time last year")
_YEAR = later(r"(?:(?:it|started|began|since|in|from|about|around|back) )*(?P<year>(?:19|20)\d\d)")


def since(text: str, today: date) -> float | None:
    """The days from a date that a text names until `today`; None if it names none."""
    low = re.sub(r"(?: |-|(?<=\w))(?:ish|or so|time)$", "", re.sub(r"\s+", " ", text.lower()).strip(" .,!"))
    if _A_YEAR_AGO.fullmatch(low):
        return 365.0
    if whole := _YEAR.fullmatch(low):
        return _until(date(int(whole["year"]), 1, 1), date(int(whole["year"]), 12, 31), today)
    if named := _WEEKDAY.fullmatch(low):
        day = next(number for number, name in enumerate(_DAYS) if name[:3] == named["weekday"][:3])
        return float((today.weekday() - day) % 7) or 0.5
    told = _TOLD.fullmatch(low)
    if told is None or not (told["month"] or told["season"] or told["feast"]):
        return None
    year = int(told["year"]) if told["year"] else today.year
    first, last = _bounds(told, year)
    while not told["year"] and first > today:
        year -= 1
        first, last = _bounds(told, year)
    if told["ago"] and not told["year"] and year == today.year:
        first, last = _bounds(told, year - 1)
    return _until(first, last, today)


def _bounds(told: re.Match[str], year: int) -> tuple[date, date]:
    """The first and the last day of what is named, where it falls in a year or begins there."""
    if told["feast"]:
        day = date(year, *next(on for name, on in _FEASTS.items() if re.fullmatch(name, told["feast"])))
        return day, day
    if told["season"]:
        begins, ends = _SEASONS[told["season"]]
        return date(year, begins, 1), _month_end(year + (ends < begins), ends)
    month = _MONTHS.index(told["month"][:3])
    if told["day"]:
        day = date(year, month, min(max(int(told["day"]), 1), _month_end(year, month).day))
        return day, day
    return date(year, month, 1), _month_end(year, month)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _until(first: date, last: date, today: date) -> float | None:
    if first > today:
        return None
    if last >= today:
        return (today - first) / timedelta(days=2)
    return float((today - last).days)
