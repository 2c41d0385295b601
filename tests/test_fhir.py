"""A FHIR record is read as a case: what it calls active counts, what it is not sure of is asked, the rest is told."""

import pytest

from soleus.engine.consult import consult
from soleus.facts.errors import InputError
from soleus.formats.door import case_of
from soleus.wording.assessment import everything, first_screen
from soleus.wording.document import Note
from soleus.wording.telling import telling

UCUM = {"system": "http://unitsofmeasure.org"}


def bundle(*resources):
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in resources]}


def code(text, **coding):
    return {"text": text, **({"coding": [coding]} if coding else {})}


def status(word):
    return {"coding": [{"code": word}]}


def condition(text, clinical="active", verified="confirmed", **more):
    record = {"clinicalStatus": status(clinical), "verificationStatus": status(verified)}
    return {"resourceType": "Condition", "code": code(text), **record, **more}


def observation(text, loinc=None, **more):
    coding = {"system": "http://loinc.org", "code": loinc} if loinc else {}
    return {"resourceType": "Observation", "status": "final", "code": code(text, **coding), **more}


def quantity(value, unit, **more):
    return {"valueQuantity": {"value": value, "code": unit, **UCUM, **more}}


def medicine(text, **more):
    return {"resourceType": "MedicationRequest", "status": "active", "medicationCodeableConcept": code(text), **more}


@pytest.fixture
def read(base):
    return lambda *resources: case_of(bundle(*resources), base.vocabulary)


def left(case):
    return {each.words: each.why for each in case.imported.left}


def test_who_it_is_as_of_the_newest_entry(read):
    patient = {"resourceType": "Patient", "gender": "female", "birthDate": "1954-01-31"}
    case = read(patient, observation("Ferritin", "2276-4", effectiveDateTime="2020-01-31", **quantity(9, "ng/mL")))
    assert (case.sex, case.age) == ("female", 66)


def test_numbers_are_read_by_loinc_code_and_unit_and_the_newest_counts(read):
    old = observation("x", "2276-4", effectiveDateTime="2019-01-01", **quantity(90, "ng/mL"))
    new = observation("x", "2276-4", effectiveDateTime="2020-01-01", **quantity(9, "ng/mL", comparator="<"))
    assert read(new, old).labs == {"ferritin": "<9 ng/mL"}


@pytest.mark.parametrize(
    ("name", "measurement"),
    [
        ("Potassium [Moles/volume] in Serum or Plasma", "potassium"),
        ("Potassium [Moles/volume] in Blood", "potassium"),
        ("Potassium", "potassium"),
        ("Potassium [Moles/volume] in Urine", None),
        ("Potassium [Moles/volume] in Sweat", None),
    ],
)
def test_a_name_is_read_as_that_of_blood_only_where_it_speaks_of_blood(name, measurement, read):
    labs = read(observation(name, **quantity(3.1, "mmol/L"))).labs
    assert labs == ({measurement: "3.1 mmol/L"} if measurement else {})


def test_the_parts_of_blood_pressure_are_read(read):
    parts = [
        {"code": code("", system="http://loinc.org", code=loinc), **quantity(value, "mm[Hg]")}
        for loinc, value in (("8480-6", 120), ("8462-4", 80))
    ]
    assert len(read(observation("Blood Pressure", "55284-4", component=parts)).labs) == 2


@pytest.mark.parametrize("word", ["entered-in-error", "cancelled"])
def test_what_is_withdrawn_does_not_count(word, read):
    case = read({**observation("Ferritin", "2276-4", **quantity(9, "ng/mL")), "status": word})
    assert case.labs == {}
    assert left(case) == {"Ferritin": f"the record calls it {word}"}


def test_a_number_without_a_value_or_with_a_foreign_unit_is_left_out(read):
    case = read(
        observation("Ferritin", "2276-4", dataAbsentReason=code("error")), observation("Calcium", **quantity(9, "mi"))
    )
    assert case.labs == {}
    assert set(left(case)) == {"Ferritin", "Calcium"}


