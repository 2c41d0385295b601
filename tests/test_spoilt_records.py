"""Records spoilt anywhere are read or refused in words; nothing else ever happens."""

import copy
import json
import random
from pathlib import Path

from sampled import sampled

from soleus.facts.errors import InputError
from soleus.formats.door import case_of

PACKETS = sorted((Path(__file__).parent / "data" / "phenopackets").glob("*.json"))
JUNK = [None, 5, "x", [], {}, True, ["x"], {"a": 1}, "\x1b", "9" * 400, -1, 1e308, [[[]]]]
BUNDLE = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": resource}
        for resource in (
            {"resourceType": "Patient", "gender": "female", "birthDate": "1954-01-31"},
            {
                "resourceType": "Condition",
                "clinicalStatus": {"coding": [{"code": "active"}]},
                "code": {"coding": [{"system": "http://snomed.info/sct", "code": "1"}], "text": "Leg pain"},
                "onsetDateTime": "2019-12-01",
            },
            {
                "resourceType": "Observation",
                "code": {"coding": [{"system": "http://loinc.org", "code": "2276-4"}], "text": "Ferritin"},
                "effectiveDateTime": "2020-01-01",
                "valueQuantity": {"value": 9, "unit": "ng/mL", "comparator": "<"},
            },
            {"resourceType": "Observation", "code": {"text": "Leg pain"}, "valueBoolean": True},
            {
                "resourceType": "MedicationRequest",
                "status": "active",
                "medicationCodeableConcept": {"text": "Furosemide 40 MG Oral Tablet"},
            },
            {"resourceType": "FamilyMemberHistory", "condition": [{"code": {"text": "Stroke"}}]},
            {
                "resourceType": "QuestionnaireResponse",
                "item": [{"linkId": "calf_pain", "text": "Calf?", "answer": [{"valueBoolean": True}]}],
            },
        )
    ],
}


def places(value, path=()):
    """The way to everything within nested data."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


def spoil(record, chance):
    """The record with junk in place of one thing in it."""
    spoilt = copy.deepcopy(record)
    way = chance.choice([path for path in places(spoilt) if path])
    place = spoilt
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = chance.choice(JUNK)
    return spoilt


@sampled(one_in=10)
def test_a_spoilt_record_is_read_or_refused_in_words(some, base):
    sources = [BUNDLE, *(json.loads(path.read_text("utf-8")) for path in PACKETS)]
    refused = 0
    for seed in list(range(3000))[some]:
        chance = random.Random(seed)
        record = chance.choice(sources)
        for _ in range(chance.choice([1, 1, 3])):
            record = spoil(record, chance)
        try:
            case_of(record, base.vocabulary)
        except InputError as error:
            refused += bool(str(error))
    assert refused
