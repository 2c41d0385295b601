"""No case that is practised on is evidence for itself: what is told of it is counted without it."""

import random
import re
from datetime import date

import pytest
from practising import BASE, hands
from sampled import marked_by_place

from soleus.cases.counting import counts_of, stated
from soleus.cases.library import library
from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.finding import State
from soleus.practice.attempt import Kind, recorded
from soleus.practice.deck import is_published, number_of
from soleus.practice.exercises import exercise_drawn
from soleus.practice.pairs import _told
from soleus.practice.uncounted import uncounted
from soleus.practice.weighing import Weights
from soleus.practice.words import item
from soleus.reports.markdown import markdown
from soleus.rules.weighing_scripts import scripts_of
from soleus.validation.leave_one_out import not_counting


@pytest.fixture(scope="module")
def statements():
    return {one.case.id: stated(one.case, evaluator(BASE)) for one in library(BASE)}


@pytest.mark.parametrize("place", range(4))
def test_every_figure_of_a_case_is_that_of_a_library_without_it(statements, place):
    hand = hands()[place]
    others = counts_of((s for name, s in statements.items() if name != hand.case.id), date(2026, 1, 1))
    for rule in uncounted(hand.number, BASE).scripts:
        finding, state = rule.about
        table = others.present if state is State.PRESENT else others.absent
        assert (rule.seen_in_all, rule.cases) == (table.get(finding, {}).get("all", 0), others.cases)
        for hypothesis, (_, seen, of, _) in rule.weights.items():
            assert (seen, of) == (table.get(finding, {}).get(hypothesis, 0), others.of.get(hypothesis, 0))


@pytest.mark.parametrize("place", range(4))
def test_all_that_speaks_of_the_cause_weighs_as_in_a_library_without_the_case(place):
    hand = hands()[place]
    others = not_counting(stated(hand.case, evaluator(BASE)), scripts_of(BASE))
    weighed = {rule.id: rule.weighed[hand.truth] for rule in others.rules() if hand.truth in rule.weighed}
    speaking = [rule for rule in uncounted(hand.number, BASE).scripts if hand.truth in rule.weighed]
    assert all(rule.weighed[hand.truth] == weighed[rule.id] for rule in speaking)


@pytest.mark.parametrize("place", range(4))
def test_the_engine_and_the_evaluator_agree_without_the_case(place):
    hand = hands()[place]
    fair = uncounted(hand.number, BASE)
    assert {h.id: h.score for h in consult(hand.case, fair).hypotheses} == evaluator(fair).of_case(hand.case).scores


def test_who_is_made_up_was_never_counted():
    assert uncounted(number_of("made-up-0"), BASE) is BASE


@pytest.mark.parametrize("kind", [Kind.CONCORDANCE, Kind.ERROR])
@pytest.mark.parametrize("place", marked_by_place([*range(6)], 3, 1))
def test_no_figure_of_an_exercise_counts_the_case_it_is_made_of(kind, place):
    made = exercise_drawn(kind, "uncounted", place, BASE)
    told = " ".join(markdown(made.exercise.back).split())
    others = BASE.counts.cases - is_published(made.hand.number)
    assert {int(of) for of in re.findall(r"in \d+ of (\d+) of all", told)} <= {others}


@pytest.mark.parametrize("place", range(4))
def test_each_of_two_people_is_told_apart_without_what_their_own_case_added(place):
    hand = hands()[place]
    fair, case = uncounted(hand.number, BASE), recorded(hand.case)
    people = [hand, next(h for h in hands() if h.truth != hand.truth)]
    weights = Weights(fair, consult(case, fair))
    for one in (t for t in _told(people, random.Random(place), BASE) if t.person == 0):
        about = next(a for a in weights.items if item(a, case, BASE) == one.says)
        own = weights.of(hand.truth)[about] - weights.of(people[1].truth)[about]
        assert one.points in (0, pytest.approx(own))