def test_an_observed_finding_is_so_or_not_so_as_the_value_says(read):
    muscle = {"code": code("Muscle spasm", system="http://human-phenotype-ontology.org", code="HP:0003394")}
    assert read({**observation("x", valueBoolean=True), **muscle}).present == ("muscle_spasms",)
    assert "muscle_spasms" in read({**observation("x", valueBoolean=False), **muscle}).absent
    assert "muscle_spasms" in read({**observation("x", valueCodeableConcept=code("Negative")), **muscle}).absent
    assert read({**observation("x"), **muscle}).present == ()


@pytest.mark.parametrize(
    ("said", "present", "absent"),
    [
        ("Never smoker", None, "smoking"),
        ("Former smoker", "previous_smoking", None),
        ("Current every day smoker", "smoking", None),
        ("Unknown if ever smoked", None, None),
    ],
)
def test_smoking_is_read_as_it_is_said(said, present, absent, read):
    case = read(observation("Tobacco smoking status", "72166-2", valueCodeableConcept=code(said)))
    assert case.present == ((present,) if present else ())
    assert (absent in case.absent) if absent else not case.absent


def test_of_answers_of_several_days_the_newest_counts(read):
    days = (("2010-01-01", "Current every day smoker"), ("2020-01-01", "Never smoker"), ("2015-01-01", "Former smoker"))
    said = [
        observation("Smoking", "72166-2", effectiveDateTime=day, valueCodeableConcept=code(words))
        for day, words in days
    ]
    case = read(*said)
    assert (case.present, "smoking" in case.absent) == ((), True)


def test_a_pregnancy_is_taken_by_its_own_name_alone(read):
    assert read(condition("Pregnancy")).present == ("pregnancy",)
    lost = read(condition("Miscarriage in first trimester"))
    assert "pregnancy" not in lost.present


def test_an_active_condition_counts_and_one_in_error_does_not(read):
    assert read(condition("Diabetes mellitus type 2 (disorder)")).present == ("diabetes",)
    assert read(condition("Diabetes", verified="entered-in-error")).present == ()


def test_a_refuted_condition_is_absent_and_a_catch_all_is_not(read):
    assert "diabetes" in read(condition("Diabetes", verified="refuted")).absent
    assert read(condition("Polyp of colon", verified="refuted")).absent == ()


@pytest.mark.parametrize("doubt", ["provisional", "differential", "unconfirmed"])
def test_a_condition_that_is_not_established_is_asked_about(doubt, read):
    case = read(condition("Diabetes", verified=doubt))
    assert case.present == ()
    assert [a.finding for a in case.asked] == ["diabetes"]


@pytest.mark.parametrize("over", ["resolved", "inactive", "remission"])
def test_a_condition_that_is_over_is_an_earlier_one_or_left_out(over, read):
    assert read(condition("Deep vein thrombosis", over)).present == ("previous_dvt",)
    assert left(read(condition("Viral sinusitis (disorder)", over))) == {"Viral sinusitis": "it is over"}


def test_a_complaint_recorded_long_before_the_newest_entry_is_asked_about(read):
    newest = observation("Ferritin", "2276-4", effectiveDateTime="2020-01-01", **quantity(90, "ng/mL"))
    assert read(condition("Leg pain", onsetDateTime="2019-12-01"), newest).present == ("leg_pain",)
    old = read(condition("Leg pain", onsetDateTime="2012-12-01"), newest)
    assert (old.present, [a.finding for a in old.asked]) == ((), ["leg_pain"])
    assert read(condition("Diabetes", onsetDateTime="2012-12-01"), newest).present == ("diabetes",)


@pytest.mark.parametrize(
    ("words", "hypothesis"),
    [("Multiple sclerosis", "multiple_sclerosis"), ("Vitamin B12 deficiency", "vitamin_b12")],
)
def test_a_diagnosis_that_is_a_hypothesis_is_already_known(words, hypothesis, read, base):
    said = telling(consult(read(condition(words), condition("Leg pain")), base), base)
    assert said.already_known == (base.hypotheses[hypothesis].label,)


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("Furosemide 40 MG Oral Tablet", "loop_diuretic"),
        ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "metformin"),
        ("Carbamazepine[Tegretol]", "anticonvulsant"),
        ("Naproxen sodium 220 MG Oral Tablet", "nsaid"),
    ],
)
def test_a_medicine_is_read_by_its_name_without_dose_form_and_salt(name, finding, read):
    assert finding in read(medicine(name)).present


