"""Practice on pages: the same session as in the terminal, without JavaScript, and nothing given away or kept."""

import base64
import html
import re
import zlib

import pytest
from practising import BASE
from web_client import Person, client

from soleus.practice import words
from soleus.practice.attempt import Kind, begin
from soleus.practice.deck import dealt
from soleus.practice.exchange import read_lines, take_in
from soleus.practice.patient import Patient
from soleus.practice.sitting import drawn
from soleus.practice.store import Store

HAND = drawn("5", 0, BASE)


@pytest.fixture(scope="module")
def server():
    with client() as found:
        yield found


@pytest.fixture
def learner(server):
    """A learner who has been dealt the first case of seed 5."""
    person = Person(server)
    press(person, "begin", seed="5", place="1", kind="cued")
    return person


def press(person, action, **fields):
    return person.press(action, to="/practice/case", **fields)


def commit(person, **fields):
    made = {"cause.0": "Nerve damage from diabetes", "percent.0": "50", "level": "soon", **fields}
    page = person.press("commit", to="/practice/case", **{k.replace(".", "__"): v for k, v in made.items()})
    return confirm(person) if "confirm" in page.buttons else page


def confirm(person, action="confirm"):
    """Press a button of the question whether it is so."""
    sent = {}
    for kind, name, value in person.seen.fields:
        if kind == "hidden" and name not in ("state", "action"):
            sent.setdefault(name.replace(".", "__"), []).append(value)
    return press(person, action, **sent)


