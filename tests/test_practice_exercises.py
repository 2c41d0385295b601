"""Exercises made of cases: what one thing more changes, where reasoning errs, what tells two people apart."""

import json
import random
import re
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from statistics import mean

import pytest
from practising import BASE, commitment, hands, practice

from soleus.engine.evaluate import evaluator
from soleus.facts.errors import InputError
from soleus.practice import concordance, spotting
from soleus.practice.attempt import Kind, begin
from soleus.practice.concordance import ANSWERS, SAME, learnt, moves
from soleus.practice.deck import dealt, draw
from soleus.practice.exercise import scored
from soleus.practice.exercise_told import answered_told
from soleus.practice.exercises import exercise_drawn, exercise_of, exercise_on
from soleus.practice.formats import gift
from soleus.practice.kept import Kept
from soleus.practice.patient import Patient
from soleus.practice.reflection import reflect
from soleus.practice.telling import told
from soleus.reports.markdown import markdown
from soleus.rules.rule import Level

KINDS = (Kind.CONCORDANCE, Kind.ERROR, Kind.PAIR)
MANY, LUCK = 40, 0.3  # exercises, and what an answer that is always the same may earn of so many by luck
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


@cache
def drawn(kind, place=0):
    """The exercise at a place of one seed."""
    return exercise_drawn(kind, "tests", place, BASE)


def shown(exercise):
    """All that is shown of an exercise before it is answered."""
    lines = [line for heading, lines in exercise.told for line in (heading, *lines)]
    return "\n".join([*lines, *(text for each in exercise.choosing for text in (each.prompt, *each.choices))])


def given_away(hand, exercise):
    """What of the case's own page is shown before the answer; its cause may be among those thought of."""
    case, text = hand.case, shown(exercise).lower()
    secret = (case.id, case.url, case.source, case.summary, case.quote, case.note, case.title)
    return [words for words in ("http", *filter(None, secret)) if words.lower() in text]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return practice


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_poses_the_same_and_gives_nothing_of_the_page_away(kind):
    posed = drawn(kind)
    again = exercise_of(posed.attempt, posed.hand, BASE)
    assert again == posed.exercise
    assert given_away(posed.hand, posed.exercise) == []
    assert posed.hand.case.id not in posed.attempt.model_dump_json()


@pytest.mark.parametrize("kind", KINDS)
def test_the_best_earns_one_and_the_case_is_told_afterwards_with_its_page(kind):
    posed = drawn(kind)
    best = tuple(max(range(len(each.choices)), key=each.earns.__getitem__) for each in posed.exercise.choosing)
    assert list(scored(best, posed.exercise, "1").parts.values()) == pytest.approx([1] * len(best))
    told = " ".join(markdown(answered_told(posed.exercise, best, "x")).split())
    assert told.count("That is right, and earns 1.") == len(best)
    assert posed.hand.case.url in told
    assert BASE.hypotheses[posed.hand.truth].label in told


def test_a_choice_that_is_always_made_earns_nothing_of_what_one_thing_more_changes():
    keys = range(len(ANSWERS))
    for choice in keys:
        assert mean(concordance.earned(key)[choice] for key in keys) == pytest.approx(0)
        assert concordance.earned(choice)[choice] == 1
    assert concordance.earned(4)[3] > 0 > concordance.earned(4)[SAME] > concordance.earned(4)[0]


def test_a_line_or_none_that_is_always_chosen_earns_nothing_of_errors():
    none, second = spotting.earned([True, False, False]), spotting.earned([False, False, True])
    assert mean((none[0], second[0])) == 0
    assert mean((none[1], second[1])) < mean((none[2], second[2])) <= 0
    assert none[0] == second[2] == 1


def test_what_one_thing_more_changes_is_what_the_score_of_the_cause_does():
    chance, asked = random.Random(1), 0
    for hand in hands()[:2]:
        patient = Patient(hand.case, BASE)
        replies = [r for r in patient.recorded(lambda about: True) if r.about not in patient.opening.present][:5]
        before = evaluator(BASE).of_case(patient.opening).scores
        for wanted in range(len(ANSWERS)):
            for moved in moves(patient.opening, replies, wanted, chance, BASE):
                asked += 1
                after = evaluator(BASE).of_case(learnt(patient.opening, [moved.reply])).scores
                by = after[moved.cause] - before[moved.cause]
                assert by == (moved.rule.points if moved.rule.counted else 0)
                assert (by > 0) == (moved.answer > SAME)
                assert (by < 0) == (moved.answer < SAME)
                assert (abs(by) >= 7) == (moved.answer in (0, 4))
                assert moved.rule.sources
                assert not moved.rule.contested
    assert asked > 3


def test_points_that_are_shown_add_up_and_no_two_lines_rest_on_the_same():
    (choosing,) = drawn(Kind.ERROR).exercise.choosing
    lines, last = choosing.choices[1:-1], choosing.choices[-1]
    start, rest, total = (int(n) for n in re.findall(r"[+-]\d+", last))
    assert start + rest + sum(int(re.match(r"[+-]\d+", line)[0]) for line in lines) == total


def test_what_tells_two_people_apart_earns_nothing_by_chance():
    tells, who = drawn(Kind.PAIR).exercise.choosing
    assert mean(tells.earns) == pytest.approx(0)
    assert sorted(who.earns) == [-1, 1]


