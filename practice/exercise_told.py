"""What is told once an exercise is answered: the answer, why, and the case that it was made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..engine.consultation import PURPOSE
from ..rules.knowledge_base import KnowledgeBase
from ..wording.document import Block, Document, Item, Listing, Paragraph, Pen, Section
from ..wording.explain.phrases import called
from ..wording.words import level_sentence
from .deck import Dealt
from .exercise import Exercise


@dataclass(frozen=True)
class Back:
    """Writes what is told after the choice."""

    hand: Dealt
    base: KnowledgeBase

    @cached_property
    def pen(self) -> Pen:
        """The pen that numbers the sources."""
        return Pen(self.base, PURPOSE)

    def document(self, sections: Sequence[Section], others: Sequence[Dealt] = ()) -> Document:
        """The sections, and then what the case was, and the others."""
        self.pen.blocks.extend(sections)
        for hand in (self.hand, *others):
            self.pen.blocks.append(Section("The case" if not others else "One of the two", tuple(self._case(hand))))
        return self.pen.document("Looking back")

    def _case(self, hand: Dealt) -> Iterator[Block]:
        case = hand.case
        yield Paragraph(f"It was: {called(self.base, hand.truth)}. {level_sentence(case.urgency or '')}.", strong=True)
        yield Paragraph(case.summary or "")
        yield Paragraph(f"{case.source}. {case.url or ''}".strip())


def answered_told(exercise: Exercise, chosen: Sequence[int], title: str) -> Document:
    """What is told of an exercise that is answered: what was chosen, what was best, and why."""
    yours = Section("Your answer", (Listing(tuple(_choices(exercise, chosen))),))
    return replace(exercise.back, title=title, blocks=(yours, *exercise.back.blocks))


def _choices(exercise: Exercise, chosen: Sequence[int]) -> Iterator[Item]:
    for number, each in zip(chosen, exercise.choosing, strict=True):
        best = max(each.earns)
        right = [choice for choice, earns in zip(each.choices, each.earns, strict=True) if earns == best]
        if each.choices[number] in right:
            yield Item(f"{each.prompt} {each.choices[number]}. That is right, and earns 1.")
        else:
            earned = each.earns[number]
            below = ", below 0 worse than chance" if earned < 0 else ""
            told = f"{each.prompt} you said '{each.choices[number]}' ({earned:.2f}; 1 is best, 0 chance{below})."
            yield Item(told, (Item(f"Best was: {' or '.join(right)}"),))
