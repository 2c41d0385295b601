"""Medicines: read as their class however a record writes them, as another one only where no more is known."""

from pathlib import Path

import pytest
from written import written

from soleus.reading.known import known
from soleus.reading.reader import read
from soleus.reading.tables import load_tables
from soleus.reading.tokens import tokenize
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
RECORDS = written(Path(__file__).parent / "data" / "medicines.yaml")
NOT_YET = {"Amitriptyline 10mg nocte for sleep": "what it is for is taken for a complaint and asked about"}


def marked(text, findings):
    marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[text])] if text in NOT_YET else []
    return pytest.param(text, findings, id=text, marks=marks)


@pytest.mark.parametrize(("text", "findings"), [marked(*row) for row in RECORDS])
def test_a_record_of_medicines_is_read_as_their_classes_and_nothing_else(text, findings):
    case = understand({"present": [text]}, VOCABULARY)
    assert (set(case.present), case.asked, case.unread) == (set(findings), (), ())


@pytest.mark.parametrize("text", ["Furosemide 40 MG Oral Tablet", "co-amilofruse 5/40", "Lasix 40mg BD"])
@pytest.mark.parametrize("key", ["present", "risk_factors"])
def test_a_medicine_means_the_same_in_either_list(text, key):
    assert "loop_diuretic" in understand({key: [text]}, VOCABULARY).present


@pytest.mark.parametrize(
    ("text", "finding"), [("Fooxaban 5 mg", "anticoagulant"), ("barzapril", "ace_inhibitor_or_arb")]
)
def test_a_medicine_of_no_table_is_read_by_the_ending_of_its_class(text, finding):
    assert understand({"present": [text]}, VOCABULARY).present == (finding,)


def test_an_unknown_part_of_a_mixture_is_another_medicine():
    case = understand({"present": ["Zolgensmium 5 MG / Lisinopril 10 MG Oral Tablet"]}, VOCABULARY)
    assert case.present == ("ace_inhibitor_or_arb", "other_medicine")


@pytest.mark.parametrize("text", ["Zolgensmium", "wibble wobble", "Zolgensmium 40 mg/dl"])
def test_a_word_that_nothing_shows_to_be_a_medicine_is_none(text):
    assert "other_medicine" not in [said.finding for said in read(text, VOCABULARY).taken]


@pytest.mark.parametrize("text", ["thiamine", "Vitamin B12", "iron", "folate"])
def test_a_nutrient_alone_is_taken_by_the_person_and_never_lacking(text):
    assert understand({"present": ["leg pain"], "risk_factors": [text]}, VOCABULARY).present == (
        "leg_pain",
        "takes_supplements",
    )


@pytest.mark.parametrize("text", ["my iron is low", "folate was normal", "potassium 3.1 mmol/L", "magnesium 1.7 mg/dL"])
def test_a_nutrient_or_its_result_is_no_tablet(text):
    assert [s for s in read(text, VOCABULARY).taken if s.finding == "takes_supplements"] == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no furosemide 40 mg tablets", "loop_diuretic"),
        ("furosemide 40 mg?", "loop_diuretic"),
        ("my mother takes warfarin 5 mg", "anticoagulant"),
        ("allergic to penicillin", "antibiotics"),
        ("stopped warfarin", "anticoagulant"),
        ("two steroid injections in the foot", "corticosteroid"),
    ],
)
def test_a_medicine_that_is_not_said_to_be_taken_is_not_taken(text, finding):
    assert [s for s in read(text, VOCABULARY).taken if s.finding == finding and s.state == "present"] == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("hydrocortisone 1% cream", "corticosteroid"),
        ("chloramphenicol 0.5% eye drops", "antibiotics"),
        ("budesonide nasal spray", "corticosteroid"),
    ],
)
def test_what_works_only_where_it_is_put_is_not_the_tablet(text, finding):
    assert understand({"present": [text]}, VOCABULARY).present == ("other_medicine",)
    assert finding in understand({"present": [text.split()[0]]}, VOCABULARY).present


@pytest.mark.parametrize("text", ["testosterone 8", "insulin 12 mU/L", "progesterone 30", "thyroxine 9"])
def test_a_result_of_what_the_body_makes_is_no_record_of_a_medicine(text):
    medicines = known(VOCABULARY).composer.medicines
    assert medicines.record(text, tokenize(text), lambda _: False) == ()
    taken = f"{text.split()[0]} 10 mg tablets"
    assert medicines.record(taken, tokenize(taken), lambda _: False) != ()


def test_what_a_medicine_is_for_is_not_lost():
    said = read("on metformin for my sugar", VOCABULARY).said
    assert {s.finding for s in said} == {"diabetes", "metformin"}


def test_the_dose_in_a_sentence_is_no_word_left_unread():
    reading = read("My legs have been swollen since I began amlodipine besylate 5 mg tablets od.", VOCABULARY)
    assert reading.unread == ()
    assert "calcium_channel_blocker" in [said.finding for said in reading.said]


def test_a_name_of_the_vocabulary_and_of_the_table_mean_one_class():
    differing = {
        name: (named, classes)
        for classes, names in load_tables().medicines.items()
        for name in names
        if (named := VOCABULARY.named(name)) is not None and named not in classes.split(" + ")
    }
    assert differing == {}


def test_no_medicine_stands_twice():
    names = [name for names in load_tables().medicines.values() for name in names]
    assert len(names) == len(set(names))
