"""Age, sex and how long it has lasted, as people tell them in free sentences; what is in doubt is left untold."""

import re
from datetime import date
from typing import Literal

from ..facts.informal import spelt
from ..facts.numerals import numbers_in_figures
from .age_told import age_told
from .letters import clean
from .onset import duration_of
from .person import about, sex_told, speaks_of_oneself
from .tables import Table


class Told(Table):
    """What a story tells of the person, and who tells it: the person, or another."""

    age: float | None = None
    sex: str | None = None
    duration_days: float | None = None
    teller: Literal["self", "other"] | None = None

    @property
    def tells(self) -> bool:
        """Whether anything of the person is told."""
        return not (self.age is None and self.sex is None and self.duration_days is None)


def facts_of(text: str, today: date | None = None) -> Told:
    """Age in years, sex, and the days since the onset of the complaint; None for what is not told.

    A story told now tells dates too, which are counted back from `today`; one of a file is not known to be of a day.

    Raises InputError for what is no text.
    """
    low = numbers_in_figures(spelt(re.sub(r"\s+", " ", clean(text).lower()).strip()))
    person = about(low)
    return Told(
        age=age_told(low, person),
        sex=sex_told(low, person),
        duration_days=duration_of(low, person, today),
        teller="other" if person.other else "self" if speaks_of_oneself(low) else None,
    )
