"""A phenopacket or a list of HPO terms is a case: nothing broader becomes narrower, nothing is lost silently."""

import json
from pathlib import Path

import pytest

from soleus.engine.consult import consult
from soleus.facts.errors import CaseFileError, InputError
from soleus.facts.finding import State
from soleus.formats.door import case_of, read_cases
from soleus.formats.gathering import BELIED
from soleus.formats.hpo_reading import hpo_reading
from soleus.formats.ontology import load_ontology
from soleus.reading.understand import understand
from soleus.wording.telling import telling

PACKETS = sorted((Path(__file__).parent / "data" / "phenopackets").glob("*.json"))
META = {"phenopacketSchemaVersion": "2.0"}


def feature(code, label="", **more):
    return {"type": {"id": code, "label": label}, **more}


def packet(*features, **more):
    return {"id": "p", "metaData": META, "phenotypicFeatures": list(features), **more}


@pytest.fixture
def read(base):
    return lambda *features, **more: case_of(packet(*features, **more), base.vocabulary)


def left(case):
    return {each.words: each.why for each in case.imported.left}


def test_what_is_present_is_present_and_what_is_excluded_is_absent(read):
    case = read(feature("HP:0003394", "Muscle spasm"), feature("HP:0001945", "Fever", excluded=True))
    assert (case.present, case.absent) == (("muscle_spasms",), ("fever", "high_fever"))
    assert [(t.where, t.words, t.meant, t.said) for t in case.imported.read[:2]] == [
        ("phenotypicFeatures[1]", "Muscle spasm (HP:0003394)", "muscle_spasms", "present"),
        ("phenotypicFeatures[2]", "Fever (HP:0001945)", "fever", "absent"),
    ]


def test_a_term_that_is_not_mapped_climbs_to_the_nearest_that_is(read):
    case = read(feature("HP:0002069", "Bilateral tonic-clonic seizure"))
    assert case.present == ("seizures",)
    assert [t.meant for t in case.imported.broader] == ["seizures"]


def test_an_excluded_term_denies_what_lies_under_it_and_nothing_above(read):
    assert (
        "calf_hypertrophy" not in read(feature("HP:0009053", "Distal lower limb muscle weakness", excluded=True)).absent
    )
    broad = read(feature("HP:0003011", "Abnormality of the musculature", excluded=True))
    assert {"muscle_weakness", "muscle_spasms"} <= set(broad.absent)
    narrow = read(feature("HP:0002069", "Bilateral tonic-clonic seizure", excluded=True))
    assert narrow.absent == ()
    assert left(narrow) == {"Bilateral tonic-clonic seizure (HP:0002069)": "denies only a part of what is known here"}


def test_no_excluded_term_denies_more_than_lies_under_it(base):
    reading, ontology = hpo_reading(base.vocabulary), load_ontology()
    just = {code: base.vocabulary.same(code) for code in {*ontology.parents, *ontology.children}}
    for code in sorted(ontology.parents):
        assert set(reading.excluded(code)) <= {just[c] for c in ontology.under(code)}, code


def test_what_may_be_elsewhere_in_the_body_is_asked_about_and_does_not_count(read, base):
    case = read(feature("HP:0012531", "Pain"), feature("HP:0000969", "Edema"))
    assert case.present == ()
    assert {a.finding for a in case.asked} == {"leg_pain", "leg_oedema"}
    assert telling(consult(case, base), base).whole is False


def test_merged_and_replaced_ids_mean_what_stands_for_them(read, base):
    ontology = load_ontology()
    old = next(o for o, n in sorted(ontology.merged.items()) if base.vocabulary.named(n) == "seizures")
    assert read(feature(old)).present == ("seizures",)
    asked = next(o for o, n in sorted(ontology.merged.items()) if n == "HP:0000969")
    assert read(feature(asked)).present == ()


def test_what_is_resolved_is_past(read):
    over = {"resolution": {"age": {"iso8601duration": "P40Y"}}}
    assert read(feature("HP:0001945", "Fever", **over)).present == ()
    assert left(read(feature("HP:0001945", "Fever", **over))) == {"Fever (HP:0001945)": "it is over"}
    assert read(feature("HP:0001297", "Stroke", **over)).present == ("previous_stroke",)


