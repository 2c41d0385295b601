"""Windows of age: the years of life at which something can be at all, the last one whole."""

import re
from typing import Annotated, Any

from .declared import BeforeValidator

ANY, OLDEST = "any", 200.0
_FROM = re.compile(r"(\d+(?:\.\d+)?)\+")

Years = tuple[float, float]


def window(said: Any) -> Any:
    """The first and last year that "any", "12+" or `[2, 15]` says. Raises ValueError for what is no window."""
    if said == ANY:
        return 0.0, OLDEST
    if isinstance(said, str) and (first := _FROM.fullmatch(said)):
        said = (float(first[1]), OLDEST)
    if isinstance(said, str) or (isinstance(said, list | tuple) and [*said] != sorted(said)):
        raise ValueError("ages are 'any', such as '12+', or [first, last]")
    return said


def holds(years: Years, age: float) -> bool:
    """Whether an age in years lies in a window; whoever is 15 and a half is 15."""
    return years[0] <= age < years[1] + 1


def meet(one: Years, other: Years) -> Years | None:
    """The years that lie in both windows, if any do."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def as_said(years: Years) -> str:
    """A window as it is written: "any", "12+" or "2 to 15"."""
    low, high = years
    if high < OLDEST:
        return f"{low:g} to {high:g}"
    return f"{low:g}+" if low else ANY


Ages = Annotated[Years, BeforeValidator(window)]
"""A window as a field of a record, which has to say it."""
