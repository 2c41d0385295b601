"""Which findings of a text are taken, which are asked about, and which words stay unread."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.finding import FindingKind, State
from .composing import Composed
from .hearing import Span, hear
from .judging import idle, load_weights, meant, part_of, said_so
from .known import Known
from .parts import Candidate
from .plain import clause_around, plain
from .provisos import asked_with
from .said import Reading, Said, When, Who
from .sense import MINE, Sense
from .tokens import WORD, Token

ASKED = 3  # proposals of a sentence
SAID, HARDLY_SAID = 0.4, 0.15  # share of what is meant that is so, too: below it is asked about
IDLE, IDLE_DANGER = 0.25, 0.6  # likelihood that a sentence is not to be taken, from which it is asked about
PLAIN = 6  # words: of a shorter text that the tables understand wholly little is in doubt
BRIEF = 3  # sentences: more are a story
BESIDE = 0.15  # share of the likeliest of a sentence, below which a proposal is only noise beside it
LIKELY = 0.6  # from which a proposal needs no word that speaks for it alone
Key = tuple[str, State]


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


class Deciding:
    """One text, its candidates and how likely each is."""

    def __init__(self, text: str, tokens: Sequence[Token], composed: Composed, knowing: Known):
        self.text, self.tokens, self.composed, self.knowing = text, tokens, composed, knowing
        self.weights = load_weights()
        self.unread = {i for i in range(len(tokens)) if knowing.composer.unread(i, tokens, composed.covered)}
        self.likely: dict[Key, float] = {}
        self.meant: dict[str, float] = {}
        self.idle: dict[int, float] = {}  # by its first token, how likely a sentence is not to be taken at all,
        self.own: dict[range, float] = {}  # and each clause
        self.heard: list[tuple[Span, list[tuple[float, Key]]]] = []
        for span, clues in hear(tokens, composed, knowing):
            likely = {clue.finding: meant(clue) for clue in clues}
            both = (
                (likely[c.finding] * share, (c.finding, state)) for c in clues for state, share in said_so(c).items()
            )
            weighed = sorted(both, key=lambda e: (-e[0], e[1]))
            self.heard.append((span, weighed))
            if clues:
                self.own[range(span.start, span.end)] = idle(clues[0])
            if clues and not part_of(clues[0]):
                self.idle[span.start] = idle(clues[0])
            for finding, chance in likely.items():
                self.meant[finding] = max(chance, self.meant.get(finding, 0.0))
            for chance, key in weighed:
                self.likely[key] = max(chance, self.likely.get(key, 0.0))

    def reading(self) -> Reading:
        """The findings that are taken and asked, in the order of the text, and the words left unread."""
        made = [self._made(c, s) for c, s in self.composed.found]
        best = sorted(zip(self.composed.found, made, strict=True), key=lambda e: e[1].certain)  # the last one counts
        said = {(s.finding, s.state, s.who, s.when): (min(c.tokens), s) for (c, _), s in best}
        found = list(said.values())
        if not any(c.way == "stop" and not s.denied for c, s in self.composed.found):
            found += self._near([s for _, s in found])
        found = sorted(self._of_kin(found), key=lambda each: each[0])
        unread = [self.tokens[i].slip or self.tokens[i].norm for i in sorted(self.unread)]
        return Reading(tuple(s for _, s in found), tuple(unread))

    def _made(self, candidate: Candidate, sense: Sense) -> Said:
        state = State.ABSENT if sense.denied else State.PRESENT
        chance = self.likely.get((candidate.finding, state), 0.0)
        whole, likely = self._whole(candidate), self.meant.get(candidate.finding, 0.0)
        short = sense.denied or sum(t.kind == WORD for t in self.tokens) <= PLAIN
        so = chance / likely if likely else 0.0
        certain = chance >= self.weights.take and not sense.denied
        certain |= whole and chance >= self.weights.take_made
        certain |= whole and short and likely >= self.weights.take_plain and so >= SAID
        danger = candidate.finding in self.knowing.dangers and not sense.denied
        if danger and whole:
            certain |= likely >= self.weights.take_danger and so >= HARDLY_SAID
        certain &= self._in_earnest(candidate, danger)
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
        likely = chance >= self.weights.count or (certain and bool(sense.bound))
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

    def _around(self, at: int) -> range:
        """The tokens of the sentence around one."""
        low, high, _ = self.composed.segment(at)
        return range(low, high)

    def _of_nobody_else(self, at: int) -> bool:
        """Whether nobody else is named in the sentence."""
        sentence = self._around(at)
        kin = (p.start for p in self.composed.parts if p.sort == "kin")
        others = (t.start for t in self.composed.triggers if t.kind == "other")
        return not any(start in sentence for start in (*kin, *others))

    def _whole(self, candidate: Candidate) -> bool:
        """Whether every word with a content in its clause was understood."""
        clause = clause_around(candidate.tokens, self.tokens, self._around(min(candidate.tokens)))
        return not self.unread & set(clause)

    def _mixed(self, candidate: Candidate) -> bool:
        """Whether something else in its sentence is denied."""
        around = self._around(min(candidate.tokens))
        return any(s.denied and min(c.tokens) in around for c, s in self.composed.found)

    def _near(self, said: Sequence[Said]) -> list[tuple[int, Said]]:
        """What was learned of wordings says beyond composition, likeliest first: taken where sure, asked where likely.

        At most three a sentence are asked, in a story only what is likelier, and where all words were understood only
        what is notably likelier. A danger that was not named is never denied without asking. Nothing is asked that no
        word speaks for, that is far behind what else was heard, or where all that was said is that something is not so.
        """
        ask = self.weights.ask if len(self.composed.segments) <= BRIEF else self.weights.ask_story
        found: list[tuple[int, Said]] = []
        asked: Counter[int] = Counter()
        first: dict[int, float] = {}
        heard = sorted(((c, span, key) for span, keys in self.heard for c, key in keys), key=lambda e: (-e[0], e[2]))
        for chance, span, (finding, state) in heard:
            sure, sentence = chance >= self.weights.take, self._around(span.start).start
            inside = range(span.start, span.end)
            if state is State.ABSENT and finding in self.knowing.dangers and not self._denies(inside):
                state, sure = State.PRESENT, False  # a danger is denied by no guess
            if self._said_whole(inside):
                continue
            sure &= state is State.PRESENT or (
                finding not in self.knowing.dangers and plain(inside, self.tokens, inside, ())
            )
            needed = ask if self.unread & set(inside) else 2.5 * ask
            far = chance < BESIDE * first.setdefault(sentence, chance)
            if chance < needed or (not sure and (far or asked[sentence] == ASKED)):
                continue
            if not sure and not self._worth_asking(finding, state, chance, inside):
                continue
            if self._idly_said(finding, inside) or self._known_already(finding, sure, [*said, *(s for _, s in found)]):
                continue
            words = self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]
            who, when, doubt = self._whose(span, finding)
            sure &= not (doubt or asked_with(finding, words)) and self.idle.get(sentence, 0.0) < IDLE
            heard_by = {i for i in self.unread & set(inside) if sure and self._speaks(i, finding)}
            sure = sure and self._accounted(finding, inside, self.unread - heard_by)
            sure = sure and not self._taken_up(inside)
            likely = chance >= self.weights.count and (state, who, when) == (State.PRESENT, Who.SELF, When.NOW)
            likely = likely and self._of_nobody_else(span.start)
            found.append((span.start, Said(finding, state, who, when, sure, words, likely, guess=True)))
            if sure:
                self.unread -= heard_by
            else:
                asked[sentence] += 1
        return found

    def _denies(self, inside: range) -> bool:
        """Whether a word of denial stands in a clause."""
        denials = (t for t in self.composed.triggers if t.kind == "negation" and t.way != "pseudo")
        return any(t.start in inside for t in denials)

    def _worth_asking(self, finding: str, state: State, chance: float, inside: range) -> bool:
        """Whether a proposal has to do with the words of its clause, and these leave something open."""
        made = [s.denied for c, s in self.composed.found if min(c.tokens) in inside]
        if state is State.PRESENT and made and all(made) and not self.unread & set(inside):
            return False
        content = self._content(inside)
        return (chance >= LIKELY and bool(content)) or any(self._speaks(i, finding) for i in content)

    def _idly_said(self, finding: str, inside: range) -> bool:
        """Whether only words of a phrase that says something else speak for it: birth, in "delivery driver"."""
        speaking = {i for i in self._content(inside) if self._speaks(i, finding)}
        kin = any(p.sort == "kin" and p.start in inside for p in self.composed.parts)
        others = [c.tokens for c, _ in self.composed.found if c.way == "phrase" and len(c.tokens) > 1 and not kin]
        return bool(speaking) and any(speaking <= each for each in (self.composed.idle, *others))

    def _said_whole(self, inside: range) -> bool:
        """Whether whole clauses that the tables know are all that is said."""
        whole = self.composed.whole & set(inside)
        return bool(whole) and not set(self._content(inside)) - whole

    def _taken_up(self, inside: range) -> bool:
        """Whether turns of phrase that name nothing take up every word with a content."""
        content = self._content(inside)
        return bool(content) and self.composed.idle.issuperset(content)

    def _content(self, inside: range) -> list[int]:
        return [i for i in inside if self.knowing.composer.unread(i, self.tokens, set())]

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

    def _speaks(self, at: int, finding: str) -> bool:
        return self.knowing.learned.speaks(self.tokens[at].norm, self.tokens[at].stem, finding)

    def _accounted(self, finding: str, inside: range, unread: set[int]) -> bool:
        """Whether no complaint or place of a clause is left that the finding has nothing to do with."""
        parts = (p for p in self.composed.parts if p.sort in ("quality", "site") and p.start in inside)
        doubtful = (c for c, sense in self.composed.found if sense.doubt and min(c.tokens) in inside)
        return not any(unread & set(range(p.start, p.end)) for p in parts) and all(
            self.knowing.related(c.finding, finding) for c in doubtful
        )

    def _known_already(self, finding: str, sure: bool, others: Sequence[Said]) -> bool:
        related = self.knowing.related
        return any(related(s.finding, finding) and (s.certain or not sure or s.finding == finding) for s in others)

    def _whose(self, span: Span, finding: str) -> tuple[Who, When, bool]:
        """Of whom a clause speaks, when, and whether in doubt; of a relative only what is no family finding."""
        inside = range(span.start, span.end)
        kinds = {t.kind for t in self.composed.triggers if t.start in inside and t.way != "pseudo"}
        topic = self.knowing.vocabulary.findings[finding].topic
        kin = any(p.sort == "kin" and p.start in inside for p in self.composed.parts)
        who = Who.SELF if topic == "family" or "other" not in kinds else Who.FAMILY if kin else Who.OTHER
        past = "past" in kinds or ("year" in kinds and self.knowing.composer.passes(finding))
        when = When.PAST if past and not finding.startswith("previous") else When.NOW
        return who, when, "uncertain" in kinds or (who is Who.SELF and topic != "family" and self._after_another(span))

    def _after_another(self, span: Span) -> bool:
        """Whether someone else was named before in the sentence, of whom this may be told as well."""
        sentence = self._around(span.start)
        others = [t for t in self.composed.triggers if t.kind == "other" and t.way in ("forward", "next")]
        before = max((t.end for t in others if t.start in sentence and t.end <= span.start), default=span.start)
        return before < span.start and not any(t.norm in MINE for t in self.tokens[before : span.end])
