"""Which findings of a text are taken, which are asked about, and which words stay unread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.finding import FindingKind, State
from ..facts.informal import SPELLINGS
from .composing import Composed
from .guessing import IDLE, Guessing
from .parts import Candidate
from .plain import clause_around, plain
from .said import Reading, Said, When, Who
from .sense import Sense
from .tokens import WORD, Token
from .turning import LEADS

SAID, HARDLY_SAID = 0.4, 0.15  # share of what is meant that is so, too: below it is asked about
IDLE_DANGER = 0.6  # likelihood that a clause of a danger is not to be taken, from which it is asked about
_NO = frozenset(["no", "not", "never", "nil", "without"])
PLAIN = 6  # words: of a shorter text that the tables understand wholly little is in doubt


def said_of(c: Candidate, sense: Sense, tokens: Sequence[Token], text: str, certain: bool, composed: Composed) -> Said:
    """What a candidate says in its sense, with its words."""
    with_bound = (*c.tokens, *sense.bound)
    words = text[tokens[min(with_bound)].start : tokens[max(with_bound)].end]
    kin = any(p.sort == "kin" for p in composed.parts)
    return Said(
        c.finding,
        State.ABSENT if sense.denied else State.PRESENT,
        (Who.FAMILY if kin else Who.OTHER) if sense.other else Who.SELF,
        When.PAST if sense.past else When.NOW,
        certain,
        words,
    )


class Deciding(Guessing):
    """One text, and which of its candidates and guesses are taken."""

    def reading(self) -> Reading:
        """The findings that are taken and asked, in the order of the text, and the words left unread."""
        made = [self._made(c, s) for c, s in self.composed.found]
        best = sorted(zip(self.composed.found, made, strict=True), key=lambda e: e[1].certain)  # the last one counts
        said = {(s.finding, s.state, s.who, s.when): (min(c.tokens), s) for (c, _), s in best}
        found = list(said.values())
        if not any(c.way == "stop" and not s.denied for c, s in self.composed.found):
            found += self._near([s for _, s in found])
        found = sorted(self._of_kin(found), key=lambda each: each[0])
        bare = {p.start for p in self.composed.parts if p.sort == "quality" and self._said_no(p.start)}  # "no redness"
        unread = sorted(self.unread | self.turned)
        talk = (i for i in unread if i in self.turned | bare or self.tokens[i].norm in self.knowing.everyday)
        return Reading(tuple(s for _, s in found), tuple(map(self._written, unread)), tuple(map(self._written, talk)))

    def _written(self, at: int) -> str:
        """A word as it was written."""
        token = self.tokens[at]
        raw = self.text[token.start : token.end].lower()
        return token.slip or (raw if raw in SPELLINGS else token.norm)

    def _made(self, candidate: Candidate, sense: Sense) -> Said:
        state = State.ABSENT if sense.denied else State.PRESENT
        chance = self.likely.get((candidate.finding, state), 0.0)
        whole, likely = self._whole(candidate), self.meant.get(candidate.finding, 0.0)
        short = sense.denied or sum(t.kind == WORD for t in self.tokens) <= PLAIN
        so = chance / likely if likely else 0.0
        certain = chance >= self.weights.take and not sense.denied
        alone = max(chance, self.alone.get((candidate.finding, state), 0.0))
        certain |= whole and alone >= self.weights.take_made
        certain |= whole and short and likely >= self.weights.take_plain and so >= SAID
        certain |= sense.denied and candidate.finding not in self.knowing.dangers and self._outright(candidate)
        danger = candidate.finding in self.knowing.dangers and not sense.denied
        if danger and whole:
            certain |= likely >= self.weights.take_danger and so >= HARDLY_SAID
        earnest = self._in_earnest(candidate, danger)
        certain &= earnest
        certain |= candidate.way in ("stop", "whole")
        if not sense.denied and self._mixed(candidate):
            certain |= whole  # "leg pain without chest pain" sounds denied as a whole
        if any(self.tokens[i].slip for i in candidate.tokens) and not danger:
            certain = False  # a slip of the pen is asked about, save in a danger
        if sense.other or sense.past:
            certain = True
        if sense.denied and self._complaint(candidate) and not self._plainly_denied(candidate):
            return replace(said_of(candidate, sense, self.tokens, self.text, False, self.composed), state=State.PRESENT)
        said = said_of(candidate, sense, self.tokens, self.text, certain and not sense.doubt, self.composed)
        likely = chance >= self.weights.count or (danger and (whole or certain) and earnest)
        likely &= not (sense.denied or sense.other or sense.past)
        return replace(said, likely=likely and self._of_nobody_else(min(candidate.tokens)))

    def _in_earnest(self, candidate: Candidate, danger: bool) -> bool:
        """Whether its sentence is to be taken at all; of a danger it is enough that its clause is."""
        at = min(candidate.tokens)
        sentence = self.idle.get(self._around(at).start, 0.0)
        if not danger:
            return sentence < IDLE
        return min([sentence, *(each for clause, each in self.own.items() if at in clause)]) < IDLE_DANGER

    def _complaint(self, candidate: Candidate) -> bool:
        return candidate.finding in self.knowing.dangers or self.knowing.complaint(candidate.finding)

    def _plainly_denied(self, candidate: Candidate) -> bool:
        others = [c.tokens - candidate.tokens for c, _ in self.composed.found if c is not candidate]
        return plain(candidate.tokens, self.tokens, self._around(min(candidate.tokens)), others)

    def _outright(self, candidate: Candidate) -> bool:
        """Whether a "no" stands before a name, or a clause that is understood: "no diabetes", "not sore"."""
        if candidate.denied:
            return not self._complaint(candidate) and self._whole(candidate) and self._plainly_denied(candidate)
        if not any(self._said_no(at) for at in candidate.tokens):
            return False
        after = max(candidate.tokens) + 1
        if any(part.start == after for part in self.composed.parts):
            return False  # "no sudden severe pain" may have come on suddenly all the same
        whole = self._whole(candidate) or not self._complaint(candidate)
        return whole and self._plainly_denied(candidate)

    def _said_no(self, at: int) -> bool:
        """Whether a "no" stands right before a word, or before its article."""
        before = at - 1
        while before > 0 and self.tokens[before].norm in LEADS:
            before -= 1
        if before < 0 or self.tokens[before].norm not in _NO:
            return False
        return self.tokens[before].norm != "not" or self._of_being(before)

    def _whole(self, candidate: Candidate) -> bool:
        """Whether every word with a content in its clause was understood."""
        clause = clause_around(candidate.tokens, self.tokens, self._around(min(candidate.tokens)))
        return not self.unread & set(clause)

    def _mixed(self, candidate: Candidate) -> bool:
        """Whether something else in its sentence is denied."""
        around = self._around(min(candidate.tokens))
        return any(s.denied and min(c.tokens) in around for c, s in self.composed.found)

    def _of_kin(self, found: Sequence[tuple[int, Said]]) -> Iterator[tuple[int, Said]]:
        """An illness in a sentence of relatives that is taken as a family's is not taken as the person's as well."""
        findings = self.knowing.vocabulary.findings
        family = {self._around(at).start for at, s in found if s.certain and findings[s.finding].topic == "family"}
        kin = [p.start for p in self.composed.parts if p.sort == "kin"]
        for at, said in found:
            sentence = self._around(at)
            own = findings[said.finding]
            theirs = own.kind is FindingKind.CONDITION and own.topic != "family" and sentence.start in family
            asked = theirs and any(k in sentence and k <= at for k in kin)
            yield at, replace(said, certain=False) if asked else said
