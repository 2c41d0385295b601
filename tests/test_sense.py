"""What is denied, over, another's, feared or only asked is told apart from what is so."""

from pathlib import Path

import pytest
import yaml

from soleus.facts.vocabulary import load_vocabulary
from soleus.reading import read

VOCABULARY = load_vocabulary()
SAYINGS = yaml.safe_load((Path(__file__).parent / "data" / "sense.yaml").read_text(encoding="utf-8"))
HOW = {
    "present": lambda said: said.state == "present" and said.who == "self" and said.when == "now",
    "absent": lambda said: said.state == "absent",
    "past": lambda said: said.when == "past",
    "other": lambda said: said.who != "self",
    "asked": lambda said: not said.certain,
}


def about(finding, text):
    """All that a text says of a finding or of one broader or narrower."""
    return [
        said
        for said in read(text, VOCABULARY).said
        if said.finding in VOCABULARY.broader(finding) or finding in VOCABULARY.broader(said.finding)
    ]


@pytest.mark.parametrize(("text", "finding", "how"), SAYINGS, ids=str)
def test_is_said_so(text, finding, how):
    said = about(finding, text)
    if how == "unsaid":
        assert not [s for s in said if s.taken]
    elif how == "present":
        assert [s for s in said if HOW[how](s)]
        assert not [s for s in said if s.taken and s.state == "absent"]
    else:
        assert how == "not present" or [s for s in said if HOW[how](s)]
        assert not [s for s in said if s.taken and s.state == "present"]


@pytest.mark.xfail(strict=True, reason="a phrase of the family takes the words of the person in")
def test_a_likeness_to_a_relative_is_no_tale_of_the_relative():
    assert about("restless_legs", "like my mother I have restless legs")
