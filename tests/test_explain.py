"""Explanations must be true: each is held against the engine itself, over every published case."""

import random

import pytest
from sampled import sampled

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.explain.ask import explain, hypothesis_meant
from soleus.explain.change import Change, changed
from soleus.explain.compare import compare, compared_group
from soleus.explain.how import how
from soleus.explain.learn import learn
from soleus.explain.read_changes import read_changes
from soleus.explain.search.bitset_rules import many
from soleus.explain.search.gain import Gains
from soleus.explain.search.options import Options
from soleus.explain.search.smallest_sets import Search
from soleus.explain.stability import stability
from soleus.explain.tipping import tipping
from soleus.explain.what_if import what_if
from soleus.explain.why_not import why_not
from soleus.facts.errors import InputError
from soleus.facts.open_questions import Open
from soleus.rules.points import likelihood_ratio
from soleus.terminal.explanations import understood

SLICE = 8  # why-not looks at every hypothesis in one case of so many, and at every case


@sampled(one_in=8)
def test_how_adds_up_to_the_score_for_every_case_and_hypothesis(base, consultations, some):
    for consultation in consultations[some]:
        for ranked in consultation.hypotheses:
            explained = how(base, consultation, ranked.id)
            assert (
                explained.prior + sum(c.counted.points for c in explained.clusters) == explained.score == ranked.score
            )
            told = [s for c in explained.clusters for s in (c.counted, *c.overlapped)]
            assert {s.rule for s in told} == {e.rule for e in ranked.evidence}
            assert all(abs(s.ratio - likelihood_ratio(s.points)) < 1e-9 for s in told)


@sampled(one_in=8)
def test_how_ends_in_answers(base, consultations, some):
    def ends(ground):
        return [e for g in ground.grounds for e in ends(g)] or [ground]

    for consultation in consultations[some]:
        case, states = consultation.case, consultation.case.states(base.vocabulary)
        for ranked in consultation.hypotheses[:3]:
            for cluster in how(base, consultation, ranked.id).clusters:
                for end in (e for g in cluster.counted.grounds for e in ends(g)):
                    if end.origin == "unknown":
                        assert end.about not in states
                    else:
                        assert end.origin in ("given", "implied")
                        given = {*case.present, *case.absent, *case.labs, "age", "duration_days", "female", "male"}
                        assert end.about in given or end.about in states


@pytest.mark.slow
def test_what_why_not_names_really_fires_the_rule(base, consultations):
    rules = evaluator(base)
    for number, consultation in enumerate(consultations):
        for ranked in sorted(consultation.hypotheses, key=lambda h: h.id)[number % SLICE :: SLICE]:
            explained = why_not(base, consultation, ranked.id)
            fired = {e.rule for e in ranked.evidence}
            raising = {r.id for r in base.weighing if r.points.get(ranked.id, 0) > 0}
            assert {s.rule for s in explained.silent} == raising - fired
            for silent in explained.silent:
                assert silent.unmet
                if silent.fires_with:
                    case = changed(consultation.case, silent.fires_with, base.vocabulary)
                    facts, _ = rules.facts(case.states(base.vocabulary), case.readings(base.vocabulary))
                    assert rules.test(base.rules[silent.rule].when)(facts), silent.rule


def test_why_not_finds_a_way_for_nearly_every_rule(base, consultations):
    silent = [s for c in consultations[::12] for h in c.hypotheses[:5] for s in why_not(base, c, h.id).silent]
    assert sum(not s.fires_with for s in silent) < 0.02 * len(silent)


