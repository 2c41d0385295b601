"""One door to the seven explanations: a kind, its arguments as they were typed, and a consultation."""

from collections.abc import Callable, Sequence

from ..engine.consultation import Consultation
from ..facts.errors import InputError, UnknownTerm
from ..facts.terms import fold
from ..rules.knowledge_base import KnowledgeBase
from .compare import compare
from .explanation import Explanation
from .how import how
from .learn import learn
from .read_changes import read_changes
from .stability import stability
from .tipping import tipping
from .what_if import what_if
from .why_not import why_not

KINDS = ("how", "why-not", "compare", "what-if", "tipping", "stability", "learn")


def explain(base: KnowledgeBase, consultation: Consultation, kind: str, arguments: Sequence[str] = ()) -> Explanation:
    """The explanation that these words ask for; "why" asks for how, and "why not" for why-not.

    Raises InputError for an unknown kind, hypothesis or finding, or the wrong number of arguments.
    """
    if kind == "why":
        kind, arguments = ("why-not", arguments[1:]) if list(arguments[:1]) == ["not"] else ("how", arguments)
    if kind not in KINDS:
        raise InputError(f"unknown explanation {kind!r}; use one of: {', '.join(KINDS)}")
    if kind == "what-if":
        return what_if(base, consultation, read_changes(arguments, consultation.case, base.vocabulary))
    if kind == "compare":
        return compare(base, consultation, [hypothesis_meant(base, a) for a in arguments])
    if kind in ("tipping", "stability"):
        if arguments:
            raise InputError(f"{kind} takes no further words, but got {' '.join(arguments)!r}")
        return tipping(base, consultation) if kind == "tipping" else stability(base, consultation)
    if not arguments:
        raise InputError(f"{kind} of what? Name a hypothesis, such as: {kind} {consultation.hypotheses[0].id}")
    about = hypothesis_meant(base, " ".join(arguments))
    if kind == "learn":
        return learn(base, about)
    one: Callable[[KnowledgeBase, Consultation, str], Explanation] = how if kind == "how" else why_not
    return one(base, consultation, about)


def hypothesis_meant(base: KnowledgeBase, term: str) -> str:
    """The hypothesis a word means: a name of it, or words that only its names hold ("b12"). Raises UnknownTerm."""
    try:
        return base.hypothesis(term)
    except UnknownTerm:
        words = set(fold(term).split())
        meant = {
            h.id
            for h in base.hypotheses.values()
            if any(words <= set(fold(name.replace("_", " ")).split()) for name in (h.id, h.label, *h.synonyms))
        }
        if len(meant) != 1:
            raise
        return meant.pop()
