"""No word is lost without a word: what was typed and neither agreed to nor refused is asked, and told in the result."""

import re

import pytest
from click.testing import CliRunner
from web_client import begun, case_of

from soleus.cli import main
from soleus.facts.answer import Answer, accept
from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.interview.heard import with_words
from soleus.reading.dangers import is_danger
from soleus.reading.entry import Entry

CRAMPS = "my calves cramp at night and there is grumbling in my tummy"
DOUBT = "cramp at night and there is grumbling in my tummy"
TO_CONFIRM = f"To be confirmed, and not counted until then: '{DOUBT}': Belly pain."
MEDICINES = "a statin, something for my water works"


@pytest.fixture
def person():
    with begun() as found:
        yield found


def typed(*lines):
    """The result, as it is told at the terminal to someone who types these lines."""
    said = CliRunner().invoke(main, ["--no-save"], input="".join(f"{line}\n" for line in lines)).output
    return " ".join(said[said.rindex("Check your answers") :].split())


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["skip", "stop"], TO_CONFIRM),
        (["stop"], f"'{DOUBT}': Belly pain."),
        (["no", "stop"], f"Not understood: '{DOUBT}'"),
        (["yes", "no", "belly ache", "yes", "stop"], "yes: Calf cramps, Night leg cramps, Belly pain"),
    ],
)
def test_at_the_terminal_what_words_may_mean_is_agreed_to_refused_or_told_in_the_result(lines, told):
    assert told in typed(CRAMPS, *lines, "", "quit")


def test_what_is_answered_later_is_told_no_more():
    said = typed(CRAMPS, "skip", "change 1", CRAMPS, "yes", "stop", "", "quit")
    assert "Belly pain" in said
    assert "To be confirmed" not in said


def shown(person, words):
    """The page after these words were read."""
    return person.press("continue", words=words)


def test_on_the_page_a_guess_that_is_not_ticked_beside_another_is_not_so_unless_it_is_a_danger(person, base):
    words = "my feet burn, I cannot walk while I have a cramp, I get bother with my waterworks, and my tummy grumbles"
    meant = shown(person, words).text.partition('id="meant"')[2].partition("</fieldset>")[0]
    doubts = re.findall(r'name="present" value="(\w+)"', meant)
    dangers = {f for f in doubts if is_danger(f, base.vocabulary)}
    ticked = next(f for f in doubts if f not in dangers)
    assert dangers
    assert len(doubts) >= 3
    certain = person.seen.checked["present"]
    person.press("continue", words=words, shown=words, present=[*certain, ticked])
    case = case_of(person)
    assert ticked in case["present"]
    assert {asked["finding"] for asked in case["asked"]} == dangers


def test_on_the_page_words_of_which_no_guess_is_right_are_not_understood(person):
    ticked = shown(person, CRAMPS).checked["present"]
    person.press("continue", words=CRAMPS, shown=CRAMPS, present=ticked, meant=["none"])
    assert DOUBT in case_of(person)["unread"]


@pytest.mark.parametrize("button", ["skip", "check"])
def test_on_the_page_what_was_typed_and_ticked_counts_whatever_button_leaves_it(person, button):
    person.say("my feet tingle")
    person.press(button, age="70", sex="female", words=MEDICINES, present=["diabetes"])
    case = case_of(person)
    assert (case["age"], case["sex"]) == (70, "female")
    assert "diabetes" in case["present"]
    assert "statin" in {asked["finding"] for asked in case["asked"]} | {*case["present"]}
    assert "duration_days" in case["unknown"]


def test_what_is_said_beside_how_long_it_is_stays_to_be_asked(person):
    said = "two months but worse this week"
    assert "To be confirmed, and not counted until then: 'worse this week'" in typed(
        "my feet tingle", "yes", "50", "male", said, "none", "stop", "", "quit"
    )
    person.say("my feet tingle")
    person.who(since=said)
    case = case_of(person)
    assert case["duration_days"] == 60.875
    assert [asked["finding"] for asked in case["asked"]] == ["worsening"]


def test_who_it_is_is_heard_in_other_words_too():
    told = typed("my feet tingle grumblewort", "yes", "I am a man of 71", "yes", "stop", "", "quit")
    assert "71 years; male; yes: Tingling feet Enter" in told


@pytest.mark.parametrize("so", ["leg_weakness", "rapidly_worsening_weakness"])
def test_what_follows_from_something_that_is_so_is_not_denied_by_the_same_answer(so, base):
    answer = with_words(Answer(question="list", present=(so,)), Entry(absent=("muscle_weakness",)), base.vocabulary)
    assert "muscle_weakness" not in answer.absent
    assert accept(Case(), answer, base.vocabulary).states(base.vocabulary)[so] is State.PRESENT


def test_a_no_beside_a_number_that_belies_it_ends_no_interview():
    lines = ["my calf hurts", "yes", "45", "male", "2 days", "none"]
    said = CliRunner().invoke(
        main, ["--no-save"], input="\n".join([*lines, "1 but no muscle weakness", *["yes"] * 3, "quit"])
    )
    assert said.exit_code == 0
    assert "Error:" not in said.output
