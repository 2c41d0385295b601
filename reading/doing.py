"""What a person can or cannot do, and what of the body works or does not."""

import re
from collections.abc import Collection, Sequence

from .clauses import Clause
from .frames import Frames
from .parts import MODIFIERS, Candidate, Part
from .tokens import Token

GOOD = frozenset(
    re.split(
        " ",
        "fine normal ok okay good alright perfect spotless well clear intact unremarkable unaffected "
        "unchanged preserved great satisfactory",
    )
)
_BAD = frozenset(
    re.split(
        " ",
        "bad worse poor trouble problem problems difficult difficulty off gone terrible failing weak impaired "
        "wrong awful struggling struggle reduced lost hard loss disturbance going shot absent diminished "
        "decreased dulled blunted",
    )
)
_LIMITS = frozenset(
    re.split(
        " ",
        "only hardly barely just not never if how until so",
    )
)
_LINKS = ("and", "or", ",", "/")


def done(
    at: int,
    clauses: Sequence[Clause],
    tokens: Sequence[Token],
    claimed: Collection[int],
    bounds: tuple[int, int],
    frames: Frames,
) -> list[Candidate]:
    """Findings from an ability and a doing: "can't get out of a chair"."""
    clause, out = clauses[at], []
    for action in clause.parts["action"]:
        doing = {"action": {action.value: [*action.used]}}
        ability = _ability(action, at, clauses, tokens, claimed)
        if ability is None:
            for quality in clause.qualities:
                if quality.value in ("weak", "floppy", "tired"):
                    how = {quality.value: [*quality.used]}
                    out += frames.made({"quality": how, **doing}, need=f"action={action.value}")
            continue
        value = _able(ability, action, tokens, bounds)
        if value is not None:
            have = {"ability": {value: [*ability.used]}, **doing}
            for sort in MODIFIERS:
                if clause.parts[sort]:
                    have[sort] = {p.value: [*p.used] for p in clause.parts[sort]}
            out += [c for c in frames.made(have, need=f"action={action.value}") if c.requires]
    return out


def _ability(
    action: Part, at: int, clauses: Sequence[Clause], tokens: Sequence[Token], claimed: Collection[int]
) -> Part | None:
    clause = clauses[at]
    abilities = clause.parts["ability"]
    before = [
        a for a in abilities
        if a.end <= action.start <= a.end + 6 and not any(i in claimed for i in range(a.start, a.end))
    ]  # fmt: skip
    if before:
        return max(before, key=lambda a: (a.end, a.end - a.start))
    after = [a for a in abilities if action.end <= a.start <= action.end + 3 and a.value in ("hard", "can")]
    if after:
        return after[0]
    last = clauses[at - 1] if at else None
    if last and last.parts["ability"]:
        link, given = tokens[clause.start - 1].norm, last.parts["ability"][-1]
        if (link in _LINKS and last.parts["action"]) or (link == "with" and given.value != "can"):
            return given  # "have to push with my hands to get up"
    return None


def _able(ability: Part, action: Part, tokens: Sequence[Token], bounds: tuple[int, int]) -> str | None:
    if ability.value != "can":
        return ability.value
    before = {t.norm for t in tokens[max(bounds[0], ability.start - 2) : action.start]}
    after = {t.norm for t in tokens[action.end : min(bounds[1], action.end + 3)]}
    if not before & _LIMITS and "only" not in after:
        return "can"
    return "hard" if before & {"hardly", "barely", "only"} else None


def worked(at: int, clauses: Sequence[Clause], tokens: Sequence[Token]) -> list[Candidate]:
    """Findings from what works or does not: "my breathing is fine", "trouble with my waterworks"."""
    clause, out = clauses[at], []
    for function in clause.parts["function"]:
        own = range(function.start, function.end)
        words = {tokens[k].norm: k for k in range(clause.start, clause.end) if k not in own}
        good, bad = [w for w in words if w in GOOD], [w for w in words if w in _BAD]
        onward = at
        while (
            not good and not bad and onward + 1 < len(clauses) and onward < at + 3
            and tokens[clauses[onward].end].norm in _LINKS
        ):  # fmt: skip
            onward += 1
            words.update({tokens[k].norm: k for k in range(clauses[onward].start, clauses[onward].end)})
            good, bad = [w for w in words if w in GOOD], [w for w in words if w in _BAD]
            if not clauses[onward].parts["function"]:
                good = bad = []
                break
            if clauses[onward].qualities:
                break
        denied = any(word in words for word in ("no", "not", "without", "never"))
        if good and not bad and not denied:
            out.append(Candidate(function.value, frozenset([*own, words[good[0]]]), "function", True))
        elif bad and not good:
            out.append(Candidate(function.value, frozenset([*own, words[bad[0]]]), "function", denied))
    return out