def said(page):
    """The text of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_practice_is_found_from_every_page(server):
    assert 'href="/practice"' in server.get("/").text
    assert "Deal a case" in server.get("/practice").text


def test_the_same_seed_gives_the_case_of_the_terminal(learner):
    assert learner.seen.heading == words.opening(Patient(HAND.case, BASE).opening, BASE)
    assert words.case_called(HAND.number) in said(learner.seen)


@pytest.mark.parametrize("question", ["do you smoke?", "examination", "ferritin and B12", "xyzzy"])
def test_a_question_is_answered_as_in_the_terminal(learner, question):
    page = press(learner, "ask", question=question)
    asked = begin(HAND, Kind.CUED).put(question, Patient(HAND.case, BASE)).asked[0]
    assert all(line in said(page) for line in words.answered(asked, BASE))
    assert f"{asked.cost} of 40 spent" in said(page)


def test_a_case_is_committed_to_and_looked_back_on(learner):
    press(learner, "ask", question="do you smoke?")
    page = press(learner, "done")
    items = page.offered("for")
    page = commit(learner, **{"for": items[:2], "against": items[2:3], "represented": "in my words"})
    assert BASE.hypotheses[HAND.truth].label in said(page)
    assert HAND.case.url in page.text
    assert "in my words" in said(page)


def test_what_would_be_committed_to_is_shown_before_it_counts(learner):
    press(learner, "done")
    page = press(learner, "commit", cause__0="diabetic neuropathy", percent__0="50", level="soon", represented="mine")
    line = "You commit to: Nerve damage from diabetes (for 'diabetic neuropathy') 50%, something else 50%; soon."
    assert line in said(page)
    assert page.buttons == {"confirm", "change"}
    assert BASE.hypotheses[HAND.truth].label not in page.text
    changed = confirm(learner, "change")
    assert "commit" in changed.buttons
    assert changed.offered("cause.0") == ["diabetic neuropathy"]
    assert "mine" in changed.text


@pytest.mark.parametrize("asking", ["?", "help"])
def test_asking_for_help_is_no_answer_on_the_page(learner, asking):
    page = press(learner, "ask", question=asking)
    assert "Ask of complaints, life, illnesses" in said(page)
    assert "0 of 40 spent" in said(page)
    press(learner, "done")
    for fields in ({"represented": asking}, {"cause.0": asking}):
        page = commit(learner, **fields)
        assert "confirm" not in page.buttons
        assert 'role="status"' in page.text


def test_what_was_asked_back_is_chosen_on_the_page(learner):
    page = press(learner, "ask", question="bleeding")
    assert "'bleeding' is not clear; nothing is charged. Did you mean: 1 " in said(page)
    assert "1 of 40 spent" in said(press(learner, "ask", question="1"))


def test_nothing_changes_after_the_commitment(learner):
    press(learner, "done")
    commit(learner)
    first = said(learner.seen)
    for again in (lambda: press(learner, "ask", question="fever?"), lambda: commit(learner, level="urgent")):
        assert said(again()) == first
    page = press(learner, "skip")
    assert page.status == 422
    assert "nothing changes after the commitment" in said(page)


@pytest.mark.parametrize(
    ("wrong", "at", "says"),
    [
        ({"cause.0": "", "percent.0": ""}, "causes", "Name at least one cause"),
        ({"level": ""}, "levels", "Choose how soon they are to be seen"),
        ({"percent.0": "120"}, "causes", "from 0 to 100 percent"),
        ({"percent.0": ""}, "causes", "from 0 to 100 percent"),
        ({"cause.0": "dragon pox"}, "causes", "holds no cause called 'dragon pox'"),
        ({"cause.1": "iron", "percent.1": "60"}, "causes", "come to 110"),
        ({"for": ["gangrene_of_the_moon"]}, "causes", "not among what you know"),
        ({"for": ["age", "sex", "a", "b", "c"]}, "fors", "5 are named for; 4 at most"),
        ({"against": ["age", "sex", "a", "b"]}, "againsts", "4 are named against; 3 at most"),
    ],
)
def test_what_cannot_be_committed_to_is_said_where_it_is_with_everything_still_filled_in(learner, wrong, at, says):
    press(learner, "done")
    page = commit(learner, represented="my words", **wrong)
    assert says in " ".join(page.faults)
    part = re.search(rf'<fieldset class="group wrong" id="{at}">.*?</fieldset>', page.text, re.DOTALL)
    assert says in html.unescape(part[0])
    assert page.text.count('class="fault"') == 1
    assert "my words" in page.text


def test_a_case_can_be_given_up(learner):
    assert "You gave this case up" in said(press(learner, "skip"))


def test_a_worked_case_tells_all_at_once(server):
    person = Person(server)
    page = press(person, "begin", seed="5", place="1", kind="worked")
    assert "What is recorded" in said(page)
    assert "commit" in page.buttons
    assert "ask" not in page.buttons


@pytest.mark.parametrize("place", ["0", "x", "99", ""])
def test_what_cannot_be_dealt_is_said_with_everything_still_chosen(server, place):
    page = press(Person(server), "begin", seed="5", place=place, kind="worked")
    assert page.faults == ["Give a place from 1 to 20"]
    assert page.checked["kind"] == ["worked"]
    assert page.offered("seed") == ["5"]


def test_what_is_no_way_to_take_a_case_is_refused(server):
    assert press(Person(server), "begin", seed="5", place="1", kind="oral").status == 422


@pytest.mark.parametrize("action", ["ask", "commit", "dance"])
def test_a_form_that_was_not_made_here_is_refused(server, action):
    person = Person(server)
    person.seen.state = "eyJh.forged"
    assert press(person, action).status == 422


def test_the_state_that_travels_tells_nothing_of_the_case(learner):
    page = press(learner, "ask", question="examination")
    payload = page.state.split(".")[1] if page.state.startswith(".") else page.state.split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    text = (zlib.decompress(raw) if page.state.startswith(".") else raw).decode()
    assert HAND.number in text
    for secret in (HAND.truth, HAND.case.id, HAND.case.url, HAND.case.summary):
        assert secret not in text
        assert secret not in page.text


def test_the_pages_before_the_commitment_name_no_source(learner):
    press(learner, "ask", question="examination")
    page = press(learner, "done")
    for secret in (HAND.case.id, HAND.case.url, HAND.case.summary, HAND.case.source):
        assert secret not in page.text


def test_what_was_done_is_taken_along_as_a_file(learner, tmp_path):
    press(learner, "ask", question="do you smoke?")
    press(learner, "done")
    commit(learner)
    state = learner.seen.state
    response = learner.client.post("/practice/download/file", data={"state": state})
    assert "attachment" in response.headers["content-disposition"]
    with Store(tmp_path / "p.sqlite3") as store:
        assert take_in(read_lines(response.text, "x"), store, BASE) == 1
        (kept,) = store.attempts()
        assert kept.attempt.asked[0].words == "do you smoke?"
        assert dealt(kept.attempt.number, BASE).truth == HAND.truth


def test_no_file_is_made_of_a_case_that_is_open(learner):
    assert learner.client.post("/practice/download/file", data={"state": learner.seen.state}).status_code == 422


def test_a_page_needs_no_script(learner):
    assert learner.seen.text.count("<script") == 1
    assert {"ask", "done", "skip"} <= learner.seen.buttons
