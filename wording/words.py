"""How levels, bands and points are said to a person; the one place where their names stand."""

from ..engine.consultation import LEADING
from ..rules.condition import Band
from ..rules.points import Basis, Seen, Strength, Weight, basis, likelihood_ratio, told
from ..rules.rule import Level

LEVEL_SENTENCE = {
    Level.EMERGENCY: "Call an ambulance or go to an emergency department now",
    Level.URGENT: "Be seen by a doctor today",
    Level.SOON: "See a doctor within days",
    Level.ROUTINE: "Make an appointment within two weeks",
    Level.SELF_CARE: "Nothing here needs a doctor at once; look after yourself, and come back if it lasts or changes",
}
LEVEL_WORDS = {
    Level.EMERGENCY: "emergency",
    Level.URGENT: "urgent",
    Level.SOON: "soon",
    Level.ROUTINE: "routine",
    Level.SELF_CARE: "self-care",
}
BAND_WORDS = {
    Band.UNLIKELY: "unlikely",
    Band.POSSIBLE: "possible",
    Band.LIKELY: "likely",
    Band.VERY_LIKELY: "very likely",
}


def level_sentence(level: str, within: str = "days") -> str:
    """What a referral level asks of the person, `within` so many days if it is in days. Raises ValueError for none."""
    return LEVEL_SENTENCE[Level(level)].replace("within days", f"within {within}")


def level_word(level: str) -> str:
    """A referral level in a word. Raises ValueError for what is no level."""
    return LEVEL_WORDS[Level(level)]


def band_word(band: str) -> str:
    """A band in a word. Raises ValueError for what is no band."""
    return BAND_WORDS[Band(band)]


def standing_word(state: str) -> str:
    """How a hypothesis stands where a rule relies on it: its band, or that it leads. Raises ValueError for neither."""
    return "fits best" if state == LEADING else band_word(state)


def plus(points: int) -> str:
    """Points with their sign."""
    return f"{points:+d}"


def as_ratio(points: int) -> str:
    """Points as the likelihood ratio they stand for."""
    ratio = likelihood_ratio(points)
    return f"LR {ratio:.2g}" if ratio < 10 else f"LR {ratio:.0f}"


def weighed(points: int, weight: Weight | Seen) -> str:
    """ "LR 5, expert judgement", and where figures come from; a published probability is no likelihood ratio."""
    if not points:
        return "claimed, no points"
    return f"{as_basis(points, basis(weight))}{'' if isinstance(weight, Strength) else f': {told(weight)}'}"


def as_basis(points: int, of: Basis) -> str:
    """ "LR 5, expert judgement"."""
    return str(of) if of is Basis.POSTERIOR else f"{as_ratio(points)}, {of}"


def join(items: list[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def counted(number: int, unit: str) -> str:
    """ "1 point", "3 points"."""
    return f"{number} {unit}" if abs(number) == 1 else f"{number} {unit}s"
