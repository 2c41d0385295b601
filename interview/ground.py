"""What the worth of a question stands on: what is known, and what may come to be by the answers alone."""

from collections.abc import Set

from ..engine.evaluate import Judged
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import EVEN_ODDS
from .kinds import kinds
from .missing import Ground


def ground_of(base: KnowledgeBase, open_: Open, judged: Judged, closed: Set[str]) -> Ground:
    """The ground of a case of which so much is open, and that was judged so; `closed` are all other findings."""
    related, asked, facts = kinds(base.vocabulary), set(open_.findings), judged.facts
    broader = {f for f in closed & related.narrower.keys() if not asked.isdisjoint(related.narrower[f])}
    narrower = {f for f in closed & related.broader.keys() if not asked.isdisjoint(related.broader[f])}
    scores = judged.outcome.scores
    best = max(max(scores.values(), default=0), EVEN_ODDS)
    return Ground(
        present=facts.present,
        absent=facts.absent,
        may_present=facts.present | ((asked | broader) - facts.absent),
        may_absent=facts.absent | ((asked | narrower) - facts.present),
        readings=open_.readings,
        open_measurements=set(open_.measurements),
        bands=facts.bands,
        behind={h: best - s for h, s in scores.items()},
    )
