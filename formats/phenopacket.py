"""GA4GH phenopackets, version 2, read into a Case.

What is excluded is absent, what is resolved is past, and a diagnosis is no evidence but known already.
"""

from collections.abc import Mapping
from typing import Any

from ..facts.ages import years
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.hpo import hpo_id
from ..facts.spans import DAY
from ..facts.vocabulary import Vocabulary
from .fields import day_of, field, numbered, text, true
from .gathering import NOT_KNOWN, Gathering
from .hpo_reading import hpo_reading
from .own_codes import own_id

FORM = "GA4GH phenopacket"
RESOLVED = "it is over"
DIAGNOSIS = "a diagnosis, which is no evidence here"
TAKEN_STILL = "whether it is still taken is not said"
UNREAD = {
    "biosamples": "samples are not read",
    "interpretations": "genes and variants are not read",
    "files": "files are not read",
}


def case_of_phenopacket(raw: Mapping[Any, Any], vocabulary: Vocabulary) -> Case:
    """The Case that a phenopacket is. Raises InputError for another version, or more than one person."""
    if field(raw, "proband") is not None or field(raw, "members") is not None:
        raise InputError("a GA4GH family or cohort holds several people; give the phenopacket of one")
    version = text(raw, "metaData", "phenopacketSchemaVersion")
    if version.startswith("1") or any("negated" in feature for _, feature in numbered(raw, "phenotypicFeatures")):
        raise InputError("a GA4GH phenopacket of version 1; only version 2 is read, so convert it first")
    return _Packet(raw, vocabulary).gathered.case()


class _Packet:
    """One phenopacket, part by part."""

    def __init__(self, raw: Mapping[Any, Any], vocabulary: Vocabulary):
        self.raw = raw
        self.gathered, self.hpo = Gathering(FORM, vocabulary), hpo_reading(vocabulary)
        self._onsets: list[Any] = []
        self._subject()
        for where, feature in numbered(raw, "phenotypicFeatures"):
            self._feature(where, feature)
        for where, disease in numbered(raw, "diseases"):
            self._disease(where, disease)
        for where, measured in numbered(raw, "measurements"):
            self._measurement(where, measured)
        for where, action in numbered(raw, "medicalActions"):
            self._action(where, action)
        for part, why in UNREAD.items():
            for where, _ in list(numbered(raw, part))[:1]:
                self.gathered.leave(where, part, why)
        self._duration()

    def _subject(self) -> None:
        subject = field(self.raw, "subject")
        person = self.gathered.person
        person["id"] = text(self.raw, "id") or text(subject, "id") or None
        self.gathered.sex("subject", "sex", text(subject, "sex"))
        age = _age(field(subject, "timeAtLastEncounter"), text(subject, "dateOfBirth"))
        if age is not None:
            person["age"] = age
        elif field(subject, "timeAtLastEncounter") is not None:
            self.gathered.leave("subject", "timeAtLastEncounter", "no one age")
        if text(subject, "vitalStatus", "status") == "DECEASED":
            self.gathered.leave("subject", "vitalStatus", "the person has died")

    def _feature(self, where: str, feature: Mapping[Any, Any]) -> None:
        label, code = text(feature, "type", "label"), hpo_id(text(feature, "type", "id"))
        words = f"{label} ({code})" if label and code else label or text(feature, "type", "id")
        excluded = true(feature, "excluded")
        own = own_id(text(feature, "type", "id"), self.gathered.vocabulary)
        if field(feature, "resolution") is not None and not excluded:
            self._past(where, words, label)
        elif own is not None:
            self.gathered.finding(where, words, own, State.ABSENT if excluded else State.PRESENT)
        elif code is None:
            self.gathered.words(where, words, State.ABSENT if excluded else State.PRESENT)
        elif excluded:
            self.hpo.deny(self.gathered, where, words, code)
        else:
            self._present(where, words, code, feature)

    def _past(self, where: str, words: str, label: str) -> None:
        """What is over stands as an earlier one, where that is known."""
        earlier = self.gathered.vocabulary.named(f"previous {label}")
        if earlier is not None and earlier.startswith("previous_"):
            self.gathered.finding(where, words, earlier, State.PRESENT)
        else:
            self.gathered.leave(where, words, RESOLVED)

    def _present(self, where: str, words: str, code: str, feature: Mapping[Any, Any]) -> None:
        for finding in self.hpo.take(self.gathered, where, words, code):
            if self.gathered.is_complaint(finding):
                self._onsets.append(field(feature, "onset"))

    def _disease(self, where: str, disease: Mapping[Any, Any]) -> None:
        label = text(disease, "term", "label")
        finding = self.gathered.vocabulary.same(label) if label else None
        if true(disease, "excluded") or finding is None or field(disease, "resolution") is not None:
            self.gathered.leave(where, label or text(disease, "term", "id"), DIAGNOSIS)
        else:
            self.gathered.finding(where, label, finding, State.PRESENT)

    def _measurement(self, where: str, measured: Mapping[Any, Any]) -> None:
        assay, quantity = field(measured, "assay"), field(measured, "value", "quantity")
        words = text(assay, "label") or text(assay, "id")
        unit = text(quantity, "unit", "id").removeprefix("UCUM:") or text(quantity, "unit", "label")
        number = f"{text(quantity, 'value')} {unit}".strip()
        value = number if quantity else text(measured, "value", "ontologyClass", "label")
        own = own_id(text(assay, "id"), self.gathered.vocabulary)
        name = own or (text(assay, "id") if text(assay, "id").upper().startswith("LOINC:") else words)
        if not value:
            self.gathered.leave(where, f"{words} {value}".strip(), NOT_KNOWN)
        else:
            self.gathered.named_value(where, words, name, value, text(measured, "timeObserved", "timestamp"))

    def _action(self, where: str, action: Mapping[Any, Any]) -> None:
        agent = text(action, "treatment", "agent", "label") or text(action, "procedure", "code", "label")
        self.gathered.leave(where, agent or "medical action", TAKEN_STILL if agent else NOT_KNOWN)

    def _duration(self) -> None:
        """How long the newest complaint has lasted, where each says when it began and the answer is clear."""
        subject = field(self.raw, "subject")
        now = field(subject, "timeAtLastEncounter")
        lengths = [_days_between(onset, now) for onset in self._onsets]
        known = [days for days in lengths if days is not None]
        if known and len(known) == len(lengths):
            self.gathered.person["duration_days"] = min(known)


def _iso_age(element: Any) -> str:
    return text(element, "age", "iso8601duration")


def _age(element: Any, born: str) -> float | None:
    """Years at a time: as an age, or from a date of birth."""
    if said := _iso_age(element):
        try:
            return years(said)
        except InputError:
            return None
    first, last = day_of(born), day_of(text(element, "timestamp"))
    return (last - first).days / DAY["year"] if first and last and last >= first else None


def _days_between(onset: Any, now: Any) -> float | None:
    """The days from an onset to now, of what ages leave open the shortest; None where they are too coarse to tell."""
    first, last = day_of(text(onset, "timestamp")), day_of(text(now, "timestamp"))
    if first and last:
        return float((last - first).days) if last >= first else None
    try:
        began, age = (round(years(_iso_age(e)) * DAY["year"], 6) for e in (onset, now))
    except InputError:
        return None
    shortest = age - began - max(_grain(_iso_age(onset)), _grain(_iso_age(now)))
    return shortest if shortest > 0 else None


def _grain(iso: str) -> float:
    """The days that an age leaves open: P45Y is any day of a year."""
    units = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    return DAY[units.get(iso.partition("T")[0][-1:], "day")]
