"""What may be asked of this person now: of the open findings those that can be said, and the gates before them."""

from functools import cached_property

from ..facts.finding import Finding, State
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from .candidates import Candidate, gated, singles
from .gates import Gate, gates
from .headings import Group
from .opposites import already_said, opposed
from .progress import Progress
from .question_value import Worth
from .unasked import unasked
from .urgency import NAMED_TOPICS


class Sayable:
    """What of a case's open findings may be asked. Made once a question."""

    def __init__(self, base: KnowledgeBase, open_: Open, progress: Progress):
        self.base, self.vocabulary, self.open, self.progress = base, base.vocabulary, open_, progress

    @cached_property
    def ever(self) -> list[Finding]:
        """What a lay person may be asked, sooner or later; nothing narrower than what they were not sure of."""
        case = self.open.case
        doubted = {*case.unknown, *unasked(self.base, case.duration_days is not None)}
        findings, narrower = self.vocabulary.findings, self.vocabulary.narrower
        left_out = {n for f in doubted if f in findings for n in narrower(f)}
        present = [f for f, state in self.open.states.items() if state is State.PRESENT]
        left_out |= opposed(present) | already_said(present)
        return [f for f in self.open.askable(opened=False) if f.id not in left_out]

    @cached_property
    def now(self) -> list[Finding]:
        """What of it waits for no other answer."""
        return [f for f in self.ever if not f.ask_if or self.open.is_opened(f)]

    @cached_property
    def singly(self) -> list[Finding]:
        """What is asked one by one: all that a lay person can say but what is told in free words."""
        return [f for f in self.now if f.topic not in NAMED_TOPICS]

    def of_group(self, group: Group, worth: Worth) -> list[Candidate]:
        """What of a group could be asked, one by one or behind gates, if it is worth anything."""
        mine = [f for f in self.singly if f.topic in group.topics]
        alone = singles(mine, worth.of, worth.likely, self.vocabulary)
        closed = (g for g in self.closed_gates(worth) if g.group == group.id)
        behind = gated(closed, {f.id for f in self.singly}, worth.of, worth.likely, self.vocabulary)
        return [c for c in (*alone, *behind) if c.worth > 0]

    def closed_gates(self, worth: Worth) -> list[Gate]:
        """The gates before findings of which none is known to be so."""
        present, opened = worth.ground.present, self.progress.opened
        return [g for g in gates(self.vocabulary) if g.id not in opened and present.isdisjoint(g.covers)]
