"""Whoever shows one of the signs of a danger is seen in time, and every rule that sees to it is missed when it goes."""

from copy import deepcopy
from dataclasses import replace

import pytest
from danger_lines import Entry, lines, load, raising
from danger_mutants import in_lines, missed
from danger_table import complete, told_less
from sampled import sampled

from soleus.rules.condition import Any_
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import Level

BASE = load_knowledge()
TABLE = load()


def test_each_of_the_signs_alone_is_told_at_least_its_level():
    assert [rule for rule in TABLE if not TABLE[rule].people] == []
    assert told_less(TABLE, BASE) == []


@sampled(one_in=10)
def test_no_rule_can_be_deleted_lowered_or_robbed_of_a_sign_unseen(some):
    unseen = [f"{m.rule.id} {m.name}" for m in missed(in_lines(lines(TABLE), BASE), BASE, raising(BASE)[some])]
    assert unseen == [], "python tests/danger_table.py writes them down"


DANGEROUS = "brain.seizure", "circulation.sudden-limb-ischaemia", "electrolytes.potassium-very-high"
FEW = {rule: TABLE[rule] for rule in (*DANGEROUS, "referral.worsening")}


def changed(rule: str, **change: object) -> KnowledgeBase:
    """A few referral rules, one of them changed, or left out if nothing is said of how."""
    rules = [r.model_copy(update=change) if r.id == rule else r for r in BASE.referral if r.id in FEW]
    return replace(BASE, referral=tuple(r for r in rules if change or r.id != rule))


@pytest.mark.parametrize("rule", DANGEROUS)
@pytest.mark.parametrize("change", [{}, {"level": Level.URGENT}])
def test_whoever_needs_a_rule_that_was_deleted_or_lowered_is_told_less(rule, change):
    late = told_less(FEW, changed(rule, **change))
    assert late
    assert all(one.startswith(rule) and one.endswith("not emergency") for one in late)


def test_a_rule_that_was_lowered_lowers_no_line():
    table = deepcopy(FEW)
    assert complete(table, changed("brain.seizure", level=Level.URGENT)) == []
    assert table == FEW


def test_a_sign_more_and_a_higher_level_are_written_down():
    table = deepcopy(FEW)
    wider = changed("brain.seizure", when=Any_(any=("seizures", "cough")))
    assert complete(table, wider) == ["brain.seizure: + seizures / cough"]
    assert table["brain.seizure"].people == ["seizures", "seizures / cough"]
    raised = changed("referral.worsening", level=Level.SOON)
    assert complete(table, raised) == ["referral.worsening: raised from routine to soon"]
    assert table["referral.worsening"].least is Level.SOON


def test_who_was_told_less_keeps_their_line_where_a_rule_was_raised_and_narrowed():
    table = deepcopy(FEW) | {"referral.worsening": Entry(Level.ROUTINE, ["worsening / cough"])}
    narrower = changed("referral.worsening", level=Level.SOON)
    assert complete(table, narrower) == ["referral.worsening soon: + worsening"]
    assert table["referral.worsening"] == Entry(Level.ROUTINE, ["worsening / cough"])
    assert told_less(table, narrower) == ["referral.worsening: cough is told self_care, not routine"]
