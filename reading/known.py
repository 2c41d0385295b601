"""All that reading needs, compiled from tables, vocabulary and what was learned of wordings."""

import re
from functools import cached_property, lru_cache

from ..facts.finding import FindingKind
from ..facts.vocabulary import Vocabulary
from .automata import automata
from .composing import Composer
from .learned import Learned, load_learned
from .slips import Slips
from .tables import load_tables
from .tokens import WORD, Token

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
        found = automata(vocabulary)
        self.dangers = found.dangers
        self.composer = Composer(
            tables, found, lambda f: f in findings, vocabulary.broader, self.dangers,
            self.complaint, self.tested,
        )  # fmt: skip
        self._tables, self._learned = tables, learned
        self._lexicon = found.lexicon
        self.everyday = frozenset(tables.words.everyday)

    @cached_property
    def learned(self) -> Learned:
        """What was learned of wordings; a name alone needs none of it."""
        return self._learned or load_learned()

    def heard_of(self, word: str) -> bool:
        """Whether it is a word of a table, a name or a wording."""
        return word in self._lexicon or word in self.learned.words

    @cached_property
    def slips(self) -> Slips:
        """What mends slips of the pen."""
        sites = self._tables.parts["site"].values()
        places = {w for ways in sites for way in ways for w in way.split() if w.isalpha()}
        return Slips(self._lexicon, places | set(self._tables.danger.words), self.learned.words)

    def strange(self, token: Token) -> bool:
        """Whether a word is of no table, no name and no wording, and no slip of one."""
        return token.kind == WORD and not self.heard_of(token.norm) and not self.slips.mends(token)

    def complaint(self, finding: str) -> bool:
        """Whether a finding is something that people complain of."""
        return self.vocabulary.findings[finding].topic in _COMPLAINTS

    def tested(self, finding: str) -> bool:
        """Whether somebody must have looked or measured to know of a finding."""
        found = self.vocabulary.findings[finding]
        return found.kind in (FindingKind.RESULT, FindingKind.CONDITION) or found.topic == "examination"

    def related(self, one: str, other: str) -> bool:
        """Whether one finding is the other, broader or narrower."""
        return one in self.vocabulary.broader(other) or other in self.vocabulary.broader(one)


@lru_cache(maxsize=2)
def known(vocabulary: Vocabulary) -> Known:
    """What reading needs for a vocabulary, made once."""
    return Known(vocabulary)
