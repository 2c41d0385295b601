"""Results as people tell them where it is asked what was found."""

import pytest

from soleus.facts.errors import InputError
from soleus.wording.results import examined


@pytest.mark.parametrize(
    ("said", "labs"),
    [
        ("iron was 9 I think", {"iron": "9"}),
        ("my ferritin was 9 ng/mL in the spring", {"ferritin": "9 ng/mL"}),
        ("egfr was 52", {"egfr": "52"}),
        ("kidney number 52", {"egfr": "52"}),
        ("kidney function fine", {"egfr": "normal"}),
        ("hba1c 58", {"hba1c": "58 mmol/mol"}),
        ("hba1c 7.1", {"hba1c": "7.1"}),
        ("haemoglobin 98", {"haemoglobin": "98 g/L"}),
        ("potassium came back at 3.1 last week", {"potassium": "3.1"}),
        ("sodium was a bit low", {"sodium": "low"}),
        ("blood pressure 150 over 90", {"systolic_pressure": "150", "diastolic_pressure": "90"}),
        ("told my hb 98 and ferritin 8", {"haemoglobin": "98 g/L", "ferritin": "8"}),
        (
            "nurse took my blood pressure 150/90 and it was too high",
            {"systolic_pressure": "150", "diastolic_pressure": "90"},
        ),
        ("potassium 3.1 and sodium 128", {"potassium": "3.1", "sodium": "128"}),
    ],
)
def test_a_result_is_read_as_it_is_told(said, labs, base):
    assert examined(said, base.vocabulary)[0] == labs


def test_signs_and_results_stand_together_and_nothing_is_lost(base):
    labs, entry = examined("ferritin 9 and reflexes gone, something odd on the film", base.vocabulary)
    assert labs == {"ferritin": "9"}
    assert "hyporeflexia" in entry.present
    assert any("film" in words for words in entry.unread)


def test_a_number_within_a_sentence_and_what_it_is_only_a_little_both_count(base):
    labs, entry = examined("blood count was a bit low in january doc said iron 11", base.vocabulary)
    assert labs == {"iron": "11"}
    assert "anaemia" in entry.present


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("potassium 40", "40 is impossible"),
        ("b12 180", "can mean two things"),
        ("bloods in the spring were fine", "names no single result"),
        ("x-ray was clear", "names no single result"),
    ],
)
def test_what_is_no_result_is_refused_with_the_reason(said, why, base):
    with pytest.raises(InputError, match=why):
        examined(said, base.vocabulary)


@pytest.mark.parametrize("said", ["no", "not yet", "nobody has", "I've got a blood test booked for Thursday"])
def test_that_nobody_has_is_heard(said, base):
    assert examined(said, base.vocabulary) is None


def test_what_was_felt_is_a_sign_and_no_number(base):
    labs, entry = examined("pulses fine", base.vocabulary)
    assert not labs
    assert "reduced_pulses" in entry.absent