@pytest.mark.slow
def test_what_if_equals_a_fresh_assessment(base, consultations):
    findings = sorted(base.vocabulary.findings)
    for number, consultation in enumerate(consultations):
        pick = random.Random(number)
        known = [*consultation.case.present, *consultation.case.absent]
        turned = {*pick.sample(findings, 2), *pick.sample(known, min(2, len(known)))} - {"female", "male"}
        words = [f"{pick.choice('+-?')}{f}" for f in sorted(turned)] + [
            f"age={pick.randint(20, 90)}",
            "ferritin=9 ng/mL",
        ]
        try:
            explained = what_if(base, consultation, read_changes(words, consultation.case, base.vocabulary))
        except InputError:
            continue
        fresh = consult(explained.after, base)
        assert [(h.hypothesis, h.score[1], h.rank[1], h.band[1]) for h in explained.hypotheses] == [
            (h.id, h.score, h.rank, h.band) for h in fresh.hypotheses
        ]
        assert explained.level == (consultation.referral.level, fresh.referral.level)
        before = {h.id: (h.score, h.rank) for h in consultation.hypotheses}
        assert all((h.score[0], h.rank[0]) == before[h.hypothesis] for h in explained.hypotheses)
        old, new = ({a.rule for a in c.trace.activations if a.kind != "advice"} for c in (consultation, fresh))
        assert {(t.rule, t.fires) for t in explained.turned} == {(r, r in new) for r in old ^ new}


@pytest.mark.slow
def test_tipping_really_tips(base, consultations):
    for consultation in consultations[3::12]:
        explained = tipping(base, consultation)
        for tip in explained.tips:
            for found in tip.sets[:2]:
                assert len(found.choices) == tip.size
                for last in range(min(2, len(found.choices[0]))):
                    changes = [found.choices[0][last], *(c[0] for c in found.choices[1:])]
                    fresh = consult(changed(consultation.case, changes, base.vocabulary), base)
                    if tip.target == "swap":
                        assert fresh.hypothesis(explained.second).score > fresh.hypothesis(explained.first).score
                    elif tip.target == "higher":
                        assert fresh.referral.level.rank > explained.level.rank
                    else:
                        assert fresh.referral.level.rank < explained.level.rank


@sampled(one_in=40, slowly=20)
def test_what_cannot_gain_enough_is_in_no_set_that_swaps_the_first_two(base, consultations, some):
    for consultation in consultations[some]:
        first, second = (h.id for h in consultation.hypotheses[:2])
        rules = many(base, frozenset((first, second)), frozenset())
        options = Options(consultation.case, base.vocabulary, rules.conditions)
        gains = Gains(rules, consultation.case, options, first, second)
        search = Search(rules, consultation.case, options, lambda r, c, s=second, f=first: r.leads(c, s, f))
        for pool in options.known(), options.unasked()[::2]:
            assert search.smallest_that_gain(gains, pool) == search.smallest(pool)


@pytest.mark.slow
def test_no_single_answer_tips_where_tipping_names_more(base, consultations):
    """Brute force on a few cases, one answer at a time; random small knowledge bases are searched whole elsewhere."""
    rules = evaluator(base)
    for consultation in consultations[5::60]:
        case = consultation.case
        explained = tipping(base, consultation)
        sizes = {(t.target, t.pool): t.size for t in explained.tips}
        tipped = set()
        for pool, turns in (
            ("known", [(f, a) for f in (*case.present, *case.absent) for a in ("present", "absent", "unknown")]),
            ("unasked", [(f, a) for f in open_findings(base, case) for a in ("present", "absent")]),
        ):
            for about, after in turns:
                try:
                    new = rules.of_case(changed(case, [Change(about=about, before="", after=after)], base.vocabulary))
                except InputError:
                    continue
                if new.scores[explained.second] > new.scores[explained.first]:
                    tipped.add(("swap", pool))
                if new.level.rank > explained.level.rank:
                    tipped.add(("higher", pool))
                if new.level.rank < explained.level.rank:
                    tipped.add(("lower", pool))
        assert tipped == {key for key, size in sizes.items() if size == 1}


def open_findings(base, case):
    """What could still be asked for."""
    opened = Open(case, base.vocabulary)
    found = [*opened.askable(opened=False), *opened.askable(examined=True, opened=False)]
    return [f.id for f in found]


