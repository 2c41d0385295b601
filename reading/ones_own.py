"""A tale of another, read as that person would tell it: "my dad's feet burn, he limps" as "my feet burn, I limp"."""

from collections.abc import Sequence

from .tokens import Token, stem

_OWN = {
    "he": "i", "she": "i", "him": "me", "his": "my", "her": "my", "hers": "mine", "himself": "myself",
    "herself": "myself", "i": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves",
}  # fmt: skip


def as_ones_own(tokens: Sequence[Token], called: str) -> None:
    """Read the words for the one who is `called` so as words for oneself, and the teller's as another's.

    The words as written stay where they are.
    """
    for token in tokens:
        own = "i" if token.norm == called else _OWN.get(token.norm)
        if own is not None:
            token.norm, token.stem = own, stem(own)
