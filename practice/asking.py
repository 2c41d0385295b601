"""A question in free words: what it asks for, what it was taken for, what is answered, and what it costs."""

from collections.abc import Collection, Sequence

from ..facts.case import PERSON
from ..facts.errors import InputError
from ..facts.finding import Record
from .costs import costs
from .one_thing import Part, part
from .patient import Patient, Reply, Told
from .things import things

LONGEST = 300  # letters of a question
TELLING = (Told.YES, Told.NO, Told.VALUE)


class Taken(Record):
    """One thing that was asked for, what it was taken for, and what it was answered with."""

    words: str
    called: str
    abouts: tuple[str, ...] = ()


class Doubt(Record):
    """Words that match weakly, and what they may mean: nothing is answered, and nothing charged.

    `may_be` are findings, `opens` what the open question is called that is nearest to the words.
    """

    words: str
    may_be: tuple[str, ...] = ()
    opens: str = ""


class Asked(Record):
    """What was asked in these words, what was answered, what it cost, and the words that were not understood.

    `taken` says thing by thing what the words were taken for, `doubts` what is asked back.
    """

    words: str
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    unread: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """What is asked back, in the order of its numbers: findings, and what open questions are called."""
        return tuple(each for doubt in self.doubts for each in (*doubt.may_be, doubt.opens) if each)


def ask(text: str, patient: Patient, before: Sequence[Asked] = (), left: int | None = None) -> Asked:
    """Put a question to the patient of a case, of whom these were asked before, with so much `left` to spend.

    What was asked before costs nothing, and what brings nothing new no more than the least. Whether there is enough
    left goes by what it costs where the case records it, or a refusal would tell that it does.
    Raises InputError for an empty one, one longer than 300 letters, and one that costs more than is left.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError("nothing was asked")
    if len(words) > LONGEST:
        raise InputError(f"{len(words)} letters; a question has {LONGEST} at most")
    parts = _parts(words, patient, before)
    put = [taken for asked in before for taken in asked.taken]
    if left is not None and (price := sum(p.cost for p in parts.values() if not _was_put(p, put))) > left:
        raise InputError(f"{_too_dear(price, left)}; go on to commit")
    known = {*PERSON, *patient.opening.present, *(r.about for asked in before for r in asked.replies)}
    replies = {r.about: r for p in parts.values() for r in p.replies}
    return Asked(
        words=words,
        replies=tuple(replies.values()),
        cost=sum(_charged(p, known, put) for p in parts.values()),
        unread=tuple(w for p in parts.values() for w in p.unread),
        taken=tuple(Taken(words=each, called=p.called, abouts=p.abouts) for each, p in parts.items() if p.called),
        doubts=tuple(
            Doubt(words=each, may_be=p.may_be, opens=p.opens)
            for each, p in parts.items()
            if (p.may_be or p.opens) and not (p.may_be and replies.keys() >= {*p.may_be})
        ),
    )


def _parts(words: str, patient: Patient, before: Sequence[Asked]) -> dict[str, Part]:
    """Each thing asked for, as it was understood; "it" is what was last said to be so."""
    parts: dict[str, Part] = {}
    last = _said_to_be_so([reply for asked in before for reply in asked.replies])
    for each in things(words, patient.base.vocabulary):
        parts[each] = part(each, patient, last)
        last = _said_to_be_so(parts[each].replies) or last
    sure = {about for p in parts.values() if not p.guessed for about in p.abouts}
    return {each: p for each, p in parts.items() if not p.guessed or not sure.issuperset(p.abouts)}


def _said_to_be_so(replies: Sequence[Reply]) -> str:
    return next((reply.about for reply in reversed(replies) if reply.told is Told.YES), "")


def _too_dear(price: int, left: int) -> str:
    """Why a question is refused, without what it would have told."""
    if left == 0:
        return f"all {costs().budget} are spent"
    return f"that may cost {price}, and {left} of {costs().budget} is left"


def _was_put(asked: Part, put: Collection[Taken]) -> bool:
    return any((taken.called, taken.abouts) == (asked.called, asked.abouts) for taken in put)


def _charged(asked: Part, known: Collection[str], put: Collection[Taken]) -> int:
    """What one thing asked for costs after what was `put` before and is `known`; a guess that tells nothing is free."""
    if _was_put(asked, put):
        return 0
    nothing_new = {*known, *costs().tells_little}
    if any(r.told in TELLING and r.about not in nothing_new for r in asked.replies):
        return asked.cost
    return 0 if asked.guessed else min(asked.cost, costs().least)
