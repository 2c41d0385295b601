"""What was practised is kept, sealed, scheduled, marked again and carried elsewhere."""

import csv
import io
import json
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import pytest
from practising import BASE, best_four, commitment, everything, hands, weights

from soleus.facts.errors import InputError
from soleus.practice.attempt import Kind, begin
from soleus.practice.exchange import Line, as_csv, as_json_lines, harmless, lines, read_lines, take_in
from soleus.practice.formats import as_gift, gift, write_apkg
from soleus.practice.items import LESS, MORE, missed
from soleus.practice.kept import Plan
from soleus.practice.marks import mark
from soleus.practice.progress import LEAST, progress
from soleus.practice.progress_told import progress_told
from soleus.practice.sitting import NothingDue, Sitting, drawn, marks_of
from soleus.practice.spacing import LEECH, NEW_A_DAY, Review, cards, choose, due, pair, rated
from soleus.practice.store import Store
from soleus.rules.rule import Level

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "kept" / "practice.sqlite3") as opened:
        yield opened


def taken(store, hand, causes, level=Level.SOON, at=START, note="", **evidence):
    """A case taken and committed to, a minute after the one before."""
    at += len(store.attempts()) * timedelta(minutes=1)
    sitting = Sitting.begin(store, BASE, Plan(started=at, seed="x", numbers=(hand.number,)))
    now = sitting.next(at)
    attempt = now.kept.attempt.commit(commitment(causes, level, **evidence), hand, BASE)
    kept = sitting.close(now, attempt, at + timedelta(minutes=4)).kept
    if note:
        store.note(kept.id, note)
    return kept


def sealed(store, hand, causes, level=Level.SOON, percent=60):
    """A case committed to and sealed, with nothing worked out of it."""
    at = START + len(store.attempts()) * timedelta(minutes=1)
    kept = store.open("s", len(store.attempts()), begin(hand, Kind.CUED), hand.case, BASE.version, at)
    return store.close_attempt(kept, kept.attempt.commit(commitment(causes, level, percent), hand, BASE), at)


def test_what_is_kept_is_read_by_its_owner_alone(store, tmp_path):
    assert (tmp_path / "kept" / "practice.sqlite3").stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_opened_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="practice cannot be kept here"):
        Store(tmp_path / "file" / "practice.sqlite3")


def test_an_attempt_is_kept_question_by_question(store):
    hand = hands()[0]
    kept = store.open("s", 0, begin(hand, Kind.CUED), hand.case, "1", START)
    store.update(kept, everything(hand))
    assert store.left_open().attempt == everything(hand)


def test_a_closed_attempt_cannot_be_changed_through_the_program_nor_through_the_file(store):
    kept = sealed(store, hands()[0], ["iron"])
    with pytest.raises(InputError, match="nothing changes after the commitment"):
        store.update(kept, begin(hands()[0], Kind.CUED))
    with pytest.raises(InputError, match="nothing changes after the commitment"):
        store.close_attempt(kept, begin(hands()[0], Kind.CUED).skip(), START)
    for change in ("UPDATE attempt SET body = '{}'", "DELETE FROM attempt"):
        with sqlite3.connect(store.path) as file, pytest.raises(sqlite3.IntegrityError):
            file.execute(change)


def test_what_was_changed_all_the_same_is_found_by_its_seal(store):
    for hand in hands()[:3]:
        sealed(store, hand, ["iron"])
    assert store.broken() == []
    body = store.attempt(2).attempt.model_dump(mode="json")
    body["committed"]["level"] = "emergency"
    with sqlite3.connect(store.path) as file:
        file.execute("DROP TRIGGER closed_for_good")
        file.execute("UPDATE attempt SET body = ? WHERE id = 2", [json.dumps(body)])
    assert store.broken() == [2]


def test_what_was_taken_out_is_missed_by_the_one_after_it(store):
    for hand in hands()[:3]:
        sealed(store, hand, ["iron"])
    with sqlite3.connect(store.path) as file:
        file.execute("DROP TRIGGER kept_for_good")
        file.execute("DELETE FROM attempt WHERE id = 2")
    assert store.broken() == [3]


