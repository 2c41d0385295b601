"""What is typed and not yet confirmed is kept: an interview that is left in the middle of a question resumes there."""

import pytest
import yaml
from click.testing import CliRunner

from soleus.cli import main


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")


def typed(*lines, args=()):
    """What the interview says to someone who types these lines, and then leaves."""
    return CliRunner().invoke(main, list(args), input="".join(f"{line}\n" for line in lines)).output


def resumed(*lines):
    """The same for the interview that was left."""
    return typed(*lines, args=["sessions", "resume"])


def test_words_that_were_read_back_but_not_confirmed_are_shown_again_and_confirmed_then(tmp_path):
    file = tmp_path / "me.yaml"
    typed("my feet tingle, no fever")
    again = resumed("yes", "stop", "", f"save {file}", "quit")
    assert "You had typed this to the next question" in again
    assert "Your words: my feet tingle, no fever" in again
    assert again.count("Is that right? (yes, no, or say what is wrong)") == 1
    assert yaml.safe_load(file.read_text())["present"] == ["tingling_feet"]


def test_what_was_confirmed_in_part_is_not_asked_again():
    typed("my calves cramp at night, but no fever, and xyzzy qwop", "no", "3")
    again = resumed("skip", "quit")
    assert "'none', or 'skip') 3" in again
    assert "Question 2" in again


def test_an_age_that_was_typed_is_not_typed_twice():
    typed("list", "68", "female")
    again = resumed("3 weeks", "none", "change", "quit")
    assert "Age in years? 68" in again
    assert "68 years; female; for 3 weeks" in again


def test_it_is_kept_however_often_the_interview_is_left():
    typed("my feet tingle")
    resumed()
    assert "Your words: my feet tingle" in resumed()


def test_words_taken_back_are_not_typed_again():
    typed("my feet tingle", "back", "my feet are numb")
    again = resumed("yes", "quit")
    assert "Your words: my feet are numb" in again
    assert "my feet tingle" not in again


def test_a_change_that_was_left_is_gone_on_with():
    typed("list", "68", "female", "3 weeks", "none", "change 2", "70")
    again = resumed("male", "2 days", "none", "change", "quit")
    assert "Age in years? 70" in again
    assert "70 years; male; for 2 days" in again


def test_an_answer_leaves_nothing_behind():
    typed("my feet tingle", "yes")
    assert "You had typed" not in resumed("quit")


def test_a_session_is_listed_by_words_that_are_not_confirmed_yet():
    typed("my feet tingle")
    assert "my feet tingle" in typed(args=["sessions", "list"])
