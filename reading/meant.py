"""The one finding that a short term means, where exactly one is asked for: a changed answer, a name at a prompt."""

from ..facts.errors import UnknownTerm
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .nearest import nearest
from .reader import read


def finding_meant(term: str, vocabulary: Vocabulary) -> str:
    """The id of the finding that a name, or words read as just one finding, mean. Raises UnknownTerm with the nearest.

    A denial, or words of which a part was not understood, mean none.
    """
    if (named := vocabulary.named(term)) is not None:
        return named
    vocabulary.refuse_unknown_code(term)
    reading = read(term, vocabulary)
    so = {s.finding for s in reading.taken if s.state is State.PRESENT}
    if len(so) != 1 or reading.unread or len(so) < len(reading.said):
        labels = (vocabulary.findings[name].label for name in nearest(term, vocabulary, 3))
        raise UnknownTerm(term, tuple(labels))
    return so.pop()
