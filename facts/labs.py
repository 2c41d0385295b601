"""The `labs` of a case: measurements with their units, panels, and tests that were positive or negative."""

from typing import Any

from .answer_words import NO, YES, says_nothing
from .errors import InputError
from .finding import State
from .printable import refuse_long
from .quantity import figures
from .reader import kind_of
from .vocabulary import Vocabulary


def read_results(value: Any, vocabulary: Vocabulary, faults: list[str]) -> tuple[dict[str, str], dict[str, State]]:
    """The measurements, and the findings that a test was positive or negative for; an empty one says nothing."""
    labs: dict[str, str] = {}
    shown: dict[str, State] = {}
    if value is not None and not isinstance(value, dict):
        faults.append(f"labs: expected a mapping such as {{ferritin: 9 ng/mL}}, not {kind_of(value)}")
        return labs, shown
    for key, given in (value or {}).items():
        try:
            refuse_long(str(key))
            name, unit = vocabulary.measurement(str(key))
        except InputError as error:
            state = _said(given)
            if state and (finding := vocabulary.named(str(key))):
                shown[finding] = state
            else:
                faults.append(f"labs, {key}: {error}")
            continue
        if says_nothing(given):
            continue
        panel = vocabulary.panels.get(name)
        try:
            for member, text in _members(given, unit, panel.members if panel else (name,)):
                labs[member] = _one(member, labs.get(member, text), text, vocabulary)
        except InputError as error:
            faults.append(f"labs, {key}: {error}")
    return dict(sorted(labs.items())), shown


def _members(given: Any, unit: str | None, names: tuple[str, ...]) -> list[tuple[str, Any]]:
    """What is given of each measurement of a panel: the same word, or its own number ("120/80")."""
    parts = str(given).split("/")
    if len(names) > 1 and len(parts) == len(names):
        return [(name, part.strip()) for name, part in zip(names, parts, strict=True)]
    return [(name, _with_unit(given, unit)) for name in names]


def _said(given: Any) -> State | None:
    word = str(given).strip().lower()
    return State.PRESENT if word in YES else State.ABSENT if word in (*NO, "none") else None


def _one(name: str, before: Any, text: Any, vocabulary: Vocabulary) -> Any:
    """The value that counts of two of one measurement. Raises InputError if they differ and neither should."""
    measurement, turns = vocabulary.measurements[name], vocabulary.turns.get(name, ())
    one, other = measurement.read(before, turns=turns), measurement.read(text, turns=turns)
    if before == text or measurement.several == "lowest":
        return text if other.high < one.high else before
    raise InputError(f"{measurement.id} is given twice, as {before} and as {text}")


def _with_unit(given: Any, unit: str | None) -> Any:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return given
    text = given.strip() if isinstance(given, str) else figures(given)
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text
