"""Which cases of the library are asked for, by words for a cause and for findings."""

from ..cases.catalogue import catalogue
from ..cases.selection import Selection
from ..facts.errors import UnknownTerm
from ..reading.meant import finding_meant
from ..rules.knowledge_base import KnowledgeBase
from .ask import hypothesis_meant


def cases_asked(
    base: KnowledgeBase, cause: str | None, finding: str | None, denied: str | None, batch: str | None
) -> Selection:
    """The selection that these words mean; empty ones do not matter. Raises UnknownTerm with the nearest."""
    batches = sorted({entry.batch for entry in catalogue()})
    if batch and batch not in batches:
        raise UnknownTerm(batch, tuple(batches), what="batch")
    return Selection(
        cause=hypothesis_meant(base, cause) if cause else None,
        finding=finding_meant(finding, base.vocabulary) if finding else None,
        denied=finding_meant(denied, base.vocabulary) if denied else None,
        batch=batch or None,
    )
