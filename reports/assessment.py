"""A consultation as Markdown."""

from ..engine.consultation import Consultation
from ..rules.knowledge_base import KnowledgeBase
from ..wording.assessment import everything
from ..wording.telling import telling
from .markdown import markdown


def assessment_markdown(consultation: Consultation, base: KnowledgeBase, trace: bool = False) -> str:
    """All that is told of a consultation; with `trace`, also the rules that fired and counted nothing."""
    return markdown(everything(telling(consultation, base), base, overlapped=trace))
