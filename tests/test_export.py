"""What is written for other programs: read back it is the same case, it gives no odds, and validators accept it."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.formats.door import case_of
from soleus.formats.fhir_out import bundle_of
from soleus.formats.own_codes import FINDING, HPO
from soleus.formats.phenopacket_out import iso_age, phenopacket_of
from soleus.formats.questionnaire import questionnaire_of
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
VOCABULARY = BASE.vocabulary
CREATED = "2026-11-27T08:00:00Z"
LABS = {
    "ferritin": ("9 ng/mL", "<9 ug/L", "low"),
    "potassium": ("2.9 mmol/L", "3.0-3.2 mmol/L"),
    "vitamin_b12": ("142 pg/mL",),
}
DANGER = Case(age=66, sex="female", present=("saddle_numbness", "tingling"), labs={"ferritin": "9 ng/mL"})
NAMES, TESTED = sorted(VOCABULARY.findings), sorted(LABS)
SOME = settings(max_examples=25, deadline=None)


@st.composite
def cases(draw):
    """People who say anything that can be said together."""
    said = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=12))
    cut = draw(st.integers(0, len(said)))
    present, absent = said[:cut], [f for f in said[cut:] if not VOCABULARY.findings[f].various]
    labs = draw(st.dictionaries(st.sampled_from(TESTED), st.integers(0, 2), max_size=3))
    case = Case(
        age=draw(st.none() | st.integers(0, 110) | st.sampled_from([0.5, 2.25])),
        sex=draw(st.sampled_from([None, "other"])),
        duration_days=draw(st.none() | st.integers(0, 4000)),
        present=tuple(sorted(present)),
        absent=tuple(sorted(absent)),
        labs={name: LABS[name][which % len(LABS[name])] for name, which in sorted(labs.items())},
    )
    try:
        case.states(VOCABULARY)
    except InputError:
        return case.model_copy(update={"absent": ()})
    return case


def same(one, other):
    """Whether two cases say the same."""
    assert (other.sex, other.states(VOCABULARY)) == (one.sex, one.states(VOCABULARY))
    readings = other.readings(VOCABULARY)
    assert readings.keys() == one.readings(VOCABULARY).keys()
    for name, reading in one.readings(VOCABULARY).items():
        assert (readings[name].low, readings[name].high) == pytest.approx((reading.low, reading.high), rel=1e-6)


@SOME
@given(cases())
def test_a_phenopacket_read_back_is_the_same_case(case):
    written = json.loads(json.dumps(phenopacket_of(case, VOCABULARY, "1.0.0", CREATED)))
    same(case, case_of(written, VOCABULARY))


@SOME
@given(cases())
def test_a_fhir_bundle_read_back_is_the_same_case(case):
    written = json.loads(json.dumps(bundle_of(consult(case, BASE), BASE, CREATED)))
    read = case_of(written, VOCABULARY)
    same(case, read)
    assert {left.why for left in read.imported.left} <= {"such resources are not read"}


def test_not_sure_stays_not_sure_in_a_bundle():
    case = Case(present=("tingling",), unknown=("fever",))
    assert case_of(bundle_of(consult(case, BASE), BASE, CREATED), VOCABULARY).unknown == ("fever",)


@pytest.mark.parametrize(("years", "iso"), [(66, "P66Y"), (4.5, "P4Y6M"), (0.25, "P0Y3M"), (0.05, "P18D")])
def test_an_age_is_written_as_finely_as_it_is_known(years, iso):
    assert iso_age(years) == iso


def keys(value):
    """Every key of nested data."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(inner)


def resources(case, kind):
    bundle = bundle_of(consult(case, BASE), BASE, CREATED)
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def test_a_bundle_gives_a_rationale_and_no_probability():
    (assessment,) = resources(DANGER, "RiskAssessment")
    assert not {key for key in keys(assessment) if key.startswith("probability")}
    assert all("not a probability" in p["rationale"] for p in assessment["prediction"])
    assert "no diagnosis" in assessment["note"][0]["text"]


def test_every_danger_sign_is_an_issue_and_every_order_a_draft():
    issues, orders = resources(DANGER, "DetectedIssue"), resources(DANGER, "ServiceRequest")
    consultation = consult(DANGER, BASE)
    signs = {r.title for r in consultation.referral.reasons if r.danger_sign}
    assert {i["code"]["text"] for i in issues} == signs
    assert signs
    drafts = resources(Case(age=66, sex="female", present=("tingling", "vegan_diet")), "ServiceRequest")
    assert drafts
    assert {(d["status"], d["intent"]) for d in (*drafts, *orders)} == {("draft", "proposal")}


