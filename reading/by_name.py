"""Stories that open with a name and an age: "Alfie is 6 and his legs hurt", "Priya, 45, restless legs"."""

import re
from functools import cache

from .story_words import complaints, kin

_NO_NAMES = "i|my|it|this|that|about|over|only|just|last|had|got|since|after|for|at|aged?"
_DOES = (
    "his|her|he|she|has|had|is|was|woke|fell|can't|cant|won't|wont|gets|keeps|limps|wakes|can|does|doesn't|refuses|"
    "[a-z]{2,}ing"
)


@cache
def by_name() -> re.Pattern[str]:
    """A story in small letters of another, who is called by a name."""
    name = rf"(?!(?:{_NO_NAMES})\b|{kin()}|{complaints().pattern})(?P<name>[a-z]{{3,}})"
    return re.compile(rf"^{name}(?: is|'s| aged|,)? (?P<age>\d{{1,2}})(?=[,.]?(?: and)? (?:{_DOES})\b)")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?!{kin()}|{complaints().pattern})(?P<name>[a-z]{{3,}})(?:, ?\d{{2}}\b| \d{{2}} ?[fm]\b)")


def own_name(low: str) -> str:
    """The name that one who tells of himself opens with, before his age; empty for none."""
    found = _own().match(low)
    return found["name"] if found else ""
