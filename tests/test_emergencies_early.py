"""Classic emergencies that a person can feel or say are acted on within five screens; what is counted is right."""

from pathlib import Path

import pytest
import yaml

from soleus.facts.case import Case
from soleus.facts.open_questions import Open
from soleus.interview.candidates import MOST_OPTIONS
from soleus.interview.emergencies import ALL, Emergencies, emergencies_of, shipped, written
from soleus.interview.interview import Interview
from soleus.interview.looming import Looming, at_least
from soleus.interview.question import Question
from soleus.interview.question_value import Worth
from soleus.rules.rule import Level
from soleus.validation.replay import respond

ROWS = yaml.safe_load((Path(__file__).parent / "data" / "emergencies_early.yaml").read_text(encoding="utf-8"))
SCREENS = 5


def screens_until_acted_on(row, base, otherwise):
    """The questions before the emergency is acted on, the first words and who they are with them."""
    case = Case(age=row["age"], sex="female", duration_days=1, present=(*row["first"], *row["so"]))
    talk, asked = Interview(base), []
    while len(asked) <= row.get("screens", SCREENS):
        coming = talk.next()
        if isinstance(coming, Question):
            asked.append(coming)
            answer = respond(coming, case, base.vocabulary, otherwise)
            told = {"present": tuple(row["first"])} if coming.name == "words" else {}
            talk.answer(coming, answer.model_copy(update=told))
        elif coming.level is Level.EMERGENCY:
            break
        else:
            talk.go_on(coming.level)
    return asked


@pytest.mark.parametrize("otherwise", ["no", "not sure"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_an_emergency_that_can_be_said_is_acted_on_within_five_screens(row, otherwise, base):
    asked = screens_until_acted_on(row, base, otherwise)
    assert len(asked) <= row.get("screens", SCREENS)
    assert all(len(question.options) <= MOST_OPTIONS for question in asked)
    shown = [o.id for question in asked for o in question.options]
    assert len(shown) == len(set(shown))
    assert not set(row["first"]) & set(shown)


def looming(base, *present):
    case = Case(age=50, sex="male", duration_days=9, present=present)
    return Looming(Worth(base, Open(case, base.vocabulary)))


def test_once_it_is_an_emergency_nothing_looms(base):
    assert not looming(base, "saddle_numbness").alarming


def test_two_answers_that_alarm_only_together_both_loom_and_the_second_more_after_the_first(base):
    alone, with_one = looming(base, "fatigue"), looming(base, "fatigue", "leg_swelling")
    assert alone.of("coughing_blood") > 0
    assert with_one.hangs["coughing_blood"] > alone.hangs["coughing_blood"]


@pytest.mark.parametrize(("n", "chances", "likely"), [(0, [0.5], 1), (1, [0.5, 0.5], 0.75), (2, [0.5, 0.5, 0.5], 0.5)])
def test_how_likely_some_of_several_hold(n, chances, likely):
    assert at_least(n, chances) == pytest.approx(likely)


def test_only_emergencies_that_can_be_felt_or_said_are_counted(base):
    calm = Case(age=50, sex="male", duration_days=9, present=("leg_pain",))
    urgent = Case(age=50, sex="male", duration_days=9, present=("back_pain", "saddle_numbness"))
    counts = emergencies_of([calm, urgent, urgent], base)
    assert counts.of[ALL] == 2
    assert counts.present["saddle_numbness"][ALL] == 2
    assert "leg_pain" not in counts.present
    assert Emergencies.model_validate(yaml.safe_load(written(counts))) == counts


def test_no_finding_is_counted_more_often_than_its_topic():
    counts = shipped()
    assert all(n <= counts.of[topic] for found in counts.present.values() for topic, n in found.items())
    assert all(found[ALL] == max(found.values()) for found in counts.present.values())
