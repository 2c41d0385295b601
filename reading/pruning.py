"""Candidates without those that say no more than another, or that the words beside them turn round."""

from collections.abc import Callable, Collection, Sequence

from .parts import MODIFIERS, Candidate
from .phrases import DENIALS
from .tokens import WORD, Token

_EASES = frozenset(["help", "ease", "sooth", "reliev", "relief", "better", "loosen"])  # stems
_BESIDE = 3  # words

Broader = Callable[[str], frozenset[str]]


def pruned(
    candidates: Sequence[Candidate], tokens: Sequence[Token], broader: Broader, dangers: Collection[str]
) -> list[Candidate]:
    """Without what says no more than another candidate that shares its words, and what worsens where it is to ease."""
    denials = {i for i, token in enumerate(tokens) if token.norm in DENIALS}
    placed = denials | {i for c in candidates if _is_placed(c) for i in c.tokens}
    timed = denials | {i for c in candidates if any(sort in MODIFIERS for sort, _ in c.requires) for i in c.tokens}
    said = {finding for c in candidates if c.way != "made" for finding in broader(c.finding)}
    rest = []
    for c in candidates:
        taken = c.tokens <= placed or (c.tokens & denials and c.tokens <= timed)  # "no pain at night" is some by day
        kept = c.way != "made" or not taken or (c.finding in dangers and c.finding not in said)
        if kept and not _eased(c, tokens):
            rest.append(c)
    return [c for at, c in enumerate(rest) if not any(_says_more(o, c, n < at, broader) for n, o in enumerate(rest))]


def _is_placed(candidate: Candidate) -> bool:
    return candidate.way == "frame" and any(s == "site" and v != "none" for s, v in candidate.requires)


def _eased(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether what makes it worse by name is said to help: "a hot bath helps"."""
    if not candidate.finding.startswith("worse_"):
        return False
    after = tokens[max(candidate.tokens) + 1 : max(candidate.tokens) + 1 + _BESIDE]
    onward = next((n for n, token in enumerate(after) if token.kind != WORD), len(after))
    return any(token.stem in _EASES for token in after[:onward])


def _says_more(other: Candidate, candidate: Candidate, earlier: bool, broader: Broader) -> bool:
    if other is candidate or other.denied != candidate.denied or not other.tokens & candidate.tokens:
        return False
    if other.finding == candidate.finding:
        more = len(other.tokens) - len(candidate.tokens)
        return more > 0 or (more == 0 and earlier)
    return candidate.finding in broader(other.finding)
