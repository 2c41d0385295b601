"""An interview that begins with a record: its answers are checked, can be changed, and are not asked again."""

import json

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.case import Case
from soleus.interview.from_record import steps_of
from soleus.interview.interview import Interview
from soleus.interview.question import Question

RECORD = {
    "id": "p",
    "metaData": {"phenopacketSchemaVersion": "2.0"},
    "subject": {"sex": "FEMALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P66Y"}}},
    "phenotypicFeatures": [
        {"type": {"id": "HP:0000819", "label": "Diabetes mellitus"}},
        {"type": {"id": "HP:0012531", "label": "Pain"}},
        {"type": {"id": "HP:0000286", "label": "Epicanthus"}},
        {"type": {"id": "HP:0000855", "label": "Insulin resistance"}, "excluded": True},
    ],
    "measurements": [
        {"assay": {"id": "LOINC:2276-4"}, "value": {"quantity": {"unit": {"id": "UCUM:ng/mL"}, "value": 9}}}
    ],
}


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def typed(tmp_path):
    """What the interview says to someone who types these lines."""
    path = tmp_path / "record.json"
    path.write_text(json.dumps(RECORD))

    def run(*lines):
        words = ["interview", "--from", str(path), "--plain"]
        result = CliRunner().invoke(main, words, input="".join(f"{line}\n" for line in lines))
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_what_the_record_says_is_shown_and_what_was_left_out_is_named(typed):
    shown = typed("quit")
    assert "From the record: 4 answers, check them." in shown
    assert "Left out: 'Epicanthus (HP:0000286)': not known here." in shown
    for line in ("1. What the record says: 66 years; female", "yes: Diabetes", "Ferritin 9 ng/mL"):
        assert line in shown


def test_an_answer_of_the_record_can_be_changed(typed):
    shown = typed("1", "67", "female", "", "quit")
    assert "1. What the record says: 67 years; female" in shown


def test_what_the_record_leaves_open_is_asked_and_then_what_is_the_matter(typed):
    shown = typed("", "1", "quit")
    assert "The record may mean this. What is so?" in shown
    assert "Do your legs hurt?" in shown
    assert "Your words:" in shown


def test_nothing_is_asked_that_the_record_says(typed):
    shown = typed("", "none", "my calves cramp at night", "yes", "quit")
    assert "Age in years?" not in shown
    assert "Since when" in shown


def test_a_session_that_began_with_a_record_is_resumed_with_its_answers(typed):
    typed("", "quit")
    shown = CliRunner().invoke(main, ["sessions", "resume", "--plain"], input="none\nquit\n").output
    assert "damaged" not in shown
    assert "3 answered" in CliRunner().invoke(main, ["sessions", "list"]).output


def test_the_steps_come_to_the_case_they_were_made_of(base):
    case = Case(age=66, sex="female", present=("diabetes",), absent=("fever",), labs={"ferritin": "9 ng/mL"})
    interview = Interview(base)
    for step in steps_of(case, base.vocabulary):
        interview.answer(step.question, step.answer)
    assert interview.case == case
    assert isinstance(interview.next(), Question)


def test_a_file_of_two_cases_or_none_is_refused(tmp_path):
    path = tmp_path / "two.json"
    path.write_text(json.dumps([RECORD, RECORD]))
    for name in (str(path), str(tmp_path / "none.json")):
        result = CliRunner().invoke(main, ["interview", "--from", name])
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1
