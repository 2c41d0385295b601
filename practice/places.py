"""Places of the body: which words name them, which lie within which, and what is recorded or seen at them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..facts.finding import Finding, FindingKind
from ..facts.vocabulary import Vocabulary
from ..reading.tables import load_tables

COMPLAINED_OF = frozenset(("leg_skin", "joints_bones", "onset"))  # topics of a complaint beside those of that stage
NO_PLACE = frozenset(("whole_body", "joint", "bone", "muscle", "skin", "vein"))  # which is everywhere
SIDES = re.compile(r"\b(?:both sides|one side only|one side)\b", re.IGNORECASE)


def places(text: str) -> frozenset[str]:
    """The places of the body that a text names."""
    return frozenset(_place_of()[found] for found in _place().findall(text.lower()))


def without_places(text: str) -> str:
    """The text without the words that name a place."""
    return " ".join(_place().sub(" ", text.lower()).split())


def lies_at(place: str, other: str) -> bool:
    """Whether a place is the other or lies within it: the heel at the foot."""
    below = load_tables().frames.below
    while place != other and place in below:
        place = below[place]
    return place == other


@lru_cache(maxsize=256)
def seen_at(place: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What is seen or felt when a place is examined; what takes a test of its own, as a reflex, is not among it."""
    signs = (f for f in vocabulary.findings.values() if f.kind is FindingKind.SIGN and not f.examined)
    return tuple(f.id for f in signs if any(lies_at(p, place) for p in _of(f)))


def says_where(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Whether a finding is a complaint that names its place or its side."""
    stage = vocabulary.topics[finding.topic].stage
    complaint = stage == "complaint" or finding.topic in COMPLAINED_OF
    return complaint and finding.kind is FindingKind.SYMPTOM and bool(_of(finding) or SIDES.search(finding.label))


def _of(finding: Finding) -> frozenset[str]:
    return places(f"{finding.label} {finding.id.replace('_', ' ')}") - NO_PLACE


@cache
def _place_of() -> dict[str, str]:
    """Each plain name of a place, as it is written, to the place."""
    sites: Iterable[tuple[str, tuple[str, ...]]] = load_tables().parts["site"].items()
    return {way: site for site, ways in sites for way in ways if re.fullmatch("[a-z ]+", way)}


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_place_of(), key=len, reverse=True))})\b")
