"""The interview on pages: one question a page, nothing kept, back and change, errors said twice."""

import re

import pytest
from web_client import Person, case_of, client

from soleus.engine.consult import consult
from soleus.interview.gates import shipped
from soleus.reading.understand import understand
from soleus.wording.telling import as_json

WORDS = "What is the matter? Say it in your own words."


@pytest.fixture(scope="module")
def site():
    with client() as found:
        yield found


@pytest.fixture
def person(site):
    found = Person(site)
    found.press("start")
    return found


def to_danger(person):
    """The first list, and a gate on it."""
    person.say("tingling")
    person.who()
    return next(gate for gate in shipped() if gate in person.seen.offered("present"))


def to_the_end(person, most=40):
    for _ in range(most):
        if "skip" not in person.seen.buttons:
            return person.seen
        person.press("skip")
    raise AssertionError("the interview did not end")


def test_a_question_is_one_page_with_its_heading_its_reason_and_no_total(person):
    assert person.seen.text.count("<h1>") == 1
    assert person.seen.heading == WORDS
    assert {"continue", "skip", "why"} <= person.seen.buttons
    assert not re.search(r"Question 1 (of|/)", person.seen.text)


def test_an_empty_first_question_says_what_is_needed_and_goes_on_without_words_only_when_told(person):
    person.press("continue")
    assert person.seen.heading == WORDS
    assert person.seen.faults == ["Say what is the matter, or press 'Go on without words'"]
    assert ">Go on without words</button>" in person.seen.text
    person.press("skip")
    assert person.seen.heading == "First, about you"


def test_danger_signs_come_before_anything_detailed(person):
    to_danger(person)
    assert person.seen.heading.startswith("To see how urgent it is")


def test_what_is_missing_is_said_at_the_top_and_beside_the_field(person):
    person.say("tingling")
    person.press("continue")
    assert len(person.seen.faults) == 4
    for fault in person.seen.faults:
        assert person.seen.text.count(fault.replace("'", "&#39;")) == 2
    assert "<title>Error: " in person.seen.text


@pytest.mark.parametrize(("age", "says"), [("166", "impossible"), ("old", "not a number"), ("6,000", "two ways")])
def test_an_age_that_cannot_be_is_refused_and_stays_in_its_field(person, age, says):
    person.say("tingling")
    person.who(age=age)
    assert says in person.seen.faults[0]
    assert f'value="{age}"' in person.seen.text


def test_not_sure_is_an_answer_to_everything(person):
    end = to_the_end(person)
    assert end.heading == "Check your answers"
    assert case_of(person).get("present") is None


def test_a_list_needs_a_tick_if_only_on_none_of_these(person):
    gate = to_danger(person)
    person.press("continue")
    assert person.seen.faults == ["Tick what is so, or 'None of these'"]
    person.press("continue", present=[gate, "none"])
    assert "untick one" in person.seen.faults[0]
    person.tick()
    assert person.seen.heading.startswith("More, to see how urgent")


def test_one_by_one_each_can_be_yes_no_or_not_sure(person):
    gate = to_danger(person)
    options = [o for o in person.seen.offered("present") if o != "none"]
    alone = [o for o in options if o not in shipped()]
    person.press("each:yes", present=[gate])
    assert person.seen.checked[f"said.{gate}"] == ["yes"]
    said = {f"said__{name}": "no" for name in options} | {f"said__{gate}": "yes", f"said__{alone[0]}": "unsure"}
    person.press("continue", each="yes", **said)
    case = case_of(person)
    assert alone[0] in case["unknown"]
    assert alone[1] in case["absent"]
    assert {*shipped()[gate].covers}.isdisjoint({*case["absent"], *case["unknown"]})
    assert person.seen.heading.startswith(shipped()[gate].label)


def test_own_words_are_read_back_and_what_was_not_understood_is_said(person):
    person.press("continue", words="I am 30. My feet tingle, no fever. grumblewort")
    assert "I understood: 30 years; Tingling feet; not Fever. Is that right?" in person.seen.text
    assert "grumblewort" in person.seen.text
    assert person.seen.checked["present"] == ["tingling_feet"]


def test_what_the_words_said_is_never_asked_again(person):
    person.say("I am a woman of 30 and my feet have tingled for three weeks, no fever")
    assert person.seen.heading.startswith("Which illnesses have you had")
    case = case_of(person)
    assert (case["age"], case["sex"], case["duration_days"]) == (30, "female", 21)
    assert "fever" not in person.seen.offered("present")


def test_a_danger_in_the_first_words_is_acted_on_before_anything_is_asked(person):
    person.press("continue", words="I can't feel between my legs and can't pee since yesterday")
    assert 'class="care emergency"' in person.seen.text


def test_what_has_to_be_seen_today_interrupts_and_offers_to_go_on(person):
    person.say("my left calf is swollen and hurts since yesterday")
    assert 'class="care urgent"' in person.seen.text
    person.press("more:urgent")
    assert "skip" in person.seen.buttons


