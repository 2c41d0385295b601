"""Results and signs as they are told where it is asked what was found."""

import re

from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..reading.entries import aside
from ..reading.entry import Entry, joined
from ..reading.understand import understand
from .replies import is_none, parted

_NOT_YET = re.compile(
    r"\b(?:nobody'?s?|no one'?s?|nothing|not (?:been|seen|yet|had)|haven'?t|havn'?t|never)\b", re.IGNORECASE
)


def results(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Results such as "ferritin 9 ng/mL; potassium 3.1" by measurement. Raises InputError for any that is not one."""
    labs: dict[str, str] = {}
    for part in re.split(r";|,\s+|\n", text):
        if part.strip():
            labs |= _result(part.strip(), vocabulary)
    return labs


def found(text: str, vocabulary: Vocabulary) -> tuple[dict[str, str], Entry]:
    """Results and signs, as they are told: "reflexes gone; ferritin 9 ng/mL". Raises InputError where nothing is."""
    labs: dict[str, str] = {}
    entries: list[Entry] = []
    for part in filter(str.strip, re.split(r";|,\s+|\n", text)):
        try:
            labs |= _result(part.strip(), vocabulary)
        except InputError as fault:
            entries.append(aside(part, vocabulary))
            if not entries[-1].findings:
                raise fault from None
    return labs, joined(entries)


def examined(text: str, vocabulary: Vocabulary) -> tuple[dict[str, str], Entry] | None:
    """The same of an answer to "has anyone examined or tested you?": None where it says that nobody did.

    Raises InputError where nothing is read in it, and it says no no.
    """
    if is_none(text):
        return None
    reply, words = parted(text)
    try:
        return found(words, vocabulary)
    except InputError:
        if reply == "no" or _NOT_YET.search(text):
            return None
        raise


def _result(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    words = re.split(r"[\s:=]+", text)
    fault: InputError | None = None
    for cut in range(len(words) - 1, 0, -1):
        name, value = " ".join(words[:cut]), " ".join(words[cut:])
        try:
            vocabulary.measurement(name)
        except InputError:
            continue
        try:
            return understand({"labs": {name: value}}, vocabulary).labs
        except InputError as error:
            fault = fault or error
    raise fault or InputError(f"{text!r} is not a result; say its name and value, such as 'ferritin 9 ng/mL'")
