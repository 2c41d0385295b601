"""What was learned of wordings says beyond what the tables compose: guesses, which are taken or asked about."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..facts.finding import State
from .composing import Composed
from .doing import GOOD
from .hearing import Span, hear
from .judging import idle, load_weights, meant, meant_alone, part_of, said_so
from .known import Known
from .plain import plain
from .provisos import asked_with
from .said import Said, When, Who
from .sense import MINE
from .tokens import Token
from .turning import Turning
from .untested import untested

ASKED = 3  # proposals of a sentence
IDLE = 0.25  # likelihood that a sentence is not to be taken, from which it is asked about
BRIEF = 3  # sentences: more are a story
BESIDE = 0.15  # share of the likeliest of a sentence, below which a proposal is only noise beside it
LIKELY = 0.6  # from which a proposal needs no word that speaks for it alone
LONE = 0.4  # from which one word by itself is enough to ask about what is no danger
LONE_PLACE = 0.6  # the same of a place: "it's the shin" tells nothing of what is there
_WELL = ("No ", "Normal ", "Well ")
Key = tuple[str, State]


class Guessing(Turning):
    """One text, its candidates, how likely each is, and what its words may say that no candidate does."""

    def __init__(self, text: str, tokens: Sequence[Token], composed: Composed, knowing: Known):
        self.text, self.tokens, self.composed, self.knowing = text, tokens, composed, knowing
        self.weights = load_weights()
        self.unread = {i for i in range(len(tokens)) if knowing.composer.unread(i, tokens, composed.covered)}
        self.turned = set()
        self.likely: dict[Key, float] = {}
        self.meant: dict[str, float] = {}
        self.alone: dict[Key, float] = {}  # the same of what a clause says by itself, of what composition makes
        self.idle: dict[int, float] = {}  # by its first token, how likely a sentence is not to be taken at all,
        self.own: dict[range, float] = {}  # and each clause
        self.heard: list[tuple[Span, list[tuple[float, Key]]]] = []
        for span, clues in hear(tokens, composed, knowing):
            likely = {clue.finding: meant(clue) for clue in clues}
            so = {clue.finding: said_so(clue) for clue in clues}
            weighed = sorted(_of_each(likely, so), key=lambda e: (-e[0], e[1]))
            self.heard.append((span, weighed))
            if clues:
                self.own[range(span.start, span.end)] = idle(clues[0])
            if clues and not part_of(clues[0]):
                self.idle[span.start] = idle(clues[0])
            for finding, chance in likely.items():
                self.meant[finding] = max(chance, self.meant.get(finding, 0.0))
            for chance, key in weighed:
                self.likely[key] = max(chance, self.likely.get(key, 0.0))
            for chance, key in _of_each({c.finding: meant_alone(c) for c in clues if c.alone}, so):
                self.alone[key] = max(chance, self.alone.get(key, 0.0))

    def _near(self, said: Sequence[Said]) -> list[tuple[int, Said]]:
        """What was learned of wordings says beyond composition, likeliest first: taken where sure, asked where likely.

        At most three a sentence are asked, in a story only what is likelier, and where all words were understood only
        what is notably likelier. A danger that was not named is never denied without asking. Nothing is asked that no
        word speaks for, that is far behind what else was heard, or where all that was said is that something is not so.
        """
        ask = self.weights.ask if len(self.composed.segments) <= BRIEF else self.weights.ask_story
        found: list[tuple[int, Said]] = []
        denied: list[tuple[Span, str]] = []
        asked: Counter[int] = Counter()
        first: dict[int, float] = {}
        heard = sorted(((c, span, key) for span, keys in self.heard for c, key in keys), key=lambda e: (-e[0], e[2]))
        for chance, span, (finding, state) in heard:
            sure, sentence = chance >= self.weights.take, self._around(span.start).start
            inside = range(span.start, span.end)
            if state is State.PRESENT and self._denied(finding, inside):
                state, sure = State.ABSENT, False
            if state is State.ABSENT and finding in self.knowing.dangers and not self._denies(inside):
                state, sure = State.PRESENT, False  # a danger is denied by no guess
            if self._said_whole(inside) or self._says_nothing(finding, state):
                continue
            if self.knowing.tested(finding) and untested(inside, self.tokens, self.composed.triggers):
                self._turn(finding, inside)
                continue
            if any(of == span and self.knowing.related(other, finding) for of, other in denied):
                continue
            sure &= state is State.PRESENT or (
                finding not in self.knowing.dangers and plain(inside, self.tokens, inside, ())
            )
            needed = ask if self.unread & set(inside) else 2.5 * ask
            if finding in self.knowing.dangers and state is State.PRESENT:
                needed = min(needed, self.weights.ask_danger)
            far = chance < BESIDE * first.setdefault(sentence, chance)
            if chance < needed or (not sure and (far or asked[sentence] == ASKED)):
                continue
            if not sure and not self._worth_asking(finding, state, chance, inside):
                continue
            others = [*said, *(s for _, s in found if not s.weak)]
            if self._idly_said(finding, inside) or self._known_already(finding, sure, others):
                continue
            words = self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]
            who, when, doubt = self._whose(span, finding)
            sure &= not (doubt or asked_with(finding, words)) and self.idle.get(sentence, 0.0) < IDLE
            heard_by = {i for i in self.unread & set(inside) if sure and self._speaks(i, finding)}
            sure = sure and self._accounted(finding, inside, self.unread - heard_by)
            sure = sure and not self._taken_up(inside)
            likely = chance >= self.weights.count and (state, who, when) == (State.PRESENT, Who.SELF, When.NOW)
            likely = likely and self._of_nobody_else(span.start)
            if not sure and self.knowing.vocabulary.findings[finding].label.startswith(_WELL[1:]):
                continue  # nor is it guessed that all is well
            if state is State.ABSENT and not sure:  # nobody is asked whether something is not so
                if self._turned_down(finding, inside):
                    denied.append((span, finding))
                continue
            weak = not sure and self._weak(finding, chance, inside)
            found.append((span.start, Said(finding, state, who, when, sure, words, likely, guess=True, weak=weak)))
            if sure:
                self.unread -= heard_by
            elif not weak:
                asked[sentence] += 1
        return found

    def _says_nothing(self, finding: str, state: State) -> bool:
        """Whether a guess would tell of who it is, or deny that all is well: words that mean either say so plainly."""
        found = self.knowing.vocabulary.findings[finding]
        return found.topic == "who" or (state is State.ABSENT and found.label.startswith(_WELL))

    def _worth_asking(self, finding: str, state: State, chance: float, inside: range) -> bool:
        """Whether a proposal has to do with the words of its clause, and these leave something open."""
        made = [s.denied for c, s in self.composed.found if min(c.tokens) in inside]
        made += [True for c in self.composed.elsewhere if min(c.tokens) in inside]
        if any(c.finding == finding and min(c.tokens) in self._around(inside.start) for c in self.composed.elsewhere):
            return False
        if state is State.PRESENT and made and all(made) and not self.unread & set(inside):
            return False
        content = self._content(inside)
        return (chance >= LIKELY and bool(content)) or any(self._speaks(i, finding) for i in content)

    def _weak(self, finding: str, chance: float, inside: range) -> bool:
        """Whether only words of talk speak for a proposal, or one word for what is neither likely nor a danger.

        A place of a leg or an arm, where a sentence says nothing else, says nothing of what is there.
        """
        everyday = self.knowing.everyday
        content, whole = (
            [i for i in self._content(of) if self.tokens[i].norm not in everyday]
            for of in (inside, self._around(inside.start))
        )
        speaking = [i for i in content if self._speaks(i, finding)]
        places = {i: part.value for part in self.composed.parts if part.sort == "site" for i in part.used}
        limb = self.knowing.composer.frames.limb
        around = self._around(inside.start)
        able = any(part.sort == "ability" and part.start in around for part in self.composed.parts)
        if content and not able and places.keys() >= {*whole} and all(limb(places[i]) for i in whole):
            return True
        if len(speaking) > 1 or (speaking and finding in self.knowing.dangers):
            return False
        enough = LONE_PLACE if places.keys() >= {*content} else LONE
        return not speaking or bool(self.tokens[speaking[0]].slip) or chance < enough

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
        """The words of a clause that say something; that all is well now says nothing of what is not named."""
        content = [i for i in inside if self.knowing.composer.unread(i, self.tokens, set())]
        return [] if all(self.tokens[i].norm in GOOD for i in content) else content

    def _accounted(self, finding: str, inside: range, unread: set[int]) -> bool:
        """Whether no complaint or place of a clause is left that the finding has nothing to do with."""
        parts = (p for p in self.composed.parts if p.sort in ("quality", "site") and p.start in inside)
        doubtful = (c for c, sense in self.composed.found if sense.doubt and min(c.tokens) in inside)
        return not any(unread & set(range(p.start, p.end)) for p in parts) and all(
            self.knowing.related(c.finding, finding) for c in doubtful
        )

    def _known_already(self, finding: str, sure: bool, others: Sequence[Said]) -> bool:
        near = [s for s in others if self.knowing.related(s.finding, finding)]
        return any(s.certain or not sure or s.finding == finding or asked_with(s.finding, s.words) for s in near)

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


def _of_each(meant_by: Mapping[str, float], so: Mapping[str, Mapping[State, float]]) -> Iterator[tuple[float, Key]]:
    """How likely each finding is said, and denied: that it is meant, times how it is said."""
    for finding, chance in meant_by.items():
        yield from ((chance * share, (finding, state)) for state, share in so[finding].items())
