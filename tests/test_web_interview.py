"""The interview on pages: one question a page, nothing kept, back and change, errors said twice."""

import re

import pytest
import yaml
from web_client import Person, client

from soleus.engine.consult import consult
from soleus.reading.understand import understand
from soleus.wording.telling import as_json


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
    person.who()
    person.tick("tingling")
    return person.seen


def to_the_end(person, most=40):
    for _ in range(most):
        if "skip" not in person.seen.buttons:
            return person.seen
        person.press("skip")
    raise AssertionError("the interview did not end")


def case_of(person):
    response = person.client.post("/download/case", data={"state": person.seen.state})
    return yaml.safe_load(response.text)


def test_a_question_is_one_page_with_its_heading_its_reason_and_no_total(person):
    assert person.seen.text.count("<h1>") == 1
    assert "how old are you" in person.seen.heading
    assert {"continue", "skip", "why"} <= person.seen.buttons
    assert not re.search(r"Question 1 (of|/)", person.seen.text)


def test_danger_signs_come_third_and_before_anything_detailed(person):
    assert to_danger(person).heading.startswith("Danger signs")


def test_what_is_missing_is_said_at_the_top_and_beside_the_field(person):
    person.press("continue")
    assert len(person.seen.faults) == 2
    for fault in person.seen.faults:
        assert person.seen.text.count(fault.replace("'", "&#39;")) == 2
    assert "<title>Error: " in person.seen.text


@pytest.mark.parametrize(("age", "says"), [("166", "impossible"), ("old", "not a number"), ("6,000", "two ways")])
def test_an_age_that_cannot_be_is_refused_and_stays_in_its_field(person, age, says):
    person.who(age=age)
    assert says in person.seen.faults[0]
    assert f'value="{age}"' in person.seen.text


def test_not_sure_is_an_answer_to_everything(person):
    end = to_the_end(person)
    assert end.heading == "Check your answers"
    assert case_of(person).get("present") is None


def test_those_not_ticked_need_a_word(person):
    person.who()
    person.press("continue", present=["tingling"])
    assert person.seen.faults == ["Say whether you do not have the ones you left out, or are not sure"]
    assert person.seen.checked["present"] == ["tingling"]


def test_one_by_one_each_can_be_yes_no_or_not_sure(person):
    person.who()
    options = person.seen.offered("present")
    person.press("each:yes", present=["tingling"])
    assert person.seen.checked["said.tingling"] == ["yes"]
    said = {f"said__{name}": "no" for name in options} | {"said__tingling": "yes", "said__numbness": "unsure"}
    person.press("continue", each="yes", **said)
    case = case_of(person)
    assert case["present"] == ["tingling"]
    assert "numbness" in case["unknown"]
    assert "leg_pain" in case["absent"]


def test_yes_to_the_narrower_and_no_to_the_broader_is_said_to_contradict(person):
    person.who()
    options = person.press("words", words="tingling feet").offered("present")
    assert {"tingling", "tingling_feet"} <= set(options)
    said = {f"said__{name}": "no" for name in options} | {"said__tingling_feet": "yes"}
    person.press("continue", each="yes", **said)
    assert "contradict" in person.seen.faults[0]


def test_own_words_are_ticked_to_be_checked_and_what_was_not_understood_is_said(person):
    person.who()
    person.press("words", words="tingling feet and no swelling. grumblewort")
    assert "Understood, and ticked below: Tingling feet" in person.seen.text
    assert "Not there, you say: " in person.seen.text
    assert "grumblewort" in person.seen.text
    assert person.seen.checked["present"] == ["tingling_feet"]


def test_back_shows_the_question_before_as_it_was_answered(person):
    to_danger(person)
    person.press("back")
    assert person.seen.heading == "What is the matter with your legs?"
    assert person.seen.checked["present"] == ["tingling"]
    assert person.seen.checked["rest"] == ["absent"]
    person.press("back")
    assert "how old" in person.seen.heading
    assert 'value="66"' in person.seen.text


def test_an_answer_is_changed_from_check_your_answers_and_the_others_stay(person):
    to_danger(person)
    person.press("check")
    assert person.seen.heading == "Check your answers"
    person.press("change:1")
    assert person.seen.checked["sex"] == ["female"]
    person.who(age="70", sex="male")
    assert person.seen.heading == "Check your answers"
    case = case_of(person)
    assert (case["age"], case["sex"], case["present"]) == (70, "male", ["tingling"])


def test_an_emergency_interrupts_and_goes_on_only_for_training(person):
    to_danger(person)
    person.tick(*person.seen.offered("present"))
    assert 'class="care emergency"' in person.seen.text
    assert "skip" not in person.seen.buttons
    person.press("more:training")
    assert "skip" in person.seen.buttons


def test_an_old_page_still_works_and_two_tabs_do_not_disturb_each_other(person, site):
    to_danger(person)
    other = Person(site)
    other.seen = person.seen
    person.tick(rest="unknown")
    other.tick("chest_pain")
    assert "chest_pain" not in case_of(person).get("present", [])
    assert "chest_pain" in case_of(other)["present"]


@pytest.mark.slow
def test_any_worker_with_the_key_serves_any_step():
    with client(secret="shared") as one, client(secret="shared") as another:
        person = Person(one)
        person.press("start")
        person.client = another
        person.who()
        assert person.seen.heading == "What is the matter with your legs?"


def test_why_says_which_hypotheses_and_points_a_question_could_move(person):
    to_danger(person)
    person.press("why", present=["chest_pain"])
    assert "This question could change the result" in person.seen.text
    assert person.seen.checked["present"] == ["chest_pain"]


def test_the_pages_case_comes_to_what_the_engine_says_of_it(person, base):
    person.who()
    person.tick("tingling", "numbness")
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
