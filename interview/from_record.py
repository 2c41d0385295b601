"""An interview that begins with what a record says: as answers that can be checked and changed like any other."""

from collections.abc import Iterator

from ..facts.answer import Answer
from ..facts.case import PERSON, Case
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .headings import headings
from .heard import HEARD
from .interview import Interview, Step
from .phrasing import named
from .question import Option, Question, QuestionKind


def steps_of(case: Case, vocabulary: Vocabulary) -> Iterator[Step]:
    """What a case says as answered questions: who it is, what is so or not so, and the results."""
    if asks := tuple(name for name in PERSON if getattr(case, name) is not None):
        who = Answer.model_validate({"question": HEARD, **{name: getattr(case, name) for name in asks}})
        yield Step(question=_question(QuestionKind.WHO, asks=asks), answer=who)
    said = (*case.present, *case.absent, *(f for f in case.unknown if f in vocabulary.findings))
    if said:
        answer = Answer(question=HEARD, present=case.present, absent=case.absent)
        yield Step(question=_question(QuestionKind.TICKLIST, said, vocabulary), answer=answer)
    if case.labs:
        results = _question(QuestionKind.RESULTS, tuple(case.labs), vocabulary)
        yield Step(question=results, answer=Answer(question=HEARD, labs=case.labs))


def to_confirm(case: Case, vocabulary: Vocabulary) -> Question | None:
    """What the record may mean and has to be asked; None if it leaves nothing open."""
    known = case.states(vocabulary)
    asked = dict.fromkeys(a.finding for a in case.asked if a.state is State.PRESENT and a.finding not in known)
    return _question(QuestionKind.TICKLIST, tuple(asked), vocabulary, "record_asked") if asked else None


def complaint(interview: Interview) -> Question:
    """What is the matter today, in the person's own words: a record seldom says."""
    return named("words", interview.progress, QuestionKind.WORDS)


def _question(
    kind: QuestionKind,
    names: tuple[str, ...] = (),
    vocabulary: Vocabulary | None = None,
    headed: str = "record",
    asks: tuple[str, ...] = (),
) -> Question:
    text = headings().asked[headed]
    options = tuple(_option(name, vocabulary) for name in names) if vocabulary else ()
    return Question(id=HEARD, kind=kind, heading=text.heading, help=text.help, options=options, asks=asks)


def _option(name: str, vocabulary: Vocabulary) -> Option:
    if name in vocabulary.findings:
        return Option.of(vocabulary.findings[name])
    known = vocabulary.measurements[name]
    return Option(id=name, label=known.label, question=known.question, help=known.help, topic=known.topic)
