"""LOINC codes: how one may be written where the name of a measurement stands."""

import re

_WRITTEN = re.compile(r"^(?:.*[(\[/|#]\s*|loinc(?:\s+code)?[\s:=|]*)?(\d{3,6}-\d)\s*[)\]>]?$", re.IGNORECASE)


def loinc_code(term: str) -> str | None:
    """The LOINC code that a term is, however written: `2276-4`, `LOINC 2276-4`, `http://loinc.org/2276-4`.

    None for any other term.
    """
    found = _WRITTEN.match(term.strip())
    return None if found is None else found[1]