def test_an_answer_is_given_once_and_only_to_what_was_posed():
    posed = drawn(Kind.PAIR)
    answered = posed.attempt.choose((0, 1), posed.exercise)
    assert not answered.is_open
    with pytest.raises(InputError, match="nothing changes"):
        answered.choose((0, 0), posed.exercise)
    with pytest.raises(InputError, match="1 of 2 is chosen"):
        posed.attempt.choose((0,), posed.exercise)
    with pytest.raises(InputError, match="the list goes from 1 to 2"):
        posed.attempt.choose((0, 2), posed.exercise)
    with pytest.raises(InputError, match="reads otherwise"):
        drawn(Kind.ERROR).attempt.choose((0, 0), posed.exercise)


def test_an_exercise_is_made_of_a_case_of_a_set_too():
    posed = exercise_on(Kind.ERROR, hands()[1], "a set", BASE)
    assert posed.hand == hands()[1]


def test_an_exercise_is_taken_in_a_terminal_kept_and_carried_elsewhere(run, tmp_path, monkeypatch):
    typed = run("--kind", "error", "--seed", "tests", typed=["0", "1", ""])
    before, _, after = typed.partition("Enter commits")
    posed = drawn(Kind.ERROR)
    assert "type a number from 1 to" in before
    assert "You say: There is no error" in before
    assert posed.hand.case.url not in before
    assert posed.hand.case.url in after.replace("\n", "")
    assert "answered" in run("review")
    assert "Your answer" in run("review", "1")
    progress = run("progress").splitlines()
    assert any("whether and where a line of reasoning goes wrong: " in line for line in progress)
    assert len({line for line in progress if line}) == len([line for line in progress if line])  # nothing twice
    run("export", "csv", str(tmp_path / "a.csv"))
    assert "error 1.00" in (tmp_path / "a.csv").read_text() or "error -1.00" in (tmp_path / "a.csv").read_text()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    assert "1 of 1 attempts were new" in run("import", str(tmp_path / "a.csv"))
    assert "answered" in run("review")


@pytest.mark.parametrize("kind", KINDS)
def test_an_exercise_that_was_missed_is_carried_to_other_programs_and_one_that_was_not_is_not(run, tmp_path, kind):
    choosing = drawn(kind).exercise.choosing
    best, worst = ([str(each.earns.index(way(each.earns)) + 1) for each in choosing] for way in (max, min))
    run("--kind", kind.value, "--seed", "tests", typed=[*best, ""])
    assert "nothing was missed" in run("export", "gift", str(tmp_path / "none.gift"), status=2)
    run("--kind", kind.value, "--seed", "tests", typed=[*worst, ""])
    run("export", "gift", str(tmp_path / "missed.gift"))
    questions = (tmp_path / "missed.gift").read_text().strip().split("\n}\n")
    assert len(questions) == len(choosing)
    for question, each in zip(questions, choosing, strict=True):
        assert gift(each.prompt) in question
        assert f"\t={gift(each.choices[each.earns.index(max(each.earns))])}\n" in question
        assert question.count("\n\t~") == len(each.choices) - 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_choice_that_is_always_made_pays_and_nothing_of_any_page_is_given_away(kind):
    posed = [drawn(kind, place) for place in range(MANY)]
    assert [given_away(each.hand, each.exercise) for each in posed] == [[]] * MANY
    for number, part in enumerate(posed[0].exercise.choosing):
        earns = [each.exercise.choosing[number].earns for each in posed]
        assert [max(each) for each in earns] == pytest.approx([1.0] * MANY)
        for choice in range(min(map(len, earns))):
            assert mean(each[choice] for each in earns) <= LUCK, (part.part, choice)


@pytest.mark.slow
def test_half_of_the_reasoning_has_no_error():
    unaltered = [drawn(Kind.ERROR, place).exercise.choosing[0].earns[0] == 1 for place in range(MANY)]
    assert abs(mean(unaltered) - 0.5) <= LUCK


def test_a_seal_of_before_there_were_exercises_still_fits():
    hand = hands()[0]
    kept = Kept(
        id=1,
        sitting="s",
        place=0,
        knowledge="1",
        case_digest="",
        opened=START,
        closed=START,
        attempt=begin(hand, Kind.CUED).skip(),
        previous="",
    )
    then = {
        "sitting": "s", "place": 0, "knowledge": "1", "case_digest": "", "opened": "2026-01-01T09:00:00Z",
        "closed": "2026-01-01T09:00:00Z", "previous": "",
        "attempt": {
            "number": hand.number, "kind": "cued", "asked": [], "represented": None, "committed": None, "skipped": True,
        },
    }  # fmt: skip
    assert kept.seal() == sha256(json.dumps(then, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    posed = drawn(Kind.PAIR)
    answered = kept.model_copy(update={"attempt": posed.attempt.choose((0, 0), posed.exercise)})
    other = kept.model_copy(update={"attempt": posed.attempt.choose((0, 1), posed.exercise)})
    assert answered.seal() != other.seal()


def test_someone_made_up_is_said_to_be_and_is_sent_to_no_hospital():
    people = [draw(f"people/{n}", BASE) for n in range(30)]
    made = [hand for hand in people if not hand.case.url]
    assert 0 < len(made) < 15
    for hand in made:
        assert hand.case.urgency in ("routine", "self_care")
        assert dealt(hand.number, BASE) == hand
    committed = begin(made[0], Kind.CUED).commit(commitment([made[0].truth], Level.ROUTINE), made[0], BASE)
    told_ = markdown(told(reflect(committed, made[0], BASE), BASE))
    assert "Made up by Soleus; no such person exists." in told_
    assert "None" not in told_
