"""Free words of a case: what they are read as, what is said of it, and what is refused."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from soleus.engine.consult import consult
from soleus.facts.errors import InputError
from soleus.facts.terms import broader
from soleus.facts.vocabulary import load_vocabulary
from soleus.facts.words import load_words
from soleus.reading.understand import understand

VOCABULARY = load_vocabulary()
TERMS = yaml.safe_load((Path(__file__).parent / "data" / "terms.yaml").read_text(encoding="utf-8"))


LISTS = {"present": "present", "absent": "absent", "background": "risk_factors"}


def side_of(entry):
    return next((side for side in LISTS if side in entry), "present")


@pytest.mark.parametrize("entry", TERMS, ids=lambda e: f"{e['term']}-{side_of(e)}")
def test_a_term_is_read_as(entry):
    side = side_of(entry)
    raw = {LISTS[side]: [entry["term"]]}
    if "refused" in entry:
        with pytest.raises(InputError, match=entry["refused"]):
            understand(raw, VOCABULARY)
        return
    case = understand(raw, VOCABULARY)
    assert set(case.absent if side == "absent" else case.present) == set(entry[side])
    assert any(entry["term"] in note for note in case.notes) == entry.get("note", False)


@given(finding=st.sampled_from(sorted(VOCABULARY.findings)))
def test_ids_labels_and_synonyms_mean_their_finding_and_nothing_broader(finding):
    record = VOCABULARY.findings[finding]
    for name in (record.id, record.label, *record.synonyms):
        assert VOCABULARY.meaning(name) == (finding, True)
    for name in record.narrower:
        assert VOCABULARY.meaning(name) == (finding, False)


WORDS = ["severe", "left", "sudden", "calf", "pain", "numb", "foot", "no", "not", "absent", "without"]


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
        assert read, f"{mistaken!r} was kept as {case.present}"


@given(words=st.lists(st.sampled_from(WORDS), max_size=6))
def test_words_are_only_ever_dropped(words):
    for shorter, _ in broader("_".join(words), history=True):
        rest = iter(words)
        assert all(word in rest for word in shorter.split())
        assert [w for w in words if w in ("no", "not", "absent", "without")] == [
            w for w in shorter.split() if w in ("no", "not", "absent", "without")
        ]


def test_what_was_read_is_said_with_the_result(base):
    case = understand({"present": ["stabbing_heel_pain"], "absent": ["throbbing_knee_pain"]}, base.vocabulary)
    assert consult(case, base).warnings == (
        "'stabbing_heel_pain' is read as 'heel_pain'",
        "'throbbing_knee_pain' is left out of 'absent', since it does not speak of all 'knee_pain'",
    )


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


def test_every_word_names_something_that_there_is():
    shades = load_words().shades
    assert shades.topics | load_words().elsewhere.topics <= VOCABULARY.topics.keys()
    assert {*shades.words.values(), *shades.of_pain.values()} <= VOCABULARY.findings.keys()
