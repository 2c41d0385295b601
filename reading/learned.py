"""What was learned of all wordings: of which findings a clause speaks, and whether they are said, denied or neither.

`reading/learning.py` writes it; the file ships, so that nobody's first run waits for it.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from pathlib import Path
from zipfile import ZipFile

from .features import letters, manner, matter
from .linear import Linear, pack

LEARNED = Path(__file__).parent / "learned.zip"
_SPEAKS = 0.45  # weight: a word or, on the mean, its runs of letters with more speak for a finding
KINDS = ("says", "denies", "not_to_be_taken")


@dataclass(frozen=True)
class Learned:
    """The matter and manner of clauses, every word of the wordings they were learned from, and a digest of these."""

    matter: Linear
    manner: Linear
    words: frozenset[str]
    sources: str = ""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Each finding's place among the scores."""
        return {finding: at for at, finding in enumerate(self.matter.labels)}

    def topics(self, words: Sequence[str], stems: Sequence[str]) -> list[float]:
        """How much a clause speaks of each finding, in their places; above 0 it most likely does."""
        return self.matter.scores(*matter(words, stems))

    def speaks(self, word: str, stem: str, finding: str) -> bool:
        """Whether a word by itself speaks for a finding."""
        label = self.places.get(finding)
        if label is None:
            return False
        return any(self.matter.weight_of(bag, label) > _SPEAKS * len(bag) for bag in ((stem,), letters(word)))

    def kinds(self, words: Sequence[str], triggers: Iterable[str], senses: Iterable[str]) -> dict[str, float]:
        """The shares of its being said, denied, or not to be taken; together 1."""
        scores = self.manner.scores(manner(words, triggers, senses))
        shares = [exp(score - max(scores)) for score in scores]
        return {kind: share / sum(shares) for kind, share in zip(self.manner.labels, shares, strict=True)}

    @classmethod
    def nothing(cls) -> "Learned":
        """Before anything is learned."""
        empty = Linear((), (), 1.0, {}, array("I"), array("H"), array("h"), array("f"))
        return cls(empty, empty, frozenset())

    def save(self, path: Path) -> None:
        """Write it to a file."""
        with ZipFile(path, "w") as archive:
            self.matter.save(archive, "matter")
            self.manner.save(archive, "manner")
            pack(archive, "words.txt", "\n".join(sorted(self.words)))
            pack(archive, "sources.txt", self.sources)


class NotHere(BaseException):
    """What was learned is not here: in a browser it comes last, and whoever needs it asks again.

    No handler of errors may make an answer of that, so it is no Exception.
    """


@cache
def load_learned(path: Path = LEARNED) -> Learned:
    """What ships. Raises NotHere."""
    if not path.is_file():
        raise NotHere(path)
    with ZipFile(path) as archive:
        words = frozenset(archive.read("words.txt").decode().split("\n"))
        sources = archive.read("sources.txt").decode()
        return Learned(Linear.load(archive, "matter"), Linear.load(archive, "manner"), words, sources)
