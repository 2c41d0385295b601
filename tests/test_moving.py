"""A correction of place moves what was read to the place that is named, and takes away only what is of the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus.reading.moving import moved
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary


@pytest.mark.parametrize(
    ("words", "present", "so", "not_so"),
    [
        ("it's the shin, not the calf", ["calf_pain"], {"shin_pain"}, {"calf_pain"}),
        ("its the shin not the calf", ["calf_redness_warmth"], {"leg_redness"}, {"calf_redness_warmth"}),
        ("no its the shin bone", ["calf_pain", "exertional_leg_pain"], {"shin_pain"}, {"calf_pain"}),
        ("no its the shin bone", ["calf_pain", "bone_tenderness"], {"shin_pain"}, {"calf_pain"}),
        ("not the calf its the shin", ["calf_pain", "shin_pain"], set(), {"calf_pain"}),
        ("not the calf", ["calf_pain", "ankle_swelling"], set(), {"calf_pain"}),
        ("his calf is fine", ["calf_pain", "ankle_swelling"], set(), {"calf_pain"}),
        ("the soreness is in the shin", ["ankle_pain", "ankle_swelling", "chills"], {"shin_pain"}, {"ankle_pain"}),
        ("it's my foot", ["ankle_pain"], {"foot_pain"}, {"ankle_pain"}),
        (
            "thigh, not calf",
            ["calf_pain", "calf_swelling"],
            {"thigh_pain", "thigh_swelling"},
            {"calf_pain", "calf_swelling"},
        ),
        ("arms not numb", ["limb_numbness", "numb_feet"], set(), {"limb_numbness"}),
        ("the arms and hands are fine", ["limb_numbness", "numb_feet"], set(), {"limb_numbness"}),
    ],
)
def test_what_was_read_of_one_place_is_of_another(words, present, so, not_so):
    entry = moved(words, present, VOCABULARY)
    assert (set(entry.present), set(entry.absent)) == (so, not_so)


@pytest.mark.parametrize(
    ("words", "present"),
    [
        ("it's my foot", ["ankle_pain", "numb_hands"]),  # of which of the two?
        ("not the left leg", ["leg_pain"]),  # the other one may hurt
        ("it hurts when I pee", ["calf_pain"]),
        ("no", ["calf_pain"]),
        ("not the calf", ["fever", "diabetes"]),
    ],
)
def test_what_is_no_correction_of_a_place_moves_nothing(words, present):
    entry = moved(words, present, VOCABULARY)
    assert not entry.findings


@given(st.sampled_from(["not the toe", "not my hand", "the heel is fine"]))
def test_a_place_that_is_well_leaves_what_is_of_more_than_that_place(words):
    broad = ["leg_pain", "leg_swelling", "leg_weakness", "chest_pain", "saddle_numbness", "cold_pale_leg"]
    assert not moved(words, broad, VOCABULARY).findings