def test_a_set_that_is_left_goes_on_and_a_scheduled_sitting_does_not(store):
    numbers = tuple(h.number for h in hands()[:2])
    sitting = Sitting.begin(store, BASE, Plan(started=START, seed="x", numbers=numbers))
    now = sitting.next(START)
    sitting.close(now, now.kept.attempt.skip(), START)
    assert store.unfinished() == sitting.name
    Sitting.begin(store, BASE, Plan(started=START + DAY, seed="x", cases=2, scheduled=True))
    assert store.unfinished() is None


def test_a_seed_draws_the_same_sitting_for_everyone(store):
    plan = Plan(started=START, seed="9", cases=3)
    sitting = Sitting.begin(store, BASE, plan)
    dealt_ = []
    while now := sitting.next(START):
        dealt_.append(now.hand.number)
        sitting.close(now, now.kept.attempt.skip(), START)
    assert dealt_ == [drawn("9", place, BASE).number for place in range(3)]
    assert len(set(dealt_)) == 3


def looks(*ratings, subject="iron", every=5):
    return [Review(subject=subject, at=START + n * every * DAY, rating=r) for n, r in enumerate(ratings)]


def test_a_cause_that_was_known_waits_longer_each_time_and_one_that_was_not_comes_soon():
    waits = []
    for count in range(1, 4):
        seen = looks(*[3] * count, every=20)
        waits.append((cards(seen)["iron"].due - seen[-1].at).days)
    assert waits == sorted(waits)
    assert waits[0] >= 1
    again = looks(3, 1, every=20)
    assert (cards(again)["iron"].due - again[-1].at).days < waits[1]


def test_nothing_comes_again_within_minutes():
    for rating in (1, 2, 3, 4):
        (look,) = looks(rating)
        assert cards([look])["iron"].due - look.at >= DAY


def test_a_cause_that_lapses_four_times_rests_a_week_and_comes_back_worked():
    lapsed = looks(*[1] * LEECH)
    assert cards(lapsed)["iron"].due - lapsed[-1].at == 7 * DAY
    choice = choose(lapsed, lapsed[-1].at + 8 * DAY, [])
    assert choice == ("iron", Kind.WORKED)
    assert choose(looks(3), START + 60 * DAY, []) == ("iron", Kind.CUED)


def test_the_likeliest_forgotten_comes_first():
    seen = [*looks(1), *looks(3, subject="potassium")]
    assert due(cards(seen), START + 100 * DAY) == ["iron", "potassium"]


def test_new_causes_come_worked_and_five_a_day_at_most():
    assert choose([], START, ["iron", "zinc"]) == ("iron", Kind.WORKED)
    today = [r for n in range(NEW_A_DAY) for r in looks(3, subject=f"cause{n}")]
    assert choose(today, START + timedelta(hours=1), ["iron"]) is None
    assert choose(today, START + timedelta(hours=25), ["iron"]) == ("iron", Kind.WORKED)


def test_no_cause_comes_twice_in_a_sitting():
    assert choose(looks(3), START + 60 * DAY, [], done={"iron"}) is None


def test_of_a_pair_the_one_that_was_seen_less_comes():
    seen = [*looks(3), *looks(1, subject=pair("iron", "potassium"))]
    assert choose(seen, START + 2 * DAY, []) == ("potassium", Kind.CUED)


def test_a_cause_without_a_case_that_is_fit_is_passed_over(store, monkeypatch):
    monkeypatch.setattr("soleus.practice.sitting.Sitting._unseen", lambda self: ["scurvy_of_the_moon", "iron"])
    sitting = Sitting.begin(store, BASE, Plan(started=START, seed="1", scheduled=True))
    assert sitting.next(START).hand.truth == "iron"


def test_when_nothing_is_due_it_is_said_when_it_will_be(store):
    for n in range(NEW_A_DAY):
        store.review(n, Review(subject=f"cause{n}", at=START, rating=3))
    sitting = Sitting.begin(store, BASE, Plan(started=START, seed="1", scheduled=True))
    with pytest.raises(NothingDue, match=r"the next is due on \d\d January"):
        sitting.next(START + timedelta(hours=1))


