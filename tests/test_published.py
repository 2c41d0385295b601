"""Published cases with a confirmed cause: they load, are referred safely, and no change makes them worse unsaid."""

import random
from collections import defaultdict
from pathlib import Path

import pytest

from soleus.cases.library import library
from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.engine.plainly import consult_plainly
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import EvidenceRule
from soleus.validation.scorecard import Scorecard, moves, scorecard

FOLDER = Path(__file__).parent.parent / "cases" / "published"
LATER = Path(__file__).parent.parent / "cases" / "later"
COMMITTED = Path(__file__).parent / "data" / "scorecard.json"


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def results(base):
    """Every one of the first published cases, consulted."""
    return [consult(published.case, base) for published in library(base) if published.batch == "published"]


@pytest.fixture(scope="module")
def cases(results):
    return [consultation.case for consultation in results]


@pytest.fixture(scope="module")
def card(cases, base):
    return scorecard(cases, base)


def test_every_case_loads_with_its_citation_and_truth(cases):
    assert len(cases) >= 96
    for case in cases:
        assert case.url, case.id
        assert case.summary, case.id
        assert case.truth, case.id
        assert case.urgency, case.id


def test_what_is_told_without_a_network_is_what_experta_finds_trace_and_all(results, base):
    assert [r.case.id for r in results if consult_plainly(r.case, base) != r] == []


def test_scores_equal_an_independent_sum(results):
    base = load_knowledge()
    for result in results:
        fired = [base.rules[a.rule] for a in result.trace.activations if a.kind == "evidence"]
        for hypothesis in result.hypotheses:
            best: dict[tuple[str, bool], int] = defaultdict(int)
            for rule in fired:
                assert isinstance(rule, EvidenceRule)
                points = rule.points.get(hypothesis.id, 0)
                key = (rule.cluster or rule.id, points > 0)
                best[key] = max(best[key], points) if points > 0 else min(best[key], points)
            prior = base.priors[hypothesis.id]
            assert hypothesis.score == prior + sum(best.values())


def test_the_plain_evaluator_agrees_with_experta(results, base):
    for result in results:
        plain = evaluator(base).of_case(result.case)
        assert {h.id: h.score for h in result.hypotheses} == plain.scores
        assert result.referral.level == plain.level
        fired = {a.rule for a in result.trace.activations if a.kind != "advice"}
        assert fired == plain.fired


def test_the_order_of_answers_never_matters(cases, results, base):
    shuffle = random.Random(7)
    for case, result in list(zip(cases, results, strict=True))[::4]:
        raw = {k: v for k, v in case.model_dump(exclude_none=True).items() if v not in ((), {})}
        for key in ("present", "absent"):
            raw[key] = shuffle.sample(list(raw.get(key, ())), len(raw.get(key, ())))
        assert consult(understand(raw, base.vocabulary), base) == result


def test_no_emergency_is_told_less_than_urgent(card):
    assert card.referral_rates()["emergency told less than urgent"].hits == 0


def test_no_urgent_case_is_told_routine(card):
    assert card.referral_rates()["emergency or urgent told routine or self care"].hits == 0


def test_few_routine_cases_are_told_emergency(card):
    rate = card.referral_rates()["routine or self care told emergency"]
    assert rate.hits <= 0.1 * rate.n


def test_the_scorecard_is_no_worse_than_the_committed_one(card):
    committed = Scorecard.model_validate_json(COMMITTED.read_text(encoding="utf-8"))
    assert {c.id for c in committed.cases} <= {c.id for c in card.cases}
    worse = [m for m in moves(committed, card) if m.worse]
    assert not worse, "say it by committing the new scorecard:\n" + "\n".join(f"{m.id}: {m.rules}" for m in worse)


@pytest.mark.slow
def test_later_cases_are_read_in_their_own_words_and_referred_safely(base):
    found = [c for path in sorted(LATER.glob("*.yaml")) for c in read_cases(str(path), base.vocabulary)]
    assert len(found) == len(list(LATER.glob("*.yaml"))) >= 371
    rates = scorecard(found, base).referral_rates()
    assert rates["emergency told less than urgent"].hits == 0
    assert rates["emergency or urgent told routine or self care"].hits == 0
