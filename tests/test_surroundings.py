"""A full disk, no home, a poor encoding, a pipe without a writer: one line, never a traceback, never an escape."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from soleus.cli import main

TITLE = "\x1b]0;owned\x07"
CASE = "age: 66\nsex: female\npresent: [tingling, vegan_diet]\n"
HOMELESS = (
    "import os, pwd; os.environ.pop('HOME', 0); pwd.getpwuid = pwd.getpwnam = lambda who: {}[who]; "
    "[os.environ.pop(name, 0) for name in ('XDG_CACHE_HOME', 'XDG_STATE_HOME')]; from soleus.cli import run; run()"
)
posix = pytest.mark.skipif(os.name != "posix", reason="not a POSIX system")


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return str(path)


def ran(*args, code="from soleus.cli import run; run()", before=None, typed="", **streams):
    """The program as a process of its own."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "input": typed} | streams
    command = [sys.executable, "-c", code, *args]
    done = subprocess.run(command, text=True, errors="replace", preexec_fn=before, **streams)
    assert "Traceback" not in (done.stderr or "")
    return done


@pytest.mark.slow
@posix
@pytest.mark.parametrize("form", [(), ("--json",), ("--format", "html"), ("--full",)])
def test_a_full_disk_is_one_line(case, form):
    with open("/dev/full", "w") as full:
        done = ran("assess", case, *form, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "Error: the output: No space left on device\n"


@pytest.mark.slow
@posix
def test_an_output_that_was_closed_is_no_fault(case):
    done = ran("assess", case, before=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@posix
def test_a_reader_that_leaves_early_is_left_without_a_word(case):
    first = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.readline()"], stdin=subprocess.PIPE)
    done = ran("assess", *[case] * 30, "--json", stdout=first.stdin)
    first.stdin.close()
    first.wait()
    assert done.stderr == ""


@pytest.mark.slow
@posix
def test_without_a_home_cases_are_assessed_and_an_interview_is_held_unsaved(case):
    done = ran("assess", case, code=HOMELESS)
    assert (done.returncode, done.stderr) == (0, "")
    talk = ran("--plain", code=HOMELESS, typed="my calves cramp\nyes\nquit\n")
    assert talk.returncode == 0
    assert "cannot be saved" in talk.stdout
    assert ran("sessions", "list", code=HOMELESS).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_an_encoding_cannot_carry_becomes_a_question_mark(case, encoding):
    done = ran("assess", case, "--full", env=os.environ | {"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, "")
    assert "See a doctor within days." in done.stdout


def test_a_name_that_steers_the_terminal_is_shown_as_text():
    for words in (["assess", f"{TITLE}.yaml"], [f"{TITLE}"], ["assess", f"--{TITLE}"], ["cohort", TITLE, TITLE]):
        result = CliRunner().invoke(main, words, color=True)
        assert result.exit_code == 2
        assert "Error: " in result.stderr
        assert not {"\x1b", "\x07"} & {*result.output}


def test_a_word_of_any_length_is_refused_in_a_few_lines():
    result = CliRunner().invoke(main, ["explain", "examples/tingling-feet.yaml", "learn", "9" * 20_000])
    assert result.exit_code == 2
    assert len(result.stderr) < 1000


@posix
def test_a_pipe_that_nobody_writes_to_is_empty(tmp_path):
    for name in ("case.yaml", "case.jsonl"):
        os.mkfifo(tmp_path / name)
        result = CliRunner().invoke(main, ["assess", str(tmp_path / name)])
        assert result.exit_code == 2
        assert "holds no case" in result.stderr


@pytest.mark.slow
@posix
def test_a_pipe_that_somebody_writes_to_is_read():
    shown = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m soleus.cli assess --json <(sleep 1; echo 'present: [tingling]')"],
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stderr
    assert '"tingling"' in shown.stdout


@pytest.mark.slow
@posix
def test_bytes_that_are_no_text_are_read_as_far_as_they_are():
    done = subprocess.run(
        [sys.executable, "-m", "soleus.cli", "read", "-"], input=b"tingling \xff\xed\xa0\x80\n", capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert b"tingling" in done.stdout


def on_a_terminal(*args, typed=b""):
    """What the program shows on a terminal of its own."""
    import pty

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "soleus.cli", *args]
    child = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=os.environ | {"TERM": "xterm"}
    )
    os.close(terminal)
    os.write(controller, typed)
    shown = b""
    while True:
        try:
            shown += os.read(controller, 65536)
        except OSError:  # nobody has the terminal any more
            break
    child.wait()
    os.close(controller)
    return shown


@pytest.mark.slow
@posix
def test_nothing_from_outside_reaches_a_terminal_as_a_command(case, tmp_path, monkeypatch):
    """Title, id, key, term, name of a file, word of the command line, line of a session."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept = tmp_path / "state" / "soleus" / "sessions"
    kept.mkdir(parents=True)
    (kept / f"s{TITLE}.jsonl").write_text(f'{{"knowledge": "{TITLE}"}}\n')
    quoted = "\\u001b]0;owned\\u0007"
    named = tmp_path / f"a{TITLE}.yaml"
    named.write_text(CASE + "preesnt: [x]\n")
    attempts = [("assess", str(named)), ("find", TITLE), ("rules", "show", TITLE), ("sessions", "list"), (TITLE,)]
    fields = (f'"title": "{quoted}"', f'"id": "{quoted}"', f'"{quoted}": 1', f'"story": "{quoted}"',
              f'"present": ["{quoted}"]', f'"labs": {{"{quoted}": 1}}')  # fmt: skip
    for number, field in enumerate(fields):
        path = tmp_path / f"{number}.json"
        path.write_text(f'{{{field}, "age": 66}}')
        attempts.append(("assess", str(path)))
    for words in attempts:
        shown = on_a_terminal(*words)
        assert shown
        assert b"\x1b]" not in shown, words
        assert b"\x07" not in shown, words
        assert b"Traceback" not in shown, words
