"""A question to "you" as it is put to one who answers for another: the parent of a child, or whoever tells of them."""

import re
from functools import cache

from .addressing import parents_words

_VERBS = {
    "are": "is", "do": "does", "have": "has", "were": "was", "did": "did", "can": "can", "could": "could",
    "would": "would", "will": "will",
}  # fmt: skip
_PLURAL = {"is": "are", "has": "have", "was": "were", "does": "do"}
_ASKED = re.compile(r"\b(are|do|have|were|did|can|could|would|will) you\b", re.IGNORECASE)
_TOLD = re.compile(r"\byou (are|have|were|do)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(of|for|to|with|around|round|near|by|under|from|about|hurts?|ails?|makes?|made|lets?|examined|tested|told|hit|"
    r"wakes?|bother(?:s|ed)?|bitten|hurting|threatening|harmed|kept|[Nn]umb|troubles|carry) you\b"
)
_HARD = re.compile(r"\b(Is it (?:newly )?(?:hard|harder)(?: or impossible)?) to\b")
# The child asked, the child told of, the child as whose something is, and as whom something is done to.
ASKED, WHOSE, DONE_TO, DOES, PARENT = MARKS = "\0\1\2\3\4"
_DOES = re.compile(rf"{DOES} ((?:hardly )?)(\w+[^{MARKS}.;:?]*)")
_BEGINS, _OR = re.compile(r"(?:^|, or | or |, )(\w+)"), re.compile(r", or (\w+)")
_SAID_OF = re.compile(r"\b(?:Are|Do) you(?: have)?(, or (?:is|does) the person(?: have)?,)")
_THE_PERSON = re.compile(r"^(Is|Has|Was|Does) the person\b")


def of_a_child(text: str) -> str:
    """A sentence to "you" as one about "your child"; from the second time on it is "they". The parent stays "you"."""
    return _finished(_named(_marked(text)))


def of_another(text: str) -> str:
    """A sentence to "you" as one about "them". Who answers stays "you"."""
    whole = _by_pronoun(_marked(text))
    return _finished(whole[:1].upper() + whole[1:])


def _marked(text: str) -> str:
    """The sentence with a mark for each "you", by what it is in it."""
    text = re.sub(_kept(), lambda m: re.sub(r"\b([Yy])ou(r?)\b", rf"\1{PARENT}\2", m[0]), text)
    text = _SAID_OF.sub(lambda m: m[0].removesuffix(m[1]), text)
    text = _THE_PERSON.sub(rf"\1 {ASKED}", text)
    text = _HARD.sub(rf"\1 for {DONE_TO} to", text)
    text = _ASKED.sub(lambda m: f"{_cased(_VERBS[m[1].lower()], m[1])} {ASKED}", text)
    text = _TOLD.sub(lambda m: f"{ASKED} {_VERBS[m[1].lower()]}", text)
    text = _OBJECT.sub(lambda m: f"{m[1]} {DONE_TO}", text)
    text = re.sub(r"\byourself\b", "themselves", text)
    text = re.sub(r"\b[Yy]our\b", WHOSE, text)
    return re.sub(r"\b[Yy]ou\b", DOES, text)


def _finished(text: str) -> str:
    return re.sub(rf"\b([Yy]){PARENT}", r"\1ou", text)


def _named(text: str) -> str:
    """The child by name where it is first spoken of, and by a pronoun afterwards."""
    first = re.search(f"[{ASKED}{WHOSE}{DONE_TO}{DOES}]", text)
    if not first:
        return text
    before, rest = text[: first.start()], text[first.end() :]
    if first[0] == DOES:
        rest = _DOES.sub(_doing, DOES + rest, count=1)
    whole = before + ("your child's" if first[0] == WHOSE else "your child") + _by_pronoun(rest)
    return whole[:1].upper() + whole[1:]


def _by_pronoun(text: str) -> str:
    """The marks as pronouns."""
    text = text.replace(WHOSE, "their").replace(DONE_TO, "them").replace(DOES, "they")
    asked = re.compile(rf"\b(is|has|was|does) {ASKED}", re.IGNORECASE)
    text = asked.sub(lambda m: _cased(f"{_PLURAL[m[1].lower()]} they", m[1]), text)
    return re.sub(rf"{ASKED} (is|has|was|does)\b", lambda m: f"they {_PLURAL[m[1]]}", text).replace(ASKED, "they")


def _doing(found: re.Match[str]) -> str:
    """What the child does, after its name, and what else after a comma or "or": "sits long, lies or stands"."""
    first = re.match(r"\w+", found[2])
    begins = _BEGINS if first and first[0] in parents_words()["verbs"] else _OR  # "cannot rest or walk, or needs help"
    return f" {found[1]}{begins.sub(lambda m: m[0].removesuffix(m[1]) + _third(m[1]), found[2])}"


def _third(verb: str) -> str:
    verbs: dict[str, str] = parents_words()["verbs"]
    return verbs.get(verb, verb)


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


@cache
def _kept() -> re.Pattern[str]:
    """The phrases in which "you" is the parent who answers."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parents_words()['asked']))})\b", re.IGNORECASE)
