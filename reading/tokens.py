"""A text as tokens: contractions opened, abbreviations written out, words brought to stems."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..facts.informal import ABOUT, SPELLINGS
from .tables import load_tables

WORD, HARD, SOFT = "word", "hard", "soft"

_SPELLINGS = (
    ("aemia", "emia"), ("oedem", "edem"), ("oesoph", "esoph"), ("aesth", "esth"), ("haem", "hem"), ("rrhoe", "rrhe"),
    ("pnoe", "pne"), ("paed", "ped"), ("coeliac", "celiac"), ("foet", "fet"),
)  # fmt: skip
_HARDLY = frozenset(["hardly", "barely", "scarcely"])
_ENDINGS = ("ness", "ing", "ed", "ly")


@dataclass(slots=True)
class Token:
    """A word or a mark: its usual form, its stem, where it stands, and what it does to the sentence.

    `slip` is the word as written where it was read as another.
    """

    norm: str
    stem: str
    start: int
    end: int
    kind: str = WORD
    slip: str = ""


@lru_cache(65536)
def stem(word: str) -> str:
    """A light stem: irregular forms by table, British spelling folded, the usual endings off."""
    irregular = _irregular()
    word = irregular.get(word, word)
    if len(word) < 4:
        return word
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    if len(word) > 5:
        word = re.sub(r"our(?=$|ed$|s$|ing$|less$)", "or", word)
    if len(word) > 6:
        word = re.sub(r"is(e|ed|es|ing|ation)$", r"iz\1", word)
    word = re.sub(r"tre$", "ter", word)
    return _bare(irregular.get(word, word))


def _bare(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for end in _ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= 3 and re.search("[aeiouy]", word[: -len(end)]):
            word = word[: -len(end)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("y") and len(word) > 3:
        word = word[:-1] + "i"
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in load_tables().words.irregular.items() for form in forms}


@cache
def _pattern() -> re.Pattern[str]:
    written = (*load_tables().words.symbols, *SPELLINGS)
    symbols = sorted((s for s in written if not s.replace("'", "").isalpha()), key=len, reverse=True)
    either = "|".join(re.escape(s) for s in symbols)
    return re.compile(
        rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])|\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|\n|\s-\s|[.;:!?,/&+()=]", re.I
    )


def tokenize(text: str) -> list[Token]:
    """The tokens of a clean text."""
    words = load_tables().words
    out: list[Token] = []
    low = ABOUT.sub(lambda found: " " * len(found[0]), text.lower().replace("_", " "))
    for found in _pattern().finditer(low):
        raw, key = found[0], found[0].strip()
        start, end = found.span()
        if key in words.symbols:
            parts = words.symbols[key].split()
        elif key == "?" and (not out or out[-1].kind != WORD or low[end : end + 1].isalnum()):
            parts = ["query"]
        elif key == "-":
            out.append(Token("-", "-", start, end, SOFT))
            continue
        elif raw == "\n" or key in (".", ";", "!", "?"):
            out.append(Token(key or ".", key or ".", start, end, HARD))
            continue
        elif key in (",", "/", "&", "+", "(", ")", ":", "="):
            out.append(Token(key, key, start, end, SOFT))
            continue
        else:
            parts = [part for word in SPELLINGS.get(key, key).split() for part in _opened(word, words.contractions)]
        if parts[0] in _HARDLY and out and out[-1].norm == "not":
            out.pop()  # "can't hardly breathe" says what "can hardly breathe" does
        for word in parts:
            kind = HARD if word in _hard() else SOFT if word in _soft() else WORD
            out.append(Token(word, stem(word), start, end, kind))
    return out


def _opened(word: str, contractions: dict[str, str]) -> list[str]:
    if word in contractions:
        return contractions[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    return [word.split("'")[0]] if "'" in word else [word]


@cache
def _hard() -> frozenset[str]:
    return frozenset(load_tables().words.hard)


@cache
def _soft() -> frozenset[str]:
    return frozenset(load_tables().words.soft)
