"""What need not be asked, as something else that is so leaves no room for it, or has said it in other words."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..facts.reader import read_text, read_yaml

FILE = Path(__file__).with_name("opposites.yaml")
SAID = Path(__file__).with_name("already_said.yaml")


@cache
def _pairs() -> dict[str, frozenset[str]]:
    """By finding, its opposites."""
    found: dict[str, set[str]] = {}
    for one, other in read_yaml(read_text(FILE), str(FILE)):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {finding: frozenset(others) for finding, others in found.items()}


def opposed(present: Iterable[str]) -> frozenset[str]:
    """The findings of which an opposite is among those present, what follows from them included."""
    pairs = _pairs()
    return frozenset(other for finding in present for other in pairs.get(finding, ()))


@cache
def _said() -> dict[str, tuple[str, ...]]:
    return {finding: tuple(others) for finding, others in read_yaml(read_text(SAID), str(SAID)).items()}


def already_said(present: Iterable[str]) -> frozenset[str]:
    """The findings that those present have told of in other words: they are not known by that, but not asked again."""
    return frozenset(other for finding in present for other in _said().get(finding, ()))
