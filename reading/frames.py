"""Frames: which parts, said together, make which finding."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from .parts import MODIFIERS, Candidate
from .tables import Tables

Have = Mapping[str, Mapping[str, list[int]]]  # sort -> value -> tokens
_SETTLES = ("quality", "action")
ALL = ["all_limbs"]  # the name of arms and legs, beside which a finding of legs has its own
_TISSUES = ("skin", "muscle")  # of every place


@dataclass(frozen=True)
class Frame:
    """A finding, or its denial, and the parts it asks for, as (sort, value); an empty value is any of the sort."""

    finding: str
    denied: bool
    requires: tuple[tuple[str, str], ...]

    @property
    def sites(self) -> list[str]:
        """The places it asks for."""
        return [value for sort, value in self.requires if sort == "site"]


class Frames:
    """All frames, found by the quality or the doing that they ask for."""

    def __init__(self, tables: Tables, known: Callable[[str], bool], broader: Callable[[str], frozenset[str]]):
        self._sites, self._qualities = tables.frames.below, tables.frames.quality_below
        self._broader = broader
        self._by_need: dict[str, list[Frame]] = defaultdict(list)
        self._first: dict[str, Frame] = {}
        for name, texts in tables.frames.frames.items():
            finding = name.lstrip("-")
            if not known(finding):
                continue
            for text in texts:
                for requires in _plain(text):
                    frame = Frame(finding, name.startswith("-"), requires)
                    if finding not in self._first or (self._first[finding].sites == ALL and len(frame.sites) == 1):
                        self._first[finding] = frame
                    needs = [f"{s}={v.rstrip('!')}" for s, v in requires if s in _SETTLES and v] or ["*"]
                    for need in needs:
                        self._by_need[need].append(frame)

    def is_a(self, value: str, wanted: str, sort: str) -> bool:
        """Whether a value is the wanted one or stands below it; with `!` only the value itself will do."""
        if wanted.endswith("!"):
            return value == wanted[:-1]
        table = self._sites if sort == "site" else self._qualities if sort == "quality" else {}
        step: str | None = value
        while step is not None and step != wanted:
            step = table.get(step)
        return step is not None

    def limb(self, site: str) -> bool:
        """Whether a place is of an arm, a leg or a joint."""
        return any(self.is_a(site, limb, "site") for limb in ("leg", "arm", "joint"))

    def of_more(self, finding: str, place: str) -> bool:
        """Whether a finding may be of more than a place: then to be without it there is not to be without it."""
        return place not in _TISSUES and not self.is_a(self.own_place(finding), place, "site")

    def asks_for(self, finding: str) -> Mapping[str, Sequence[str]]:
        """What the first frame of a finding asks for, by sort; nothing for one that has no frame."""
        wants: dict[str, list[str]] = defaultdict(list)
        for sort, value in self._first[finding].requires if finding in self._first else ():
            wants[sort].append(value.rstrip("!"))
        return wants

    def own_place(self, finding: str) -> str:
        """The place that the first frame of a finding asks for, of which the others are kin; "none" without one."""
        return next(iter(self.asks_for(finding).get("site", ())), "none")

    def made(self, have: Have, need: str | None = None, any_quality: bool = False) -> list[Candidate]:
        """The most specific findings whose parts are all there; with `need`, those that ask for that part."""
        keys = [need] if need is not None else [
            *(f"quality={v}" for v in have.get("quality", {})),
            *(f"quality={self._qualities[v]}" for v in have.get("quality", {}) if v in self._qualities), "*",
        ]  # fmt: skip
        best: dict[str, tuple[Frame, set[int]]] = {}
        for frame in dict.fromkeys(frame for key in keys for frame in self._by_need.get(key, ())):
            used = self._match(frame, have, any_quality)
            if used is not None and (frame.finding not in best or len(used) > len(best[frame.finding][1])):
                best[frame.finding] = (frame, used)
        if any(finding.startswith("worse_") for finding in best):
            best.pop("worsening", None)  # "worse at night" says nothing of its course
        return [
            Candidate(finding, frozenset(used), "frame", frame.denied, frame.requires)
            for finding, (frame, used) in best.items()
            if not any(self._better(other, frame) for other, _ in best.values())
        ]

    def _match(self, frame: Frame, have: Have, any_quality: bool) -> set[int] | None:
        used: set[int] = set()
        for sort, wanted in frame.requires:
            values = have.get(sort) or {}
            if not wanted:
                if not (values or (sort == "quality" and any_quality)):
                    return None
            elif wanted == "none":
                if values:
                    return None
            else:
                hit = [token for v, tokens in values.items() if self.is_a(v, wanted, sort) for token in tokens]
                if not hit:
                    return None
                used.update(hit)
        return used

    def _better(self, other: Frame, frame: Frame) -> bool:
        if other.finding == frame.finding or other.denied != frame.denied:
            return False
        if frame.finding in self._broader(other.finding):
            return True
        return self._narrower(other, frame) and not self._narrower(frame, other)

    def _narrower(self, other: Frame, frame: Frame) -> bool:
        """Whether the other asks for all that the frame asks for, and for more or more exactly."""
        if any(sort in MODIFIERS for sort, _ in (*frame.requires, *other.requires)):
            return False
        return all(
            any(
                sort == mine and value and value != "none" and self.is_a(value.rstrip("!"), wanted.rstrip("!"), sort)
                for mine, value in other.requires
            )
            for sort, wanted in frame.requires
        )


def _plain(text: str) -> list[tuple[tuple[str, str], ...]]:
    """A frame with alternatives, as frames without."""
    parts = []
    for part in text.split():
        sort, _, values = part.partition("=")
        parts.append([(sort, value) for value in values.split("|")])
    return [tuple(chosen) for chosen in product(*parts)]
