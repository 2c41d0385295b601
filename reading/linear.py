"""Weighed sums over the features of a text, as learned: one score for each label, in a few milliseconds of no library."""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from zipfile import ZipFile

_FIELDS = {"ends": "I", "label": "H", "weight": "h", "idf": "f"}


@dataclass(frozen=True)
class Linear:
    """Labels, and for each feature how much it speaks for which of them.

    A feature's weights are those of `label` and `weight` from the end of the feature before to its own `ends`; a
    weight counts in `step`. `idf` is how telling a feature is in itself.
    """

    labels: Sequence[str]
    bias: Sequence[float]
    step: float
    features: Mapping[str, int]
    ends: array[int]
    label: array[int]
    weight: array[int]
    idf: array[float]

    def scores(self, groups: Iterable[Mapping[str, int]]) -> list[float]:
        """A score for each label; `groups` are counts of features, each group brought to the same length."""
        out = list(self.bias)
        for counts in groups:
            known = [(self.features[f], 1 + log(n)) for f, n in counts.items() if f in self.features]
            size = sqrt(sum((n * self.idf[at]) ** 2 for at, n in known))
            for at, n in known:
                share = n * self.idf[at] * self.step / size
                start, end = self.ends[at - 1] if at else 0, self.ends[at]
                for label, weight in zip(self.label[start:end], self.weight[start:end], strict=True):
                    out[label] += share * weight
        return out

    def save(self, archive: ZipFile, name: str) -> None:
        """Write it under a name into an archive, little end first."""
        head = {"labels": list(self.labels), "bias": list(self.bias), "step": self.step}
        archive.writestr(f"{name}/head.json", json.dumps(head))
        archive.writestr(f"{name}/features.txt", "\n".join(self.features))
        for field in _FIELDS:
            archive.writestr(f"{name}/{field}", _turned(getattr(self, field)).tobytes())

    @classmethod
    def load(cls, archive: ZipFile, name: str) -> "Linear":
        """What `save` wrote."""
        head = json.loads(archive.read(f"{name}/head.json"))
        features = archive.read(f"{name}/features.txt").decode().split("\n")
        fields = {}
        for field, code in _FIELDS.items():
            fields[field] = array(code)
            fields[field].frombytes(archive.read(f"{name}/{field}"))
        turned = {field: _turned(values) for field, values in fields.items()}
        return cls(**head, features={f: at for at, f in enumerate(features)}, **turned)


def _turned(values: "array[int] | array[float]") -> "array[int] | array[float]":
    if sys.byteorder == "little":
        return values
    turned = values[:]
    turned.byteswap()
    return turned
