"""Tipping and stability against brute force, on small random knowledge bases that can be searched whole."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from toy import answers, knowledge_bases

from soleus.engine.consult import consult
from soleus.engine.evaluate import Evaluator
from soleus.explain.change import Change, changed
from soleus.explain.stability import stability
from soleus.explain.tipping import tipping
from soleus.facts.errors import InputError
from soleus.facts.finding import State
from soleus.reading.understand import understand
from soleus.rules.points import STRENGTH_POINTS, Strength
from soleus.rules.rule import EvidenceRule, Prior

pytestmark = pytest.mark.slow
STRENGTHS = list(Strength)


def single_changes(case, base):
    """Every answer that could be another, by whether it is known or still to be asked."""
    states = case.states(base.vocabulary)
    turns = {"known": [], "unasked": []}
    for given_, before, others in ((case.present, "present", "absent"), (case.absent, "absent", "present")):
        turns["known"] += [Change(about=f, before=before, after=a) for f in given_ for a in (others, "unknown")]
    turns["unasked"] = [
        Change(about=f, before="unknown", after=s.value)
        for f in base.vocabulary.findings
        if f not in states
        for s in (State.PRESENT, State.ABSENT)
    ]
    return turns


def smallest(case, pool, base, rules, reached, most=3):
    """The least size that reaches a goal, and how many sets of that size do, by trying all."""
    for size in range(1, most + 1):
        count = 0
        for chosen in itertools.combinations(pool, size):
            if len({c.about for c in chosen}) < size:
                continue
            try:
                count += reached(rules.of_case(changed(case, chosen, base.vocabulary)))
            except InputError:
                continue
        if count:
            return size, count
    return None, 0


@settings(max_examples=25)
@given(knowledge_bases(), answers)
def test_tipping_finds_the_smallest_sets_and_all_of_them(base, raw):
    case = understand(raw, base.vocabulary)
    rules = Evaluator(base)
    explained = tipping(base, consult(case, base))
    level, first, second = explained.level.rank, explained.first, explained.second
    goals = {
        "swap": lambda o: o.scores[second] > o.scores[first],
        "higher": lambda o: o.level.rank > level,
        "lower": lambda o: o.level.rank < level,
    }
    turns = single_changes(case, base)
    found = {(t.target, t.pool): (t.size, t.count) for t in explained.tips}
    for target, pool in found:
        if pool != "mixed":
            assert found[target, pool] == smallest(case, turns[pool], base, rules, goals[target]), (target, pool)
    for target in {t for t, _ in found}:
        alone = min((found[target, p][0] or 4) for p in ("known", "unasked"))
        mixed = smallest(case, [*turns["known"], *turns["unasked"]], base, rules, goals[target], most=alone - 1)
        assert found.get((target, "mixed"), (None, 0)) == mixed


@settings(max_examples=60)
@given(knowledge_bases(), answers)
def test_stability_is_what_changing_each_weight_shows(base, raw):
    case = understand(raw, base.vocabulary)
    explained = stability(base, consult(case, base))
    now = Evaluator(base).of_case(case)
    scores = [Evaluator(b).of_case(case).scores for b in nudged(base, now.fired)]
    first = explained.leading[0].hypothesis
    other = next(h for h in base.hypotheses if h != first)
    assert explained.decided == all(s[first] > s[other] for s in [now.scores, *scores])
    for steady in explained.leading:
        mine = [s[steady.hypothesis] for s in scores]
        assert (steady.low, steady.high) == (min(mine), max(mine))


def nudged(base, fired):
    """The knowledge base with each weight of a fired rule, and each prior, moved by one step."""
    for hypothesis in base.hypotheses.values():
        for step in (-3, 3):
            odds = 10 ** ((base.priors[hypothesis.id] + step) / 10)
            prior = Prior(prevalence=odds / (1 + odds), because="?", sources=("s",))
            moved = hypothesis.model_copy(update={"prior": prior})
            yield replace(base, hypotheses=base.hypotheses | {hypothesis.id: moved})
    for rule in base.evidence:
        for way in ("raises", "lowers"):
            for name, weight in getattr(rule, way).items() if rule.id in fired else ():
                place = STRENGTHS.index(weight)
                for step in (place - 1, place + 1):
                    if step < len(STRENGTHS):
                        weights = {k: v for k, v in getattr(rule, way).items() if k != name}
                        weights |= {name: STRENGTHS[step]} if step >= 0 else {}
                        other = rule.lowers if way == "raises" else rule.raises
                        new = (
                            [
                                EvidenceRule.model_validate(
                                    {**rule.model_dump(include=set(EvidenceRule.model_fields)), way: weights}
                                )
                            ]
                            if weights or other
                            else []
                        )
                        yield replace(base, evidence=(*(r for r in base.evidence if r is not rule), *new))


def test_the_ladder_is_the_strength_words_in_order():
    points = list(STRENGTH_POINTS.values())
    assert points == sorted(points)
