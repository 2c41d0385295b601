"""What free sentences tell of the person: age, sex and for how long; of whom, and what each time belongs to."""

from datetime import date
from pathlib import Path

import pytest

from soleus.facts.reader import read_text, read_yaml
from soleus.reading.letters import LONGEST
from soleus.reading.story import facts_of

STORIES = read_yaml(read_text(Path(__file__).with_name("data") / "story_facts.yaml"), "story_facts.yaml")
FACTS = ("age", "sex", "duration_days")


def days(text):
    return facts_of(text).duration_days


def age(text):
    return facts_of(text).age


def sex(text):
    return facts_of(text).sex


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told["story"][:50])
def test_a_story_tells_what_a_careful_nurse_would_note(told):
    heard = facts_of(told["story"]).model_dump()
    for fact in FACTS:
        expected = None if fact in told.get("unheard", ()) else told.get(fact)
        assert heard[fact] == (pytest.approx(expected, rel=0.02) if isinstance(expected, int | float) else expected), (
            fact
        )


@pytest.mark.parametrize(
    ("text", "days_ago"),
    [
        ("pain in my calf since last thursday", 1), ("my calf began to hurt on tuesday", 3),
        ("sore calf since easter", 216),
        ("my legs have ached since about april", 211), ("night cramps, started in september", 58),
        ("numb feet since june 2025", 515), ("my knee hurts since I fell in march", None),
    ],
)  # fmt: skip
def test_a_story_told_now_tells_dates_and_one_of_a_file_tells_none(text, days_ago):
    assert facts_of(text, date(2026, 11, 27)).duration_days == days_ago
    assert facts_of(text).duration_days in (None, 2.0)


@pytest.mark.parametrize(
    ("text", "days_ago"),
    [
        ("my calf has been sore for 4 days", 4),
        ("my calf has been sore these 4 days", 4),
        ("sore calf x 4 days", 4),
        ("sore calf, 4/7", 4),
        ("sore calf 4 days", 4),
        ("a 4-day history of a sore calf", 4),
        ("my calf got sore 4 days ago", 4),
        ("my calf began to hurt 4 days back", 4),
        ("sore calf. 4 days now.", 4),
        ("it's been 4 days and my calf still hurts", 4),
        ("duration: 4 days, sore calf", 4),
        ("my calf is sore and hasn't eased in 4 days", 4),
        ("since Christmas, so about 4 weeks, my calf has been sore", 28),
        ("ever since my fall 4 weeks ago my hip hurts", 28),
        ("he was fine until 4 days ago", 4),
        ("sore calf since yesterday tea time", 1),
        ("numb between the legs since lunchtime", 0.5),
        ("woke at 5 with a swollen knee", 0.5),
    ],
)
def test_there_are_many_ways_to_tell_an_onset(text, days_ago):
    assert days(text) == pytest.approx(days_ago)


@pytest.mark.parametrize(
    "text",
    [
        "my calves hurt. I have been on metformin for 6 years",
        "my calves hurt. I have had type 2 diabetes for 6 years",
        "my calves hurt. I smoked for 6 years",
        "my calves hurt. I had my appendix out 6 years ago",
        "20 years ago I had sciatica, it went away. My knee clicks",
        "my sister had a swollen leg 3 weeks ago",
        "the cramp lasts 10 minutes",
        "I get cramps each night for five minutes, then it goes",
        "my calves ache when I walk for 10 minutes",
        "my legs ache and I am 20 weeks pregnant",
        "both calves cramp twice a week",
        "I see the doctor on Monday about my calves",
        "my feet have burned for years",
        "my feet have burned since March",
        "late walker, 18 months",
    ],
)
def test_a_time_of_anything_else_is_no_onset(text):
    assert days(text) is None


def test_the_onset_is_that_of_the_complaint_not_of_how_it_spread():
    assert days("Six weeks ago my left foot went numb. The right foot joined in last week.") == 42
    assert days("My toe has been sore for 3 weeks. It got worse yesterday.") == 21


