"""What in a case can hardly be true of one person: worth a second look, no reason to refuse it."""

from collections.abc import Iterator

from .case import Case
from .spans import DAY
from .vocabulary import Vocabulary

FERTILE = (10, 58)  # years; the youngest and oldest mothers on record are exceptions that a second look does no harm to
HABITS = ("smoking", "previous_smoking", "alcohol_use", "alcohol_excess", "former_drinker", "recreational_drugs",
          "nitrous_oxide_use", "night_work")  # fmt: skip
CHILD = 8  # years


def oddities(case: Case, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Pregnancy at 4 or 80, a trouble older than the person, habits of adults in a small child; a sentence each."""
    return tuple(_found(case, vocabulary)) if case.age is not None else ()


def _found(case: Case, vocabulary: Vocabulary) -> Iterator[str]:
    age = case.age or 0.0
    present = {broader for f in case.present if f in vocabulary.findings for broader in vocabulary.broader(f)}
    if "pregnancy" in present and not FERTILE[0] <= age <= FERTILE[1]:
        yield f"pregnancy at the age of {age:g} is hardly possible; is one of them a slip?"
    if case.duration_days is not None and case.duration_days > (age + 1) * DAY["year"]:
        since = f"{case.duration_days:g} days ago"
        yield f"the trouble began {since}, before birth at the age of {age:g}; is one of them a slip?"
    habits = [vocabulary.findings[h].label for h in HABITS if h in present]
    if habits and age < CHILD:
        yield f"{', '.join(habits)} at the age of {age:g} is hardly possible; is one of them a slip?"
