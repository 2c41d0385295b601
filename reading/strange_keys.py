"""Fields that no case has."""

from collections.abc import Iterator
from typing import Any

from ..facts.case import KEYS
from ..facts.errors import UnknownTerm
from ..facts.printable import LONGEST_TERM


def strange_keys(raw: dict[Any, Any]) -> Iterator[str]:
    """What is wrong with each field of a mapping that a case does not have, with the nearest one that it has."""
    for key in raw:
        if key not in KEYS:
            yield str(UnknownTerm(str(key), _near_key(key), what="field"))


def _near_key(key: object) -> tuple[str, ...]:
    from difflib import get_close_matches  # only a mistaken field pays for the import

    return ("sex",) if key == "gender" else tuple(get_close_matches(str(key)[:LONGEST_TERM], KEYS, n=1))
