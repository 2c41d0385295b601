"""Text as reading takes it: bounded, printable, and with one way of writing each mark."""

import unicodedata

from ..facts.errors import InputError
from ..facts.printable import refuse_unprintable

LONGEST = 20_000  # letters of a story

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "\u00a0": " ", "½": ".5"}
)


def clean(text: str) -> str:
    """The text in composed form and with plain quotation marks.

    Raises InputError for control characters, half characters, marks that turn the direction of writing, and too long
    a text.
    """
    if len(text) > LONGEST:
        raise InputError(f"a text of {len(text)} letters: longer than {LONGEST}; tell it shorter, or in parts")
    refuse_unprintable(text)
    return unicodedata.normalize("NFKC", text.translate(_SAME))
