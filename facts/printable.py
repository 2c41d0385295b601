"""What may stand in text: nothing that cannot be printed, and nothing that makes a line read otherwise than it is."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from .errors import InputError

LONGEST_TERM = 300  # characters; the longest name of a finding has under a third of that
LONGEST_LINE = 1000  # characters of a message
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)

_SIGNS = str.maketrans({"μ": "u", "−": "-", "–": "-", "×": "x", "⁄": "/"})


def refuse_unprintable(value: Any, where: str = "") -> None:
    """Refuse text with control characters, halves of characters (lone surrogates) or marks that turn its direction.

    Looks into mappings, keys included, and lists. Raises InputError saying where and which.
    """
    if isinstance(value, str):
        if found := _CONTROLS.search(value):
            place = f"{where}: " if where else ""
            raise InputError(
                f"{place}not text: character {found.start() + 1} cannot be printed (U+{ord(found[0]):04X})"
            )
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            refuse_unprintable(key, where or "a field's name")
            refuse_unprintable(inner, f"{where}, {key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value, 1):
            refuse_unprintable(inner, f"{where}, entry {index}" if where else f"entry {index}")


def refuse_long(text: str) -> None:
    """Refuse a term that is longer than any name could be. Raises InputError."""
    if len(text) > LONGEST_TERM:
        raise InputError(f"{text[:40]!r}… is {len(text)} characters long; a term has at most {LONGEST_TERM}")


def printable(text: str) -> str:
    """The text with a question mark for every character that would steer a terminal, but for the ends of lines."""
    return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in text.split("\n"))


def json_line(value: Any) -> str:
    """A line of JSON, in which what cannot be printed is told by its number (\\u0090)."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def message(text: str) -> str:
    """The text made fit for a message: printable, the middle of a line that is longer than any message left out."""
    lines = printable(text).split("\n")
    return "\n".join(f"{line[:300]} … {line[-200:]}" if len(line) > LONGEST_LINE else line for line in lines)


def refuse_unwritable(text: str) -> None:
    """Refuse text with halves of characters, as the name of a file has that is not UTF-8. Raises InputError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(unwritable(error)) from None


def unwritable(error: UnicodeEncodeError) -> str:
    """What to say of text that nobody can write, such as a file's name with half a character in it."""
    shown = "" if "\n" in error.object else f"{error.object}: "
    return f"{shown}not text: character {error.start + 1} cannot be written (U+{ord(error.object[error.start]):04X})"


def plain(text: str) -> str:
    """The text with one way of writing each character: full-width, ligature and superscript forms undone.

    A superscript is kept apart by a caret and a fraction by a space, since 10³ is not 103 nor 2½ 21/2.
    """
    raised = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: f"^{unicodedata.normalize('NFKC', found[0])}", text)
    apart = re.sub("[¼-¾⅐-⅞]", lambda found: f" {found[0]}", raised)
    return unicodedata.normalize("NFKC", apart).translate(_SIGNS)


def inside(label: str) -> str:
    """A label inside a sentence: its first letter is small, but an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
