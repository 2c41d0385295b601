"""What one record of the knowledge base says of another: references that must resolve, chains that must end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from ..facts.errors import InputError
from ..facts.measurement import Measurement
from ..facts.terms import fold, nearest
from .condition import Absent, Compare, Condition, InBand, Leads, NotKnown, NotMeasured, about, leaves
from .knowledge_base import KnowledgeBase
from .rule import AdviceRule, DeriveRule, EvidenceRule, ReferralRule, Rule
from .script import Script
from .settle import wrong_way

_TOO_EARLY = {
    InBand: "a hypothesis's band may be asked for only by referral and advice rules",
    Leads: "whether a hypothesis leads may be asked for only by referral rules",
}


def check(base: KnowledgeBase) -> list[str]:
    """Every reference to nothing, every circle of derivations, as `file:line: rule …: what`."""
    return sorted([*_references(base), *_circles(base), *_wrong_way(base)])


def _wrong_way(base: KnowledgeBase) -> Iterator[str]:
    for name, fault in wrong_way(base.evidence):
        yield f"{base.origins[name]}: rule {name}: {fault}"


def _circles(base: KnowledgeBase) -> Iterator[str]:
    for rule in base.derive:
        if rule.id not in base.derivation_levels:
            yield f"{base.origins[rule.id]}: rule {rule.id}: derives {rule.then!r} in a circle, from itself"


def _references(base: KnowledgeBase) -> Iterator[str]:
    evidence = {r.id: r for r in base.evidence}
    for rule in base.written.values():
        where = f"{base.origins[rule.id]}: rule {rule.id}"
        others = _other_rules(rule, evidence) if isinstance(rule, EvidenceRule) else ()
        standing = _standing(rule)
        for fault in (*_in_condition(rule.when, base, standing), *_in_conclusion(rule, base), *others):
            yield f"{where}: {fault}"
        cited = list(rule.sources)
        if isinstance(rule, EvidenceRule) and rule.contested:
            cited += [*rule.contested.claim.sources, *rule.contested.against.sources]
        yield from (f"{where}: {f}" for f in _sources(cited, base))
    for hypothesis in base.hypotheses.values():
        where = f"{base.origins[hypothesis.id]}: hypothesis {hypothesis.id}"
        yield from (f"{where}: {f}" for f in _sources([*hypothesis.sources, *hypothesis.prior.sources], base))
        for name in hypothesis.known_by:
            if base.vocabulary.named(name) is None:
                yield f"{where}: {_unknown('finding', name, base.vocabulary.findings)}"
        for separation in hypothesis.separates:
            if separation.from_ not in base.hypotheses:
                yield f"{where}: {_unknown('hypothesis', separation.from_, base.hypotheses)}"
    yield from _contents(base)
    for measurement in base.vocabulary.measurements.values():
        yield from (f"measurement {measurement.id}: {f}" for f in _sources(measurement.sources, base))
    for name, script in base.expected.items():
        yield from _in_script(name, script, base)
    for name, limits in base.limits.items():
        if name not in base.vocabulary.measurements:
            yield f"limits: {_unknown('measurement', name, base.vocabulary.measurements)}"
        for limit, record in limits.items():
            yield from (f"limit {limit} of {name}: {f}" for f in _sources(record.sources, base))


def _in_script(name: str, script: Script, base: KnowledgeBase) -> Iterator[str]:
    """What a script says of hypotheses, findings and sources that do not exist."""
    where = f"script of {name}"
    if name not in base.hypotheses:
        yield f"{where}: {_unknown('hypothesis', name, base.hypotheses)}"
    for finding in script.expected.keys() - base.vocabulary.findings.keys():
        yield f"{where}: {_unknown('finding', finding, base.vocabulary.findings)}"
    yield from (f"{where}: {f}" for f in _sources(sorted(script.cited), base))


def _contents(base: KnowledgeBase) -> Iterator[str]:
    """What contents are unfit for and rest on, and what items hold that is no content."""
    for name, content in base.contents.items():
        for fault in (*_in_condition(content.unfit_for, base), *_sources(content.sources, base)):
            yield f"content {name}: {fault}"
    for text, held in base.holds.items():
        for name in sorted(held - base.contents.keys()):
            yield f"{text!r} holds {_unknown('content', name, base.contents)}"


def _other_rules(rule: EvidenceRule, evidence: Mapping[str, EvidenceRule]) -> Iterator[str]:
    """The rules that it subsumes or adds to are evidence, and none subsumes it in turn."""
    for name in (*rule.subsumes, *rule.adds_to):
        if name not in evidence:
            yield _unknown("rule", name, evidence)
    for name in rule.subsumes:
        if name in evidence and rule.id in evidence[name].subsumes:
            yield f"it and {name!r} subsume each other"


def _standing(rule: Rule) -> tuple[type[InBand | Leads], ...]:
    """How a rule may ask a hypothesis to stand: those that fire before the scores are known not at all."""
    if isinstance(rule, ReferralRule):
        return InBand, Leads
    return (InBand,) if isinstance(rule, AdviceRule) else ()


def _in_condition(
    condition: Condition, base: KnowledgeBase, standing: tuple[type[InBand | Leads], ...] = ()
) -> Iterator[str]:
    """What a condition asks for and there is not, or may not; `standing` is what it may ask of hypotheses."""
    vocabulary = base.vocabulary
    for leaf in leaves(condition):
        match leaf:
            case str() | Absent() | NotKnown():
                if about(leaf) not in vocabulary.findings:
                    yield _unknown("finding", about(leaf), vocabulary.findings)
            case Compare() | NotMeasured():
                if about(leaf) not in vocabulary.measurements:
                    yield _unknown("measurement", about(leaf), vocabulary.measurements)
                elif isinstance(leaf, Compare) and leaf.unit:
                    yield from _unit(leaf.unit, vocabulary.measurements[leaf.measurement])
            case InBand() | Leads():
                if not isinstance(leaf, standing):
                    yield _TOO_EARLY[type(leaf)]
                if about(leaf) not in base.hypotheses:
                    yield _unknown("hypothesis", about(leaf), base.hypotheses)
            case _:
                assert_never(leaf)


def _unit(unit: str, measurement: Measurement) -> Iterator[str]:
    try:
        measurement.factor(unit)
    except InputError as error:
        yield str(error)


def _in_conclusion(rule: Rule, base: KnowledgeBase) -> Iterator[str]:
    if isinstance(rule, DeriveRule) and rule.then not in base.vocabulary.findings:
        yield _unknown("finding", rule.then, base.vocabulary.findings)
    named: Sequence[str] = ()
    if isinstance(rule, EvidenceRule):
        named = (*rule.raises, *rule.lowers)
    elif isinstance(rule, AdviceRule) and rule.hypothesis:
        named = (rule.hypothesis,)
    yield from (_unknown("hypothesis", h, base.hypotheses) for h in named if h not in base.hypotheses)


def _sources(cited: Sequence[str], base: KnowledgeBase) -> Iterator[str]:
    yield from (_unknown("source", s, base.sources) for s in cited if s not in base.sources)


def _unknown(what: str, name: str, known: Mapping[str, object]) -> str:
    close = nearest(name, {fold(k): k for k in known})
    hint = f". Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""
    return f"unknown {what} {name!r}{hint}"