def test_a_denial_that_the_record_belies_is_left_out_and_said(read):
    case = read(
        feature("HP:0001250", "Seizure", excluded=True), feature("HP:0002069", "Bilateral tonic-clonic seizure")
    )
    assert (case.present, case.absent) == (("seizures",), ())
    assert left(case) == {"Seizure (HP:0001250)": BELIED}


def test_what_is_not_of_the_sex_that_the_record_tells_is_left_out(read):
    case = read(feature("HP:0000141", "Amenorrhea"), feature("HP:0003394", "Muscle spasm"), subject={"sex": "MALE"})
    assert case.present == ("muscle_spasms",)
    assert left(case) == {"Amenorrhea (HP:0000141)": "the record says male"}


def test_sex_and_age_are_read_and_an_unknown_sex_is_none(read):
    subject = {"sex": "FEMALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P4Y6M"}}}
    case = read(subject=subject)
    assert (case.sex, case.age) == ("female", pytest.approx(4.5))
    assert read(subject={"sex": "UNKNOWN_SEX"}).sex is None
    born = {"dateOfBirth": "1960-06-01T00:00:00Z", "timeAtLastEncounter": {"timestamp": "2020-06-01T00:00:00Z"}}
    assert read(subject=born).age == pytest.approx(60, abs=0.01)


@pytest.mark.parametrize(
    ("onset", "days"), [("P40Y", 4 * 365.25), ("P45Y", None), ("P44Y", None), ("P43Y6M", 365.25 / 2), (None, None)]
)
def test_how_long_it_lasts_is_the_shortest_that_the_ages_leave(read, onset, days):
    subject = {"timeAtLastEncounter": {"age": {"iso8601duration": "P45Y"}}}
    began = {"onset": {"age": {"iso8601duration": onset}}} if onset else {}
    case = read(feature("HP:0003394", "Muscle spasm", **began), subject=subject)
    assert case.duration_days == (None if days is None else pytest.approx(days))


def test_how_long_it_lasts_is_not_known_where_one_complaint_does_not_say(read):
    subject = {"timeAtLastEncounter": {"age": {"iso8601duration": "P45Y"}}}
    began = feature("HP:0003394", onset={"age": {"iso8601duration": "P30Y"}})
    assert read(began, feature("HP:0001945"), subject=subject).duration_days is None


def measured(code, value, unit, when=None):
    quantity = {"unit": {"id": f"UCUM:{unit}"}, "value": value}
    time = {"timeObserved": {"timestamp": when}} if when else {}
    return {"assay": {"id": f"LOINC:{code}", "label": "Ferritin"}, "value": {"quantity": quantity}, **time}


def test_measurements_are_read_by_loinc_and_ucum_and_the_newest_counts(read):
    case = read(
        measurements=[
            measured("2276-4", 9, "ng/mL", "2020-01-01T00:00:00Z"),
            measured("2276-4", 90, "ng/mL", "2021-01-01T00:00:00Z"),
        ]
    )
    assert case.labs == {"ferritin": "90 ng/mL"}


def test_two_values_of_one_time_and_a_value_that_cannot_be_are_left_out(read):
    assert read(measurements=[measured("2276-4", 9, "ng/mL"), measured("2276-4", 90, "ng/mL")]).labs == {}
    wrong = read(measurements=[measured("2276-4", 9, "furlongs"), measured("99999-9", 9, "ng/mL")])
    assert wrong.labs == {}
    assert len(wrong.imported.left) == 2


def test_a_diagnosis_that_is_a_hypothesis_is_already_known_and_another_is_no_evidence(read, base):
    known = read(feature("HP:0003394"), diseases=[{"term": {"id": "MONDO:1", "label": "vitamin B12 deficiency"}}])
    assert telling(consult(known, base), base).already_known == (base.hypotheses["vitamin_b12"].label,)
    other = read(diseases=[{"term": {"id": "OMIM:1", "label": "Loeys-Dietz syndrome 3"}}])
    assert list(left(other)) == ["Loeys-Dietz syndrome 3"]


