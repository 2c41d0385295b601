"""Everything in the knowledge base, by kind and id."""

from collections.abc import Mapping
from typing import Any

from ..facts.errors import UnknownTerm
from ..facts.terms import fold, nearest
from ..rules.knowledge_base import KnowledgeBase


def shelves(base: KnowledgeBase) -> dict[str, Mapping[str, Any]]:
    """Everything in the knowledge base by kind and id."""
    return {
        "hypotheses": base.hypotheses,
        "rules": base.rules,
        "findings": base.vocabulary.findings,
        "sources": base.sources,
    }


def shelf(base: KnowledgeBase, kind: str, name: str) -> Any:
    """One thing in the knowledge base. Raises UnknownTerm with the nearest."""
    known = shelves(base)[kind]
    if name in known:
        return known[name]
    raise UnknownTerm(name, nearest(name, {fold(k): k for k in known}), what=kind.removesuffix("s"))
