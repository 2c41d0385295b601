"""Reading by tables alone: phrases, names and parts, each with its sense, and the words that were accounted for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .automata import Automata
from .compose import compose
from .context import Trigger, find_triggers
from .dates import find_ages, find_years
from .doing import GOOD
from .frames import Frames
from .less import listed_on, own_denials, well_of, within_denial
from .medicines import Medicines
from .parts import MODIFIERS, Candidate, Part, by_start, find_parts
from .phrases import DENIALS, Names, choose
from .provisos import bound, provisos
from .pruning import pruned
from .sense import Sense, Sentence
from .tables import Tables
from .temperatures import temperatures
from .tokens import HARD, WORD, Token
from .untested import untested

_ALWAYS = {"side", "ability", *MODIFIERS}
_FLESH = frozenset({"hip", "buttock", "groin", "muscle", "skin", "back", "low_back", "elbow_wrist", "shoulder"})
_IN = frozenset({"of", "in", "on", "over"})
_NEAR = 4  # words between a bare complaint and a word not understood that may be its place


@dataclass
class Composed:
    """Candidates with their sense, the tokens accounted for, the parts and the hard segments.

    `elsewhere` is what would be denied of more than the place that was said.
    `whole` are the tokens of clauses that are known as a whole, `idle` those of turns of phrase that name nothing.
    """

    found: list[tuple[Candidate, Sense]]
    covered: set[int]
    parts: list[Part]
    triggers: list[Trigger]
    segments: list[tuple[int, int, str]]
    whole: frozenset[int] = frozenset()
    idle: frozenset[int] = frozenset()
    elsewhere: list[Candidate] = field(default_factory=list)

    def segment(self, at: int) -> tuple[int, int, str]:
        """The sentence around a token: where it begins, where it ends, and its mark."""
        return next((s for s in self.segments if s[0] <= at <= s[1]), self.segments[-1])


class Composer:
    """The tables, compiled for one vocabulary."""

    def __init__(
        self,
        tables: Tables,
        automata: Automata,
        known: Callable[[str], bool],
        broader: Callable[[str], frozenset[str]],
        dangers: frozenset[str],
        complaints: Callable[[str], bool],
        tested: Callable[[str], bool],
    ):
        self._known, self._broader, self._dangers, self._complaints = known, broader, dangers, complaints
        self._tested = tested
        self.automaton = automata.parts
        self._phrases, self._whole = automata.phrases, automata.whole
        self.medicines = Medicines(tables, automata.medicines, automata.with_dose, automata.with_form, known)
        self._context = automata.context
        self._stops, self._provisos = automata.stops, automata.provisos
        self.frames = Frames(tables, known, broader)
        self.ignorable = automata.ignorable
        self._names = Names(automata.names, automata.skipped | {"and", "or"}, automata.weak)
        self._over = frozenset(tables.known_as.over) | frozenset(tables.known_as.lately)
        self._enders = frozenset(tables.danger.terminators)

    def read(self, tokens: Sequence[Token], about: str = "") -> Composed:
        """What the tables read in tokens; of whom a story is told, if `about` names that person, is no one else."""
        parts = find_parts(tokens, self.automaton)
        theirs = {i for i, token in enumerate(tokens) if about and token.norm == about}
        parts = [p for p in parts if p.sort != "kin" or p.start not in theirs]
        at = by_start(parts)
        chosen = choose(
            tokens, parts, at, self._phrases, self._whole, self.medicines, self._names,
            lambda f: len(self._broader(f)), self._dangers,
        )  # fmt: skip
        segments = _segments(tokens)
        stops = self._heard_first(tokens)
        settled = chosen.claimed | {i for s in stops for i in s.tokens} | own_denials(tokens, parts)
        triggers = find_triggers(tokens, self._context, settled, at)
        triggers = [t for t in triggers if t.kind != "other" or not theirs & set(t.used)]
        triggers += [*find_years(tokens), *find_ages(tokens)]
        complaint = {i for c in chosen.candidates if self._complaints(c.finding) for i in c.tokens}
        candidates = [*chosen.candidates, *(c for c in temperatures(tokens) if self._known(c.finding))]
        ill = [p for p in parts if p.sort != "site" or not self.well(p, tokens)]
        before: list[Part] = []
        for low, high, mark in segments:
            sentence = Sentence(tokens, triggers, low, high, mark, self._enders)

            def sense(part: Part, sentence: Sentence = sentence) -> tuple[str, ...]:
                read = sentence.sense(frozenset(part.used))
                return (str(read.denied), str(read.other))

            candidates += compose(tokens, ill, chosen.claimed, (low, high), self.frames, sense, complaint, before)
            here = [p for p in parts if low <= p.start < high]
            well = [p for p in here if p not in ill]
            candidates += well_of(well, [*before, *here], self.frames, sense)
            before = [p for p in here if p in ill] if mark.isalpha() else []
        past = [{*t.used} for t in triggers if t.kind == "past"]  # "as a kid" is when, and no child
        kept = pruned(candidates, tokens, self._broader, self._dangers)
        candidates = [*stops, *(c for c in kept if not any(c.tokens <= of for of in past))]
        covered = set(chosen.idle) | {i for c in candidates for i in c.tokens} | {i for t in triggers for i in t.used}
        for part in parts:
            own = range(part.start, part.end)
            if part.sort in _ALWAYS or (part.sort == "function" and covered & set(own)):
                covered |= set(own)
        for part in parts:
            if part.sort != "site":
                continue
            if self.well(part, tokens) or any(self._of_place(c, part, tokens) for c in candidates):
                covered |= set(range(part.start, part.end))
        composed = Composed([], covered, parts, triggers, segments, chosen.whole, chosen.idle)
        unread = [i for i in range(len(tokens)) if self.unread(i, tokens, covered)]
        for candidate in candidates:
            sense_of = self.sense_of(candidate, tokens, composed)
            if candidate.placeless and any(_beside(i, candidate, tokens) for i in unread):
                sense_of.doubt = True
            if candidate.elsewhere and sense_of.denied:
                composed.elsewhere.append(candidate)
                continue
            if self._tested(candidate.finding) and untested(candidate.tokens, tokens, composed.triggers):
                continue
            composed.found.append((candidate, sense_of))
        composed.found = [each for each in composed.found if not within_denial(each, composed.found)]
        listed_on(composed.found, tokens, self._dangers)
        self._bounded(composed, tokens)
        composed.found.sort(key=lambda each: min(each[0].tokens))
        return composed

    def _bounded(self, composed: Composed, tokens: Sequence[Token]) -> None:
        """What is said with a bound that makes it another thing is in doubt, or denied; its words go with the bound."""
        found = provisos(tokens, self._provisos)
        named = {i for candidate, _ in composed.found for i in candidate.tokens} if found else set()
        for candidate, sense in composed.found if found else ():
            proviso = bound(candidate.finding, candidate.tokens, found, tokens, named - candidate.tokens)
            if proviso and not (sense.denied or sense.other or sense.past):
                sense.doubt, sense.denied, sense.bound = bool(proviso.asks), not proviso.asks, proviso.used
                composed.covered.update(proviso.used)

    def _of_place(self, candidate: Candidate, place: Part, tokens: Sequence[Token]) -> bool:
        """Whether a place only says where something is that has no place of its own: "shingles on my thigh"."""
        if any(sort == "site" for sort, _ in candidate.requires):
            return False
        if candidate.way != "frame" and not self.frames.limb(place.value) and place.value not in _FLESH:
            return False
        before = max((i for i in candidate.tokens if i < place.start), default=None)
        after = min((i for i in candidate.tokens if i >= place.end), default=None)
        gaps = [tokens[before + 1 : place.start]] if before is not None else []
        gaps += [tokens[place.end : after]] if after is not None else []
        return any(
            len(gap) <= _NEAR
            and (candidate.way != "name" or any(t.norm in _IN for t in gap))  # "effusion of the knee", no painless heel
            and all(t.stem in self.ignorable and t.norm not in DENIALS and t.kind == WORD for t in gap)
            for gap in gaps
        )

    def well(self, place: Part, tokens: Sequence[Token]) -> bool:
        """Whether nothing is said of a place but that it is well: "the arms are fine"."""
        for token in tokens[place.end : place.end + _NEAR]:
            if token.norm in GOOD:
                return True
            if token.norm in DENIALS or token.kind != WORD or token.stem not in self.ignorable:
                return False
        return False

    def _heard_first(self, tokens: Sequence[Token]) -> list[Candidate]:
        """What stops everything, the longest words for each."""
        found: dict[str, Candidate] = {}
        for start in range(len(tokens)):
            for _, findings, used in self._stops.find(tokens, start, {}):
                for finding in findings:
                    if finding not in found or len(used) > len(found[finding].tokens):
                        found[finding] = Candidate(finding, frozenset(used), "stop")
        return list(found.values())

    def unread(self, at: int, tokens: Sequence[Token], covered: set[int]) -> bool:
        """Whether a token is a word with a content that nothing accounts for."""
        token = tokens[at]
        return (
            token.kind == WORD and at not in covered and token.stem not in self.ignorable
            and len(token.norm) > 1 and not token.norm[0].isdigit()
        )  # fmt: skip

    def sense_of(self, candidate: Candidate, tokens: Sequence[Token], composed: Composed) -> Sense:
        """How a candidate is said."""
        low, high, mark = composed.segment(min(candidate.tokens))
        sentence = Sentence(tokens, composed.triggers, low, high, mark, self._enders)
        danger, complaint = candidate.finding in self._dangers, self._complaints(candidate.finding)
        passes = self.passes(candidate.finding)
        sense = sentence.sense(candidate.tokens, candidate.denied, danger, complaint, passes)
        dated = any(t.kind == "season" and low <= t.start < high for t in composed.triggers)
        sense.doubt |= dated and self._lately(candidate.finding)  # "covid in the spring": that may be long ago
        told = (*candidate.tokens, max(candidate.tokens) + 1)
        if candidate.way == "stop" and any(tokens[i].norm in ("me", "myself", "i") for i in told if i < len(tokens)):
            sense.other = False  # "my partner kicked me" is no tale of the partner
        elif candidate.way == "stop":
            sense.doubt |= sense.other  # never only another's
        return sense

    def passes(self, finding: str) -> bool:
        """Whether a finding is of something that is over one day: a year dates it, and not since when it is there."""
        return self._lately(finding) or finding in self._dangers or self._complaints(finding)

    def _lately(self, finding: str) -> bool:
        """Whether a finding counts only for some weeks or months after it was."""
        return finding.startswith("recent_") or finding.endswith("_recent") or finding in self._over


def _segments(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    segments, start = [], 0
    for at, token in enumerate(tokens):
        if token.kind == HARD:
            segments.append((start, at, token.norm))
            start = at + 1
    return [*segments, (start, len(tokens), "")]


def _beside(at: int, candidate: Candidate, tokens: Sequence[Token]) -> bool:
    return any(
        abs(at - k) <= _NEAR and all(t.kind == WORD for t in tokens[min(at, k) : max(at, k)]) for k in candidate.tokens
    )
