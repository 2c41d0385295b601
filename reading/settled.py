"""What is said of a relative or of the past, as a finding of the person today."""

from collections.abc import Iterable
from dataclasses import replace

from ..facts.finding import FindingKind, State
from ..facts.vocabulary import Vocabulary
from .dangers import is_danger
from .said import Said, When, Who
from .tables import load_tables

_SIDES = ("_one_side", "_both")


def settled(said: Said, vocabulary: Vocabulary) -> Said | None:
    """What is said of a relative or of the past as a finding of the person now; None where there is no such finding.

    An operation stays; whether an earlier illness lasts, or a medicine was stopped lately, is asked. So is what stops
    everything, of whomever it is said, and what may be said of the person after all.
    """
    if said.who is Who.SELF and said.when is When.NOW:
        return said
    if said.state is State.ABSENT:
        return None
    if said.who is Who.SELF:
        return _once(said, vocabulary)
    if not said.certain and (said.who is Who.OTHER or said.finding in load_tables().stops):
        return replace(said, who=Who.SELF)
    return _in_the_family(said, vocabulary) if said.who is Who.FAMILY else None


def of_a_tale(said: Iterable[Said], vocabulary: Vocabulary) -> list[Said]:
    """What is said in a tale, as it is to be read back: what is likely meant as what is certain, and no guess that is
    hardly meant. A danger stays to be asked about."""
    kept = [_read_back(s, vocabulary) for s in said if s.certain or s.likely or not s.guess or _danger(s, vocabulary)]
    sure = [s for s in kept if s.certain and _now(s)]
    return [replace(s, certain=True) if _sided(s, sure, vocabulary) else s for s in kept]


def _read_back(said: Said, vocabulary: Vocabulary) -> Said:
    """What is likely meant, with what is certain."""
    meant = said.likely and _now(said) and not said.guess and not _danger(said, vocabulary)
    return replace(said, certain=True) if meant else said


def _sided(said: Said, sure: Iterable[Said], vocabulary: Vocabulary) -> bool:
    """Whether it is the side of what the same words certainly say: "left calf is sore" of pain in one leg."""
    if said.guess or not _now(said) or not said.finding.endswith(_SIDES):
        return False
    wider = vocabulary.broader(said.finding) - {said.finding}
    return any(t.words in said.words and not wider.isdisjoint(vocabulary.broader(t.finding)) for t in sure)


def _now(said: Said) -> bool:
    return said.who is Who.SELF and said.when is When.NOW and said.state is State.PRESENT


def _danger(said: Said, vocabulary: Vocabulary) -> bool:
    return is_danger(said.finding, vocabulary)


def remembered(said: Said, vocabulary: Vocabulary) -> Said | None:
    """A medicine that a tale speaks of as stopped, to be asked about: it may have been stopped for this complaint."""
    once = said.who is Who.SELF and said.when is When.PAST and said.state is State.PRESENT
    medicine = vocabulary.findings[said.finding].kind is FindingKind.MEDICINE
    return replace(said, when=When.NOW, certain=False) if once and medicine else None


def perhaps_of_the_person(said: Said, vocabulary: Vocabulary) -> Said | None:
    """A complaint that a tale without an "I" tells of another, who may be the one it is about: to be asked."""
    complaint = vocabulary.findings[said.finding].kind in (FindingKind.SYMPTOM, FindingKind.SIGN)
    told = said.who is not Who.SELF and said.when is When.NOW and said.state is State.PRESENT
    return replace(said, who=Who.SELF, certain=False) if told and complaint else None


def _once(said: Said, vocabulary: Vocabulary) -> Said | None:
    own = said.finding if said.finding.startswith("previous_") else f"previous_{said.finding}"
    if own in vocabulary.findings:
        return replace(said, finding=own, when=When.NOW)
    over = load_tables().known_as.over.get(said.finding, f"stopped_{said.finding}")
    if over in vocabulary.findings:
        return replace(said, finding=over, when=When.NOW, certain=said.certain and over.startswith("previous_"))
    finding = vocabulary.findings[said.finding]
    if finding.kind is FindingKind.CONDITION:
        return replace(said, when=When.NOW, certain=said.certain and finding.topic == "surgery")
    return None


def _in_the_family(said: Said, vocabulary: Vocabulary) -> Said | None:
    finding = vocabulary.findings[said.finding]
    own = said.finding if finding.topic == "family" else f"family_history_{said.finding}"
    if own not in vocabulary.findings:
        own = load_tables().known_as.family.get(said.finding, "family_history_other")
    named = own != "family_history_other" or finding.kind is FindingKind.CONDITION
    return replace(said, finding=own, who=Who.SELF, when=When.NOW) if named and own in vocabulary.findings else None
