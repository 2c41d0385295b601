"""The questions of a topic, or those that matter most, as a FHIR R4 Questionnaire; its answers are read as a case."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..facts.errors import InputError
from ..facts.finding import Finding, State
from ..facts.measurement import Measurement
from ..facts.scales import as_said
from ..facts.terms import nearest
from ..interview.complaints import complaints
from ..rules.knowledge_base import KnowledgeBase
from .own_codes import UCUM, finding_codings, measurement_codings

CORE = "core"
ANSWERS = {"yes": "Yes", "no": "No", "not-sure": "Not sure"}
_ANSWER = "urn:soleus:answer"
_PERSON = ("age", "duration_days")
_SEXES = ("female", "male", "other")
_LASTING = {"d": "days", "wk": "weeks", "mo": "months", "a": "years", "h": "hours"}
_NOT_UCUM = ("RU/mL",)
_EXTENSION = "http://hl7.org/fhir/StructureDefinition/questionnaire-"
_BUTTON = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "radio-button"}


def questionnaire_of(topic: str, base: KnowledgeBase) -> dict[str, Any]:
    """The Questionnaire of a topic, or of "core": who it is, the broad complaints and the danger signs.

    Raises InputError for a topic that does not exist, with the nearest.
    """
    vocabulary = base.vocabulary
    if topic == CORE:
        title = "Legs: the questions that matter most"
        findings = [*complaints(base), *(f for f in vocabulary.findings.values() if f.danger and not f.examined)]
        numbers: list[Measurement] = []
    elif topic in vocabulary.topics:
        title = vocabulary.topics[topic].label
        findings = [f for f in vocabulary.findings.values() if f.topic == topic]
        numbers = [m for m in vocabulary.measurements.values() if m.topic == topic and m.id not in _PERSON]
    else:
        near = nearest(topic, {t: t for t in (CORE, *vocabulary.topics)})
        hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise InputError(f"unknown topic {topic!r}.{hint}")
    asked = {f.id: f for f in findings}
    items = [*_person(base), *(_finding(f, asked, base) for f in asked.values()), *map(_number, numbers)]
    return {
        "resourceType": "Questionnaire",
        "name": "Soleus" + "".join(word.capitalize() for word in topic.split("_")),
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
        "version": base.version,
        "item": items,
    }


def _person(base: KnowledgeBase) -> Iterable[dict[str, Any]]:
    age, lasting = (base.vocabulary.measurements[name] for name in ("age", "duration_days"))
    sexes = [{"system": _ANSWER, "code": sex, "display": sex.capitalize()} for sex in _SEXES]
    yield {"linkId": "age", "text": f"{age.question} (years)", "type": "decimal"}
    yield {"linkId": "sex", "text": "Female, male or other?", **_choice(sexes)}
    yield {"linkId": "duration_days", "text": lasting.question, **_quantity(_LASTING)}


def _finding(finding: Finding, asked: Mapping[str, Finding], base: KnowledgeBase) -> dict[str, Any]:
    item: dict[str, Any] = {
        "linkId": finding.id,
        "code": finding_codings(finding, base.vocabulary, (State.PRESENT, State.ABSENT)),
        "text": finding.question,
        **_choice([_answer(answer) for answer in ANSWERS]),
    }
    if opening := [f for f in finding.ask_if if f in asked]:
        item["enableWhen"] = [{"question": f, "operator": "=", "answerCoding": _answer("yes")} for f in opening]
        item["enableBehavior"] = "any"
    return item


def _answer(answer: str) -> dict[str, str]:
    return {"system": _ANSWER, "code": answer, "display": ANSWERS[answer]}


def _number(known: Measurement) -> dict[str, Any]:
    coded = {"linkId": known.id, "code": measurement_codings(known), "text": known.question}
    units = {unit: as_said(unit) or unit for unit in (known.unit, *known.units, *known.shifted)}
    return {**coded, **_quantity({unit: name for unit, name in units.items() if unit not in _NOT_UCUM})}


def _choice(answers: list[dict[str, str]]) -> dict[str, Any]:
    """A choice whose answers are all in sight: a form hides them in a list else."""
    sight = [
        {"url": f"{_EXTENSION}itemControl", "valueCodeableConcept": {"coding": [_BUTTON]}},
        {"url": f"{_EXTENSION}choiceOrientation", "valueCode": "horizontal"},
    ]
    return {"type": "choice", "answerOption": [{"valueCoding": answer} for answer in answers], "extension": sight}


def _quantity(units: Mapping[str, str]) -> dict[str, Any]:
    """A number with its unit, which is one of these UCUM codes, each with its name."""
    coded = [{"system": UCUM, "code": code, "display": name} for code, name in units.items()]
    return {"type": "quantity", "extension": [{"url": f"{_EXTENSION}unitOption", "valueCoding": u} for u in coded]}
