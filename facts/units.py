"""Units of measurement as people and laboratories write them, read as a scale over dimensions.

UCUM codes (mg/dL, 10*9/L, m[IU]/L), their usual spellings (gm/dL, mcg/L, K/uL, x10E3/uL, ×10⁹/L, Gpt/L, mval/L, nM) and
the slugs of column names (ng_per_ml, mg_24h). What an amount of substance weighs differs by analyte and is no matter of
this module; an equivalent (meq) is a dimension of its own for the same reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from .later import later
from .printable import plain

LONGEST, MOST_TOKENS = 60, 6  # characters and words of a unit
_PREFIXES = {
    "k": 3, "d": -1, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15, "mc": -6,
    "kilo": 3, "deci": -1, "centi": -2, "milli": -3, "micro": -6, "nano": -9, "pico": -12, "femto": -15,
}  # fmt: skip
_METRIC = {
    "g": "mass", "mol": "substance", "l": "volume", "m": "length", "s": "time", "eq": "equivalent", "osm": "osmoles",
    "u": "enzyme unit", "iu": "international unit", "kat": "katal", "pa": "pressure",
}  # fmt: skip
_ATOMS = {
    "min": ("time", "60"), "h": ("time", "3600"), "d": ("time", "86400"), "wk": ("time", "604800"),
    "mo": ("time", "2630016"), "a": ("time", "31557600"), "mmhg": ("pressure", "133.322"),
    "cmh2o": ("pressure", "98.0665"), "mmh2o": ("pressure", "9.80665"), "cel": ("celsius", "1"), "c": ("celsius", "1"),
    "degc": ("celsius", "1"), "degf": ("fahrenheit", "1"), "f": ("fahrenheit", "1"), "%": ("percent", "1"),
    "ph": ("pH", "1"), "lb": ("mass", "453.59237"), "in": ("length", "0.0254"), "ru": ("relative unit", "1"),
    "au": ("arbitrary unit", "1"), "m2": ("area", "1"), "mm3": ("volume", "1e-6"), "um3": ("volume", "1e-15"),
    "cm3": ("volume", "1e-3"), "dm3": ("volume", "1"), "cc": ("volume", "1e-3"),
}  # fmt: skip
_COUNTS = {
    "k": 3, "thou": 3, "thousand": 3, "m": 6, "mill": 6, "mio": 6, "million": 6, "gpt": 9, "tpt": 12, "mpt": 6,
    "cell": 0, "wbc": 0, "beat": 0, "breath": 0, "leukocyte": 0, "leucocyte": 0, "feu": 0,
}  # fmt: skip
_CAPITALS = {"M": 6, "G": 9, "T": 12}  # millions, as French laboratories write billions, and so on
_WORDS = {
    "gm": "g", "gs": "g", "gram": "g", "gramme": "g", "mole": "mol", "liter": "l", "litre": "l", "second": "s",
    "sec": "s",
    "equiv": "eq", "equivalent": "eq", "val": "eq", "osmol": "osm", "osmole": "osm", "unit": "u", "katal": "kat",
    "minute": "min", "hour": "h", "hr": "h", "day": "d", "week": "wk", "w": "wk", "month": "mo", "year": "a", "yr": "a",
    "y": "a", "percent": "%", "pct": "%", "percentage": "%", "pound": "lb", "inch": "in", "inches": "in", "metre": "m",
    "meter": "m", "celsius": "cel", "centigrade": "cel", "fahrenheit": "degf",
}  # fmt: skip
_SPELT = tuple(
    (later(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\[lb_av\]", "lb"), (r"\[in_i\]", "in"), (r"[\[\]]", ""), (r"\{(ddu)\}", r" \1"), (r"\{.*?\}", ""),
        (r"[_·]", " "), (r"(?<![\d.])1[. ]?73 *m\^?2", ""), (r"(?<![a-z])per(?![a-z])", "/"), (r"\bi\.u\.", "IU"),
        (r"mm *hg", "mmHg"), (r"([cm]m) *h2o", r"\1H2O"), (r"\bcu(?:bic)? *(?:mm|millimet(?:re|er)s?)", "mm3"),
        (r"\bcu?mm\b", "mm3"), (r"° *|\bdeg(?:rees?)? +(?=[cf]\b)", ""), (r"(?<=m)\^(?=[23])", ""),
        (r"(?:[x*] *)?(?<!\d)10 *(?:\^|\*\*?|e|\(|\^\() *(\d{1,2})\)?", r" #\1 "),
        (r"\bx?10 (3|6|9|12)(?!\d)", r" #\1 "), (r"\bx10(3|6|9|12)(?!\d)", r" #\1 "),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """So many of its basic units: `scale` times the dimensions of `over`, divided by those of `under`."""

    scale: Fraction
    over: tuple[str, ...]
    under: tuple[str, ...]

    @property
    def dimension(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What two units must share to be converted into each other."""
        return self.over, self.under


