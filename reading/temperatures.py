"""Temperatures of the body in words: "temp 38.6", "feels hot, 38.9", "a fever of 101"; the size tells the scale."""

from collections.abc import Sequence

from .parts import Candidate
from .tokens import HARD, WORD, Token

FEVER, HIGH = 38.0, 39.0  # degrees Celsius
_TOLD_BY = frozenset(["temperature", "temp", "temps", "fever", "febrile", "hot", "pyrexia", "thermometer"])
_OTHERS = frozenset(
    ["kg", "mg", "mcg", "ml", "bpm", "mmhg", "lb", "lbs", "cm", "day", "days", "week", "weeks", "month", "months",
     "year", "years", "minutes", "hours", "times", "percent"]
)  # fmt: skip
_NEAR = 3  # tokens between the word and its number
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
    return found


def _of(celsius: float, told: range, tokens: Sequence[Token]) -> Candidate:
    used = frozenset(i for i in told if tokens[i].kind == WORD)
    finding = "high_fever" if celsius >= HIGH else "fever"
    return Candidate(finding, used, "whole", denied=celsius < FEVER)