def test_what_would_decide_really_leaves_that_lead(base, consultations):
    rules = evaluator(base)
    for consultation in consultations[::16]:
        compared = compare(base, consultation)
        first, second = (h.hypothesis for h in compared.hypotheses[:2])
        for decider in (*compared.questions[:3], *compared.signs[:2], *compared.tests[:3]):
            for answer, lead in zip(decider.samples, decider.leads, strict=True):
                change = Change(about=decider.about, before="unknown", after=answer)
                scores = rules.of_case(changed(consultation.case, [change], base.vocabulary)).scores
                assert scores[first] - scores[second] == lead
        known = {p.rule for f in compared.features for p in f.parts if p.counted}
        counted = {
            e.rule for h in compared_group(consultation) for e in consultation.hypothesis(h).evidence if e.counted
        }
        assert known <= counted


@sampled(one_in=8)
def test_stability_says_of_ties_that_they_are_ties(base, consultations, some):
    for consultation in consultations[some]:
        explained = stability(base, consultation)
        scores = [h.score for h in consultation.hypotheses]
        for steady in explained.leading:
            assert bool(steady.ties) == (scores.count(steady.score) > 1)
            assert steady.low <= steady.score <= steady.high
            assert not (steady.holds and steady.ties)
        if scores[0] == scores[1]:
            assert not explained.decided


@sampled(one_in=6)
def test_learn_holds_every_rule_and_pitfall(base, some):
    for hypothesis in list(base.hypotheses.values())[some]:
        script = learn(base, hypothesis.id)
        lessons = [*script.who, *script.shows, *script.results, *script.against]
        assert sorted(x.rule for x in lessons) == sorted(r.id for r in base.evidence if hypothesis.id in r.points)
        assert script.pitfalls == hypothesis.pitfalls
        assert all(s in script.sources for x in lessons for s in x.sources)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("how", ["b12"]), ("why-not", ["iron"]), ("compare", []), ("stability", []),
     pytest.param("tipping", [], marks=pytest.mark.slow)],
)  # fmt: skip
def test_explanations_are_the_same_every_time(base, consultations, kind, words):
    one, again = (explain(base, consultations[0], kind, words).model_dump_json() for _ in range(2))
    assert one == again


def test_a_hypothesis_is_known_by_any_word_that_is_its_own(base):
    assert hypothesis_meant(base, "b12") == "vitamin_b12"
    assert hypothesis_meant(base, "DVT") == "deep_vein_thrombosis"
    with pytest.raises(InputError, match="Did you mean"):
        hypothesis_meant(base, "magnesum")


def test_changes_are_read_as_they_are_said(base, consultations):
    case = consultations[0].case

    def read(*words):
        return {c.about: c.after for c in read_changes(words, case, base.vocabulary)}

    assert read("+tingling", "-vegan_diet", "?fatigue") == {
        "tingling": "present", "vegan_diet": "absent", "fatigue": "unknown",
    }  # fmt: skip
    assert read("not vegan", "cramps") == {"vegan_diet": "absent", "muscle_cramps": "present"}
    assert read("age=70", "ferritin=9 ng/mL", "sex=male") == {"age": "70", "ferritin": "9 ng/mL", "sex": "male"}
    assert read("male") == {"sex": "male"}
    for wrong in ("age=700", "ferritin=9 miles", "+nonsense_word", "age=young", "sex=cat", "unobtainium=3"):
        with pytest.raises(InputError):
            read(wrong)
    with pytest.raises(InputError, match="say which answers"):
        read()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how b12", ("how", ["b12"])),
        ("why not iron", ("why-not", ["iron"])),
        ("explain why-not deep vein thrombosis", ("why-not", ["deep vein thrombosis"])),
        ("what if not vegan", ("what-if", ["not vegan"])),
        ("what if not vegan and age=70", ("what-if", ["not vegan", "age=70"])),
        ("what if +tingling -fatigue ferritin=9 ng/mL", ("what-if", ["+tingling", "-fatigue", "ferritin=9 ng/mL"])),
        ("compare b12 and iron", ("compare", ["b12", "iron"])),
        ("compare deep vein thrombosis with iron", ("compare", ["deep vein thrombosis", "iron"])),
        ("compare", ("compare", [])),
        ("Tipping", ("tipping", [])),
    ],
)
def test_an_interview_asks_in_words(said, meant):
    assert understood(said.split()) == meant
