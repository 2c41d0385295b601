"""On 24 rows of 80 columns every question stands whole: heading, options, prompt and the line of help."""

import random
from pathlib import Path

import pytest
from rich.console import Console
from sampled import marked_by_place

from soleus.interview.interview import Interview
from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.rules.rule import Level
from soleus.terminal.asking import Asking
from soleus.terminal.prompt_io import PROMPT, TerminalFace
from soleus.validation.replay import respond

ROWS, COLUMNS = 24, 80
PUBLISHED = sorted((Path(__file__).parent.parent / "cases" / "published").glob("*.yaml"))


def lines_of(question, talk, base):
    """The lines that a question takes on the screen, with the longest number before it."""
    face = TerminalFace()
    face.console = Console(width=COLUMNS, height=ROWS, highlight=False, emoji=False, markup=False)
    asking = Asking(face, base.vocabulary, question, print, talk.case)
    asking.headed = "Question 17, a few more. "
    with face.console.capture() as shown:
        asking.put()
    return shown.get().splitlines()


SOME = marked_by_place(random.Random(4).sample(PUBLISHED, 8), quick=3, slow=1)


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_each_question_of_an_interview_fits(base, path):
    (case,) = read_cases(str(path), base.vocabulary)
    talk = Interview(base)
    talk.heeded = Level.EMERGENCY
    while isinstance(coming := talk.next(), Question):
        lines = lines_of(coming, talk, base)
        assert len(lines) + PROMPT <= ROWS, "\n".join(lines)
        assert all(len(line) <= COLUMNS for line in lines)
        talk.answer(coming, respond(coming, case, base.vocabulary, "not sure"))


def test_a_long_option_hangs_under_its_number(base):
    face = TerminalFace()
    face.console = Console(width=40, highlight=False, emoji=False, markup=False)
    with face.console.capture() as shown:
        face.show_list([("1. ", "Is there a wound, sore, blister or bite on your legs?"), ("2. ", "Fever?")])
    assert shown.get().splitlines()[1].startswith("     ")
