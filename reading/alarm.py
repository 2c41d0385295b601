"""The dangers that words tell of, wherever they are said: in place of an answer, in the wrong field."""

from collections.abc import Iterable
from functools import lru_cache

from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .entries import told
from .said import Said
from .tables import load_tables


def alarming(text: str, vocabulary: Vocabulary) -> tuple[Said, ...]:
    """The dangers that a text says are there, or likely are; what stops everything alone, if it surely is there.

    What a single word is only like is none. Raises InputError for letters that no text is made of.
    """
    heard = told(text, vocabulary, sure=False)
    likely = heard.asked if len(text.split()) > 1 else ()
    said = [*(Said(f, words=text) for f in heard.present), *(s for s in likely if s.state is State.PRESENT)]
    found = tuple(s for s in said if is_danger(s.finding, vocabulary))
    return tuple(s for s in found if s.certain and stops_everything(s.finding)) or found


def is_danger(finding: str, vocabulary: Vocabulary) -> bool:
    """Whether a finding is a danger, or a narrower form of one."""
    return not vocabulary.broader(finding).isdisjoint(_dangers(vocabulary))


@lru_cache(maxsize=8)
def _dangers(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(load_tables().danger.findings) | {f.id for f in vocabulary.findings.values() if f.danger}


def any_stops(findings: Iterable[str]) -> bool:
    """Whether one of the findings is heard before everything else."""
    return any(map(stops_everything, findings))


def stops_everything(finding: str) -> bool:
    """Whether a finding is of the few that are heard before everything else."""
    return finding in load_tables().stops
