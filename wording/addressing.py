"""To whom a text is told: "you" is "your child" to the parent of a child, "the person" to who tells of another."""

import re
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from ..engine.consultation import Consultation

FILE = Path(__file__).with_name("parent.yaml")
CHILD, TOLD_BY_A_PARENT = "childhood", 16
"""The finding of being a child, and the age in years up to which a parent is spoken to."""
_YOU = re.compile(r"\b(you|your|yourself)\b(?: ([a-z]+))?", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+")


class Whom(StrEnum):
    """The one a result is about, as whoever reads it would say: himself, the parent's child, or another grown-up."""

    ONESELF = "you"
    CHILD = "your child"
    ANOTHER = "the person"


def whom(consultation: Consultation) -> Whom:
    """Whom the result is about: a child is someone under sixteen, or called a child, who does not tell it himself."""
    case = consultation.case
    if case.teller == "self":
        return Whom.ONESELF
    called = any(f.about == CHILD and f.state == "present" for f in consultation.trace.facts)
    if called if case.age is None else case.age < TOLD_BY_A_PARENT:
        return Whom.CHILD
    return Whom.ANOTHER if case.teller == "other" else Whom.ONESELF


def addressed(text: str, of: Whom) -> str:
    """A text to "you" as it is told of oneself, or to who tells it of a child or of another."""
    return text if of is Whom.ONESELF else _of_a_third(text, of.value)


@cache
def _of_a_third(text: str, name: str) -> str:
    words = parents_words()
    if name == Whom.ANOTHER and (whole := words["whole"].get(text)):
        return str(whole)
    if text.startswith(tuple(words["as_said"])):
        return text
    parts = _as_they_are().split(text)
    third = partial(_third, name)
    said = "".join(_stays(part, name) if number % 2 else _YOU.sub(third, part) for number, part in enumerate(parts))
    return _SENTENCE.sub(partial(_once, name), said)


def _once(name: str, sentence: re.Match[str]) -> str:
    """A sentence that names someone once as whose something is: what is theirs after that is "their"."""
    first, named, rest = sentence[0].partition(name)
    return first + named + rest[:2] + rest[2:].replace(f"{name}'s", "their")


def _stays(phrase: str, name: str) -> str:
    """What is kept, or said otherwise, with the capital that it has."""
    words = parents_words()
    instead: dict[str, str] = words["instead"] | (words["another"] if name == Whom.ANOTHER else {})
    said = instead.get(phrase) or instead.get(phrase[:1].lower() + phrase[1:])
    return phrase if said is None else _capital(said.replace(Whom.CHILD, name), phrase)


def _third(name: str, found: re.Match[str]) -> str:
    """One "you" and the verb after it."""
    you, after = found.groups()
    said = _capital(f"{name}'s" if you.lower() == "your" else name, you)
    if after is None:
        return said
    return f"{said} {parents_words()['verbs'].get(after, after) if you.lower() == 'you' else after}"


def _capital(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


@cache
def parents_words() -> dict[str, Any]:
    """The lists of parent.yaml."""
    words: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return words


@cache
def _as_they_are() -> re.Pattern[str]:
    """The phrases that are kept or said otherwise, longest first."""
    words = parents_words()
    phrases = sorted([*words["kept"], *words["instead"], *words["another"]], key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
