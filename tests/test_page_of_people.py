"""The pages as people met them: what is said in the first words is heard, turned to whom it is about, and kept."""

import html
import re

import pytest
from web_client import begun, case_of

from soleus.facts.errors import InputError
from soleus.interview.gates import shipped
from soleus.wording import results


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
        person.press("continue", words="my dad, 90, gets awful jerks in his legs in the night")
        assert person.seen.heading == "What is the matter? Say it in your own words."
        assert "without their will" in seen(person)
        assert "without your will" not in seen(person)


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


def test_the_family_is_asked_of_all_that_the_question_named_and_nothing_else_is_answered_no():
    with begun() as person:
        words = "in the evenings when i sit down my legs get a horrible crawly feeling and i have to keep getting up"
        person.say(f"{words}. about 6 months now. 45yr old woman, v heavy periods")
        for _ in range(20):
            if "gate_family" in person.seen.offered("present"):
                break
            person.tick()
        person.tick("gate_family")
        assert "family_history_restless_legs" in person.seen.offered("present")
        person.tick("family_history_restless_legs")
        case = case_of(person)
        asked = shipped()["gate_family"].covers
        assert "family_history_restless_legs" in case["present"]
        assert {f for f in case["absent"] if "family" in f} <= {*asked}


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("my mum has restless legs and my legs crawl in the evening", "family_history_restless_legs"),
        ("my dad has lupus and my calf hurts", "family_history_other"),
    ],
)
def test_an_illness_of_a_relative_is_the_familys_and_none_other_of_the_family_is_denied(said, finding):
    with begun() as person:
        person.say(f"{said}. for 6 months. 45 yr old woman")
        case = case_of(person)
        assert finding in case["present"]
        assert not [f for f in case.get("absent", ()) if "family" in f]


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("my thighs have ached since thurs. 34 male", True),
        ("had chips and curry, then my calf cramped. for 2 weeks. 34 male", True),
        ("my legs get a creepy crawly feeling for 6 months. 45 yr old woman", True),
        ("my legs have ached for 2 weeks, my lambada is bad. 34 male", False),
        ("my legs have ached for 2 weeks and the plimbosis is odd. 34 male", False),
    ],
)
def test_a_day_or_a_food_is_no_word_that_was_not_understood_but_any_unknown_word_is(words, understood):
    with begun() as person:
        person.press("continue", words=words)
        assert ("Not understood" not in seen(person)) is understood
        person.say(words)
        assert (not case_of(person).get("unread")) is understood


def test_tablets_for_the_heart_tell_of_the_heart():
    with begun() as person:
        person.press("continue", words="my dad, 90, gets cramp in his calves, he is on water tablets for his heart")
        assert "Not understood" not in seen(person)
        assert "heart_disease" in person.seen.offered("present")


def test_a_danger_that_was_offered_and_left_unticked_is_told_once_without_an_ambulance():
    words = (
        "flew back from sydney on thursday n my left calf has been swollen n sore for 2 days, feels warm n tight. "
        "27f on microgynon. breathing fine"
    )
    with begun() as person:
        person.press("continue", words=words)
        certain = person.seen.checked["present"]
        assert {"tense_leg", "calf_pain"} <= {*person.seen.offered("present")} - {*certain}
        person.press("continue", words=words, shown=words, present=[*certain, "calf_pain"])
        person.press("check")
        person.press("", to="/result")
        told = seen(person)
        assert "To be confirmed" not in told
        assert "If so: Call an ambulance" not in told
        assert told.count("Offered and left unticked, so not known: Tight, hard leg; Red, warm calf") == 1
        assert not {"tense_leg", "calf_redness_warmth"} & {*case_of(person).get("absent", ())}


@pytest.mark.parametrize("said", ["no not yet. bloods in the summer were ok", "no, but an xray last year was clear"])
def test_a_no_with_a_result_beside_it_is_not_that_no_result_is_known(said, base):
    assert results.examined(said, base.vocabulary) is not None
    for plain_no in ("no", "nobody yet", "no blood tests yet", "waiting for bloods"):
        assert results.examined(plain_no, base.vocabulary) is None
    with begun() as person:
        person.say("both calves have cramped at night for 3 weeks. woman of 70")
        for _ in range(20):
            if person.seen.heading.startswith("Has anyone examined"):
                break
            person.tick()
        person.press("continue", words=said)
        assert "Not understood" in seen(person)
        person.press("continue", words=said, shown=said)
        person.press("check")
        assert "No examination and no result is known" not in seen(person)
        assert case_of(person)["unread"]


def test_a_small_child_is_offered_nothing_that_only_an_older_one_can_have(base):
    findings = base.vocabulary.findings
    with begun() as person:
        person.say("my lad is 4, his calf is sore since this morning, boy")
        for _ in range(14):
            offered = [findings[f] for f in person.seen.offered("present") if f in findings]
            assert all(f.applies_at(4) for f in offered)
            assert not {"statin", "hormone_contraceptive"} & {f.id for f in offered}
            if "continue" not in person.seen.buttons:
                break
            person.tick()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("my left calf has been sore since yesterday. 34 male", {"one_side_only", "both_sides"}),
        ("both thighs have ached since yesterday. 34 male", {"one_side_only", "both_sides"}),
        (
            "my dad, 90, gets cramps in both his calves in the night, wakes him up most nights, for about a year now",
            {"worse_at_night", "cramps_disturb_sleep"},
        ),
    ],
)
def test_a_side_or_an_hour_that_was_told_is_not_asked_again(words, told):
    with begun() as person:
        person.say(words)
        for _ in range(18):
            assert not told & {*person.seen.offered("present")}
            if "continue" not in person.seen.buttons:
                break
            person.tick()


def test_words_in_which_something_was_understood_are_not_lost_where_more_that_they_may_mean_is_refused():
    words = "I get a terrible cramp in my calf at night, 70 year old woman, for a month"
    with begun() as person:
        person.press("continue", words=words)
        certain = person.seen.checked["present"]
        assert "severe_pain" in {*person.seen.offered("present")} - {*certain}
        person.press("continue", words=words, shown=words, present=certain, meant="none")
        assert not any("cramp" in each for each in case_of(person).get("unread", ()))


@pytest.mark.parametrize(
    "said",
    [
        "had bloods at the surgery in summer, all fine they said",
        "gp looked at his legs a month ago and said they were normal",
        "bloods fine",
    ],
)
def test_all_fine_is_told_to_name_no_result_and_counts_for_nothing(base, said):
    with pytest.raises(InputError, match="names no single result, so it counts for nothing"):
        results.examined(said, base.vocabulary)
