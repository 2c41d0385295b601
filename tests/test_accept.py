"""An answer leaves a case that says nothing two ways, whatever it says itself."""

from hypothesis import given
from hypothesis import strategies as st

from soleus.engine.evaluate import evaluator
from soleus.facts.answer import Answer, accept
from soleus.facts.case import Case
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
NUMB = sorted(f for f in BASE.vocabulary.narrower("numbness") if not BASE.vocabulary.findings[f].danger)
SAID = st.lists(st.sampled_from(NUMB), unique=True, max_size=4)


@given(SAID, SAID, SAID, SAID)
def test_a_case_is_never_contradicted_by_its_own_answers(so, not_so, then, then_not):
    case = Case()
    for present, absent in ((so, not_so), (then, then_not)):
        answer = Answer(question="q", present=tuple(present), absent=tuple(absent))
        case = accept(case, answer, BASE.vocabulary)
        assert {*present} <= {*case.present}
    evaluator(BASE).of_case(case)


def test_what_is_so_counts_over_a_denial_of_something_broader_in_one_breath(base):
    answer = Answer(question="q", present=("leg_numbness_both",), absent=("numbness", "tingling"))
    case = accept(Case(), answer, base.vocabulary)
    assert case.present == ("leg_numbness_both",)
    assert case.absent == ("tingling",)
