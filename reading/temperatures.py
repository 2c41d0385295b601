"""Temperatures of the body in words: "temp 38.6", "39.2 and shivery", "a fever of 101"; the size tells the scale."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from .parts import Candidate
from .tokens import HARD, WORD, Token

FEVER, HIGH = 38.0, 39.0  # degrees Celsius
_TOLD_BY = frozenset(["temperature", "temp", "temps", "fever", "febrile", "hot", "pyrexia", "thermometer"])
_OTHERS = frozenset(
    ["kg", "mg", "mcg", "ml", "bpm", "mmhg", "lb", "lbs", "cm", "day", "days", "week", "weeks", "month", "months",
     "year", "years", "minutes", "hours", "times", "percent"]
)  # fmt: skip
_NEAR = 3  # tokens between the word and its number
_FELT_BY = _TOLD_BY | {"shivery", "shivering", "shivers", "chills", "feverish", "boiling", "burning", "sweating"}
_DEGREES = frozenset(["degrees", "degree", "celsius", "centigrade", "fahrenheit", "c"])
_SHOWN = re.compile(r"\d{2,3}[.,]\d")  # as a thermometer shows it
_LINKS = frozenset(["was", "is", "of", "at", "came", ":", "="])  # "ferritin was 38.5"
_AROUND = 7  # tokens between such a number and how it feels
_CELSIUS, _FAHRENHEIT = (34.0, 43.0), (93.0, 110.0)


def degrees(text: str) -> float | None:
    """A number as a temperature of the body in degrees Celsius, None for what can be none."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if _FAHRENHEIT[0] <= number <= _FAHRENHEIT[1]:
        return round((number - 32) / 1.8, 1)
    return number if _CELSIUS[0] <= number <= _CELSIUS[1] else None


def temperatures(tokens: Sequence[Token]) -> list[Candidate]:
    """A fever, or its absence, for each number that a word says to be a temperature."""
    found = []
    for at, token in enumerate(tokens):
        if token.norm not in _TOLD_BY:
            continue
        for far in range(at + 1, min(at + 1 + _NEAR, len(tokens))):
            if tokens[far].kind == HARD:
                break
            celsius = degrees(tokens[far].norm)
            if celsius is not None and not any(t.norm in _OTHERS for t in tokens[far + 1 : far + 2]):
                found.append(_of(celsius, range(at, far + 1), tokens))
                break
    told = {i for each in found for i in each.tokens}
    return [*found, *(_of(c, range(at, at + 1), tokens) for at, c in _shown(tokens) if at not in told)]


def _shown(tokens: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """Where a number stands that only its degrees, or how one feels, say to be a temperature."""
    for at, token in enumerate(tokens):
        if not _SHOWN.fullmatch(token.norm) or (celsius := degrees(token.norm)) is None:
            continue
        after = next((t.norm for t in tokens[at + 1 : at + 2]), "")
        of_another = at > 1 and tokens[at - 1].norm in _LINKS and tokens[at - 2].norm not in _FELT_BY
        feels = not of_another and any(t.norm in _FELT_BY for t in _sentence(at, tokens))
        if after in _DEGREES or (feels and after not in _OTHERS):
            yield at, celsius


def _sentence(at: int, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens around a place, as far as its sentence goes."""
    for side in (tokens[at + 1 : at + 1 + _AROUND], tokens[max(at - _AROUND, 0) : at][::-1]):
        yield from takewhile(lambda t: t.kind != HARD, side)


def _of(celsius: float, told: range, tokens: Sequence[Token]) -> Candidate:
    used = frozenset(i for i in told if tokens[i].kind == WORD)
    finding = "high_fever" if celsius >= HIGH else "fever"
    return Candidate(finding, used, "whole", denied=celsius < FEVER)
