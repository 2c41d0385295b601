"""What must never be said, and what must always be."""

import re
from pathlib import Path

import pytest
import yaml

from soleus.engine.consult import consult
from soleus.reading.understand import understand
from soleus.rules.rule import EvidenceRule
from soleus.terminal.assessment import show_everything
from soleus.terminal.console import console
from soleus.wording.listing import listed

RULES = Path(__file__).parent.parent / "rules"
DOSE = re.compile(
    r"\b\d[\d,.]*\s*(mg|mcg|µg|ug|micrograms?|milligrams?|g|IU|iu|units|tablets?)\b(?!\s*/)", re.IGNORECASE
)


def test_no_dose_anywhere(base):
    told = [t for h in base.hypotheses.values() for t in (*h.foods, *h.lifestyle, *h.pitfalls, h.summary)]
    told += [t.because for h in base.hypotheses.values() for t in h.tests]
    told += [t for r in base.advice for t in (*r.tests, *r.foods, *r.lifestyle, *r.cautions)]
    told += [r.action for r in base.referral]
    assert [t for t in told if DOSE.search(t)] == []


@pytest.mark.parametrize(
    ("present", "labs", "words"),
    [
        (
            ["muscle_cramps", "leg_weakness", "diuretic", "kidney_disease"],
            {"potassium": "3.2 mmol/L"},
            ["potassium", "kidney"],
        ),
        (["muscle_cramps", "leg_weakness", "diuretic", "ace_inhibitor"], {"potassium": "3.2 mmol/L"}, ["potassium"]),
        (
            ["muscle_cramps", "muscle_twitching", "proton_pump_inhibitor", "kidney_disease"],
            {"magnesium": "0.5 mmol/L"},
            ["magnesium", "kidney"],
        ),
        (["fatigue", "glossitis"], {"folate": "1.5 ng/mL"}, ["folic acid", "B12"]),
        (["bone_pain", "kidney_stones"], {"vitamin_d_25oh": "6 ng/mL"}, ["vitamin D"]),
        (["fatigue", "restless_legs"], {"ferritin": "6 ng/mL"}, ["iron", "cause"]),
        (["unsteady_gait", "fat_malabsorption", "anticoagulant"], {"vitamin_e": "0.2 mg/dL"}, ["vitamin E"]),
    ],
)
def test_cautions_fire(base, present, labs, words):
    result = consult(understand({"present": present, "labs": labs}, base.vocabulary), base)
    cautions = " ".join(c for a in result.advice for c in a.cautions).lower()
    for word in words:
        assert word.lower() in cautions


def test_contested_rules_show_both_sides(base, capsys):
    contested = [r for r in base.evidence if r.contested]
    assert {h for r in contested for h in r.points} >= {"magnesium", "iron", "folate"}
    trio = {"present": ["muscle_cramps", "muscle_spasms", "restless_legs"]}
    result = consult(understand(trio, base.vocabulary), base)
    shown = [e for h in listed(result) for e in h.evidence if e.contested]
    assert shown
    show_everything(console(plain=True), result, base, plain=True)
    text = " ".join(capsys.readouterr().out.split())
    for evidence in shown:
        assert evidence.contested.claim.says in text
        assert evidence.contested.against.says in text


def test_every_rule_cites_more_than_an_encyclopaedia(base):
    alone = [
        r.id
        for r in base.rules.values()
        if isinstance(r, EvidenceRule) and {base.sources[s].authority for s in r.sources} == {"C"}
    ]
    assert alone == []


def test_knowledge_files_use_no_aliases():
    for path in RULES.rglob("*.yaml"):
        assert not any(
            isinstance(t, yaml.AliasToken | yaml.AnchorToken)
            for t in yaml.scan(path.read_text(), Loader=yaml.CSafeLoader)
        )
