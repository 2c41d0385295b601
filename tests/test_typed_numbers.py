"""Numbers that are typed: whatever they are written with and however long, they are places of the list or refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus.facts.errors import InputError
from soleus.facts.whole_number import whole_number
from soleus.interview.question import Option
from soleus.wording.reading import numbered, numbers_of_list


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 12 ", 12),
        ("007", 7),
        ("٣", 3),
        ("²", None),
        ("1.5", None),
        ("-1", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_whole_number_is_read_or_it_is_none(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize(("typed", "places"), [("1 3", [1, 3]), ("2-4", [2, 3, 4]), ("2 – 4", [2, 3, 4]), ("5", [5])])
def test_numbers_and_spans_name_places(typed, places):
    assert numbers_of_list(typed, 5) == places


@pytest.mark.parametrize("typed", ["0", "6", "1-99999999", "9" * 5000, "1-", "-2", "²", "1-" + "9" * 5000])
def test_what_is_no_place_of_the_list_is_refused_with_the_range(typed):
    with pytest.raises(InputError, match="from 1 to 5"):
        numbers_of_list(typed, 5)


@given(st.text("0123456789²٣ -–", max_size=30))
def test_no_digits_make_anything_but_places_or_a_refusal(typed):
    with suppress(InputError):
        assert {*numbers_of_list(typed, 5)} <= {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("typed", "ticked", "words"),
    [
        ("6 and 1. no fever", [6, 1], "no fever"),
        ("1. tired too", [1], "tired too"),
        ("1 tired too", [1], "tired too"),
        ("3 4. im veggie, eat eggs", [3, 4], "im veggie, eat eggs"),
        ("2) and sore", [2], "sore"),
        ("for 2 weeks", [], "for 2 weeks"),
        ("first one, and 4", [1, 4], ""),
        ("the fourth one, it was the fall", [4], "it was the fall"),
        ("number 4, only in winter", [4], "only in winter"),
        ("first thing in the morning", [], "first thing in the morning"),
        ("my second toe hurts", [], "my second toe hurts"),
        ("2 weeks of cramps", [], "2 weeks of cramps"),
        ("3 times a night", [], "3 times a night"),
        ("1.5 litres a day", [], "1.5 litres a day"),
        ("9 lives", [], "9 lives"),
        ("1 my leg hurts", [1], "my leg hurts"),
    ],
)
def test_numbers_before_words_are_ticked_and_what_is_counted_is_not(typed, ticked, words):
    options = [Option(id=f"o{n}", label=f"{n}", question="?", help="?") for n in range(1, 8)]
    assert numbered(typed, options) == ([f"o{n}" for n in ticked], words)
