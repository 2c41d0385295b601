"""The trace as text: the story, then from the answers, through each rule, to each conclusion, with sources."""

from rich.console import Console

from ..engine.consultation import Consultation
from ..rules.knowledge import KnowledgeBase
from ..wording.trace import trace
from .explanations import print_blocks


def show_trace(console: Console, consultation: Consultation, base: KnowledgeBase) -> None:
    """The story, every fact, every derivation, each hypothesis's sum, each referral reason, and the sources."""
    console.print()
    print_blocks(console, trace(base, consultation))
