"""An alarm once shown never leaves without a word: what later answers take back is told on each face, and why."""

import json

import pytest
from click.testing import CliRunner
from web_client import begun

from soleus.cli import main
from soleus.facts.answer import Answer
from soleus.facts.case import Case
from soleus.interview.interview import Interview
from soleus.interview.question import End, Question
from soleus.rules.rule import Level
from soleus.terminal.session_store import session
from soleus.wording.asking import ended
from soleus.wording.telling import as_json, telling

CALF = "my left calf is swollen and hurts since yesterday"
FALLEN = "It no longer stands"


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def person():
    with begun() as found:
        yield found


def answered(talk, **given):
    """Answer the question that comes next."""
    question = talk.next()
    assert isinstance(question, Question)
    talk.answer(question, Answer(question=question.id, **given))


def with_low_potassium(base):
    """Someone whose water tablet and low potassium were acted on, and who then goes on."""
    talk = Interview(base)
    answered(talk, present=("loop_diuretic", "potassium_low", "muscle_weakness"))
    end = talk.next()
    assert end.reason in (End.URGENT, End.EMERGENCY)
    talk.go_on(end.level)
    return talk, end


def test_an_alarm_that_stands_is_not_said_to_have_fallen(base):
    talk, end = with_low_potassium(base)
    answered(talk, age=60, sex="female", duration_days=9)
    found = talk.consultation()
    assert found.referral.level is end.level
    assert not [w for w in found.warnings if FALLEN in w]


def test_a_low_potassium_that_was_none_is_told_with_what_was_shown_before(base):
    talk, end = with_low_potassium(base)
    answered(talk, age=60, sex="female", duration_days=9)
    talk.change(1, Answer(question="words", present=("loop_diuretic",), absent=("potassium_low", "muscle_weakness")))
    found = talk.consultation()
    assert found.referral.level.rank < end.level.rank
    (said,) = [w for w in found.warnings if FALLEN in w]
    assert base.rules[talk.alarms[0].rule].title[1:] in said
    assert f"{base.vocabulary.findings['potassium_low'].label!r} is now answered no" in said
    assert said in telling(found, base).notes
    assert said in json.loads(as_json(found, base))["warnings"]


def test_what_is_taken_back_alone_is_no_longer_said(base):
    talk, _ = with_low_potassium(base)
    answered(talk, age=60, sex="female", duration_days=9)
    talk.change(1, Answer(question="words", present=("loop_diuretic",)))
    (said,) = [w for w in talk.consultation().warnings if FALLEN in w]
    assert "is no longer said" in said
    assert "is now answered no" not in said


def test_of_a_sign_and_what_it_implies_the_sign_alone_is_named(base):
    talk = Interview(base)
    answered(talk, present=("leg_swelling_one_side", "calf_pain"), age=60, sex="female", duration_days=1)
    talk.change(1, Answer(question="words", present=("calf_pain",)))
    (said,) = [w for w in talk.consultation().warnings if FALLEN in w]
    assert base.vocabulary.findings["leg_swelling_one_side"].label in said
    assert f"{base.vocabulary.findings['leg_swelling'].label!r}" not in said


def test_another_alarm_interrupts_anew_once_the_first_has_fallen(base):
    talk, _ = with_low_potassium(base)
    talk.change(1, Answer(question="words", present=("leg_pain",)))
    assert isinstance(talk.next(), Question)
    answered(talk, age=60, sex="female", duration_days=2)
    answered(talk, present=("saddle_numbness", "urinary_retention"))
    end = talk.next()
    assert (end.reason, end.level) == (End.EMERGENCY, Level.EMERGENCY)
    assert len(talk.alarms) == 2


def test_a_parent_is_told_of_the_child_when_an_alarm_interrupts(base):
    talk = Interview(base, start=Case(age=14, sex="female", duration_days=1))
    answered(talk, present=("loop_diuretic", "potassium_low", "muscle_weakness"))
    end = talk.next()
    other = end.model_copy(update={"actions": ("Call an ambulance if you become breathless.",)})
    assert ended(other, talk.case).actions == ("Call an ambulance if your child becomes breathless.",)
    assert ended(other, Case(age=40)) == other


def typed(*lines, args=()):
    """What the interview says to someone who types these lines."""
    return CliRunner().invoke(main, list(args), input="".join(f"{line}\n" for line in lines)).output


def test_the_terminal_says_it_in_the_result(base):
    said = typed(CALF, "yes", "yes", "change 1", "my legs ache", "yes", "stop", "", "quit")
    shown = " ".join(said.split("What might explain it")[0].split())
    assert "To be seen today" in shown
    assert FALLEN in shown


def test_a_session_that_is_taken_up_again_still_says_it(base):
    said = typed(CALF, "yes", "yes", "change 1", "my legs ache", "yes", "quit")
    interview, journal, _ = session(said.strip().splitlines()[-1].split()[-1]).resume(base)
    journal.close()
    assert [w for w in interview.consultation().warnings if FALLEN in w]


def test_the_page_says_it_in_the_result_and_in_the_data(person):
    person.say(CALF)
    assert 'class="care urgent"' in person.seen.text
    person.press("check")
    person.press("change:1")
    person.say("my legs ache")
    state = person.seen.state
    page = person.press("", to="/result")
    assert FALLEN in page.text
    data = person.client.post("/download/consultation", data={"state": state}).json()
    assert [w for w in data["warnings"] if FALLEN in w]
