"""A case unfolds: what is shown, what is answered to a question, and that nothing changes once it is committed to."""

import pytest
from practising import BASE, commitment, hands
from pydantic import ValidationError
from sampled import sampled

from soleus.cases.catalogue import catalogue
from soleus.facts.errors import InputError
from soleus.practice.asking import ask
from soleus.practice.attempt import Attempt, Commitment, Guess, Kind, begin, gathered, known_items
from soleus.practice.costs import costs, is_told
from soleus.practice.deck import dealt, draw, is_fit, number_of
from soleus.practice.naming import guesses_meant
from soleus.practice.patient import Patient, Told, closed_world, may_be_denied
from soleus.reading.understand import understand
from soleus.rules.rule import Level

FINDINGS, MEASUREMENTS = BASE.vocabulary.findings, BASE.vocabulary.measurements


@pytest.fixture
def vegan() -> Patient:
    """A vegan woman with tingling feet, a low vitamin B12 and nothing else recorded."""
    told = {
        "age": 66,
        "sex": "female",
        "duration_days": 60,
        "present": ["tingling", "fatigue", "vegan_diet", "loss_of_vibration_sense"],
        "absent": ["leg_swelling"],
        "labs": {"vitamin_b12": "90 pg/mL"},
    }
    return Patient(understand(told, BASE.vocabulary), BASE)


def told(patient, question):
    """What is answered to a question, by what it is about."""
    return {r.about: r.value or r.told.value for r in ask(question, patient).replies}


def test_a_case_begins_with_who_and_with_what_they_come():
    for hand in hands():
        opening = Patient(hand.case, BASE).opening
        assert (opening.age, opening.sex, opening.duration_days) == (
            hand.case.age,
            hand.case.sex,
            hand.case.duration_days,
        )
        assert 1 <= len(opening.present) <= 3
        assert {BASE.vocabulary.topics[FINDINGS[f].topic].stage for f in opening.present} == {"complaint"}
        assert not opening.absent
        assert not opening.labs


@pytest.mark.parametrize(
    ("question", "about", "answer"),
    [
        ("Do you have pins and needles?", "tingling", "yes"),
        ("are you vegan", "vegan_diet", "yes"),
        ("Is your leg swollen?", "leg_swelling", "no"),
        ("any fever?", "fever", "no"),
        ("do you smoke", "smoking", "no"),
        ("B12 level", "vitamin_b12", "90 pg/mL"),
        ("vibration sense", "loss_of_vibration_sense", "yes"),
        ("ferritin", "ferritin", "not done"),
        ("knee reflexes", "hyporeflexia", "not done"),
        ("MRI of the spine", "scan_disc_or_stenosis", "not done"),
    ],
)
def test_a_question_in_free_words_is_answered_from_the_case(vegan, question, about, answer):
    assert told(vegan, question) == {about: answer}


def test_several_things_are_asked_at_once(vegan):
    assert told(vegan, "fatigue, B12 and ferritin") == {
        "fatigue": "yes",
        "vitamin_b12": "90 pg/mL",
        "ferritin": "not done",
    }


def test_a_broad_question_brings_what_is_recorded_below_it(vegan):
    assert told(vegan, "what do you eat and drink?") == {"vegan_diet": "yes"}
    assert told(vegan, "examination") == {"loss_of_vibration_sense": "yes"}
    assert told(vegan, "blood tests") == {"vitamin_b12": "90 pg/mL"}
    assert told(vegan, "what medicines do you take") == {}


def test_a_narrow_question_is_not_denied_where_the_case_tells_it_less_closely(vegan):
    assert told(vegan, "tingling feet") == {"tingling": "yes"}


def test_a_number_that_is_recorded_in_words_alone_is_told_in_words():
    patient = Patient(understand({"present": ["tingling", "ferritin_low"]}, BASE.vocabulary), BASE)
    assert told(patient, "ferritin") == {"ferritin_low": "yes"}


