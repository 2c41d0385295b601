"""The knowledge base: every hypothesis, rule and source, loaded from YAML and linked to the vocabulary."""

import hashlib
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..facts.errors import CaseFileError, KnowledgeError, UnknownTerm
from ..facts.reader import line_of, read_text, read_yaml
from ..facts.records import describe
from ..facts.terms import fold, nearest
from ..facts.vocabulary import FOLDER as VOCABULARY
from ..facts.vocabulary import Vocabulary, load_vocabulary
from . import links
from .rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Rule, RuleFile, Source
from .snapshot import Snapshot, digest, store, stored
from .turns import turns

FOLDER = Path(__file__).parent
SECTIONS = ("derive", "evidence", "referral", "advice")


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Everything Soleus believes. Rules stand in the order of their ids, whatever file holds them.

    `origins` maps each rule, hypothesis and source id to the `file:line` it was read from.
    """

    vocabulary: Vocabulary
    version: str
    hypotheses: dict[str, Hypothesis] = field(default_factory=dict)
    derive: tuple[DeriveRule, ...] = ()
    evidence: tuple[EvidenceRule, ...] = ()
    referral: tuple[ReferralRule, ...] = ()
    advice: tuple[AdviceRule, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by id."""
        return {r.id: r for r in (*self.derive, *self.evidence, *self.referral, *self.advice)}

    @cached_property
    def derivation_levels(self) -> dict[str, int]:
        """The round in which each derive rule may fire: 0 on answers alone, then one more a link."""
        return links.derivation_levels(self.derive, self.vocabulary)

    def hypothesis(self, term: str) -> str:
        """The id that a hypothesis's id, label or synonym means. Raises UnknownTerm with the nearest."""
        if term in self.hypotheses:
            return term
        names = {fold(n): h.id for h in self.hypotheses.values() for n in (h.id, h.label, *h.synonyms)}
        if (found := names.get(fold(term))) is not None:
            return found
        raise UnknownTerm(term, nearest(term, names), what="hypothesis")


@cache
def load_knowledge(folder: Path = FOLDER) -> KnowledgeBase:
    """The knowledge base in `folder`, from its snapshot if it has not changed since.

    Raises KnowledgeError with every fault, each with file and line.
    """
    key = digest([*folder.glob("*/*.yaml"), *folder.glob("*.*"), *VOCABULARY.rglob("*.yaml"), *VOCABULARY.glob("*.py")])
    if (snapshot := stored(key)) is not None:
        return _from_snapshot(snapshot)
    base = read_knowledge(folder)
    store(key, _snapshot(base))
    return base


def read_knowledge(folder: Path = FOLDER) -> KnowledgeBase:
    """The knowledge base that the YAML in `folder` says. Raises KnowledgeError with every fault."""
    vocabulary = load_vocabulary()
    faults: list[str] = []
    files, content = [], hashlib.sha256()
    for path in sorted(VOCABULARY.rglob("*.yaml")):
        content.update(path.read_bytes())
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            text = read_text(path)
            data = read_yaml(text, str(path)) or {}
            content.update(text.encode())
            files.append((path, data, RuleFile.model_validate(data)))
        except CaseFileError as error:
            faults.append(str(error))
        except ValidationError as error:
            faults += describe(error, path, data)
    base = _assemble(files, vocabulary, _version(folder, content.hexdigest()), faults)
    faults += links.check(base)
    if faults:
        raise KnowledgeError(faults)
    return replace(base, vocabulary=vocabulary.turning(turns(base)))


def _snapshot(base: KnowledgeBase) -> Snapshot:
    vocabulary = base.vocabulary
    return Snapshot(
        findings=tuple(vocabulary.findings.values()),
        measurements=tuple(vocabulary.measurements.values()),
        topics=tuple(vocabulary.topics.values()),
        panels=tuple(vocabulary.panels.values()),
        names=vocabulary.names_by_kind,
        turns=dict(vocabulary.turns),
        **{f.name: getattr(base, f.name) for f in fields(base) if f.name != "vocabulary"},
    )


def _from_snapshot(kept: Snapshot) -> KnowledgeBase:
    vocabulary = Vocabulary(kept.findings, kept.measurements, kept.topics, kept.panels, kept.names, kept.turns)
    parts = {f.name: getattr(kept, f.name) for f in fields(KnowledgeBase) if f.name != "vocabulary"}
    return KnowledgeBase(vocabulary=vocabulary, **parts)


def _version(folder: Path, digest: str) -> str:
    path = folder / "version.yaml"
    return f"{read_yaml(read_text(path), str(path))['version']}+{digest[:8]}"


def _assemble(
    files: list[tuple[Path, Any, RuleFile]], vocabulary: Vocabulary, version: str, faults: list[str]
) -> KnowledgeBase:
    parts: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    hypotheses: dict[str, Hypothesis] = {}
    sources: dict[str, Source] = {}
    origins: dict[str, str] = {}
    for path, data, file in files:
        if file.hypothesis:
            where = f"{path}:{line_of(data, ('hypothesis',))}"
            if file.hypothesis.id in hypotheses:
                faults.append(f"{where}: hypothesis {file.hypothesis.id!r} is defined twice")
            hypotheses[file.hypothesis.id] = file.hypothesis
            origins[file.hypothesis.id] = where
        for section in SECTIONS:
            for index, rule in enumerate(getattr(file, section)):
                where = f"{path}:{line_of(data, (section, index))}"
                if rule.id in origins:
                    faults.append(f"{where}: rule {rule.id!r} is already defined at {origins[rule.id]}")
                    continue
                origins[rule.id] = where
                parts[section].append(rule)
        for name, source in file.sources.items():
            where = f"{path}:{line_of(data, ('sources', name))}"
            if sources.setdefault(name, source) != source:
                faults.append(f"{where}: source {name!r} differs from the one at {origins[name]}")
            origins.setdefault(name, where)
    return KnowledgeBase(
        vocabulary=vocabulary,
        version=version,
        hypotheses=dict(sorted(hypotheses.items())),
        sources=dict(sorted(sources.items())),
        origins=origins,
        **{section: tuple(sorted(rules, key=lambda r: r.id)) for section, rules in parts.items()},
    )
