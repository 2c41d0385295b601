"""The interview in a real terminal, driven by tmux: answers, why, back, change, kill -9, resume, end."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")]
PATIENCE = 60


class Terminal:
    """A terminal of its own, on a tmux server of its own."""

    def __init__(self, state, columns=100, rows=300):
        self.server, self.state, self.columns = f"soleus-{uuid.uuid4().hex[:8]}", state, columns
        self.run("-f", os.devnull, "new-session", "-d", "-s", "t", "-x", str(columns), "-y", str(rows), "cat")

    def run(self, *words):
        """A tmux command."""
        return subprocess.run(["tmux", "-L", self.server, *words], check=True, capture_output=True, text=True).stdout

    def start(self, *args, **environment):
        """Run soleus with these arguments, on a clean screen."""
        given = " ".join(f"{k}={v}" for k, v in environment.items())
        given += f" XDG_STATE_HOME={self.state} TERM=xterm-256color"
        command = f"env -u COLUMNS -u LINES {given} {sys.executable} -m soleus.cli {' '.join(args)}; echo over; cat"
        self.run("respawn-pane", "-k", "-t", "t", "clear; cat")
        self.run("clear-history", "-t", "t")
        self.run("respawn-pane", "-k", "-t", "t", command)

    def visible(self):
        """What is on the screen now, its last lines of help left out."""
        return self.run("capture-pane", "-p", "-t", "t")

    def screen(self):
        """Everything on the screen and scrolled off it."""
        return self.run("capture-pane", "-p", "-J", "-S", "-2000", "-t", "t")

    def see(self, text, times=1):
        """Wait until the text, or the texts together, stand on the screen so many times."""
        end = time.monotonic() + PATIENCE
        texts = (text,) if isinstance(text, str) else text
        while time.monotonic() < end:
            screen = self.screen()
            if sum(map(screen.count, texts)) >= times:
                return screen
            time.sleep(0.1)
        raise AssertionError(f"never saw {text!r} {times} times:\n{self.screen()}")

    def type(self, line, then, times=1):
        """Type a line and wait for what is to follow."""
        self.run("send-keys", "-t", "t", "-l", line)
        self.run("send-keys", "-t", "t", "Enter")
        return self.see(then, times)

    def child(self):
        """The process id of soleus."""
        shell = self.run("list-panes", "-t", "t", "-F", "#{pane_pid}").strip()
        out = subprocess.run(["ps", "-o", "pid=", "--ppid", shell], check=True, capture_output=True, text=True).stdout
        return int(out.split()[0])


@pytest.fixture
def terminal(tmp_path):
    opened = Terminal(tmp_path / "state")
    yield opened
    opened.run("kill-server")


NAMES = "Which? (names or numbers"


def test_a_whole_session(terminal):
    terminal.start()
    terminal.see("Your words:")
    terminal.type("my calves cramp at night", "Is that right? (yes, no, or say what is wrong)")
    terminal.type("yes", "Age in years?")
    terminal.type("68", "Female, male or other?")
    terminal.type("female", "Since when have you had it?")
    terminal.type("3 weeks", NAMES)
    terminal.type("none", "To see how urgent")
    terminal.type("why", "This question could change the result")
    terminal.type("back", "You answered: 68 years; female; for 3 weeks; no: ")
    terminal.type("69", "Female, male or other?", 2)
    terminal.type("female", "Since when have you had it?", 2)
    terminal.type("3 weeks", NAMES, 2)
    terminal.type("none", "To see how urgent", 3)
    terminal.type("change 2", "Age in years?", 3)
    terminal.type("70", "Female, male or other?", 3)
    terminal.type("f", "Since when have you had it?", 3)
    terminal.type("3 weeks", NAMES, 3)
    terminal.type("none", "To see how urgent", 4)

    os.kill(terminal.child(), signal.SIGKILL)
    terminal.see("over")
    terminal.start("sessions", "resume")
    terminal.see("To see how urgent")
    terminal.type("none", "Question 4,")
    terminal.type("stop", "70 years; female")
    terminal.type("", "What might explain it")
    terminal.see("What now?")
    terminal.type("quit", "over")


def test_control_c_and_control_d_leave_with_everything_saved(terminal):
    for key in ("C-c", "C-d"):
        terminal.start()
        terminal.see("Your words:")
        terminal.run("send-keys", "-t", "t", key)
        terminal.see("Go on with: soleus sessions resume")


def test_control_c_at_the_reading_back_loses_no_word(terminal):
    terminal.start()
    terminal.see("Your words:")
    terminal.type("my calves cramp at night", "Is that right? (yes, no, or say what is wrong)")
    terminal.run("send-keys", "-t", "t", "C-c")
    terminal.see("Go on with: soleus sessions resume")
    terminal.start("sessions", "resume")
    terminal.see("Your words: my calves cramp at night")
    terminal.type("yes", "Age in years?")


PAUSE, PROMPTS = "Press Enter to go on:", ("Which? (numbers", "Press Enter to go on:")
QUESTION = ("More, to see how urgent it is: is any of this so?", "  1. ", "  7. ", "Which? (numbers")


@pytest.fixture
def small(tmp_path):
    opened = Terminal(tmp_path / "state", columns=80, rows=24)
    yield opened
    opened.run("kill-server")


def to_danger(terminal):
    terminal.start()
    terminal.see("Your words:")
    terminal.type("my calves cramp at night", "Is that right? (yes, no, or say what is wrong)")
    terminal.type("yes", "Age in years?")
    terminal.type("68", "Female, male or other?")
    terminal.type("female", "Since when have you had it?")
    terminal.type("3 weeks", NAMES)
    terminal.type("none", "Which? (numbers")


def test_on_24_rows_the_question_stands_whole_after_whatever_was_shown_between(small):
    to_danger(small)
    small.type("none", "Question 4,")
    small.see("Which? (numbers", 2)
    for times, word in enumerate(("why", "?", "how"), 3):
        paused = small.screen().count(PAUSE)
        small.type(word, PROMPTS, times + paused)
        if small.screen().count(PAUSE) > paused:
            small.type("", "Which? (numbers", times)
        assert all(part in small.visible() for part in QUESTION), small.visible()
    small.type("? 3", "Which? (numbers", 6)
    assert all(part in small.visible() for part in QUESTION)


def test_on_24_rows_a_long_text_is_shown_from_its_first_line_page_by_page(small):
    to_danger(small)
    small.type("stop", "Enter for the result")
    small.type("", "What now?")
    assert "Make an appointment within two weeks" in small.visible()
    texts = {"why not iron": "Why not", "what if vegan diet": "Vegan diet: yes", "full": "Assessment"}
    for words, begins in texts.items():
        seen = small.screen().count("to leave out")
        small.type(words, "to leave out", seen + 1)
        assert begins in small.visible()
        asked = small.screen().count("What now?")
        small.type("q", "What now?", asked + 1)


def test_sixty_columns_and_no_colour(tmp_path):
    terminal = Terminal(tmp_path / "state", columns=60)
    try:
        terminal.start(NO_COLOR="1")
        terminal.see("Your words:")
        terminal.type("list", "Age in years?")
        terminal.type("30", "Female, male or other?")
        terminal.type("male", "Since when have you had it?")
        terminal.type("2 days", NAMES)
        terminal.type("none", "Which? (numbers")
        coloured = terminal.run("capture-pane", "-p", "-e", "-S", "-500", "-t", "t")
        asked = coloured[coloured.index("What troubles your legs") : coloured.rindex("Which?")]
        assert not any(f"\x1b[{code}m" in asked for code in range(30, 38))
        assert all(len(line) <= 60 for line in terminal.run("capture-pane", "-p", "-t", "t").splitlines())
    finally:
        terminal.run("kill-server")
