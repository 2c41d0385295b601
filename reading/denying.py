"""How far a denial reaches: what it takes in, what ends it, and what denies the denial."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .context import Trigger
from .doing import GOOD
from .tokens import SOFT, WORD, Token

NEW_CLAUSE = frozenset(
    re.split(
        " ",
        "i my he his she her it they has have had is are was were reports complains feel feels feeling there "
        "then now worse better lately mostly came took but only just started began",
    )
)
RELATIVE = frozenset(
    re.split(
        " ",
        "who which whose that because since until till after before when while then from due despite",
    )
)
_SUBJECT = frozenset(re.split(" ", "i he she they it my his her you we there"))
_OBJECT = frozenset(re.split(" ", "has have is are was were had feels looks"))
_OVER = frozenset(["gone", "resolved", "cleared", "settled", "disappeared"])
_AFTER_OVER = frozenset(re.split(" ", "now away completely since after on by again without in over within down"))
_VERBS = frozenset(re.split(" ", "with without no plus has have had is was are were"))
_LACKS = frozenset(["without", "free", "lack", "absence"])
_NEVER = frozenset(["not", "never", "hardly", "unable", "barely", "rarely", "seldom"])
_LISTING = frozenset(["no", "without", "nil", "negative", "free", "lack", "absence", "not", "never"])


@dataclass(frozen=True)
class Scene:
    """A text's tokens and triggers, and the hard marks around the place in question."""

    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    low: int
    high: int
    mark: str
    enders: frozenset[str]

    def inside(self, trigger: Trigger, used: frozenset[int]) -> bool:
        """Whether the denial stands between the words of what it denies: "my feet are not numb"."""
        onward = min((k for k in used if k >= trigger.end), default=max(used))
        gap = self.tokens[trigger.end : onward]
        near = onward - trigger.end <= 5 and all(t.kind != SOFT or t.norm in ("or", "nor") for t in gap)
        return near and self.tokens[trigger.start].norm in ("not", "never", "no", "neither", "without", "nor")

    def ahead(self, trigger: Trigger, first: int) -> bool | None:
        """Whether a denial reaches what begins after it; None if that is in doubt."""
        gap = self.tokens[trigger.end : first]
        softs = [t.norm for t in gap if t.kind == SOFT]
        head = self.tokens[trigger.start].norm
        if self._ended(gap) or self._denied_itself(trigger, head, gap, first):
            return False
        if any(s in ("with", "plus", "also") for s in softs) or self._new_clause(gap, first):
            return False
        wide = any(t.way == "wide" and t.start == trigger.start for t in self.triggers)
        if all(s in ("or", "nor", "/") for s in softs) or wide or self._listed(trigger, head, first):
            return True
        return None if all(s == "and" for s in softs) and head in ("no", "without") else False

    def _ended(self, gap: Sequence[Token]) -> bool:
        """Whether an exception, a relative clause or another subject stands between: "no cough while I ..."."""
        for k, token in enumerate(gap):
            if token.norm in self.enders or token.norm in RELATIVE or (token.norm in _SUBJECT and k > 1):
                return True
            if k and token.norm in ("she", "he", "i", "they") or (k == 1 and token.norm in _OBJECT):
                return True
        return False

    def _denied_itself(self, trigger: Trigger, head: str, gap: Sequence[Token], first: int) -> bool:
        """Whether two denials make none: "never without", "not a day free of"."""
        before = self.tokens[max(self.low, trigger.start - 6) : trigger.start]
        close = before[max((k + 1 for k, t in enumerate(before) if t.kind == SOFT), default=0) :]
        if head in _LACKS and any(t.norm in _NEVER or t.norm == "no" for t in close):
            return True
        lacking = any(t.start in range(trigger.end, first) and self.tokens[t.start].norm in _LACKS for t in self._denials())
        return lacking and not any(t.kind == SOFT for t in gap)

    def _denials(self) -> list[Trigger]:
        return [t for t in self.triggers if t.kind == "negation" and t.way != "pseudo"]

    def _new_clause(self, gap: Sequence[Token], first: int) -> bool:
        for k, token in enumerate(gap):
            onward = gap[k + 1] if k + 1 < len(gap) else self.tokens[first]
            last_comma = k + 1 == len(gap) and token.norm == ","
            if ((token.kind == SOFT and k + 1 < len(gap)) or last_comma) and onward.norm in NEW_CLAUSE:
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
        return head in _LISTING and closed and trigger.end + len(later) > first

    def behind(self, trigger: Trigger, last: int) -> bool:
        """Whether a denial reaches what ends before it: "chest pain: none", "the numbness has gone"."""
        gap = self.tokens[last + 1 : trigger.start]
        softs = [t.norm for t in gap if t.kind == SOFT]
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

    def narrowed(self, used: Collection[int]) -> bool:
        """Whether only something narrower is denied: "no calf pain at night" denies no calf pain by day."""
        first, last = min(used), max(used)
        for trigger in self.triggers:
            if trigger.kind != "narrowing" or not self.low <= trigger.start <= self.high or set(trigger.used) & set(used):
                continue
            between = self.tokens[trigger.end : first] if trigger.way == "forward" else self.tokens[last + 1 : trigger.start]
            after = trigger.end <= first if trigger.way == "forward" else trigger.start > last
            if after and len(between) <= 3 and all(t.kind == WORD for t in between):
                return True
        return False

    def until(self, last: int) -> bool:
        """Whether what is denied is so only up to a time: "no back pain until last week"."""
        for token in self.tokens[last + 1 : min(last + 5, self.high)]:
            if token.kind == SOFT:
                return False
            if token.norm in ("until", "till"):
                return True
        return False
