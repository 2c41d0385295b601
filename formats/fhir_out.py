"""A consultation as a FHIR R4 Bundle: what was said as Observations, what was concluded as drafts, never as odds."""

from typing import Any

from ..engine.consultation import Consultation
from ..facts.case import Case
from ..facts.finding import State
from ..facts.quantity import read_quantity
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from .fhir_conclusions import conclusions
from .own_codes import UCUM, finding_codings, measurement_codings

PATIENT = "urn:soleus:patient"
_ABSENT = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "asked-unknown"}


def bundle_of(consultation: Consultation, base: KnowledgeBase, created: str) -> dict[str, Any]:
    """The Bundle of a consultation; `created` is the time in ISO 8601."""
    said = observations(consultation.case, base.vocabulary)
    numbered = {f"urn:soleus:said:{number}": each for number, each in enumerate(said, 1)}
    drawn = conclusions(consultation, base, PATIENT, created)
    concluded = {f"urn:soleus:concluded:{number}": each for number, each in enumerate(drawn, 1)}
    entries = {PATIENT: patient_of(consultation.case), **numbered, **concluded}
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": created,
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries.items()],
    }


def patient_of(case: Case) -> dict[str, Any]:
    """Who it is, as far as nobody can be known by it."""
    return {"resourceType": "Patient", "gender": case.sex or "unknown"}


def observations(case: Case, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Everything that was said, an Observation each: yes, no, not sure, or a value with its unit."""
    states = [(f, State.PRESENT) for f in case.present] + [(f, State.ABSENT) for f in case.absent]
    found = [_finding(f, s, vocabulary) for f, s in states]
    found += [_finding(f, State.UNKNOWN, vocabulary) for f in case.unknown if f in vocabulary.findings]
    values = {"age": case.age, "duration_days": case.duration_days}
    measured = {n: f"{v!r} {vocabulary.measurements[n].unit}" for n, v in values.items() if v is not None}
    return found + [_measured(name, value, vocabulary) for name, value in (measured | case.labs).items()]


def _observation(code: list[dict[str, str]], label: str) -> dict[str, Any]:
    coded = {"coding": code, "text": label}
    return {"resourceType": "Observation", "status": "final", "code": coded, "subject": {"reference": PATIENT}}


def _finding(finding: str, state: State, vocabulary: Vocabulary) -> dict[str, Any]:
    label = vocabulary.findings[finding].label
    code = finding_codings(vocabulary.findings[finding], vocabulary, (state,))
    if state is State.UNKNOWN:
        return {**_observation(code, label), "dataAbsentReason": {"coding": [_ABSENT]}}
    return {**_observation(code, label), "valueBoolean": state is State.PRESENT}


def _measured(name: str, value: str, vocabulary: Vocabulary) -> dict[str, Any]:
    known = vocabulary.measurements[name]
    told, exact = _observation(measurement_codings(known), known.label), known.read(value).exact
    if exact is not None:
        return {**told, "valueQuantity": {"value": exact, "unit": known.unit, "system": UCUM, "code": known.unit}}
    written = read_quantity(value)
    if written is None or not written.sign or len(written.low) > 1:
        return {**told, "valueString": value}
    unit = written.unit or known.unit
    return {**told, "valueQuantity": {"value": written.low[0], "comparator": written.sign, "unit": unit}}
