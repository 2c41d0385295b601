"""Any explanation in words."""

from ...explain.compare import Comparison
from ...explain.explanation import Explanation
from ...explain.how import How
from ...explain.learn import Script
from ...explain.stability import Stability
from ...explain.tipping import Tipping
from ...explain.what_if import WhatIf
from ...explain.why_not import WhyNot
from ...rules.knowledge_base import KnowledgeBase
from ..document import Document, Pen
from . import compare, how, learn, stability, tipping, what_if, why_not


def document(explanation: Explanation, base: KnowledgeBase) -> Document:
    """The document that says an explanation. Raises TypeError for one there are no words for."""
    pen = Pen(base, f"{explanation.purpose} Knowledge {explanation.knowledge}.")
    match explanation:
        case How():
            return how.write(pen, explanation)
        case WhyNot():
            return why_not.write(pen, explanation)
        case Comparison():
            return compare.write(pen, explanation)
        case WhatIf():
            return what_if.write(pen, explanation)
        case Tipping():
            return tipping.write(pen, explanation)
        case Stability():
            return stability.write(pen, explanation)
        case Script():
            return learn.write(pen, explanation)
    raise TypeError(type(explanation).__name__)
