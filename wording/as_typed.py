"""A medicine by the name that was typed, with what it is beside it: "furosemide (a water tablet)"."""

import re
from functools import cache
from pathlib import Path

from ..facts.finding import FindingKind
from ..facts.reader import read_text, read_yaml
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.tables import load_tables

FILE = Path(__file__).with_name("medicines.yaml")
_NAME_WORDS = 2
"""Words that are no more than so many are a name, however it is spelt."""


def named(finding: str, words: str, vocabulary: Vocabulary) -> str:
    """What a finding is called: by its label, but a medicine by the names in `words`, with what they are."""
    record = vocabulary.findings[finding]
    if record.kind is not FindingKind.MEDICINE:
        return record.label
    names = _typed(finding, words)
    own = fold(record.label)
    if not names or all(fold(name) == own for name in names):
        return record.label
    return f"{', '.join(names)} ({_plainly().get(finding, record.label[:1].lower() + record.label[1:])})"


def _typed(finding: str, words: str) -> list[str]:
    """The names of this medicine in some words, as they are written there; the whole of a word or two of them."""
    found = [name[0] for name in _names(finding).finditer(words)]
    whole = words.strip() if 0 < len(words.split()) <= _NAME_WORDS else ""
    return [*dict.fromkeys(found)] or [whole][: bool(whole)]


@cache
def _names(finding: str) -> re.Pattern[str]:
    tables = load_tables().medicines
    names = sorted((n for key, names in tables.items() if finding in key.split(" + ") for n in names), key=len)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(names))) or '(?!)'})\b", re.IGNORECASE)


@cache
def _plainly() -> dict[str, str]:
    plainly: dict[str, str] = read_yaml(read_text(FILE), str(FILE))
    return plainly
