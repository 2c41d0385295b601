"""What a case says was found already is told beside the list; a medicine of no class is told above the referral."""

import pytest

from soleus.engine.consult import consult
from soleus.facts.terms import fold
from soleus.reading.understand import understand
from soleus.wording.assessment import everything, first_screen
from soleus.wording.document import Note, Paragraph, Section
from soleus.wording.telling import telling


def told(base, *present, **more):
    return telling(consult(understand({"present": ["calf cramps", *present], **more}, base.vocabulary), base), base)


@pytest.mark.parametrize(
    ("words", "hypothesis"),
    [
        ("known peripheral artery disease", "peripheral_artery_disease"),
        ("diagnosed with iron deficiency anaemia", "iron"),
        ("iron_deficiency_anaemia", "iron"),
        ("RLS", "restless_legs_syndrome"),
        ("polymyalgia rheumatica", "polymyalgia_rheumatica"),
        ("amyotrophic lateral sclerosis", "motor_neurone_disease"),
        ("vitamin B12 deficiency", "vitamin_b12"),
        ("DVT on ultrasound", "deep_vein_thrombosis"),
    ],
)
def test_a_known_diagnosis_that_is_a_hypothesis_is_already_known(words, hypothesis, base):
    assert told(base, words).already_known == (base.hypotheses[hypothesis].label,)


@pytest.mark.parametrize(
    "words", ["aneurysm", "scleroderma", "epilepsy", "previous sciatica", "hypothyroidism", "anaemia"]
)
def test_a_broader_or_another_diagnosis_is_not_a_hypothesis_found_already(words, base):
    assert told(base, words).already_known == ()


def test_what_a_measurement_shows_is_no_known_diagnosis(base):
    assert told(base, labs={"ferritin": "6 ng/mL"}).already_known == ()


def test_what_is_denied_is_not_known(base):
    assert told(base, absent=["peripheral artery disease"]).already_known == ()


def test_what_is_already_known_stands_beside_the_list(base):
    said = told(base, "known peripheral artery disease")
    for document in (first_screen(said), everything(said, base)):
        sections = [block for block in document.blocks if isinstance(block, Section) and "explain" in block.title]
        remark = Paragraph("Already known, as was said: Peripheral artery disease.")
        assert [remark in section.blocks for section in sections] == [True]


def test_every_name_by_which_a_hypothesis_is_known_is_a_finding_of_one_hypothesis(base):
    names = [fold(name) for h in base.hypotheses.values() for name in h.known_by]
    assert len(set(names)) == len(names)
    assert [name for name in names if base.vocabulary.named(name) is None] == []


@pytest.mark.parametrize("words", ["Zolgensma 40 mg tablet", "Foozolin 5 mg capsules", "paracetamol 500 mg tablets"])
def test_a_medicine_of_no_class_is_told_above_the_referral(words, base):
    said = told(base, words)
    assert said.vague == (words,)
    for document in (first_screen(said), everything(said, base)):
        first = document.blocks[0]
        assert isinstance(first, Note)
        assert first.text == f"Known here only as another medicine, of which no rule takes account: {words!r}"


def test_a_medicine_of_a_class_is_not_told_as_another(base):
    assert told(base, "Furosemide 40 MG Oral Tablet", "Percocet 5/325").vague == ()
