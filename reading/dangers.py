"""Which findings are dangers, and which of them are heard before everything else."""

from collections.abc import Iterable
from functools import lru_cache

from ..facts.vocabulary import Vocabulary
from .tables import load_tables


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
