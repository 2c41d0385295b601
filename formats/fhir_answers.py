"""Answers to a questionnaire in a FHIR record: by the id of the question, or by its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.answer_words import NO, YES, says_nothing
from ..facts.case import PERSON
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .fhir_fields import quantity
from .fhir_resources import Resources
from .fields import field, numbered, text
from .gathering import NOT_KNOWN, Gathering

UNSURE = ("not-sure", "asked-unknown", "unknown", "not sure")


def take_answers(gathered: Gathering, where: str, response: Mapping[Any, Any], resources: Resources) -> None:
    """Take a QuestionnaireResponse into a record under way."""
    if text(response, "status") == "entered-in-error":
        gathered.leave(where, "QuestionnaireResponse", "entered in error")
        return
    for part, item in _items(response, where):
        for _, answer in numbered(item, "answer"):
            _take(gathered, part, item, answer)


def _items(parent: Mapping[Any, Any], where: str) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """Every item, those within items and within answers included, with its place."""
    for part, item in numbered(parent, "item"):
        place = f"{where}, {text(item, 'linkId') or part}"
        yield place, item
        yield from _items(item, where)
        for _, answer in numbered(item, "answer"):
            yield from _items(answer, where)


def _take(gathered: Gathering, where: str, item: Mapping[Any, Any], answer: Mapping[Any, Any]) -> None:
    name, asked, said = text(item, "linkId"), text(item, "text"), _said(answer)
    words = asked or name
    if name in PERSON:
        if name in gathered.vocabulary.measurements and _is_coded(field(answer, "valueQuantity")):
            gathered.measure(where, words, name, said)
        else:
            gathered.person[name] = None if says_nothing(said) else said
        return
    finding, exact = _finding(gathered.vocabulary, name, asked)
    if finding is not None and (state := _state(said)) is not None:
        if state is State.UNKNOWN:
            gathered.unsure(finding)
        elif state is State.PRESENT or exact:
            gathered.finding(where, words, finding, state, broader=not exact)
        else:
            gathered.leave(where, words, "denies only a part of what is known here")
    elif said and (measured := _measurement(gathered, name, asked)):
        gathered.named_value(where, words, measured, said)
    else:
        gathered.leave(where, words, NOT_KNOWN)


def _finding(vocabulary: Vocabulary, name: str, asked: str) -> tuple[str | None, bool]:
    """What a question asks for, by its id, its words as asked here, or a name; and whether just for that."""
    for words in filter(None, (name, asked)):
        if (found := vocabulary.named(words)) is not None:
            return found, vocabulary.same(words) is not None
    return next((f.id for f in vocabulary.findings.values() if f.question == asked), None), True


def _said(answer: Mapping[Any, Any]) -> str:
    """What an answer says, as a word or a value with its unit."""
    if isinstance(value := field(answer, "valueBoolean"), bool):
        return "yes" if value else "no"
    coded = text(answer, "valueCoding", "code") or text(answer, "valueCoding", "display")
    plain = (text(answer, f"value{kind}") for kind in ("Integer", "Decimal", "String"))
    return next(filter(None, (coded, quantity(field(answer, "valueQuantity")), *plain)), "")


def _is_coded(value: Any) -> bool:
    """Whether a Quantity is one number with a UCUM code, which is no word for a span of time: "a" is a year."""
    return "unitsofmeasure" in text(value, "system") and bool(text(value, "code")) and not text(value, "comparator")


def _state(said: str) -> State | None:
    word = said.lower()
    if word in UNSURE:
        return State.UNKNOWN
    return State.PRESENT if word in YES else State.ABSENT if word in NO else None


def _measurement(gathered: Gathering, *names: str) -> str | None:
    for name in filter(None, names):
        try:
            gathered.vocabulary.measurement(name)
        except InputError:
            continue
        return name
    return None
