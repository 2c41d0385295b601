"""Questions made of what is asked: under their headings, with an id that names what is asked."""

from collections.abc import Iterable
from hashlib import sha256

from ..facts.vocabulary import Vocabulary
from .candidates import Candidate
from .headings import groups, headings
from .progress import Progress
from .question import Option, Question, QuestionKind


def named(
    name: str,
    progress: Progress,
    kind: QuestionKind = QuestionKind.TICKLIST,
    options: Iterable[Option] = (),
    *,
    asks: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
) -> Question:
    """A question that has a name, under its heading."""
    text, before = headings().asked[name], progress.count(name)
    options = tuple(options)
    id_ = f"{name}-{_digest(options)}" if kind is QuestionKind.TICKLIST else name
    return Question(
        id=id_, kind=kind, heading=text.headed(before), help=text.help, options=options, asks=asks, topics=topics
    )


def listed(
    name: str, progress: Progress, picked: Iterable[Candidate], vocabulary: Vocabulary, heading: str = ""
) -> Question:
    """A tick-list of a name or of a group, best option first."""
    texts = {g.id: g for g in groups(vocabulary)}
    text = texts.get(name) or headings().asked[name]
    options = tuple(c.option for c in picked)
    return Question(
        id=f"{name}-{_digest(options)}",
        kind=QuestionKind.TICKLIST,
        heading=heading or text.headed(progress.count(name)),
        help=text.help,
        options=options,
    )


def _digest(options: Iterable[Option]) -> str:
    return sha256(" ".join(o.id for o in options).encode()).hexdigest()[:6]