@pytest.mark.parametrize(
    ("causes", "percent", "cost", "rating"),
    [
        (["TRUTH"], 80, 3, "Easy"),
        (["TRUTH"], 60, 3, "Good"),
        (["TRUTH"], 80, 30, "Good"),
        (["shingles", "TRUTH"], 60, 3, "Hard"),
        (["shingles"], 60, 3, "Again"),
    ],
)
def test_the_rating_goes_by_the_truth_then_by_effort_and_confidence(causes, percent, cost, rating):
    hand = next(h for h in hands() if h.truth != "shingles")
    done = begin(hand, Kind.CUED).commit(
        commitment([hand.truth if c == "TRUTH" else c for c in causes], Level.SOON, percent), hand, BASE
    )
    marks = mark(done, hand, BASE).model_copy(update={"cost": cost})
    done = done.model_copy(update={"asked": (everything(hand).asked[0].model_copy(update={"cost": cost}),)})
    assert rated(done, marks, par=20)[hand.truth].name == rating


def test_causes_taken_one_for_the_other_have_a_card_together(store):
    hand = next(h for h in hands() if h.truth != "shingles")
    taken(store, hand, ["shingles"])
    both = pair(hand.truth, "shingles")
    assert {r.subject for r in store.reviews()} == {hand.truth, both}
    taken(store, hand, [hand.truth, "shingles"])
    assert [r.rating for r in store.reviews() if r.subject == both] == [1, 3]
    taken(store, hand, [hand.truth, "lipoedema"])
    assert {r.subject for r in store.reviews()} == {hand.truth, both}


def test_old_attempts_are_marked_again_under_newer_rules(store):
    kept = taken(store, hands()[0], ["iron"])
    old = store.marks(kept.id)[0]
    older = old.model_copy(update={"knowledge": "0.0.1"})
    with sqlite3.connect(store.path) as file:
        file.execute("DELETE FROM mark")
    store.keep_marks(kept.id, older.model_copy(update={"patient": older.patient.model_copy(update={"brier": 1.9})}))
    assert marks_of(kept, store, BASE) == old
    so_far = progress(store, BASE, START + DAY)
    assert (so_far.differ, so_far.before) == (1, ("0.0.1",))
    assert progress(store, BASE, START + DAY).differ == 1


def test_a_case_that_reads_otherwise_than_when_it_was_taken_is_said(store):
    sealed(store, hands()[0], ["iron"])
    other = hands()[1]
    kept = store.open("s", 1, begin(other, Kind.CUED), hands()[2].case, BASE.version, START)
    store.close_attempt(kept, kept.attempt.commit(commitment(["iron"], Level.SOON), other, BASE), START)
    so_far = progress(store, BASE, START + DAY)
    assert so_far.changed == (2,)
    assert "reads otherwise now" in str(progress_told(so_far, BASE))


def test_progress_counts_places_levels_and_missed_emergencies(store):
    emergency = next(h for h in hands() if h.case.urgency == "emergency")
    sealed(store, emergency, [emergency.truth], Level.SOON)
    other = next(h for h in hands() if h.truth not in (emergency.truth, "shingles"))
    sealed(store, other, ["shingles", "lipoedema", other.truth], Level(other.case.urgency))
    so_far = progress(store, BASE, START + DAY)
    assert (so_far.committed, so_far.first, so_far.among_three, so_far.missed_emergencies) == (2, 1, 2, 1)
    assert so_far.levels[Level.EMERGENCY, Level.SOON] == 1
    assert so_far.confidence is None


