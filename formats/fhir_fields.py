"""What the resources of FHIR have in common: concepts, quantities, times."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.hpo import hpo_id
from .fields import entries, field, text
from .own_codes import LOINC

NOT_SO = ("entered-in-error", "cancelled")
"""Statuses of an Observation that says nothing."""
_TAG = re.compile(
    r"\s*\((?:disorder|finding|situation|procedure|observable entity|event|morphologic abnormality)\)\s*$"
)


def codings(concept: Any) -> Iterator[Mapping[Any, Any]]:
    """The codings of a CodeableConcept."""
    if isinstance(concept, Mapping):
        yield from (each for each in entries(concept, "coding") if isinstance(each, Mapping))


def words_of(concept: Any) -> str:
    """What a CodeableConcept is called, without the tag that a terminology puts behind a name; empty if nothing."""
    displays = (text(coding, "display") for coding in codings(concept))
    return _TAG.sub("", text(concept, "text") or next(filter(None, displays), ""))


def codes_of(concept: Any) -> list[str]:
    """The codes of a CodeableConcept."""
    return [code for coding in codings(concept) if (code := text(coding, "code"))]


def hpo_of(concept: Any) -> str | None:
    """The HPO id among the codes of a CodeableConcept."""
    return next((code for code in map(hpo_id, codes_of(concept)) if code), None)


def loinc_of(concept: Any) -> list[str]:
    """The LOINC codes of a CodeableConcept."""
    return [text(coding, "code") for coding in codings(concept) if text(coding, "system") == LOINC]


def quantity(value: Any) -> str:
    """A Quantity as a value with its unit ("<9 ng/mL"); empty if it has no value."""
    number = text(value, "value")
    unit = text(value, "code") if "unitsofmeasure" in text(value, "system") else ""
    return f"{text(value, 'comparator')}{number} {unit or text(value, 'unit')}".strip() if number else ""


def time_of(resource: Any) -> str:
    """When a resource says something of, in ISO 8601; empty if it does not tell."""
    periods = (field(resource, name) for name in ("effectivePeriod", "onsetPeriod"))
    times = [text(period, "end") or text(period, "start") for period in periods]
    names = ("effectiveDateTime", "onsetDateTime", "recordedDate", "issued", "authoredOn", "authored", "dateAsserted")
    return next(filter(None, (*(text(resource, name) for name in names), *times)), "")


def where_of(resource: Any, number: int) -> str:
    """The place of a resource: its type and id, or its type and number."""
    return f"{text(resource, 'resourceType')}/{text(resource, 'id') or number}"
