"""What may be asked of this person now: of the open findings those that can be said, and the gates before them."""

from collections.abc import Mapping
from functools import cached_property

from ..facts.finding import Finding, State, those
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from .candidates import Candidate, gated, singles
from .gates import Gate, gates
from .headings import Group
from .kinds import kinds
from .opposites import already_said, opposed
from .progress import Progress
from .question_value import Worth
from .unasked import unasked


class Sayable:
    """What of a case's open findings may be asked, by id. Made once a question."""

    def __init__(self, base: KnowledgeBase, open_: Open, progress: Progress):
        self.base, self.vocabulary, self.open, self.progress = base, base.vocabulary, open_, progress
        self.kinds = kinds(base.vocabulary)
        self._present = {*those(open_.states, State.PRESENT)}

    @cached_property
    def ever(self) -> Mapping[str, Finding]:
        """What a lay person may be asked, sooner or later; nothing narrower than what they were not sure of."""
        case = self.open.case
        doubted = {*case.unknown, *unasked(self.base, case.duration_days is not None)}
        findings, narrower = self.vocabulary.findings, self.vocabulary.narrower
        left_out = {n for f in doubted if f in findings for n in narrower(f)}
        left_out |= opposed(self._present) | already_said(self._present)
        return self.open.worth_asking(left_out)

    @cached_property
    def now(self) -> Mapping[str, Finding]:
        """What of it waits for no other answer."""
        waits, present = self.kinds.waits, self._present
        waiting = {name for name, others in waits.items() if others.isdisjoint(present)}
        return {name: f for name, f in self.ever.items() if name not in waiting}

    @cached_property
    def singly(self) -> Mapping[str, Finding]:
        """What is asked one by one: all that a lay person can say but what is told in free words."""
        named = self.kinds.named
        return {name: f for name, f in self.now.items() if name not in named}

    def of_group(self, group: Group, worth: Worth) -> list[Candidate]:
        """What of a group could be asked, one by one or behind gates, if it is worth anything."""
        mine = [f for f in self.kinds.of(group.topics) if f.id in self.singly]
        alone = singles(mine, worth.of, worth.likely, self.vocabulary)
        closed = (g for g in self.closed_gates(worth) if g.group == group.id)
        behind = gated(closed, self.singly.keys(), worth.of, worth.likely, self.vocabulary)
        return [c for c in (*alone, *behind) if c.worth > 0]

    def closed_gates(self, worth: Worth) -> list[Gate]:
        """The gates before findings of which none is known to be so."""
        present, opened = worth.ground.present, self.progress.opened
        return [g for g in gates(self.vocabulary) if g.id not in opened and present.isdisjoint(g.covers)]
