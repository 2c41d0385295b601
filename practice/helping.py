"""Help, at every place where something is typed: what can be typed there. What asks for it is never an answer."""

from ..facts.errors import InputError

WORDS = frozenset(("?", "??", "help", "help?", "/help", "-h", "--help"))
LEAVING = "skip: give the case up. quit: leave; it is kept."
ASKING = (
    "Ask of complaints, life, illnesses, medicines and family ('how long has it lasted?', 'do you smoke?', "
    "'medicines', 'family history'); examine ('reflexes', 'examine the legs', 'examination'); order tests ('ferritin "
    "and B12', 'blood tests', 'MRI of the spine'). What the report does not record is a no, or of a test and an "
    "examination nothing. What is not understood, asked back or asked again costs nothing."
)
REPRESENTING = (
    "Say the problem in one line as you would to a colleague: who, since when, with what. It is not marked; the "
    "engine's own sentence stands beside it afterwards. It may be left empty; 'back' goes back to "
    "asking."
)
CAUSES = (
    "Name up to five causes, each with how sure you are of it in percent: 'iron 60, B12 20'. What is missing to 100 is "
    "'something else'. '? foot' lists the causes that have a word in their name or "
    "in what goes with them. 'back' goes back to the problem."
)
LEVEL = "Give the number of the level, or its word, such as 3 or 'soon'."
EVIDENCE = (
    "Give the numbers of what you know, such as '1 3-4', or words that one of them alone has; nothing, if you name "
    "none. 'known' lists them again."
)
CONFIRMING = "Enter alone commits. 'back' begins the commitment anew."
CHOOSING = "Type the number of your choice; it is asked once more before it counts."
KEEPING = "A sentence of your own, which goes into the cards that are exported. It may be left empty."


class HelpAsked(InputError):
    """Help was asked for, in place of an answer; the message is the help."""


def asks_help(text: str) -> bool:
    """Whether a line asks for help and says nothing else."""
    return text.strip().lower() in WORDS


def refuse_help(text: str, told: str) -> None:
    """Raises HelpAsked with what is told where the text asks for help."""
    if asks_help(text):
        raise HelpAsked(told)
