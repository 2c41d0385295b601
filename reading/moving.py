"""A correction of place: what was read of one place and is of another, "it's the shin, not the calf"."""

from collections.abc import Collection, Sequence

from ..facts.case import Understood
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .composing import Composed, Composer
from .context import Trigger
from .entry import Entry
from .known import known
from .parts import Part
from .sense import Sentence
from .tokens import HARD, Token, tokenize

_FLESH = ("bone", "muscle", "joint", "skin", "tendon", "vein")  # of any place
_LIMBS = ("arm", "hand", "leg", "foot")


def moved(words: str, present: Collection[str], vocabulary: Vocabulary) -> Entry:
    """What a correction makes of findings that were read as present: the same at the place it names, none where it
    says no. Nothing for words that say anything but places, or that leave open which finding they are of.
    """
    knowing = known(vocabulary)
    composer, tokens = knowing.composer, tokenize(words)
    knowing.slips.mend(tokens)
    composed = composer.read(tokens)
    covered = {i for p in composed.parts if p.sort in ("site", "quality") for i in range(p.start, p.end)}
    sided = any(p.sort == "side" for p in composed.parts)
    if sided or any(composer.unread(i, tokens, covered | composed.covered) for i in range(len(tokens))):
        return Entry()
    sites, gone = _places(tokens, composed, composer)
    here = [p.value for p in sites if p.value not in gone]
    said = {p.value for p in composed.parts if p.sort == "quality"}
    of = _meant(present, gone, here, said, composer)
    so = {finding: [*_at(finding, here, composer)] for finding in of}
    new = dict.fromkeys(f for found in so.values() for f in found if f not in present)
    old = [finding for finding, found in so.items() if finding not in found]
    return Entry(present=tuple(new), absent=tuple(old), read=(*_read(words, new, State.PRESENT), *_read(words, old)))


def _places(tokens: Sequence[Token], composed: Composed, composer: Composer) -> tuple[list[Part], list[str]]:
    """The places that are named, and those that are well or where it is denied: "the arms and hands are fine"."""
    sites = [p for p in composed.parts if p.sort == "site"]
    qualities = [p for p in composed.parts if p.sort == "quality"]
    none = bool(qualities) and all(_is_denied(q, tokens, composed.triggers) for q in qualities)
    gone: list[str] = []
    for at in reversed(range(len(sites))):
        place, onward = sites[at], sites[at + 1] if at + 1 < len(sites) else None
        between = tokens[place.end : onward.start] if onward else []
        joined = onward is not None and onward.value in gone and [t.norm for t in between] in (["and"], ["or"])
        if none or joined or composer.well(place, tokens) or _is_denied(place, tokens, composed.triggers):
            gone.append(place.value)
    return sites, gone


def _meant(
    present: Collection[str], gone: Sequence[str], here: Sequence[str], said: Collection[str], composer: Composer
) -> list[str]:
    """The findings that a correction is of: those of a place that is not so, or else all, if they are of one place."""
    frames = composer.frames
    placed = {f: frames.own_place(f) for f in present if frames.asks_for(f).get("quality")}
    if said:
        placed = {
            f: own for f, own in placed.items() if any(_same(q, said, composer) for q in frames.asks_for(f)["quality"])
        }
    if gone:
        return [f for f, own in placed.items() if any(_holds(g, own, composer) for g in gone)]
    other = {f: own for f, own in placed.items() if own != "none" and not _holds_one(own, here, composer)}
    return [*other] if here and len({*other.values()}) == 1 else []


def _holds_one(own: str, here: Sequence[str], composer: Composer) -> bool:
    """Whether a finding is as well at one of the places as it was: "the shin" is of a leg, and has a bone."""
    return own in _FLESH or any(composer.frames.is_a(place, own, "site") for place in here)


def _holds(place: str, own: str, composer: Composer) -> bool:
    """Whether a finding is not so where a place is well: its own place is that, or that is one of its several."""
    several = own in ("all_limbs", "all_four") and place in _LIMBS
    return own != "none" and (several or composer.frames.is_a(own, place, "site"))


def _same(quality: str, said: Collection[str], composer: Composer) -> bool:
    return any(composer.frames.is_a(each, quality, "quality") for each in said)


def _at(finding: str, places: Sequence[str], composer: Composer) -> list[str]:
    """What a finding is at other places."""
    wants = composer.frames.asks_for(finding)
    have = {sort: {value: [0] for value in values} for sort, values in wants.items() if sort != "site"}
    return [c.finding for place in places for c in composer.frames.made({**have, "site": {place: [0]}}) if not c.denied]


def _is_denied(place: Part, tokens: Sequence[Token], triggers: Sequence[Trigger]) -> bool:
    low = max((i + 1 for i in range(place.start) if tokens[i].kind == HARD), default=0)
    high = next((i for i in range(place.end, len(tokens)) if tokens[i].kind == HARD), len(tokens))
    sentence = Sentence(tokens, triggers, low, high, "", frozenset())
    return sentence.sense(frozenset(place.used)).denied


def _read(words: str, findings: Collection[str], state: State = State.ABSENT) -> list[Understood]:
    return [Understood.model_construct(words=words, finding=f, state=state) for f in findings]
