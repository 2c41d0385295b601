"""Free words of a case: what they are read as, what is said of it, and what is refused."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import written

from soleus.engine.consult import consult
from soleus.facts.errors import InputError
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.wording.telling import telling

VOCABULARY = load_knowledge().vocabulary
TERMS = written(Path(__file__).parent / "data" / "terms.yaml")


LISTS = {"present": "present", "absent": "absent", "background": "risk_factors"}


def side_of(entry):
    return next((side for side in LISTS if side in entry), "present")


def marked(entry):
    """A row as a case of the test; what is not read well yet has to fail, so that no mending goes unsaid."""
    marks = [pytest.mark.xfail(strict=True, reason=entry["not_yet"])] if "not_yet" in entry else []
    return pytest.param(entry, id=f"{entry['term']}-{side_of(entry)}", marks=marks)


@pytest.mark.parametrize("entry", [marked(entry) for entry in TERMS])
def test_a_term_is_read_as(entry):
    side, term = side_of(entry), entry["term"]
    raw = {LISTS[side]: [term]}
    if "refused" in entry:
        with pytest.raises(InputError, match=entry["refused"]):
            understand(raw, VOCABULARY)
        return
    case = understand(raw, VOCABULARY)
    assert set(case.absent if side == "absent" else case.present) == set(entry[side])
    assert set(case.present if side == "absent" else case.absent) == set(entry.get("denies", ()))
    assert set(entry.get("asks", ())) <= {asked.finding for asked in case.asked}
    assert set(case.unread) >= set(entry.get("unread", ()))
    assert "unread" in entry or not case.unread
    assert case.read or case.asked or case.unread or said_by_name(term, case)


def said_by_name(term, case):
    """Whether the id or label of what it was read as stands in it, so that there is no more to say."""
    findings = [VOCABULARY.findings[f] for f in (*case.present, *case.absent)]
    return any(name in term.lower() for f in findings for name in (f.id, f.label.lower()))


@given(finding=st.sampled_from(sorted(VOCABULARY.findings)))
def test_ids_labels_and_synonyms_mean_their_finding_and_nothing_broader(finding):
    record = VOCABULARY.findings[finding]
    for name in (record.id, record.label, *record.synonyms):
        assert VOCABULARY.same(name) == finding
    for name in record.narrower:
        assert (VOCABULARY.named(name), VOCABULARY.same(name)) == (finding, None)


@pytest.mark.slow
@given(finding=st.sampled_from(sorted(VOCABULARY.findings)), at=st.integers(1, 20), letter=st.sampled_from("qxz"))
def test_a_slip_of_the_pen_is_never_kept_as_something_else(finding, at, letter):
    name = VOCABULARY.findings[finding].label.lower()
    word = max(re.split("[^a-z0-9]+", name), key=len)
    at = at % len(word)
    mistaken = name.replace(word, word[:at] + letter + word[at:])
    for key in ("present", "risk_factors"):
        try:
            case = understand({key: [mistaken]}, VOCABULARY)
        except InputError:
            continue
        read = [f for f in case.present if not VOCABULARY.findings[f].various]
        assert read or not case.present, f"{mistaken!r} was kept as {case.present}"
        assert case.present or case.absent or case.asked or case.unread, f"{mistaken!r} was dropped"


def test_what_was_read_is_said_with_the_result(base):
    case = understand({"present": ["stabbing_heel_pain"], "absent": ["migraine"]}, base.vocabulary)
    shown = telling(consult(case, base), base)
    assert [(w.words, w.so, w.not_so, w.only_part) for w in shown.read] == [
        ("stabbing_heel_pain", ("Heel pain",), (), ()),
        ("migraine", (), (), ("Headache",)),
    ]


@pytest.mark.parametrize(
    ("labs", "present", "kept"),
    [
        ({"blood_pressure": "84/46"}, set(), {"systolic_pressure": "84", "diastolic_pressure": "46"}),
        ({"anti_hmgcr": "positive"}, {"antibodies_found"}, {}),
        ({"abpi_left": 0.9, "abpi_right": 0.4}, set(), {"ankle_brachial_index": 0.4}),
        ({"d_dimer": "negative"}, set(), {"d_dimer": "negative"}),
    ],
)
def test_results_as_reports_write_them(labs, present, kept):
    case = understand({"labs": labs}, VOCABULARY)
    assert set(case.present) == present
    assert case.labs == {k: str(v) for k, v in kept.items()}
    case.readings(VOCABULARY)
