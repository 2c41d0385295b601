"""Answers as people type them: no, yes, all, numbers among words, and how long, whatever is said around them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus.facts.calendar import since
from soleus.facts.errors import InputError
from soleus.interview.question import Option
from soleus.wording import reading, replies, who

OPTIONS = [Option(id=f"o{n}", label=f"option {n}", question="?", help="?") for n in range(1, 4)]


@pytest.mark.parametrize(
    "said",
    [
        "No.", "nope", "nothing", "neither", "none of that", "no one of these", "none mate", "no thanks",
        "no, thank you",
        "none at all", "nah not much", "no more", "no thats everything", "yeah none", "correct, none of the others",
        "no lol", "no he doesnt", "not that ive noticed", "no, not at the moment",
        "not really", "I don't", "no I don\u2019t", "none that I know of", "not that I know of",
        "no, not that I know", "none, luckily", "I don't think so", "no to all of them", "nah", "no, nothing really",
        "no ta", "none o them", "na none of those really",
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
    "said",
    [
        "yes",
        "Yes.",
        "yes a bit",
        "yes, a little",
        "yes sometimes",
        "I do",
        "yes please",
        "I think so",
        "k",
        "yh lol",
        "yes i think so",
    ],
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
        ("no. 2", [2]), ("1+3", [1, 3]),
        ("3 a bit", [3]), ("3 abit", [3]), ("2 as well", [2]), ("1 and 2 i spose", [1, 2]),
        ("1 2 lol", [1, 2]), ("3, I think", [3]), ("2 sometimes", [2]), ("only 3 really", [3]),
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
        ("donkeys years, since i was preg with my eldest so like 7yr", 2556.75),
        ("couple of months or 3", 60.875),
        ("bout a mnth ish", 30.4375),
        ("3 weeks-ish", 21),
        ("couple of munths maybe more", 60.875),
        ("about 3 this afternoon", 0.25),
        ("2 o'clock this morning", 0.5),
        ("on and off for 3 years", 1095.75),
    ],
)
def test_how_long_is_read_whatever_is_said_after_it(said, days, base):
    assert who.days(said, base.vocabulary) == days


TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("since September", 58), ("since september.", 58), ("it started in june", 150), ("since June 2025", 515),
        ("last christmas", 337), ("since the summer", 88), ("last winter", 272), ("since 2019", 2523),
        ("3rd of November", 24), ("november last year", 362), ("since november", 13), ("in december", 331),
        ("since this year", None), ("may be 2 weeks", None), ("since my fall", None), ("since 2031", None),
    ],
)  # fmt: skip
def test_a_date_is_counted_back_from_today_to_its_latest_day(said, days):
    assert since(said, TODAY) == days


@given(
    st.sampled_from(["june", "since winter", "xmas", "2019", "the summer", "31 february"]), st.dates(date(2020, 1, 1))
)
def test_a_date_is_never_still_to_come(said, today):
    assert (since(said, today) or 0.0) >= 0.0


@pytest.mark.parametrize(
    ("said", "days"), [("oh donkeys years", 30.4375), ("yonks", 30.4375), ("bout 2 months", 60.875), ("last nite", 0.5)]
)
def test_how_long_is_read_as_it_is_said(said, days, base):
    assert who.days(said, base.vocabulary) == days


@pytest.mark.parametrize(
    ("said", "sex"),
    [
        ("bloke", "male"),
        ("im a boy", "male"),
        ("woman, shes my mum", "female"),
        ("fella", "male"),
        ("a lass", "female"),
    ],
)
def test_sex_is_told_by_any_word_for_a_person(said, sex):
    assert who.sex(said) == sex


@pytest.mark.parametrize("said", ["him and her", "blue", ""])
def test_what_tells_no_sex_is_refused(said):
    with pytest.raises(InputError):
        who.sex(said)


@pytest.mark.parametrize(("said", "age"), [("shes 83", 83), ("83 like i said", 83), ("oh, 61 now", 61), ("hes 4", 4)])
def test_age_is_told_among_other_words(said, age, base):
    assert who.years(said, base.vocabulary) == age


@pytest.mark.parametrize("said", ["one side of my face droops", "two fits today", "my chest hurts since I was 60"])
def test_a_danger_told_in_place_of_an_age_is_no_age(said, base):
    with pytest.raises(InputError):
        who.years(said, base.vocabulary)


@pytest.mark.parametrize(
    "said", ["dunno", "dunno havent measured it", "no idea", "i can't remember", "not a clue, sorry", "skip"]
)
def test_not_knowing_is_said_in_many_ways(said):
    assert replies.is_not_sure(said)


@pytest.mark.parametrize("said", ["i can't pass water", "not sure footed", "i don't know her", "no", "skip a beat"])
def test_what_says_something_is_no_not_knowing(said):
    assert not replies.is_not_sure(said)


@pytest.mark.parametrize("said", ["yeah go on", "yes thats it", "yep that's right", "aye", "correct", "yes it does"])
def test_yes_is_said_with_more_words(said):
    assert replies.is_yes(said)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("the first one", [1]),
        ("3 yeah", [3]),
        ("first and third", [1, 3]),
        ("the last one", [3]),
        ("yes, the second", [2]),
        ("yes to the first", [1]),
        ("the first two", [1, 2]),
        ("the last two", [2, 3]),
    ],
)
def test_places_of_a_short_list_are_told_by_order_too(said, places):
    assert reading.places(said, 3) == places


@pytest.mark.parametrize(
    ("said", "named", "others"),
    [
        ("yes to the first, rest no", "yes to the first", "no"),
        ("just the first, nothing else", "the first", "no"),
        ("only the swelling", "the swelling", "no"),
        ("1 and 3, that's it", "1 and 3", "no"),
        ("1, the others are fine", "1", "no"),
        ("1, rest are ok", "1", "no"),
        ("the first, the others i'm not sure", "the first", "not sure"),
        ("no just the swelling", "no just the swelling", "no"),
        ("only at night", "only at night", ""),
        ("only when I walk", "only when I walk", ""),
        ("at rest it is fine", "at rest it is fine", ""),
    ],
)
def test_what_is_said_of_the_others_is_parted_from_what_is_named(said, named, others):
    assert reading.without_others(said) == (named, others)


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("the first", "1"), ("first and last", "1 and 3"), ("the first one, and 3", "1, and 3"),
        ("first thing in the morning", "first thing in the morning"), ("my foot hurts, the top", None),
        ("bottom", None), ("the bottom one", "3"), ("10 second bursts", None),
    ],
)  # fmt: skip
def test_an_order_is_a_place_of_the_list_where_nothing_else_is_said(said, figures):
    assert " ".join(reading.in_figures(said, 3).split()).replace(" ,", ",") == (figures or said)


@pytest.mark.parametrize(
    ("said", "without"),
    [
        ("right calf, told ya", "right calf"),
        ("told you already, left calf", "left calf"),
        ("like i said its the left one", "its the left one"),
        ("i told you i cant breathe", "i cant breathe"),
        ("3 weeks like i said", "3 weeks"),
        ("left, already said that", "left"),
    ],
)
def test_that_it_was_said_before_is_no_part_of_an_answer(said, without):
    assert replies.without_talk(said) == without


@pytest.mark.parametrize(
    "said", ["told you already", "the nurse told you", "my gp said it is gout", "he said it before"]
)
def test_what_others_said_and_talk_alone_stay_as_they_are(said):
    assert replies.without_talk(said) == said


@pytest.mark.parametrize(
    ("said", "parted"),
    [
        ("no i stopped the blood thinners", ("no", "i stopped the blood thinners")),
        ("yes but only at night", ("yes", "only at night")),
        ("no you missed that im diabetic", ("no", "im diabetic")),
        ("no, my left leg", ("no", "my left leg")),
        ("no feeling in my foot", ("", "no feeling in my foot")),
        ("yesterday", ("", "yesterday")),
        ("no", ("", "no")),
    ],
)
def test_a_reply_is_parted_from_the_words_after_it(said, parted):
    assert replies.parted(said) == parted


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("none of them, his toes are white", "his toes are white"),
        ("none of those hes 4", "hes 4"),
        ("no, none, but my calf is hot", "my calf is hot"),
        ("none", ""),
        ("none of the others", ""),
        ("nothing below the knee", ""),
    ],
)
def test_what_is_said_after_a_none_is_parted_from_it(said, after):
    assert replies.none_but(said) == after


def test_a_time_is_told_in_place_of_another_answer(base):
    assert who.told_bare("its more like 6 hours, and he stopped his tablets", base.vocabulary).duration_days == 0.25
    assert who.told_bare("about 2 years", base.vocabulary).duration_days == 730.5


@pytest.mark.parametrize(
    ("said", "numbers", "words"),
    [
        ("3 its a bit red, and 2 no but I fell", ["o3"], "its a bit red, and I fell"),
        ("2 no feeling in my foot", ["o2"], "no feeling in my foot"),
        ("1 n 3", ["o1", "o3"], ""),
        ("2 no", [], ""),
    ],
)
def test_a_number_that_is_denied_is_not_ticked(said, numbers, words):
    assert reading.numbered(said, OPTIONS) == (numbers, words)


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("mums 90, im 58", 90), ("im 58, mum's 90", 90), ("shes 90 and i'm 58", 90), ("my lad is 7, im 40", 7),
        ("im 58", 58), ("im 58 and he is 3 weeks old", 58),
    ],
)  # fmt: skip
def test_ones_own_age_beside_that_of_another_is_not_theirs(base, said, age):
    assert who.years(said, base.vocabulary) == age
    assert who.told_bare(said, base.vocabulary).age == age
