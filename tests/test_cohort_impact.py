"""What an edit of the rules does to people."""

import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner
from toy import COMMON, finding, hypothesis, knowledge

from soleus.cli import main
from soleus.rules.knowledge import FOLDER
from soleus.rules.rule import EvidenceRule, ReferralRule

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
from soleus.cohort.impact import impact  # noqa: E402

pytestmark = pytest.mark.slow
RULES = (
    EvidenceRule(id="e.a", when="a", raises={"p": "moderate"}, **COMMON),
    EvidenceRule(id="e.b", when="b", raises={"q": "moderate"}, **COMMON),
    ReferralRule(id="r.b", when="b", level="soon", action="Go.", **COMMON),
)
OLD = knowledge([finding("a"), finding("b")], [hypothesis("p"), hypothesis("q", 0.08)], *RULES)
PEOPLE = pl.DataFrame({"a": [True, True, False, None], "b": [True, None, True, None]})


def test_a_stronger_rule_moves_those_it_fires_for():
    stronger = EvidenceRule(id="e.b", when="b", raises={"q": "decisive"}, **COMMON)
    found = impact(OLD, replace(OLD, evidence=(RULES[0], stronger)), [PEOPLE])
    assert found.moved == {"first": 1, "band": 2, "level": 0}
    assert found.first == {"p to q": 1}
    assert [(r.rule, r.change, r.differs) for r in found.rules] == [("e.b", "q +4 to q +20", 2)]
    assert found.examples["first"] == (1,)


def test_a_rule_taken_out_is_named_for_the_levels_it_moves():
    found = impact(OLD, replace(OLD, referral=()), [PEOPLE.head(2), PEOPLE.tail(2)])
    assert found.level == {"soon to self_care": 2}
    assert found.examples["level"] == (1, 3)
    assert [(r.rule, r.change, r.moved["level"]) for r in found.rules] == [("r.b", "removed", 2)]


def test_the_same_rules_move_nobody():
    assert impact(OLD, OLD, [PEOPLE]).moved == {"first": 0, "band": 0, "level": 0}


def test_two_folders_of_rules_are_compared(tmp_path):
    new = tmp_path / "rules"
    shutil.copytree(FOLDER, new)
    path = new / "deficiencies" / "iron.yaml"
    text = path.read_text()
    start = text.index("prevalence:")
    path.write_text(text[:start] + "prevalence: 0.4" + text[text.index("\n", start) :])
    result = CliRunner().invoke(main, ["rules", "impact", str(FOLDER), str(new), "-n", "100"])
    assert result.exit_code == 0, result.output
    assert "iron (prior): " in result.output
    assert " to iron" in result.output
