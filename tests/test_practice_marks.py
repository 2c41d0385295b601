"""Marks that cannot be gamed: what each way of answering earns, over cases of many causes."""

import random
from functools import cache
from statistics import mean

import pytest
from practising import BASE, best_four, commitment, everything, hands, weights

from soleus.practice.attempt import Commitment, Guess, Kind, begin
from soleus.practice.marks import (
    SCHEME,
    Referral,
    brier,
    corrected,
    for_the_patient,
    mark,
    near,
    reasoning,
)
from soleus.rules.rule import Level


@cache
def weighed_hands(number=12):
    """Cases, each with what all that it records weighs."""
    return [(hand, weights(begin(hand, Kind.WORKED), hand)) for hand in hands(number)]


def runner_up(hand, weighed):
    """The best of the other hypotheses."""
    return next(h.id for h in weighed.consultation.hypotheses if h.id != hand.truth)


def marks_for(choose, number=12):
    """The marks of a way of naming evidence for the confirmed cause, over all cases where it is marked."""
    got = []
    for hand, weighed in weighed_hands(number):
        for named in choose(hand, weighed):
            made = commitment([hand.truth, runner_up(hand, weighed)], Level.SOON, speaks_for=tuple(named))
            got.append(reasoning(made, hand.truth, weighed).speaks_for)
    return [g for g in got if g is not None]


def marks_against(choose):
    """The marks of a way of naming evidence against the runner-up."""
    got = []
    for hand, weighed in weighed_hands():
        other = runner_up(hand, weighed)
        for named in choose(weighed.against(other)):
            made = commitment([hand.truth, other], Level.SOON, speaks_against=tuple(named))
            got.append(reasoning(made, hand.truth, weighed).speaks_against)
    return [g for g in got if g is not None]


def test_the_weights_of_a_cause_add_up_to_its_score_save_for_what_rests_on_nothing_known():
    for hand, weighed in weighed_hands():
        ranked = weighed.consultation.hypothesis(hand.truth)
        groundless = sum(e.points for e in ranked.evidence if e.counted and not weighed.rests_on(e))
        assert sum(weighed.of(hand.truth).values()) == pytest.approx(ranked.score - ranked.prior - groundless)


def test_who_names_the_four_weightiest_gets_everything():
    got = marks_for(lambda hand, weighed: [best_four(weighed.telling(hand.truth))])
    assert len(got) > 9
    assert got == pytest.approx([1.0] * len(got))


def test_who_goes_by_the_points_for_the_cause_alone_gets_nearly_everything():
    assert mean(marks_for(lambda hand, weighed: [best_four(weighed.of(hand.truth))])) > 0.9


def test_who_names_by_chance_gets_nothing():
    chance = random.Random(3)
    got = marks_for(lambda hand, weighed: [chance.sample(weighed.items, 4) for _ in range(60)])
    assert abs(mean(got)) <= 0.05


@pytest.mark.slow
def test_who_names_what_speaks_for_the_runner_up_gets_next_to_nothing():
    got = marks_for(lambda hand, weighed: [best_four(weighed.of(runner_up(hand, weighed)))], number=80)
    assert mean(got) <= 0.15


def test_who_names_what_speaks_least_gets_less_than_nothing():
    got = marks_for(lambda hand, weighed: [sorted(weighed.items, key=weighed.telling(hand.truth).__getitem__)[:4]])
    assert mean(got) < -0.5


def test_who_names_the_best_evidence_against_gets_everything_and_who_names_by_chance_nothing():
    chance = random.Random(3)
    best = marks_against(lambda signs: [[i for i in signs if signs[i] > 0][:3]])
    assert max(best) == pytest.approx(1)
    assert mean(best) > 0.8
    assert abs(mean(marks_against(lambda signs: [chance.sample(list(signs), 3) for _ in range(60)]))) <= 0.05


def test_evidence_against_the_confirmed_cause_is_not_marked():
    hand, weighed = weighed_hands()[0]
    made = commitment(["shingles", hand.truth], Level.SOON, speaks_against=weighed.items[:3])
    assert reasoning(made, hand.truth, weighed).speaks_against is None


def test_who_names_nothing_is_not_marked():
    assert corrected([], {str(n): float(n) for n in range(9)}, 4, 2) is None


