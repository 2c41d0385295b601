"""The words by which written terms are brought to the names of findings (`words.yaml`)."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from .declared import BeforeValidator
from .errors import KnowledgeError
from .finding import Record
from .reader import read_text, read_yaml
from .records import describe

FILE = Path(__file__).with_name("words.yaml")


def _separate(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


WordList = Annotated[frozenset[str], BeforeValidator(_separate)]


class Words(Record):
    """How other words for the same are brought to a name.

    `same` groups words of one meaning, the first standing for the others; `phrases` become one word; `links` mean
    nothing by themselves.
    """

    same: tuple[tuple[str, ...], ...]
    phrases: dict[str, str]
    links: WordList


@cache
def load_words() -> Words:
    """The words that ship. Raises KnowledgeError with every fault, each with file and line."""
    from pydantic import ValidationError

    data = read_yaml(read_text(FILE), str(FILE))
    try:
        return Words.model_validate(data)
    except ValidationError as error:
        raise KnowledgeError(describe(error, FILE, data)) from None
