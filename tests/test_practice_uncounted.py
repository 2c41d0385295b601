"""No case that is practised on is evidence for itself: what is told of it is counted without it."""

from datetime import date

import pytest
from practising import BASE, hands

from soleus.cases.counting import counts_of, stated
from soleus.cases.library import library
from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.finding import State
from soleus.practice.deck import number_of
from soleus.practice.uncounted import uncounted


@pytest.fixture(scope="module")
def statements():
    return {one.case.id: stated(one.case, evaluator(BASE)) for one in library(BASE)}


@pytest.mark.parametrize("place", range(4))
def test_every_figure_of_a_case_is_that_of_a_library_without_it(statements, place):
    hand = hands()[place]
    others = counts_of((s for name, s in statements.items() if name != hand.case.id), date(2026, 1, 1))
    said = statements[hand.case.id]
    for rule in uncounted(hand.number, BASE).scripts:
        finding, state = rule.about
        if rule.about in {*said.about()}:
            table = others.present if state is State.PRESENT else others.absent
            assert (rule.seen_in_all, rule.cases) == (table.get(finding, {}).get("all", 0), others.cases)
            for hypothesis, (_, seen, of, _) in rule.weights.items():
                assert (seen, of) == (table.get(finding, {}).get(hypothesis, 0), others.of.get(hypothesis, 0))


@pytest.mark.parametrize("place", range(4))
def test_the_engine_and_the_evaluator_agree_without_the_case(place):
    hand = hands()[place]
    fair = uncounted(hand.number, BASE)
    assert {h.id: h.score for h in consult(hand.case, fair).hypotheses} == evaluator(fair).of_case(hand.case).scores


def test_who_is_made_up_was_never_counted():
    assert uncounted(number_of("made-up-0"), BASE) is BASE
