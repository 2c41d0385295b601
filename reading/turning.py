"""Whether what was learned of wordings is said not to be so in a clause."""

from collections.abc import Sequence

from .composing import Composed
from .context import Trigger
from .known import Known
from .plain import plain
from .tokens import WORD, Token

LEADS = frozenset(["in", "on", "my", "the", "his", "her", "their", "a", "any", "that", "so", "really"])
_BE = frozenset(["is", "are", "was", "were", "am", "been", "be", "being", "its"])


class Turning:
    """One text, and its denials: `unread` are its words that nothing accounts for, `turned` those of a plain no."""

    tokens: Sequence[Token]
    composed: Composed
    knowing: Known
    unread: set[int]
    turned: set[int]

    def _turned_down(self, finding: str, inside: range) -> bool:
        """Whether a clause plainly denies it; the words of a danger stay unread all the same."""
        if not plain(inside, self.tokens, inside, ()):
            return False
        if finding in self.knowing.dangers:
            return self._denied(finding, inside)
        self._turn(finding, inside)
        return True

    def _turn(self, finding: str, inside: range) -> None:
        """Count the words that speak for what is denied, or was not looked for, as heard."""
        known = (i for i in self.unread & {*inside} if self.knowing.heard_of(self.tokens[i].norm))
        self.turned |= {i for i in known if self._speaks(i, finding)}
        self.unread -= self.turned

    def _denies(self, inside: range) -> bool:
        """Whether a word of denial stands in a clause."""
        denials = (t for t in self.composed.triggers if t.kind == "negation" and t.way != "pseudo")
        return any(t.start in inside for t in denials)

    def _denied(self, finding: str, inside: range) -> bool:
        """Whether the words that speak for a finding are said not to be so: "it is not red", not "will not zip up"."""
        speaking = {i for i in (self.unread | self.turned) & {*inside} if self._speaks(i, finding)}
        denials = (t for t in self.composed.triggers if t.kind == "negation" and t.way != "pseudo")
        return any(
            (self._onward(t) if t.way == "forward" and self._is_not(t) else t.start - 1 if t.way == "back" else None)
            in speaking
            for t in denials
        )

    def _onward(self, denial: Trigger) -> int:
        """The word that a denial is of: the red of "not red", the arm of "not in my arm"."""
        at = denial.end
        while at < len(self.tokens) and self.tokens[at].norm in LEADS:
            at += 1
        return at

    def _is_not(self, denial: Trigger) -> bool:
        """Whether a denial is of being or having: "is not", "no"."""
        return self.tokens[denial.start].norm != "not" or self._of_being(denial.start)

    def _of_being(self, at: int) -> bool:
        """Whether a "not" is of what something is, or begins a clause: "is not red", "not sore", no "will not zip"."""
        before = self.tokens[at - 1] if at else None
        return before is None or before.kind != WORD or before.norm in _BE

    def _speaks(self, at: int, finding: str) -> bool:
        return self.knowing.learned.speaks(self.tokens[at].norm, self.tokens[at].stem, finding)
