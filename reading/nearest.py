"""Which findings words are nearest to in meaning: for suggestions and for `find`, never to be taken."""

from ..facts.vocabulary import Vocabulary
from .hearing import hear
from .judging import likelihood
from .known import known
from .letters import clean
from .reader import read
from .tokens import tokenize


def nearest(text: str, vocabulary: Vocabulary, limit: int = 8) -> list[str]:
    """The ids of the findings that words may mean, likeliest first: what is read, then what is near."""
    text = clean(text)
    found = dict.fromkeys(s.finding for s in sorted(read(text, vocabulary).said, key=lambda s: not s.certain))
    knowing = known(vocabulary)
    tokens = tokenize(text)
    clues = [
        (max(likelihood(c).values()), c.finding)
        for _, cs in hear(tokens, knowing.composer.read(tokens), knowing)
        for c in cs
    ]
    found |= dict.fromkeys(finding for _, finding in sorted(clues, key=lambda each: (-each[0], each[1])))
    return list(found)[:limit]


def nearest_labels(text: str, vocabulary: Vocabulary, limit: int = 3) -> list[str]:
    """The labels of the findings that words may mean, for a message to a person."""
    return [vocabulary.findings[f].label for f in nearest(text, vocabulary, limit)]
