"""Whether what some tokens mean is said or denied, of whom, of when, and how surely: the scopes of the triggers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .context import Trigger
from .doing import GOOD
from .tokens import SOFT, WORD, Token

_NEW_CLAUSE = frozenset(
    re.split(
        " ",
        "i my he his she her it they has have had is are was were reports complains feel feels feeling there "
        "then now worse better lately mostly came took but only just",
    )
)
_RELATIVE = frozenset(
    re.split(
        " ",
        "who which whose that because since until after before when while then from due despite",
    )
)
_SUBJECT = frozenset(
    re.split(
        " ",
        "i he she they it my his her you we there",
    )
)
_OVER = frozenset(["gone", "resolved", "cleared", "settled", "disappeared"])
_AFTER_OVER = frozenset(
    re.split(
        " ",
        "now away completely since after on by again without in over within",
    )
)
_VERBS = frozenset(
    re.split(
        " ",
        "with without no plus has have had is was are were",
    )
)


@dataclass(slots=True)
class Sense:
    """How a finding is said. `doubt` is doubt of scope or of words: it is then only proposed."""

    denied: bool = False
    other: bool = False
    past: bool = False
    doubt: bool = False


@dataclass(frozen=True)
class Sentence:
    """A text's tokens and triggers, and the hard marks around the place in question."""

    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    low: int
    high: int
    mark: str
    enders: frozenset[str]

    def sense(self, used: frozenset[int], denied: bool = False, danger: bool = False) -> Sense:
        """The sense of what these tokens mean; `denied` if the words themselves say that it is absent."""
        sense = Sense(denied)
        first, last = min(used), max(used)
        for trigger in self.triggers:
            if trigger.way in ("wide", "pseudo") or not self.low <= trigger.start <= self.high:
                continue
            own = set(trigger.used)
            if own <= used or (own & used and trigger.kind != "uncertain"):
                continue
            if (
                trigger.kind == "negation"
                and trigger.way == "forward"
                and first < trigger.start
                and trigger.end <= last
            ):
                if self._inside(trigger, used, last):
                    sense.denied = True
            elif trigger.way == "forward" and trigger.end <= first:
                self._forward(trigger, sense, first, danger)
            elif trigger.way == "back" and trigger.start >= last:
                self._back(trigger, sense, last)
        self._question(sense, last)
        return sense

    def _inside(self, trigger: Trigger, used: frozenset[int], last: int) -> bool:
        """Whether the denial stands between the words of what it denies: "my feet are not numb"."""
        onward = min((k for k in used if k >= trigger.end), default=last)
        near = onward - trigger.end <= 4 and all(t.kind != SOFT for t in self.tokens[trigger.end : onward])
        return near and self.tokens[trigger.start].norm in ("not", "never", "no", "neither")

    def _forward(self, trigger: Trigger, sense: Sense, first: int, danger: bool) -> None:
        gap = self.tokens[trigger.end : first]
        softs = [t.norm for t in gap if t.kind == SOFT]
        if trigger.kind == "negation":
            self._deny(trigger, sense, gap, softs, first)
        elif trigger.kind == "uncertain":
            sense.doubt |= all(s == "or" for s in softs)
        elif trigger.kind == "past":
            mine = any(t.norm in ("i", "my", "now", "is", "are", "has") for t in gap)
            sense.past |= not softs or (all(s in ("or", "and", ",") for s in softs) and not mine)
        elif not any(t.norm in ("i", "me", "my", "mine") for t in gap):
            if softs and danger:
                sense.doubt = True  # perhaps of the person after all
            else:
                sense.other = True

    def _deny(self, trigger: Trigger, sense: Sense, gap: Sequence[Token], softs: list[str], first: int) -> None:
        head = self.tokens[trigger.start].norm
        if any(
            t.norm in self.enders or t.norm in _RELATIVE or (t.norm in _SUBJECT and k > 1) for k, t in enumerate(gap)
        ):
            return
        before = self.tokens[max(self.low, trigger.start - 6) : trigger.start]
        if head == "without" and any(t.norm in ("not", "never", "hardly", "unable", "barely") for t in before):
            return
        if any(s in ("with", "plus", "also") for s in softs) or self._new_clause(gap, first):
            return
        wide = any(t.way == "wide" and t.start == trigger.start for t in self.triggers)
        if all(s in ("or", "nor", "/") for s in softs) or wide or self._listed(trigger, head, first):
            sense.denied = True
        elif all(s == "and" for s in softs) and head in ("no", "without"):
            sense.doubt = True  # "no fever and X": X may be said or denied

    def _new_clause(self, gap: Sequence[Token], first: int) -> bool:
        for k, token in enumerate(gap):
            onward = gap[k + 1] if k + 1 < len(gap) else self.tokens[first]
            last_comma = k + 1 == len(gap) and token.norm == ","
            if ((token.kind == SOFT and k + 1 < len(gap)) or last_comma) and onward.norm in _NEW_CLAUSE:
                return True
        return False

    def _listed(self, trigger: Trigger, head: str, first: int) -> bool:
        """Whether an "or" further on closes a list of what is denied: "no A, B or C"."""
        later = []
        for token in self.tokens[trigger.end : self.high]:
            if token.norm in _VERBS:
                break
            later.append(token.norm)
        closed = "or" in later or "nor" in later
        heads = ("no", "without", "nil", "negative", "free", "lack", "absence")
        return head in heads and closed and trigger.end + len(later) > first

    def _back(self, trigger: Trigger, sense: Sense, last: int) -> None:
        gap = self.tokens[last + 1 : trigger.start]
        softs = [t.norm for t in gap if t.kind == SOFT]
        if any(t.norm in _RELATIVE for t in gap):
            return
        if trigger.kind == "negation":
            sense.denied |= self._over(trigger, gap, softs)
        elif trigger.kind == "other":
            sense.other |= len(gap) <= 3
        elif not softs:
            sense.past |= trigger.kind == "past"
            sense.doubt |= trigger.kind == "uncertain"

    def _over(self, trigger: Trigger, gap: Sequence[Token], softs: list[str]) -> bool:
        words = {self.tokens[k].norm for k in trigger.used}
        after = self.tokens[trigger.end] if trigger.end < self.high else None
        if words & _OVER and after is not None and after.kind == WORD and after.norm not in _AFTER_OVER:
            return False  # "had gone deep purple"
        if softs and any(t.norm in ("the", "my", "his", "her", "it", "i") for t in gap):
            return False
        if any(t.norm in ("not", "never") for t in gap):
            return False
        if [t.norm for t in gap] in ([":"], ["-"], ["="], ["("]):
            return True
        mild = words & (GOOD | {"back", "good"})
        return len(gap) <= 5 and (not softs or (not mild and all(s in ("and", "or") for s in softs)))

    def _question(self, sense: Sense, last: int) -> None:
        """Questions: "chest pain? No." and "is it a stroke?"."""
        if self.mark != "?":
            return
        soft = (k for k in range(last, self.high) if self.tokens[k].kind == SOFT and self.tokens[k].norm != "or")
        if any(t.kind == WORD and len(t.norm) > 4 for t in self.tokens[next(soft, self.high) : self.high]):
            return
        sense.doubt = True
        answer = self.tokens[self.high + 1].norm if self.high + 1 < len(self.tokens) else ""
        alone = self.high + 2 >= len(self.tokens) or self.tokens[self.high + 2].kind != WORD
        if answer in ("no", "none", "nil", "never") and alone:
            sense.denied, sense.doubt = True, False
        elif answer == "yes":
            sense.doubt = False
