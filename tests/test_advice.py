"""Advice belongs to the person: foods, tests, habits and cautions that fit, and words for whom they are told to."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from pydantic import ValidationError
from written import written

from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.reading.understand import understand
from soleus.rules.condition import Band, hypothesis_of, leaves
from soleus.rules.rule import AdviceRule, Level
from soleus.terminal.assessment import show_everything
from soleus.terminal.console import console
from soleus.wording.addressing import Whom, addressed
from soleus.wording.assessment import first_screen
from soleus.wording.fitting import fitting, unfit
from soleus.wording.grown_up import of_a_small_child
from soleus.wording.measured import still_to_test
from soleus.wording.telling import PARTS, as_told, telling
from soleus.wording.words import level_sentence

DATA = Path(__file__).parent / "data"
PEOPLE = written(DATA / "advice.yaml")
MEAT = (
    "meat|beef|lamb|pork|liver|kidney|poultry|fish|salmon|sardine|mackerel|herring|shellfish|oyster|crab|mussel|seafood"
)
POTASSIUM = (
    "banana|orange|citrus|apricot|potato|spinach|greens|tomato|squash|lentil|bean|pulse|legume|chickpea|tofu|soya|"
    r"avocado|\bnut|seed|milk|yogh?urt|dairy|fruit|vegetable|coconut|electrolyte|chocolate|whole ?grain|mushroom"
)
DRINK = r"salt|broth|rehydration|electrolyte|\bwater\b(?! alone)"
HARM = {
    "kidney_disease": f"{POTASSIUM}|{DRINK}",
    "dialysis": f"{POTASSIUM}|{DRINK}|soup",
    "potassium_sparing_diuretic": POTASSIUM,
    "ace_inhibitor_or_arb": POTASSIUM,
    "potassium_high": POTASSIUM,
    "heart_failure": DRINK,
    "high_blood_pressure": "salt|broth",
    "vegan_diet": rf"{MEAT}|egg|dairy|(?<!plant )milk|yogh?urt|cheese|pudding|enriched",
    "vegetarian_diet": MEAT,
    "pregnancy": "liver",
    "haemochromatosis": "cereal|red meat|beef|liver|fortified bread|oyster",
    "coeliac_disease": "bread|cereal|wheat|oats|whole ?grain",
    "gout": "red meat|beef|liver|sardine|herring|mussel|oyster",
    "diabetes": "juice|dried|pudding|chocolate",
    "low_dairy_diet": "dairy|(?<!plant )milk|yogh?urt|cheese",
}
SPARED = re.compile(
    "alternatives to milk and meat|from animals|vegetable oil|rapeseed|plant (milk|drinks)", re.IGNORECASE
)
YEARS = {
    0.5: r"\bnuts?\b(?! butter)|\bseeds|time in the sun|sun exposure|food and sun\b|alcohol|smok|\bliver\b",
    4: r"\bnuts?\b(?! butter)|\bseeds|alcohol|smok|nicotine|less coffee",
}


def told(base, **raw):
    consultation = consult(understand(raw, base.vocabulary), base)
    return telling(consultation, base), consultation


@pytest.mark.parametrize("entry", PEOPLE, ids=lambda e: e["says"])
def test_what_is_told_fits_the_person(entry, base):
    said, _ = told(base, **entry["person"])
    texts = [item for part in PARTS for item in getattr(said, part)]
    offered = [item for part in ("tests", "foods", "lifestyle") for item in getattr(said, part)]
    assert [w for w in entry.get("told", ()) if not any(w in text for text in texts)] == []
    assert [(w, text) for w in entry.get("never", ()) for text in offered if w in text] == []
    warned = [w for w in entry.get("told", ()) if w in " ".join(said.cautions)]
    assert not [w for w in entry.get("never", ()) if w in warned]


def foods_told(base, barred):
    every = [f for h in base.hypotheses.values() for f in h.foods] + [f for r in base.advice for f in r.foods]
    return fitting(every, barred, base)


def harmful(foods, risk):
    """The foods whose words name what harms with a risk."""
    return [f for f in foods if re.search(HARM[risk], SPARED.sub("", f), re.IGNORECASE)]


@pytest.mark.parametrize("risk", HARM)
def test_no_food_that_harms_is_left_of_all_there_are(risk, base):
    everything = foods_told(base, frozenset())
    assert harmful(everything, risk)
    left = foods_told(base, unfit(consult(Case(present=(risk,)), base), base))
    assert harmful(left, risk) == []
    assert left


@pytest.mark.parametrize(
    ("person", "pattern"),
    [
        (
            {"present": ("calcium_high",)},
            "calcium foods|enough calcium|calcium-rich|with calcium|with vitamin d|egg yolk",
        ),
        ({"present": ("granulomatous_disease",)}, "with vitamin d|egg yolk|ultraviolet"),
        (
            {"present": ("kidney_disease",)},
            "enough protein|protein at each|protein in each|^fish$|^meat$|with their bones",
        ),
        ({"present": ("numbness",)}, "warmth|warm bath|\\bice\\b|^cool|cold after|rest, cool"),
        ({"present": ("raynaud",)}, "\\bice\\b|^cool|cold after"),
        ({"present": ("autoimmune_disease",)}, "sun exposure|time in the sun|food and sun\\b"),
        ({"present": ("reduced_pulses",)}, "stockings|compress|warm bath|\\bice\\b"),
        ({"present": ("pregnancy",)}, "lose weight|losing weight|x-ray of"),
        ({"present": ("underweight",)}, "lose weight|losing weight"),
        ({"sex": "male"}, "become pregnant|after birth"),
        ({"sex": "female"}, "^men past"),
        ({"age": 40}, "blood donors"),
        ({"age": 40, "absent": ("smoking",)}, "stop smoking|do not smoke"),
        ({"age": 40, "absent": ("alcohol_use",)}, "less alcohol|little alcohol|alcohol low"),
        ({"age": 5}, "laughing gas|coffee|less alcohol|stop smoking"),
    ],
    ids=str,
)
def test_no_habit_test_or_food_is_left_for_whom_it_is_unfit(person, pattern, base):
    counsel = re.compile(pattern, re.IGNORECASE)
    every = [i for r in (*base.hypotheses.values(), *base.advice) for i in (*r.lifestyle, *r.foods)]
    every += [test.told for h in base.hypotheses.values() for test in h.tests if test.holds]
    every = [i for i in every if not i.startswith(("Take no calcium", "Try some weeks without"))]
    unfit_for_some = [i for i in fitting(every, frozenset(), base) if counsel.search(i)]
    assert unfit_for_some
    left = fitting(every, unfit(consult(Case(**person), base), base), base)
    assert [i for i in left if counsel.search(i)] == []
    assert len(left) > len(every) / 4


@pytest.mark.parametrize("years", YEARS)
def test_nothing_for_the_grown_up_is_left_for_a_small_child(years, base):
    barred = unfit(consult(Case(age=years), base), base)
    habits = [i for r in (*base.hypotheses.values(), *base.advice) for i in r.lifestyle]
    left = [*foods_told(base, barred), *fitting(habits, barred, base)]
    known = re.compile(
        "heavy drinkers|heart, kidney or liver disease|nuts and seeds only ground|eat no liver.*", re.IGNORECASE
    )
    assert [i for i in left if re.search(YEARS[years], known.sub("", i), re.IGNORECASE)] == []


GROWN_UP = re.compile(
    r"alcohol|nitrous|\bstatin|metformin|pregnan|menopaus|\bmen\b|sexual|older people|\bdrive\b|slimming|beer",
    re.IGNORECASE,
)


def test_no_test_habit_or_reason_of_grown_ups_is_told_of_a_small_child(base):
    of_child = [h for h in base.hypotheses.values() if h.ages[0] < 12]
    every = {t.told: t.told for h in of_child for t in h.tests} | {i: i for h in of_child for i in h.lifestyle}
    assert len([text for text in every if GROWN_UP.search(text)]) > 20
    left = of_a_small_child(every)
    barred = unfit(consult(Case(age=5), base), base)
    shown = fitting(left, barred, base)
    assert [left[i] for i in shown if GROWN_UP.search(left[i]) and "pregnant women, newborns" not in left[i]] == []
    copper = "Copper and caeruloplasmin in serum"
    assert left[next(t for t in every if t.startswith(copper))] == copper


@pytest.mark.parametrize(("age", "to_grown_ups"), [(5, False), (40, True)])
def test_a_reason_of_grown_ups_is_told_to_grown_ups_alone(age, to_grown_ups, base):
    said, _ = told(base, age=age, duration_days=200, present=["vegan_diet", "tingling", "unsteady_gait", "glossitis"])
    homocysteine = next(t for t in said.tests if t.startswith("Homocysteine"))
    assert ("nitrous oxide" in homocysteine) is to_grown_ups


def test_what_leads_is_acted_on_before_what_stands_beside_it(base):
    said, _ = told(base, age=29, sex="female", duration_days=10, present=["pregnancy", "nocturnal_leg_cramps"])
    assert "midwife" in said.reasons[0].action


def test_a_swelling_of_a_side_that_was_not_said_is_told_in_plain_words(base):
    def notes(*present):
        said, _ = told(base, age=34, sex="female", duration_days=2, present=["pregnancy", *present])
        return [note for note in said.notes if "one leg is swollen or both" in note]

    assert notes("calf_swelling", "calf_pain")
    assert not notes("leg_swelling_one_side", "calf_pain")
    assert not notes("leg_swelling_both")
    assert not notes("leg_pain")


COMPLAINTS = (
    "nocturnal_leg_cramps",
    "muscle_cramps",
    "fatigue",
    "leg_weakness",
    "tingling",
    "restless_legs",
    "bone_pain",
    "leg_aching",
    "heavy_sweating",
    "pallor",
    "diarrhoea",
    "poor_diet",
    "low_sun_exposure",
)


@tries(max_examples=25)
@given(
    complaints=st.sets(st.sampled_from(COMPLAINTS), min_size=1, max_size=6),
    risks=st.sets(st.sampled_from(sorted(HARM)), min_size=1, max_size=3),
    age=st.sampled_from((3, 9, 30, 55, 80)),
)
def test_no_one_is_told_to_eat_what_harms_them(complaints, risks, age, base):
    risks -= {"pregnancy"} if age != 30 else set()
    said, consultation = told(base, age=age, duration_days=30, present=sorted(complaints | risks))
    for risk in risks:
        assert harmful(said.foods, risk) == [], risk
    given = {f for a in as_told(consultation, base).advice for f in a.foods}
    assert given <= {*said.foods, *(f for a in consultation.advice for f in a.foods)}
    if said.level in (Level.EMERGENCY, Level.URGENT):
        assert not any((said.tests, said.foods, said.lifestyle))
    if said.level is Level.SELF_CARE:
        assert not said.tests


def test_a_food_must_say_what_it_holds(base):
    rule = base.rules["folate.diet"].model_dump()
    with pytest.raises(ValidationError, match="valid dictionary"):
        AdviceRule.model_validate(rule | {"foods": ["Bananas"]})
    assert all(f in base.holds for h in base.hypotheses.values() for f in h.foods)


def test_kidney_disease_with_any_cramps_is_warned_of_magnesium_whatever_the_ranking(base):
    for complaint in ("nocturnal_leg_cramps", "muscle_cramps", "leg_weakness", "restless_legs", "leg_aching"):
        for risk in ("kidney_disease", "dialysis", "kidney_function_low"):
            said, _ = told(base, present=[complaint, risk])
            assert any("magnesium" in c for c in said.cautions), (complaint, risk)


def test_a_caution_for_a_person_needs_no_band(base):
    for name in ("magnesium.kidney-caution", "potassium.kidney-caution", "iron.haemochromatosis-caution"):
        assert not any(map(hypothesis_of, leaves(base.rules[name].when)))


def test_emergencies_and_urgent_cases_show_no_shopping_list_on_the_page_of_text(base):
    said, consultation = told(base, present=["kidney_disease", "muscle_cramps"], labs={"potassium": "7.1 mmol/L"})
    assert said.level is Level.EMERGENCY
    face = console(plain=True)
    with face.capture() as text:
        show_everything(face, consultation, base, plain=True)
    assert not re.search("^(Foods|Day to day|Ask a doctor about)", text.get(), re.MULTILINE)
    assert any("no magnesium tablet" in c for c in said.cautions)


def test_no_action_tells_everyone_to_drink_or_salt(base):
    mild = [r for r in base.referral if r.level.rank <= Level.SOON.rank]
    counsel = re.compile(
        r"\b(and|,) drink (?!meanwhile)|drink (small|something|plenty|enough)|more salt", re.IGNORECASE
    )
    assert [r.id for r in mild if counsel.search(r.action) and "unless" not in r.action] == []


def test_what_is_measured_is_told_in_part_or_not_at_all(base):
    done = frozenset({"potassium", "ferritin"})
    assert still_to_test("Serum potassium: It settles it.", done, base) is None
    assert still_to_test("Ferritin", done, base) is None
    assert still_to_test("Blood pressure and urine potassium", done, base) == "Blood pressure and urine potassium"
    some = still_to_test("Potassium, calcium with albumin, and phosphate: They fall.", done, base)
    assert some == "Potassium, calcium with albumin, and phosphate (measured already: Potassium in blood): They fall."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Be seen if you cannot put weight on it.", "Be seen if your child cannot put weight on it."),
        ("Go now if you feel ill or weak.", "Go now if your child feels ill or weak."),
        (
            level_sentence(Level.SELF_CARE).partition(",")[0],
            "Nothing here needs a doctor at once; look after your child",
        ),
        ("Look at your feet.", "Look at your child's feet."),
        (
            "Go at once if you choke on food or cannot get your breath.",
            "Go at once if your child chokes on food or cannot get their breath.",
        ),
        ("Call your doctor today.", "Call your doctor today."),
        ("Do not stop one on your own.", "Do not stop one on your own."),
        ("Say so if you take a blood thinner.", "Say so if your child takes a blood thinner."),
        ("Do not treat yourself with large amounts.", "Do not treat your child yourself with large amounts."),
        ("Walk as little as you can until then.", "Let your child walk as little as possible until then."),
        (
            "You need not be alone with this. Tell someone near you.",
            "You need not be alone with this. Tell someone near you.",
        ),
    ],
)
def test_a_parent_is_told_of_your_child(text, said):
    assert addressed(text, Whom.CHILD) == said
    assert addressed(text, Whom.ONESELF) == text


def test_a_child_is_not_told_to_look_after_itself(base):
    said, _ = told(base, age=8, present=["leg_aching"])
    assert said.level is Level.SELF_CARE
    assert "look after your child" in str(first_screen(said))


def test_every_text_that_says_you_has_its_form_for_parents(base):
    words = written(Path(__file__).parent.parent / "wording" / "parent.yaml")
    texts = {t for r in base.referral for t in (r.title, r.action)}
    texts |= {t for r in base.advice for part in PARTS for t in getattr(r, part)}
    texts |= {t for h in base.hypotheses.values() for t in h.lifestyle}
    spoken = {t for t in texts if re.search(r"\byou", t, re.IGNORECASE)}
    assert len(spoken) > 100
    kept = re.compile("|".join(map(re.escape, [*words["kept"], *words["instead"].values()])), re.IGNORECASE)
    for text in spoken:
        said = addressed(text, Whom.CHILD)
        if text.startswith(tuple(words["as_said"])):
            continue
        assert not re.search(r"\b(you|your(?! child)|yourself)\b", kept.sub("", said), re.IGNORECASE), said
        clause = re.sub(r"(let|make|can|cannot) your child|your child (can|cannot)", "", said, flags=re.IGNORECASE)
        second = re.search(rf"if your child\b[^.]*(?:,| or| and) ({'|'.join(words['verbs'])})\b", clause)
        assert not second or second[1] == "faint", said
        assert not re.search(rf"your child ({'|'.join(words['verbs'])})\b", clause), said


@pytest.mark.parametrize(("age", "to_parent"), [(0.5, True), (15, True), (16, False), (40, False)])
def test_under_sixteen_the_parent_is_told_on_every_face(age, to_parent, base):
    said, consultation = told(base, age=age, present=["night_pain", "leg_pain_one_side"])
    assert (said.of is Whom.CHILD) is to_parent
    data = as_told(consultation, base)
    assert any("wakes your child" in r.title for r in data.referral.reasons) is to_parent


def test_a_child_of_unknown_age_is_told_of_to_the_parent(base):
    said, _ = told(base, present=["childhood", "night_pain"])
    assert said.of is Whom.CHILD


def test_only_what_is_possible_is_advised_on(base):
    _, consultation = told(base, age=40, duration_days=30, present=["leg_pain", "muscle_weakness", "vegan_diet"])
    advised = {a.hypothesis for a in as_told(consultation, base).advice if a.tests or a.foods}
    bands = {h.id: h.band for h in consultation.hypotheses}
    assert advised
    assert [h for h in advised if h and bands[h] is Band.UNLIKELY] == []
