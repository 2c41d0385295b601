"""Is-a between findings: who has the narrower has the broader, by meaning and never by likelihood."""

import pytest

from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
ALWAYS = [
    ("dizzy_on_standing", "dizziness"),
    ("perioral_tingling", "tingling"),
    ("methotrexate", "immunosuppressant"),
    ("ciclosporin", "low_immunity"),
    ("recent_fall", "recent_injury"),
    ("rapidly_worsening_weakness", "worsening"),
    ("ascending_weakness", "progressive_weakness"),
    ("descending_weakness", "progressive_weakness"),
    ("spasticity", "upper_motor_neurone_signs"),
    ("absent_reflexes", "neurological_signs"),
    ("sensory_level", "reduced_sensation"),
    ("foot_drop", "distal_weakness"),
    ("big_toe_pain", "foot_pain"),
    ("ankle_pain", "joint_pain"),
    ("pain_behind_knee", "leg_pain"),
    ("half_body_numbness", "leg_numbness_one_side"),
    ("unable_to_bear_weight", "difficulty_walking"),
    ("iron_deficiency_anaemia", "haemoglobin_low"),
    ("cisplatin", "cancer_ever"),
    ("rheumatoid_arthritis", "autoimmune_disease"),
    ("mottled_leg", "skin_colour_change"),
    ("gangrene", "skin_colour_change"),
    ("body_swelling", "leg_swelling"),
    ("vomiting_blood", "vomiting"),
    ("neuroleptic_or_serotonin_crisis", "confusion"),
]
TOLD_APART = [
    ("atrial_fibrillation", "irregular_pulse", "it comes in spells, and under treatment the pulse may be even"),
    ("double_vision", "vision_problems", "two images may each be sharp"),
    ("corticosteroid", "immunosuppressant", "cortisol that is only replaced damps nothing"),
    ("metformin", "diabetes", "it is taken for other reasons too"),
    ("insulin", "diabetes", "it also lowers potassium in an emergency"),
    ("self_induced_vomiting", "eating_disorder", "one does not make the other"),
    ("vegan_diet", "vegetarian_diet", "the question is of those who eat egg or dairy"),
    ("vegan_diet", "restrictive_diet", "it need not be short of anything"),
    ("leg_gives_way", "leg_weakness", "pain or a loose knee does it as well"),
    ("recent_fracture", "recent_injury", "a weak bone breaks without one"),
    ("ascending_numbness", "numbness", "it may be tingling that climbs"),
    ("leg_pain_one_side", "one_side_only", "another complaint may be on the other side"),
    ("leg_pain_both", "both_sides", "another complaint may be on one side"),
    ("sudden_severe_leg_pain", "sudden_onset", "the complaint as a whole may be older"),
    ("spasticity", "leg_stiffness", "a sign that is found need not be felt"),
    ("hyperventilation", "fast_breathing", "the latter is counted, and read as illness"),
]


@pytest.mark.parametrize(("narrower", "broader"), ALWAYS)
def test_who_has_the_narrower_has_the_broader(narrower, broader):
    assert broader in VOCABULARY.broader(narrower)
    assert narrower not in VOCABULARY.broader(broader)


@pytest.mark.parametrize(("one", "other", "because"), TOLD_APART)
def test_what_only_often_goes_together_is_told_apart(one, other, because):
    assert other not in VOCABULARY.broader(one), because


def test_a_swollen_arm_is_no_swelling_of_the_whole_body():
    assert VOCABULARY.named("unilateral arm swelling") == "arm_or_hand_swelling"
    assert VOCABULARY.named("scrotal oedema") not in VOCABULARY.narrower("leg_swelling")


def test_weight_lost_by_a_diet_was_meant_to_be_lost():
    assert VOCABULARY.named("major weight loss by diet") == "rapid_weight_loss"
    assert "weight_loss" not in VOCABULARY.broader("rapid_weight_loss")


def test_no_injury_at_all_means_no_fall(base):
    denied = Case(absent=("recent_injury",)).states(base.vocabulary)
    assert denied["recent_fall"] == "absent"


@pytest.mark.parametrize(
    ("present", "level"),
    [
        (("neuroleptic_or_serotonin_crisis",), "emergency"),
        (("hard_to_get_out_of_bed",), "soon"),
        (("body_swelling",), "routine"),
        (("perioral_tingling",), "routine"),
        (("atrial_fibrillation", "leg_weakness"), "urgent"),
    ],
)
def test_the_broader_finding_brings_its_referral(base, present, level):
    assert consult(Case(age=50, present=present), base).referral.level == level
