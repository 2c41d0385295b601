"""To whom a text is told: what says "you" says "your child" to the parent of a child."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..engine.consultation import Consultation

FILE = Path(__file__).with_name("parent.yaml")
CHILD, TOLD_BY_A_PARENT = "childhood", 16
"""The finding of being a child, and the age in years up to which a parent is spoken to."""
_YOU = re.compile(r"\b(you|your|yourself)\b(?: ([a-z]+))?", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+")
_FORMS = {"you": "your child", "your": "your child's", "yourself": "your child"}


def of_a_child(consultation: Consultation) -> bool:
    """Whether the result is told to a parent: of someone under sixteen, or called a child, who does not tell it."""
    if consultation.case.teller == "self":
        return False
    age = consultation.case.age
    if age is not None:
        return age < TOLD_BY_A_PARENT
    return any(f.about == CHILD and f.state == "present" for f in consultation.trace.facts)


def addressed(text: str, to_parent: bool) -> str:
    """A text as it is told to the person, or to the parent of a child."""
    return _to_parent(text) if to_parent else text


@cache
def _to_parent(text: str) -> str:
    words = parents_words()
    if text.startswith(tuple(words["as_said"])):
        return text
    parts = _as_they_are().split(text)
    said = "".join(_stays(part) if number % 2 else _YOU.sub(_third, part) for number, part in enumerate(parts))
    return _SENTENCE.sub(_once, said)


def _once(sentence: re.Match[str]) -> str:
    """A sentence that names the child once as whose something is: what is theirs after that is "their"."""
    first, child, rest = sentence[0].partition("your child")
    return first + child + rest[:2] + rest[2:].replace("your child's", "their")


def _stays(phrase: str) -> str:
    """What is kept, or said otherwise, with the capital that it has."""
    instead: dict[str, str] = parents_words()["instead"]
    return instead.get(phrase) or _capital(instead.get(phrase[:1].lower() + phrase[1:], phrase), phrase)


def _third(found: re.Match[str]) -> str:
    """One "you" and the verb after it."""
    you, after = found.groups()
    said = _capital(_FORMS[you.lower()], you)
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
    phrases = sorted([*words["kept"], *words["instead"]], key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
