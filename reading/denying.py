"""How far a denial reaches: what it takes in, what ends it, and what denies the denial."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .context import Trigger
from .doing import GOOD
from .tables import load_tables
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
_SUBJECT = frozenset(re.split(" ", "i he she they it its my his her you we there"))
_AUXILIARY = frozenset(["do", "did", "does", "am", "have", "has", "had", "is"])
_HAVING = frozenset(["have", "had", "got", "get"])
_BEARER = frozenset(["i", "he", "she", "we", "they", "do", "does", "did", "have", "has"])
_OBJECT = frozenset(re.split(" ", "has have is are was were had feels looks"))
_OVER = frozenset(["gone", "went", "resolved", "cleared", "settled", "disappeared", "subsided"])
_TURNS = frozenset(["gone", "went"])
_BY = (["with"], ["by"], ["on"], ["following"])
_TOLD = (["the"], ["my"], ["i"], ["a"], ["his"], ["her"])
_GOES = frozenset(["stop", "stops", "end", "ends", "resolves", "settles", "clears", "goes"])
_AFTER_OVER = frozenset(re.split(" ", "now away completely since after on by again without in over within down"))
_VERBS = frozenset(re.split(" ", "with without no plus has have had is was are were"))
_LACKS = frozenset(["without", "free", "lack", "absence"])
_NEVER = frozenset(["not", "never", "hardly", "unable", "barely", "rarely", "seldom"])
_AMID = frozenset(re.split(" ", "not never no neither without nor rather instead negative nil"))
_SIGNS = frozenset(["positive", "negative"])
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
        return near and self.tokens[trigger.start].norm in _AMID

    def left(self, trigger: Trigger) -> bool:
        """Whether it has left the place that follows: "the numbness has gone from my hand", not "gone numb"."""
        onward = self.tokens[trigger.end].norm if trigger.end < self.high else ""
        return onward in ("from", "in", "on", "at") and bool({self.tokens[k].norm for k in trigger.used} & _OVER)

    def ahead(self, trigger: Trigger, first: int) -> bool | None:
        """Whether a denial reaches what begins after it; None if that is in doubt."""
        gap = self.tokens[trigger.end : first]
        softs = [t.norm for t in gap if t.kind == SOFT]
        head = self.tokens[trigger.start].norm
        if self._ended(gap) or self._denied_itself(trigger, head, gap, first) or self._sign_of_last(trigger):
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
            asked = k and gap[k - 1].norm in _AUXILIARY  # "nor do I have"
            if (k and not asked and token.norm in ("she", "he", "i", "they")) or (k == 1 and token.norm in _OBJECT):
                return True
        return False

    def _sign_of_last(self, trigger: Trigger) -> bool:
        """Whether a bare sign belongs to what stands before it: "fever (-) rash (+)"."""
        alone = [self.tokens[k].norm for k in trigger.used] == ["negative"]
        before = self.tokens[trigger.start - 1] if trigger.start > self.low else None
        return alone and before is not None and before.kind == WORD and not self._signed_first()

    def _signed_first(self) -> bool:
        """Whether signs stand before what they speak of: "(+) fever (-) rash"."""
        return self.low < len(self.tokens) and self.tokens[self.low].norm in _SIGNS

    def _denied_itself(self, trigger: Trigger, head: str, gap: Sequence[Token], first: int) -> bool:
        """Whether two denials make none: "never without", "not a day free of"."""
        before = self.tokens[max(self.low, trigger.start - 6) : trigger.start]
        close = before[max((k + 1 for k, t in enumerate(before) if t.kind == SOFT), default=0) :]
        if head in _LACKS and any(t.norm in _NEVER or t.norm == "no" for t in close):
            return True
        inner = (t.start for t in self.triggers if t.kind == "negation" and t.way != "pseudo")
        lacking = any(trigger.end <= k < first and self.tokens[k].norm in _LACKS for k in inner)
        return lacking and not any(t.kind == SOFT for t in gap)

    def _new_clause(self, gap: Sequence[Token], first: int) -> bool:
        for k, token in enumerate(gap):
            onward = gap[k + 1] if k + 1 < len(gap) else self.tokens[first]
            last_comma = k + 1 == len(gap) and token.norm == ","
            if ((token.kind == SOFT and k + 1 < len(gap)) or last_comma) and onward.norm in NEW_CLAUSE:
                return True
        return False

    def _listed(self, trigger: Trigger, head: str, first: int) -> bool:
        """Whether an "or" closes a list of what is denied, at this place or further on: "no A, B or C"."""
        end = next((k for k in range(trigger.end, self.high) if self.tokens[k].norm in _VERBS), self.high)
        softs = [k for k in range(trigger.end, first) if self.tokens[k].kind == SOFT]
        onward = range(softs[-1] if softs else first, end)
        return head in _LISTING and first < end and any(self.tokens[k].norm in ("or", "nor") for k in onward)

    def behind(self, trigger: Trigger, last: int) -> bool | None:
        """Whether a denial reaches what ends before it: "chest pain: none"; None for "it went away with treatment"."""
        gap = self.tokens[last + 1 : trigger.start]
        softs = [t.norm for t in gap if t.kind == SOFT]
        words = {self.tokens[k].norm for k in trigger.used}
        if words == {"negative"} and self._signed_first():
            return False
        if words & _TURNS and not words & _AFTER_OVER and self._onward(trigger):
            return False  # "had gone deep purple"
        if softs and any(t.norm in ("the", "my", "his", "her", "it", "i") for t in gap):
            return False
        if any(t.norm in ("not", "never") for t in gap) or (gap and gap[-1].norm in ("and", "of", "with")):
            return False
        if words & _GOES or (words <= GOOD and self._onward(trigger)):
            return False  # "stops when I rest", "of normal intelligence"
        if [t.norm for t in gap] in ([":"], ["-"], ["="], ["("]):
            return True
        mild = words & (GOOD | {"back", "good"})
        if len(gap) > 5 or (softs and (mild or any(s not in ("and", "or") for s in softs))):
            return False
        return None if words & _OVER and self._treated(trigger) else True

    def _onward(self, trigger: Trigger) -> bool:
        """Whether a word follows that the trigger speaks of: "gone purple", "of normal weight"."""
        after = self.tokens[trigger.end] if trigger.end < self.high else None
        return after is not None and after.kind == WORD and after.norm not in _AFTER_OVER

    def _treated(self, trigger: Trigger) -> bool:
        """Whether something made it go, for as long as that lasts: "cleared with potassium"."""
        after = [t.norm for t in self.tokens[trigger.end : min(trigger.end + 2, self.high)]]
        return after[:1] in _BY or (after[:1] == ["after"] and after[1:2] not in _TOLD)

    def closes(self, trigger: Trigger, last: int) -> bool:
        """Whether a "not" ends the clause and speaks of what stands before it: "hands not", "fever I do not have"."""
        end = trigger.end
        while end < self.high and self.tokens[end].norm in _HAVING:
            end += 1
        ends = end >= self.high or self.tokens[end].kind != WORD
        between = [t.norm for t in self.tokens[last + 1 : trigger.start]]
        near = all(word in _BEARER for word in between) and (not between or end > trigger.end)
        return ends and near and self.tokens[trigger.start].norm == "not"

    def narrowed(self, used: Collection[int]) -> bool:
        """Whether only something narrower is denied: "no calf pain at night" denies no calf pain by day."""
        amid = (k for k in range(min(used), max(used)) if k not in used and {k - 1, k + 1} <= set(used))
        narrowing = (t for t in self.triggers if t.kind == "narrowing")
        return any(self._narrows(t, used) for t in narrowing) or any(self._says_something(k) for k in amid)

    def _narrows(self, trigger: Trigger, used: Collection[int]) -> bool:
        first, last = min(used), max(used)
        if not self.low <= trigger.start <= self.high:
            return False
        if set(trigger.used) <= set(used):
            return trigger.way == "within" and len(used) > 1
        if trigger.way == "back":
            between, after = self.tokens[last + 1 : trigger.start], trigger.start > last
        else:
            between, after = self.tokens[trigger.end : first], trigger.end <= first
        return after and len(between) <= 5 and all(t.kind == WORD for t in between)

    def _says_something(self, at: int) -> bool:
        """Whether the word between two of the words that are denied adds to them: "severe LEG pain"."""
        token = self.tokens[at]
        plain = token.kind == WORD and token.norm not in load_tables().words.skip
        return plain and not any(at in t.used for t in self.triggers)

    def until(self, last: int) -> bool:
        """Whether what is denied is so only up to a time: "no back pain until last week", "never had it before"."""
        for at in range(last + 1, min(last + 5, self.high)):
            word = self.tokens[at]
            if word.kind == SOFT:
                return False
            if word.norm in ("until", "till"):
                return True
            if word.norm == "before":
                return at + 1 >= self.high or self.tokens[at + 1].kind == SOFT
        return False
