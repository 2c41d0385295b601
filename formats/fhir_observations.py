"""Observations of a FHIR record: numbers by LOINC code or by the name LOINC gives them, and what was found or not."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.answer_words import NO, YES, level_of
from ..facts.errors import InputError
from ..facts.finding import State
from .fhir_fields import NOT_SO, codes_of, codings, hpo_of, loinc_of, quantity, time_of, words_of
from .fhir_resources import Resources
from .fields import field, numbered, text
from .gathering import NOT_KNOWN, Gathering
from .hpo_reading import hpo_reading
from .own_codes import FINDING, MEASUREMENT

SMOKING = ("72166-2",)
"""LOINC codes whose value says in words what the person does."""
_NAME = re.compile(r"(?P<component>[^\[]+?)\s*\[[^\]]*\]\s*(?:(?:in|of)\s+(?P<system>.+?))?(?:\s+by\s+.+)?$")
_FLUID = "(?:serum|plasma|blood)"
_BLOOD = re.compile(rf"(?:(?:arterial|venous|capillary) )?{_FLUID}(?:,? (?:or|and) {_FLUID})*$")
_INTERPRETED = {"POS": State.PRESENT, "DET": State.PRESENT, "NEG": State.ABSENT, "ND": State.ABSENT}


def take_observation(gathered: Gathering, where: str, observation: Mapping[Any, Any], resources: Resources) -> None:
    """Take an Observation, and each of its components, into a record under way."""
    if (status := text(observation, "status")) in NOT_SO:
        gathered.leave(where, words_of(field(observation, "code")) or "Observation", f"the record calls it {status}")
        return
    parts = list(numbered(observation, "component"))
    for part, component in parts:
        _take(gathered, f"{where}, {part}", component, time_of(observation))
    if not parts or any(key.startswith("value") for key in observation):
        _take(gathered, where, observation, time_of(observation))


def _take(gathered: Gathering, where: str, said: Mapping[Any, Any], when: str) -> None:
    code = field(said, "code")
    words, value = words_of(code) or next(iter(codes_of(code)), "Observation"), field(said, "valueQuantity")
    if (own := _own_finding(code, gathered)) is not None:
        _answered(gathered, where, words, own, said)
    elif value is not None:
        _measured(gathered, where, said, quantity(value), when)
    elif set(loinc_of(code)) & set(SMOKING):
        _smoking(gathered, where, _worded(said))
    elif (state := _state(said)) is not None:
        _found(gathered, where, words, code, state)
    elif level_of(_worded(said)) is not None or (
        _worded(said) and any(_is_measurement(gathered, n) for n in _names(code))
    ):
        _measured(gathered, where, said, _worded(said), when)
    else:
        gathered.leave(where, words, "it has no value" if not _worded(said) else NOT_KNOWN)


def _answered(gathered: Gathering, where: str, words: str, finding: str, said: Mapping[Any, Any]) -> None:
    """An answer to a question of our own: yes, no, or asked and not known."""
    if (state := _state(said)) is not None:
        gathered.finding(where, words, finding, state)
    elif "asked-unknown" in codes_of(field(said, "dataAbsentReason")):
        gathered.unsure(finding)
    else:
        gathered.leave(where, words, "it has no value")


def _smoking(gathered: Gathering, where: str, said: str) -> None:
    if said.lower().startswith("never"):
        gathered.words(where, "smoking", State.ABSENT)
    elif "unknown" in said.lower() or not said:
        gathered.leave(where, said or "smoking status", NOT_KNOWN)
    else:
        gathered.words(where, said)


def _measured(gathered: Gathering, where: str, said: Mapping[Any, Any], value: str, when: str) -> None:
    code = field(said, "code")
    words = words_of(code)
    known = next((name for name in _names(code) if _is_measurement(gathered, name)), None)
    if not value or known is None:
        gathered.leave(where, words or ", ".join(codes_of(code)), NOT_KNOWN if value else "it has no value")
    else:
        gathered.named_value(where, words or known, known, value, when)


def _names(code: Any) -> Iterator[str]:
    """By what a measurement may be known: its LOINC codes, then its names as far as they speak of blood."""
    yield from (text(coding, "code") for coding in codings(code) if text(coding, "system") == MEASUREMENT)
    yield from loinc_of(code)
    for words in dict.fromkeys((words_of(code), *(text(c, "display") for c in field(code, "coding") or ()))):
        found = _NAME.match(words)
        if found is None:
            yield words
        elif found["system"] is None or _BLOOD.match(found["system"].lower()):
            yield found["component"]


def _is_measurement(gathered: Gathering, name: str) -> bool:
    try:
        return bool(name) and gathered.vocabulary.measurement(name)[0] in gathered.vocabulary.measurements
    except InputError:
        return False


def _worded(said: Mapping[Any, Any]) -> str:
    return words_of(field(said, "valueCodeableConcept")) or text(said, "valueString")


def _state(said: Mapping[Any, Any]) -> State | None:
    """Whether something was found, as far as the value, or without one the interpretation, says yes or no."""
    if isinstance(value := field(said, "valueBoolean"), bool):
        return State.PRESENT if value else State.ABSENT
    word = _worded(said).lower()
    if word:
        return State.PRESENT if word in YES else State.ABSENT if word in NO else None
    coded = (code for concept in field(said, "interpretation") or () for code in codes_of(concept))
    return next((_INTERPRETED[code] for code in coded if code in _INTERPRETED), None)


def _found(gathered: Gathering, where: str, words: str, code: Any, state: State) -> None:
    if (term := hpo_of(code)) is not None:
        reading = hpo_reading(gathered.vocabulary)
        (reading.take if state is State.PRESENT else reading.deny)(gathered, where, words, term)
    else:
        gathered.words(where, words, state)


def _own_finding(code: Any, gathered: Gathering) -> str | None:
    own = (text(coding, "code") for coding in codings(code) if text(coding, "system") == FINDING)
    return next((name for name in own if name in gathered.vocabulary.findings), None)
