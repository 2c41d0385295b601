"""The letters a text may be made of, in one place for every door."""

import re
import unicodedata

from ..facts.errors import InputError

LONGEST = 20_000  # letters of a story

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "\u00a0": " ", "½": ".5"}
)


def clean(text: str) -> str:
    """The text in composed form and with plain quotation marks.

    Raises InputError for control characters, half characters, marks that turn the direction of writing, and too long
    a text.
    """
    if len(text) > LONGEST:
        raise InputError(f"a text of {len(text)} letters: longer than {LONGEST}; tell it shorter, or in parts")
    if found := _CONTROL.search(text):
        raise InputError(f"letter {found.start() + 1} is no letter but U+{ord(found[0]):04X}; write the text anew")
    if found := _BIDI.search(text):
        raise InputError(
            f"letter {found.start() + 1} is U+{ord(found[0]):04X}, which turns the direction of writing; leave it out"
        )
    return unicodedata.normalize("NFC", text).translate(_SAME)
