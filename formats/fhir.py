"""FHIR R4 resources, alone or in a Bundle, read into a Case: background and results, seldom a complaint."""

from collections.abc import Callable, Mapping
from typing import Any

from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.spans import DAY
from ..facts.vocabulary import Vocabulary
from .fhir_answers import take_answers
from .fhir_conditions import take_condition, take_relative
from .fhir_fields import where_of
from .fhir_medicines import take_medicine
from .fhir_observations import take_observation
from .fhir_resources import Resources
from .fields import day_of, text
from .gathering import Gathering

FORM = "FHIR R4 record"
Take = Callable[[Gathering, str, Mapping[Any, Any], Resources], None]
ADMINISTRATIVE = {
    "Account", "Appointment", "Claim", "ClaimResponse", "Composition", "Coverage", "Device", "Encounter",
    "EpisodeOfCare", "ExplanationOfBenefit", "Location", "Medication", "OperationOutcome", "Organization", "Patient",
    "Practitioner", "PractitionerRole", "Provenance", "Questionnaire", "RelatedPerson",
}  # fmt: skip
"""Resources that say nothing of someone's health, or are read where others refer to them."""


TAKES: dict[str, Take] = {
    "Observation": take_observation,
    "Condition": take_condition,
    "FamilyMemberHistory": take_relative,
    "MedicationStatement": take_medicine,
    "MedicationRequest": take_medicine,
    "QuestionnaireResponse": take_answers,
}


def case_of_fhir(raw: Mapping[Any, Any], vocabulary: Vocabulary) -> Case:
    """The Case that a resource or a bundle of them means. Raises InputError for one that says nothing of a person."""
    kind, resources = text(raw, "resourceType"), Resources(raw)
    if kind not in ("Bundle", "Patient", *TAKES):
        raise InputError(f"a FHIR {kind or 'resource'}; read are {', '.join(('Bundle', 'Patient', *TAKES))}")
    gathered = Gathering(FORM, vocabulary)
    gathered.person["id"] = text(raw, "id") or None
    _person(gathered, resources)
    for number, resource in enumerate(resources.every, 1):
        sort = text(resource, "resourceType")
        if resources.is_superseded(resource):
            continue
        if sort in TAKES:
            TAKES[sort](gathered, where_of(resource, number), resource, resources)
        elif sort not in ADMINISTRATIVE:
            gathered.leave(where_of(resource, number), sort or "resource", "such resources are not read")
    return gathered.case()


def _person(gathered: Gathering, resources: Resources) -> None:
    patient = resources.patient
    gathered.sex("Patient", "gender", text(patient, "gender"))
    if text(patient, "deceasedDateTime") or patient.get("deceasedBoolean") is True:
        gathered.leave("Patient", "deceased", "the person has died")
    born = day_of(text(patient, "birthDate"))
    if born and resources.last and resources.last >= born:
        gathered.person["age"] = round((resources.last - born).days / DAY["year"], 1)
