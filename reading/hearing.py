"""A text clause by clause: what composition says of each, and what was learned of wordings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .composing import Composed
from .evidence import Clause, Clue, Made, Told, clues, told
from .features import words_and_stems
from .known import Known
from .tokens import SOFT, WORD, Token

LONG = 24  # words: a longer sentence is not weighed as a whole
SHORT = 2  # words: a shorter clause is not weighed alone


@dataclass(frozen=True)
class Span:
    """Tokens that are weighed together."""

    start: int
    end: int


def spans(tokens: Sequence[Token], composed: Composed) -> list[Span]:
    """Each sentence if it is short, else each two clauses that follow each other; and the clauses of each."""
    out: dict[tuple[int, int], None] = {}
    for low, high, _ in composed.segments:
        cuts = [i for i in range(low, high) if tokens[i].kind == SOFT]
        bounds = list(zip([low, *(c + 1 for c in cuts)], [*cuts, high], strict=True))
        whole = [(low, high)]
        if _words(tokens, low, high) > LONG:
            whole = [(start, end) for (start, _), (_, end) in pairwise(bounds)]
        out |= dict.fromkeys(each for each in whole if _words(tokens, *each) <= LONG)
        if len(bounds) > 1:
            for start, end in bounds:
                if _words(tokens, start, end) >= SHORT:
                    out[start, end] = None
    return [Span(*each) for each in out if _words(tokens, *each)]


def _words(tokens: Sequence[Token], start: int, end: int) -> int:
    return sum(t.kind == WORD for t in tokens[start:end])


def clause_of(span: Span, tokens: Sequence[Token], composed: Composed, known: Known) -> Clause:
    """A span as it is weighed."""
    inside = range(span.start, span.end)
    mine = tokens[span.start : span.end]
    words, stems = words_and_stems(mine, [p for p in composed.parts if p.start in inside])
    made = [
        Made(c.finding, sense.denied, sense.doubt or sense.other or sense.past, c.way in ("phrase", "name"))
        for c, sense in composed.found if min(c.tokens) in inside
    ]  # fmt: skip
    triggers = {t.kind for t in composed.triggers if t.start in inside and t.way != "pseudo"}
    content = [t.norm for t in mine if t.kind == WORD and t.stem not in known.composer.ignorable]
    unknown = sum(not known.heard_of(w) for w in content) / max(len(content), 1)
    return Clause(words, stems, made, sorted(triggers), unknown)


def hear(tokens: Sequence[Token], composed: Composed, known: Known) -> Iterator[tuple[Span, list[Clue]]]:
    """The clues of each span, within the shortest longer one around it."""
    findings = known.vocabulary.findings
    heard: list[tuple[Span, Told]] = []
    for span in spans(tokens, composed):
        clause = clause_of(span, tokens, composed, known)
        if clause.unknown == 1:  # its letters alone say nothing
            continue
        mine = told(clause, known.learned, findings)
        around = [
            (wide.end - wide.start, each) for wide, each in heard if wide.start <= span.start <= span.end <= wide.end
        ]
        yield span, clues(mine, min(around, key=lambda e: e[0])[1] if around else mine, findings, known.related)
        heard.append((span, mine))
