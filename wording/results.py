"""Results and signs as they are told where it is asked what was found."""

import re
from contextlib import suppress

from ..facts.errors import InputError
from ..facts.informal import spelt
from ..facts.labs import read_results
from ..facts.quantity import is_figures
from ..facts.vocabulary import Vocabulary
from ..reading.entries import aside
from ..reading.entry import Entry, joined
from .replies import is_none, parted

_NOT_YET = re.compile(
    r"\b(?:nobody'?s?|no one'?s?|nothing|not (?:been|seen|yet|had)|haven'?t|havn'?t|never|booked|"
    r"(?:a)?waiting|pending|appointment)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r";|,\s+|\n|\s+and\s+(?=[^\d;,]*\d)|(?<=\d)\s+and\s+")
_SEASON = (
    "spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december"
)
_LEAD = re.compile(
    r"^(?:(?:my|the|his|her|their|our|serum|they|it|he|she|doctor|nurse|gp|midwife|said|says|told me|me|that|"
    r"apparently|i think|latest|last|and|had|has)\s+)+(?=\S)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"^(?:(?:is|was|were|are|of|at|came|back|as|only|just|about|around|roughly|an?|bit|little|rather|quite|"
    r"said to be|reads?|showed)\s+)+(?=\S)",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    rf"(?:[,\s]+(?:i think|(?:they|he|she|i was) (?:said|told)|apparently|in (?:the )?(?:{_SEASON})|or so|"
    r"last (?:time|week|month|year|spring|summer|autumn|winter)|at the (?:last )?(?:test|check-?up)|recently|today|"
    r"yesterday|the other day|lying|sitting|standing|(?:a|\d+|\w+) (?:weeks?|months?|years?) ago))+$",
    re.IGNORECASE,
)
_FINE = re.compile(r"(?:fine|ok|okay|good|all ?right|alright|clear|satisfactory|perfect|all normal)", re.IGNORECASE)
_LITTLE = re.compile(r"\b(?:an? )?(?:bit|touch|tad|little|slightly|somewhat|rather|quite)\s+", re.IGNORECASE)
_NAMED_BY = 3  # words of a name of a measurement within a sentence, at most
_TESTS = r"bloods?|blood (?:tests?|counts?)|tests?|results?|scans?|x-?rays?"
# "everything fine", "had bloods in summer", "the gp looked at his legs and said they were normal"
_UNNAMED = re.compile(
    r"^(?:all )?(?:the |my |his |her )?(?:everything|all|kidneys?|thyroid|heart|liver|chest)\b"
    rf"|\b(?:{_TESTS})\b"
    r"|\b(?:look(?:ed)?|check(?:ed)?|examined|seen|saw|felt|prodded)\b.*"
    r"\b(?:fine|normal|ok|okay|clear|good|nothing|all ?right)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?:{_TESTS}|ultrasound|mri|ecg)\b(?: [\w'-]+){{0,5}}? "
    r"(?:was|were|is|came|showed|ok|okay|fine|clear|good|normal|low|high|bad|abnormal|all ?right)\b",
    re.IGNORECASE,
)


def results(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Results such as "ferritin 9 ng/mL; potassium 3.1" by measurement. Raises InputError for any that is not one."""
    labs: dict[str, str] = {}
    for part in _of(text):
        if (read := _result(part, vocabulary)) is None:
            raise _none_in(part)
        labs |= read
    return labs


def found(text: str, vocabulary: Vocabulary) -> tuple[dict[str, str], Entry]:
    """Results and signs, as they are told: "reflexes gone; my ferritin was 9 in the spring".

    Raises InputError where nothing is read, and for a number that cannot be of what it is said of.
    """
    labs: dict[str, str] = {}
    entries: list[Entry] = []
    for part in _of(text):
        if (read := _result(part, vocabulary)) is not None:
            labs |= read
            continue
        number, words = _within(part, vocabulary)
        labs |= number
        if (entry := _remark(words, vocabulary)) is not None:
            entries.append(entry)
        elif words == part:
            entries.append(Entry(unread=(part,)))
    if entries and not labs and not any(entry.findings for entry in entries):
        raise _none_in(text)
    return labs, joined(entries)


def examined(text: str, vocabulary: Vocabulary) -> tuple[dict[str, str], Entry] | None:
    """The same of an answer to "has anyone examined or tested you?": None where it says that nobody did.

    A no beside which a result is told of is none: "no, but the bloods were ok" is a result that was not understood.

    Raises InputError where nothing is read in it, and it says no no.
    """
    if is_none(text):
        return None
    reply, words = parted(text)
    try:
        return found(words, vocabulary)
    except InputError:
        if reply != "no" and not _NOT_YET.search(spelt(text.lower())):
            raise
        return ({}, Entry(unread=(words.strip(),))) if _TOLD.search(words) else None


def _within(text: str, vocabulary: Vocabulary) -> tuple[dict[str, str], str]:
    """The first number that stands by its name in a sentence, and the words without it: "low, doc said iron 11"."""
    words = text.split()
    for at, word in enumerate(words):
        for start in range(max(at - _NAMED_BY, 0), at) if word[0].isdigit() else ():
            with suppress(InputError):
                if read := _result(" ".join(words[start : at + 1]), vocabulary):
                    return read, " ".join((*words[:start], *words[at + 1 :]))
    return {}, text


def _remark(words: str, vocabulary: Vocabulary) -> Entry | None:
    """What words without a number say; what is only a little so is so. None for nothing."""
    for said in dict.fromkeys((words, _LITTLE.sub("", words))):
        if (entry := aside(said, vocabulary)).findings:
            return entry
    return None


def _of(text: str) -> list[str]:
    """The parts that a text tells one after another."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _none_in(part: str) -> InputError:
    if _UNNAMED.search(part):
        return InputError(
            f"{part!r} names no single result, so it counts for nothing; name them, such as 'potassium normal', "
            "or type 'no' for nothing more"
        )
    return InputError(f"{part!r} is not a result; say its name and value, such as 'ferritin 9 ng/mL'")


def _result(text: str, vocabulary: Vocabulary) -> dict[str, str] | None:
    """The result that a part names with its value; None where it names none, or no value of it.

    Raises InputError for a number that cannot be, or may be two things.
    """
    words = re.split(r"[\s:=]+", _HEDGE.sub("", _LEAD.sub("", re.sub(r"(?<=\d) over (?=\d)", "/", text))))
    fault: InputError | None = None
    for cut in range(len(words) - 1, 0, -1):
        name, value = " ".join(words[:cut]), _IS.sub("", " ".join(words[cut:]))
        try:
            measured, _ = vocabulary.measurement(name)
        except InputError:
            continue
        if _FINE.fullmatch(value):
            if aside(text, vocabulary).certain:  # "pulses fine" is said of what was felt
                return None
            value = "normal"
        try:
            return _read(name, value, vocabulary)
        except InputError as error:
            unit = _only_unit(measured, value, vocabulary)
            if unit is not None:
                return _read(name, f"{value} {unit}", vocabulary)
            fault = fault or (error if value[:1].isdigit() else None)
    if fault is not None:
        raise fault
    return None


def _read(name: str, value: str, vocabulary: Vocabulary) -> dict[str, str]:
    faults: list[str] = []
    labs, _ = read_results({name: value}, vocabulary, faults)
    if faults:
        raise InputError(faults[0].partition(": ")[2])
    return labs


def _only_unit(measured: str, value: str, vocabulary: Vocabulary) -> str | None:
    """The one unit in which a number is possible that was given without one and is impossible in the usual one."""
    measurement = vocabulary.measurements.get(measured)
    if measurement is None or not is_figures(value):
        return None
    return measurement.only_unit(value)