@pytest.mark.parametrize(
    "words", ["I can't feel between my legs, can't pee", "my left calf is swollen and hurts since yesterday"]
)
def test_an_interruption_leads_back_to_any_answer_and_says_why(person, words):
    person.press("continue", words=words)
    if 'class="care' not in person.seen.text:
        person.say(words)
    stopped = person.seen
    assert {"back", "why", "check"} <= stopped.buttons
    assert "<summary>Help</summary>" in stopped.text
    person.press("why")
    assert "It follows from: " in person.seen.text
    assert person.seen.heading == stopped.heading
    person.press("back")
    assert person.seen.heading == WORDS
    assert words.replace("'", "&#39;") in person.seen.text
    person.seen = stopped
    person.press("check")
    assert "change:1" in person.seen.buttons


def test_a_parent_is_asked_about_the_child(person):
    person.say("my son is 4, his legs hurt since yesterday")
    assert "your child" in person.seen.text
    assert not re.search(r"<label[^>]*>[^<]*\b[Yy]ou\b", person.seen.text)


def test_back_shows_the_question_before_as_it_was_answered(person):
    to_danger(person)
    person.press("back")
    assert person.seen.heading == "First, about you"
    assert 'value="66"' in person.seen.text
    assert 'value="3 weeks"' in person.seen.text
    person.press("back")
    assert person.seen.heading == WORDS
    assert person.seen.checked["present"] == ["tingling"]


def test_an_answer_is_changed_from_check_your_answers_and_the_others_stay(person):
    to_danger(person)
    person.press("check")
    assert person.seen.heading == "Check your answers"
    person.press("change:2")
    assert person.seen.checked["sex"] == ["female"]
    person.who(age="70", sex="male")
    assert person.seen.heading == "Check your answers"
    case = case_of(person)
    assert (case["age"], case["sex"], case["present"]) == (70, "male", ["tingling"])


def test_an_emergency_interrupts_and_goes_on_only_for_training(person):
    to_danger(person)
    while "gate_fainting" not in person.seen.offered("present"):
        person.tick()
    person.tick("gate_fainting")
    person.tick("seizures")
    assert 'class="care emergency"' in person.seen.text
    assert "skip" not in person.seen.buttons
    person.press("more:emergency")
    assert "skip" in person.seen.buttons


def test_an_old_page_still_works_and_two_tabs_do_not_disturb_each_other(person, site):
    gate = to_danger(person)
    other = Person(site)
    other.seen = person.seen
    person.tick()
    other.tick(gate)
    narrow = next(name for name in other.seen.offered("present") if name in shipped()[gate].covers)
    other.tick(narrow)
    assert narrow not in case_of(person).get("present", [])
    assert narrow in case_of(other)["present"]


@pytest.mark.slow
def test_any_worker_with_the_key_serves_any_step():
    with client(secret="shared") as one, client(secret="shared") as another:
        person = Person(one)
        person.press("start")
        person.client = another
        person.say("tingling")
        assert person.seen.heading == "First, about you"


def test_why_says_which_hypotheses_and_points_a_question_could_move(person):
    gate = to_danger(person)
    person.press("why", present=[gate])
    assert "This question could change the result" in person.seen.text
    assert person.seen.checked["present"] == [gate]


def test_the_pages_case_comes_to_what_the_engine_says_of_it(person, base):
    person.say("tingling and numbness")
    person.who()
    state = person.seen.state
    case = understand(case_of(person), base.vocabulary)
    data = person.client.post("/download/consultation", data={"state": state}).text
    assert data == as_json(consult(case, base), base) + "\n"


def test_no_answer_is_in_an_address_or_a_cookie(person, site):
    to_danger(person)
    assert person.seen.response.url.query == b""
    assert "set-cookie" not in person.seen.response.headers
    assert not re.search(r'action="[^"]*\?', person.seen.text)
    assert not site.cookies


def test_who_tells_of_a_husband_is_asked_about_him(person):
    person.say("my husband gets burning feet at night, diabetic")
    assert person.seen.heading == "First, about them"
    assert "How old are they, in years?" in person.seen.text
    assert not re.search(r"<(label|legend)[^>]*>[^<]*\b[Yy]ou\b", person.seen.text)


@pytest.mark.parametrize("said", ["no", "nope, not yet", "nobody has", "no, I've not been to the doctor"])
def test_a_no_answers_whether_anyone_examined(person, said):
    person.say("my feet tingle")
    person.who()
    while "examined" not in person.seen.heading:
        person.press("skip")
    before = person.seen.heading
    person.press("continue", words=said)
    assert person.seen.heading != before
    assert "Nothing of it was understood" not in person.seen.text


def test_a_plain_none_in_words_is_none_of_the_illnesses(person):
    person.say("my feet tingle")
    person.press("continue", age="66", sex="female", since="3 weeks", words="no, none")
    assert person.seen.heading != "First, about you"
    assert "diabetes" in case_of(person)["absent"]
