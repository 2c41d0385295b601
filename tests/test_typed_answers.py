"""Answers as people type them: no, yes, all, numbers among words, and how long, whatever is said around them."""

import pytest

from soleus.facts.errors import InputError
from soleus.interview.question import Option
from soleus.wording import reading, replies, who

OPTIONS = [Option(id=f"o{n}", label=f"option {n}", question="?", help="?") for n in range(1, 4)]


@pytest.mark.parametrize(
    "said",
    [
        "No.", "nope", "nothing", "neither", "none of that", "no one of these", "none mate", "no thanks",
        "no, thank you",
        "none at all", "not really", "I don't", "no I don\u2019t", "none that I know of", "not that I know of",
        "no, not that I know", "none, luckily", "I don't think so", "no to all of them", "nah", "no, nothing really",
    ],
)  # fmt: skip
def test_no_is_said_in_many_ways(said):
    assert replies.is_none(said)
    assert not replies.is_yes(said)


@pytest.mark.parametrize(
    "said", ["none mate, but my calf is hot", "no feeling", "not sure", "nothing below the knee", ""]
)
def test_what_says_something_is_no_bare_no(said):
    assert not replies.is_none(said)


@pytest.mark.parametrize(
    "said", ["yes", "Yes.", "yes a bit", "yes, a little", "yes sometimes", "I do", "yes please", "I think so"]
)
def test_yes_is_said_in_many_ways(said):
    assert replies.is_yes(said)
    assert not replies.is_none(said)


@pytest.mark.parametrize("said", ["all", "both", "yes, both", "yes all of them", "Both of them."])
def test_all_is_said_in_many_ways(said):
    assert replies.is_all(said)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("1 3", [1, 3]), ("1, 3", [1, 3]), ("1 & 3", [1, 3]), ("1 and 3", [1, 3]), ("no, 1 and 3 yes", [1, 3]),
        ("yes, 3", [3]), ("only 2", [2]), ("just 2 please", [2]), ("numbers 1 and 2", [1, 2]), ("#2", [2]),
        ("no. 2", [2]),
        ("1 yes, 3 no", [1]), ("1-3", [1, 2, 3]), ("2 only", [2]), ("it's 2", [2]),
    ],
)  # fmt: skip
def test_numbers_are_read_whatever_is_said_around_them(said, places, base):
    ids = [OPTIONS[place - 1].id for place in places]
    assert reading.choices(said, OPTIONS, base.vocabulary) == ids


def test_a_no_to_numbers_alone_names_nothing(base):
    with pytest.raises(InputError, match="nothing was named"):
        reading.choices("1 no", OPTIONS, base.vocabulary)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("two months but worse this week", 60.875),
        ("5 weeks, about once a week", 35),
        ("10 days maybe", 10),
        ("on and off for 3 years", 1095.75),
    ],
)
def test_how_long_is_read_whatever_is_said_after_it(said, days, base):
    assert who.days(said, base.vocabulary) == days