def test_a_medicine_by_reference_is_found_in_the_record(read):
    drug = {"resourceType": "Medication", "id": "m", "code": code("Furosemide 40 MG Oral Tablet")}
    asked = {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationReference": {"reference": "Medication/m"},
    }
    assert read(drug, asked).present == ("loop_diuretic",)


@pytest.mark.parametrize("more", [{"status": "stopped"}, {"status": "draft"}, {"doNotPerform": True}])
def test_a_medicine_that_is_not_taken_is_left_out(more, read):
    case = read(medicine("Furosemide 40 MG Oral Tablet", **more))
    assert case.present == ()
    assert list(left(case)) == ["Furosemide 40 MG Oral Tablet"]


def test_a_medicine_of_no_class_is_told_above_the_referral(read, base):
    said = telling(
        consult(read(medicine("Fexofenadine hydrochloride 60 MG Oral Tablet"), condition("Leg pain")), base), base
    )
    assert said.vague == ("Fexofenadine hydrochloride 60 MG Oral Tablet",)


def test_a_relative_s_illness_is_in_the_family(read):
    history = {"resourceType": "FamilyMemberHistory", "condition": [{"code": code(n)} for n in ("Diabetes", "Stroke")]}
    assert [f for f in read(history).present if not f.startswith("family_history")] == []
    heart = {"resourceType": "FamilyMemberHistory", "condition": [{"code": code("Heart disease")}]}
    assert read(heart).present == ("family_history_heart_artery",)


def response(*items):
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(items)}


def item(link, **answer):
    return {"linkId": link, "answer": [answer]}


def test_answers_are_read_by_the_id_or_the_words_of_the_question(read, base):
    asked = base.vocabulary.findings["tingling"].question
    case = read(
        response(
            {"linkId": "1", "text": "Legs", "item": [item("calf_pain", valueBoolean=True)]},
            {"linkId": "2", "text": asked, "answer": [{"valueCoding": {"code": "no"}}]},
            item("fever", valueCoding={"code": "not-sure"}),
            item("age", valueInteger=66),
            item("ferritin", valueQuantity={"value": 9, "unit": "ng/mL"}),
            item("shoe size", valueInteger=43),
        )
    )
    assert (case.present, case.age, case.labs) == (("calf_pain",), 66, {"ferritin": "9 ng/mL"})
    assert "tingling" in case.absent
    assert case.unknown == ("fever",)
    assert list(left(case)) == ["shoe size"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"resourceType": "Claim"}, "a FHIR Claim; read are Bundle"),
        ({"resourceType": 5}, "a FHIR 5; read are"),
        (bundle({"resourceType": "Patient", "id": "a"}, {"resourceType": "Patient", "id": "b"}), "2 patients"),
        ({"resourceType": "Bundle", "entry": [{}]}, "holds no resource"),
        ({"resourceType": "Bundle", "entry": {}}, "expected a list"),
        (bundle({"resourceType": "Observation", "component": ["x"]}), "expected a mapping"),
    ],
)
def test_what_is_no_record_of_one_person_is_refused_in_one_line(raw, says, base):
    with pytest.raises(InputError, match=says) as refused:
        case_of(raw, base.vocabulary)
    assert "\n" not in str(refused.value)


def test_what_was_read_and_left_out_is_told_first_and_in_full(read, base):
    case = read(condition("Diabetes"), condition("Leg pain"), {"resourceType": "Immunization", "id": "i"})
    said = telling(consult(case, base), base)
    brief = first_screen(said)
    assert Note("Read from a FHIR R4 record: 2 answers; 1 entry was left out") in brief.blocks
    titles = [getattr(block, "title", "") for block in everything(said, base).blocks]
    assert {"What was read of the record", "What was left out of the record"} <= set(titles)
