"""What words probably mean counts until it is denied, and is said to; what is only possible, or denied, does not."""

import pytest

from soleus.engine.consult import consult
from soleus.reading.doubts import counted
from soleus.reading.reader import read
from soleus.reading.said import Said
from soleus.reading.understand import understand
from soleus.wording.assessment import COUNTED, first_screen
from soleus.wording.document import Note
from soleus.wording.telling import telling


def said(finding="calf_swelling", **more):
    return Said(finding, certain=False, **{"likely": True, **more})


@pytest.mark.parametrize(
    ("asked", "absent", "counts"),
    [
        (said(), (), True),
        (said(likely=False), (), False),
        (said("statin"), (), False),
        (said(), ("calf_swelling",), False),
        (said(), ("leg_swelling",), False),
        (said(), ("ankle_swelling",), True),
    ],
)
def test_a_likely_complaint_counts_unless_it_or_what_is_broader_is_denied(base, asked, absent, counts):
    assert counted([asked], absent, base.vocabulary) == ({asked.finding} if counts else set())


@pytest.fixture
def likely(base):
    """A saying of which something is likely, and not certain."""
    wordings = ("threw up once", "my leg drags", "left leg feels heavy like wet sand, more than the right")
    return next((text, s) for text in wordings for s in read(text, base.vocabulary).said if s.likely and not s.certain)


def test_it_is_in_the_case_to_be_confirmed_and_told_above_the_referral(base, likely):
    text, heard = likely
    case = understand({"age": 50, "sex": "female", "duration_days": 2, "story": text}, base.vocabulary)
    assert heard.finding in case.present
    assert heard.finding in {asked.finding for asked in case.asked}
    notes = [block.text for block in first_screen(telling(consult(case, base), base)).blocks if isinstance(block, Note)]
    assert any(note.startswith(COUNTED) and base.vocabulary.findings[heard.finding].label in note for note in notes)
    assert not telling(consult(case, base), base).whole


def test_a_no_takes_it_back(base, likely):
    text, heard = likely
    case = understand({"age": 50, "story": text, "absent": [heard.finding]}, base.vocabulary)
    assert heard.finding not in case.present
