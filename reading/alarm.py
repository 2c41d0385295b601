"""The dangers that words tell of, wherever they are said: in place of an answer, in the wrong field."""

from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .dangers import is_danger, stops_everything
from .entries import told
from .said import Said


def alarming(text: str, vocabulary: Vocabulary) -> tuple[Said, ...]:
    """The dangers that a text says are there, or likely are; what stops everything alone, if it surely is there.

    What a single word is only like is none. Raises InputError for letters that no text is made of.
    """
    heard = told(text, vocabulary, sure=False)
    likely = heard.asked if len(text.split()) > 1 else ()
    said = [*(Said(f, words=text) for f in heard.present), *(s for s in likely if s.state is State.PRESENT)]
    found = tuple(s for s in said if is_danger(s.finding, vocabulary))
    return tuple(s for s in found if s.certain and stops_everything(s.finding)) or found
