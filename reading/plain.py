"""Whether a denial is a plain one: "no chest pain", and not "never such chest pain" or "fine until this morning"."""

import itertools
import re
from collections.abc import Collection, Sequence

from .doing import GOOD
from .tokens import SOFT, Token

_TURNS = frozenset(
    re.split(
        " ",
        "unless except only until till longer less so such like deny earlier yesterday before ignore believe "
        "expect expected easing lying kidding joking",
    )
)
_PAIRS = frozenset(
    [("neither", "can"), ("neither", "could"), ("without", "being"), ("just", "about"), ("barely", "can")]
)
_WHEN = frozenset(["morning", "evening", "week", "weekend", "time", "month", "year", "afternoon", "moment"])
_FINE = GOOD | {"ok", "okay", "right", "normal"}
_JOINS = {"or", "and"}
_NO = frozenset(["no", "not", "never", "without", "nor", "neither", "nil", "denies", "denied"])


def plain(used: Collection[int], tokens: Sequence[Token], sentence: range, others: Sequence[Collection[int]]) -> bool:
    """Whether what denies some tokens of a sentence leaves no doubt; `others` are the tokens of each other finding.

    It is none if a word turns it, if it says "not fine", or if it would have to reach over another complaint that
    nothing separates: "no pain my foot is black".
    """
    clause = clause_around(used, tokens, sentence)
    words = [t.norm for t in tokens[clause.start : clause.stop + 2]]  # and with which the next one begins
    pairs = set(itertools.pairwise(words))
    if _TURNS & set(words) or pairs & _PAIRS:
        return False
    if any((one == "not" and two in _FINE) or (one == "this" and two not in _WHEN) for one, two in pairs):
        return False
    last = max((i for i in sentence if i < max(used) and tokens[i].norm in _NO and i not in used), default=-1)
    first = min((i for i in used if i > last), default=min(used))
    for at in range(first - 1, sentence.start - 1, -1):
        if tokens[at].kind == SOFT or tokens[at].norm in _NO | _JOINS:
            return True
        if (between := next((other for other in others if at in other), None)) is not None:
            return any(tokens[i].norm in _NO for i in between)
    return True


def clause_around(used: Collection[int], tokens: Sequence[Token], sentence: range) -> range:
    """The tokens between the soft marks around some of a sentence."""
    low, high = min(used), max(used) + 1
    while low > sentence.start and tokens[low - 1].kind != SOFT:
        low -= 1
    while high < sentence.stop and tokens[high].kind != SOFT:
        high += 1
    return range(low, high)
