"""Of one thing one page says one thing: so, not so, only taken for no, or not known. Over sessions at random."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practising import BASE, commitment, hands

from soleus.facts.errors import InputError
from soleus.practice.attempt import Kind, begin, gathered
from soleus.practice.patient import Patient, Told, saying
from soleus.practice.reflection import reflect
from soleus.practice.telling import told
from soleus.reports.markdown import markdown
from soleus.rules.rule import Level

LABELS = [finding.label for finding in BASE.vocabulary.findings.values()]
BROAD = [topic.label for topic in BASE.vocabulary.topics.values()] + ["examination", "blood tests", "where is the pain"]
OF_THE_CASE, ANYTHING = st.integers(0, 40), st.sampled_from([*LABELS, *BROAD])


@st.composite
def sessions(draw):
    """An attempt in which things that the case records were asked for, and things at random."""
    hand = hands()[draw(st.integers(0, 11))]
    patient, attempt = Patient(hand.case, BASE), begin(hand, Kind.CUED)
    known = [BASE.vocabulary.findings[f].label for f in (*hand.case.present, *hand.case.absent)]
    recorded = st.sampled_from(known)
    for question in draw(st.lists(st.one_of(recorded, ANYTHING), max_size=14)):
        try:
            attempt = attempt.put(question, patient)
        except InputError:
            continue
    guesses = list(dict.fromkeys([hand.truth, draw(st.sampled_from(sorted(BASE.hypotheses)))]))
    return hand, patient, attempt.commit(commitment(guesses, Level.SOON), hand, BASE)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, derandomize=True)
@given(sessions())
def test_each_thing_is_told_with_one_status(session):
    hand, patient, attempt = session
    r = reflect(attempt, hand, BASE)
    known, vocabulary = gathered(attempt, patient), BASE.vocabulary
    so = {broader for finding in known.present for broader in vocabulary.broader(finding)}
    silent = set(r.taken_for_no)
    answered = {reply.about for asked in attempt.asked for reply in asked.replies if reply.told is not Told.NOT_KNOWN}
    assert not so & silent
    assert not so & {*known.absent}
    assert not silent & {*hand.case.absent}
    for missing in r.expected.values():
        assert {*missing} <= {*known.absent}
    for unasked in filter(None, (r.most_telling, r.worth_most)):
        assert unasked.reply.about not in {*known.present, *known.absent, *known.labs}
    assert r.worth_most is None or r.worth_most.reply.about not in answered
    open_ = {about for danger in r.dangers for about in danger.not_asked}
    assert not open_ & (so | {*known.absent})
    text = " ".join(markdown(told(r, BASE)).split())
    for about in (each for each in open_ if not saying(each, vocabulary).isdisjoint(known.present)):
        label = re.escape(vocabulary.findings[about].label.lower())
        assert not re.search(rf"not asked or not known:(?:[^.]*,| [^.]* and)? {label}(?:,| and |\.)", text.lower())
