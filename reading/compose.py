"""Findings made of the parts that a sentence names."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from .clauses import Clause, Group, divide, group
from .doing import GOOD, done, worked
from .frames import Frames, Have
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
) -> list[Candidate]:
    """The most specific findings whose parts were said between two hard marks.

    `claimed` are tokens that a phrase has taken; `sense` tells whether a part is denied and of whom it is said, since
    what is denied is not put together with what is said; `complaint` are tokens of complaints read by phrases.
    """
    clauses = divide(tokens, parts, claimed, bounds, frames.limb)
    groups = group(clauses, sense)
    out: list[Candidate] = []
    for each in groups:
        here, denied = _by_sense(each, sense)
        if here.places or not denied.places:
            out += frames.made(_have(here, clauses, len(groups), tokens))
        if denied.places:
            out += _denied(denied, clauses, _have(denied, clauses, len(groups), tokens), frames)
    for at, clause in enumerate(clauses):
        out += done(at, clauses, tokens, claimed, bounds, frames)
        out += worked(at, clauses, tokens)
        if not clause.qualities:
            have = {m: {p.value: [*p.used] for p in clause.parts[m]} for m in MODIFIERS if clause.parts[m]}
            if have:
                about = bool(groups) or any(i in complaint for i in range(clause.start, clause.end))
                out += frames.made(have, need="*", any_quality=about)
    return out


def _by_sense(each: Group, sense: Callable[[Part], tuple[str, ...]]) -> tuple[Group, Group]:
    """A group with the places of which it is said, and with those of which it is denied."""
    none = all(_is_denied(quality, sense) for quality in each.qualities)
    denied = [p for p in each.places if none or _is_denied(p, sense)]
    here = [p for p in each.places if p not in denied]
    return Group(each.qualities, here, each.clauses), Group(each.qualities, denied, each.clauses)


def _is_denied(part: Part, sense: Callable[[Part], tuple[str, ...]]) -> bool:
    return sense(part)[0] == "True"


def _denied(each: Group, clauses: Sequence[Clause], have: Have, frames: Frames) -> Iterator[Candidate]:
    """What is denied of each place by itself, and of that place alone: arms that are not numb say nothing of feet.

    What only takes its place from a clause before is denied as it stands: "no back pain, numbness or rash".
    """
    placed = {i for at in each.clauses if clauses[at].parts["site"] for q in clauses[at].qualities for i in q.used}
    for place in each.places:
        for found in frames.made({**have, "site": {place.value: [*place.used]}}):
            when = any(sort in MODIFIERS for sort, _ in found.requires)
            own = not when and placed & found.tokens
            yield replace(found, elsewhere=bool(own) and frames.of_more(found.finding, place.value))


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


def _good(clause: Clause, tokens: Sequence[Token]) -> bool:
    return any(token.norm in GOOD for token in tokens[clause.start : clause.end])
