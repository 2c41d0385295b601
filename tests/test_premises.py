"""What a rule relied on: said of what kind it is, called by its own name, and true."""

from collections.abc import Iterator

import pytest
from conftest import PUBLISHED
from sampled import sampled
from toy import COMMON, finding, hypothesis, knowledge, measurement

from soleus.engine.consult import consult
from soleus.engine.consultation import LEADING, Consultation, Premise
from soleus.explain.grounds import Grounds
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.rules.rule import EvidenceRule, ReferralRule
from soleus.wording.premises import premises
from soleus.wording.words import BAND_WORDS

LATER = PUBLISHED.parent / "later"


@pytest.fixture(scope="module")
def library(base, consultations) -> list[Consultation]:
    """Those, and every fourth of the later ones."""
    paths = sorted(LATER.glob("*.yaml"))[::4]
    return [*consultations, *(consult(case, base) for path in paths for case in read_cases(str(path), base.vocabulary))]


def relied_on(consultation: Consultation) -> Iterator[tuple[str, Premise]]:
    for activation in consultation.trace.activations:
        yield from ((activation.rule, premise) for premise in activation.premises)


def run(base, **raw) -> Consultation:
    return consult(understand(raw, base.vocabulary), base)


@sampled(one_in=6)
def test_a_hypothesis_is_called_by_its_own_name_not_by_a_measurement_of_the_same_id(base, consultations, some):
    called = 0
    for consultation in consultations[some]:
        bands = {h.id: h.band for h in consultation.hypotheses}
        for rule, premise in relied_on(consultation):
            if premise.kind == "hypothesis":
                standing = "fits best" if premise.state == LEADING else BAND_WORDS[bands[premise.about]]
                words = f"{base.hypotheses[premise.about].label} {standing}"
                assert [*premises((premise,), base)] == [words], (consultation.case.id, rule)
                called += premise.about in base.vocabulary.measurements
    assert called


@pytest.mark.slow
def test_every_premise_is_of_the_kind_it_says(base, library):
    known = {
        "finding": base.vocabulary.findings,
        "measurement": base.vocabulary.measurements,
        "hypothesis": base.hypotheses,
    }
    for consultation in library:
        for rule, premise in relied_on(consultation):
            assert premise.about in known[premise.kind], (consultation.case.id, rule, premise)
        for fact in consultation.trace.facts:
            assert fact.about in known[fact.kind], (consultation.case.id, fact)


@pytest.mark.slow
def test_nothing_known_is_called_unknown(library):
    for consultation in library:
        known = {f.about for f in consultation.trace.facts if f.kind == "finding"}
        for rule, premise in relied_on(consultation):
            assert premise.state != "unknown" or premise.about not in known, (consultation.case.id, rule, premise)


def test_what_is_said_to_be_unknown_is_what_a_branch_that_held_needs_unknown():
    silent = [{"all": ["a", {"not_known": "b"}]}, {"all": ["c", {"not_known": "d"}]}]
    rule = EvidenceRule(id="e.any", when={"any": silent}, raises={"p": "strong"}, **COMMON)
    two = EvidenceRule(id="e.two", when={"at_least": {"n": 1, "of": silent}}, raises={"p": "strong"}, **COMMON)
    base = knowledge([finding(f) for f in "abcd"], [hypothesis("p")], rule, two)

    def states(**raw):
        return [[(p.about, p.state) for p in e.premises] for e in run(base, **raw).hypothesis("p").evidence]

    assert states(present=["a"]) == [[("a", "present"), ("b", "unknown")]] * 2
    assert states(present=["a", "d"]) == [[("a", "present"), ("b", "unknown")]] * 2
    assert states(present=["c"], absent=["a"]) == [[("c", "present"), ("d", "unknown")]] * 2
    assert states(present=["a", "c"])[0] == [("a", "present"), ("b", "unknown"), ("c", "present"), ("d", "unknown")]


def test_a_measurement_and_a_hypothesis_of_one_id_are_two_premises():
    low = {"measurement": "p", "below": 30}
    band = {"hypothesis": "p", "band": "possible"}
    rules = [
        EvidenceRule(id="e.low", when=low, raises={"p": "decisive"}, **COMMON),
        ReferralRule(id="r.both", when={"all": [low, band]}, level="soon", action="Go.", **COMMON),
    ]
    base = knowledge([finding("a")], [hypothesis("p", 0.5)], *rules, measurements=(measurement("p"),))
    result = run(base, labs={"p": "12 ng/mL"})
    (reason,) = result.referral.reasons
    assert [(p.about, p.kind) for p in reason.premises] == [("p", "hypothesis"), ("p", "measurement")]
    scored, given = Grounds(base, result).of(reason.premises)
    assert (scored.origin, given.origin, given.state) == ("scored", "given", "12 ng/mL")
    assert [*premises(reason.premises, base)] == ["P likely", "P 12 ng/mL"]
