"""Which doubts about words are still open, and which of them count until they are answered."""

from collections.abc import Collection, Iterable

from ..facts.finding import FindingKind, State
from ..facts.vocabulary import Vocabulary
from .said import Said


def worth_asking(
    asked: Iterable[Said], present: Collection[str], absent: Collection[str], vocabulary: Vocabulary
) -> tuple[Said, ...]:
    """What of it is still open and not known already, each once; nobody is asked whether something is not so."""
    known = {b for f in present for b in vocabulary.broader(f)} | {*absent}
    doubts = {s.finding: s for s in reversed([*asked]) if s.state is State.PRESENT and s.finding not in known}
    return tuple(reversed(doubts.values()))


def counted(asked: Iterable[Said], absent: Collection[str], vocabulary: Vocabulary) -> set[str]:
    """The complaints that are so likely that they count until they are answered; none that what is denied belies."""
    complaints = {FindingKind.SYMPTOM, FindingKind.SIGN}
    likely = (s.finding for s in asked if s.likely and vocabulary.findings[s.finding].kind in complaints)
    return {f for f in likely if vocabulary.broader(f).isdisjoint(absent)}
