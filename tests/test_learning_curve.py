"""Counts and parameters of any kind, over many cases at once, say what the scripts say one by one."""

import pytest

pytest.importorskip("numpy")

from counted import counted, library, written

from soleus.cases.library import library as published
from soleus.engine.evaluate import evaluator
from soleus.reports.learning_curve import learning_curve_markdown
from soleus.validation.learning_curve import learning_curve
from soleus.validation.leave_one_out import leave_one_out
from soleus.validation.left_out_scorecard import left_out_scorecard
from soleus.validation.scripts_at_once import Ground, place, points, ratios
from soleus.validation.sketching import sketches


@pytest.fixture(scope="module")
def cases():
    return library()


@pytest.fixture(scope="module")
def toy(cases):
    return counted(written(), cases)


def at_once(cases, base, left_out):
    """The scores of every case, all at once."""
    ground, weights = Ground(base), base.parameters
    ready = list(sketches(cases, ground))
    tally, priors = ground.tally(ready), ground.priors(weights.prior_weight)
    for case in ready:
        said = points(ground, case, ratios(ground, case, tally, left_out, weights), weights)
        yield dict(zip(ground.hypotheses, (priors + case.written + said).tolist(), strict=True))


def test_all_counted_it_says_what_the_rules_say(cases, toy):
    one_by_one = [evaluator(toy).of_case(one.case).scores for one in cases]
    assert list(at_once(cases, toy, left_out=False)) == one_by_one


def test_each_left_out_it_says_what_leave_one_out_says(cases, toy):
    one_by_one = [{h.id: h.score for h in left.result.hypotheses} for left in leave_one_out(cases, toy)]
    assert list(at_once(cases, toy, left_out=True)) == one_by_one


@pytest.mark.slow
def test_it_says_so_of_the_whole_library(base):
    cases = [one for one in published(base) if one.case.truth]
    one_by_one = [{h.id: h.score for h in left.result.hypotheses} for left in leave_one_out(cases, base)]
    assert list(at_once(cases, base, left_out=True)) == one_by_one


def test_the_place_of_a_cause_counts_equals_by_id(toy):
    scores = Ground(toy).priors(1)
    assert [place(scores, cause) for cause in range(3)] == [1, 2, 3]


def test_the_curve_ends_at_leave_one_out(cases, toy):
    curve = learning_curve(cases, toy)
    assert [point.counted for point in curve.points] == [0, 6, 12, 18, 24]
    whole = left_out_scorecard(leave_one_out(cases, toy), toy, lambda result: result.hypotheses)
    end = curve.points[-1].deficiencies
    assert (end.first.mean, end.among_three.mean) == tuple(
        rate.hits / rate.n for rate in (whole.wholes()[0].first, whole.wholes()[0].among_three)
    )


def test_between_its_ends_the_curve_is_the_mean_of_draws_that_differ(cases, toy):
    curve = learning_curve(cases, toy)
    assert all(p.deficiencies.first.low <= p.deficiencies.first.mean <= p.deficiencies.first.high for p in curve.points)
    assert any(p.deficiencies.first.low < p.deficiencies.first.high for p in curve.points)
    assert learning_curve(cases, toy) == curve
    assert learning_curve_markdown(curve).count("\n| ") == 1 + len(curve.points)
