"""Practice in a real terminal of 24 lines and 80 columns: a case, killed and gone on with, every screen in full."""

import os
import re
import shutil
import signal
import time

import pytest
from practising import BASE
from test_interview_tmux import PATIENCE, Terminal

from soleus.practice.sitting import drawn

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")]


class Small(Terminal):
    """A terminal of 24 lines and 80 columns."""

    def run(self, *words):
        return super().run(*("24" if word == "300" else word for word in words))

    def prompts(self):
        """The prompts at the foot of each page so far."""
        return re.findall(r"Enter for more|Press Enter to go on", self.screen())

    def at_the_end(self):
        """Whether the last page is reached."""
        return self.prompts()[-1] == "Press Enter to go on"

    def turn(self):
        """Turn one page."""
        before = len(self.prompts())
        self.run("send-keys", "-t", "t", "Enter")
        end = time.monotonic() + PATIENCE
        while len(self.prompts()) == before:
            assert time.monotonic() < end, self.screen()
            time.sleep(0.1)

    def shown(self):
        """What stands on the screen, without what has scrolled off."""
        return self.run("capture-pane", "-p", "-t", "t")


@pytest.fixture
def terminal(tmp_path):
    opened = Small(tmp_path / "state", columns=80)
    opened.data = tmp_path / "data"
    yield opened
    opened.run("kill-server")


def test_a_whole_case(terminal):
    hand = drawn("5", 0, BASE)
    terminal.start("practice", "--seed", "5", XDG_DATA_HOME=terminal.data)
    terminal.see("Ask (0 of 40 spent):")
    terminal.type("do you smoke?", "Ask (1 of 40 spent):")
    os.kill(terminal.child(), signal.SIGKILL)
    terminal.see("over")
    terminal.start("practice", XDG_DATA_HOME=terminal.data)
    terminal.see("You left it open; 1 of 40 spent so far.")
    terminal.type("done", "The problem in one line")
    terminal.type("in my own words", "Your causes")
    terminal.type("iron 50, B12 20", "How soon are they to be seen?")
    terminal.type("3", "What speaks for")
    terminal.type("1", "What speaks against")
    before = terminal.type("2", "Enter commits")
    assert hand.case.url not in before
    assert BASE.hypotheses[hand.truth].label not in before
    terminal.type("", "Enter for more, 'q' to leave out")
    while not terminal.at_the_end():
        assert len(terminal.shown().rstrip("\n").split("\n")) <= 24
        terminal.turn()
    terminal.type("", "One sentence to keep")
    told = terminal.screen()
    assert f"{BASE.hypotheses[hand.truth].label}." in told.replace("\n", " ")
    terminal.type("a sentence to keep", "This cause comes again in")
    terminal.see("over")
    terminal.start("practice", "progress", XDG_DATA_HOME=terminal.data)
    terminal.see("1 case: the cause first in")
    terminal.start("practice", "review", XDG_DATA_HOME=terminal.data)
    terminal.see("committed")


def test_an_exercise_longer_than_the_screen_is_read_from_its_beginning(terminal):
    terminal.start("practice", "--kind", "error", "--seed", "a", XDG_DATA_HOME=terminal.data)
    terminal.see("Enter for more")
    assert "(a line of reasoning; is it right?)" in terminal.shown()
    assert "1 There is no error" not in terminal.shown()
    terminal.type("", "Is there an error, and where?")
    assert "1 There is no error" in terminal.shown()


def test_a_list_longer_than_the_screen_is_shown_page_by_page_and_the_next_line_typed_is_an_answer(terminal):
    terminal.start("practice", "--seed", "5", XDG_DATA_HOME=terminal.data)
    terminal.see("Ask (0 of 40 spent):")
    terminal.type("done", "The problem in one line")
    terminal.type("", "Your causes")
    terminal.type("? e", "Enter for more")
    assert len(terminal.shown().rstrip("\n").split("\n")) <= 24
    terminal.type("q", "Your causes")
    terminal.type("iron 40", "How soon are they to be seen?")
