"""The head of a result: the likeliest cause first, one time limit, and nothing beneath it that contradicts it."""

import re
from pathlib import Path

import pytest
from sampled import shares
from written import written

from soleus.engine.consult import consult
from soleus.reading.understand import understand
from soleus.rules.rule import Level
from soleus.wording.assessment import MILDER, NO_CAUSE, everything, first_screen
from soleus.wording.document import Care, Listing, Paragraph, Section
from soleus.wording.foremost import adding, causes, in_order, likeliest
from soleus.wording.one_limit import at_the_visit, beside
from soleus.wording.telling import telling

PEOPLE = written(Path(__file__).parent / "data" / "heads.yaml")
LATER_THAN = {
    Level.EMERGENCY: r"\btoday\b|within|appointment",
    Level.URGENT: r"within|appointment",
    Level.SOON: "appointment",
}


@pytest.fixture(scope="module", params=shares(one_in=3))
def sample(consultations, request):
    """Consultations of a sample of the library."""
    return consultations[request.param]


def care(document):
    return next(block for block in document.blocks if isinstance(block, Care))


def section(document, title):
    return next((s for s in document.blocks if isinstance(s, Section) and s.title == title), Section(title, ()))


@pytest.mark.parametrize("entry", PEOPLE, ids=lambda e: e["person"])
def test_the_head_says_the_likeliest_cause_and_what_decides_how_soon(entry, base):
    said = telling(consult(understand(entry["case"], base.vocabulary), base), base)
    whole = everything(said, base)
    head, brief = care(whole), care(first_screen(said))
    assert head.reason.startswith(entry.get("first", ""))
    assert entry.get("level", "") in head.sentence
    assert [w for w in entry.get("says", ()) if w not in head.reason] == []
    text = f"{head.sentence} {head.reason} {head.action} {brief.sentence} {brief.action}"
    assert [w for w in entry.get("never", ()) if w in text] == []
    assert len(said.reasons) <= entry.get("reasons", len(said.reasons))
    told = str(section(whole, "Every reason to be seen"))
    assert [w for w in entry.get("not_told", ()) if w in told] == []


def test_no_cause_that_is_less_likely_is_told_as_if_it_were_the_finding(sample, base):
    sought = 0
    for consultation in sample:
        said = telling(consultation, base)
        leading = likeliest(said.listed)
        if said.reasons and said.head.sought:
            assert not {h.id for h in leading} & causes(said.reasons[0])
            assert said.reasons[0].title not in care(everything(said, base)).reason
            sought += 1
    assert sought


def test_the_first_reason_speaks_of_the_likeliest_cause_where_one_of_the_level_does(sample):
    for consultation in sample:
        listed = tuple(h for h in consultation.hypotheses[:5])
        reasons = in_order(consultation.referral.told, listed)
        assert sorted(r.rule for r in reasons) == sorted(r.rule for r in consultation.referral.told)
        assert [r.level.rank for r in reasons] == sorted((r.level.rank for r in reasons), reverse=True)
        leading = {h.id for h in likeliest(listed)}
        of_level = [r for r in reasons if r.level is consultation.referral.level]
        if any(leading & causes(r) for r in of_level) and not of_level[0].danger_sign:
            assert leading & causes(of_level[0])


def test_only_reasons_are_left_out_of_which_something_as_pressing_is_told(sample, base):
    left = 0
    for consultation in sample:
        reasons = consultation.referral.told
        told = adding(reasons, consultation, base.vocabulary)
        assert told[:1] == reasons[:1]
        assert [r for r in reasons if r.danger_sign and r not in told] == []
        left += len(reasons) - len(told)
    assert left


def test_what_stands_beneath_the_head_names_no_later_limit(sample, base):
    for consultation in sample:
        said = telling(consultation, base)
        blocks = section(everything(said, base), "Every reason to be seen").blocks
        milder = [b for b in blocks if isinstance(b, Listing)][1:]
        assert bool(milder) is any(r.level is not said.level for r in said.reasons)
        assert bool(milder) is (Paragraph(MILDER) in blocks)
        later = re.compile(LATER_THAN.get(said.level, "(?!)"))
        told = [i.text for listing in milder for i in listing.items]
        titles = sorted((r.title for r in said.reasons), key=len, reverse=True)
        actions = [t.removeprefix(next(x for x in titles if t.startswith(x))) for t in told]
        assert [action for action in actions if later.search(action)] == []


@pytest.mark.parametrize("level", LATER_THAN)
def test_no_reason_that_asks_for_less_names_a_later_limit_beside_another(level, base):
    milder = [r for r in base.referral if r.level.rank < level.rank]
    said = {r.id: beside(r, level) for r in milder}
    assert any(said.values())
    assert {r: text for r, text in said.items() if re.search(r"within (a|two|days)|appointment", text)} == {}


def test_within_days_the_head_alone_says_within_how_many(base):
    soon = [r for r in base.referral if r.level is Level.SOON]
    first = {r.id: re.split(r"(?<=[.!?]) ", at_the_visit(r))[0] for r in soon}
    assert {r: text for r, text in first.items() if re.search(r"within (a day|two|three|days)", text)} == {}


def test_that_no_cause_stands_out_does_not_reassure_who_has_to_be_seen(base):
    case = {"age": 50, "present": ["confusion"]}
    said = telling(consult(understand(case, base.vocabulary), base), base)
    assert said.level is Level.EMERGENCY
    assert said.listed
    assert not said.possible
    text = str(everything(said, base))
    assert NO_CAUSE in text
    assert "None of these is more than" not in text
