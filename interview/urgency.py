"""What is asked to see how urgent it is: what brings an emergency nearest, then every danger sign."""

from collections.abc import Sequence
from functools import cached_property

from ..facts.finding import Finding
from .candidates import MOST_OPTIONS, Candidate, chosen
from .dangers import danger_candidates, filling, looming_candidates, with_signs
from .gates import Gate
from .headings import BACKGROUND, EXAMINATION
from .looming import Looming
from .progress import Progress
from .question_value import Worth

# In so many questions what would be an emergency comes first, and in so many more every danger sign.
EARLY, DANGERS = 5, 6
# So many lists of what would be an emergency leave one for the danger signs that are still to be asked for.
MOST_LOOMING_LISTS = 3
NAMED_TOPICS = (*BACKGROUND, *EXAMINATION)


class Urgency:
    """The lists of one question. `sayable` is what may still be asked, `closed` the gates that were not opened."""

    def __init__(self, worth: Worth, sayable: Sequence[Finding], closed: Sequence[Gate], progress: Progress):
        self.worth, self.vocabulary = worth, worth.base.vocabulary
        self.sayable, self.closed, self.progress = sayable, closed, progress

    @cached_property
    def looming(self) -> Looming:
        """How near each answer would bring an emergency."""
        return Looming(self.worth)

    @property
    def early(self) -> int:
        """In how many questions, the next with them, an emergency is still looked for before all else."""
        return EARLY - len(self.progress.asked)

    def first(self) -> list[Candidate]:
        """One list of what brings an emergency nearest, as long as there is time."""
        lists = min(self.early, MOST_LOOMING_LISTS - self.progress.count("danger"))
        return with_signs(self._loomings(), self._signs, lists * MOST_OPTIONS, self.vocabulary) if lists > 0 else []

    def soon(self) -> list[Candidate]:
        """One list of danger signs among the first questions."""
        return self.later() if len(self.progress.asked) < DANGERS else []

    def later(self) -> list[Candidate]:
        """One list of danger signs."""
        return chosen(self._dangers, self.vocabulary, dilutes=0)

    def beside(self) -> list[Candidate]:
        """What may stand on a list of something else where there is room."""
        return self._loomings() if self.early > 0 else self._dangers

    def _loomings(self) -> list[Candidate]:
        denied = self.worth.ground.absent
        narrower = self.vocabulary.narrower
        # Whose legs are not weak is not asked whether arms or legs are.
        asked = [f for f in self.sayable if f.topic not in NAMED_TOPICS and denied.isdisjoint(narrower(f.id))]
        closed = self.closed if self.early > 1 else ()
        return looming_candidates(asked, closed, self.looming, self.vocabulary)

    @cached_property
    def _dangers(self) -> list[Candidate]:
        """The danger signs, and what else could need a doctor at once with what is known, to fill the last list."""
        signs = self._signs
        others = [f for f in self.sayable if not f.danger and f.topic not in NAMED_TOPICS]
        return [*signs, *filling(signs, others, self.worth, self.vocabulary, MOST_OPTIONS)] if signs else []

    @cached_property
    def _signs(self) -> list[Candidate]:
        """The danger signs that were not asked for, behind their gates."""
        signs = [f for f in self.sayable if f.danger]
        known = [f.id for f in self.sayable if f.topic not in NAMED_TOPICS or f.danger]
        return danger_candidates(signs, known, self.closed, self.worth, self.vocabulary)
