"""Reading what a request asks for besides the case. Raises InputError in the command line's manner."""

from difflib import get_close_matches
from typing import Any

from ..facts.case import Case
from ..facts.errors import InputError, UnknownTerm
from ..facts.vocabulary import Vocabulary
from .cases import LONGEST_TERM, case_of, json_body

MOST_WORDS = 100


class Asked:
    """A JSON body of a case and fields of its own; unknown fields are refused."""

    def __init__(self, data: bytes, vocabulary: Vocabulary, *fields: str):
        raw = json_body(data)
        if not isinstance(raw, dict) or "case" not in raw:
            raise InputError("expected a mapping with a 'case'")
        for key in raw:
            if key not in ("case", *fields):
                near = get_close_matches(key[:LONGEST_TERM], ("case", *fields), n=1)
                raise UnknownTerm(key[:LONGEST_TERM], tuple(near), what="field")
        self.raw: dict[str, Any] = raw
        self.case: Case = case_of(raw["case"], vocabulary)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty if not given."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(_is_term(v) for v in value) or len(value) > MOST_WORDS:
            raise InputError(f"{name}: expected a list of at most {MOST_WORDS} short texts")
        return tuple(value)

    def word(self, name: str) -> str:
        """A text that must be given."""
        value = self.raw.get(name)
        if not isinstance(value, str) or not _is_term(value):
            raise InputError(f"{name}: expected a short text")
        return value

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self.raw.get(name, otherwise)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise InputError(f"{name}: expected a whole number from 0 to {most}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false if not given."""
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            raise InputError(f"{name}: expected true or false")
        return value


def _is_term(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TERM
