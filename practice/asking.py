"""A question in free words: what it asks for, what it was taken for, what is answered, and what it costs."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..facts.case import PERSON
from ..facts.errors import InputError
from ..facts.finding import Record
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import label
from ..wording.story import small
from .bare import bare
from .broad import broad, broad_within
from .costs import Look, costs, is_told
from .faithful import is_told_by_its_label
from .history import OpenQuestion, complained_of, described, nearest_question, open_question, whatever_question
from .looks import EXAMINED, shown
from .meaning import Meant, labelled, meant
from .patient import Patient, Reply, Told
from .things import things

LONGEST, MOST_DOUBTS = 300, 3  # letters of a question; what words are asked back for


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


class Part(NamedTuple):
    """One thing that is asked for, as it was understood: what it was taken for, the answers, and what they cost."""

    called: str = ""
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    unread: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    opens: str = ""

    @property
    def abouts(self) -> tuple[str, ...]:
        """What it was answered with, each once."""
        return tuple(dict.fromkeys(reply.about for reply in self.replies))


def ask(text: str, patient: Patient, before: Sequence[Asked] = ()) -> Asked:
    """Put a question to the patient of a case, of whom these were asked before.

    What was asked before costs nothing, and what brings nothing new no more than the least.
    Raises InputError for an empty one, or one longer than 300 letters.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError("nothing was asked")
    if len(words) > LONGEST:
        raise InputError(f"{len(words)} letters; a question has {LONGEST} at most")
    parts = {each: _part(each, patient) for each in things(words, patient.base.vocabulary)}
    known = {*PERSON, *patient.opening.present, *(r.about for asked in before for r in asked.replies)}
    put = [taken for asked in before for taken in asked.taken]
    replies = {r.about: r for part in parts.values() for r in part.replies}
    return Asked(
        words=words,
        replies=tuple(replies.values()),
        cost=sum(_charged(part, known, put) for part in parts.values()),
        unread=tuple(w for part in parts.values() for w in part.unread),
        taken=tuple(
            Taken(words=each, called=part.called, abouts=part.abouts) for each, part in parts.items() if part.called
        ),
        doubts=tuple(
            Doubt(words=each, may_be=part.may_be, opens=part.opens)
            for each, part in parts.items()
            if part.may_be or part.opens
        ),
    )


def _charged(part: Part, known: Collection[str], put: Collection[Taken]) -> int:
    """What one thing asked for costs after what was `put` before and is `known`."""
    if any((taken.called, taken.abouts) == (part.called, part.abouts) for taken in put):
        return 0
    tells = any(r.told in (Told.YES, Told.NO, Told.VALUE) and r.about not in known for r in part.replies)
    return part.cost if tells else min(part.cost, costs().least)


def _part(text: str, patient: Patient) -> Part:
    """What one thing asked for is answered with. What is not understood costs nothing."""
    vocabulary = patient.base.vocabulary
    if labelled(text, vocabulary) is None:
        if look := shown(text, bare(text), vocabulary):
            return _looked_at(look, text, patient)
        topic, opened = broad(text, vocabulary), open_question(text, vocabulary)
        if opened is None:
            topic = topic or broad_within(text, vocabulary)
        if topic:
            return Part(topic.called, patient.recorded(topic.covers), topic.cost)
        if opened:
            return _opened(opened, text, patient)
        if thing := described(text):
            if seen := _described(thing, patient):
                return seen
            if topic := broad(thing, vocabulary):
                return Part(topic.called, patient.recorded(topic.covers), topic.cost)
    found = meant(text, vocabulary)
    if (whatever := whatever_question(text)) and not _is_of(found, text, whatever, vocabulary):
        return _opened(whatever, text, patient)
    if found.weak or not found.abouts:
        nearest = nearest_question(text)
        may_be = _likest(text, found.abouts, vocabulary)[:MOST_DOUBTS]
        return Part(unread=() if may_be or nearest else (text,), may_be=may_be, opens=nearest.called if nearest else "")
    first, *others = (_called(about, text, patient.base) for about in found.abouts)
    called = " or ".join((first, *map(small, others)))
    return _answered(called, found, text, patient)


def _is_of(found: Meant, text: str, question: OpenQuestion, vocabulary: Vocabulary) -> bool:
    """Whether words are surely of a finding of their own, though they put an open question whatever else they say."""
    if vocabulary.named(bare(text)):
        return True
    topics = {vocabulary.findings[about].topic for about in found.abouts if about in vocabulary.findings}
    return not found.weak and not topics.isdisjoint(question.topics)


