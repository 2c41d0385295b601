"""How many published phenopackets contradict themselves as read: `python benchmarks/phenopackets.py FOLDER`.

A feature that is not excluded is present, an excluded one absent; each is read by its label, and features that the
vocabulary does not know are left out. Cases of rare disease, so that most features are beyond a checker of legs.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from soleus.facts.errors import InputError
from soleus.facts.vocabulary import load_vocabulary
from soleus.reading.understand import understand

VOCABULARY = load_vocabulary()


def packets(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of each phenopacket in `folder`."""
    for path in sorted(folder.glob("*.json")):
        yield path.name, json.loads(path.read_text(encoding="utf-8"))


def features(packet: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The side, HPO id and label of each feature."""
    for feature in packet.get("phenotypicFeatures", ()):
        yield "absent" if feature.get("excluded") else "present", feature["type"]["id"], feature["type"]["label"]


@cache
def known(side: str, label: str) -> bool:
    """Whether a label alone can be read."""
    if VOCABULARY.named(label) is not None:
        return True
    try:
        understand({side: [label]}, VOCABULARY)
    except InputError:
        return False
    return True


def contradiction(packet: dict[str, Any]) -> str | None:
    """Why a packet contradicts itself as read by label; None if it does not."""
    raw: dict[str, list[str]] = {"present": [], "absent": []}
    for side, _, label in features(packet):
        if known(side, label):
            raw[side].append(label)
    try:
        understand(raw, VOCABULARY)
    except InputError as error:
        return str(error)
    return None


def main(folder: Path) -> None:
    """Print every contradiction, and their share."""
    read = [(name, contradiction(packet)) for name, packet in packets(folder)]
    for name, why in read:
        if why is not None:
            print(f"{name}: {why}")
    labels = [(side, label) for _, packet in packets(folder) for side, _, label in features(packet)]
    wrong = sum(why is not None for _, why in read)
    read_of = sum(known(*label) for label in labels)
    print(f"{wrong} of {len(read)} contradict themselves; {read_of} of {len(labels)} labels known")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
