"""Everything that is looked for in texts, compiled from the tables and the names of one vocabulary, and kept."""

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from ..facts.frozen import FORM
from ..facts.kept import keep, kept
from ..facts.vocabulary import Vocabulary
from .alone import key_of
from .context import context_automaton
from .medicines import medicine_automaton
from .parts import parts_automaton
from .patterns import Automaton, stems
from .phrases import phrase_automaton, whole_automaton
from .provisos import automaton_of_provisos
from .tables import load_tables
from .tokens import WORD, tokenize

KIND = "reading"
Names = Mapping[tuple[str, ...], str]


@dataclass(frozen=True)
class Automata:
    """The automata by what they find; names of findings by the stems of their words; and sorts of words.

    `lexicon` are the words of tables and names; `skipped` stems say nothing, `ignorable` ones may fall away, and
    `weak` ones name nothing alone. `dangers` are the findings that are danger signs.
    """

    parts: Automaton
    phrases: Automaton
    whole: Automaton
    context: Automaton
    stops: Automaton
    provisos: Automaton
    medicines: Automaton
    with_dose: Automaton
    with_form: Automaton
    names: Names
    lexicon: frozenset[str]
    skipped: frozenset[str]
    ignorable: frozenset[str]
    weak: frozenset[str]
    dangers: frozenset[str]


def automata(vocabulary: Vocabulary) -> Automata:
    """The automata for a vocabulary, as they were kept if nothing that they are made of has changed."""
    if not vocabulary.key:
        return compiled(vocabulary)
    key = key_of(vocabulary)
    content = kept(KIND, key)
    if content is None:
        made = compiled(vocabulary)
        keep(KIND, key, as_kept(made))
        return made
    plain, others = marshal.loads(content)  # noqa: S302 - what proves to be our own
    parts: Iterator[Any] = chain(map(Automaton, plain), others)
    return Automata(*parts)


def as_kept(made: Automata) -> bytes:
    """The automata as bytes, to be kept."""
    parts = made.__dict__.values()
    plain = tuple(part.plain() for part in parts if isinstance(part, Automaton))
    return marshal.dumps((plain, tuple(part for part in parts if not isinstance(part, Automaton))), FORM)


def compiled(vocabulary: Vocabulary) -> Automata:
    """The automata for a vocabulary, worked out."""
    tables = load_tables()
    findings, records = vocabulary.findings, tables.records
    known = findings.__contains__
    skipped = stems(tables.words.skip)
    ignorable = stems(tables.words.ignorable) | skipped
    names = _by_words(vocabulary, skipped | {"and", "or"})
    parts, context = _of_the_tables_alone()
    spoken = {
        "parts": parts,
        "phrases": phrase_automaton(tables, known),
        "whole": whole_automaton(tables, known),
        "context": context,
        "stops": _stops(tables.stops, known),
        "provisos": automaton_of_provisos(),
        "medicines": medicine_automaton(tables.medicines, known),
    }
    words = (automaton.words for automaton in spoken.values())
    return Automata(
        **spoken,
        with_dose=medicine_automaton(records.with_dose, known),
        with_form=medicine_automaton(records.with_form, known),
        names=names,
        lexicon=frozenset().union(*words, (w for key in names for w in key if len(key) == 1)),
        skipped=skipped,
        ignorable=ignorable,
        weak=stems(tables.idle.weak) | ignorable,
        dangers=frozenset(tables.danger.findings) | {f.id for f in findings.values() if f.danger},
    )


@cache
def _of_the_tables_alone() -> tuple[Automaton, Automaton]:
    """What finds parts and what finds triggers: the same for every vocabulary."""
    tables = load_tables()
    return parts_automaton(tables), context_automaton(tables)


def _stops(table: Mapping[str, Sequence[str]], known: Callable[[str], bool]) -> Automaton:
    automaton = Automaton()
    for finding, patterns in table.items():
        for pattern in patterns if known(finding) else ():
            automaton.add(pattern, finding)
    return automaton


def _by_words(vocabulary: Vocabulary, empty: frozenset[str]) -> Names:
    found: dict[tuple[str, ...], str] = {}
    for finding in vocabulary.findings.values():
        named = () if "_and_" in finding.id else (finding.id.replace("_", " "),)  # "hurt on walking"
        for name in (*named, finding.label, *finding.synonyms, *finding.narrower):
            tokens = tokenize(name)
            key = tuple(t.stem for t in tokens if t.norm == "," or (t.kind == WORD and t.stem not in empty))
            if key and all(t.norm not in (".", "?", "!") for t in tokens):
                found.setdefault(key, finding.id)
    return found
