"""Words by their stems, and which of them mean the same, from the one table beside this file."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..facts.finding import Record
from ..facts.reader import read_text, read_yaml
from ..facts.terms import fold

TABLE = Path(__file__).parent / "alike.yaml"
WORD = re.compile(r"[a-z0-9]+")
ENDINGS = ("ing", "ed", "es", "e", "y")
LEAST = 3  # letters that an ending leaves


class Alike(Record):
    """Groups of words that mean the same: those of `complaints`, and others."""

    complaints: tuple[tuple[str, ...], ...]
    same: tuple[tuple[str, ...], ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters and without apostrophes."""
    return tuple(WORD.findall(text.lower().replace("'", "").replace("’", "")))


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stem of each word; of words that mean the same, that of the first."""
    return frozenset(_alike().get(stem, stem) for stem in map(_stem, words))


@cache
def complaints() -> frozenset[str]:
    """The stems of what one complains of."""
    return stems(word for group in _table().complaints for word in group)


@cache
def _stem(word: str) -> str:
    stem = fold(word)
    ending = next((e for e in ENDINGS if stem.endswith(e) and len(stem) - len(e) >= LEAST), "")
    stem = stem.removesuffix(ending)
    return stem[:-1] if len(stem) > LEAST and stem[-1] == stem[-2] else stem


@cache
def _alike() -> dict[str, str]:
    table = _table()
    return {_stem(word): _stem(group[0]) for group in (*table.same, *table.complaints) for word in group}


@cache
def _table() -> Alike:
    return Alike.model_validate(read_yaml(read_text(TABLE), str(TABLE)))
