"""Spot the error: a case, and how an engine reasons about it, with one line wrong or none.

Half of the time nothing is wrong, or "there is an error" would always be right. Else the person is taken for having
said something else, or the same evidence is counted twice, or a rule the wrong way round; or every line follows from
the rules, and what they conclude was not what it was.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..cases.library import cause
from ..engine.consult import consult
from ..engine.consultation import Consultation, Evidence, Ranked
from ..engine.evaluate import evaluator
from ..explain.change import Change, changed
from ..facts.case import Case
from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule
from ..wording.document import Block, Item, Listing, Paragraph, Section
from ..wording.explain.phrases import called
from ..wording.words import join, plus
from .attempt import known_items, recorded
from .deck import Dealt
from .exercise import Choosing, Exercise
from .exercise_told import Back
from .marks import near
from .patient import Patient
from .uncounted import uncounted
from .weighing import Weights
from .words import item, opening

LINES, LEAST = 7, 3  # lines of evidence shown; points below which a line is not worth an error
NO_ERROR = "There is no error"
PROMPT = "Is there an error, and where?"


class Fault(StrEnum):
    """What is wrong with a line of reasoning."""

    NONE = "nothing"
    WRONG = "the conclusion"
    FLIPPED = "an answer"
    TWICE = "counted twice"
    TURNED = "the wrong way"


class Line(NamedTuple):
    """A line of reasoning: its points, what it says, the rule, and whether it is wrong."""

    points: int
    says: str
    evidence: Evidence | None
    wrong: bool = False


class Reasoned(NamedTuple):
    """The lines that lead to a cause, with the error among them if there is one; `why` says what it is."""

    cause: str
    lines: tuple[Line, ...]
    rest: int
    prior: int
    conclusion_wrong: bool
    why: str


def spotting(hand: Dealt, variant: str, base: KnowledgeBase) -> Exercise | None:
    """The exercise that a variant makes of a case; None where it has no error of the sort that was drawn."""
    drawn = random.Random(variant)  # noqa: S311 - no secret
    fault = Fault.NONE if drawn.random() < 0.5 else drawn.choice([f for f in Fault if f is not Fault.NONE])
    reasoned = _Reasoning(hand, base, random.Random(f"{variant}/{hand.number}")).with_(fault)  # noqa: S311
    return _asked(hand, reasoned, base) if reasoned else None


class _Reasoning:
    """How the engine reasons about all that a case records, with an error made in it."""

    def __init__(self, hand: Dealt, base: KnowledgeBase, chance: random.Random):
        self.hand, self.base, self.chance = hand, uncounted(hand.number, base), chance
        self.case = recorded(hand.case)
        self.known = consult(self.case, self.base)

    def with_(self, fault: Fault) -> Reasoned | None:
        """The reasoning with such an error; None where there is none to be made."""
        first = self.known.hypotheses[0]
        if fault is Fault.WRONG:
            return self._wrong(first)
        if first.id != self.hand.truth:
            return None
        makes: dict[Fault, Callable[[Ranked], Reasoned | None]] = {
            Fault.NONE: lambda first: self._made(first, self._lines(self.known, first), "Every line follows."),
            Fault.FLIPPED: self._flipped,
            Fault.TWICE: self._twice,
            Fault.TURNED: self._turned,
        }
        return makes[fault](first)

    def _wrong(self, first: Ranked) -> Reasoned | None:
        truth = self.hand.truth
        beside = {cause(words, self.base) for words in self.hand.case.also} | near(truth) | {truth}
        if first.id in beside:
            return None
        why = (
            f"Every line follows from the rules, and still it was {called(self.base, truth)}, which they put "
            f"in place {next(h.rank for h in self.known.hypotheses if h.id == truth)}, at {plus(self._score(truth))}: "
            "points say what speaks for a cause, not that it is so."
        )
        return self._made(first, self._lines(self.known, first), why)._replace(conclusion_wrong=True)

    def _score(self, hypothesis: str) -> int:
        return self.known.hypothesis(hypothesis).score

    def _flipped(self, first: Ranked) -> Reasoned | None:
        """One answer taken for its opposite, on which a line rests."""
        answers = [*((f, "present") for f in self.case.present), *((f, "absent") for f in self.case.absent)]
        self.chance.shuffle(answers)
        for about, before in answers:
            after = "absent" if before == "present" else "present"
            told = changed(self.case, [Change(about=about, before=before, after=after)], self.base.vocabulary)
            if self._still_leads(told, first):
                known = consult(told, self.base)
                weights = Weights(self.base, known)
                lines = self._lines(known, known.hypotheses[0])
                marked = [line._replace(wrong=about in _rests_on(line, weights)) for line in lines]
                if any(line.wrong and abs(line.points) >= LEAST for line in marked):
                    why = f"The report says: {item(about, self.case, self.base)}."
                    return self._made(known.hypotheses[0], marked, why)
        return None

    def _still_leads(self, told: Case, first: Ranked) -> bool:
        """Whether a cause leads on other answers too, by a rule that fires on them alone."""
        try:
            outcome = evaluator(self.base).of_case(told)
        except InputError:
            return False
        old = {a.rule for a in self.known.trace.activations}
        new = (self.base.rules[rule] for rule in outcome.fired - old)
        speaks = any(isinstance(r, EvidenceRule) and abs(r.points.get(first.id, 0)) >= LEAST for r in new)
        return speaks and outcome.ranking()[0] == first.id

    def _twice(self, first: Ranked) -> Reasoned | None:
        """Evidence that another line has counted, counted again; of written rules, whose sense can be seen."""
        lines = self._lines(self.known, first)
        shown = {e.rule: n for n, line in enumerate(lines) if (e := line.evidence) and not e.counts}
        overlapped = [e for e in first.evidence if not e.counted and e.overlapped_by in shown and e.points >= LEAST]
        if not overlapped:
            return None
        again = self.chance.choice(overlapped)
        other = shown[again.overlapped_by or ""]
        lines[other] = lines[other]._replace(wrong=True)
        lines.insert(other + 1, self._line(again, Weights(self.base, self.known))._replace(wrong=True))
        why = f"'{again.title}' and '{lines[other].says.partition(' (from')[0]}' see the same; evidence counts once."
        return self._made(first, lines, why)

    def _turned(self, first: Ranked) -> Reasoned | None:
        """A rule counted against what it speaks for; a written one, whose sense can be seen."""
        lines = self._lines(self.known, first)
        heavy = [n for n, line in enumerate(lines) if (e := line.evidence) and not e.counts and e.points >= LEAST]
        if not heavy:
            return None
        turned = self.chance.choice(heavy)
        why = f"'{lines[turned].says.partition(' (from')[0]}' speaks for it, by {lines[turned].points}, not against it."
        lines[turned] = lines[turned]._replace(points=-lines[turned].points, wrong=True)
        return self._made(first, lines, why)

    def _lines(self, known: Consultation, ranked: Ranked) -> list[Line]:
        """The weightiest counted rules, of which no two rest on the same: that would look like an error."""
        weights, shown, used = Weights(self.base, known), list[Line](), set[str]()
        for evidence in sorted((e for e in ranked.evidence if e.counted), key=lambda e: -abs(e.points)):
            rests_on = weights.rests_on(evidence)
            if rests_on and used.isdisjoint(rests_on) and len(shown) < LINES:
                used.update(rests_on)
                shown.append(self._line(evidence, weights))
        return shown

    def _line(self, evidence: Evidence, weights: Weights) -> Line:
        names = [item(about, weights.consultation.case, self.base) for about in weights.rests_on(evidence)]
        says = evidence.title if names == [evidence.title] else f"{evidence.title} (from: {join(names)})"
        return Line(evidence.points, says, evidence)

    def _made(self, ranked: Ranked, lines: Iterable[Line], why: str) -> Reasoned:
        shown = tuple(lines)
        rules = {line.evidence.rule for line in shown if line.evidence}
        rest = sum(e.points for e in ranked.evidence if e.counted and e.rule not in rules)
        return Reasoned(ranked.id, shown, rest, ranked.prior, False, why)


def _rests_on(line: Line, weights: Weights) -> tuple[str, ...]:
    return weights.rests_on(line.evidence) if line.evidence else ()


def _asked(hand: Dealt, reasoned: Reasoned, base: KnowledgeBase) -> Exercise:
    case = recorded(hand.case)
    name = called(base, reasoned.cause)
    wrong = [line.wrong for line in reasoned.lines]
    total = reasoned.prior + reasoned.rest + sum(line.points for line in reasoned.lines)
    conclusion = (
        f"With where it starts ({plus(reasoned.prior)}) and all other rules ({plus(reasoned.rest)}) that makes "
        f"{plus(total)}, the most of all. So it is {name}"
    )
    lines = [f"{plus(line.points)}: {line.says}" for line in reasoned.lines]
    keys = [not any(wrong) and not reasoned.conclusion_wrong, *wrong, reasoned.conclusion_wrong]
    known = tuple(item(about, case, base) for about in known_items(case))
    back = Back(hand, base)
    return Exercise(
        told=(
            (opening(Patient(hand.case, base).opening, base), ()),
            ("What is recorded", known),
            (f"An engine reasons that it is: {name}", ()),
        ),
        choosing=(Choosing("error", PROMPT, (NO_ERROR, *lines, conclusion), earned(keys)),),
        back=back.document([Section("What was wrong, if anything", tuple(_why(reasoned, back)))]),
    )


def earned(keys: Sequence[bool]) -> tuple[float, ...]:
    """What each choice earns; the first says that there is no error.

    1 for what is right; 0 for the wrong place of an error that there is; -1 for an error seen where there is none,
    or none seen where there is one. Since half of them have none, no choice pays that is always made.
    """
    if keys[0]:
        return (1.0, *(-1.0 for _ in keys[1:]))
    return (-1.0, *(1.0 if key else 0.0 for key in keys[1:]))


def _why(reasoned: Reasoned, back: Back) -> Iterator[Block]:
    """What was wrong, with the reasons of the wrong lines; of all lines where none is."""
    yield Paragraph(reasoned.why, strong=True)
    at_fault = [line for line in reasoned.lines if line.wrong] or reasoned.lines
    told = [(line.evidence.title, line.evidence) for line in at_fault if line.evidence]
    yield Listing(tuple(Item(f"{title}: {e.because} {back.pen.cite(e.sources)}", aside=True) for title, e in told))
