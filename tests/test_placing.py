"""Where it is, said by nothing but the place, at a list of places."""

import pytest

from soleus.reading.alarm import alarming
from soleus.reading.placing import named_by_place, of_places

LABELS = {
    "hip_pain": "Hip", "thigh_pain": "Thigh", "knee_pain": "Knee", "calf_pain": "Calf", "foot_pain": "Foot or toes",
    "buttock_pain": "Buttock", "low_back_pain": "Low back",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("from the calf down to his foot", ["calf_pain", "foot_pain"]),
        ("calf and foot", ["calf_pain", "foot_pain"]),
        ("back of me thigh n calf", ["thigh_pain", "calf_pain"]),
        ("bum cheeks and down the back of both thighs", ["buttock_pain", "thigh_pain"]),
        ("just the left knee", ["knee_pain"]),
        ("my lower back", ["low_back_pain"]),
    ],
)
def test_a_place_alone_names_the_one_of_the_list(said, named, base):
    assert named_by_place(said, LABELS, base.vocabulary) == named


@pytest.mark.parametrize(
    "said", ["the knee is swollen", "calf but not the foot", "numb foot", "nowhere", "my elbow", "calf when I walk"]
)
def test_what_says_more_than_the_place_is_read_as_any_words(said, base):
    assert not named_by_place(said, LABELS, base.vocabulary)


def test_a_place_of_two_of_the_list_names_neither(base):
    assert not named_by_place("calf", {"calf_pain": "Calf pain", "calf_swelling": "Swollen calf"}, base.vocabulary)


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("its the shin bone", {"shin_pain", "bone_tenderness"}),
        ("it's my calf", {"calf_pain", "calf_swelling"}),
        ("the shin is swollen", set()),
        ("no", set()),
    ],
)
def test_a_place_alone_speaks_of_what_is_of_it_or_called_by_it(said, of, base):
    findings = ["calf_pain", "calf_swelling", "shin_pain", "bone_tenderness", "fever"]
    assert {*of_places(findings, said, base.vocabulary)} == of


@pytest.mark.parametrize("said", ["right calf, told ya", "left foot like I said", "the right thigh"])
def test_a_place_of_a_leg_alone_is_no_sign_of_danger(said, base):
    assert not alarming(said, base.vocabulary)


@pytest.mark.parametrize("said", ["my chest hurts, told ya", "right calf cold and white, as I said"])
def test_that_it_was_said_before_hides_no_danger(said, base):
    assert alarming(said, base.vocabulary)
