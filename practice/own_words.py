"""How the file of a case words what stands for many things, and what it denies in words that are no finding."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..cases.library import cause
from ..facts.case import Case, Understood
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from .history import idle_words
from .stems import stems, words_of


def own_words(case: Case, base: KnowledgeBase) -> Mapping[str, list[str]]:
    """The file's words for what is so and stands for many things: "heartburn" of "another illness"."""
    found: dict[str, list[str]] = {}
    for read, words in _untelling(case, base):
        if read.state is State.PRESENT and base.vocabulary.findings[read.finding].various:
            found.setdefault(read.finding, []).append(words)
    return found


def denied_words(case: Case, base: KnowledgeBase) -> Mapping[str, str]:
    """The words that the file denies and that are no finding, each with the kind of thing that it is one of.

    Such a denial is no answer of the kind itself: who has no "past medical history" may have another illness.
    """
    return {words: read.finding for read, words in _untelling(case, base) if read.state is State.UNKNOWN}


def _untelling(case: Case, base: KnowledgeBase) -> Iterator[tuple[Understood, str]]:
    """What the words of the file were read as; without those that name a cause, or have a word of the confirmed one's
    names, for they may be the answer."""
    telling = frozenset[str]().union(*(_of_its_names(each, base) for each in (case.truth, *case.also) if each))
    for read in case.read:
        words = " ".join(read.words.replace("_", " ").split())
        if stems(words_of(words)).isdisjoint(telling) and base.named_hypothesis(words) is None:
            yield read, words


@lru_cache(maxsize=512)
def _of_its_names(truth: str, base: KnowledgeBase) -> frozenset[str]:
    """The stems of the words in the names of a confirmed cause."""
    names = [truth.replace("_", " ")]
    if known := cause(truth, base):
        hypothesis = base.hypotheses[known]
        names += (hypothesis.label, known.replace("_", " "), *hypothesis.synonyms, *hypothesis.known_by)
    return stems(word for name in names for word in words_of(name)) - stems(idle_words())
