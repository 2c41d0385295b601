"""Findings made of the parts that a sentence names."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from .clauses import Clause, Group, divide, group
from .doing import GOOD, done, worked
from .frames import Frames
from .less import both_ways, by_sense, carried_on, less_of, of_each_place
from .parts import MODIFIERS, Candidate, Part
from .tokens import Token


def compose(
    tokens: Sequence[Token],
    parts: Sequence[Part],
    claimed: Collection[int],
    bounds: tuple[int, int],
    frames: Frames,
    sense: Callable[[Part], tuple[str, ...]],
    complaint: Collection[int] = (),
    before: Sequence[Part] = (),
) -> list[Candidate]:
    """The most specific findings whose parts were said between two hard marks.

    `claimed` are tokens that a phrase has taken; `sense` tells whether a part is denied and of whom it is said, since
    what is denied is not put together with what is said; `complaint` are tokens of complaints read by phrases; `before`
    are the parts that stand before a "but" on which this goes on.
    """
    clauses = divide(tokens, parts, claimed, bounds, frames.limb)
    groups = group(clauses, sense)
    out: list[Candidate] = []
    for each in groups:
        here, denied = by_sense(carried_on(each, before, tokens[slice(*bounds)], sense), sense)
        if here.places or not denied.places:
            out += frames.made(_have(here, clauses, len(groups), tokens))
        if denied.places:
            out += both_ways(here, denied, _have(each, clauses, len(groups), tokens), frames)
            out += of_each_place(denied, clauses, _have(denied, clauses, len(groups), tokens), frames)
    if not groups:
        out += less_of(clauses, before, tokens, frames, sense)
        out += _only_then(clauses, before, tokens, frames) if bounds[0] and clauses else []
    for at, clause in enumerate(clauses):
        out += done(at, clauses, tokens, claimed, bounds, frames)
        out += worked(at, clauses, tokens)
        if not clause.qualities:
            have = {m: {p.value: [*p.used] for p in clause.parts[m]} for m in MODIFIERS if clause.parts[m]}
            if have:
                about = bool(groups) or any(i in complaint for i in range(clause.start, clause.end))
                out += frames.made(have, need="*", any_quality=about)
    return out


def _have(
    each: Group, clauses: Sequence[Clause], groups: int, tokens: Sequence[Token]
) -> dict[str, dict[str, list[int]]]:
    """The parts of a group; clauses with modifiers alone join their neighbour, save "and the right is fine"."""
    near = set(each.clauses)
    for at, clause in enumerate(clauses):
        alone = not clause.qualities and not clause.claimed and not clause.parts["site"]
        alone = alone and not (clause.parts["side"] and _good(clause, tokens))
        if alone and (at - 1 in each.clauses or at + 1 in each.clauses or groups == 1):
            near.add(at)
    have: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part in (*each.qualities, *each.places):
        have[part.sort][part.value] += part.used
    for at in near:
        for sort in ("side", "action", *MODIFIERS):
            for part in clauses[at].parts[sort]:
                have[sort][part.value] += part.used
    return have


def _only_then(
    clauses: Sequence[Clause], before: Sequence[Part], tokens: Sequence[Token], frames: Frames
) -> list[Candidate]:
    """When or where it is, told after an "only" that parts it from what it is said of: "it aches, only when I walk"."""
    start = clauses[0].start
    when = [p for sort in ("time", "trigger", "side") for p in clauses[0].parts[sort] if p.start == start]
    if not when or tokens[start - 1].norm != "only" or any(c.claimed or c.parts["site"] for c in clauses):
        return []
    have: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part in (*(p for p in before if p.sort in ("quality", "site")), *when):
        have[part.sort][part.value] += part.used
    found = frames.made(have) if have["quality"] else []
    return [c for c in found if any(sort in (*MODIFIERS, "side") for sort, _ in c.requires)]


def _good(clause: Clause, tokens: Sequence[Token]) -> bool:
    return any(token.norm in GOOD for token in tokens[clause.start : clause.end])
