"""Ages as people and records say them, in years.

An open band of the very old ("90+", ">89", as records without names give it) is read as its lowest age: no rule turns
on an age above it.
"""

import re

from .errors import InputError
from .later import later
from .numerals import in_figures
from .printable import plain, refuse_unprintable
from .quantity import is_figures, one_number
from .spans import DAY, days

OLDEST_BAND = 90
DIGITS = 3  # of an age
_LEAD = later(
    r"^(?:(?:oh|well|um|er|yes|i'?m|i am|he'?s|she'?s|he is|she is|they'?re|it'?s|is|my age is|age[ds]?(?: of)?|=|:|"
    r"just|about|only|now|an?),?[ :=]+|age:|~)"
)
_TRAIL = later(
    r"[ -]*(?:of age|years?[ -]olds?|old|(?<!m)o|/o|ish)(?: (?:female|woman|lady|girl|male|man|gentleman|boy|[fm]))?$"
)
_YEARS = later(r"(\d{1,3}(?:[.,]\d+)?)(?:[ -]*(?:y|yr|yrs|years?|yo|y/o|y\.o\.?|a))?")
_BAND = later(
    r"(?:(\d+) ?(?:\+|and over|or over|and above|or older|and older|plus)|(?:>|over|above) ?(\d+)|>= ?(\d+))"
    r"(?: ?(?:y|yrs?|years?))?"
)


def years(text: str) -> float:
    """The years of an age: "45", "I'm 45", "45y", "P45Y", "18 months", "2 years 3 months", "6 weeks old", "90+".

    Raises InputError, with the cure, for anything else, an age that is given as a range, or "18 m".
    """
    refuse_unprintable(text)
    if is_figures(text) and len(text) <= DIGITS:
        return one_number(text)
    said = re.sub(r"\s+", " ", plain(text).lower()).strip(" .,;!")[:60]
    while (shorter := _LEAD.sub("", said, count=1)) != said:
        said = shorter
    said = in_figures(said)
    if (band := _BAND.fullmatch(said)) is not None:
        return _oldest(band, text)
    if said in ("newborn", "newborn baby", "neonate", "just born"):
        return 0.0
    if (number := _YEARS.fullmatch(_TRAIL.sub("", said).strip())) is not None:
        return one_number(number[1])
    try:
        apart = re.sub(r"(?<=[a-z])-|-(?=[a-z])", " ", _TRAIL.sub("", said))
        return round(days(apart) / DAY["year"], 6)
    except InputError as error:
        cure = "'m' may be months or something else" if "'m' may" in str(error) else "give one age"
        raise InputError(f"{text[:60]!r} is not a number of years; {cure}, such as 45 or '18 months'") from None


def _oldest(band: re.Match[str], text: str) -> float:
    closed, above, least = (int(n) if n else None for n in band.groups())
    lowest = closed if closed is not None else least if least is not None else (above or 0) + 1
    if lowest < OLDEST_BAND:
        raise InputError(f"{text[:60]!r} is a band of ages; give one age, in years")
    return float(lowest)
