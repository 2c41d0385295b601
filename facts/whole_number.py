"""A whole number as it is typed."""

LONGEST = 9  # digits; nothing that is counted here comes near


def whole_number(text: str) -> int | None:
    """The number that digits write, None for anything else and for more digits than any number here has."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