def test_nothing_of_who_it_is_but_age_and_sex_is_written():
    named = DANGER.model_copy(update={"id": "Jane Doe", "story": "Jane Doe of Oak Street", "title": "Jane Doe"})
    assert "Jane" not in json.dumps(bundle_of(consult(named, BASE), BASE, CREATED))


def test_a_finding_carries_its_hpo_id_only_where_that_says_the_same():
    muscle, *_ = resources(Case(present=("muscle_spasms",)), "Observation")
    assert {c["system"]: c["code"] for c in muscle["code"]["coding"]} == {FINDING: "muscle_spasms", HPO: "HP:0003394"}
    pain, *_ = resources(Case(present=("leg_pain",)), "Observation")
    assert "HP:0012531" not in json.dumps(pain)


def test_a_term_of_the_ontology_is_called_what_the_ontology_calls_it():
    made = phenopacket_of(Case(present=("tingling", "saddle_numbness")), VOCABULARY, "1.0.0", CREATED)
    labels = {feature["type"]["id"]: feature["type"]["label"] for feature in made["phenotypicFeatures"]}
    assert labels == {"HP:0003401": "Paresthesia", "SOLEUS:saddle_numbness": "Numbness between the legs"}


def said(*words, status=0):
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == status, result.output
    return result.output


def test_a_case_is_written_to_a_file_and_assessed_again(tmp_path):
    case, made = tmp_path / "case.yaml", tmp_path / "made.json"
    case.write_text("age: 66\npresent: [tingling, vegan_diet]\n")
    for form in ("phenopacket", "fhir"):
        said("export", str(case), "--to", form, "-o", str(made))
        first, again = (json.loads(said("assess", "--json", str(path))) for path in (case, made))
        assert again["hypotheses"] == first["hypotheses"]
        assert again["case"]["imported"]["read"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["export", "--to", "fhir"], "name the case to write as fhir"),
        (["export", "case.yaml", "--to", "questionnaire"], "a questionnaire takes no case"),
        (["export", "--to", "questionnaire", "--topic", "pains"], "unknown topic 'pains'"),
        (["export", "none.yaml", "--to", "phenopacket"], "none.yaml: cannot be read"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_line(words, says):
    shown = said(*words, status=2)
    assert says in shown
    assert len(shown.strip().splitlines()) == 1


@pytest.mark.slow
class TestValidators:
    """Packages of others, which do not know us, take what we write and refuse what is wrong."""

    def test_phenopackets(self):
        pb, json_format = pytest.importorskip("phenopackets"), pytest.importorskip("google.protobuf.json_format")
        made = phenopacket_of(DANGER, VOCABULARY, "1.0.0", CREATED)
        read = json_format.Parse(json.dumps(made), pb.Phenopacket())
        assert len(read.phenotypic_features) == 2
        assert read.meta_data.phenopacket_schema_version == "2.0"
        for wrong in ({"present": ["tingling"]}, {"subject": {"sex": "WOMAN"}}, {"metaData": {"created": "today"}}):
            with pytest.raises(json_format.ParseError):
                json_format.Parse(json.dumps({**made, **wrong}), pb.Phenopacket())

    @pytest.mark.parametrize(
        "case", [DANGER, Case(age=30, present=("tingling", "vegan_diet")), Case(unknown=("fever",))]
    )
    def test_fhir_bundle(self, case):
        bundle = pytest.importorskip("fhir.resources.R4B.bundle").Bundle
        made = bundle_of(consult(case, BASE), BASE, CREATED)
        assert len(bundle.model_validate(made).entry) == len(made["entry"])

    @pytest.mark.parametrize(
        "wrong",
        [
            {"present": []},
            {"type": None},
            {"timestamp": "today"},
            {"entry": [{"resource": {"resourceType": "Patient", "gender": 5}}]},
        ],
    )
    def test_a_wrong_bundle_is_refused(self, wrong):
        bundle = pytest.importorskip("fhir.resources.R4B.bundle").Bundle
        made = bundle_of(consult(DANGER, BASE), BASE, CREATED)
        with pytest.raises(ValueError, match=r"\w"):
            bundle.model_validate({**made, **wrong})

    @pytest.mark.parametrize("topic", ["core", "results", "pain"])
    def test_fhir_questionnaire(self, topic):
        questionnaire = pytest.importorskip("fhir.resources.R4B.questionnaire").Questionnaire
        made = questionnaire_of(topic, BASE)
        assert len(questionnaire.model_validate(made).item) == len(made["item"])
        with pytest.raises(ValueError, match=r"\w"):
            questionnaire.model_validate({**made, "status": None})
