"""All that reading needs, compiled from tables, vocabulary and wordings."""

import re
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from ..facts.vocabulary import Vocabulary
from .composing import Composer
from .evidence import Evidence
from .index import Wording
from .kept import digest, store, stored
from .parts import Part, find_parts
from .patterns import stems
from .slips import Slips
from .tables import files as table_files
from .tables import load_tables
from .tokens import SOFT, WORD, Token, tokenize
from .wordings import files as wording_files
from .wordings import load_spoken, names, rows

_COMPLAINTS = frozenset(
    re.split(
        " ",
        "pain weakness sensation heaviness_swelling walking cramps stiffness breathing_heart mind_eyes_speech "
        "restlessness bladder_bowel leg_skin joints_bones",
    )
)


def words_and_stems(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the index goes by: the words, and their stems with the parts that they name."""
    words = tuple(t.norm for t in tokens if t.kind == WORD)
    plain = tuple(t.stem for t in tokens if t.kind == WORD or (t.kind == SOFT and t.norm.isalpha()))
    return words, (*plain, *(f"@{p.sort[:2]}{p.value}" for p in parts))


class Known:
    """The tables and wordings for one vocabulary; `without` leaves out writers, to measure."""

    def __init__(self, vocabulary: Vocabulary, without: frozenset[str] = frozenset()):
        self.vocabulary = vocabulary
        tables = load_tables()
        findings = vocabulary.findings
        self.dangers = frozenset(tables.danger.findings) | {f.id for f in findings.values() if f.danger}
        by_words = _by_words(vocabulary, stems(tables.words.skip) | {"and", "or"})
        self.composer = Composer(
            tables, by_words, lambda f: f in findings, vocabulary.broader, self.dangers,
            lambda f: findings[f].topic in _COMPLAINTS,
        )  # fmt: skip
        self._without, self._tables = without, tables
        self._lexicon = self.composer.words | {w for key in by_words for w in key if len(key) == 1}

    @cached_property
    def heard_of(self) -> Collection[str]:
        """Every word of a table, a name or a wording."""
        return self.evidence.index.words | self._lexicon

    @cached_property
    def slips(self) -> Slips:
        """What mends slips of the pen."""
        sites = self._tables.parts["site"].values()
        places = {w for ways in sites for way in ways for w in way.split() if w.isalpha()}
        return Slips(self._lexicon, places | set(self._tables.danger.words), self.evidence.index.words)

    def strange(self, token: Token) -> bool:
        """Whether a word is of no table, no name and no wording, and no slip of one."""
        return token.kind == WORD and token.norm not in self.heard_of and not self.slips.mends(token)

    @cached_property
    def evidence(self) -> Evidence:
        """The known wordings, read from where they are kept compiled; a name alone needs none of them."""
        without = self._without
        broader = {f: self.vocabulary.broader(f) for f in self.vocabulary.findings}
        if without:
            return Evidence.of(self._wordings(without), broader)
        key = digest(
            [*table_files(), *wording_files(), *Path(__file__).parent.glob("*.py")],
            (part for pair in names(self.vocabulary) for part in pair),
        )
        if (kept := stored(key)) is not None:
            return Evidence.load(kept, broader)
        evidence = Evidence.of(self._wordings(without), broader)
        store(key, evidence.dump())
        return evidence

    def _wordings(self, without: frozenset[str]) -> list[Wording]:
        out = [self.wording(name, (finding,), "name", "") for name, finding in names(self.vocabulary)]
        for phrase, findings, kind, writer in rows(load_spoken()):
            mine = tuple(f for f in findings if f in self.vocabulary.findings)
            if writer not in without and mine:
                out.append(self.wording(phrase, mine, kind, writer))
        return out

    def wording(self, phrase: str, findings: tuple[str, ...], kind: str, writer: str) -> Wording:
        """A phrase as the index keeps it."""
        tokens = tokenize(phrase)
        words, plain = words_and_stems(tokens, find_parts(tokens, self.composer.automaton))
        return Wording(words, plain, findings, kind, writer)


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
