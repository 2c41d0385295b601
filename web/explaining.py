"""Which explanation a word asks for, and what it needs to be told."""

from collections.abc import Callable

from ..engine.consultation import Consultation
from ..engine.explain.compare import compare
from ..engine.explain.explanation import Explanation
from ..engine.explain.how import how
from ..engine.explain.learn import learn
from ..engine.explain.stability import stability
from ..engine.explain.tipping import tipping
from ..engine.explain.what_if import what_if
from ..engine.explain.why_not import why_not
from ..engine.explain.wishes import read_changes
from ..rules.knowledge import KnowledgeBase

Explain = Callable[[KnowledgeBase, Consultation, tuple[str, ...]], Explanation]

ABOUT_ONE: dict[str, Explain] = {
    "how": lambda base, found, names: how(base, found, names[0]),
    "why-not": lambda base, found, names: why_not(base, found, names[0]),
    "learn": lambda base, found, names: learn(base, names[0]),
}
ABOUT_ALL: dict[str, Explain] = {
    "compare": lambda base, found, names: compare(base, found, names),
    "tipping": lambda base, found, names: tipping(base, found),
    "stability": lambda base, found, names: stability(base, found),
}


def change(base: KnowledgeBase, found: Consultation, words: tuple[str, ...]) -> Explanation:
    """What if: the consultation with answers changed as the words say ("+tingling", "-vegan_diet", "age=70")."""
    return what_if(base, found, read_changes(words, found.case, base.vocabulary))