def test_of_less_than_six_known_things_no_choice_is_judged():
    weights_ = {str(n): float(n) for n in range(5)}
    assert corrected(["4"], weights_, 4, 2) is None
    assert corrected(["5"], weights_ | {"5": 5.0}, 4, 2) is not None


def test_where_all_speak_alike_no_choice_is_judged():
    assert corrected(["1"], {str(n): 1.0 for n in range(9)}, 4, 2) is None


@pytest.mark.parametrize(("sure", "score"), [(100, 0.0), (50, 0.5), (0, 2.0)])
def test_percentages_on_the_truth_score_by_their_squared_error(sure, score):
    assert brier({"iron": sure}, "iron") == pytest.approx(score)


def test_to_be_quite_sure_of_what_is_wrong_is_as_bad_as_not_to_believe_what_is_named():
    assert brier({"potassium": 100}, "iron") == brier({"iron": 0}, "iron") == 2.0
    assert all(brier({"potassium": p, "iron": 100 - p}, "iron") < 2 for p in range(0, 100, 10))


def level_marks(hand, level):
    return for_the_patient(commitment([hand.truth], level), hand, BASE)


def test_a_level_is_right_too_low_or_too_high():
    for hand in hands():
        right = Level(hand.case.urgency)
        for level in Level:
            marked = level_marks(hand, level)
            assert marked.steps == level.rank - right.rank
            expected = Referral.RIGHT if level is right else Referral.LOW if marked.steps < 0 else Referral.HIGH
            assert marked.referral is expected
            assert marked.missed_emergency is (right is Level.EMERGENCY and level is not Level.EMERGENCY)


def test_the_place_of_the_truth_is_its_credit():
    hand = hands()[0]
    others = [c for c in ("shingles", "lipoedema", "stroke") if c not in near(hand.truth) and c not in hand.case.also]
    for place in (1, 2, 3):
        named = [*others[: place - 1], hand.truth]
        marked = for_the_patient(commitment(named, Level.SOON), hand, BASE)
        assert (marked.place, marked.credit) == (place, pytest.approx(1 / place))
    missed = for_the_patient(commitment(others, Level.SOON), hand, BASE)
    assert (missed.place, missed.credit, missed.percent) == (None, 0, 0)


def test_a_close_neighbour_is_half_right():
    hand = next(h for h in hands() if near(h.truth))
    marked = for_the_patient(commitment([min(near(hand.truth))], Level.SOON), hand, BASE)
    assert (marked.place, marked.credit) == (None, 0.5)


def test_every_pair_of_neighbours_is_known_and_there_are_twenty_at_most():
    from soleus.practice.marks import _pairs

    assert {c for pair in _pairs() for c in pair} <= BASE.hypotheses.keys()
    assert len(set(map(frozenset, _pairs()))) == len(_pairs()) <= 20


def test_an_attempt_is_marked_with_the_knowledge_and_the_scheme_that_marked_it():
    hand = hands()[0]
    done = everything(hand)
    assert mark(done, hand, BASE) is None
    marked = mark(done.commit(commitment([hand.truth], Level(hand.case.urgency)), hand, BASE), hand, BASE)
    assert (marked.scheme, marked.knowledge, marked.truth) == (SCHEME, BASE.version, hand.truth)
    assert (marked.patient.credit, marked.patient.referral) == (1, Referral.RIGHT)
    assert marked.cost == done.cost > 0


def test_the_perfect_learner_gets_everything_in_both_columns():
    for hand in hands()[:6]:
        done = everything(hand)
        weighed = weights(done, hand)
        other = runner_up(hand, weighed)
        made = Commitment(
            guesses=(Guess(cause=hand.truth, percent=100), Guess(cause=other, percent=0)),
            level=Level(hand.case.urgency),
            speaks_for=best_four(weighed.telling(hand.truth)),
            speaks_against=tuple(i for i, sign in weighed.against(other).items() if sign > 0)[:3],
        )
        marked = mark(done.commit(made, hand, BASE), hand, BASE)
        assert (marked.patient.credit, marked.patient.brier, marked.patient.referral) == (1, 0, Referral.RIGHT)
        assert marked.reasoning.speaks_for in (None, pytest.approx(1))


def test_the_same_commitment_earns_the_same_marks_again():
    for hand in hands()[:5]:
        done = everything(hand).commit(commitment([hand.truth], Level.SOON), hand, BASE)
        assert mark(done, hand, BASE) == mark(type(done).model_validate_json(done.model_dump_json()), hand, BASE)
