"""Which cases are meant: those of a cause, with a finding, without one, of a batch."""

from ..facts.finding import Id, Record, State
from ..rules.script import ScriptRule


class Selection(Record):
    """The cases that are meant; what is not given does not matter.

    `cause` is a hypothesis, `finding` one that the case states, or that follows from it, `denied` one that is not so by
    it, `batch` when it was added.
    """

    cause: Id | None = None
    finding: Id | None = None
    denied: Id | None = None
    batch: str | None = None


def counted_for(rule: ScriptRule, hypothesis: str | None = None) -> Selection | None:
    """The cases that a counted rule was counted from, or those of them with one hypothesis as their cause.

    Those are all cases of the hypothesis where none of them states the finding; None where there are none.
    """
    finding, state = rule.about
    seen = rule.weighed[hypothesis] if hypothesis else None
    if (seen.of if seen else rule.seen_in_all) == 0:
        return None
    if seen and not seen.seen:
        return Selection(cause=hypothesis)
    if state is State.ABSENT:
        return Selection(cause=hypothesis, denied=finding)
    return Selection(cause=hypothesis, finding=finding)