def test_confidence_is_told_from_twenty_commitments_on(store):
    hand = next(h for h in hands() if h.truth != "shingles")
    for n in range(LEAST):
        if n in (0, 1, LEAST - 1):
            assert progress(store, BASE, START + DAY).confidence is None
        sealed(store, hand, [hand.truth if n % 2 else "shingles"], percent=90)
    known = progress(store, BASE, START + DAY).confidence
    assert (known.right, known.wrong) == (90, 90)
    assert [(b.low, b.guesses, b.said, b.came_true) for b in known.bins] == [(80, 20, 90, 50)]
    told = str(progress_told(progress(store, BASE, START + DAY), BASE))
    assert "said 90%, came true 50% of 20" in told


def test_json_lines_carry_everything_to_another_machine_once(store, tmp_path):
    for hand in hands()[:2]:
        taken(store, hand, ["iron"], note="look at the feet")
    text = as_json_lines(lines(store, "ada"))
    with Store(tmp_path / "other.sqlite3") as other:
        assert take_in(read_lines(text, "x"), other, BASE) == 2
        assert take_in(read_lines(text, "x"), other, BASE) == 0
        assert [k.sha256 for k in other.attempts()] == [k.sha256 for k in store.attempts()]
        assert other.reviews() == store.reviews()
        assert set(other.notes().values()) == {"look at the feet"}
        assert other.broken() == []


def test_csv_has_the_marks_and_can_be_taken_in_again(store, tmp_path):
    hand = hands()[0]
    taken(store, hand, [hand.truth], Level(hand.case.urgency), note="=1+1")
    text = as_csv(lines(store, "ada"), store, BASE)
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["learner"], row["case"], row["place"], row["referral"]) == ("ada", hand.number, "1", "right")
    assert row["note"] == "'=1+1"
    assert row["minutes"] == "4.0"
    with Store(tmp_path / "other.sqlite3") as other:
        assert take_in(read_lines(text, "x"), other, BASE) == 1
        assert other.notes() == {1: "=1+1"}


def test_what_was_changed_on_its_way_is_not_taken_in(store, tmp_path):
    sealed(store, hands()[0], ["iron"])
    text = as_json_lines(lines(store)).replace('"percent":60', '"percent":90')
    with Store(tmp_path / "other.sqlite3") as other, pytest.raises(InputError, match="changed after it was sealed"):
        take_in(read_lines(text, "x"), other, BASE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"number": "00000000"}, "there is no case"),
        ({"represented": "\x1b]0;taken over\x07"}, "cannot be printed"),
        ({"asked": [{"words": "q", "replies": [{"about": "vitamin_b12", "told": "value", "value": "blue"}]}]}, "b12"),
    ],
)
def test_what_cannot_be_an_attempt_is_not_taken_in(store, tmp_path, change, says):
    kept = sealed(store, hands()[0], ["iron"])
    forged = kept.model_copy(update={"attempt": type(kept.attempt).model_validate(kept.attempt.model_dump() | change)})
    line = Line(kept=forged.model_copy(update={"sha256": forged.seal()}))
    with Store(tmp_path / "other.sqlite3") as other, pytest.raises(InputError, match=f"(?i){says}"):
        take_in(read_lines(as_json_lines([line]), "x"), other, BASE)


def test_words_that_the_vocabulary_no_longer_has_are_left_out_of_an_old_attempt(store):
    kept = sealed(store, hands()[0], ["iron", "zinc_deficiency"])
    old = kept.attempt.model_dump(mode="json")
    old["asked"] = [{"words": "q", "replies": [{"about": "dropsy_of_the_moon", "told": "yes"}]}]
    old["committed"] |= {"speaks_for": ["dropsy_of_the_moon"]}
    old["committed"]["guesses"] = [{"cause": "moon_sickness", "percent": 60}]
    marks = mark(type(kept.attempt).model_validate(old), hands()[0], BASE)
    assert (marks.patient.place, marks.patient.credit) == (None, 0)


def test_what_is_no_attempt_is_refused_with_its_line():
    with pytest.raises(InputError, match=r"mine\.jsonl:2: no attempt"):
        read_lines('\n{"a": 1}\n', "mine.jsonl")


@pytest.mark.parametrize(
    ("cell", "told"), [("=SUM(A1)", "'=SUM(A1)"), ("@x", "'@x"), ("-0.5", "-0.5"), (-1, -1), ("a", "a")]
)
def test_no_cell_is_taken_for_a_formula(cell, told):
    assert harmless(cell) == told


