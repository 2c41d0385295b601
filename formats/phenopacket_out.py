"""A Case as a GA4GH phenopacket, version 2. What it has no place for, "not sure" and free words, is left behind."""

from functools import cache
from typing import Any

from ..facts.case import Case
from ..facts.finding import State
from ..facts.reader import read_text, read_yaml
from ..facts.spans import DAY
from ..facts.vocabulary import FOLDER, Vocabulary
from .own_codes import PREFIX, hpo_code

SEXES = {"female": "FEMALE", "male": "MALE", "other": "OTHER_SEX"}
HPO_RELEASE = "2026-06"
RESOURCES = (
    ("hp", "Human Phenotype Ontology", "http://purl.obolibrary.org/obo/hp.owl", HPO_RELEASE, "HP"),
    ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "not stated", "LOINC"),
    ("ucum", "Unified Code for Units of Measure", "https://ucum.org", "not stated", "UCUM"),
)


def phenopacket_of(case: Case, vocabulary: Vocabulary, version: str, created: str) -> dict[str, Any]:
    """A phenopacket of a case. `version` is that of the knowledge, `created` the time in ISO 8601."""
    subject: dict[str, Any] = {"id": case.id or "person"}
    if case.age is not None:
        subject["timeAtLastEncounter"] = {"age": {"iso8601duration": iso_age(case.age)}}
    subject["sex"] = SEXES[case.sex] if case.sex else "UNKNOWN_SEX"
    features = [_feature(finding, False, vocabulary) for finding in case.present]
    features += [_feature(finding, True, vocabulary) for finding in case.absent]
    measured = {**case.labs}
    if case.duration_days is not None:
        measured["duration_days"] = f"{case.duration_days!r} d"
    return {
        "id": case.id or "case",
        "subject": subject,
        "phenotypicFeatures": features,
        "measurements": [_measurement(name, value, vocabulary) for name, value in measured.items()],
        "metaData": _meta(version, created),
    }


def iso_age(years: float) -> str:
    """An age as an ISO 8601 duration: whole years and months where that is all it says, else days."""
    months = round(years * 12)
    if abs(months / 12 - years) < 1e-6:
        whole, rest = divmod(months, 12)
        return f"P{whole}Y{rest}M" if rest else f"P{whole}Y"
    return f"P{round(years * DAY['year'])}D"


def _feature(finding: str, excluded: bool, vocabulary: Vocabulary) -> dict[str, Any]:
    state = State.ABSENT if excluded else State.PRESENT
    code = hpo_code(finding, vocabulary, (state,)) or f"{PREFIX}{finding}"
    told = {"type": {"id": code, "label": _labels().get(code, vocabulary.findings[finding].label)}}
    return {**told, "excluded": True} if excluded else told


@cache
def _labels() -> dict[str, str]:
    """What the ontology itself calls each term that means a finding, by its id."""
    path = FOLDER / "hpo.yaml"
    return {term["id"]: term["label"] for term in read_yaml(read_text(path), str(path))}


def _measurement(name: str, value: str, vocabulary: Vocabulary) -> dict[str, Any]:
    known = vocabulary.measurements[name]
    assay = {"id": f"LOINC:{known.loinc[0]}" if known.loinc else f"{PREFIX}{name}", "label": known.label}
    exact = known.read(value).exact
    if exact is None:
        return {"assay": assay, "value": {"ontologyClass": {"id": f"{PREFIX}result", "label": value}}}
    unit = {"id": f"UCUM:{known.unit}", "label": known.unit}
    return {"assay": assay, "value": {"quantity": {"unit": unit, "value": exact}}}


def _meta(version: str, created: str) -> dict[str, Any]:
    own = ("soleus", "Findings and measurements of Soleus", "urn:soleus", version, PREFIX.rstrip(":"))
    names = ("id", "name", "url", "version", "namespacePrefix")
    resources = [{**dict(zip(names, each, strict=True)), "iriPrefix": f"{each[2]}#"} for each in (*RESOURCES, own)]
    return {
        "created": created,
        "createdBy": f"Soleus, knowledge {version}",
        "resources": resources,
        "phenopacketSchemaVersion": "2.0",
    }