@sampled(one_in=60, slowly=6)
def test_what_is_not_recorded_is_no_for_what_could_be_asked_and_not_done_for_the_rest(vegan, some):
    recorded = {*vegan.present, *vegan.absent}
    for about in (f for f in [*FINDINGS][some] if f not in recorded and not BASE.vocabulary.broader(f) & recorded):
        (reply,) = vegan.asked(about)
        asked = is_told(about, BASE.vocabulary)
        assert reply.told in ((Told.NO, Told.NOT_KNOWN) if asked else (Told.NOT_DONE,))
        assert (reply.told is Told.NO) == (asked and may_be_denied(about, BASE))
        assert not reply.recorded
    assert {vegan.asked(m)[0].told for m in [*MEASUREMENTS][some] if m not in vegan.case.labs} == {Told.NOT_DONE}


def test_an_illness_that_may_be_the_answer_is_not_known_whether_it_is_the_answer_or_not(vegan):
    with_it = Patient(vegan.case.model_copy(update={"truth": "multiple_sclerosis"}), BASE)
    for patient in (vegan, with_it):
        assert told(patient, "do you have multiple sclerosis?") == {"known_multiple_sclerosis": "not known"}
    assert told(vegan, "do you have asthma?").popitem()[1] == "no"


@pytest.mark.parametrize("question", ["did it begin suddenly?", "is it one side only?", "is it getting worse?"])
def test_how_it_began_and_on_which_side_is_not_denied_by_silence(vegan, question):
    assert set(told(vegan, question).values()) == {"not known"}


@pytest.mark.parametrize(
    ("question", "abouts"),
    [
        ("sodium potassium calcium", {"sodium", "potassium", "calcium"}),
        ("alcohol", {"alcohol_excess", "former_drinker"}),
        ("past illnesses", set()),
    ],
)
def test_usual_questions_are_understood_as_they_are_meant(vegan, question, abouts):
    assert told(vegan, question).keys() == abouts


@pytest.mark.parametrize("about", ["other_medicine", "other_past_illness"])
def test_what_stands_for_many_things_is_not_denied_by_silence(vegan, about):
    assert [r.told for r in vegan.asked(about)] == [Told.NOT_KNOWN]


def test_what_was_not_done_is_not_known(vegan):
    attempt = Attempt(number="", kind=Kind.CUED).put("ferritin, knee reflexes", vegan)
    assert gathered(attempt, vegan) == vegan.opening


@pytest.mark.parametrize(
    ("question", "cost"),
    [
        ("are you vegan", costs().question),
        ("what do you eat and drink?", costs().topic),
        ("vibration sense", costs().examination),
        ("B12", costs().blood_test),
        ("B12 and tiredness", costs().blood_test + costs().question),
        ("ferritin", costs().not_done),
        ("MRI of the spine", costs().not_done),
        ("xyzzy", 0),
    ],
)
def test_every_question_has_its_cost_and_what_is_not_understood_has_none(vegan, question, cost):
    assert ask(question, vegan).cost == cost


def test_words_that_are_not_understood_are_said(vegan):
    assert ask("fatigue, xyzzy", vegan).unread == ("xyzzy",)


def test_an_empty_or_endless_question_is_refused(vegan):
    with pytest.raises(InputError, match="nothing was asked"):
        ask("  ", vegan)
    with pytest.raises(InputError, match="300 at most"):
        ask("a" * 301, vegan)


def test_every_name_of_the_table_of_costs_is_known():
    table = costs()
    named = {*table.bedside, *table.imaging, *(f for look in table.shows for f in look.findings)}
    assert named <= FINDINGS.keys() | MEASUREMENTS.keys()
    assert table.topics.keys() <= BASE.vocabulary.topics.keys()


def test_no_two_cases_share_a_number():
    assert len({number_of(e.case.id) for e in catalogue()}) == len(catalogue())


def test_a_number_tells_nothing_and_leads_to_its_case():
    for hand in hands(10):
        assert hand.number.isdigit()
        assert dealt(hand.number, BASE).case.id == hand.case.id


def test_an_unknown_number_is_refused():
    with pytest.raises(InputError, match="no case '00000000'"):
        dealt("00000000", BASE)


def test_the_same_seed_draws_the_same_case():
    assert draw("7", BASE) == draw("7", BASE)
    assert len({draw(str(n), BASE).number for n in range(12)}) > 8


