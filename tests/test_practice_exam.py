"""An exam on pages: the cases of the terminal in its order, nothing told before the last, and one file of all."""

import base64
import csv
import json
import random
import re
import zlib
from datetime import UTC, datetime

import pytest
from practising import BASE, practice
from test_practice_web import commit, press, said
from web_client import Person, Shown, client

from soleus.practice import words
from soleus.practice.attempt import LONGEST, Commitment, Guess, Kind
from soleus.practice.exchange import read_lines, take_in
from soleus.practice.kept import Plan
from soleus.practice.naming import cause_meant
from soleus.practice.patient import Patient
from soleus.practice.sitting import Sitting, drawn
from soleus.practice.store import Store
from soleus.rules.rule import Level
from soleus.web import practice_state
from soleus.web.practice_state import COMMITTING, PracticeSeal, Sent

HANDS = [drawn("5", place, BASE) for place in range(3)]
CALLED = [f"{words.case_called(hand.number)} ({place} of 3)" for place, hand in enumerate(HANDS, 1)]
OPENED = [words.opening(Patient(hand.case, BASE).opening, BASE) for hand in HANDS]
GUESS = "Shingles"  # what none of them was


@pytest.fixture(scope="module")
def server():
    with client() as found:
        yield found


def begin(server, **fields):
    """Somebody at the first of three cases of seed 5."""
    person = Person(server)
    press(person, "begin", **{"seed": "5", "place": "1", "kind": "exam", "cases": "3", **fields})
    return person


@pytest.fixture
def learner(server):
    return begin(server)


def guess(person):
    press(person, "done")
    return commit(person, **{"cause.0": GUESS})


@pytest.fixture
def done(learner):
    """Somebody who has committed to the first case, given up the second and committed to the third."""
    press(learner, "ask", question="do you smoke?")
    guess(learner)
    press(learner, "skip")
    guess(learner)
    return learner


def carried(page):
    """What travels with a page, as it is read without the key."""
    token = page.state.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    return json.loads(zlib.decompress(raw) if page.state.startswith(".") else raw)


def kept(person):
    return person.client.post("/practice/download/file", data={"state": person.seen.state})


def test_the_same_seed_gives_the_cases_of_the_terminal_in_its_order(learner, tmp_path):
    shown = []
    for called in CALLED:
        assert called in said(learner.seen)
        shown.append(carried(learner.seen)["number"])
        press(learner, "skip")
    with Store(tmp_path / "p.sqlite3") as store:
        now = datetime.now(UTC)
        sitting = Sitting.begin(store, BASE, Plan(started=now, seed="5", kind=Kind.EXAM, cases=3))
        while (case := sitting.next(now)) is not None:
            sitting.close(case, case.kept.attempt.skip(), now)
        assert shown == [one.attempt.number for one in sitting.done]


def test_the_place_in_the_seed_is_that_of_the_first_case(server):
    person = begin(server, place="2", cases="2")
    assert carried(person.seen)["number"] == HANDS[1].number
    press(person, "skip")
    assert carried(person.seen)["number"] == HANDS[2].number
    assert press(person, "skip").heading == "The exam is done"


def test_nothing_is_told_of_any_case_before_the_last_is_closed(learner):
    pages = []
    for place in range(3):
        pages += [learner.seen, press(learner, "ask", question="examination"), press(learner, "done")]
        if place == 1:
            pages.append(press(learner, "skip"))
            continue
        fields = {"cause__0": GUESS, "percent__0": "50", "level": "soon"}
        pages.append(press(learner, "commit", **fields))
        assert learner.seen.heading == "Is this so?"
        if place < 2:
            pages.append(press(learner, "confirm", **fields))
    for page in pages:
        shown = re.sub(r"<datalist.*</datalist>", "", page.text, flags=re.DOTALL)  # every cause there is
        told = f"{shown} {carried(page)} {page.response.headers} {page.response.url}"
        for hand in HANDS:
            case, cause = hand.case, BASE.hypotheses[hand.truth].label
            for secret in (hand.truth, cause, case.id, case.url, case.summary, case.quote, case.source):
                assert not secret or secret not in told
        assert not any(word in said(page) for word in ("looking back", "Your marks", "points"))


def test_what_was_closed_is_said_on_the_next_page_and_in_words_alone(learner):
    assert f"{CALLED[0]} is committed to; you look back when the last one is done." in said(guess(learner))
    assert "0 of 40 spent" in said(learner.seen)
    assert f"{CALLED[1]} is given up." in said(press(learner, "skip"))


def test_each_case_is_looked_back_on_when_the_last_is_closed(done):
    assert done.seen.heading == "The exam is done"
    assert done.seen.buttons == {"look:0", "look:2"}
    listed = said(done.seen)
    assert all(f"{called} {opened}" in listed for called, opened in zip(CALLED, OPENED, strict=True))
    assert f"{OPENED[0]} You committed to: {BASE.hypotheses[cause_meant(GUESS, BASE)].label} 50%, something" in listed
    assert f"{OPENED[1]} Given up, and kept as such." in listed
    for place in (0, 2):
        page = press(done, f"look:{place}")
        assert BASE.hypotheses[HANDS[place].truth].label in said(page)
        assert HANDS[place].case.url in page.text
    assert done.seen.buttons == {"more"}
    assert press(done, "more").heading == "The exam is done"
    assert press(done, "look:0").buttons == {"look:2", "more"}
    assert "You gave this case up" in said(press(done, "look:1"))


