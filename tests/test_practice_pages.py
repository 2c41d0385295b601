"""Exercises on pages as in the terminal, and how practice goes from a file that was kept."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from practising import BASE, commitment, hands
from web_client import Person, Shown, client

from soleus.practice.attempt import Kind, begin
from soleus.practice.exchange import as_csv, as_json_lines, lines, read_lines, take_in
from soleus.practice.exercises import exercise_drawn
from soleus.practice.progress import LEAST
from soleus.practice.store import Store
from soleus.rules.rule import Level

KINDS = (Kind.CONCORDANCE, Kind.ERROR, Kind.PAIR)
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def server():
    with client() as found:
        yield found


def said(page):
    """The text of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def dealt(server, kind):
    """Somebody who was dealt the first exercise of a kind, of the seed of the other tests."""
    person = Person(server)
    person.press("begin", to="/practice/case", seed="tests", place="1", kind=kind.value)
    return person


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_poses_on_the_page_what_it_poses_in_the_terminal(server, kind, tmp_path):
    posed = exercise_drawn(kind, "tests", 0, BASE)
    person = dealt(server, kind)
    before = said(person.seen)
    for heading, told in posed.exercise.told:
        assert all(" ".join(text.split()) in before for text in (heading, *told))
    for each in posed.exercise.choosing:
        assert all(text in before for text in (each.prompt, *each.choices))
    case = posed.hand.case
    assert not any(secret in person.seen.text for secret in (case.id, case.url, case.source, case.summary))
    chosen = {f"choice__{n}": "0" for n in range(len(posed.exercise.choosing))}
    page = person.press("choose", to="/practice/case", **chosen)
    assert "Your answer" in said(page)
    assert case.url in page.text
    again = said(person.press("choose", to="/practice/case", **dict.fromkeys(chosen, "1")))
    assert again == said(page)
    kept = server.post("/practice/download/file", data={"state": person.seen.state}).text
    with Store(tmp_path / "p.sqlite3") as store:
        assert take_in(read_lines(kept, "x"), store, BASE) == 1


def test_what_is_not_chosen_is_said_with_the_rest_still_chosen(server):
    person = dealt(server, Kind.PAIR)
    page = person.press("choose", to="/practice/case", choice__0="1")
    assert page.faults == ["Choose one of each list"]
    assert page.checked["choice.0"] == ["1"]
    assert person.press("choose", to="/practice/case", choice__0="1", choice__1="7").status == 422


def test_an_exercise_can_be_given_up(server):
    person = dealt(server, Kind.ERROR)
    assert "You gave this case up" in said(person.press("skip", to="/practice/case"))


def commitments(store, number):
    """So many commitments, half of them right, each 90% sure."""
    hand = next(h for h in hands() if h.truth != "shingles")
    for n in range(number):
        at = START + n * timedelta(minutes=1)
        kept = store.open("s", n, begin(hand, Kind.CUED), hand.case, BASE.version, at)
        made = commitment([hand.truth if n % 2 else "shingles"], Level.SOON, 90)
        store.close_attempt(kept, kept.attempt.commit(made, hand, BASE), at)


def uploaded(server, text):
    return Shown(server.post("/practice/progress", files={"file": ("kept.jsonl", text)}))


@pytest.mark.slow
def test_progress_is_shown_as_in_the_terminal_with_a_plot_and_its_table(server, tmp_path):
    with Store(tmp_path / "p.sqlite3") as store:
        commitments(store, LEAST)
        page = uploaded(server, as_json_lines(lines(store)))
    assert 'aria-label="Calibration: said 90%, came true 50% of 20"' in page.text
    assert page.text.count("<circle") == 1
    assert "How sure said came true guesses 80-100% 90% 50% 20" in said(page)
    assert "90% sure when it was wrong" in said(page)


def test_confidence_is_no_picture_before_twenty_commitments(server, tmp_path):
    with Store(tmp_path / "p.sqlite3") as store:
        commitments(store, 2)
        page, table = uploaded(server, as_json_lines(lines(store))), as_csv(lines(store), store, BASE)
    assert said(uploaded(server, table)) == said(page)
    assert "Told from 20 commitments on; 18 to go" in said(page)
    assert "<circle" not in page.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Choose a file first"),
        ("no attempt", "kept.jsonl:1: no attempt as 'soleus practice export' writes it"),
        (b"\xff\xfe", "the file is not text in UTF-8"),
        ("\n\n", "the file has 0 attempts"),
    ],
)
def test_a_file_that_tells_nothing_is_refused_in_words(server, text, says):
    assert any(says in fault for fault in uploaded(server, text).faults)
