"""How far an interview has come, besides what the answers say."""

from ..facts.finding import Record
from ..rules.rule import Level

LIMIT = 16
# How many questions are usual; what is left is told by it.
USUAL = 11


class Progress(Record):
    """What was asked, what it opened, and how far the person wants to go.

    `asked` are the ids of the questions answered so far, `opened` the gates that were said yes to, `pending` those of
    the newest answer. After `limit` questions there is an offer to stop. `heeded` is the level that was already acted
    on: only a higher one interrupts. `keen` is someone who asked for more though little was to be expected.
    """

    asked: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    limit: int = LIMIT
    heeded: Level | None = None
    keen: bool = False

    def count(self, name: str) -> int:
        """How many questions of a name were asked."""
        return sum(asked.split("-")[0] == name for asked in self.asked)

    def interrupted_by(self, level: Level) -> bool:
        """Whether a level has to be acted on before anything else is asked."""
        return level.rank >= Level.URGENT.rank and (self.heeded is None or level.rank > self.heeded.rank)

    @property
    def left(self) -> int | None:
        """About how many questions come after the next one, never more than were told before.

        None once the usual number is used up, and more turn out to be needed.
        """
        left = USUAL - 1 - len(self.asked)
        return left if left >= 0 else None
