"""How spans of time and ages are said: in round words, as far as anybody would count."""

from ..facts.spans import DAY
from .words import counted

_FROM = {"year": 2 * DAY["year"], "month": 2 * DAY["month"], "week": 14.0, "day": 1.0, "hour": DAY["hour"]}
_NEAR = {"minute": 0.1}  # kept as a share of a day, a minute loses something
_CHILD = 2.0  # years; below, an age is told in months, below 3 months in weeks


def span(days: float) -> str:
    """A number of days in words: "1 day", "3 weeks", "about 3 months", "20 minutes"; none at all is a part of one."""
    if not days:
        return "less than a day"
    if days < DAY["minute"] / 2:
        return "less than a minute"
    unit = next((name for name, least in _FROM.items() if days >= least * 0.999), "minute")
    if unit == "week" and round(days, 3) % 7:
        unit = "day"
    number = days / DAY[unit]
    about = "" if abs(number - round(number)) < _NEAR.get(unit, 0.01) else "about "
    return about + counted(round(number), unit)


def years_old(age: float) -> str:
    """An age in words: "66 years", "18 months", "6 weeks"."""
    if age >= _CHILD:
        return f"{round(age, 1):g} years"
    weeks = age * DAY["year"] / 7
    return counted(round(weeks), "week") if weeks < 13 else counted(round(age * 12), "month")
