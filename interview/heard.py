"""What a person says in place of an answer, kept as a step of its own."""

from collections.abc import Iterable

from ..facts.answer import Answer
from ..facts.vocabulary import Vocabulary
from .headings import headings
from .question import Option, Question, QuestionKind

HEARD = "heard"


def heard(present: Iterable[str], absent: Iterable[str] = ()) -> Answer:
    """What was said of findings that were not asked about just then."""
    return Answer(question=HEARD, present=tuple(dict.fromkeys(present)), absent=tuple(dict.fromkeys(absent)))


def question_of(answer: Answer, vocabulary: Vocabulary) -> Question:
    """The question that such an answer would have answered, so that it can be changed like any other."""
    text = headings().asked[HEARD]
    findings = (vocabulary.findings[f] for f in (*answer.present, *answer.absent))
    options = tuple(Option.of(finding) for finding in findings)
    return Question(id=HEARD, kind=QuestionKind.TICKLIST, heading=text.heading, help=text.help, options=options)