def test_an_excluded_diagnosis_is_not_known(read):
    assert read(diseases=[{"term": {"label": "vitamin B12 deficiency"}, "excluded": True}]).present == ()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({**packet(), "metaData": {"phenopacketSchemaVersion": "1.0.0"}}, "version 1"),
        (packet(feature("HP:0001945", negated=True)), "version 1"),
        ({"proband": packet(), "metaData": META}, "give the phenopacket of one"),
        (packet() | {"phenotypicFeatures": "fever"}, "phenotypicFeatures: expected a list"),
        (packet("fever"), r"phenotypicFeatures\[1\]: expected a mapping"),
        (packet(feature("HP:0001945", "fe\x1bver")), "cannot be printed"),
    ],
)
def test_what_is_no_phenopacket_of_one_person_is_refused_in_one_line(raw, says, base):
    with pytest.raises(InputError, match=says) as refused:
        case_of(raw, base.vocabulary)
    assert "\n" not in str(refused.value)


def test_data_nested_too_deep_are_refused(base):
    deep = inner = {}
    for _ in range(60):
        inner["x"] = inner = {}
    with pytest.raises(InputError, match="nested more than"):
        case_of(packet(deep=deep), base.vocabulary)


@pytest.mark.parametrize("path", PACKETS, ids=lambda path: path.stem)
def test_published_phenopackets_are_read_whatever_the_file_is_called(path, base, tmp_path):
    renamed = tmp_path / "some.yaml"
    renamed.write_text(path.read_text("utf-8"), "utf-8")
    for name in (path, renamed):
        (case,) = read_cases(str(name), base.vocabulary)
        assert case.imported.form == "GA4GH phenopacket"
        assert case.imported.read
        assert not [each for each in case.imported.left if each.why == BELIED]


def test_what_is_left_out_is_counted_and_nothing_reassures(read, base):
    case = read(feature("HP:0003394", "Muscle spasm"), *[feature("HP:0000286", "Epicanthus")] * 3)
    assert [(each.words, each.times) for each in case.imported.left] == [("Epicanthus (HP:0000286)", 3)]
    assert telling(consult(case, base), base).whole is False


def test_what_became_of_a_record_stays_with_the_case_that_is_kept(read, base):
    case = read(feature("HP:0003394", "Muscle spasm"), feature("HP:0000286", "Epicanthus"))
    kept = json.loads(case.model_dump_json(exclude_none=True))
    assert understand(kept, base.vocabulary) == case


@pytest.mark.parametrize(
    "text",
    [
        "HP:0003394\nHP:0001250\n",
        "HP:0003394; HP:0001250",
        "Muscle spasm (HP:0003394), Seizure (HP:0001250)",
        "- HP:0003394\n- HP_0001250\n",
        '["HP:0003394", "HP:0001250"]',
    ],
)
def test_a_list_of_hpo_terms_is_a_case(text, base, tmp_path):
    path = tmp_path / ("terms.json" if text.startswith("[") else "terms.txt")
    path.write_text(text)
    (case,) = read_cases(str(path), base.vocabulary)
    assert case.present == ("muscle_spasms", "seizures")
    assert case.imported.form == "list of HPO terms"


def test_words_alone_are_still_no_case(base, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("my legs hurt")
    (refused,) = read_cases(str(path), base.vocabulary)
    assert isinstance(refused, CaseFileError)
    assert "not text" in str(refused)


def test_every_term_of_the_map_is_in_the_relation_unless_it_is_newer(base):
    ontology = load_ontology()
    known = {*ontology.parents, *ontology.children}
    ids = {f.hpo for f in base.vocabulary.findings.values() if f.hpo}
    assert len(ids - known) <= len(ids) // 20


def test_climbing_never_meets_itself(base):
    ontology = load_ontology()
    for code in ontology.parents:
        assert all(code not in ontology.under(child) for child in ontology.children.get(code, ()))


def test_a_present_term_never_denies(base):
    reading = hpo_reading(base.vocabulary)
    states = {State.PRESENT.value}
    for code in sorted(load_ontology().parents)[::7]:
        case = case_of(packet(feature(code)), base.vocabulary)
        assert not case.absent
        assert {t.said for t in (*case.imported.read, *case.imported.broader)} <= states
        assert set(reading.present(code).findings) == set(case.present)
