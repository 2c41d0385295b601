"""The few words by which cases, laboratories and tables say yes, no, nothing, how high, or which sex.

All are in small letters. A minus sign or a dot in the cell of a table says nothing: laboratories mean "not done" by it.
"""

import re

from .errors import InputError
from .printable import plain

YES = ("present", "yes", "true", "1", "1.0", "y", "t", "positive", "pos", "+", "x", "checked", "found", "detected")
NO = ("absent", "no", "false", "0", "0.0", "n", "f", "negative", "neg", "unchecked", "not found", "not detected")
NOTHING = (
    "", "unknown", "not sure", "unsure", "don't know", "dont know", "na", "n/a", "#n/a", "nan", "null", "none", "nil",
    "-", "--", ".", "?", "\\n", "nd", "not done", "not tested", "not measured", "not available", "pending",
)  # fmt: skip
SEXES = {
    "female": ("female", "f", "woman", "girl", "lady"),
    "male": ("male", "m", "man", "boy", "gentleman"),
    "other": ("other", "other_sex", "non-binary", "nonbinary", "intersex", "diverse"),
}
NO_SEX = ("", "unknown", "unknown_sex", "not known", "not sure", "unsure", "?", "not stated", "n/a", "na")
LEVELS = {
    "low": (
        "low", "decreased", "reduced", "below detection", "undetectable", "very low", "deficient", "below normal",
        "suppressed", "severely deficient", "unrecordable", "not recordable", "insufficient",
    ),
    "normal": ("normal", "within normal limits", "within range", "negative", "not raised", "not detected"),
    "high": (
        "high", "raised", "elevated", "increased", "above normal", "very high", "positive", "markedly raised",
        "markedly elevated", "strongly positive",
    ),
}  # fmt: skip


_ALL_LEVELS = frozenset(word for words in LEVELS.values() for word in words)
_DEGREE = re.compile(r"^(?:(?:very|mildly|slightly|moderately|significantly|markedly|severely|clearly|mild|slight) )+")


def says_nothing(value: object) -> bool:
    """Whether a value is empty or a word for "not known"."""
    return value is None or str(value).strip().lower() in NOTHING


def level_of(text: str) -> str | None:
    """The side of the reference that a word says: low, normal or high; "slightly" and a remark in brackets aside."""
    word = re.sub(r"\(.*?\)", "", text.lower()).strip()
    word = _DEGREE.sub("", word) if word not in _ALL_LEVELS else word
    return next((level for level, words in LEVELS.items() if word in words), None)


def sex_of(text: str) -> str | None:
    """female, male or other, as a person or a record says it; None for "unknown". Raises InputError."""
    word = plain(text).strip().lower()
    if word in NO_SEX:
        return None
    for sex, words in SEXES.items():
        if word in words:
            return sex
    raise InputError(f"{text!r} is not known; use female, male or other")
