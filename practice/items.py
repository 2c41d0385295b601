"""Questions made from what a learner missed: of the rules of a case, or the exercise as it was posed."""

from collections.abc import Iterator

from ..engine.consult import consult
from ..engine.consultation import Consultation, Evidence
from ..facts.errors import InputError
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Source
from ..wording.document import Block, Listing, Paragraph, Section
from ..wording.document import Item as Told
from ..wording.explain.phrases import called
from ..wording.premises import points_line
from ..wording.story import small
from .attempt import gathered
from .exchange import Line
from .exercises import exercise_at
from .patient import Patient
from .sitting import hand_of, marks_of
from .store import Store
from .uncounted import uncounted
from .words import opening

MOST = 60  # of what was missed; a mountain of cards is not climbed
OF_A_CASE = 3
LEAST = 3  # points: less is told apart from "no different" by nobody
MORE, LESS, SAME = "more likely", "less likely", "no different"


class Item(Record):
    """One question with its answer. `guid` is the same in every release of the knowledge, so that a card is updated."""

    guid: str
    question: str
    answer: str
    choices: tuple[str, ...] = ()
    because: str
    sources: tuple[str, ...] = ()
    knowledge: str


def missed(lines: list[Line], store: Store, base: KnowledgeBase) -> list[Item]:
    """The items of what was not put first or not reasoned well, newest first, and the learner's own sentences."""
    found: dict[str, Item] = {}
    for line in reversed(lines):
        for item in (*_own(line, store, base), *_of_rules(line, store, base), *_of_exercise(line, store, base)):
            found.setdefault(item.guid, item)
    return list(found.values())[:MOST]


def _own(line: Line, store: Store, base: KnowledgeBase) -> Iterator[Item]:
    if line.note:
        hand = hand_of(line.kept, store, base)
        yield Item(
            guid=f"note|{line.kept.sha256}",
            question=f"{opening(Patient(hand.case, base).opening, base)} What was it, and what did you want to keep?",
            answer=called(base, hand.truth),
            because=line.note,
            knowledge=base.version,
        )


def _of_rules(line: Line, store: Store, base: KnowledgeBase) -> Iterator[Item]:
    marks = marks_of(line.kept, store, base)
    if marks is None or (marks.patient.place == 1 and (marks.reasoning.speaks_for or 1) >= 0.6):
        return
    hand = hand_of(line.kept, store, base)
    known = consult(gathered(line.kept.attempt, Patient(hand.case, base)), uncounted(hand.number, base))
    yield from _told_by(known, hand.truth, 1, base)
    committed = line.kept.attempt.committed
    if committed and committed.guesses[0].cause != hand.truth:
        yield from _told_by(known, committed.guesses[0].cause, -1, base)


def _of_exercise(line: Line, store: Store, base: KnowledgeBase) -> Iterator[Item]:
    """What of an exercise was not answered best; nothing of one that reads otherwise now."""
    attempt = line.kept.attempt
    try:
        exercise = exercise_at(attempt, hand_of(line.kept, store, base), base)
    except InputError:
        return
    if exercise is None:
        return
    shown = [f"{heading}: {'; '.join(lines)}" if lines else heading for heading, lines in exercise.told]
    why = next(block for block in exercise.back.blocks if isinstance(block, Section))
    for chosen, each in zip(attempt.chosen, exercise.choosing, strict=False):
        best = max(each.earns)
        if each.earns[chosen] < best:
            yield Item(
                guid=f"{exercise.digest}|{each.part}",
                question=f"{'. '.join(shown)}. {each.prompt}",
                answer=each.choices[each.earns.index(best)],
                choices=each.choices,
                because=" ".join(_in_line(why)),
                sources=tuple(map(_cited, exercise.back.sources)),
                knowledge=base.version,
            )


def _in_line(block: Block | Told) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Told():
            yield block.text
            yield from (text for item in block.items for text in _in_line(item))
        case Listing():
            yield from (text for item in block.items for text in _in_line(item))
        case Section():
            yield f"{block.title}."
            yield from (text for inner in block.blocks for text in _in_line(inner))


def _cited(source: Source) -> str:
    return f"{source.title}. {source.publisher}. {source.url or ''}".strip()


def _told_by(known: Consultation, hypothesis: str, way: int, base: KnowledgeBase) -> Iterator[Item]:
    """The weightiest rules that counted for a hypothesis, or against it; what is contested has no one answer."""
    counted = [e for e in known.hypothesis(hypothesis).evidence if e.counted and not e.contested]
    for evidence in [e for e in counted if e.points * way >= LEAST][:OF_A_CASE]:
        yield of_evidence(evidence, hypothesis, base)


def of_evidence(evidence: Evidence, hypothesis: str, base: KnowledgeBase) -> Item:
    """Whether what a rule found makes a hypothesis more or less likely: the answer agrees with the rule base."""
    return Item(
        guid=f"{evidence.rule}|{hypothesis}",
        question=f"You think of {small(called(base, hypothesis))}. Then you learn: {small(evidence.title)}. It is now:",
        answer=f"{MORE if evidence.points > 0 else LESS}, {points_line(evidence, hypothesis, base)}",
        choices=(MORE, LESS, SAME),
        because=evidence.because,
        sources=tuple(_cited(base.sources[name]) for name in evidence.sources),
        knowledge=base.version,
    )
