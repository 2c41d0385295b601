"""All that reading needs, compiled from tables, vocabulary and what was learned of wordings."""

import re
from collections.abc import Collection
from functools import cached_property, lru_cache

from ..facts.vocabulary import Vocabulary
from .composing import Composer
from .learned import Learned, load_learned
from .patterns import stems
from .slips import Slips
from .tables import load_tables
from .tokens import WORD, Token, tokenize

_COMPLAINTS = frozenset(
    re.split(
        " ",
        "pain weakness sensation heaviness_swelling walking cramps stiffness breathing_heart mind_eyes_speech "
        "restlessness bladder_bowel leg_skin joints_bones",
    )
)


class Known:
    """The tables and what was learned, for one vocabulary; other things `learned` serve to measure."""

    def __init__(self, vocabulary: Vocabulary, learned: Learned | None = None):
        self.vocabulary = vocabulary
        tables = load_tables()
        findings = vocabulary.findings
        self.dangers = frozenset(tables.danger.findings) | {f.id for f in findings.values() if f.danger}
        by_words = _by_words(vocabulary, stems(tables.words.skip) | {"and", "or"})
        self.composer = Composer(
            tables, by_words, lambda f: f in findings, vocabulary.broader, self.dangers,
            self.complaint,
        )  # fmt: skip
        self._tables, self._learned = tables, learned
        self._lexicon = self.composer.words | {w for key in by_words for w in key if len(key) == 1}

    @cached_property
    def learned(self) -> Learned:
        """What was learned of wordings; a name alone needs none of it."""
        return self._learned or load_learned()

    @cached_property
    def heard_of(self) -> Collection[str]:
        """Every word of a table, a name or a wording."""
        return self.learned.words | self._lexicon

    @cached_property
    def slips(self) -> Slips:
        """What mends slips of the pen."""
        sites = self._tables.parts["site"].values()
        places = {w for ways in sites for way in ways for w in way.split() if w.isalpha()}
        return Slips(self._lexicon, places | set(self._tables.danger.words), self.learned.words)

    def strange(self, token: Token) -> bool:
        """Whether a word is of no table, no name and no wording, and no slip of one."""
        return token.kind == WORD and token.norm not in self.heard_of and not self.slips.mends(token)

    def complaint(self, finding: str) -> bool:
        """Whether a finding is something that people complain of."""
        return self.vocabulary.findings[finding].topic in _COMPLAINTS

    def related(self, one: str, other: str) -> bool:
        """Whether one finding is the other, broader or narrower."""
        return one in self.vocabulary.broader(other) or other in self.vocabulary.broader(one)


def _by_words(vocabulary: Vocabulary, empty: frozenset[str]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for finding in vocabulary.findings.values():
        for name in (finding.id.replace("_", " "), finding.label, *finding.synonyms, *finding.narrower):
            tokens = tokenize(name)
            key = tuple(t.stem for t in tokens if t.norm == "," or (t.kind == WORD and t.stem not in empty))
            if key and all(t.norm not in (".", "?", "!") for t in tokens):
                found.setdefault(key, finding.id)
    return found


@lru_cache(maxsize=2)
def known(vocabulary: Vocabulary) -> Known:
    """What reading needs for a vocabulary, made once."""
    return Known(vocabulary)
