"""Age, sex and how long it has lasted, as people tell them in free sentences; what is in doubt is left untold."""

import re

from ..facts.numerals import numbers_in_figures
from .age_told import age_told
from .letters import clean
from .onset import duration_of
from .person import about, sex_told
from .tables import Table


class Told(Table):
    """What a story tells of the person."""

    age: float | None = None
    sex: str | None = None
    duration_days: float | None = None


def facts_of(text: str) -> Told:
    """Age in years, sex, and the days since the onset of the complaint; None for what is not told.

    Raises InputError for what is no text.
    """
    low = numbers_in_figures(re.sub(r"\s+", " ", clean(text).lower()).strip())
    person = about(low)
    return Told(age=age_told(low, person), sex=sex_told(low, person), duration_days=duration_of(low, person))