def missed_items(store):
    return missed(list(lines(store)), store, BASE)


def test_items_are_made_of_what_was_missed_and_of_nothing_else(store):
    hand = next(h for h in hands() if h.truth != "shingles")
    right = best_four(weights(begin(hand, Kind.WORKED), hand).telling(hand.truth))
    assert right
    taken(store, hand, [hand.truth])
    assert missed_items(store) == []
    taken(store, hand, ["shingles"], note="burning before the rash")
    items = missed_items(store)
    assert items[0].because == "burning before the rash"
    rules = [item for item in items if item.choices]
    assert {item.guid.split("|")[1] for item in rules} <= {hand.truth, "shingles"}
    for item in rules:
        rule, hypothesis = item.guid.split("|")
        assert item.answer.startswith(MORE if BASE.rules[rule].points[hypothesis] > 0 else LESS)
        assert item.because
        assert item.sources
        assert item.knowledge == BASE.version


@pytest.mark.parametrize(
    ("text", "escaped"), [("a = {b}", r"a \= \{b\}"), ("x: ~y #z", r"x\: \~y \#z"), ("a\nb", "a b"), ("\\", "\\\\")]
)
def test_gift_escapes_its_own_signs(text, escaped):
    assert gift(text) == escaped


def test_gift_has_one_right_answer_a_question(store):
    hand = next(h for h in hands() if h.truth != "shingles")
    taken(store, hand, ["shingles"], note="a sentence of one's own has no choices")
    text = as_gift(missed_items(store))
    questions = text.strip().split("\n}\n")
    assert len(questions) == sum(bool(item.choices) for item in missed_items(store)) > 0
    assert all(q.count("\n\t=") == 1 and q.count("\n\t~") == 2 for q in questions)
    assert "of one's own" not in text


@pytest.mark.skipif(find_spec("genanki") is None, reason="needs soleus[practice]")
def test_a_deck_for_anki_is_written(store, tmp_path):
    hand = next(h for h in hands() if h.truth != "shingles")
    taken(store, hand, ["shingles"], note="a < b")
    items = missed_items(store)
    assert write_apkg(items, tmp_path / "deck.apkg") == len(items)
    assert (tmp_path / "deck.apkg").stat().st_size > 1000


def test_without_its_package_a_deck_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "genanki", None)
    with pytest.raises(InputError, match="pip install 'genanki<"):
        write_apkg([], tmp_path / "deck.apkg")


@pytest.mark.slow
def test_anki_itself_takes_a_deck_once_and_updates_it_with_the_schedule_kept(store, tmp_path):
    anki = pytest.importorskip("anki.collection", reason="Anki's own library is not installed")
    pytest.importorskip("genanki")
    hand = next(h for h in hands() if h.truth != "shingles")
    taken(store, hand, ["shingles"], note="a < b")
    items = missed_items(store)
    older, newer = tmp_path / "older.apkg", tmp_path / "newer.apkg"
    write_apkg(items, older)
    time.sleep(1.1)  # Anki tells versions of a note apart by the second
    write_apkg([item.model_copy(update={"knowledge": "99"}) for item in items], newer)
    collection = anki.Collection(str(tmp_path / "collection.anki2"))

    def took(deck):
        request = anki.ImportAnkiPackageRequest(package_path=str(deck), options=anki.ImportAnkiPackageOptions())
        log = collection.import_anki_package(request).log
        return len(log.new), len(log.updated), len(log.duplicate)

    assert took(older) == (len(items), 0, 0)
    card = collection.get_card(collection.find_cards("")[0])
    card.type, card.queue, card.ivl, card.due = 2, 2, 33, 77
    collection.update_card(card)
    assert took(older) == (0, 0, len(items))
    assert took(newer) == (0, len(items), 0)
    card.load()
    assert (card.ivl, card.due, card.note()["Knowledge"]) == (33, 77, "99")
    collection.close()
