"""Quality control of advice: no caution waits for a ranking, and no content is idle."""

from collections.abc import Iterator

from ..facts.finding import FindingKind
from .branches import branches
from .condition import hypothesis_of
from .knowledge_base import KnowledgeBase

OF_THE_PERSON = (FindingKind.CONDITION, FindingKind.MEDICINE)
BEARING = "pregnancy"


def caution_by_rank(base: KnowledgeBase) -> Iterator[str]:
    """A caution for an illness, a medicine or pregnancy is given whatever the ranking: its danger does not wait."""
    for rule in base.advice:
        if rule.cautions:
            for branch in branches(rule.when):
                persons = sorted(leaf for leaf in branch if isinstance(leaf, str) and _of_the_person(leaf, base))
                if persons and any(map(hypothesis_of, branch)):
                    where = f"{base.origins[rule.id]}: rule {rule.id}"
                    yield f"{where}: cautions with {', '.join(persons)}, but only when a hypothesis is in a band"
                    break


def idle_content(base: KnowledgeBase) -> Iterator[str]:
    """A content that no food, habit or test holds keeps nothing from anyone."""
    held = {name for contents in base.holds.values() for name in contents}
    yield from (f"content {name}: nothing holds it" for name in sorted(base.contents.keys() - held))


def _of_the_person(finding: str, base: KnowledgeBase) -> bool:
    kind = base.vocabulary.findings[finding].kind
    return kind in OF_THE_PERSON or BEARING in base.vocabulary.broader(finding)
