"""What a weight rests on: figures, figures with an estimate, a published probability, judgement, a mere claim."""

import dataclasses

import pytest
from pydantic import ValidationError

from soleus.rules.links import check
from soleus.rules.points import Assumed, Basis, Posterior, Published, basis, points
from soleus.rules.rule import EvidenceRule
from soleus.rules.settle import settled, worked_out
from soleus.wording.words import weighed

ONE_IN_SEVEN = {"posterior": 1 / 7, "arithmetic": "One in seven had it."}
VIEWS = {side: {"says": "So it is.", "sources": ["s"]} for side in ("claim", "against")}


def evidence(**changes):
    """A rule on deep vein thrombosis, but for some fields."""
    told = {"id": "deep_vein_thrombosis.x", "title": "X", "when": "calf_pain", "because": "It does.", "sources": ["s"]}
    return EvidenceRule.model_validate({**told, "reviewed": "2026-11-26", **changes})


def alike(name, when, weight, **changes):
    """A rule on deep vein thrombosis in a cluster of its own."""
    return evidence(id=f"deep_vein_thrombosis.{name}", when=when, raises={"deep_vein_thrombosis": weight}, **changes)


def points_of(base, *rules):
    """What each rule gives once all are settled."""
    done = settled(rules, base.hypotheses, base.vocabulary)
    return {r.id.partition(".")[2]: r.points.get("deep_vein_thrombosis", 0) for r in done}


def with_prior(base, prevalence):
    """The hypotheses, deep vein thrombosis with another prior."""
    known = base.hypotheses["deep_vein_thrombosis"]
    prior = known.prior.model_copy(update={"prevalence": prevalence})
    return base.hypotheses | {known.id: known.model_copy(update={"prior": prior})}


@pytest.mark.parametrize(("prior", "given"), [(0.01, 12), (0.02, 9), (0.1, 2)])
def test_a_published_probability_is_reached_from_whatever_the_prior_is(base, prior, given):
    (rule,) = settled(
        [evidence(raises={"deep_vein_thrombosis": ONE_IN_SEVEN})], with_prior(base, prior), base.vocabulary
    )
    assert rule.points == {"deep_vein_thrombosis": given}


def test_a_probability_with_the_share_in_its_own_study_does_not_look_at_our_prior(base):
    weight = {"deep_vein_thrombosis": ONE_IN_SEVEN | {"prior_there": 0.05}}
    of_priors = [
        settled([evidence(raises=weight)], with_prior(base, p), base.vocabulary)[0].points for p in (0.01, 0.1)
    ]
    assert of_priors == [{"deep_vein_thrombosis": 5}] * 2


def test_a_probability_below_the_prior_cannot_raise(base):
    (rule,) = settled([evidence(raises={"deep_vein_thrombosis": ONE_IN_SEVEN})], with_prior(base, 0.5), base.vocabulary)
    broken = dataclasses.replace(base, evidence=(rule,), origins=base.origins | {rule.id: "here:1"})
    assert any("raises deep_vein_thrombosis" in fault and "lowers it" in fault for fault in check(broken))


def test_a_claim_gives_no_points_and_says_what_speaks_against_it():
    assert evidence(raises={"iron": "claimed"}, contested=VIEWS).points == {}
    with pytest.raises(ValidationError, match="claimed needs contested"):
        evidence(raises={"iron": "claimed"})


def test_an_estimate_of_ours_is_never_told_as_a_published_figure():
    figures = Published(lr=5, arithmetic="LR 5 in 100 people.")
    part, whole = (figures.model_copy(update={"assumed": a}) for a in Assumed)
    assert [basis(w) for w in (figures, part, whole)] == [Basis.FIGURES, Basis.PARTLY, Basis.ESTIMATE]
    assert points(figures) == points(whole) == 7
    assert evidence(raises={"iron": part.model_dump(exclude_none=True)}).expert


def test_a_published_probability_is_not_told_as_a_likelihood_ratio():
    weight = Posterior(posterior=0.15, prior_here=0.04, arithmetic="15% at 60 or over.")
    assert weighed(6, weight) == "published probability: 0.15 after our prior of 0.04: 15% at 60 or over."


def test_weights_that_rest_on_our_own_prior_have_the_form_that_follows_it(base):
    figures = [(r.id, w) for r in base.evidence for w in r.weights.values() if isinstance(w, Published)]
    assert [name for name, weight in figures if "prior" in weight.arithmetic] == []


def test_a_file_cannot_give_what_loading_works_out():
    data = [{"raises": {"iron": {"posterior": 0.1, "prior_here": 0.5}}}, {"elsewhere": {"iron": 3}}]
    assert [place[-1] for place in worked_out(data)] == ["prior_here", "elsewhere"]


PAIN, CANCER = alike("pain", "calf_pain", "moderate"), alike("cancer", "active_cancer", "strong")


def test_what_a_rule_subsumes_is_taken_off_so_that_the_whole_keeps_its_weight(base):
    both = alike("both", {"all": ["calf_pain", "active_cancer"]}, "decisive", subsumes=[PAIN.id, CANCER.id])
    assert points_of(base, PAIN, CANCER, both) == {"pain": 4, "cancer": 7, "both": 20 - 4 - 7}


def test_where_a_rule_holds_in_several_ways_only_what_all_of_them_give_is_taken_off(base):
    either = {"any": [{"all": ["calf_pain", "fever"]}, {"all": ["active_cancer", "fever"]}]}
    assert points_of(base, PAIN, CANCER, alike("either", either, "very_strong", subsumes=[PAIN.id, CANCER.id])) == {
        "pain": 4, "cancer": 7, "either": 10 - 4,
    }  # fmt: skip


def test_of_one_cluster_nothing_is_taken_off_since_only_the_strongest_counts(base):
    pain = PAIN.model_copy(update={"cluster": "pain"})
    both = alike("both", {"all": ["calf_pain", "fever"]}, "strong", cluster="pain", subsumes=[pain.id])
    assert points_of(base, pain, both)["both"] == 7


def test_a_chain_of_wholes_counts_each_part_once(base):
    both = alike("both", {"all": ["calf_pain", "fever"]}, "strong", subsumes=[PAIN.id])
    three = {"all": ["calf_pain", "fever", "active_cancer"]}
    three = alike("three", three, "decisive", subsumes=[PAIN.id, CANCER.id, both.id])
    given = points_of(base, PAIN, CANCER, both, three)
    assert sum(given.values()) == 20


def test_what_a_rule_adds_to_keeps_its_points(base):
    assert (
        points_of(base, PAIN, alike("both", {"all": ["calf_pain", "fever"]}, "strong", adds_to=[PAIN.id]))["both"] == 7
    )


def test_a_rule_that_subsumes_what_is_not_there_is_refused(base):
    lost = alike("both", "calf_pain", "strong", subsumes=["deep_vein_thrombosis.nowhere"])
    broken = dataclasses.replace(base, evidence=(lost,), origins=base.origins | {lost.id: "here:1"})
    assert any("deep_vein_thrombosis.nowhere" in fault for fault in check(broken))
