"""The knowledge base that ships: what each of its parts must have, and that its quality control can find faults."""

import dataclasses

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.rules.condition import finding_of, leaves
from soleus.rules.quality import CHECKS, quality_faults
from soleus.rules.rule import AdviceRule, EvidenceRule, HypothesisKind

NUTRIENTS = {
    "magnesium", "potassium", "calcium", "sodium", "iron",
    "vitamin_d", "vitamin_b12", "vitamin_b1", "folate", "vitamin_e",
}  # fmt: skip
MIMICS = {
    "deep_vein_thrombosis", "venous_insufficiency", "peripheral_artery_disease", "arthritis", "diabetic_neuropathy",
    "neurological_disease", "dehydration",
}  # fmt: skip


def test_every_nutrient_and_every_mimic_of_the_founding_articles_is_a_hypothesis(base):
    deficiencies = {h.id for h in base.hypotheses.values() if h.kind is HypothesisKind.DEFICIENCY}
    assert deficiencies >= NUTRIENTS
    assert base.hypotheses.keys() >= MIMICS


def test_quality_control_finds_nothing_in_what_ships(base):
    assert quality_faults(base) == []


@pytest.mark.slow
def test_the_command_finds_no_fault_in_what_ships():
    checked = CliRunner().invoke(main, ["rules", "check"])
    assert checked.exit_code == 0, checked.output
    assert "no fault found" in checked.stdout


def test_every_weight_is_published_or_said_to_be_judgement(base):
    for rule in base.evidence:
        for weight in (*rule.raises.values(), *rule.lowers.values()):
            assert rule.expert or weight.arithmetic, rule.id


def rule(base, rule_id, **changes):
    """A rule like one that ships, but for some fields."""
    data = base.rules[rule_id].model_dump(by_alias=True) | changes
    return EvidenceRule.model_validate(data)


def with_rule(base, new):
    """The knowledge base with one rule more, or another in its place."""
    evidence = {r.id: r for r in base.evidence} | {new.id: new}
    return dataclasses.replace(base, evidence=tuple(evidence.values()), origins=base.origins | {new.id: "here:1"})


def written_as(base, folder, text):
    """The knowledge base as if it had been read from one file with that text."""
    file = folder / "general" / "lists.yaml"
    file.parent.mkdir()
    file.write_text(text)
    return dataclasses.replace(base, origins={"here": f"{file}:1"})


def _with_caution(base, when):
    caution = AdviceRule.model_validate(base.rules["magnesium.kidney-caution"].model_dump() | {"when": when})
    others = [r for r in base.advice if r.id != caution.id]
    return dataclasses.replace(base, advice=(*others, caution))


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_finds_a_fault_of_its_kind(check, base, tmp_path):
    name = "magnesium.cramps-and-sweating"
    sources = base.rules[name].sources
    used = {finding_of(leaf) for r in base.rules.values() for leaf in leaves(r.when)}
    recorded = next(f.id for f in base.vocabulary.findings.values() if f.recorded_only and f.id not in used)
    doubtful = {s: base.sources[s].model_copy(update={"authority": "C"}) for s in sources}
    spare = {"spare": base.sources["own-judgement"]}
    against = {"raises": {}, "lowers": {"magnesium": "strong"}}
    broken = {
        "Q01": lambda: with_rule(base, rule(base, name, when=recorded)),
        "Q02": lambda: with_rule(base, rule(base, name, when={"all": ["female", "male"]})),
        "Q03": lambda: with_rule(
            base, rule(base, name, id="z.shadow", cluster="cramps", raises={"magnesium": "slight"})
        ),
        "Q04": lambda: dataclasses.replace(base, evidence=()),
        "Q05": lambda: with_rule(base, rule(base, name, id="z.against", **against)),
        "Q06": lambda: dataclasses.replace(
            base, sources=base.sources | spare, origins=base.origins | {"spare": "here:1"}
        ),
        "Q07": lambda: dataclasses.replace(base, sources=base.sources | doubtful),
        "Q08": lambda: _with_finding(base, question="No question"),
        "Q09": lambda: _with_finding(base, hpo="HP:0003394"),
        "Q10": lambda: with_rule(
            base, rule(base, name, when="fever", raises={}, lowers={"septic_arthritis": "strong"})
        ),
        "Q11": lambda: with_rule(base, rule(base, name, id="z.elsewhere")),
        "Q12": lambda: dataclasses.replace(base, referral=()),
        "Q13": lambda: dataclasses.replace(base, definitions={}),
        "Q14": lambda: _with_finding(base, help="FILL what counts as yes."),
        "Q15": lambda: with_rule(base, rule(base, name, adds_to=())),
        "Q16": lambda: with_rule(base, rule(base, name, adds_to=("magnesium.low-result",))),
        "Q17": lambda: written_as(
            base, tmp_path, "definitions: {a: {when: {any: [x, y, z]}}}\nderive: [{when: {any: [z, y, x]}}]\n"
        ),
        "Q18": lambda: written_as(base, tmp_path, "derive: [{when: {any: [{absent: x}, {not_known: x}]}}]\n"),
        "Q19": lambda: dataclasses.replace(base, limits=base.limits | {"potassium": {}}),
        "Q20": lambda: dataclasses.replace(
            base,
            limits=base.limits | {"potassium": base.limits["potassium"] | {"again": base.limits["potassium"]["low"]}},
        ),
        "Q21": lambda: _with_caution(base, {"all": ["dialysis", {"hypothesis": "magnesium", "band": "possible"}]}),
        "Q22": lambda: dataclasses.replace(base, contents=base.contents | {"idle": base.contents["potassium"]}),
        "Q23": lambda: with_rule(base, rule(base, name, when={"all": ["typical_growing_pains", "older_age"]})),
        "Q24": lambda: _with_finding(base, ages=(0, 200)),
        "Q25": lambda: _with_finding(base, question="Does the child eat no animal food?"),
    }[check]()
    assert list(CHECKS[check](broken)), CHECKS[check].__doc__


def _with_finding(base, **changes):
    from soleus.facts.vocabulary import Vocabulary

    vocabulary = base.vocabulary
    changed = vocabulary.findings["vegan_diet"].model_copy(update=changes)
    return dataclasses.replace(
        base,
        vocabulary=Vocabulary(
            (vocabulary.findings | {"vegan_diet": changed}).values(),
            vocabulary.measurements.values(),
            vocabulary.topics.values(),
            vocabulary.panels.values(),
            vocabulary.names_by_kind,
        ),
    )