def test_what_is_new_counts_before_what_is_old():
    assert days("Bad back on and off for 2 years. On Monday I got a new pain down both legs.") == 2
    assert days("My ankles have been puffy for 3 weeks but since yesterday one calf is hot.") == 1
    assert days("My back has hurt for 10 years. My foot went numb 3 days ago.") == 3


def test_a_span_says_which_day_of_the_week_was_meant():
    assert days("My legs went numb on Friday.") == 2
    assert days("My legs went numb on Friday, they have been numb for 5 days.") == 5


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("I'm 71 and my feet burn", 71),
        ("I'm just 71", 71),
        ("im 71 dont smoke", 71),
        ("I turned 71 in June", 71),
        ("71 yo F", 71),
        ("F71", 71),
        ("71/F", 71),
        ("aged 71", 71),
        ("seventy-one, retired", 71),
        ("At 71 I can't run", 71),
        ("I'm a mum of two, 41, and tired", 41),
        ("my mother, 90+, has cold feet", 90),
        ("my son is 2 years 3 months and waddles", 2.25),
        ("a 14-month-old with bowed legs", 14 / 12),
        ("my son is nearly five and limps", 4.8),
    ],
)
def test_ages_are_told_in_many_forms(text, years):
    assert age(text) == pytest.approx(years, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "I'm in my late sixties",
        "I'm 50-something",
        "I'm sixty next month",
        "I'm 30 weeks pregnant",
        "I'm 12 stone",
        "I'm 5 foot 4",
        "I'm 10 years sober",
        "I've been vegan since I was 17",
        "when I turned 40 my knees went",
        "at 22 I was told I had flat feet",
        "my dad had a clot at 45 and my calf hurts",
        "my husband is 61 and says I limp",
        "I've got a 3 year old and a bad back",
        "my mum died at 70",
        "I can walk about 50 m",
        "since four o'clock",
    ],
)
def test_no_other_number_is_an_age(text):
    assert age(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm a mum of two", "female"),
        ("my periods are heavy and my legs ache", "female"),
        ("I am pregnant and my calves cramp", "female"),
        ("Woman, breast cancer", "female"),
        ("I'm 50, fit, woman.", "female"),
        ("sex: f", "female"),
        ("as a man I never go to the doctor", "male"),
        ("since my prostate was taken out my leg swells", "male"),
        ("my wife has weak legs, she can't stand", "female"),
        ("my 4 year old lad limps", "male"),
        ("asking for my boyfriend, his feet burn", "male"),
        ("he can't get up the stairs, his legs are weak", "male"),
    ],
)
def test_sex_is_told_by_words_for_people_and_for_the_body(text, told):
    assert sex(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "my husband says I limp",
        "my wife is pregnant and my back hurts",
        "my sister had a clot and my own leg is red",
        "I walk like an old man",
        "the doctor said he would ring, my foot is numb",
        "my boyfriend and I hiked and my thighs hurt",
        "my calf hurts after 100 m",
    ],
)
def test_the_sex_of_others_is_not_the_tellers(text):
    assert sex(text) is None


def test_a_story_of_another_is_not_confounded_with_the_tellers_own():
    told = facts_of("I'm 35. My wife is 33 and pregnant, but it's my back that hurts.")
    assert (told.age, told.sex) == (35, None)
    told = facts_of("My mother is 82. I am 50 and look after her. Her feet are blue.")
    assert (told.age, told.sex) == (82, "female")


@pytest.mark.parametrize("text", ["", "legs ache", "a", "...", "5 of them", "?" * 50])
def test_what_tells_nothing_leaves_all_open(text):
    assert facts_of(text).model_dump() == dict.fromkeys((*FACTS, "teller"))


@pytest.mark.parametrize(
    "part", ["3 days ago my leg hurt ", "I'm 5 ", "since ", "my mum ", "a ", ", 44 ", "of 3 weeks "]
)
def test_what_is_said_over_and_over_tells_what_it_tells_once(part):
    assert facts_of((part * LONGEST)[:LONGEST]) == facts_of(part * 3)
