"""Sessions beside each other: one terminal has one open, and a damaged one hides none."""

import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.terminal.journal import folder


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")


def said(*args, status=0, typed="quit\n"):
    """What a command says; its exit status is as given."""
    result = CliRunner().invoke(main, list(args), input=typed)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def name():
    """A session in which one sentence was said."""
    said(typed="my calves cramp at night\nyes\n")
    (path,) = folder().glob("*.jsonl")
    return path.stem


@pytest.fixture
def elsewhere(name):
    """Another process, which has the session open and waits for an answer."""
    command = [sys.executable, "-m", "soleus.cli", "sessions", "resume", name, "--plain"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while (line := process.stdout.readline()) and b"Question" not in line:
            pass
        assert line
        yield process
        process.kill()


def test_a_session_open_elsewhere_is_refused_with_who_has_it_and_what_to_do(name, elsewhere):
    for command in ("resume", "delete"):
        message = said("sessions", command, name, status=2)
        assert len(message.splitlines()) == 1
        assert f"session {name} is open already: process {elsewhere.pid}" in message
        assert "type 'quit' there first" in message
    assert "1 answered" in said("sessions", "list")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_the_lock_ends_with_a_killed_process_and_leaves_nothing(name, elsewhere):
    os.kill(elsewhere.pid, signal.SIGKILL)
    elsewhere.wait()
    assert [path.name for path in folder().iterdir()] == [f"{name}.jsonl"]
    assert f"Go on with: soleus sessions resume {name}" in said("sessions", "resume", name)


def test_what_was_answered_elsewhere_meanwhile_is_kept(name, elsewhere):
    elsewhere.communicate(b"68\nfemale\n3 weeks\nnone\nquit\n")
    assert "2 answered" in said("sessions", "list")
    assert "Question 3" in said("sessions", "resume", name)


def test_a_session_is_listed_by_its_complaint_and_when_it_was_last_used(name):
    os.utime(folder() / f"{name}.jsonl", (1_000_000_000, 1_000_000_000))
    listed = said("sessions", "list").splitlines()
    assert listed == ["my calves cramp at night", f"  {name}  last used 2001-09-09 01:46 UTC, 1 answered"]


def test_the_last_used_comes_first_and_is_resumed(name):
    said(typed="my feet tingle\nyes\n")
    os.utime(folder() / f"{name}.jsonl", (4_000_000_000, 4_000_000_000))
    first, _, second, _ = said("sessions", "list").splitlines()
    assert (first, second) == ("my calves cramp at night", "my feet tingle")
    assert f"resume {name}" in said("sessions", "resume")


HEADER = b'{"knowledge": "1.0.0"}\n'
DAMAGED = {
    "empty": b"",
    "no-line": HEADER[:-1],
    "no-session": b"[1]\n",
    "rubbish": HEADER + b"{rubbish\n",
    "bytes": HEADER + b"\xff\xfe\x00\n",
    "deep": HEADER + b"[" * 100_000 + b"\n",
    "other-step": HEADER + b'{"do": ["answer"]}\n',
    "answer-is-text": HEADER + b'{"do": "answer", "answer": "yes", "question": {}}\n',
    "step-is-text": HEADER + b'{"do": "change", "step": "first", "answer": {"question": "who"}}\n',
    "escape\x1b[2J": HEADER + b"rubbish\n",
}


@pytest.mark.parametrize("stem", DAMAGED)
def test_a_damaged_session_is_listed_by_its_file_and_hides_no_other(name, stem):
    (folder() / f"{stem}.jsonl").write_bytes(DAMAGED[stem])
    listed = said("sessions", "list")
    assert "my calves cramp at night" in listed
    assert listed.splitlines()[-1].startswith("Damaged: ")
    assert f"{stem.replace(chr(27), '?')}.jsonl" in listed
    assert "\x1b" not in listed
    assert f"resume {name}" in said("sessions", "resume")
    assert ".jsonl" in said("sessions", "resume", stem, status=2)
    said("sessions", "delete", stem)
    assert "Damaged" not in said("sessions", "list")


ODD = {
    "folder": lambda path: path.mkdir(),
    "dead-link": lambda path: path.symlink_to("nowhere"),
    "pipe": lambda path: os.mkfifo(path),
}


@pytest.mark.skipif(os.name == "nt", reason="no pipes with a name")
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_listed_as_damaged_and_not_waited_for(name, kind):
    ODD[kind](folder() / "odd.jsonl")
    listed = said("sessions", "list")
    assert "odd.jsonl: cannot be read" in listed
    assert "my calves cramp at night" in listed


def test_a_step_that_cannot_be_done_again_is_damage(name):
    with (folder() / f"{name}.jsonl").open("a") as file:
        file.write('{"do": "back"}\n{"do": "back"}\n')
    assert "the file is damaged" in said("sessions", "resume", name, status=2)


def test_no_word_in_a_file_steers_the_terminal(name):
    path = folder() / f"{name}.jsonl"
    path.write_text(path.read_text().replace("my calves", r"my \u001b]0;owned\u0007\u202ecalves"))
    assert "my ?]0;owned??calves cramp" in said("sessions", "list")
