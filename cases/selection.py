"""Which cases are meant: those of a cause, with a finding, without one, of a batch."""

from collections.abc import Iterator

from ..facts.finding import Id, Record, State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.script import ScriptRule
from .catalogue import Entry, catalogue, stated_by_id
from .library import cause


class Selection(Record):
    """The cases that are meant; what is not given does not matter.

    `cause` is a hypothesis, `finding` one that the case states, or that follows from it, `denied` one that is not so by
    it, `batch` when it was added.
    """

    cause: Id | None = None
    finding: Id | None = None
    denied: Id | None = None
    batch: str | None = None


def selected(wanted: Selection, base: KnowledgeBase) -> Iterator[Entry]:
    """The cases that are meant, by file."""
    stated = stated_by_id(base) if wanted.finding or wanted.denied else {}
    for entry in catalogue():
        said = stated.get(entry.case.id)
        if (
            wanted.cause in (None, cause(entry.case.truth, base))
            and wanted.batch in (None, entry.batch)
            and (wanted.finding is None or (said and wanted.finding in said.present))
            and (wanted.denied is None or (said and wanted.denied in said.absent))
        ):
            yield entry


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
