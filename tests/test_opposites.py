"""What something that is so rules out is neither asked nor offered as a doubt beside it."""

import pytest

from soleus.facts.case import Case
from soleus.facts.reader import read_text, read_yaml
from soleus.interview.interview import Interview
from soleus.interview.opposites import FILE, SAID, already_said, opposed
from soleus.interview.question import Question, QuestionKind
from soleus.reading.dangers import is_danger
from soleus.reading.entries import told
from soleus.reading.story import facts_of
from soleus.validation.replay import respond
from soleus.wording.asking import without_person

PAIRS = read_yaml(read_text(FILE), str(FILE))


def test_opposites_are_findings_and_rule_each_other_out(base):
    for one, other in PAIRS:
        assert {one, other} <= base.vocabulary.findings.keys()
        assert other in opposed([one])
        assert one in opposed([other])


def test_what_another_finding_has_said_is_a_finding_that_is_no_danger(base):
    for one, others in read_yaml(read_text(SAID), str(SAID)).items():
        assert {one, *others} <= base.vocabulary.findings.keys()
        assert not any(is_danger(other, base.vocabulary) for other in others)
        assert already_said([one]) == {*others}


@pytest.mark.parametrize("both", ["leg_pain_both", "leg_swelling_both", "leg_numbness_both"])
def test_who_said_both_legs_is_never_asked_whether_it_is_one(both, base):
    talk, asked = Interview(base), set[str]()
    case = Case(age=50, sex="female", duration_days=30, present=(both,))
    while isinstance(coming := talk.next(), Question) or coming.reason.interrupts:
        if not isinstance(coming, Question):
            talk.go_on(coming.level)
            continue
        asked |= {o.id for o in coming.options} if coming.kind is QuestionKind.TICKLIST else set()
        talk.answer(coming, respond(coming, case, base.vocabulary, "not sure"))
    assert len(asked) > 20
    assert asked.isdisjoint(opposed([both]))


def test_no_pain_is_no_doubt_beside_pain(base):
    entry = told("its a bit sore", base.vocabulary)
    assert entry.present == ("leg_pain",)
    shown = without_person(entry, facts_of("its a bit sore"), base.vocabulary, ())
    assert "painless" not in {s.finding for s in shown.asked}


def test_who_may_be_pregnant_is_asked_so_with_the_first_danger_signs(base):
    for sex, age, told_so in (("female", 30, True), ("male", 30, False), ("female", 70, False)):
        talk = Interview(base)
        case = Case(age=age, sex=sex, duration_days=3, present=("leg_weakness",))
        while not isinstance(coming := talk.next(), Question) or coming.name != "danger":
            if isinstance(coming, Question):
                talk.answer(coming, respond(coming, case, base.vocabulary, "no"))
            else:
                talk.go_on(coming.level)
        assert ("pregnancy" in {o.id for o in coming.options}) is told_so
