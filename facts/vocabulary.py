"""The vocabulary: every finding and measurement Soleus knows, and what each term means."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .errors import CaseFileError, InputError, KnowledgeError, UnknownTerm
from .finding import Finding, Topic
from .hpo import HpoTerm, hpo_id
from .loinc import loinc_code
from .measurement import Interval, Measurement, Panel
from .names import Names, names_of, names_of_findings
from .reader import read_text, read_yaml
from .records import read_records
from .references import closure, dangling
from .terms import coarse, fold, nearest, same_words

FOLDER = Path(__file__).parent

PARTS = (
    "turns", "findings", "measurements", "topics", "panels", "_known", "_measurement_names", "_broader", "_narrower",
    "_other_words", "_only_narrower",
)  # fmt: skip


class Vocabulary:
    """Findings, measurements, panels and topics by id, with the ways to look them up."""

    def __init__(
        self,
        findings: Iterable[Finding] = (),
        measurements: Iterable[Measurement] = (),
        topics: Iterable[Topic] = (),
        panels: Iterable[Panel] = (),
        names: tuple[Names, dict[str, str]] | None = None,
        terms: Iterable[HpoTerm] = (),
        turns: Mapping[str, tuple[Interval, ...]] | None = None,
    ):
        """`names` gives what `names_by_kind` returned for the same records, which saves folding them again.

        `turns` are the ranges of each measurement that rules ask about: where a number without a unit would lie on
        other sides of them in another unit, it is refused. `key` is a digest of what it was read from, where it is
        known.

        Raises KnowledgeError listing every doubled id, clash of synonyms, unknown or circular reference.
        """
        faults: list[str] = []
        self.key = ""
        self.turns = turns or {}
        self.findings: Mapping[str, Finding] = _by_id(findings, "finding", faults)
        self.measurements: Mapping[str, Measurement] = _by_id(measurements, "measurement", faults)
        self.topics: Mapping[str, Topic] = _by_id(topics, "topic", faults)
        self.panels: Mapping[str, Panel] = _by_id(panels, "panel", faults)
        self._known, self._measurement_names = names or (
            names_of_findings(self.findings.values(), terms, faults),
            names_of([*self.measurements.values(), *self.panels.values()], faults),
        )
        faults += dangling(self.findings, self.topics, self.panels, self.measurements)
        if faults:
            raise KnowledgeError(faults)
        self._broader = {f: closure(f, self.findings) for f in self.findings}
        narrower: dict[str, set[str]] = {f: set() for f in self.findings}
        for finding, parents in self._broader.items():
            for parent in parents:
                narrower[parent].add(finding)
        self._narrower = {finding: frozenset(children) for finding, children in narrower.items()}

    def parts(self) -> dict[str, Any]:
        """All that it is made of and all that is worked out of that, to be kept."""
        return {name: getattr(self, name) for name in PARTS}

    def turning(self, turns: Mapping[str, tuple[Interval, ...]]) -> "Vocabulary":
        """The same vocabulary, of which rules turn on these ranges."""
        records = (self.findings.values(), self.measurements.values(), self.topics.values(), self.panels.values())
        return Vocabulary(*records, self.names_by_kind, turns=turns)

    def broader(self, finding: str) -> frozenset[str]:
        """The finding and everything it implies."""
        return self._broader[finding]

    def narrower(self, finding: str) -> frozenset[str]:
        """The finding and everything that implies it: what is ruled out when it is absent."""
        return self._narrower[finding]

    def refuse_unknown_code(self, term: str) -> None:
        """Raises UnknownTerm for what is written as an HPO id that no finding has; its neighbours mean nothing."""
        if (code := hpo_id(term)) is not None and self.named(term) is None:
            raise UnknownTerm(code, what="HPO id")

    def same(self, term: str) -> str | None:
        """The finding of which this is a name and that says no less; what denies it denies the finding."""
        found = self.named(term)
        return found if found is not None and self._is_same(term) else None

    def named(self, term: str) -> str | None:
        """The finding whose id, HPO id, label, synonym or narrower name this is, other words for the same included."""
        if term in self.findings:
            return term
        name = self._name(term)
        return None if name is None else self.names.get(name) or self._other_words[name]

    def _name(self, term: str) -> str | None:
        if (code := hpo_id(term)) is not None:
            term = code
        name = fold(term)
        if name in self.names or name in self._known.related:
            return name if name in self.names else None
        return other if (other := same_words(term)) in self._other_words else None

    def _is_same(self, term: str) -> bool:
        return term in self.findings or self._name(term) not in self._only_narrower

    @cached_property
    def _only_narrower(self) -> frozenset[str]:
        same = {coarse(name) for name in self.names if name not in self._known.narrower}
        return self._known.narrower | (self._other_words.keys() - same - self.names.keys())

    @cached_property
    def _other_words(self) -> dict[str, str]:
        """Names by their coarser key; where findings share one, the one that the others imply, if there is such."""
        meant: dict[str, set[str]] = {}
        for name, finding in self.names.items():
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
        if (code := loinc_code(term)) is not None:
            return self._coded(code), None
        words = term.lower().replace("-", "_").replace(" ", "_").split("_")
        for cut in range(len(words) - 1, 0, -1):
            stem = "_".join(words[:cut])
            found = stem if stem in self.measurements else self._measurement_names.get(fold(stem))
            if (
                found is not None
                and found in self.measurements
                and (unit := _unit_slug(self.measurements[found], "_".join(words[cut:])))
            ):
                return found, unit
        raise UnknownTerm(term, nearest(term, self._measurement_names), what="measurement")

    def _coded(self, code: str) -> str:
        """The measurement of a LOINC code; the neighbours of an unknown one mean nothing."""
        for measurement in self.measurements.values():
            if code in measurement.loinc:
                return measurement.id
        raise UnknownTerm(code, what="LOINC code")

    @property
    def names_by_kind(self) -> tuple[Names, dict[str, str]]:
        """The names of findings, and folded name to id of measurements."""
        return self._known, self._measurement_names

    @property
    def names(self) -> dict[str, str]:
        """Folded label, synonym, narrower name, HPO id or HPO label to finding id."""
        return self._known.meaning

    @property
    def narrower_names(self) -> frozenset[str]:
        """Those of `names` that say more than their finding: absent, they deny nothing."""
        return self._known.narrower

    @property
    def related_names(self) -> dict[str, tuple[str, ...]]:
        """Folded names that only suggest findings, to the ids of these."""
        return self._known.related


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
    terms = read_records(path := folder / "hpo.yaml", read(path), HpoTerm, faults)
    findings: list[Finding] = []
    for path in sorted((folder / "findings").glob("*.yaml")):
        findings += read_records(path, read(path), Finding, faults)
    if faults:
        raise KnowledgeError(faults)
    return Vocabulary(findings, measurements, topics, panels, terms=terms)