def test_what_was_had_before_is_drawn_only_when_nothing_else_is_left():
    first = draw("7", BASE, ["iron"])
    assert draw("7", BASE, ["iron"], {first.number}).number != first.number


def test_a_case_is_drawn_by_its_cause():
    assert {draw(str(n), BASE, ["iron", "potassium"]).truth for n in range(12)} == {"iron", "potassium"}


def test_what_is_drawn_is_fit():
    assert all(is_fit(hand, BASE) for hand in hands())


def test_nothing_changes_after_the_commitment():
    hand = hands()[0]
    patient = Patient(hand.case, BASE)
    closed = begin(hand, Kind.CUED).commit(commitment([hand.truth], Level.SOON), hand, BASE)
    for change in (
        lambda: closed.put("fever?", patient),
        lambda: closed.represent("other words"),
        lambda: closed.skip(),
        lambda: closed.commit(commitment([hand.truth], Level.URGENT), hand, BASE),
    ):
        with pytest.raises(InputError, match="nothing changes after the commitment"):
            change()
    with pytest.raises(ValidationError):
        closed.committed.level = Level.URGENT


def test_a_case_can_be_given_up_and_is_kept_as_such():
    given_up = begin(hands()[0], Kind.CUED).skip()
    assert given_up.skipped
    assert not given_up.is_open


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"guesses": [("iron", 70), ("iron", 10)]}, "named twice"),
        ({"guesses": [("iron", 70), ("potassium", 40)]}, "come to 110"),
        ({"guesses": [("dragon_pox", 70)]}, "unknown hypothesis"),
        ({"guesses": [("iron", 70)], "speaks_for": ["gangrene"]}, "not among what you know"),
        ({"guesses": [("iron", 70)], "speaks_against": ["gangrene"]}, "not among what you know"),
    ],
)
def test_a_commitment_that_cannot_be_is_refused(wrong, says):
    hand = next(h for h in hands() if "gangrene" not in h.case.present)
    guesses = [{"cause": cause, "percent": percent} for cause, percent in wrong["guesses"]]
    made = Commitment.model_validate({**wrong, "guesses": guesses, "level": "soon"})
    with pytest.raises(InputError, match=says):
        begin(hand, Kind.CUED).commit(made, hand, BASE)


@pytest.mark.parametrize(
    "too_much",
    [
        {"guesses": []},
        {"guesses": [{"cause": c, "percent": 1} for c in ("iron", "folate", "sodium", "calcium", "zinc", "copper")]},
        {"speaks_for": ["a", "b", "c", "d", "e"]},
        {"speaks_against": ["a", "b", "c", "d"]},
    ],
)
def test_to_list_everything_is_impossible(too_much):
    with pytest.raises(ValidationError):
        Commitment.model_validate({"guesses": [{"cause": "iron", "percent": 9}], "level": "soon", **too_much})


def test_a_worked_case_tells_all_that_is_recorded_and_nothing_else():
    hand = hands()[0]
    known = gathered(begin(hand, Kind.WORKED), Patient(hand.case, BASE))
    assert (known.present, known.absent, known.labs) == (hand.case.present, hand.case.absent, hand.case.labs)
    assert known.truth is known.summary is known.id is known.url is known.urgency is None


def test_what_is_known_is_counted_once():
    for hand in hands():
        items = known_items(gathered(begin(hand, Kind.WORKED), Patient(hand.case, BASE)))
        assert len(items) == len(set(items))


@pytest.mark.parametrize("place", range(20))
def test_what_is_not_recorded_taken_for_no_changes_no_level_of_a_case_that_is_drawn(place):
    from soleus.engine.evaluate import evaluator

    hand = hands()[place]
    closed = closed_world(hand.case, BASE)
    assert len(closed.absent) > 100
    assert evaluator(BASE).of_case(closed).level is evaluator(BASE).of_case(hand.case).level


@pytest.mark.parametrize("typed", ["guillain-barre 70", "Guillain Barré 70", "GBS: 70%"])
def test_a_cause_is_named_as_most_type_it(typed):
    guesses, _ = guesses_meant(typed, BASE)
    assert guesses == (Guess(cause="guillain_barre_syndrome", percent=70),)
