"""Spans of time, ages and sexes as people say them; a unit is never guessed."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus.facts.ages import OLDEST_BAND, years
from soleus.facts.answer_words import sex_of
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.facts.oddities import oddities
from soleus.facts.reader import read_text, read_yaml
from soleus.facts.spans import DAY, apart, days
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.wording.spans import span, years_old

TABLE = read_yaml(read_text(Path(__file__).with_name("data") / "spans.yaml"), "spans.yaml", as_written=True)
VOCABULARY = load_knowledge().vocabulary


@pytest.mark.parametrize(("said", "number"), TABLE["days"].items())
def test_a_span_of_time(said, number):
    assert days(said) == pytest.approx(float(number), abs=1e-4)


@pytest.mark.parametrize(("said", "both"), TABLE["with_more"].items())
def test_a_span_of_a_case_file_with_more_behind_it(said, both):
    number, rest = both
    case = understand({"present": ["tingling"], "duration_days": said}, VOCABULARY)
    assert case.duration_days == pytest.approx(float(number), abs=1e-4)
    assert apart(said)[1] == rest
    with pytest.raises(InputError):
        days(said)


def test_a_danger_behind_a_span_is_read():
    case = understand({"present": ["calf_pain"], "duration_days": "3 days, crushing chest pain"}, VOCABULARY)
    assert case.duration_days == 3
    assert "chest_pain" in case.present


@pytest.mark.parametrize(
    ("said", "number", "present", "unread"),
    [
        ("6 months after operation", None, "recent_surgery", "6 months after operation"),
        ("crushing chest pain yesterday", 1, "chest_pain", None),
        ("for a while", None, "calf_pain", "for a while"),
        ("most nights for a month", 30.4375, "calf_pain", None),
        ("all winter", None, "calf_pain", "all winter"),
    ],
)
def test_words_in_place_of_a_span_are_read_and_shown_where_they_say_no_length(said, number, present, unread):
    case = understand({"present": ["calf_pain"], "duration_days": said}, VOCABULARY)
    assert case.duration_days == number
    assert present in case.present
    assert (said in case.unread) == (unread is not None)


@pytest.mark.parametrize("said", ["-3 days", "12 parsecs", "20 m", "banana", "for 5 weekss"])
def test_a_mistaken_span_of_a_case_file_is_refused(said):
    with pytest.raises(InputError, match="duration_days"):
        understand({"present": ["calf_pain"], "duration_days": said}, VOCABULARY)


@pytest.mark.parametrize(("said", "cure"), TABLE["no_span"].items())
def test_what_says_no_span_is_refused_with_the_cure(said, cure):
    with pytest.raises(InputError, match=cure):
        days(said)


def test_a_bare_number_counts_days_where_the_field_says_so():
    assert understand({"duration_days": "10"}, VOCABULARY).duration_days == 10
    assert understand({"duration_days": "1971.7"}, VOCABULARY).duration_days == 1971.7
    with pytest.raises(InputError, match="how long ago"):
        understand({"duration_days": "since 2019"}, VOCABULARY)
    assert understand({"duration_days": "20 minutes"}, VOCABULARY).duration_days == pytest.approx(20 / 1440)


@pytest.mark.parametrize(("said", "number"), TABLE["years"].items())
def test_an_age(said, number):
    assert years(said) == pytest.approx(float(number), abs=1e-4)


@pytest.mark.parametrize(("said", "cure"), TABLE["no_age"].items())
def test_what_is_no_age_is_refused_with_the_cure(said, cure):
    with pytest.raises(InputError, match=cure):
        years(said)


def test_no_rule_turns_on_an_age_that_an_open_band_hides():
    ends = [end for turn in VOCABULARY.turns["age"] for end in (turn.low, turn.high)]
    assert max(end for end in ends if end != float("inf")) <= OLDEST_BAND


@pytest.mark.parametrize(("said", "sex"), TABLE["sexes"].items())
def test_a_sex(said, sex):
    assert sex_of(said) == sex


def test_gender_is_told_to_be_sex():
    with pytest.raises(InputError, match=r"'gender'.*'sex'"):
        understand({"gender": "female"}, VOCABULARY)


@given(st.integers(1, 60), st.sampled_from(sorted(DAY)), st.sampled_from(["{}", "for {}", "{} ago", "about {}"]))
def test_every_number_of_a_unit_is_read_in_that_unit(number, unit, around):
    assert days(around.format(f"{number} {unit}s")) == pytest.approx(number * DAY[unit])


@given(st.integers(1, 50), st.integers(1, 50), st.sampled_from(["day", "week", "month", "year"]))
def test_of_a_range_the_shorter_end_counts(low, more, unit):
    assert days(f"{low}-{low + more} {unit}s") == pytest.approx(low * DAY[unit])


@given(st.text(max_size=40))
def test_any_text_is_a_span_or_refused(text):
    with contextlib.suppress(InputError):
        assert 0 <= days(text) < float("inf")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "less than a day"),
        (0.0139, "20 minutes"),
        (0.0833, "2 hours"),
        (1, "1 day"),
        (10, "10 days"),
        (14, "2 weeks"),
        (30, "30 days"),
        (91.3, "3 months"),
        (100, "about 3 months"),
        (365.2, "12 months"),
        (730.5, "2 years"),
    ],
)
def test_spans_are_said_in_round_words(number, words):
    assert span(number) == words


@given(st.floats(0.001, 40000))
def test_what_is_said_of_a_span_is_read_back_as_nearly_the_same(number):
    assert days(span(number)) == pytest.approx(number, rel=0.5)


def test_ages_of_children_are_said_in_months():
    assert [years_old(a) for a in (66, 2.25, 1.5, 0.11499)] == ["66 years", "2.2 years", "18 months", "6 weeks"]


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (Case(age=80, present=("pregnancy",)), "pregnancy"),
        (Case(age=4, present=("pregnancy",)), "pregnancy"),
        (Case(age=1, duration_days=2000), "before birth"),
        (Case(age=0, present=("smoking",)), "hardly possible"),
    ],
)
def test_what_can_hardly_be_true_is_said(case, word):
    assert word in " ".join(oddities(case, VOCABULARY))


def test_what_can_be_true_is_not_doubted():
    assert oddities(Case(age=30, present=("pregnancy", "smoking"), duration_days=9000), VOCABULARY) == ()
    assert oddities(Case(present=("pregnancy",)), VOCABULARY) == ()


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\ud800", "\u202e", "\u2066"])
@pytest.mark.parametrize("place", ["title", "present", "key", "lab"])
def test_what_cannot_be_printed_is_refused_everywhere(mark, place):
    text = f"a{mark}b"
    raw = {"title": {"title": text}, "present": {"present": [text]}, "key": {text: 1}, "lab": {"labs": {text: "9"}}}
    with pytest.raises(InputError, match="cannot be printed") as error:
        understand(raw[place], VOCABULARY)
    assert str(error.value).isprintable()


def test_a_term_of_ten_thousand_letters_is_refused_unread():
    with pytest.raises(InputError, match="10000 characters"):
        understand({"present": ["a bc " * 2000]}, VOCABULARY)
