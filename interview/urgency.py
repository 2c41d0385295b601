"""What is asked to see how urgent it is: what brings an emergency nearest, then every danger sign."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from ..facts.finding import Finding
from .candidates import MOST_OPTIONS, Candidate, chosen
from .dangers import danger_candidates, filling, looming_candidates, with_signs
from .gates import Gate
from .kinds import kinds
from .looming import Looming
from .progress import Progress
from .question_value import Worth

# In so many questions what would be an emergency comes first, and in so many more every danger sign.
EARLY, DANGERS = 5, 6
# So many lists of what would be an emergency leave one for the danger signs that are still to be asked for.
MOST_LOOMING_LISTS = 3


class Urgency:
    """The lists of one question. `sayable` is what may still be asked, `closed` the gates that were not opened."""

    def __init__(self, worth: Worth, sayable: Mapping[str, Finding], closed: Sequence[Gate], progress: Progress):
        self.worth, self.vocabulary = worth, worth.base.vocabulary
        self.kinds = kinds(self.vocabulary)
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
        broader = self.vocabulary.broader
        # Whose legs are not weak is not asked whether arms or legs are.
        denied = self.kinds.named.union(*map(broader, self.worth.ground.absent))
        asked = [f for name, f in self.sayable.items() if name not in denied]
        closed = self.closed if self.early > 1 else ()
        return looming_candidates(asked, closed, self.looming, self.vocabulary)

    @cached_property
    def _dangers(self) -> list[Candidate]:
        """The danger signs, and what else could need a doctor at once with what is known, to fill the last list."""
        signs, named = self._signs, self.kinds.named
        if not signs:
            return []
        others = [f for name, f in self.sayable.items() if name not in named and not f.danger]
        return [*signs, *filling(signs, others, self.worth, self.vocabulary, MOST_OPTIONS)]

    @cached_property
    def _signs(self) -> list[Candidate]:
        """The danger signs that were not asked for, behind their gates."""
        signs = [f for f in self.kinds.dangers if f.id in self.sayable]
        known = self.sayable.keys() - self.kinds.named_only
        return danger_candidates(signs, known, self.closed, self.worth, self.vocabulary)
