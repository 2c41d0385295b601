"""About how many questions follow: what was promised may fall, and never rises, whatever is answered."""

import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sampled import marked_by_place

from soleus.cli import main
from soleus.interview.heard import heard, question_of
from soleus.interview.interview import Interview
from soleus.interview.progress import LIMIT, USUAL, Progress
from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.validation.replay import respond
from soleus.wording.asking import still_to_come

PUBLISHED = sorted((Path(__file__).parent.parent / "cases" / "published").glob("*.yaml"))
SOME = marked_by_place(random.Random(15).sample(PUBLISHED, 6), quick=3, slow=1)


def promises(case, base, chance):
    """What is promised at each question of one interview, after each of which the person may go back or add a word."""
    talk, told = Interview(base), []
    while len(told) < 40:
        coming = talk.next()
        if not isinstance(coming, Question):
            if not coming.reason.interrupts and (talk.keen or not coming.reason.may_go_on):
                return told
            talk.go_on(coming.level if coming.reason.interrupts else None)
            continue
        told.append((len(talk.progress.asked), talk.progress.left, still_to_come(talk.progress)))
        what = chance.random()
        if what < 0.1 and talk.steps:
            talk.back()
        elif what < 0.2:
            said = heard((), (chance.choice(["fever", "chest_pain", "vegan_diet", "leg_pain"]),))
            talk.answer(question_of(said, base.vocabulary), said)
        else:
            talk.answer(coming, respond(coming, case, base.vocabulary, chance.choice(["no", "not sure"])))
    return told


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_a_promise_never_rises_and_going_back_tells_what_was_told_there(base, path):
    (case,) = read_cases(str(path), base.vocabulary)
    told = promises(case, base, random.Random(path.stem))
    lowest, at = USUAL, {}
    for asked, left, words in told:
        if asked in at:
            assert at[asked] == left, "the same question is told another number"
        elif left is None:
            assert not re.search(r"\d", words)
            lowest = -1
        else:
            assert left < lowest
            lowest = left
        at[asked] = left
    assert len(at) > 3


def test_more_than_was_promised_is_said_in_words():
    asked = tuple(f"body-{n}" for n in range(USUAL))
    assert still_to_come(Progress(asked=asked)) == "a few more"
    assert still_to_come(Progress(asked=asked, keen=True)) == "more, as you asked"
    assert still_to_come(Progress(asked=asked[1:])) == "a few more"
    assert still_to_come(Progress()) == f"about {USUAL - 1} more"


def test_one_of_the_last_has_no_more_than_one_after_it():
    asked = tuple(f"body-{n}" for n in range(LIMIT))
    said = [still_to_come(Progress(asked=asked[:n])) for n in range(LIMIT)]
    assert [len(asked) - n for n, words in enumerate(said, 1) if words == "one of the last"] == [1, 0]


def test_the_terminal_promises_no_more_than_before(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    lines = ["list", "68", "female", "3 weeks", *["skip"] * 20]
    said = CliRunner().invoke(main, input="".join(f"{line}\n" for line in lines)).output
    told = [int(n) for n in re.findall(r"Question \d+, about (\d+) more", said)]
    assert told == sorted(told, reverse=True)
    assert len(told) > 5
