"""The vocabulary: every finding and measurement Soleus knows, and what each term means."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .errors import CaseFileError, InputError, KnowledgeError, UnknownTerm
from .finding import Finding, FindingKind, Topic
from .gist import has_slip, heads, sorts
from .measurement import Interval, Measurement, Panel
from .reader import read_text, read_yaml
from .records import read_records
from .terms import broader, coarse, fold, nearest, same_words, shaded
from .words import load_words

FOLDER = Path(__file__).parent
_LASTING = (FindingKind.CONDITION, FindingKind.MEDICINE, FindingKind.RISK_FACTOR)


class Vocabulary:
    """Findings, measurements, panels and topics by id, with the ways to look them up."""

    def __init__(
        self,
        findings: Iterable[Finding] = (),
        measurements: Iterable[Measurement] = (),
        topics: Iterable[Topic] = (),
        panels: Iterable[Panel] = (),
        names: tuple[dict[str, str], dict[str, str]] | None = None,
        turns: Mapping[str, tuple[Interval, ...]] | None = None,
    ):
        """`names` gives what `names_by_kind` returned for the same records, which saves folding them again.

        `turns` are the ranges of each measurement that rules ask about: where a number without a unit would lie on
        other sides of them in another unit, it is refused.

        Raises KnowledgeError listing every doubled id, clash of synonyms, unknown or circular reference.
        """
        faults: list[str] = []
        self.turns = turns or {}
        self.findings: dict[str, Finding] = _by_id(findings, "finding", faults)
        self.measurements: dict[str, Measurement] = _by_id(measurements, "measurement", faults)
        self.topics: dict[str, Topic] = _by_id(topics, "topic", faults)
        self.panels: dict[str, Panel] = _by_id(panels, "panel", faults)
        self._names, self._measurement_names = names or (
            _names(self.findings.values(), faults),
            _names([*self.measurements.values(), *self.panels.values()], faults),
        )
        faults += self._dangling()
        if faults:
            raise KnowledgeError(faults)
        self._broader = {f: self._closure(f) for f in self.findings}
        self._narrower: dict[str, set[str]] = {f: set() for f in self.findings}
        for finding, parents in self._broader.items():
            for parent in parents:
                self._narrower[parent].add(finding)

    def turning(self, turns: Mapping[str, tuple[Interval, ...]]) -> "Vocabulary":
        """The same vocabulary, of which rules turn on these ranges."""
        records = (self.findings.values(), self.measurements.values(), self.topics.values(), self.panels.values())
        return Vocabulary(*records, self.names_by_kind, turns)

    def broader(self, finding: str) -> frozenset[str]:
        """The finding and everything it implies."""
        return self._broader[finding]

    def narrower(self, finding: str) -> frozenset[str]:
        """The finding and everything that implies it: what is ruled out when it is absent."""
        return frozenset(self._narrower[finding])

    def finding(self, term: str) -> str:
        """The id that an id, HPO id, label or synonym means, or that the term means without words that only narrow it.

        Raises UnknownTerm with the nearest.
        """
        return self.meaning(term)[0]

    def meaning(self, term: str) -> tuple[str, bool]:
        """The finding a term means, and whether it is just that, or a broader one ("severe calf pain", calf pain).

        Raises UnknownTerm with the nearest.
        """
        if (read := self._meaning(term)) is None:
            raise UnknownTerm(term, nearest(term, self._names))
        return read

    def said(self, term: str, background: bool) -> tuple[str, bool]:
        """As `meaning`; a term that means nothing so is the finding that it says at least: "painful foot drop" is foot
        drop. In the `background` of a case also the sort of thing it is: "hip resurfacing surgery" is another past
        operation.

        Raises UnknownTerm with the nearest, also if a word of the term looks like a slip of the pen.
        """
        if (read := self._meaning(term)) is None and (gist := self._gist(term, background)) is not None:
            return gist, False
        return read or self.meaning(term)

    def _meaning(self, term: str) -> tuple[str, bool] | None:
        if (found := self.named(term)) is not None:
            return found, True
        for history in (False, True):
            for words, elsewhere in broader(term, history):
                if (found := self.named(words)) is None or (history and self.findings[found].kind not in _LASTING):
                    continue
                if not elsewhere or self.findings[found].topic in load_words().elsewhere.topics:
                    return found, False
        return None

    def shades(self, term: str) -> tuple[str, ...]:
        """What else a term says of a complaint: "sudden left calf pain" is calf pain, sudden, and on one side."""
        if term in self.findings or (parts := shaded(term)) is None:
            return ()
        rest, named = parts
        if (read := self._meaning(rest)) is None or self.findings[read[0]].topic not in load_words().shades.topics:
            return ()
        return tuple(f for f in (read[0], *named) if f in self.findings)

    def _gist(self, term: str, background: bool) -> str | None:
        read = (self._head(phrase, rest) for phrase, rest in heads(term))
        found = next((finding for finding in read if finding is not None), None)
        if found is None and background:
            found = next((finding for finding in sorts(term) if finding in self.findings), None)
        return None if found is None or has_slip(term, self._words) else found

    def _head(self, phrase: str, rest: frozenset[str]) -> str | None:
        known = load_words()
        if (read := self._meaning(phrase)) is None or any(phrase in marks for marks in known.sorts.values()):
            return None
        finding, topics = self.findings[read[0]], known.elsewhere.topics
        lasting = finding.kind in _LASTING
        if finding.various or (rest & known.history and not lasting):
            return None
        if rest & known.elsewhere.words and finding.topic not in topics:
            return None
        return finding.id if lasting or " " in phrase or finding.topic in topics else None

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(stem for name in self._names for stem in name.split())

    def named(self, term: str) -> str | None:
        """The finding whose id, HPO id, label or synonym this is, if any, other words for the same included."""
        if term in self.findings:
            return term
        return self._names.get(fold(term)) or self._other_words.get(same_words(term))

    @cached_property
    def _other_words(self) -> dict[str, str]:
        """Names by their coarser key; where findings share one, the one that the others imply, if there is such."""
        meant: dict[str, set[str]] = {}
        for name, finding in self._names.items():
            meant.setdefault(coarse(name), set()).add(finding)
        found = {}
        for key, findings in meant.items():
            if common := [f for f in findings if all(f in self.broader(other) for other in findings)]:
                found[key] = common[0]
        return found

    def measurement(self, term: str) -> tuple[str, str | None]:
        """The id of a measurement or panel, and the unit if the term ends in one (`ferritin_ng_ml`)."""
        if term in self.measurements or term in self.panels:
            return term, None
        if (found := self._measurement_names.get(fold(term))) is not None:
            return found, None
        words = term.lower().replace("-", "_").replace(" ", "_").split("_")
        for cut in range(len(words) - 1, 0, -1):
            stem = "_".join(words[:cut])
            found = stem if stem in self.measurements else self._measurement_names.get(fold(stem))
            if found in self.measurements and (unit := _unit_slug(self.measurements[found], "_".join(words[cut:]))):
                return found, unit
        raise UnknownTerm(term, nearest(term, self._measurement_names), what="measurement")

    @property
    def names_by_kind(self) -> tuple[dict[str, str], dict[str, str]]:
        """Folded name to id, of findings and of measurements."""
        return self._names, self._measurement_names

    @property
    def names(self) -> dict[str, str]:
        """Folded label, synonym or HPO id to finding id."""
        return self._names

    def _closure(self, finding: str) -> frozenset[str]:
        seen: set[str] = set()
        todo = [finding]
        while todo:
            if (current := todo.pop()) not in seen:
                seen.add(current)
                todo.extend(self.findings[current].implies)
        return frozenset(seen)

    def _dangling(self) -> list[str]:
        faults = []
        for finding in self.findings.values():
            for other in (*finding.implies, *finding.ask_if):
                if other not in self.findings:
                    faults.append(f"finding {finding.id}: refers to unknown finding {other!r}")
            if self.topics and finding.topic not in self.topics:
                faults.append(f"finding {finding.id}: unknown topic {finding.topic!r}")
        for panel in self.panels.values():
            faults += [
                f"panel {panel.id}: unknown measurement {m!r}" for m in panel.members if m not in self.measurements
            ]
        if not faults:
            for finding in self.findings.values():
                for parent in finding.implies:
                    if finding.id in self._closure(parent):
                        faults.append(f"finding {finding.id}: implies itself through {parent!r}")
        return faults


def _unit_slug(measurement: Measurement, slug: str) -> str | None:
    if re.search("[a-z]", slug) is None:
        return None
    try:
        measurement.scale(slug)
    except InputError:
        return None
    return slug


def _by_id(records: Iterable[Any], what: str, faults: list[str]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for record in records:
        if record.id in known:
            faults.append(f"{what} {record.id!r} is defined twice")
        known[record.id] = record
    return known


def _names(records: Iterable[Any], faults: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    records = list(records)
    for record in records:
        names[fold(record.id)] = record.id
    for record in records:
        hpo = [record.hpo] if getattr(record, "hpo", None) else []
        for name in (record.label, *record.synonyms, *hpo):
            owner = names.setdefault(fold(name), record.id)
            if owner != record.id and name not in hpo:
                faults.append(f"{record.id}: {name!r} already means {owner!r}")
    return names


@cache
def load_vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """The vocabulary that ships in `folder`. Raises KnowledgeError with every fault of the load."""
    faults: list[str] = []

    def read(path: Path) -> Any:
        try:
            return read_yaml(read_text(path), str(path))
        except CaseFileError as error:
            faults.append(str(error))
            return None

    topics = read_records(path := folder / "topics.yaml", read(path), Topic, faults)
    path = folder / "measurements.yaml"
    numbers = read(path) or {}
    measurements = read_records(path, numbers.get("measurements"), Measurement, faults)
    panels = read_records(path, numbers.get("panels"), Panel, faults)
    findings: list[Finding] = []
    for path in sorted((folder / "findings").glob("*.yaml")):
        findings += read_records(path, read(path), Finding, faults)
    if faults:
        raise KnowledgeError(faults)
    return Vocabulary(findings, measurements, topics, panels)