_DDU = ("D-dimer unit",)  # twice a fibrinogen-equivalent unit; it says what is weighed, and stands at the end


@lru_cache(maxsize=4096)
def units_of(text: str) -> tuple[Unit, ...]:
    """The units that a writing may mean, none if it is not one: "g/L" is grams or, in French, 10*9 a litre."""
    if len(text) > LONGEST:
        return ()
    parts = _spelt(text).split("/")
    tokens = [_tokens(part) for part in parts]
    if len(parts) == 1:
        tokens = _without_stroke(tokens[0])
    if not _is_unit(parts, tokens):
        return ()
    places = [(side > 0, _readings(t)) for side, part in enumerate(tokens) for t in part]
    sides = [below for below, _ in places]
    choices = product(*(found for _, found in places))
    return tuple(dict.fromkeys(_joined(list(zip(sides, choice, strict=True))) for choice in choices))


def _is_unit(parts: list[str], tokens: list[list[str]]) -> bool:
    """Whether every letter was taken into a token, and no number that is no power of ten stands over the stroke."""
    written = re.sub(r"[\s.*]", "", "".join(parts))
    found = [t for part in tokens for t in part]
    return 0 < len(found) <= MOST_TOKENS and written == "".join(found) and not any(t[0].isdigit() for t in tokens[0])


def _spelt(text: str) -> str:
    text = plain(text)
    for pattern, instead in _SPELT:
        text = pattern.sub(instead, text)
    return text


def _tokens(part: str) -> list[str]:
    return re.findall(r"#\d+|\d+(?![\d.])|[^\s.*\d#][^\s.*]*", part)


def _without_stroke(tokens: list[str]) -> list[list[str]]:
    """Over and under a stroke that is not written, as in a column's name: "mg dl", "k ul", "#9 l"."""
    first = next((n for n, t in enumerate(tokens) if _is_thing(t)), len(tokens))
    cut = first if any(t[0] == "#" or t.lower().rstrip("s") in _COUNTS for t in tokens[:first]) else first + 1
    return [tokens[:cut], tokens[cut:]]


def _is_thing(token: str) -> bool:
    return token[0] != "#" and not token[0].isdigit() and token.lower().rstrip("s") not in _COUNTS.keys() - {"m"}


@lru_cache(maxsize=1024)
def _readings(token: str) -> tuple[Unit, ...]:
    if token[0] == "#":
        return (Unit(Fraction(10) ** int(token[1:]), (), ()),)
    if token[0].isdigit():
        return (Unit(Fraction(token), (), ()),)
    return tuple(dict.fromkeys(_named(token)))


def _named(token: str) -> Iterator[Unit]:
    if re.fullmatch("[munp]M", token):
        yield Unit(Fraction(10) ** _PREFIXES[token[0]], ("substance",), ("volume",))  # molar
        return
    if token in _CAPITALS:
        yield Unit(Fraction(10) ** _CAPITALS[token], (), ())
    low = token.lower()
    word = _word(low)
    if (power := _COUNTS.get(low, _COUNTS.get(low.removesuffix("s")))) is not None:
        yield Unit(Fraction(10) ** power, (), ())
    if low == "ddu":
        yield Unit(Fraction(1), _DDU, ())
    if word in _ATOMS:
        dimension, scale = _ATOMS[word]
        yield Unit(Fraction(scale), (dimension,), ())
    else:
        yield from _metric(low)


def _word(low: str) -> str:
    single = low.removesuffix("s") if len(low) > 2 else low
    return _WORDS.get(low) or _WORDS.get(single) or (single if single in _ATOMS or single in _METRIC else low)


def _metric(low: str) -> Iterator[Unit]:
    for cut in range(min(len(low), 6)):
        atom = _word(low[cut:])
        if atom in _METRIC and (not cut or low[:cut] in _PREFIXES):
            yield Unit(Fraction(10) ** (_PREFIXES[low[:cut]] if cut else 0), (_METRIC[atom],), ())


def _joined(parts: list[tuple[bool, Unit]]) -> Unit:
    scale = Fraction(1)
    over: list[str] = []
    under: list[str] = []
    for below, part in parts:
        scale = scale / part.scale if below else scale * part.scale
        below &= part.over != _DDU
        (under if below else over).extend(part.over)
        (over if below else under).extend(part.under)
    return Unit(scale, tuple(sorted(over)), tuple(sorted(under)))
