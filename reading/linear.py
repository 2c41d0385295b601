"""Weighed sums over the features of a text, as learned: a score for each label, quickly and without a library."""

import itertools
import json
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from operator import add
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIELDS = {"ends": "I", "label": "H", "weight": "h", "idf": "f"}
_MANY = 300  # weights: a bag with more is kept spread out
_MOST = 4000  # bags kept

Bag = tuple[str, ...]


@dataclass(frozen=True)
class Linear:
    """Labels, and for each feature how much it speaks for which of them.

    A feature's weights are those of `label` and `weight` from the end of the feature before to its own `ends`; a
    weight counts in `step`, and has its feature's `idf`, how telling it is in itself, already in it.
    """

    labels: Sequence[str]
    bias: Sequence[float]
    step: float
    features: Mapping[str, int]
    ends: "array[int]"
    label: "array[int]"
    weight: "array[int]"
    idf: "array[float]"
    _kept: dict[Bag, "array[float]"] = field(default_factory=dict, repr=False, compare=False)

    def scores(self, *groups: Sequence[Bag]) -> list[float]:
        """A score for each label. Each group of bags of features counts as much as any other, however long it is."""
        out = list(self.bias)
        for bags in groups:
            counts = Counter(itertools.chain.from_iterable(bags))
            size = sqrt(sum((n * self.idf[self.features[f]]) ** 2 for f, n in counts.items() if f in self.features))
            if size:
                share = self.step / size
                out = [so_far + share * more for so_far, more in zip(out, self._sum(bags), strict=True)]
        return out

    def weight_of(self, bag: Bag, label: int) -> float:
        """How much a bag of features speaks for one label."""
        total = 0
        for feature in bag:
            if feature in self.features:
                start, end = self._span(self.features[feature])
                total += sum(
                    w for at, w in zip(self.label[start:end], self.weight[start:end], strict=True) if at == label
                )
        return total * self.step

    def _sum(self, bags: Iterable[Bag]) -> list[float]:
        """What the features of bags speak for; a bag of many weights, once spread out, is kept to be added at once."""
        total = [0.0] * len(self.labels)
        for bag in bags:
            if bag in self._kept:
                total = list(map(add, total, self._kept[bag]))
                continue
            spans = [self._span(self.features[f]) for f in bag if f in self.features]
            many = sum(end - start for start, end in spans) > _MANY
            spread = [0.0] * len(self.labels) if many else total
            for start, end in spans:
                for label, weight in zip(self.label[start:end], self.weight[start:end], strict=True):
                    spread[label] += weight
            if many:
                if len(self._kept) >= _MOST:
                    self._kept.clear()
                self._kept[bag] = array("f", spread)
                total = list(map(add, total, spread))
        return total

    def _span(self, feature: int) -> tuple[int, int]:
        return (self.ends[feature - 1] if feature else 0), self.ends[feature]

    def save(self, archive: ZipFile, name: str) -> None:
        """Write it under a name into an archive, little end first."""
        head = {"labels": list(self.labels), "bias": list(self.bias), "step": self.step}
        pack(archive, f"{name}/head.json", json.dumps(head))
        pack(archive, f"{name}/features.txt", "\n".join(self.features))
        for each in _FIELDS:
            pack(archive, f"{name}/{each}", _turned(getattr(self, each)).tobytes())

    @classmethod
    def load(cls, archive: ZipFile, name: str) -> "Linear":
        """What `save` wrote."""
        head = json.loads(archive.read(f"{name}/head.json"))
        features = archive.read(f"{name}/features.txt").decode().split("\n")
        fields: dict[str, Any] = {}
        for each, code in _FIELDS.items():
            values = array(code)
            values.frombytes(archive.read(f"{name}/{each}"))
            fields[each] = _turned(values)
        return cls(**head, features={f: at for at, f in enumerate(features)}, **fields)


def _turned(values: "array[Any]") -> "array[Any]":
    if sys.byteorder == "little":
        return values
    turned = values[:]
    turned.byteswap()
    return turned


def pack(archive: ZipFile, name: str, data: str | bytes) -> None:
    """Put a file into an archive without the time, so that what is learned of the same rows is the same bytes."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, data, compresslevel=9)
