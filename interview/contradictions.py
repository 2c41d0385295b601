"""What was said of a danger in two ways: asked again, and until then taken for present."""

from collections.abc import Iterable, Sequence

from ..engine.evaluate import evaluator
from ..facts.answer import Answer, accept
from ..facts.case import Case
from ..facts.vocabulary import Vocabulary
from ..reading.dangers import is_danger
from ..rules.knowledge_base import KnowledgeBase
from .gates import behind
from .headings import headings
from .question import Option, Question, QuestionKind

AGAIN, WORDS = "again", "words"


def together(answers: Sequence[Answer], base: KnowledgeBase, start: Case) -> tuple[Case, list[str]]:
    """The case that answers come to, given in this order, and the dangers in it of which two things were said.

    Such a danger was said to be there, or follows from what was, and was denied in another answer. In the case it is
    present.
    """
    vocabulary, case = base.vocabulary, start
    doubtful: dict[str, None] = {}
    by_words = {*start.absent, *(f for answer in answers if answer.question == WORDS for f in answer.absent)}
    for answer in answers:
        newer = accept(_reopened(case, answer, by_words, vocabulary), answer, vocabulary)
        if answer.question == AGAIN:
            doubtful = {f: None for f in doubtful if f not in answer.present and f not in answer.absent}
        else:
            denied = {n for f in answer.absent for n in vocabulary.narrower(f)}
            claimed = {b for f in answer.present for b in vocabulary.broader(f)}
            so, not_so = set(case.present) & denied, set(case.absent) & claimed
            doubtful |= dict.fromkeys(sorted(f for f in so | not_so if is_danger(f, vocabulary)))
        case = newer
    settled = {f for answer in answers if answer.question == AGAIN for f in (*answer.present, *answer.absent)}
    every = [*doubtful, *(f for f in _following(case, base) if f not in doubtful and f not in settled)]
    return _for_the_danger(case, every, vocabulary), every


def _reopened(case: Case, answer: Answer, by_words: set[str], vocabulary: Vocabulary) -> Case:
    """The case without the dangers that words denied, not a list, and that lie behind what is now said yes to."""
    again = {f for f in behind(answer.opened, vocabulary) & by_words if is_danger(f, vocabulary)}
    if again.isdisjoint(case.absent):
        return case
    return case.model_copy(update={"absent": tuple(f for f in case.absent if f not in again)})


def _following(case: Case, base: KnowledgeBase) -> Iterable[str]:
    """The dangers that the rules derive from what was said, though they were denied."""
    known, _ = evaluator(base).facts(case.states(base.vocabulary), case.readings(base.vocabulary))
    return sorted(f for f in known.present & known.absent if is_danger(f, base.vocabulary))


def _for_the_danger(case: Case, doubtful: Iterable[str], vocabulary: Vocabulary) -> Case:
    """The case in which every doubtful danger is present."""
    present, absent = set(case.present), set(case.absent)
    for finding in doubtful:
        present.add(finding)
        absent -= vocabulary.broader(finding)
    return case.model_copy(update={"present": tuple(sorted(present)), "absent": tuple(sorted(absent))})


def asked_again(doubtful: Sequence[str], vocabulary: Vocabulary) -> Question | None:
    """The question that settles it, or None where nothing is in doubt."""
    if not doubtful:
        return None
    text = headings().asked[AGAIN]
    options = tuple(Option.of(vocabulary.findings[f]) for f in doubtful)
    return Question(id=AGAIN, kind=QuestionKind.TICKLIST, heading=text.heading, help=text.help, options=options)
