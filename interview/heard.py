"""What a person says in place of an answer, kept as a step of its own."""

from collections.abc import Iterable

from ..facts.answer import Answer
from ..facts.case import Asked
from ..facts.vocabulary import Vocabulary
from ..reading.entry import Entry
from ..reading.said import Said
from .headings import headings
from .question import Option, Question, QuestionKind

HEARD = "heard"


def heard(present: Iterable[str], absent: Iterable[str] = ()) -> Answer:
    """What was said of findings that were not asked about just then."""
    return Answer(question=HEARD, present=tuple(dict.fromkeys(present)), absent=tuple(dict.fromkeys(absent)))


def with_words(answer: Answer, said: Entry, vocabulary: Vocabulary) -> Answer:
    """An answer with what words say besides. What they may mean, and is still to be asked, is denied by no list.

    What follows from something that is so is not denied by the same answer.
    """
    present = tuple(dict.fromkeys((*answer.present, *said.present)))
    asked = to_be_asked(s for s in said.asked if s.finding not in present)
    left = {b for a in asked for b in vocabulary.broader(a.finding)}
    so = {b for f in present if f in vocabulary.findings for b in vocabulary.broader(f)}
    denied = (*(f for f in answer.absent if f not in left), *said.absent)
    absent = (f for f in denied if so.isdisjoint(vocabulary.narrower(f)))
    return answer.model_copy(
        update={
            "present": present,
            "absent": tuple(dict.fromkeys(absent)),
            "unknown": tuple(f for f in answer.unknown if f not in left),
            "asked": tuple(dict.fromkeys((*answer.asked, *asked))),
            "unread": tuple(dict.fromkeys((*answer.unread, *said.unread))),
        }
    )


def to_be_asked(said: Iterable[Said]) -> tuple[Asked, ...]:
    """What words may mean, as an answer keeps it."""
    return tuple(dict.fromkeys(Asked(words=s.words, finding=s.finding, state=s.state) for s in said))


def question_of(answer: Answer, vocabulary: Vocabulary) -> Question:
    """The question that such an answer would have answered, so that it can be changed like any other."""
    text = headings().asked[HEARD]
    findings = (vocabulary.findings[f] for f in (*answer.present, *answer.absent))
    options = tuple(Option.of(finding) for finding in findings)
    return Question(id=HEARD, kind=QuestionKind.TICKLIST, heading=text.heading, help=text.help, options=options)