def test_an_exam_is_one_file_that_is_taken_in(done, tmp_path):
    response = kept(done)
    assert "attachment" in response.headers["content-disposition"]
    with Store(tmp_path / "p.sqlite3") as store:
        found = read_lines(response.text, "x")
        assert [take_in(found, store, BASE), take_in(found, store, BASE)] == [3, 0]
        attempts = store.attempts()
        assert store.broken() == []
    assert [one.attempt.number for one in attempts] == [hand.number for hand in HANDS]
    assert [one.attempt.skipped for one in attempts] == [False, True, False]
    assert [one.place for one in attempts] == [0, 1, 2]
    assert [one.previous for one in attempts] == ["", attempts[0].sha256, attempts[1].sha256]
    assert attempts[0].attempt.asked[0].words == "do you smoke?"
    times = [time for one in attempts for time in (one.opened, one.closed)]
    assert times == sorted(times)


def test_a_teacher_marks_the_file_of_an_exam(done, tmp_path):
    (tmp_path / "ann.jsonl").write_text(kept(done).text)
    rows = list(csv.DictReader(practice("set", "mark", str(tmp_path / "ann.jsonl")).splitlines()))
    assert [row["learner"] for row in rows] == ["ann"] * 3
    assert [row["truth"] for row in rows] == [HANDS[0].truth, "", HANDS[2].truth]


def test_how_practice_goes_is_shown_of_the_file_of_an_exam(done):
    page = Shown(done.client.post("/practice/progress", files={"file": ("kept.jsonl", kept(done).text)}))
    assert "2 cases, 1 given up" in said(page)


@pytest.mark.parametrize("cases", ["1", "7", "", "two", "-3", "9999999999"])
def test_a_number_of_cases_that_no_exam_has_is_said_with_everything_still_filled_in(server, cases):
    page = begin(server, cases=cases, seed="mine").seen
    assert page.faults == ["Give a number of cases from 2 to 6"]
    assert page.checked["kind"] == ["exam"]
    assert page.offered("cases") == [cases]
    assert page.offered("seed") == ["mine"]


def test_every_fault_of_the_beginning_is_said_at_once(server):
    assert len(begin(server, cases="1", place="0").seen.faults) == 2


def test_only_an_exam_has_a_number_of_cases(server):
    assert begin(server, kind="cued", cases="1").seen.faults == []


@pytest.mark.parametrize("action", ["look:0", "look:1", "look:2"])
def test_nothing_is_looked_back_on_before_the_end(learner, action):
    guess(learner)
    page = press(learner, action)
    assert page.status == 422
    assert "This is told when the last case is done" in said(page)


def test_no_file_is_made_of_an_exam_before_its_end(learner):
    guess(learner)
    assert kept(learner).status_code == 422


@pytest.mark.parametrize("action", ["look:3", "look:-1", "look:", "look:x"])
def test_what_is_no_case_of_the_exam_is_not_looked_back_on(done, action):
    assert press(done, action).status == 422


def test_a_state_with_another_case_in_it_is_refused(done, server):
    forged = Person(server)
    signed = done.seen.state.rpartition(".")
    forged.seen.state = f"{begin(server, seed='6').seen.state.rpartition('.')[0]}.{signed[2]}"
    assert press(forged, "look:0").status == 422
    assert kept(forged).status_code == 422


def test_nothing_changes_after_the_last_case(done):
    listed, state = said(done.seen), done.seen.state
    assert said(press(done, "ask", question="fever?")) == listed
    assert said(commit(done, **{"cause.0": "iron"})) == listed
    assert carried(done.seen)["committed"] == carried(Shown(kept_page(done, state)))["committed"]
    assert press(done, "skip").status == 422


def kept_page(person, state):
    return person.client.post("/practice/case", data={"state": state, "action": "more"})


def test_a_closed_case_is_out_of_reach_of_the_next_one(learner):
    guess(learner)
    (closed,) = carried(learner.seen)["before"]
    press(learner, "ask", question="fever?")
    press(learner, "done")
    commit(learner, **{"cause.0": "iron"})
    assert carried(learner.seen)["before"][0] == closed


@pytest.mark.slow
def test_each_case_of_an_exam_has_its_share_of_what_a_page_can_carry(server, monkeypatch):
    monkeypatch.setattr(practice_state, "LONGEST_TOKEN", 11_000)
    letters = random.Random(1)
    person = begin(server, cases="2")
    for room in (1_500, 7_000):
        for _ in range(40):
            told = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=280))
            page = press(person, "ask", question=f"smoke, {told}")
            if page.faults:
                break
        assert page.faults == ["That is as much as a page can carry; go on to commit"]
        assert room - 600 < len(page.state) <= room
        press(person, "done")
        commit(person, represented=told)
    assert person.seen.heading == "The exam is done"
    assert press(person, "look:0").status == 200


def test_the_longest_commitment_fits_into_what_is_kept_for_it():
    seal = PracticeSeal("a secret", BASE)
    hanzi = random.Random(1).choices([chr(n) for n in range(0x4E00, 0x9FFF)], k=LONGEST)
    causes = sorted(BASE.hypotheses, key=len)[-5:]
    known = sorted(BASE.vocabulary.findings, key=len)[-7:]
    made = Commitment(
        guesses=tuple(Guess(cause=c, percent=20) for c in causes),
        level=Level.EMERGENCY,
        speaks_for=tuple(known[:4]),
        speaks_against=tuple(known[4:]),
    )
    now = datetime.now(UTC)
    sent = Sent(knowledge=BASE.version, number="12345678", kind=Kind.EXAM, opened=now)
    after = sent.model_copy(update={"represented": "".join(hanzi), "committed": made, "closed": now})
    assert len(seal.close(after)) - len(seal.close(sent)) < COMMITTING
