"""Explanations on a terminal, for `soleus explain` and for the interview's own words ("why not iron")."""

import re

from rich.console import Console

from ..engine.consult import consult
from ..explain.ask import explain
from ..explain.read_changes import split_words
from ..facts.case import Case
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.write import document
from .document import print_document


def show(console: Console, words: list[str], case: Case, base: KnowledgeBase, plain: bool = False) -> None:
    """Answer words such as ["why", "not", "iron"] about a case. Raises InputError if they mean nothing."""
    kind, arguments = understood(words)
    print_document(console, document(explain(base, consult(case, base), kind, arguments), base), plain)


def understood(words: list[str]) -> tuple[str, list[str]]:
    """The kind of explanation and its arguments that spoken words mean."""
    spoken = " ".join(words).strip().removeprefix("explain ").strip()
    for kind, opening in (("why-not", r"why[ -]not\b"), ("what-if", r"what[ -]if\b"), ("compare", r"compare\b")):
        if match := re.match(opening, spoken, re.IGNORECASE):
            rest = spoken[match.end() :].strip()
            if kind == "what-if":
                return kind, split_words(rest)
            if kind == "compare":
                parts = re.split(r"\s*(?:,|\band\b|\bwith\b)\s*", rest)
                return kind, [w for w in (parts if len(parts) > 1 else rest.split()) if w]
            return kind, [rest] if rest else []
    kind, _, rest = spoken.partition(" ")
    return kind.lower(), [rest.strip()] if rest.strip() else []
