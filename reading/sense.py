"""Whether what some tokens mean is said or denied, of whom, of when, and how surely: the scopes of the triggers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .context import Trigger
from .dates import dated
from .denying import RELATIVE, Scene
from .tokens import HARD, SOFT, WORD, Token

MINE = frozenset(["i", "me", "my", "mine", "we"])
_ONSET = frozenset(re.split(" ", "since from began begin begun started start onset diagnosed first for"))
_NO = frozenset(["no", "none", "nil", "never", "nope", "nah", "negative", "neither"])
_YES = frozenset(["yes", "yeah", "yep", "yup", "positive", "always", "often", "sometimes", "definitely"])
_ANSWER = frozenset(["a", "answer", "ans", ":", "-", ".", "oh", "er", "um", "well"])
_CARED_FOR = frozenset(
    re.split(
        " ",
        "husband wife partner son daughter boyfriend girlfriend boy girl baby child toddler grandson granddaughter "
        "stepson stepdaughter hubby missus spouse fiance fiancee grandchild niece nephew",
    )
)
_STOPPED = frozenset(["stopped", "ended", "finished", "ceased"])
_THEY = frozenset(["he", "she", "his", "her", "they", "their"])
_ABOUT = frozenset(["about", "around", "some", "like", "roughly"])
_COUNTS = frozenset(
    re.split(" ", "one two three four five six seven eight nine ten twenty thirty few couple many several")
)
_ASIDE = ("narrowing", "season", "untested")  # of which others make use
_LISTS = frozenset(["or", "and", ",", "/"])
_DASHES = {"-", ":", "("}  # between a finding and "not sure"


@dataclass(slots=True)
class Sense:
    """How a finding is said. `doubt` is doubt of scope or of words: it is then only proposed.

    `bound` are the words that set it a bound, if any.
    """

    denied: bool = False
    other: bool = False
    past: bool = False
    doubt: bool = False
    bound: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sentence(Scene):
    """A sentence, of which the sense of each place is asked."""

    def sense(
        self,
        used: frozenset[int],
        denied: bool = False,
        danger: bool = False,
        complaint: bool = False,
        passes: bool = False,
    ) -> Sense:
        """The sense of what these tokens mean; `denied` if the words themselves say that it is absent.

        `danger` and `complaint` tell what sort of finding it is: a danger is rather doubted than left to another or to
        the past, and a complaint beside an illness of the past is of today. What `passes` is over
        where a year dates it.
        """
        sense = Sense(denied)
        first, last = min(used), max(used)
        for trigger in self.triggers:
            if trigger.way in ("wide", "pseudo") or trigger.kind in _ASIDE:
                continue
            if trigger.kind == "year":
                self._dated(trigger, sense, used, passes)
                continue
            own = set(trigger.used)
            if not self.low <= trigger.start <= self.high or own <= used:
                continue
            if trigger.kind == "negation" and trigger.start < first < trigger.end:
                trigger = trigger._replace(end=first)  # "no history of clots", where the history is part of the name
            elif own & used and trigger.kind != "uncertain":
                continue
            between = first < trigger.start and trigger.end <= last
            if trigger.kind == "negation" and between:
                sense.denied |= self.inside(trigger, used) if trigger.way == "forward" else self.left(trigger)
            elif trigger.kind == "past" and trigger.way == "forward" and not self._fronts(trigger):
                continue
            elif trigger.way in ("forward", "next") and trigger.end <= first:
                self._forward(trigger, sense, first, danger, complaint)
            elif trigger.kind == "negation" and self.closes(trigger, last):
                sense.denied = True
            elif trigger.way == "back" and trigger.start >= last:
                self._back(trigger, sense, last, complaint)
        if sense.denied:
            self._limited(sense, used)
        self._goes_on(sense, danger)
        self._question(sense, last)
        return sense

    def _fronts(self, trigger: Trigger) -> bool:
        """Whether no "ago" that dates what stands before it: "10 years ago, gout", but "gave up 10 years ago, wine"."""
        before = [t for t in self.tokens[self.low : trigger.start] if t.kind == WORD and t.norm not in _ABOUT]
        counted = before and (before[-1].norm.isdigit() or before[-1].norm in _COUNTS)
        return self.tokens[trigger.end - 1].norm != "ago" or len(before) <= bool(counted)

    def _dated(self, trigger: Trigger, sense: Sense, used: frozenset[int], passes: bool) -> None:
        """A year dates what passes; an illness that is known since then lasts."""
        told = dated(trigger, used, self.tokens) if passes else ""
        sense.past |= told == "past"
        sense.doubt |= told == "doubt"

    def _goes_on(self, sense: Sense, danger: bool) -> None:
        """A sentence that goes on as "he" or "she" about someone else: "My brother was ill. He had seizures."."""
        start = self.tokens[self.low].norm if 0 < self.low < len(self.tokens) else ""
        if start not in _THEY or not self._own_voice():
            return
        told = (t for t in self.triggers if t.kind == "other" and t.way in ("forward", "next"))
        before = [t.start for t in told if t.start < self.low]
        if before and not any(t.norm in MINE for t in self.tokens[before[-1] : self.low]):
            sense.other = True
            sense.doubt |= danger

    def _limited(self, sense: Sense, used: frozenset[int]) -> None:
        """A denial of something narrower, or up to a time, is none of the whole."""
        if self.until(max(used)):
            sense.denied, sense.past, sense.doubt = False, False, True
        elif self.narrowed(used):
            sense.doubt = True

    def _forward(self, trigger: Trigger, sense: Sense, first: int, danger: bool, complaint: bool) -> None:
        gap = self.tokens[trigger.end : first]
        softs = [t.norm for t in gap if t.kind == SOFT]
        if trigger.way == "next" and (
            softs not in ([], [":"], ["-"], ["("]) or len(gap) > 2 or any(t.norm in RELATIVE for t in gap)
        ):
            return
        if trigger.kind == "negation":
            reached = self.ahead(trigger, first)
            sense.denied |= reached is True
            sense.doubt |= reached is None  # "no fever and X": X may be said or denied
        elif trigger.kind == "uncertain":
            sense.doubt |= all(s == "or" or s in _DASHES for s in softs) and not self._overridden(gap)
        elif trigger.kind == "past":
            self._earlier(sense, gap, softs, danger, complaint)
        else:
            self._others(trigger, sense, gap, softs, danger)

    def _next(self, gap: Sequence[Token]) -> bool:
        """Whether nothing but a mark stands between: "stopped my metformin", "father: gout"."""
        softs = [t.norm for t in gap if t.kind == SOFT]
        return softs in ([], [":"], ["-"], ["("]) and len(gap) <= 2 and not any(t.norm in RELATIVE for t in gap)

    def _overridden(self, gap: Sequence[Token]) -> bool:
        """Whether a reason or a fact follows a fear: "worried because my foot is numb"."""
        return any(t.norm in ("because", "since", "as") for t in gap)

    def _earlier(self, sense: Sense, gap: Sequence[Token], softs: list[str], danger: bool, complaint: bool) -> None:
        """What follows a word of the past; a complaint after an "and" may be of today, after a comma it is."""
        if any(t.norm in RELATIVE for t in gap):
            return
        mine = any(t.norm in ("i", "my", "now", "is", "are", "has") for t in gap)
        if not softs:
            sense.past = True
        elif not mine and all(s in _LISTS for s in softs):
            sense.past |= not complaint and not danger
            sense.doubt |= (complaint or danger) and "," not in softs

    def _others(self, trigger: Trigger, sense: Sense, gap: Sequence[Token], softs: list[str], danger: bool) -> None:
        """What follows a word for someone else, who may be the one that all is about."""
        named = {t.start for t in self.triggers if t.kind == "other"}
        if any(t.norm in MINE and not named & {k, k + 1} for k, t in enumerate(gap, trigger.end)):
            return
        aged = self._aged_next(gap) or any(
            t.norm in ("old", "aged") for t in self.tokens[max(self.low, trigger.start - 2) : trigger.end]
        )
        cared_for = self.tokens[trigger.end - 1].norm in _CARED_FOR
        if (softs and danger) or (self._aged_next(gap) and not cared_for):
            sense.doubt = True  # perhaps of the person after all
        elif not (aged or cared_for):
            sense.other = True
        elif self._own_voice():
            sense.other = True
            sense.doubt |= danger
        elif not aged:
            sense.other = sense.doubt = True

    def _aged_next(self, gap: Sequence[Token]) -> bool:
        """Whether an age follows at once: "husband, 83, weak legs" is told of the husband."""
        return next((t.norm[0].isdigit() for t in gap if t.kind == WORD), False)

    def _own_voice(self) -> bool:
        """Whether who tells speaks of themselves as well."""
        whose = {k for t in self.triggers if t.kind == "other" for k in (t.start - 1, t.start)}
        mine = [k for k, t in enumerate(self.tokens) if t.norm == "my" and not whose & set(range(k, k + 5))]
        return bool(mine) or any(t.norm in ("i", "me", "myself", "mine") for t in self.tokens)

    def _back(self, trigger: Trigger, sense: Sense, last: int, complaint: bool) -> None:
        gap = self.tokens[last + 1 : trigger.start]
        softs = [t.norm for t in gap if t.kind == SOFT]
        if any(t.norm in RELATIVE for t in gap):
            return
        if trigger.kind == "negation":
            reached = self.behind(trigger, last)
            stopped = not complaint and any(self.tokens[k].norm in _STOPPED for k in trigger.used)
            sense.past |= bool(reached) and stopped  # a medicine that was stopped was taken
            sense.denied |= bool(reached) and not stopped
            sense.doubt |= reached is None
        elif trigger.kind == "other":
            sense.other |= len(gap) <= 3
        elif trigger.kind == "uncertain":
            sense.doubt |= set(softs) <= _DASHES and (not softs or len(gap) == len(softs))
        elif trigger.kind == "past" and self._of_what_was_named(trigger):
            sense.past |= not complaint
        elif not softs:
            sense.past |= trigger.kind == "past" and not any(t.norm in _ONSET for t in gap)

    def _of_what_was_named(self, trigger: Trigger) -> bool:
        """Whether it speaks of what was named before: "was on steroids for years, stopped them last week"."""
        return any(self.tokens[k].norm in ("it", "them", "those") for k in trigger.used)

    def _question(self, sense: Sense, last: int) -> None:
        """Questions: "chest pain? No." and "is it a stroke?"."""
        if self.mark != "?":
            return
        soft = (k for k in range(last, self.high) if self.tokens[k].kind == SOFT and self.tokens[k].norm != "or")
        if any(t.kind == WORD and len(t.norm) > 4 for t in self.tokens[next(soft, self.high) : self.high]):
            return
        sense.doubt = True
        answer = self._answer()
        if answer in _NO:
            sense.denied, sense.doubt = True, False
        elif answer in _YES:
            sense.doubt = False

    def _answer(self) -> str:
        """The word that answers a question; "" if what follows is no answer: "no pain either"."""
        at = self.high + 1
        while at < len(self.tokens) and self.tokens[at].norm in _ANSWER:
            at += 1
        if at >= len(self.tokens):
            return ""
        word = self.tokens[at].norm
        alone = at + 1 >= len(self.tokens) or self.tokens[at + 1].kind in (HARD, SOFT)
        return word if alone or word in _YES else ""
