"""Where on the legs it is: asked of someone who named no place, as a drawing to tap, a list, or numbered places."""

import pytest
import yaml
from click.testing import CliRunner
from web_client import Person, client

from soleus.cli import main
from soleus.facts.case import Case
from soleus.interview.body_map import map_of, marked, placed, shipped, unplaced
from soleus.interview.next_question import next_question
from soleus.interview.progress import Progress
from soleus.interview.question import Question
from soleus.web.body_map import closed, field_of, parts, rows, spot_of

PAST_DANGERS = Progress(asked=("words", "about", "danger-1", "danger-2", "danger-3", "danger-4"))
UNPLACED = Case(present=("leg_pain",), age=50, sex="male", duration_days=21)


@pytest.fixture(scope="module")
def question(base):
    found = next_question(UNPLACED, base, PAST_DANGERS)
    assert isinstance(found, Question)
    return found


def test_every_place_and_side_of_the_maps_is_a_finding_and_drawn(base):
    for each in shipped().maps:
        places = {p.finding for p in each.places}
        assert {each.of, each.one_side, each.both, *places} <= base.vocabulary.findings.keys()
        options = [{"id": f, "label": f, "question": f, "help": f} for f in places]
        asked = Question.model_validate(
            {"id": f"{each.id}-1", "kind": "ticklist", "heading": "?", "help": "?", "options": options}
        )
        assert {spot_of(part.field) for part in parts(asked)} == {spot_of(f) for r in rows(asked) for f, _ in r.fields}


def test_it_is_asked_after_the_danger_signs_of_pain_without_a_place(question):
    assert question.heading == "Where does it hurt?"
    assert {"calf_pain", "knee_pain", "low_back_pain"} <= {o.id for o in question.options}


@pytest.mark.parametrize(
    ("present", "asked"),
    [
        (("leg_pain",), True),
        (("leg_aching",), True),
        (("leg_pain_one_side",), True),
        (("leg_swelling",), True),
        (("calf_pain",), False),
        (("leg_pain", "burning_feet"), True),
        (("muscle_cramps",), False),
        (("ankle_swelling",), False),
    ],
)
def test_only_who_said_no_place_is_asked(base, present, asked):
    found = unplaced(Case(present=present).states(base.vocabulary), base.vocabulary)
    assert (found is not None) is asked


def test_it_is_asked_once(base, question):
    asked = PAST_DANGERS.model_copy(update={"asked": (*PAST_DANGERS.asked, question.id)})
    assert map_of(next_question(UNPLACED, base, asked)) is None


@pytest.mark.parametrize(
    ("spots", "present"),
    [
        ([("calf_pain", "left")], {"calf_pain", "leg_pain_one_side"}),
        ([("calf_pain", "left"), ("calf_pain", "right")], {"calf_pain", "leg_pain_both"}),
        ([("calf_pain", "left"), ("knee_pain", "right")], {"calf_pain", "knee_pain", "leg_pain_both"}),
        ([("low_back_pain", "")], {"low_back_pain"}),
    ],
)
def test_sides_tell_one_leg_or_both_and_come_back_as_they_were_marked(base, question, spots, present):
    answer = placed(question, spots, base.vocabulary)
    assert {*answer.present} == present
    assert "shin_pain" in answer.absent
    assert marked(question, answer) == {*spots}


def test_what_was_denied_before_is_drawn_and_cannot_be_marked(base):
    case = UNPLACED.model_copy(update={"absent": ("knee_pain",)})
    question = next_question(case, base, PAST_DANGERS)
    assert "knee_pain" not in {o.id for o in question.options}
    assert closed(question)
    assert not any(part.field.startswith("knee_pain") for part in parts(question))


def test_a_field_of_the_form_and_a_place_are_the_same():
    for spot in (("calf_pain", "left"), ("low_back_pain", "")):
        assert spot_of(field_of(spot)) == spot


def test_on_the_terminal_it_is_one_list_of_numbered_places_and_takes_words(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    file = tmp_path / "me.yaml"
    lines = [
        "my legs hurt",
        "yes",
        "50",
        "male",
        "3 weeks",
        "skip",
        "skip",
        "skip",
        "skip",
        "skip",
        "5 and 7",
        "stop",
        "",
        f"save {file}",
        "quit",
    ]
    said = CliRunner().invoke(main, input="".join(f"{line}\n" for line in lines)).output
    shown = said[said.index("Where does it hurt?") :]
    names = [line.strip().partition(". ")[2] for line in shown.splitlines()[1:] if line.startswith("  ")]
    assert {"Groin", "Thigh", "Buttock"} <= {*names}
    assert len({*yaml.safe_load(file.read_text())["present"]}) >= 3


@pytest.fixture(scope="module")
def site():
    with client() as found:
        yield found


@pytest.fixture
def person(site):
    found = Person(site)
    found.press("start")
    found.say("my legs hurt, I am 50, a man, for 3 weeks")
    while "spot" not in {name for _, name, _ in found.seen.fields}:
        found.press("skip")
    return found


def test_the_page_takes_marked_places_and_shows_them_again(person):
    assert "<svg" in person.seen.text
    spots = ["groin_pain@left", "thigh_pain@left"]
    person.press("continue", spot=spots)
    assert person.seen.heading != "Where does it hurt?"
    person.press("back")
    assert sorted(person.seen.checked["spot"]) == spots
    case = yaml.safe_load(person.press("continue", spot=spots[1]).text and person.client.post(
        "/download/case", data={"state": person.seen.state}).text)  # fmt: skip
    assert {"thigh_pain", "leg_pain_one_side"} <= {*case["present"]}
    assert "groin_pain" in case["absent"]


def test_the_page_wants_a_mark_if_only_on_none_of_these(person):
    person.press("continue")
    assert person.seen.faults == ["Tick what is so, or 'None of these'"]
    person.press("continue", present=["none"], spot=["thigh_pain@left"])
    assert "untick one" in person.seen.faults[0]


def test_a_place_that_was_not_offered_is_refused(person):
    assert person.press("continue", spot=["chest_pain@left"]).status == 422
