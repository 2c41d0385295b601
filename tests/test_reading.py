"""Reading what people say: denials, persons, times and doubts; dangers; slips; ages and spans."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sayings import HOW
from written import written

from soleus.facts.errors import InputError
from soleus.reading.patterns import parse
from soleus.reading.reader import read
from soleus.reading.story import facts_of
from soleus.reading.tables import load_tables
from soleus.reading.understand import understand
from soleus.reading.wordings import load_spoken
from soleus.rules.knowledge import load_knowledge

CASES = written(Path(__file__).parent / "data" / "reading.yaml")
DANGERS = {
    "chest pain": "chest_pain", "pain in my chest": "chest_pain", "short of breath": "shortness_of_breath",
    "can't breathe": "shortness_of_breath", "coughing up blood": "coughing_blood", "passed out": "syncope",
    "numb between my legs": "saddle_numbness", "can't pee": "urinary_retention", "face drooping": "facial_weakness",
    "slurred speech": "slurred_speech", "cold pale leg": "cold_pale_leg", "no pulse in my foot": "absent_pulses",
    "my toes turned black": "gangrene", "can't move my leg": "cannot_move_leg", "black stool": "black_stool",
    "vomiting blood": "vomiting_blood", "had a fit": "seizures", "high fever": "fever",
    "lost control of my bowels": "bowel_incontinence", "I want to die": "suicidal_thoughts",
}  # fmt: skip
MILD = (
    "sore calf", "leg cramps", "tired", "tingling feet", "swollen ankles", "stiff knees", "restless legs", "heel pain",
    "itchy legs", "varicose veins", "back pain", "heavy legs", "vegan", "take omeprazole", "burning soles", "weak legs",
    "poor sleep", "knee pain", "hair loss", "diabetes",
)  # fmt: skip
JOINERS = (", ", "; ", " / ", " + ", " & ", " and ", " with ", "/", ". ", "\n", " plus ", " also ")
VOCABULARY = load_knowledge().vocabulary


def related(one, other):
    return one in VOCABULARY.broader(other) or other in VOCABULARY.broader(one)


@pytest.mark.parametrize(("text", "finding", "how"), CASES, ids=lambda value: str(value))
def test_is_read_as_it_is_said(text, finding, how):
    said = [s for s in read(text, VOCABULARY).said if related(s.finding, finding)]
    if how in ("not present", "not absent"):
        assert not [s for s in said if s.state == how.removeprefix("not ") and s.certain]
        return
    assert said
    assert [s for s in said if HOW[how](s)]
    if how in ("absent", "past", "other", "asked"):
        assert not [s for s in said if s.taken and s.state == "present"]


@pytest.mark.parametrize(
    ("before", "fragment", "finding"),
    [
        ("knee sore", "red and shiny", "joint_redness"),
        ("scalded shins", "tight", "muscle_tightness"),
        ("ankle sprained", "puffy on the outside", "ankle_swelling"),
    ],
)
def test_a_fragment_takes_its_place_from_the_entry_before(before, fragment, finding):
    with_place = understand({"present": [before, fragment]}, VOCABULARY)
    assert finding in with_place.present
    assert finding not in understand({"present": [before]}, VOCABULARY).present


def test_a_fragment_that_says_its_place_keeps_it():
    case = understand({"present": ["knee sore", "ankle swollen"]}, VOCABULARY)
    assert "ankle_swelling" in case.present
    assert "knee_swelling" not in case.present


@pytest.mark.parametrize("text", ["mild", "known for years", "the first two days", "size of a golf ball", "no change"])
def test_nothing_is_asked_where_no_word_speaks_for_it(text):
    assert not read(text, VOCABULARY).said


@pytest.mark.parametrize("text", ["can climb the stairs", "face looks fine", "walking about normally"])
def test_a_normal_thing_leaves_nothing_to_ask(text):
    assert not [s for s in read(text, VOCABULARY).said if not s.taken]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("not able to move my leg", "cannot_move_leg"),
        ("My dad died of a heart attack and I have chest pain", "chest_pain"),
        ("no feeling in my feet", "numb_feet"),
    ],
)
def test_a_danger_beside_a_denial_or_a_relative_is_taken(text, finding):
    assert finding in [s.finding for s in read(text, VOCABULARY).taken if s.state == "present"]


@given(st.sampled_from(sorted(DANGERS)), st.sampled_from(MILD), st.sampled_from(JOINERS), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_danger_is_never_read_away_beside_something_mild(danger, mild, joiner, first):
    text = f"{danger}{joiner}{mild}" if first else f"{mild}{joiner}{danger}"
    finding = DANGERS[danger]
    kept = [s for s in read(text, VOCABULARY).said if related(s.finding, finding) and s.state == "present"]
    assert [s for s in kept if s.who == "self" and s.when == "now"], text


LABELS = sorted(f.id for f in VOCABULARY.findings.values() if f.danger)


@given(st.sampled_from(LABELS), st.sampled_from(MILD), st.sampled_from(JOINERS), st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_danger_by_its_label_is_read_or_left_unread_beside_something_mild(finding, mild, joiner, first):
    label = VOCABULARY.findings[finding].label
    reading = read(f"{label}{joiner}{mild}" if first else f"{mild}{joiner}{label}", VOCABULARY)
    assert [s for s in reading.said if related(s.finding, finding)] or reading.unread, label


ADVERBS = (
    "very", "really", "quite", "rather", "a bit", "slightly", "suddenly", "severe", "terribly", "so", "still", "now",
)  # fmt: skip


@given(st.sampled_from(LABELS), st.sampled_from(ADVERBS))
@settings(max_examples=200, deadline=None)
def test_an_adverb_never_loses_a_danger(finding, adverb):
    label = VOCABULARY.findings[finding].label.lower()
    reading = read(f"{adverb} {label}", VOCABULARY)
    assert [s for s in reading.said if related(s.finding, finding) and s.state == "present"], label


@pytest.mark.parametrize("bad", ["pain\x00", "leg\ud800", "\u202eniap", "x\x1b[31m", "pain\u2066"])
def test_letters_of_no_text_are_refused(bad):
    with pytest.raises(InputError):
        read(bad, VOCABULARY)


def test_a_term_of_ten_thousand_letters_is_read_or_refused():
    assert read("x" * 10_000, VOCABULARY).said == ()
    assert read("leg " * 2_500, VOCABULARY) is not None


@pytest.mark.parametrize(
    ("text", "age", "sex", "days"),
    [
        ("I am a lady of 71", 71, "female", None),
        ("my 4 year old son limps", 4, "male", None),
        ("legs ache for three weeks", None, None, 21),
        ("since yesterday", None, None, 1),
        ("a fortnight of cramps", None, None, 14),
        ("numb for 2 years 3 months", None, None, 821.8125),
        ("swollen for a couple of days", None, None, 2),
        ("66F tingling", 66, "female", None),
        ("5 of them", None, None, None),
    ],
)
def test_age_sex_and_duration_are_taken_from_a_story(text, age, sex, days):
    told = facts_of(text)
    assert (told.age, told.sex, told.duration_days) == (age, sex, days)


def test_minutes_are_minutes():
    assert facts_of("pain for 20 minutes").duration_days == pytest.approx(20 / 1440, rel=0.01)


def test_every_table_names_findings_that_exist_and_patterns_that_parse():
    tables = load_tables()
    records = tables.records
    medicines = (tables.medicines, records.with_dose, records.with_form, records.endings)
    named = {
        name.lstrip("-"): patterns
        for table in (tables.phrases, tables.background, tables.functions, tables.stops, *medicines)
        for classes, patterns in table.items()
        for name in classes.split(" + ")
    }
    assert sorted({*named, *(f.lstrip("-") for f in tables.frames.frames)} - set(VOCABULARY.findings)) == []
    for patterns in named.values():
        for pattern in patterns:
            assert parse(pattern)


def test_every_wording_stands_with_a_finding_that_exists():
    assert sorted(set(load_spoken()) - set(VOCABULARY.findings)) == []


@pytest.mark.parametrize(
    "word", ["hypotension", "hypertension", "dysphagia", "dysphasia", "prednisone", "tramadol", "trazodone"]
)
def test_a_word_like_another_is_not_mended(word):
    from soleus.reading.known import known
    from soleus.reading.tokens import tokenize

    tokens = tokenize(word)
    known(VOCABULARY).slips.mend(tokens)
    assert not any(t.slip for t in tokens)


@pytest.mark.parametrize(
    ("raw", "present", "absent", "asked"),
    [
        # what words were read as gives way to a denial by name, and is asked about
        ({"present": ["thighs like dead meat"], "absent": ["numbness"]}, (), ("numbness",), ["thigh_numbness"]),
        ({"present": ["legs hurt"], "absent": ["leg_pain"]}, (), ("leg_pain",), ["leg_pain"]),
        # a danger in words does not: meanwhile it counts
        ({"present": ["tight crushing chest"], "absent": ["chest_pain"]}, ("chest_pain",), (), []),
    ],
)
def test_words_at_odds_with_a_denial_refuse_nobody(raw, present, absent, asked):
    case = understand(raw, VOCABULARY)
    assert (case.present, case.absent) == (present, absent)
    assert [a.finding for a in case.asked] == asked


def test_names_at_odds_are_refused():
    with pytest.raises(InputError, match="both present and absent"):
        understand({"present": ["leg_pain"], "absent": ["leg_pain"]}, VOCABULARY)
