"""A text clause by clause: what composition says of each, and what the known wordings say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .composing import Composed
from .evidence import Clue, Heard
from .known import Known, words_and_stems
from .tokens import SOFT, WORD, Token

LONG = 18  # words: a longer text is not compared as a whole
SHORT = 3  # words: a shorter clause is not compared alone


@dataclass(frozen=True)
class Span:
    """Tokens that are compared with known wordings together."""

    start: int
    end: int


def spans(tokens: Sequence[Token], composed: Composed) -> list[Span]:
    """The whole text if it is short, each sentence, and the clauses of each."""
    out: dict[tuple[int, int], None] = {}
    if _words(tokens, 0, len(tokens)) <= LONG:
        out[0, len(tokens)] = None
    for low, high, _ in composed.segments:
        cuts = [i for i in range(low, high) if tokens[i].kind == SOFT]
        bounds = list(zip([low, *(c + 1 for c in cuts)], [*cuts, high], strict=True))
        if _words(tokens, low, high) <= LONG:
            out[low, high] = None
        if len(bounds) > 1:
            for start, end in bounds:
                if _words(tokens, start, end) >= SHORT:
                    out[start, end] = None
    return [Span(*each) for each in out if _words(tokens, *each)]


def _words(tokens: Sequence[Token], start: int, end: int) -> int:
    return sum(t.kind == WORD for t in tokens[start:end])


def hear(tokens: Sequence[Token], composed: Composed, known: Known) -> Iterator[tuple[Span, list[Clue]]]:
    """The clues of each span."""
    for span in spans(tokens, composed):
        inside = range(span.start, span.end)
        mine = tokens[span.start : span.end]
        parts = [p for p in composed.parts if p.start in inside]
        words, stems = words_and_stems(mine, parts)
        made = [
            (c.finding, sense.denied, sense.doubt or sense.other or sense.past, c.way in ("phrase", "name"))
            for c, sense in composed.found if min(c.tokens) in inside
        ]  # fmt: skip
        triggers = {t.kind for t in composed.triggers if t.start in inside and t.way != "pseudo"}
        content = [t.norm for t in mine if t.kind == WORD and t.stem not in known.composer.ignorable]
        unknown = sum(w not in known.heard_of for w in content) / max(len(content), 1)
        if unknown == 1:  # its letters alone say nothing
            continue
        yield span, known.evidence.clues(words, stems, Heard(made, triggers, unknown))
