"""Answering in any order, with any back and change, is the same as a fresh assessment of the final answers."""

import json
import os
import resource
import stat

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from toy import knowledge_bases

from soleus.engine.consult import consult
from soleus.facts.answer import Answer
from soleus.facts.errors import InputError
from soleus.interview.answering import skipped, ticked
from soleus.interview.interview import Interview
from soleus.interview.question import Question
from soleus.reading.understand import understand
from soleus.rules.rule import Level
from soleus.terminal.journal import Journal, folder
from soleus.terminal.session_lines import SessionError
from soleus.terminal.session_store import Kept, session, sessions


class AnyOrder(RuleBasedStateMachine):
    """An interview against a plain list of the answers that stand, newest last."""

    @initialize(base=knowledge_bases())
    def begin(self, base):
        self.interview = Interview(base)
        self.model = {}  # step -> answer; the newest is last
        self.interview.go_on(Level.EMERGENCY)

    @rule(data=st.data(), rest=st.sampled_from(["absent", "unknown"]))
    def answer(self, data, rest):
        coming = self.interview.next()
        if isinstance(coming, Question):
            self.model[len(self.interview.steps)] = answer = self.some_answer(data, coming, rest)
            self.interview.answer(coming, answer)

    @precondition(lambda self: self.interview.steps)
    @rule()
    def back(self):
        self.interview.back()
        del self.model[len(self.interview.steps)]

    @precondition(lambda self: self.interview.steps)
    @rule(data=st.data(), rest=st.sampled_from(["absent", "unknown"]))
    def change(self, data, rest):
        index = data.draw(st.integers(0, len(self.interview.steps) - 1))
        answer = self.some_answer(data, self.interview.steps[index].question, rest)
        self.interview.change(index + 1, answer)
        del self.model[index]
        self.model[index] = answer

    def some_answer(self, data, question, rest):
        names = [o.id for o in question.options if o.id in self.interview.base.vocabulary.findings]
        chosen = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3)) if names else []
        answer = ticked(question, chosen, rest, self.interview.base.vocabulary)
        numbers = [o.id for o in question.options if o.id not in names]
        labs = {m: data.draw(st.sampled_from(["10", "50", "90"])) for m in numbers if data.draw(st.booleans())}
        return answer.model_copy(
            update={"labs": labs, "unknown": (*answer.unknown, *(m for m in numbers if m not in labs))}
        )

    @invariant()
    def the_case_is_what_the_answers_say(self):
        vocabulary = self.interview.base.vocabulary
        present, absent = set(), set()
        for answer in self.model.values():
            said = {*answer.present, *answer.absent, *answer.unknown}
            present, absent = present - said, absent - said
            for name in answer.present:
                absent -= vocabulary.broader(name)
            for name in answer.absent:
                present -= vocabulary.narrower(name)
            present |= set(answer.present)
            absent |= set(answer.absent)
        assert set(self.interview.case.present) == present
        assert set(self.interview.case.absent) == absent

    @invariant()
    def the_result_is_that_of_a_fresh_assessment(self):
        case = self.interview.case
        fresh = understand(json.loads(case.model_dump_json(exclude_defaults=True)), self.interview.base.vocabulary)
        assert fresh == case
        mine, anew = (consult(c, self.interview.base) for c in (case, fresh))
        assert mine.hypotheses == anew.hypotheses
        assert mine.referral == anew.referral


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=10, stateful_step_count=8)


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def saved(base, answers=3):
    """An interview with a few questions skipped, and its journal."""
    interview, journal = Interview(base), Journal.begin(base)
    for _ in range(answers):
        question = interview.next()
        answer = skipped(question)
        interview.answer(question, answer)
        journal.answered(question, answer)
    return interview, journal


def test_a_session_resumes_at_the_same_question(base):
    interview, journal = saved(base)
    journal.went_back()
    interview.back()
    change = Answer(question="words", age=70, sex="male")
    interview.change(1, change)
    journal.changed(1, change)
    journal.close()
    again, _, notes = session(journal.name).resume(base)
    assert again.case == interview.case
    assert again.steps == interview.steps
    assert again.next() == interview.next()
    assert notes == []


def test_going_on_past_an_end_is_resumed_too(base):
    interview, journal = saved(base)
    for heeded in (Level.URGENT, None):
        interview.go_on(heeded)
        journal.went_on(heeded)
    journal.close()
    again, _, _ = session().resume(base)
    assert (again.limit, again.keen, again.heeded) == (interview.limit, True, Level.URGENT)


def test_only_its_owner_can_read_a_session(base):
    _, journal = saved(base, 1)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_torn_last_line_is_asked_again_and_said(base, cut):
    interview, journal = saved(base)
    journal.path.write_bytes(journal.path.read_bytes()[:-cut])
    journal.close()
    again, resumed, notes = session(journal.name).resume(base)
    assert len(again.steps) == 2
    assert "cut off" in notes[0]
    assert again.next() == interview.steps[2].question
    resumed.answered(again.next(), skipped(again.next()))
    assert Kept(journal.path).answers == 3


def test_a_damaged_line_in_the_middle_is_refused_by_its_number(base):
    _, journal = saved(base)
    lines = journal.path.read_bytes().splitlines(keepends=True)
    lines[1] = b"{rubbish\n"
    journal.path.write_bytes(b"".join(lines))
    with pytest.raises(SessionError, match=r":2: not a line"):
        session(journal.name)
    (listed,) = sessions()
    assert isinstance(listed, SessionError)
    assert journal.path.name in str(listed)


def test_another_knowledge_version_is_said_and_what_it_no_longer_knows_left_out(base):
    _, journal = saved(base, 2)
    text = journal.path.read_text().replace(base.version, "0.0.1+old")
    journal.path.write_text(text.replace('"unknown": [', '"unknown": ["a_retired_finding", ', 1))
    journal.close()
    interview, _, notes = session(journal.name).resume(base)
    assert any("0.0.1+old" in n for n in notes)
    assert any("a_retired_finding" in n for n in notes)
    assert "a_retired_finding" not in interview.case.unknown


def test_a_full_disk_is_said_and_the_interview_goes_on(base, tmp_path):
    interview, journal = saved(base, 1)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal_ignored()
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.path.stat().st_size + 10, limit[1]))
    try:
        question = interview.next()
        journal.answered(question, skipped(question))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal_restored(old)
    assert "cannot be saved" in journal.fault
    journal.close()
    again, _, notes = session(journal.name).resume(base)
    assert len(again.steps) == 1
    assert notes


def signal_ignored():
    """A file past its limit shall raise an error rather than end the process."""
    import signal

    return signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def signal_restored(old):
    import signal

    signal.signal(signal.SIGXFSZ, old)


def test_a_folder_that_cannot_be_made_is_said(base, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert "cannot be saved" in Journal.begin(base).fault


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only folder")
def test_a_read_only_folder_is_said(base):
    folder().mkdir(parents=True)
    folder().parent.chmod(0o500)
    folder().chmod(0o500)
    assert "cannot be saved" in Journal.begin(base).fault


@pytest.mark.parametrize("name", ["nothing", "../nothing", "/etc/passwd"])
def test_no_session_of_that_name(name):
    with pytest.raises(SessionError, match="no session is called"):
        session(name)


def test_there_is_nothing_before_the_first_question(base):
    with pytest.raises(InputError, match="first question"):
        Interview(base).back()
