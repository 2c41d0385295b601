"""Where it is, said by nothing but the place, at a list of places."""

import pytest

from soleus.reading.placing import named_by_place

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
