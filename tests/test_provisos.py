"""What is said with a bound, "only when it cramps", "but always has", is asked about with it, and never taken."""

import pytest

from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.interview.question import Option, Question, QuestionKind
from soleus.reading.entries import told
from soleus.reading.provisos import asked_with
from soleus.reading.tables import load_tables
from soleus.terminal.asking import Asking
from soleus.terminal.prompt_io import Face
from soleus.wording.asking import without_person


@pytest.fixture
def asking(base):
    """What asks one list of these findings of someone who types these lines."""

    def made(findings, lines):
        left, said = iter(lines), []

        class Typed(Face):
            def ask(self, prompt, words=()):
                said.append(prompt)
                return next(left)

        options = tuple(Option.of(base.vocabulary.findings[f]) for f in findings)
        question = Question(id="q", kind=QuestionKind.TICKLIST, heading="Is any of it so?", help="", options=options)
        case = Case(present=["muscle_cramps"])
        return Asking(Typed(), base.vocabulary, question, lambda _: None, case).answer(), said

    return made


@pytest.mark.parametrize(
    ("words", "finding", "asks"),
    [
        ("my calf is hard as wood when it cramps", "tense_leg", "also when there is no cramp"),
        ("he cannot move his leg during a cramp", "cannot_move_leg", "also when there is no cramp"),
        ("I cannot put weight on it while I have the cramp", "unable_to_bear_weight", "also when there is no cramp"),
        ("he wets the bed but always has", "urinary_incontinence", "and that is new"),
        ("I have always leaked urine", "urinary_incontinence", "and that is new"),
        ("she is incontinent of urine, has been for years", "urinary_incontinence", "and that is new"),
    ],
)
def test_a_bound_makes_a_danger_a_doubt_that_counts_until_it_is_answered(words, finding, asks, base):
    entry = told(words, base.vocabulary)
    assert finding not in (*entry.present, *entry.absent)
    doubt = next(s for s in entry.asked if s.finding == finding)
    assert doubt.likely
    assert doubt.state is State.PRESENT
    assert asked_with(finding, doubt.words) == asks


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("I cannot move my leg since yesterday. I always had bad cramps", "cannot_move_leg"),
        ("I leak urine since Monday; my knees were always bad", "urinary_incontinence"),
        ("chest pain only when I climb the stairs", "chest_pain"),
        ("I have had cramps for years and now I cannot hold my urine", "urinary_incontinence"),
    ],
)
def test_a_bound_of_something_else_or_of_what_is_grave_all_the_same_bounds_nothing(words, finding, base):
    assert finding in told(words, base.vocabulary).present


def test_what_a_parent_tells_of_a_child_with_a_bound_is_asked_about(base):
    from soleus.reading.story import facts_of

    words = "my son is 6 and he wets the bed but always has"
    facts = facts_of(words)
    entry = without_person(told(words, base.vocabulary, tale=True), facts, base.vocabulary, ())
    assert "urinary_incontinence" not in entry.present
    assert "urinary_incontinence" in [s.finding for s in entry.asked]


@pytest.mark.parametrize(("reply", "kept"), [("yes", True), ("no", False)])
def test_a_tick_with_a_bound_is_asked_about_with_it(reply, kept, asking):
    answer, said = asking(["leg_swelling", "tense_leg"], ["2 when it's cramping it goes hard as a rock", reply, "no"])
    assert ("tense_leg" in answer.present) is kept
    assert ("tense_leg" in answer.absent) is not kept
    assert any("also when there is no cramp" in prompt for prompt in said)


def test_a_tick_with_a_bound_that_is_left_open_is_denied_by_nothing(asking):
    answer, _ = asking(["leg_swelling", "tense_leg"], ["2 only when it's cramping", "skip", "no"])
    assert "tense_leg" not in (*answer.present, *answer.absent)
    assert "tense_leg" in [each.finding for each in answer.asked]


def test_every_bound_is_of_findings_that_there_are_and_is_found_where_it_stands(base):
    for proviso in load_tables().provisos.values():
        assert {*proviso.doubts} <= {*base.vocabulary.findings}


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("he vomited yesterday, fine now", "vomiting"),
        ("had a fever last week but it's gone now", "fever"),
    ],
)
def test_what_is_said_to_be_over_is_asked_about_now(words, finding, base):
    entry = told(words, base.vocabulary)
    assert not entry.present
    assert asked_with(finding, next(s.words for s in entry.asked if s.finding == finding)) == "still now"


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("hanging it out of bed doesn't help", "relieved_by_hanging_leg_down"),
        ("raising the legs makes no difference to the ache", "relieved_by_elevation"),
        ("its not red", "leg_redness"),
        ("kidneys ok", "kidney_disease"),
        ("no protein in the water", "nephrotic_syndrome"),
    ],
)
def test_what_does_not_help_is_no_relief_and_no_guess_turns_a_denial_round(words, finding, base):
    entry = told(words, base.vocabulary)
    assert finding not in entry.present
    assert (finding, State.PRESENT) not in [(s.finding, s.state) for s in entry.asked]
