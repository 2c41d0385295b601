"""The broad complaints of the legs, for someone who chooses from a list."""

from collections.abc import Mapping
from functools import lru_cache

from ..facts.finding import Finding, FindingKind, State, those
from ..rules.knowledge_base import KnowledgeBase


@lru_cache(maxsize=8)
def complaints(base: KnowledgeBase) -> list[Finding]:
    """The broad findings of the complaint topics: the commonest of each topic first, then the rest, commonest first."""
    topics, findings = complaint_topics(base), base.vocabulary.findings
    broad = [
        f
        for f in findings.values()
        if f.topic in topics
        and not (f.examined or f.danger or f.recorded_only or f.ask_if)
        and not any(findings[b].topic in topics for b in f.implies)
    ]
    commonest = sorted(broad, key=lambda f: (-f.base_rate, f.id))
    first = [next(f for f in commonest if f.topic == topic) for topic in topics if any(f.topic == topic for f in broad)]
    return [*first, *(f for f in commonest if f not in first)]


def complaint_topics(base: KnowledgeBase) -> list[str]:
    """The topics that a complaint of the legs is of, in order."""
    return [t.id for t in sorted(base.vocabulary.topics.values(), key=lambda t: t.order) if t.stage == "complaint"]


def complained(base: KnowledgeBase, states: Mapping[str, State]) -> bool:
    """Whether a complaint is known: how it goes on alone is none."""
    findings, topics = base.vocabulary.findings, base.vocabulary.topics
    present = (findings[f] for f in those(states, State.PRESENT))
    return any(
        topics[f.topic].stage == "complaint"
        or (f.kind is FindingKind.SYMPTOM and f.topic not in ("onset", "modifiers"))
        for f in present
    )