def _called(about: str, text: str, base: KnowledgeBase) -> str:
    """What words were taken for; by its whole question where its label does not show that it is that."""
    finding = base.vocabulary.findings.get(about)
    if finding is None or is_told_by_its_label(bare(text), about, base.vocabulary):
        return label(base, about)
    return finding.question.rstrip("?")


def _opened(question: OpenQuestion, text: str, patient: Patient) -> Part:
    """All that is recorded of what an open question opens."""
    covers = question.covers(patient.base.vocabulary, complained_of(text))
    recorded = patient.recorded(covers)
    if question.places:
        recorded = tuple(r for r in recorded if r.told is Told.YES)
    replies = (*patient.of_the_person(question.person), *recorded)
    return Part(question.called, replies, question.cost(costs()))


def _likest(text: str, abouts: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What words that match weakly may mean: with a word for examining, first what an examination shows."""
    if EXAMINED.match(text) is None:
        return abouts
    return tuple(sorted(abouts, key=lambda about: is_told(about, vocabulary)))


def _looked_at(look: Look, text: str, patient: Patient) -> Part:
    """What an examination or a test shows; what could be asked instead is told where it is recorded, never denied."""
    vocabulary = patient.base.vocabulary
    if all(is_told(about, vocabulary) for about in look.findings):
        return _answered(look.names[0], Meant(look.findings), text, patient)
    found = [f for f in look.findings if not is_told(f, vocabulary) or any(r.recorded for r in patient.asked(f))]
    return _answered(look.names[0], Meant(tuple(found)), text, patient)


def _answered(called: str, found: Meant, text: str, patient: Patient) -> Part:
    """What is answered of findings and numbers; what nothing is recorded of costs less than what is.

    Silence denies what the words name, not what they are only related to.
    """
    vocabulary, table = patient.base.vocabulary, costs()
    replies = {r.about: r for about in found.abouts for r in patient.asked(about)}
    for about in found.loose:
        if about in replies and replies[about].told is Told.NO and not replies[about].recorded:
            replies[about] = replies[about].model_copy(update={"told": Told.NOT_KNOWN})
    told = _told(tuple(replies.values()), bare(text), found.sure, vocabulary)
    price = table.of(found.abouts[0], vocabulary)
    if found.abouts[0] in vocabulary.measurements and all(is_told(r.about, vocabulary) for r in told):
        price = table.question
    return Part(called, told, min(price, table.not_done) if all(r.told is Told.NOT_DONE for r in told) else price)


def _described(thing: str, patient: Patient) -> Part | None:
    """All that is recorded beside a thing: what the same examination shows, or what is of the same topic."""
    vocabulary, table = patient.base.vocabulary, costs()
    found = meant(thing, vocabulary)
    if len(found.abouts) != 1 or found.weak or found.abouts[0] in vocabulary.measurements:
        return None
    about = found.abouts[0]
    looks = [look for look in table.shows if about in look.findings]
    beside = {f for look in looks for f in look.findings} or _of_topic(vocabulary.findings[about].topic, vocabulary)
    covered = patient.recorded(
        lambda each: each in vocabulary.findings and not vocabulary.broader(each).isdisjoint(beside)
    )
    own = _told(patient.asked(about), thing, True, vocabulary)
    replies = tuple({r.about: r for r in (*own, *covered)}.values())
    called = f"{label(patient.base, about)}, and what is recorded beside it"
    return Part(called, replies, table.topic)


def _of_topic(topic: str, vocabulary: Vocabulary) -> set[str]:
    return {f.id for f in vocabulary.findings.values() if f.topic == topic and is_told(f.id, vocabulary)}


def _told(replies: tuple[Reply, ...], words: str, sure: bool, vocabulary: Vocabulary) -> tuple[Reply, ...]:
    """What is recorded of what the words may mean; else that it is not so, or was not done.

    Of several things that the words may mean, only the commonest is denied.
    """
    if recorded := tuple(r for r in replies if r.recorded):
        return recorded
    denied = [r for r in replies if r.told is Told.NO]
    if denied and not sure:
        denied = [max(denied, key=lambda r: vocabulary.findings[r.about].base_rate)]
    return tuple(denied) or tuple(r.model_copy(update={"words": words}) for r in replies[:1])
