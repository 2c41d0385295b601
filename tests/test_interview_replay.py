"""Published cases taken through the interview from a few symptoms told first."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.case import Case
from soleus.interview.interview import Interview
from soleus.interview.progress import LIMIT
from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.rules.rule import Level
from soleus.validation.replay import centile, replay, respond

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parent.parent / "cases" / "published"


@pytest.fixture(scope="module")
def cases(base):
    """Every eighth published case, for the time it takes."""
    files = sorted(FOLDER.glob("*.yaml"))[::8]
    return [c for path in files for c in read_cases(str(path), base.vocabulary)]


@pytest.fixture(scope="module")
def replays(cases, base):
    return [replay(case, base) for case in cases]


def test_the_interview_is_short_and_reaches_what_matters(replays):
    questions = [r.questions for r in replays]
    assert centile(questions, 0.5) <= 14
    assert centile(questions, 0.9) <= 16
    assert centile([r.options for r in replays], 0.5) <= 80
    assert centile([r.options for r in replays], 0.9) <= 120
    assert max(questions) <= LIMIT + 1
    assert sum(r.same_first and r.same_level for r in replays) >= 0.95 * len(replays)
    assert centile([r.reached for r in replays], 0.5) >= 0.7  # the rest moves neither the first cause nor the level


def test_a_danger_sign_that_is_an_emergency_stops_within_six_questions(base):
    vocabulary = base.vocabulary
    signs = [
        r.when for r in base.referral
        if r.level == "emergency" and isinstance(r.when, str) and vocabulary.findings[r.when].danger
    ]  # fmt: skip
    assert signs
    for sign in signs:
        result = replay(Case(age=60, sex="male", present=("leg_pain", sign)), base, symptoms=1)
        assert result.emergency_after is not None
        assert result.emergency_after <= 6, sign


def test_nothing_is_answered_that_the_case_does_not_state(cases, base):
    case = cases[0]
    talk = Interview(base)
    talk.go_on(Level.EMERGENCY)
    for _ in range(6):
        question = talk.next()
        assert isinstance(question, Question)
        talk.answer(question, respond(question, case, base.vocabulary, "not sure"))
    stated = case.states(base.vocabulary)
    assert talk.case.states(base.vocabulary).items() <= stated.items()


def test_the_scorecard_of_the_interview():
    file = str(sorted(FOLDER.glob("*.yaml"))[0])
    told = CliRunner().invoke(main, ["scorecard", file, "--interview"])
    assert told.exit_code == 0
    for figure in ("questions: median", "findings reached: median", "first hypothesis as in the full case: "):
        assert told.output.count(figure) == 2
    data = json.loads(CliRunner().invoke(main, ["scorecard", file, "--interview", "--json"]).output)
    assert {c["otherwise"] for c in data["cases"]} == {"not sure", "no"}
