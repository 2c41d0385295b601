"""Which names stand alone (`reading/alone.py`): each is tried out with the reader, without what was learned."""

from collections.abc import Iterable
from typing import Any

from ..facts.case import Understood
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .alone import keep_names
from .entries import worded
from .entry import Entry
from .known import Known


def try_names(vocabulary: Vocabulary, names: Iterable[str]) -> None:
    """Keep those names that say their finding and nothing besides."""
    knowing = Known(vocabulary, _NotLearned())  # type: ignore[arg-type]
    keep_names(vocabulary, (name for name in names if stands_alone(name, knowing)))


def every_name(vocabulary: Vocabulary) -> set[str]:
    """The names of findings as they are written, and in small letters: some seconds' work."""
    names = {n for f in vocabulary.findings.values() for n in (f.label, *f.synonyms, *f.narrower)}
    return names | {name.lower() for name in names} | ids_as_words(vocabulary)


def ids_as_words(vocabulary: Vocabulary) -> set[str]:
    """The ids with spaces in them: the names that most cases are written with."""
    return {name.replace("_", " ") for name in vocabulary.findings}


def stands_alone(name: str, knowing: Known) -> bool:
    """Whether an entry of a name comes to its finding alone."""
    finding = knowing.vocabulary.named(name)
    if finding is None or "\n" in name:
        return False
    try:
        entry = worded(name, knowing.vocabulary, knowing)
    except (InputError, _Needed):
        return False
    said = Understood.model_construct(words=name, finding=finding, state=State.PRESENT)
    return entry == Entry(present=(finding,), read=(said,))


class _Needed(Exception):
    """What was learned is needed to read a name."""


class _NotLearned:
    """In place of what was learned, which is not in the digest that the names are kept under."""

    def __getattr__(self, _: str) -> Any:
        raise _Needed
