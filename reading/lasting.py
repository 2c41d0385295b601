"""How long a complaint lasts, as a case file tells it: a span of time, or words that may hold one and more."""

import re

from ..facts.errors import InputError
from ..facts.later import later
from ..facts.quantity import is_figures
from ..facts.spans import apart, days
from .letters import LONGEST

_UNITLESS = later(r"(?:[a-z]{2,6} )*[-+\d.,/ ]+ ?[a-z]*", re.IGNORECASE)  # "20 m", "12 parsecs"


def lasting(said: str) -> tuple[float | None, str]:
    """The days of a span and what is said after it; of words that are no span, the days they tell, and all of them.

    Raises InputError for what is no words either: one that is no span, or a number whose unit is none or may be two.
    """
    span, rest = (said, "") if is_figures(said) else apart(said)
    try:
        return days(span, bare="day"), rest
    except InputError:
        if " " not in said.strip() or len(said) > LONGEST or _UNITLESS.fullmatch(said.strip()):
            raise
        from .story import facts_of

        return facts_of(said).duration_days, said
