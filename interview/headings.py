"""How questions are headed, and which topics are asked together: read from headings.yaml."""

from functools import cache
from pathlib import Path

from ..facts.finding import Id, Record, Text
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary

FILE = Path(__file__).parent / "headings.yaml"
# The topics that are told in free words: background, and what only an examination shows.
BACKGROUND = ("conditions", "surgery", "medicines")
EXAMINATION = ("examination", "results")


class Heading(Record):
    """A question's heading, the headings when more of the same is asked, and what helps to answer it."""

    heading: Text
    again: tuple[Text, ...] = ()
    help: Text = "Name all that apply."

    def headed(self, before: int) -> str:
        """The heading after so many questions of the same name."""
        every = (self.heading, *self.again)
        return every[before] if before < len(every) else f"{every[-1]} ({before + 1})"


class Group(Heading):
    """Topics of one kind, asked on one tick-list."""

    id: Id
    topics: tuple[Id, ...]


class Headings(Record):
    """All of them: of the questions that have a name, and of the groups, in the order of asking."""

    asked: dict[Id, Heading]
    groups: tuple[Group, ...]


@cache
def headings() -> Headings:
    """The headings that ship. Raises CaseFileError or ValidationError if the file is spoilt."""
    return Headings.model_validate(read_yaml(read_text(FILE), str(FILE)))


def groups(vocabulary: Vocabulary) -> list[Group]:
    """The groups of a vocabulary's topics; a topic that belongs to none is a group of its own."""
    shipped = headings().groups
    known = {*BACKGROUND, *EXAMINATION, *(t for g in shipped for t in g.topics)}
    alone = [
        Group(id=t.id, heading=t.question, topics=(t.id,)) for t in vocabulary.topics.values() if t.id not in known
    ]
    return [g for g in shipped if any(t in vocabulary.topics for t in g.topics)] + alone
