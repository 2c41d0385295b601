"""What words come to: findings by what is said of them, and words that were not understood."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..facts.case import Understood
from ..facts.finding import State
from .said import Said


@dataclass(frozen=True)
class Entry:
    """Findings by what is said of them, and words that were not understood."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    asked: tuple[Said, ...] = ()
    unread: tuple[str, ...] = ()
    read: tuple[Understood, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that was read or is to be asked, each once."""
        return tuple(dict.fromkeys((*self.present, *self.absent, *self.unknown, *(s.finding for s in self.asked))))

    @property
    def certain(self) -> list[Said]:
        """What is understood for certain, with its words."""
        words = {u.finding: u.words for u in self.read}
        so = [Said(f, words=words.get(f, "")) for f in self.present]
        return so + [Said(f, State.ABSENT, words=words.get(f, "")) for f in self.absent]

    @property
    def unconfirmed(self) -> "Entry":
        """All of it as what is to be asked."""
        return Entry(asked=(*self.certain, *self.asked), unread=self.unread)


def joined(entries: Iterable[Entry]) -> Entry:
    """Entries in one, each finding once."""
    parts = list(entries)
    return Entry(
        present=tuple(dict.fromkeys(f for e in parts for f in e.present)),
        absent=tuple(dict.fromkeys(f for e in parts for f in e.absent)),
        unknown=tuple(dict.fromkeys(f for e in parts for f in e.unknown)),
        asked=tuple({(s.finding, s.state): s for e in reversed(parts) for s in reversed(e.asked)}.values())[::-1],
        unread=tuple(dict.fromkeys(w for e in parts for w in e.unread)),
        read=tuple(dict.fromkeys(u for e in parts for u in e.read)),
    )
