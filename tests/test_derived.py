"""What findings and results come to together, and from which number on."""

from dataclasses import replace

import pytest
from derived_table import FILE, lacking, not_so
from written import written

from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
TABLE = written(FILE)


@pytest.mark.parametrize("rule", TABLE)
def test_each_of_the_signs_comes_to_the_finding(rule):
    assert TABLE[rule]["people"]
    assert not_so(TABLE[rule]["then"], TABLE[rule]["people"], BASE) == []


def test_every_rule_that_derives_a_finding_is_held_sign_by_sign():
    unseen = {r.id: lacking(r, TABLE.get(r.id, {"people": []})["people"], BASE) for r in BASE.derive}
    assert {rule: lines for rule, lines in unseen.items() if lines} == {}, (
        "python tests/derived_table.py writes them down"
    )


def test_who_needs_a_derive_rule_that_was_deleted_comes_to_nothing():
    without = replace(BASE, derive=tuple(r for r in BASE.derive if r.id != "iron.ferritin-low"))
    assert not_so("ferritin_low", TABLE["iron.ferritin-low"]["people"], without) == ["ferritin 29.9 ng/mL"]
