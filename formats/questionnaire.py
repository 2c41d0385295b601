"""The questions of a topic, or those that matter most, as a FHIR R4 Questionnaire; its answers are read as a case."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..facts.errors import InputError
from ..facts.finding import Finding, State
from ..facts.measurement import Measurement
from ..facts.terms import nearest
from ..interview.complaints import complaints
from ..rules.knowledge_base import KnowledgeBase
from .own_codes import UCUM, finding_codings, measurement_codings

CORE = "core"
ANSWERS = {"yes": "Yes", "no": "No", "not-sure": "Not sure"}
_ANSWER = "urn:soleus:answer"
_PERSON = ("age", "duration_days")
_SEXES = ("female", "male", "other")


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
    sexes = [{"valueCoding": {"system": _ANSWER, "code": sex, "display": sex.capitalize()}} for sex in _SEXES]
    yield {"linkId": "age", "text": f"{age.question} (years)", "type": "decimal"}
    yield {"linkId": "sex", "text": "Female, male or other?", "type": "choice", "answerOption": sexes}
    yield {"linkId": "duration_days", "text": lasting.question, "type": "quantity"}


def _finding(finding: Finding, asked: Mapping[str, Finding], base: KnowledgeBase) -> dict[str, Any]:
    item: dict[str, Any] = {
        "linkId": finding.id,
        "code": finding_codings(finding, base.vocabulary, (State.PRESENT, State.ABSENT)),
        "text": finding.question,
        "type": "choice",
        "answerOption": [{"valueCoding": _answer(answer)} for answer in ANSWERS],
    }
    if opening := [f for f in finding.ask_if if f in asked]:
        item["enableWhen"] = [{"question": f, "operator": "=", "answerCoding": _answer("yes")} for f in opening]
        item["enableBehavior"] = "any"
    return item


def _answer(answer: str) -> dict[str, str]:
    return {"system": _ANSWER, "code": answer, "display": ANSWERS[answer]}


def _number(known: Measurement) -> dict[str, Any]:
    unit = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"}
    coded = {**unit, "valueCoding": {"system": UCUM, "code": known.unit, "display": known.unit}}
    return {
        "linkId": known.id,
        "code": measurement_codings(known),
        "text": known.question,
        "type": "quantity",
        "extension": [coded],
    }
