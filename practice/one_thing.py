"""One thing that is asked for: what it was taken for, what is answered, and what it costs where the case records it."""

from typing import NamedTuple

from ..facts.finding import FindingKind
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import label
from ..wording.story import small
from .bare import bare
from .broad import Broad, broad, broad_within
from .costs import Look, costs, is_told
from .faithful import denies, is_near, is_told_by_its_label, left_over
from .history import (
    OpenQuestion,
    complained_of,
    described,
    names_one,
    nearest_question,
    open_question,
    whatever_question,
)
from .looks import EXAMINED, shown
from .meaning import Meant, labelled, meant
from .patient import Patient, Reply, Told

MOST_DOUBTS = 3  # what words are asked back for
IT = frozenset(("it", "that", "this", "they", "them", "those", "these"))


class Part(NamedTuple):
    """One thing that is asked for, as it was understood: what it was taken for, the answers, and what they cost.

    `guessed` is what words were taken for that match weakly, where nothing else comes near them.
    """

    called: str = ""
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    guessed: bool = False
    unread: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    opens: str = ""

    @property
    def abouts(self) -> tuple[str, ...]:
        """What it was answered with, each once."""
        return tuple(dict.fromkeys(reply.about for reply in self.replies))


def part(text: str, patient: Patient, last: str) -> Part:
    """What one thing asked for is answered with, where `last` was the last said to be so, which "it" is.

    What is not understood costs nothing.
    """
    vocabulary = patient.base.vocabulary
    if labelled(text, vocabulary) is None:
        if look := shown(text, bare(text), vocabulary):
            return _looked_at(look, text, patient)
        topic, opened = broad(text, vocabulary), open_question(text, vocabulary)
        if opened is None:
            topic = topic or broad_within(text, vocabulary)
        if topic:
            return _topic(topic, patient)
        if opened:
            return _opened(opened, text, patient)
        thing = described(text)
        if thing in IT and last not in vocabulary.findings:
            return Part(unread=(text,))
        if thing := label(patient.base, last) if thing in IT else thing:
            if seen := _described(thing, patient):
                return seen
            if topic := broad(thing, vocabulary):
                return _topic(topic, patient)
    found = meant(text, vocabulary)
    if (whatever := whatever_question(text)) and not _is_of(found, text, whatever, vocabulary):
        return _opened(whatever, text, patient)
    if found.weak or not found.abouts:
        nearest = nearest_question(text)
        may_be = _likest(text, found.abouts, vocabulary)[:MOST_DOUBTS]
        if len(may_be) == 1 and nearest is None and is_near(text, may_be[0], vocabulary):
            return _guessed(may_be[0], text, patient)
        return Part(unread=() if may_be or nearest else (text,), may_be=may_be, opens=nearest.called if nearest else "")
    first, *others = (_called(about, text, patient.base) for about in found.abouts)
    called = " or ".join((first, *map(small, others)))
    return _answered(called, found, text, patient)


def _topic(topic: Broad, patient: Patient) -> Part:
    """All that is recorded of what a broad question opens, and what of it is denied in words."""
    return Part(topic.called, (*patient.recorded(topic.covers), *patient.denied_in_words(topic.covers)), topic.cost)


def _guessed(about: str, text: str, patient: Patient) -> Part:
    """What words come near to that alone is answered at once, and what of them it does not answer is said."""
    vocabulary = patient.base.vocabulary
    unread = left_over(text, about, vocabulary)
    loose = () if denies(text, about, vocabulary) else (about,)
    made = _answered(_asking(about, patient.base), Meant((about,), loose=loose), text, patient)
    return made._replace(guessed=True, unread=unread)


def _is_of(found: Meant, text: str, question: OpenQuestion, vocabulary: Vocabulary) -> bool:
    """Whether words are surely of a finding of their own, though they put an open question whatever else they say."""
    if vocabulary.named(bare(text)):
        return True
    topics = {vocabulary.findings[about].topic for about in found.abouts if about in vocabulary.findings}
    return not found.weak and not topics.isdisjoint(question.topics)


def _called(about: str, text: str, base: KnowledgeBase) -> str:
    """What words were taken for; by its whole question where its label does not show that it is that."""
    if about not in base.vocabulary.findings or is_told_by_its_label(bare(text), about, base.vocabulary):
        return label(base, about)
    return _asking(about, base)


def _asking(about: str, base: KnowledgeBase) -> str:
    """What is asked for by its whole question; a number by its name."""
    finding = base.vocabulary.findings.get(about)
    return finding.question.rstrip("?") if finding else label(base, about)


def _opened(question: OpenQuestion, text: str, patient: Patient) -> Part:
    """All that is recorded of what an open question opens; where nothing says where a complaint is, the complaint."""
    vocabulary, of = patient.base.vocabulary, complained_of(text)
    covers = question.covers(vocabulary, of)
    recorded = (*patient.recorded(covers), *patient.denied_in_words(covers))
    if question.places:
        recorded = tuple(r for r in recorded if r.told is Told.YES) or _complaints(of, patient)
    return Part(question.called, (*patient.of_the_person(question.person), *recorded), question.cost(costs()))


def _complaints(of: frozenset[str], patient: Patient) -> tuple[Reply, ...]:
    """What is recorded that one complains of and that is called after some complaints, given by their stems."""
    vocabulary = patient.base.vocabulary

    def is_one(about: str) -> bool:
        finding = vocabulary.findings.get(about)
        return finding is not None and finding.kind is FindingKind.SYMPTOM and names_one(about, of, vocabulary)

    return patient.recorded(is_one)


def _likest(text: str, abouts: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What words that match weakly may mean: with a word for examining, first what an examination shows."""
    if EXAMINED.match(text) is None:
        return abouts
    return tuple(sorted(abouts, key=lambda about: is_told(about, vocabulary)))


def _looked_at(look: Look, text: str, patient: Patient) -> Part:
    """What an examination or a test shows; what could be asked instead is told where it is recorded, never denied."""
    vocabulary, table = patient.base.vocabulary, costs()
    if all(is_told(about, vocabulary) for about in look.findings):
        return _answered(look.names[0], Meant(look.findings), text, patient)
    price = next(table.of(f, vocabulary) for f in look.findings if not is_told(f, vocabulary))
    found = [f for f in look.findings if not is_told(f, vocabulary) or any(r.recorded for r in patient.asked(f))]
    return _answered(look.names[0], Meant(tuple(found)), text, patient)._replace(cost=price)


def _answered(called: str, found: Meant, text: str, patient: Patient) -> Part:
    """What is answered of findings and numbers.

    Silence denies what the words name, not what they are only related to.
    """
    vocabulary = patient.base.vocabulary
    replies = {r.about: r for about in found.abouts for r in patient.asked(about)}
    for about in found.loose:
        if about in replies and replies[about].told is Told.NO and not replies[about].recorded:
            replies[about] = replies[about].model_copy(update={"told": Told.NOT_KNOWN})
    told = _told(tuple(replies.values()), bare(text), found.sure, vocabulary)
    return Part(called, told, costs().of(found.abouts[0], vocabulary))


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
