"""The words by which written terms are brought to the names of findings (`words.yaml`)."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from .errors import KnowledgeError
from .finding import Id, Record
from .reader import read_text, read_yaml
from .records import describe

FILE = Path(__file__).with_name("words.yaml")


def _separate(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


WordList = Annotated[frozenset[str], BeforeValidator(_separate)]


class Shades(Record):
    """Words that name a finding of their own beside a complaint of these topics; `of_pain` only beside pain."""

    topics: frozenset[Id]
    words: dict[str, Id]
    of_pain: dict[str, Id]


class Elsewhere(Record):
    """Parts of the body beyond the leg, and the topics of findings that may be read without them."""

    topics: frozenset[Id]
    words: WordList


class Words(Record):
    """How to bring terms to names.

    `same` groups words of one meaning, the first standing for the others; `phrases` become one word; `links` mean
    nothing by themselves; `narrowing`, `parts` (of the leg) and `elsewhere` only narrow a finding; `history` speaks of
    the past. What follows `breaks` only says more; a term with a `turning` word means another thing. `sorts` says by a
    word or an ending what sort of thing a term is; `denials` deny it.
    """

    same: tuple[tuple[str, ...], ...]
    phrases: dict[str, str]
    links: WordList
    narrowing: WordList
    parts: WordList
    elsewhere: Elsewhere
    history: WordList
    shades: Shades
    breaks: WordList
    turning: WordList
    sorts: dict[Id, WordList]
    denials: WordList


@cache
def load_words() -> Words:
    """The words that ship. Raises KnowledgeError with every fault, each with file and line."""
    data = read_yaml(read_text(FILE), str(FILE))
    try:
        return Words.model_validate(data)
    except ValidationError as error:
        raise KnowledgeError(describe(error, FILE, data)) from None
