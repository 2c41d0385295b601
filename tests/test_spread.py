"""Cases spread over processes come to the same, in the same order, as one after another."""

from dataclasses import replace

import pytest

from soleus.cases.library import library
from soleus.validation import spread as spreading
from soleus.validation.scorecard import scorecard
from soleus.validation.spread import ENOUGH


@pytest.mark.slow
def test_a_scorecard_is_the_same_however_it_is_shared_out(base, monkeypatch):
    cases = [published.case for published in library(base)][: ENOUGH + 1]
    shared = scorecard(cases, base)
    monkeypatch.setattr(spreading, "ENOUGH", len(cases) + 1)
    assert scorecard(cases, base) == shared


def test_knowledge_of_ones_own_stays_in_this_process(base, monkeypatch):
    monkeypatch.setattr(spreading, "ENOUGH", 0)
    own = replace(base, version="mine")
    seen = []
    assert spreading.spread(lambda case, knowledge: seen.append(knowledge) or case, ["a", "b"], own) == ["a", "b"]
    assert seen == [own, own]
