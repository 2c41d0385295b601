"""What conditions hang on, through derivations."""

from collections.abc import Collection

from ...rules.condition import Condition, finding_of, leaves
from ...rules.knowledge_base import KnowledgeBase


def needed(base: KnowledgeBase, conditions: Collection[Condition]) -> tuple[set[str], list[Condition]]:
    """The findings that conditions ask about, through derivations, and the conditions of those derivations."""
    findings = {f for c in conditions for leaf in leaves(c) if (f := finding_of(leaf)) is not None}
    derive: dict[str, Condition] = {}
    while True:
        more = [
            r for r in base.derive if r.id not in derive and not findings.isdisjoint(base.vocabulary.broader(r.then))
        ]
        if not more:
            return findings, list(derive.values())
        for rule in more:
            derive[rule.id] = rule.when
            findings |= {f for leaf in leaves(rule.when) if (f := finding_of(leaf)) is not None}
