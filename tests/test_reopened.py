"""A broad question that is said yes to opens the dangers behind it again, whatever was said of them before."""

import pytest

from soleus.facts.answer import Answer
from soleus.interview.answering import ticked
from soleus.interview.gates import gates
from soleus.interview.interview import Interview
from soleus.interview.question import Question, QuestionKind
from soleus.rules.rule import Level

SAID = Answer(
    question="words",
    present=("calf_swelling", "leg_swelling_one_side"),
    absent=("shortness_of_breath", "chest_pain"),
    age=34,
    sex="female",
    duration_days=3,
)


@pytest.fixture
def talk(base):
    talk = Interview(base)
    talk.answer(Question(id="words", kind=QuestionKind.WORDS, heading="What is the matter?", help=""), SAID)
    talk.go_on(Level.EMERGENCY)
    return talk


@pytest.fixture
def broad(base):
    gate = next(g for g in gates(base.vocabulary) if "shortness_of_breath" in g.covers)
    return Question(
        id="danger", kind=QuestionKind.TICKLIST, heading="Is any of this so?", help="", options=(gate.option,)
    )


def said(question, yes, base):
    return ticked(question, {question.options[0].id} if yes else set(), "absent", base.vocabulary)


def test_breathing_that_was_called_fine_is_asked_about_behind_a_yes(talk, broad, base):
    talk.answer(broad, said(broad, True, base))
    assert {"shortness_of_breath", "chest_pain"} <= {o.id for o in talk.next().options}


def test_the_same_where_a_no_is_changed_to_a_yes(talk, broad, base):
    talk.answer(broad, said(broad, False, base))
    talk.answer(Question(id="later", kind=QuestionKind.TICKLIST, heading="?", help=""), Answer(question="later"))
    talk.change(2, said(broad, True, base))
    asked = talk.next()
    assert {"shortness_of_breath", "chest_pain"} <= {o.id for o in asked.options}
    talk.answer(asked, ticked(asked, {"shortness_of_breath"}, "absent", base.vocabulary))
    assert "shortness_of_breath" in talk.case.present
    assert "chest_pain" in talk.case.absent
