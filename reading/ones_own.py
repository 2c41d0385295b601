"""A tale of another, read as that person would tell it: "my dad's feet burn, he limps" as "my feet burn, I limp"."""

from collections.abc import Callable, Sequence

from .tokens import WORD, Token, stem

_OWN = {
    "he": "i", "she": "i", "him": "me", "his": "my", "her": "my", "hers": "mine", "himself": "myself",
    "herself": "myself", "i": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves",
}  # fmt: skip

_OPENS, _IS = 5, ("am", "is", "im", "called")  # "hi there i am", "my name is"
_NEAR = 5  # words between "my" and whose: "my 8 year old son"


def named_oneself(tokens: Sequence[Token], called: str, heard_of: Callable[[str], bool]) -> None:
    """Read the name with which one who tells of himself opens as "I": "kelly 34f", or "hi im kelly, 34"."""
    if called and tokens[0].norm == called:
        tokens[0].norm = tokens[0].stem = "i"
    for at in range(min(_OPENS, len(tokens) - 2)):
        name, after = tokens[at + 1], tokens[at + 2]
        ends = after.kind != WORD or after.norm.isdigit() or after.norm == "and"
        if tokens[at].norm in _IS and name.norm.isalpha() and ends and not heard_of(name.norm):
            name.norm = name.stem = "i"


def as_ones_own(tokens: Sequence[Token], called: str, heard_of: Callable[[str], bool]) -> None:
    """Read the words for the one who is `called` so as words for oneself, and the teller's as another's.

    A word that nobody has `heard_of` next to these is a name: "my son Noah". The words as written stay where they are.
    """
    names = {*called.split()} - {"in"}  # "mother in law"
    names |= {f"{name}s" for name in names}  # "my dads calves"
    after = False
    for at, token in enumerate(tokens):
        unheard = after and token.norm.isalpha() and not heard_of(token.norm)
        after = token.norm in names
        own = "i" if after or unheard else _OWN.get(token.norm)
        leads_up = own == "their" and any(t.norm in names for t in tokens[at + 1 : at + _NEAR])
        if own is not None and not leads_up:
            token.norm, token.stem = own, stem(own)
