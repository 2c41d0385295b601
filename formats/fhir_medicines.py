"""Medicines of a FHIR record: those it calls taken, by their names; dose, form and salt say nothing of the class."""

import re
from collections.abc import Mapping
from typing import Any

from .fhir_fields import words_of
from .fhir_resources import Resources
from .fields import field, text, true
from .gathering import Gathering

TAKEN = ("active",)
_BESIDE = re.compile(r"\bNDA\d+\b|\[[^\]]*\]")


def take_medicine(gathered: Gathering, where: str, said: Mapping[Any, Any], resources: Resources) -> None:
    """Take a MedicationStatement or MedicationRequest into a record under way."""
    referred = resources.referred(text(said, "medicationReference", "reference"))
    words = words_of(field(said, "medicationCodeableConcept")) or words_of(field(referred, "code"))
    words = words or text(said, "medicationReference", "display")
    status = text(said, "status")
    if not words:
        gathered.leave(where, text(said, "resourceType"), "it names no medicine")
    elif status not in TAKEN or true(said, "doNotPerform"):
        why = "it is not to be taken" if true(said, "doNotPerform") else f"the record calls it {status or 'nothing'}"
        gathered.leave(where, words, f"{why}, not active")
    else:
        gathered.words(where, " ".join(_BESIDE.sub(" ", words).split()) or words)
