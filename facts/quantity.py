"""Quantities as they are written: a sign, figures, a unit, and the flag or range that a laboratory prints behind."""

import re
from typing import NamedTuple

from .errors import InputError
from .later import later
from .printable import plain

LONGEST = 120  # characters
_FIGURE = r"(?:\d{1,3}(?:[ '][\d]{3})+(?![\d^*/])|\d+(?:[.,]\d+)*\.?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_BELOW = r"<=|<|≤|less than|under|below|at most|up to|no more than"
_ABOVE = r">=|>|≥|more than|greater than|over|above|at least|not less than"
_SIGNS = {
    "less than": "<", "under": "<", "below": "<", "at most": "<=", "up to": "<=", "no more than": "<=", "≤": "<=",
    "more than": ">", "greater than": ">", "over": ">", "above": ">", "at least": ">=", "not less than": ">=",
    "≥": ">=",
}  # fmt: skip
_QUANTITY = later(
    rf"(?:(?P<sign>{_BELOW}|{_ABOVE})|about|around|approximately|approx\.?|circa|ca\.?|~|=)?\s*"
    rf"(?P<low>[+-]?{_FIGURE})(?:\s*(?:-|to)\s*(?P<high>-?{_FIGURE}))?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = later(
    r"[\s,;]*(?:[\[(]\s*(?:(?:ref(?:erence)?|normal|nr|rr|range)[a-z .:]*)?(?:[<>]=?\s*)?"
    r"[\d.,]+(?:\s*-\s*[\d.,]+)?\s*[^\d\])]*[\])]"
    r"|\(\s*(?:l|h|ll|hh|low|high|n|normal|a|abnormal|critical|(?:albumin[ -])?(?:adjusted|corrected)|fasting|random"
    r"|repeat(?:ed)?|venous|arterial|serum|plasma)\s*\)|[*!↑↓]+|(?:^|(?<=\s)|(?<=[*,;]))(?:ll|hh|l|h|low|high))\s*$",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """What is written of a number. `low` and `high` hold every number that the figures may mean, two for "1,200"."""

    sign: str
    low: tuple[float, ...]
    high: tuple[float, ...] | None
    unit: str


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a text is, None if it is not one. What stands behind the number is all taken as its unit."""
    if len(text) > LONGEST:
        return None
    if is_figures(text):
        return Quantity("", numbers_of(text), None, "") if numbers_of(text) else None
    match = _QUANTITY.fullmatch(plain(text).strip())
    if match is None:
        return None
    sign = (match["sign"] or "").lower()
    low, high = numbers_of(match["low"]), numbers_of(match["high"]) if match["high"] else None
    if not low or high == () or (sign and high):
        return None
    return Quantity(_SIGNS.get(sign, sign), low, high, match["rest"].strip())


def without_flag(unit: str) -> str:
    """The unit without the flag, range or sort of sample that a laboratory prints behind it: "pg/mL (L) [180-900]"."""
    while (shorter := _BEHIND.sub("", unit)) != unit:
        unit = shorter
    return unit.strip()


def one_number(written: str) -> float:
    """The number that figures mean. Raises InputError where they can be read two ways."""
    found = numbers_of(written)
    if len(found) != 1:
        raise InputError(f"{written!r} can be read two ways; write it without the mark")
    return found[0]


def is_figures(text: str) -> bool:
    """Whether a text is figures, at most with a point among them: what needs no further reading."""
    return text.isascii() and text.replace(".", "", 1).isdigit() and "." not in (text[0], text[-1])


def figures(number: float) -> str:
    """A number in figures that mean nothing else: with three decimals it gets a fourth."""
    text = f"{number!r}"
    return f"{text}0" if len(numbers_of(text)) > 1 else text


def numbers_of(figures: str) -> tuple[float, ...]:
    """The numbers that figures may mean: one, two for "1,200" and "1.200", none for "1,2,3".

    A single mark with just three figures behind it may part the thousands or the decimals, unless a nought or more than
    three figures stand before it.
    """
    body, power = re.fullmatch(r"(.*?)((?:[eE][+-]?\d+)?)", figures.replace(" ", "").replace("'", "")).groups()  # type: ignore[union-attr]
    marks = re.findall("[.,]", body)
    groups = re.fullmatch(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?", body)
    decimal = float(body.replace(",", ".") + power) if len(marks) <= 1 else None
    if groups is None:
        return () if decimal is None else (decimal,)
    thousands = float(body.replace(groups[1], "").replace(",", ".") + power)
    return (thousands,) if decimal is None else (decimal, thousands)
