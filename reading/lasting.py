"""How long a complaint lasts, as a case file tells it: a span of time, or words that may hold one and more."""

import re
from dataclasses import replace

from ..facts.errors import InputError
from ..facts.spans import apart, days
from ..facts.vocabulary import Vocabulary
from .entries import Entry, told
from .letters import LONGEST
from .story import facts_of

_UNITLESS = re.compile(r"(?:[a-z]{2,6} )*[-+\d.,/ ]+ ?[a-z]*", re.IGNORECASE)  # "20 m", "12 parsecs"


def lasting(said: str) -> float | None:
    """The days of a span, or of the one that words tell; None for words that say no length.

    Raises InputError for what is no words either: one that is no span, or a number whose unit is none or may be two.
    """
    return days(apart(said)[0], bare="day") if _is_span(said) or _mistaken(said) else facts_of(said).duration_days


def beside(said: str, vocabulary: Vocabulary) -> Entry:
    """What is said of the complaint beside how long it lasts. Words that say no length are left unread."""
    if _is_span(said):
        rest = apart(said)[1]
        return told(rest, vocabulary) if rest else Entry()
    if _mistaken(said):
        return Entry()
    entry = told(said, vocabulary)
    return entry if facts_of(said).duration_days is not None else replace(entry, unread=(said,))


def _is_span(said: str) -> bool:
    try:
        days(apart(said)[0], bare="day")
    except InputError:
        return False
    return True


def _mistaken(said: str) -> bool:
    return " " not in said.strip() or len(said) > LONGEST or _UNITLESS.fullmatch(said.strip()) is not None
