"""A concordance question, made from the rules: one cause is thought of, one thing more is learnt; what becomes of it?

Five answers and one right: how far the counted rules move the cause, given what was known before. The answer is drawn
before the case is, so that each comes equally often and no answer pays for itself.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from ..engine.consult import consult
from ..engine.consultation import Consultation, Evidence
from ..engine.evaluate import Outcome, evaluator
from ..facts.case import Case
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule
from ..wording.document import Block, Item, Listing, Paragraph, Section
from ..wording.explain.phrases import called
from ..wording.premises import points_line
from ..wording.story import small
from .deck import Dealt
from .exercise import Choosing, Exercise
from .exercise_told import Back
from .patient import Patient, Reply, Told
from .uncounted import uncounted
from .words import item, opening, reply_line

ANSWERS = ("much less likely", "less likely", "as likely as before", "more likely", "much more likely")
SAME = 2
LEAST, MUCH = 3, 7  # points: fewer are asked about by nobody; so many or more are "much"
KNOWN, LEARNT, THOUGHT_OF = 5, 12, 8  # things known, things that may be learnt, causes that may be thought of


class Moved(NamedTuple):
    """What is learnt, the cause it is asked of, the place of the right answer, and the rule that gives it."""

    reply: Reply
    cause: str
    answer: int
    rule: Evidence


def concordance(hand: Dealt, variant: str, base: KnowledgeBase) -> Exercise | None:
    """The question that a variant makes of a case; None where the case has none with the answer that was drawn."""
    wanted = random.Random(variant).randrange(len(ANSWERS))  # noqa: S311 - no secret
    chance = random.Random(f"{variant}/{hand.number}")  # noqa: S311 - no secret
    patient = Patient(hand.case, base)
    base = uncounted(hand.number, base)
    replies = [r for r in patient.recorded(lambda about: True) if r.about not in patient.opening.present]
    chance.shuffle(replies)
    known = replies[: min(KNOWN, len(replies) // 2)]
    stem = learnt(patient.opening, known)
    moved = next(moves(stem, replies[len(known) :][:LEARNT], wanted, chance, base), None)
    return _asked(hand, stem, known, moved, base) if moved else None


def learnt(case: Case, replies: list[Reply]) -> Case:
    """A case with some replies known as well."""
    told = {way: tuple(r.about for r in replies if r.told is way) for way in Told}
    return case.model_copy(
        update={
            "present": tuple(dict.fromkeys((*case.present, *told[Told.YES]))),
            "absent": tuple(dict.fromkeys((*case.absent, *told[Told.NO]))),
            "labs": {**case.labs, **{r.about: r.value for r in replies if r.told is Told.VALUE}},
        }
    )


def moves(stem: Case, replies: list[Reply], wanted: int, chance: random.Random, base: KnowledgeBase) -> Iterator[Moved]:
    """What one rule alone makes of a cause that comes to mind, where that is the answer that is wanted."""
    outcome, before = evaluator(base).of_case(stem), consult(stem, base)
    causes = outcome.ranking()[:THOUGHT_OF]
    chance.shuffle(causes)
    for reply in replies:
        case = learnt(stem, [reply])
        then = evaluator(base).of_case(case)
        fit = [
            h
            for h in causes
            if _place(then.scores[h] - outcome.scores[h]) == wanted and _spoken(outcome, then, h, base)
        ]
        if fit:
            after = consult(case, base)
            for cause in fit:
                rule = _by_one_rule(before, after, cause)
                if rule and rule.sources and not rule.contested and _answer(rule) == wanted:
                    yield Moved(reply, cause, wanted, rule)


def _spoken(before: Outcome, after: Outcome, cause: str, base: KnowledgeBase) -> bool:
    """Whether a rule fires now and did not, and says enough of a cause to be asked about."""
    new = (base.rules[rule] for rule in after.fired - before.fired)
    return any(isinstance(rule, EvidenceRule) and abs(rule.points.get(cause, 0)) >= LEAST for rule in new)


def _by_one_rule(before: Consultation, after: Consultation, cause: str) -> Evidence | None:
    """The one rule that is counted now and was not; where nothing else is counted, one that sees the same."""
    old = {e.rule: e for e in before.hypothesis(cause).evidence}
    new = [e for e in after.hypothesis(cause).evidence if e.rule not in old]
    counted_before = {(e.rule, e.points) for e in old.values() if e.counted}
    counted_after = {(e.rule, e.points) for e in after.hypothesis(cause).evidence if e.counted}
    if counted_before == counted_after:
        overlapped = [e for e in new if abs(e.points) >= LEAST]
        return overlapped[0] if len(overlapped) == 1 else None
    counted = [e for e in new if e.counted]
    return counted[0] if len(counted) == 1 and counted_before < counted_after else None


def _answer(rule: Evidence) -> int | None:
    """The place of the right answer; None where it is too close to call."""
    return _place(rule.points) if rule.counted else SAME


def _place(points: int) -> int | None:
    """The place of the answer that so many points are; None for so few that they are told apart from none by nobody."""
    size = 0 if not points else 2 if abs(points) >= MUCH else 1
    return None if 0 < abs(points) < LEAST else SAME + (size if points > 0 else -size)


def earned(answer: int) -> tuple[float, ...]:
    """What each choice earns, where one is right.

    Half for the right direction, nothing for others; less what that choice would earn if every answer were as
    likely to be right. So no choice pays that is always made.
    """
    return tuple(_fair(choice, answer) for choice in range(len(ANSWERS)))


def _fair(choice: int, answer: int) -> float:
    always = sum(_raw(choice, each) for each in range(len(ANSWERS))) / len(ANSWERS)
    return (_raw(choice, answer) - always) / (1 - always)


def _raw(choice: int, answer: int) -> float:
    same_way = (choice - SAME) * (answer - SAME) > 0
    return 1.0 if choice == answer else 0.5 if same_way else 0.0


def _asked(hand: Dealt, stem: Case, known: list[Reply], moved: Moved, base: KnowledgeBase) -> Exercise:
    name = small(called(base, moved.cause))
    besides = [("Known besides", tuple(item(r.about, stem, base) for r in known))] if known else []
    learnt_ = reply_line(moved.reply, base)
    back = Back(hand, base)
    return Exercise(
        told=(
            (opening(Patient(hand.case, base).opening, base), ()),
            *besides,
            (f"You think of {name}. Now you learn", (learnt_,)),
        ),
        choosing=(Choosing("change", f"Now {name} is:", ANSWERS, earned(moved.answer)),),
        back=back.document([Section(f"{learnt_}: {name} is {ANSWERS[moved.answer]}", tuple(_why(moved, back)))]),
    )


def _why(moved: Moved, back: Back) -> Iterator[Block]:
    rule, base = moved.rule, back.base
    cited = f"{rule.because} {back.pen.cite(rule.sources)}"
    if rule.counted:
        yield Listing((Item(f"{points_line(rule, moved.cause, base)}: {rule.title}", (Item(cited, aside=True),)),))
    else:
        other = base.rules[rule.overlapped_by].title if rule.overlapped_by else ""
        yield Paragraph(f"'{rule.title}' sees the same as '{other}', which was known, and evidence counts once.")
        yield Listing((Item(cited, aside=True),))
    yield Paragraph("The answer agrees with the rule base; where that is judgement, so is the answer.")
