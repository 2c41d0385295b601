"""What a term of the Human Phenotype Ontology in a record says: present it climbs up, excluded it goes down."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .gathering import NOT_KNOWN, Gathering
from .ontology import Ontology, load_ontology


@dataclass(frozen=True)
class Meaning:
    """Findings that a present term means, and those that it may mean; `broader` says that they say less than it."""

    findings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    broader: bool = False


class HpoReading:
    """Reads terms by their ids."""

    def __init__(self, vocabulary: Vocabulary, ontology: Ontology | None = None):
        self.vocabulary, self.ontology = vocabulary, ontology or load_ontology()

    def take(self, gathered: Gathering, where: str, words: str, code: str) -> tuple[str, ...]:
        """Take a term that is so into a record under way; the findings that it came to."""
        meaning = self.present(code)
        for finding in meaning.findings:
            gathered.finding(where, words, finding, State.PRESENT, meaning.broader)
        for finding in meaning.asked:
            gathered.ask(where, words, finding, "it may speak of another place or time")
        if not meaning.findings and not meaning.asked:
            gathered.leave(where, words, NOT_KNOWN)
        return meaning.findings

    def deny(self, gathered: Gathering, where: str, words: str, code: str) -> None:
        """Take a term that is not so into a record under way."""
        denied = self.excluded(code)
        for finding in denied:
            gathered.finding(where, words, finding, State.ABSENT)
        if not denied:
            known = self.present(code).findings
            gathered.leave(where, words, "denies only a part of what is known here" if known else NOT_KNOWN)

    def present(self, code: str) -> Meaning:
        """What a term means of someone who has it: its own finding, or those of the nearest terms above it."""
        code = self.ontology.now(code)
        if (finding := self.vocabulary.named(code)) is not None:
            if code in self.ontology.scope.asked:
                return Meaning(asked=(finding,))
            return Meaning((finding,), broader=self.vocabulary.same(code) is None)
        found = {f for f in self._above(code) if not self.vocabulary.findings[f].various}
        implied = {b for f in found for b in self.vocabulary.broader(f) - {f}}
        return Meaning(tuple(sorted(found - implied)), broader=True)

    def _above(self, code: str) -> set[str]:
        """The findings of the nearest terms above that have one and pass it on."""
        found: set[str] = set()
        left, seen = list(self.ontology.parents.get(code, ())), {code}
        while left:
            parent = left.pop()
            if parent in seen:
                continue
            seen.add(parent)
            if (finding := self.vocabulary.named(parent)) is None:
                left += self.ontology.parents.get(parent, ())
            elif self.ontology.passes_on(parent):
                found.add(finding)
        return found

    def excluded(self, code: str) -> tuple[str, ...]:
        """The findings that someone does not have who does not have this: those of which every term is excluded."""
        code = self.ontology.now(code)
        under = self.ontology.under(code)
        own = self.vocabulary.same(code)
        if own and code not in self.ontology.parents:
            return (own,)  # newer than the release whose relation ships
        ways = (way for each in under for way in self._denied_by.get(each, ()))
        return tuple(sorted({finding for finding, way in ways if way <= under}))

    @cached_property
    def _denied_by(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """By a term: the findings that are denied where this term and others are all excluded, and which those are.

        All that are just the finding deny it together, and so does one alone that is more than it.
        """
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        more = {self.vocabulary.named(code) for code in self.ontology.scope.no_denial}
        for finding, codes in self._just.items():
            asked = codes & self.ontology.scope.asked.keys()
            ways = [frozenset([code]) for code in asked] + [frozenset(codes - asked)]
            for way in filter(None, ways if finding not in more else ()):
                found.setdefault(min(way), []).append((finding, way))
        return found

    @cached_property
    def _just(self) -> dict[str, set[str]]:
        """The terms that say no less than each finding."""
        just: dict[str, set[str]] = {}
        for code in {*self.ontology.parents, *self.ontology.children}:
            if (finding := self.vocabulary.same(code)) is not None:
                just.setdefault(finding, set()).add(code)
        return just

    def code_of(self, finding: str) -> str | None:
        """The id that the vocabulary gives a finding, or else the only one that is just this."""
        only = self._just.get(finding, set()) - self.ontology.scope.asked.keys()
        return self.vocabulary.findings[finding].hpo or (min(only) if len(only) == 1 else None)


@lru_cache(maxsize=4)
def hpo_reading(vocabulary: Vocabulary) -> HpoReading:
    """The reading of terms as findings of this vocabulary."""
    return HpoReading(vocabulary)
