"""The one reader: exact names, then composition weighed with what was learned of wordings, every word accounted for."""

import re

from ..facts.vocabulary import Vocabulary
from .deciding import Deciding, said_of
from .guessing import BRIEF
from .known import Known, known
from .letters import clean
from .ones_own import as_ones_own, named_oneself
from .parts import Candidate
from .person import about
from .said import Reading, Said
from .tokens import HARD, WORD, tokenize

NAME_WORDS = 12  # a longer text is no name
SHADES = frozenset(
    re.split(
        " ",
        "sudden_onset both_sides one_side_only comes_and_goes severe_pain night_pain "
        "leg_pain_one_side leg_pain_both leg_swelling_one_side leg_swelling_both leg_weakness_one_side "
        "leg_weakness_both leg_numbness_one_side leg_numbness_both",
    )
)
_MARKS = ("?", "(-)", "(+)", "-ve", "0/10")  # a name leaves them out, and they turn it


def read(text: str, vocabulary: Vocabulary, knowing: Known | None = None, tale: bool = False) -> Reading:
    """What a text says, and its words that were not understood. `knowing` is for measuring with writers left out.

    A `tale` says of whom it is told, however short; other texts do where they have several sentences.

    Raises InputError for letters that no text is made of.
    """
    text = clean(text)
    knowing = knowing or known(vocabulary)
    tokens = tokenize(text)
    if not any(t.kind == WORD for t in tokens):
        return Reading()
    bare = len(tokens) <= NAME_WORDS and not any(mark in text for mark in _MARKS)
    named = vocabulary.named(text.strip()) if bare else None
    medicines = knowing.composer.medicines.record(text, tokens, knowing.strange)
    if medicines and (named is None or named in [said.finding for said in medicines]):
        return Reading(medicines)
    if named is None:
        knowing.slips.mend(tokens)
    story = tale or sum(t.kind == HARD for t in tokens) >= BRIEF
    if story:
        person = about(text.lower())
        if person.other:
            as_ones_own(tokens, person.called, knowing.heard_of)
        else:
            named_oneself(tokens, person.called, knowing.heard_of)
    composed = knowing.composer.read(tokens)
    if named is not None:
        broader = vocabulary.broader(named)
        beside = [
            said_of(c, s, tokens, text, True, composed)
            for c, s in composed.found
            if (c.finding in SHADES or c.way == "stop" or (named in SHADES and _placed(c)))
            and c.finding not in broader
            and not (s.denied or s.doubt or s.other or s.past)
        ]
        return Reading((Said(named, words=text.strip()), *beside))
    return Deciding(text, tokens, composed, knowing).reading()


def _placed(c: Candidate) -> bool:
    """Whether a frame names a place: "severe thigh pain" is a name of severe pain, and is of the thigh."""
    return c.way == "frame" and any(sort == "site" and value != "none" for sort, value in c.requires)
