"""The pages as people met them: what is said in the first words is heard, turned to whom it is about, and kept."""

import html
import re

import pytest
from web_client import begun, case_of


def seen(person):
    """What a page says, without its marks."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", person.seen.text)))


@pytest.mark.parametrize(
    "span",
    ["since sat", "since saturday", "for 3 days now", "for months now", "since last tuesday", "since easter",
     "since xmas", "since the summer", "since weds", "since the middle of october", "since this time last year"],
)  # fmt: skip
def test_a_span_told_in_the_first_words_or_where_it_is_asked_is_not_asked_again(span):
    with begun() as person:
        person.say(f"My left calf has been sore {span}. I am a woman of 27")
        told = case_of(person)["duration_days"]
        assert "Since when" not in seen(person)
    with begun() as person:
        person.say("My left calf is sore. I am a woman of 27")
        assert "Since when" in seen(person)
        person.press("continue", since=span.removeprefix("for "), present=["none"])
        assert not person.seen.faults
        assert case_of(person)["duration_days"] == pytest.approx(told, abs=1.1)


def test_a_son_is_asked_of_his_father_already_where_his_words_are_read_back():
    with begun() as person:
        person.press("continue", words="my dad, 90, gets cramps in both calves in the night, hes on water tablets")
        assert person.seen.heading == "What is the matter? Say it in your own words."
        assert "Do they get cramps in the calf?" in seen(person)
        assert "that wakes them" in seen(person)
        assert "wakes you" not in seen(person)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "furosemide and amlodipine 5mg",
            ["furosemide (a water tablet)", "amlodipine (for blood pressure or the heart)"],
        ),
        ("Lasix", ["Lasix (a water tablet)"]),
        ("microgynon", ["microgynon (hormones against pregnancy)"]),
        ("metformin", ["Metformin"]),
        ("water tablets", ["Water tablets"]),
    ],
)
def test_a_medicine_is_read_back_by_the_name_that_was_typed(typed, told):
    with begun() as person:
        person.say("both calves have cramped at night for 3 weeks. woman of 70")
        person.press("continue", words=typed)
        for name in told:
            assert seen(person).count(name) == 2  # in the sentence, and to be unticked
        person.press("continue", words=typed, shown=typed, present=person.seen.checked.get("present", []))
        person.press("check")
        for name in told:
            assert name in seen(person)
