"""What is denied of a place: of that place and no more, and across the "but" of a sentence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .clauses import Clause, Group
from .frames import Frames, Have
from .parts import MODIFIERS, Candidate, Part
from .phrases import DENIALS
from .sense import Sense
from .tokens import Token

Sensing = Callable[[Part], tuple[str, ...]]
_THERE = frozenset(["it", "them", "there", "those", "these"])


def by_sense(each: Group, sense: Sensing) -> tuple[Group, Group]:
    """A group with the places of which it is said, and with those of which it is denied."""
    none = all(_is_denied(quality, sense) for quality in each.qualities)
    denied = [p for p in each.places if none or _is_denied(p, sense)]
    here = [p for p in each.places if p not in denied]
    return Group(each.qualities, here, each.clauses), Group(each.qualities, denied, each.clauses)


def of_each_place(each: Group, clauses: Sequence[Clause], have: Have, frames: Frames) -> Iterator[Candidate]:
    """What is denied of each place by itself, and of that place alone: arms that are not numb say nothing of feet.

    What only takes its place from a clause before is denied as it stands: "no back pain, numbness or rash".
    """
    low, high = clauses[0].start, clauses[-1].end
    placed = {i for at in each.clauses if clauses[at].parts["site"] for q in clauses[at].qualities for i in q.used}
    yield from (found for found in frames.made(have) if sum(sort == "site" for sort, _ in found.requires) > 1)
    for place in each.places:
        for found in frames.made({**have, "site": {place.value: [*place.used]}}):
            when = any(sort in MODIFIERS for sort, _ in found.requires)
            lent = low <= place.start < high and not placed & found.tokens
            yield replace(
                found,
                tokens=frozenset(i for i in found.tokens if low <= i < high),
                elsewhere=not (when or lent) and frames.of_more(found.finding, place.value),
            )


def carried_on(each: Group, before: Sequence[Part], tokens: Sequence[Token], sense: Sensing) -> Group:
    """A denial without a place, after a "but", is of the place that stands before it: "my knee clicks but is not sore".

    "But no fever" goes on with nothing, save that it says so: "but no pain in them".
    """
    places = [part for part in before if part.sort == "site"]
    words = [token.norm for token in tokens]
    there = any(one == "in" and two in _THERE for one, two in pairwise(words))
    goes_on = not each.places and (there or "not" in words)
    denied = all(_is_denied(quality, sense) for quality in each.qualities)
    return replace(each, places=places) if places and goes_on and denied else each


def less_of(
    clauses: Sequence[Clause], before: Sequence[Part], tokens: Sequence[Token], frames: Frames, sense: Sensing
) -> Iterator[Candidate]:
    """A bare place that is denied after a "but": "my feet are numb, but not my hands"."""
    if any(clause.claimed or clause.parts["ability"] or clause.parts["action"] for clause in clauses):
        return
    have = {part.value: [*part.used] for part in before if part.sort == "quality"}
    for place in (p for clause in clauses for p in clause.free if have and _is_denied(p, sense)):
        for found in frames.made({"quality": have, "site": {place.value: [*place.used]}}):
            yield replace(
                found,
                tokens=frozenset(place.used),
                denied=True,
                elsewhere=frames.of_more(found.finding, place.value),
            )


def well_of(well: Sequence[Part], beside: Sequence[Part], frames: Frames, sense: Sensing) -> Iterator[Candidate]:
    """What is not to be guessed of a place that is well beside others that are not: "my feet are numb, hands ok"."""
    ill = {p.value: [*p.used] for p in beside if p.sort == "quality" and not _is_denied(p, sense)}
    for place in well if ill else ():
        sites = {p.value: [*p.used] for p in beside if p.sort == "site"}
        yield from _not_there(frames.made({"quality": ill, "site": {place.value: [*place.used]}}), place)
        yield from _not_there(_of_several(frames.made({"quality": ill, "site": sites})), place)


def both_ways(here: Group, denied: Group, have: Have, frames: Frames) -> Iterator[Candidate]:
    """What is of several places and denied of one of them: "my feet tingle, not the hands"."""
    for place in denied.places if here.places else ():
        yield from _not_there(_of_several(frames.made(have)), place)


def _of_several(found: Iterable[Candidate]) -> Iterator[Candidate]:
    return (
        c for c in found if sum(sort == "site" for sort, _ in c.requires) > 1 or ("site", "all_limbs") in c.requires
    )


def _not_there(found: Iterable[Candidate], place: Part) -> Iterator[Candidate]:
    return (replace(c, tokens=frozenset(place.used), denied=True, elsewhere=True) for c in found)


def listed_on(found: Sequence[tuple[Candidate, Sense]], tokens: Sequence[Token], dangers: Collection[str]) -> None:
    """What goes on from words that deny by themselves, also with an "or", is denied too: "no vitamins or iron"."""
    denied = {i: c.finding for c, sense in found if c.denied and sense.denied for i in c.tokens}
    for candidate, sense in found:
        first = min(candidate.tokens)
        joined = first > 1 and tokens[first - 1].norm in ("or", "nor") and first - 2 in denied
        joined |= denied.get(first - 1) == candidate.finding
        sense.denied |= joined and candidate.finding not in dangers


def within_denial(each: tuple[Candidate, Sense], found: Sequence[tuple[Candidate, Sense]]) -> bool:
    """Whether something is denied by words that deny no more than another says: "the redness isn't spreading"."""
    candidate, sense = each
    if not sense.denied or candidate.denied:
        return False
    return any(other.tokens > candidate.tokens and of.denied for other, of in found)


def own_denials(tokens: Sequence[Token], parts: Sequence[Part]) -> set[int]:
    """Words that deny within a quality ("no feeling", "can not move") and deny nothing else."""
    return {i for p in parts if p.sort == "quality" for i in p.used if tokens[i].norm in DENIALS}


def _is_denied(part: Part, sense: Sensing) -> bool:
    return sense(part)[0] == "True"
