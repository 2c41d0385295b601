"""What is denied, over, another's, feared or only asked is told apart from what is so."""

import contextlib
from itertools import product
from pathlib import Path

import pytest
from sampled import sampled
from sayings import HOW
from written import written

from soleus.facts.errors import InputError
from soleus.reading.reader import read
from soleus.reading.tables import load_tables
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
SAYINGS = written(Path(__file__).parent / "data" / "sense.yaml")


def about(finding, text):
    """All that a text says of a finding or of one broader or narrower."""
    return [
        said
        for said in read(text, VOCABULARY).said
        if said.finding in VOCABULARY.broader(finding) or finding in VOCABULARY.broader(said.finding)
    ]


@pytest.mark.parametrize(("text", "finding", "how"), SAYINGS, ids=str)
def test_is_said_so(text, finding, how):
    said = about(finding, text)
    if how == "unsaid":
        assert not [s for s in said if s.taken]
    elif how == "present":
        assert [s for s in said if HOW[how](s)]
        assert not [s for s in said if s.taken and s.state == "absent"]
    else:
        assert how == "not present" or [s for s in said if HOW[how](s)]
        assert not [s for s in said if s.taken and s.state == "present"]


@pytest.mark.xfail(strict=True, reason="a phrase of the family takes the words of the person in")
def test_a_likeness_to_a_relative_is_no_tale_of_the_relative():
    assert about("restless_legs", "like my mother I have restless legs")


def case_of(**lists):
    return understand(lists, VOCABULARY)


@pytest.mark.parametrize(
    "narrower", ["stabbing heel pain", "severe leg pain", "left calf pain", "sudden weakness", "migraine"]
)
def test_a_denial_of_something_narrower_denies_nothing_broader_and_is_shown(narrower):
    case = case_of(absent=[narrower])
    assert not case.absent
    assert [understood.state for understood in case.read] == ["unknown"]


@pytest.mark.parametrize(
    ("absent", "denied"),
    [
        ("leg pain at rest", {"rest_pain"}),
        ("cramps in the calves at night", {"nocturnal_leg_cramps"}),
        ("fever or chills", {"fever", "chills"}),
        ("denies chest pain", {"chest_pain"}),
    ],
)
def test_what_is_denied_in_full_is_denied(absent, denied):
    assert set(case_of(absent=[absent]).absent) == denied


def test_no_denial_is_asked_that_something_present_belies():
    case = case_of(story="I have tingling feet. I have no tingling of the arms and legs. Perhaps no tingling.")
    assert "tingling_feet" in case.present
    belied = VOCABULARY.broader("tingling_feet")
    assert not [asked for asked in case.asked if asked.state == "absent" and asked.finding in belied]


def test_what_is_said_in_one_sentence_stands_against_its_denial_in_another():
    case = case_of(story="No leg swelling at first. Since Monday my leg is swollen.")
    assert VOCABULARY.broader("leg_swelling_one_side") & set(case.present)
    assert "leg_swelling" not in case.absent


@pytest.mark.parametrize(
    "story", ["My brother wants to kill himself. My legs cramp.", "My son says he wants to die and I have leg cramps."]
)
def test_what_stops_everything_is_asked_about_when_it_is_said_of_another(story):
    case = case_of(story=story)
    assert "suicidal_thoughts" not in case.present
    assert "suicidal_thoughts" in [asked.finding for asked in case.asked]


@pytest.mark.parametrize(
    ("entry", "present", "asked"),
    [
        ("sister with rheumatoid arthritis", {"family_history_bone_joint"}, set()),
        ("father: gout", {"family_history_bone_joint"}, set()),
        ("ex-smoker", {"previous_smoking"}, set()),
        ("used to take prednisolone", set(), {"stopped_steroids"}),
        ("used to take warfarin", set(), {"stopped_anticoagulant"}),
        ("stroke 2010", {"previous_stroke"}, set()),
        ("acute myocardial infarction in 2010", {"previous_heart_attack"}, set()),
        ("sepsis 2015", set(), {"serious_infection"}),
    ],
)
def test_what_was_once_or_is_in_the_family_has_its_own_finding(entry, present, asked):
    case = case_of(risk_factors=[entry])
    assert set(case.present) == present
    assert asked <= {each.finding for each in case.asked}


OF_ANOTHER = (
    "{who} has {what}", "{who}: {what}", "{who}'s {what}", "{what} ({who})", "{what} in my {who}", "my {who} {what}",
    "{who} with {what}", "{who} also has {what}", "both my {who} and my aunt have {what}",
)  # fmt: skip


NAMED = ("son", "wife", "dad", "mother-in-law", "neighbour", "twin")
OF_THEM = ("fever", "chest pain", "numb feet", "diabetes", "back pain")


@sampled(one_in=7)
@pytest.mark.parametrize("key", ["present", "risk_factors", "story"])
@pytest.mark.parametrize("form", OF_ANOTHER)
def test_what_is_said_of_someone_named_is_never_taken_of_the_person(form, key, some):
    for who, what in [*product(NAMED, OF_THEM)][some]:
        entry = form.format(who=who, what=what)
        with contextlib.suppress(InputError):
            present = case_of(**{key: entry if key == "story" else [entry]}).present
            assert [f for f in present if VOCABULARY.findings[f].topic != "family"] == [], entry


@pytest.mark.parametrize("entry", ["my dad's chest pain", "fever (wife)"])
def test_an_entry_of_another_is_refused_with_the_cure(entry):
    with pytest.raises(InputError, match="said of someone else"):
        case_of(present=[entry])


def test_a_danger_told_of_another_where_nobody_says_i_is_asked_about():
    assert "gangrene" in [each.finding for each in case_of(story="Dad's toes have turned black.").asked]


def test_a_medicine_that_a_story_calls_stopped_is_asked_about_and_not_taken():
    case = case_of(story="I stopped my metformin last year. My feet tingle.")
    assert "metformin" not in case.present
    assert "metformin" in [asked.finding for asked in case.asked]


@pytest.mark.parametrize(
    "entry", ["no longer taking metformin", "resolved foot drop", "chest pain 10 years ago", "seizures in 2003"]
)
def test_an_entry_of_the_past_without_a_finding_of_its_own_is_refused(entry):
    with pytest.raises(InputError, match="speaks of the past"):
        case_of(present=[entry])


def test_who_cares_for_a_child_tells_of_the_child():
    told = about("limp", "My 4 year old son has been limping since Monday.")
    assert [said.who for said in told if said.finding == "limp"] == ["self"]
    assert not about("unconscious", "My toddler is limping.")


def test_every_name_of_the_past_and_of_the_family_is_a_finding():
    known = load_tables().known_as
    names = {*known.over, *known.over.values(), *known.lately, *known.family, *known.family.values()}
    assert sorted(names - VOCABULARY.findings.keys()) == []
