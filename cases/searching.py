"""Searching the library by a sentence: "cases of folate deficiency with burning feet"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..facts.finding import Record, State
from ..reading.reader import read
from ..reading.said import Said
from ..reading.story import facts_of
from ..reading.tokens import stem
from ..rules.knowledge_base import KnowledgeBase
from .catalogue import Entry, catalogue, stated_by_id
from .counting import Stated

LONGEST_NAME = 8  # words
WORDS = re.compile(r"[a-z0-9]+")
FRAME = re.compile(
    r"\b(?:published |all |any )?(?:cases?|patients?|people|reports?) (?:of|with|in whom|who had|who have)\b"
)
AROUND = frozenset(
    re.split(
        " ",
        "a an the of with without and or in on who had has have having some any all show me find list case cases "
        "report published patient patients people person someone man men woman women boy girl child children by from "
        "for due to caused causing cause causes because after since",
    )
)


class Asked(Record):
    """A finding that words ask for, so or not so; where they may mean several, any of them, or the words themselves."""

    words: str
    findings: tuple[str, ...]
    state: State


class Search(Record):
    """What a sentence asks for: causes, of which any, every one of the findings, a sex, and words of the summary."""

    causes: tuple[str, ...] = ()
    findings: tuple[Asked, ...] = ()
    sex: str | None = None
    words: tuple[str, ...] = ()


def understood(text: str, base: KnowledgeBase) -> Search:
    """What a sentence asks for. Words that name neither cause nor finding are looked for in the summaries.

    Raises InputError for letters that no text is made of.
    """
    causes, rest = _causes(FRAME.sub(" ", text.lower()).split(), base)
    left = " ".join(rest)
    reading = read(left, base.vocabulary)
    words = [w for part in reading.unread for w in part.lower().split() if w not in AROUND]
    return Search(
        causes=tuple(causes),
        findings=tuple(_asked(reading.said, words)),
        sex=facts_of(left).sex,
        words=tuple(dict.fromkeys(words)),
    )


def parts(wanted: Search) -> list[Search]:
    """Each thing that is asked for, alone: what to look for where no case has all of them."""
    causes = [Search(causes=wanted.causes)] if wanted.causes else []
    return [*causes, *(Search(findings=(f,)) for f in wanted.findings), *(Search(words=(w,)) for w in wanted.words)]


def _asked(said: Sequence[Said], unread: Sequence[str]) -> Iterator[Asked]:
    """The findings of the same words together; what is only likely meant, where nothing surer is said within it."""
    surer = [*(s.words for s in said if s.certain), *unread]
    together: dict[tuple[str, State], dict[str, None]] = {}
    for one in said:
        around = AROUND.issuperset(one.words.lower().split())
        if one.certain or not (around or any(words in one.words for words in surer)):
            together.setdefault((one.words, one.state), {})[one.finding] = None
    for (words, state), findings in together.items():
        yield Asked(words=words, findings=tuple(findings), state=state)


def search(wanted: Search, base: KnowledgeBase) -> list[Entry]:
    """The cases of one of the causes that state every finding and hold every word; none if nothing is asked for."""
    if not any((wanted.causes, wanted.findings, wanted.words)):
        return []
    stated = stated_by_id(base)
    return [e for e in catalogue() if _fits(e, stated[e.case.id], wanted)]


def _fits(entry: Entry, said: Stated, wanted: Search) -> bool:
    return (
        (not wanted.causes or said.cause in wanted.causes)
        and wanted.sex in (None, entry.case.sex)
        and all(_states(said, asked) or _says(entry, asked) for asked in wanted.findings)
        and _holds(entry, wanted.words)
    )


def _states(said: Stated, asked: Asked) -> bool:
    known = {State.PRESENT: said.present, State.ABSENT: said.absent}.get(asked.state, frozenset())
    return any(finding in known for finding in asked.findings)


def _says(entry: Entry, asked: Asked) -> bool:
    return asked.state is State.PRESENT and _holds(entry, asked.words.split())


def _causes(words: list[str], base: KnowledgeBase) -> tuple[list[str], list[str]]:
    """The hypotheses that a text names, by their longest names, and the words that are left."""
    causes: dict[str, None] = {}
    left: list[str] = []
    at = 0
    while at < len(words):
        named = _named(words, at, base)
        if named:
            causes[named[0]] = None
            at = named[1]
        else:
            left.append(words[at])
            at += 1
    return list(causes), left


def _named(words: list[str], at: int, base: KnowledgeBase) -> tuple[str, int] | None:
    """The hypothesis that begins at a word by its longest name, and where that ends."""
    for end in range(min(len(words), at + LONGEST_NAME), at, -1):
        name = " ".join(words[at:end]).strip(",.;:?!")
        if (found := base.named_hypothesis(name)) is not None:
            return found, end
    return None


def _holds(entry: Entry, words: Iterable[str]) -> bool:
    text = f"{entry.case.summary} {entry.case.source} {entry.case.truth}"
    return _stems(text).issuperset(stem(w) for word in words for w in WORDS.findall(word.lower()))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in WORDS.findall(text.lower())}
