"""Age, sex and how long it has lasted, as people tell them; never a guessed unit."""

import re
from functools import cache
from pathlib import Path

from ..facts.reader import read_text, read_yaml
from .letters import clean
from .tables import Table

_FILE = Path(__file__).parent / "spans.yaml"
OLDEST = 125  # years


class Spans(Table):
    """Numbers in words, units in days, points of time in days ago, and words for women and men."""

    numbers: dict[str, float]
    units: dict[str, float]
    points: dict[str, float]
    women: tuple[str, ...]
    men: tuple[str, ...]


class Told(Table):
    """What a story tells of the person."""

    age: float | None = None
    sex: str | None = None
    duration_days: float | None = None


@cache
def load_spans() -> Spans:
    """The table of spans."""
    return Spans.model_validate(read_yaml(read_text(_FILE), str(_FILE)))


def facts_of(text: str) -> Told:
    """Age in years, sex and duration in days; None for what is not told."""
    low = clean(text).lower()
    age, sex = _age(low)
    return Told(age=age, sex=sex or _sex(low), duration_days=duration_of(low))


@cache
def _number() -> str:
    words = "|".join(sorted(load_spans().numbers, key=len, reverse=True))
    return rf"(?:\d+(?:\.\d+)?|\.5|(?:{words})(?:[- ](?:of|and|a|{words}))*)"


@cache
def _unit() -> str:
    return "(?:" + "|".join(sorted(load_spans().units, key=len, reverse=True)) + r")s?\b"


def number_of(words: str) -> float | None:
    """A number in figures or words: "2.5", "twenty two", "a couple of", "half a"."""
    if re.fullmatch(r"\d*\.?\d+", words):
        return float(words)
    total = 0.0
    numbers = load_spans().numbers
    parts = [w for w in re.split(r"[- ]+", words) if w in numbers]
    if "half" in parts:
        return 0.5
    if len(parts) > 1:
        parts = [w for w in parts if w not in ("a", "an")]
    for word in parts:
        total += numbers[word]
    return total if parts else None


def span_of(words: str) -> float | None:
    """The days of a span: "2 years 3 months", "a fortnight", "20 min"; None without a unit."""
    total, found = 0.0, False
    for match in re.finditer(rf"(?<![\w.])(?:({_number()})[- ]?)?({_unit()})", words):
        amount = number_of(match[1].strip()) if match[1] else 1.0
        unit = match[2] if match[2] in load_spans().units else match[2].removesuffix("s")
        if amount is not None:
            total, found = total + amount * load_spans().units[unit], True
    return total if found else None


def duration_of(low: str) -> float | None:
    """How many days it has lasted, from "for three weeks", "since yesterday", "3 days ago"; the shortest told,
    so that nothing that came lately is taken for old."""
    span = rf"(?:{_number()}[- ]?)?{_unit()}(?:,? (?:and )?{_number()} ?{_unit()})?"
    lead = r"(?:the |about |around |over |nearly |almost |at least |more than |past |last |good )*"
    tellings = [
        rf"\b(?:for|over|lasting|lasted|during|these|this past|the past|the last) {lead}({span})(?! old)",
        rf"({span})(?: of| history| now)?,? (?:ago|back)\b",
        rf"({span}) (?:of|history of) ",
        rf"({span}) now\b",
    ]
    found = [days for each in tellings for m in re.finditer(each, low) if (days := span_of(m[1])) is not None]
    points = load_spans().points
    named = "|".join(sorted(points, key=len, reverse=True))
    found += [points[m[1]] for m in re.finditer(rf"\b(?:since|from) ({named})\b", low)]
    if not found:
        found = [points[m[1]] for m in re.finditer(rf"\b(?:began|started|start|came on) .{{0,20}}?({named})\b", low)]
    return min(found) if found else None


def _age(low: str) -> tuple[float | None, str | None]:
    number = _number()
    mine = [
        rf"\b(?:i am|i'm|im|am) (?:a |an )?({number})(?!\s*(?:%|kg|st|stone|weeks?|months?|days?|ft|cm|pounds?|lbs?))"
        rf"(?: ?(?:years?|yrs?|yo)\b)?(?: old)?(?: ?([fm])\b)?(?=\s*(?:[,.;)]|and\b|$|now\b|years?|yrs?|yo|\b[fm]\b))",
        rf"\b(?:i am|i'm|im) (?:a |an )?(?:\w+ )?(\w+) (?:of|aged) ({number})\b",
        rf"\bmy (?:(?:{number})[- ]?(?:years?|yrs?|months?|weeks?)[- ]?old) (\w+)",
        rf"\b({number})[- ]?(?:years?|yrs?|y)[-/ ]?(?:olds?|o)\b(?: (\w+))?",
        rf"\b(?:age|aged)[: ]+({number})\b",
        rf"\b(?:he|she)(?:'s| is) ({number})(?=\s*[,.;)]|\s+and\b|$)",
        rf"\b({number})[ ,/]?([fm])\b",
        r"\b([fm])[ ,/]?(\d{1,3})\b",
        r"\b(?:a |an )?(\w+) of (\d{1,3})\b",
    ]  # fmt: skip
    for months in re.finditer(rf"\b({number})[- ]?(months?|weeks?)[- ]old(?: (\w+))?", low):
        amount = number_of(months[1])
        if amount is not None:
            return round(amount * (1 / 12 if months[2].startswith("month") else 7 / 365), 2), _sex_of(months[3])
    for pattern in mine:
        for match in re.finditer(pattern, low):
            groups = [g for g in match.groups() if g]
            sex = next((s for g in groups if (s := _sex_of(g)) is not None), None)
            ages = [a for g in groups if (a := number_of(g)) is not None]
            if pattern.startswith(r"\bmy ") and not ages:
                ages = [a for a in [number_of(match[0].split()[1].split("-")[0])] if a is not None]
            needs_sex = " of (" in pattern or "(?:of|aged)" in pattern
            if ages and 0 < ages[0] <= OLDEST and not (needs_sex and sex is None):
                return ages[0], sex
    return None, None


def _sex_of(word: str | None) -> str | None:
    if word in load_spans().women:
        return "female"
    return "male" if word in load_spans().men else None


def _sex(low: str) -> str | None:
    """The sex a story tells of the person it is about: "my husband" of whom it goes on as "he", "as a woman"."""
    told = re.search(r"\b(?:i am|i'm|as) (?:a |an )(?:\w+ )?(\w+)", low)
    if told and (sex := _sex_of(told[1])):
        return sex
    about = re.search(r"\b(?:for|about|asking for|my) (?:my |our )?(\w+)\b", low[:120])
    if about and (sex := _sex_of(about[1])):
        she = (
            len(re.findall(r"\b(?:she|her)\b", low)) if sex == "female" else len(re.findall(r"\b(?:he|his|him)\b", low))
        )
        mine = len(re.findall(r"\b(?:i|my)\b", low))
        if she > 1 and she * 2 >= mine:
            return sex
    return None
