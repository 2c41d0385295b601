"""FHIR as HL7 defines it: validators of others find no fault in what is written, and find it where it is spoilt."""

import copy
import functools
import json
import operator
import subprocess
from pathlib import Path

import pytest
from fhir_parts import fhir_parts

from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.formats.fhir_out import bundle_of
from soleus.formats.questionnaire import CORE, questionnaire_of

pytestmark = pytest.mark.slow
CREATED = "2026-11-27T08:00:00Z"
LABS = {"ferritin": "<9 ug/L", "potassium": "3.0-3.2 mmol/L", "vitamin_b12": "142 pg/mL"}
DANGER = Case(age=66, sex="female", present=("saddle_numbness", "tingling"), unknown=("fever",), labs=LABS)
ORDERS = Case(age=66, sex="female", duration_days=21, present=("tingling", "vegan_diet"), absent=("fever",))
KINDS = {"Patient", "Observation", "RiskAssessment", "ServiceRequest", "DetectedIssue"}


def problems(resources):
    """What the validators say is wrong, by the name of the resource."""
    script = Path(__file__).with_name("fhir_validators.mjs")
    command = ["node", script, fhir_parts("node")]
    run = subprocess.run(command, input=json.dumps(resources), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def resource(bundle, kind):
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def test_every_questionnaire_is_as_hl7_defines_it(base):
    found = problems({topic: questionnaire_of(topic, base) for topic in (CORE, *base.vocabulary.topics)})
    assert len(found) == len(base.vocabulary.topics) + 1
    assert {topic: said for topic, said in found.items() if said} == {}


def test_every_bundle_is_as_hl7_defines_it(base, consultations):
    several = [consult(DANGER, base), consult(ORDERS, base), consult(Case(), base), *consultations]
    bundles = {f"{number}": bundle_of(each, base, CREATED) for number, each in enumerate(several)}
    written = {e["resource"]["resourceType"] for bundle in bundles.values() for e in bundle["entry"]}
    assert written == KINDS
    assert {number: said for number, said in problems(bundles).items() if said} == {}


SPOILT = {
    "a sex of no list": (DANGER, "Patient", {"gender": "woman"}),
    "something that FHIR does not know": (DANGER, "Patient", {"nickname": "J"}),
    "an observation of nothing": (DANGER, "Observation", {"code": None}),
    "yes as a word": (DANGER, "Observation", {"valueBoolean": "yes"}),
    "two values": (DANGER, "Observation", {"valueString": "yes"}),
    "a value and why there is none": (DANGER, "Observation", {"dataAbsentReason": {"text": "not asked"}}),
    "an assessment without status": (DANGER, "RiskAssessment", {"status": None}),
    "a probability above 100": (DANGER, "RiskAssessment", {"prediction": [{"probabilityDecimal": 120}]}),
    "a time that is none": (DANGER, "DetectedIssue", {"identifiedDateTime": "today"}),
    "a severity of no list": (DANGER, "DetectedIssue", {"severity": "grave"}),
    "a resource of no kind": (DANGER, "DetectedIssue", {"resourceType": "Worry"}),
    "an order for nobody": (ORDERS, "ServiceRequest", {"subject": None}),
    "an intent of no list": (ORDERS, "ServiceRequest", {"intent": "wish"}),
}


def changed(value, change):
    """A resource with some of its elements changed, and those taken away whose change is None."""
    value.update(change)
    for name in [name for name, new in change.items() if new is None]:
        del value[name]


def test_a_spoilt_bundle_is_refused(base):
    bundles = {}
    for name, (case, kind, change) in SPOILT.items():
        bundles[name] = bundle_of(consult(case, base), base, CREATED)
        changed(resource(bundles[name], kind), change)
    bundles["one entry twice"] = twice = bundle_of(consult(DANGER, base), base, CREATED)
    twice["entry"].append(twice["entry"][0])
    assert [name for name, said in problems(bundles).items() if not said] == []


SPOILT_QUESTIONS = {
    "a status of no list": ([], {"status": "done"}),
    "a question without id": (["item", 0], {"linkId": None}),
    "a kind of answer of no list": (["item", 0], {"type": "age"}),
    "a code of what asks nothing": (["item", 4], {"type": "display"}),
    "an extension that says nothing": (["item", 1, "extension", 0], {"valueCodeableConcept": None}),
    "an answer that is no code": (["item", 1, "answerOption", 0], {"valueCoding": "female"}),
    "a condition of no list": (["item", 4, "enableWhen", 0], {"operator": "is"}),
}


def test_a_spoilt_questionnaire_is_refused(base):
    forms = {name: copy.deepcopy(questionnaire_of("pain", base)) for name in SPOILT_QUESTIONS}
    for name, (place, change) in SPOILT_QUESTIONS.items():
        changed(functools.reduce(operator.getitem, place, forms[name]), change)
    assert [name for name, said in problems(forms).items() if not said] == []
