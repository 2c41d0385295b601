"""The names of findings and measurements, and how far each may be taken: same, narrower or related."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .finding import Finding, Record
from .hpo import HpoTerm
from .terms import fold


class Names(Record):
    """Folded names: what each means, which say more than their finding, and which only touch one.

    A name in `narrower` asserts its finding when present and denies nothing when absent. A name in `related` asserts
    and denies nothing; it only suggests.
    """

    meaning: dict[str, str] = {}
    narrower: frozenset[str] = frozenset()
    related: dict[str, tuple[str, ...]] = {}


def names_of_findings(findings: Iterable[Finding], terms: Iterable[HpoTerm], faults: list[str]) -> Names:
    """The names of `findings` with the HPO `terms` that mean them; a name of two findings is a fault."""
    findings = list(findings)
    meaning = names_of(findings, faults)
    same = set(meaning)
    for finding in findings:
        _add(meaning, finding.narrower, finding.id, faults)
    ids = {finding.id for finding in findings}
    for term in terms:
        if term.finding not in ids:
            faults.append(f"{term.id}: refers to unknown finding {term.finding!r}")
        spelled = (term.id, *term.alternatives, term.label, *term.labels)
        if not term.narrower:
            same |= {fold(name) for name in spelled} - meaning.keys()
        _add(meaning, spelled, term.finding, faults)
    for finding in findings:
        if finding.hpo:
            same.add(fold(finding.hpo))
            meaning.setdefault(fold(finding.hpo), finding.id)
    related = _related(findings, meaning, faults)
    return Names(meaning=meaning, narrower=frozenset(meaning.keys() - same), related=related)


def names_of(records: Iterable[Any], faults: list[str]) -> dict[str, str]:
    """Folded id, label and synonyms of each record, to its id."""
    records = list(records)
    names = {fold(record.id): record.id for record in records}
    for record in records:
        _add(names, (record.label, *record.synonyms), record.id, faults)
    return names


def _add(names: dict[str, str], new: Iterable[str], owner: str, faults: list[str]) -> None:
    for name in new:
        if (known := names.setdefault(fold(name), owner)) != owner:
            faults.append(f"{owner}: {name!r} already means {known!r}")


def _related(findings: list[Finding], meaning: dict[str, str], faults: list[str]) -> dict[str, tuple[str, ...]]:
    related: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        for name in finding.related:
            if (known := meaning.get(fold(name))) is not None:
                faults.append(f"{finding.id}: {name!r} is only related, and already means {known!r}")
            related[fold(name)].append(finding.id)
    return {name: tuple(ids) for name, ids in related.items()}
