"""Cases of the library in words: one on a line, one in full, and the command that lists some of them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..cases.library import bare, cause
from ..cases.selection import Selection
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from .person import person
from .spans import span
from .words import join, level_word

if TYPE_CHECKING:
    from ..cases.catalogue import Entry
    from ..cases.searching import Search


def command(wanted: Selection) -> str:
    """What is typed to list these cases."""
    return " ".join(["soleus library list", *(f"--{name} {value}" for name, value in wanted if value)])


def case_line(entry: "Entry", base: KnowledgeBase) -> str:
    """A case on one line: id, age and sex, cause, page."""
    case = entry.case
    who = f"{'?' if case.age is None else f'{case.age:g}'} {case.sex or ''}"
    return f"{case.id:<48} {who:<11} {cause(case.truth, base) or case.truth:<32} {case.url}"


def cause_called(truth: str, base: KnowledgeBase) -> str:
    """What a confirmed cause is called."""
    found = cause(truth, base)
    return base.hypotheses[found].label if found else f"{bare(truth).replace('_', ' ')} (none here)"


def case_told(entry: "Entry", base: KnowledgeBase) -> str:
    """A case in full: who, what was seen, the cause, the page's words for it, and the page."""
    case = entry.case
    lines = [f"{case.id}: {', '.join([person(case.age, case.sex), *_began(case.duration_days)])}", f"  {case.summary}"]
    for heading, stated in (("so", case.present), ("beside it", case.risk_factors), ("not so", case.absent)):
        lines += _listed(heading, labels(stated, base))
    lines += _listed("results", (f"{measured(name, base)} {value}" for name, value in case.labs.items()))
    lines += _listed("cause", [cause_called(case.truth, base)])
    lines += _listed("also", (cause_called(name, base) for name in case.also))
    lines += _listed("urgency", [level_word(case.urgency)])
    lines += _listed("quote", [f'"{case.quote}"'] if case.quote else [])
    lines += _listed("note", [case.note] if case.note else [])
    return "\n".join([*lines, *_listed("page", [f"{case.source}. {case.url}"]), *_listed("batch", [entry.batch])])


def labels(stated: Iterable[str], base: KnowledgeBase) -> Iterator[str]:
    """What the findings that words name are called; the words themselves where they are no name."""
    for words in stated:
        named = base.vocabulary.named(words)
        yield base.vocabulary.findings[named].label if named else words


def asked_for(wanted: "Search", base: KnowledgeBase) -> str:
    """What a sentence was understood to ask for."""
    findings = base.vocabulary.findings
    return "; ".join(
        [
            *([" or ".join(base.hypotheses[c].label for c in wanted.causes)] if wanted.causes else []),
            *(
                f"{'no ' if f.state is State.ABSENT else ''}{' or '.join(findings[i].label for i in f.findings)}"
                for f in wanted.findings
            ),
            *([wanted.sex] if wanted.sex else []),
            *([f"told with {join([repr(w) for w in wanted.words])}"] if wanted.words else []),
        ]
    )


def _began(days: float | None) -> list[str]:
    """How long it has lasted; a day is the least that cases are told in."""
    return [] if days is None else [f"{span(days)} since it began" if days else "begun the same day"]


def _listed(heading: str, items: Iterable[str]) -> list[str]:
    return [f"  {heading if not number else '':<10} {item}" for number, item in enumerate(items)]


def measured(name: str, base: KnowledgeBase) -> str:
    """What a measurement is called; its name in the file where it is none here."""
    measurement = base.vocabulary.measurements.get(name)
    return measurement.label if measurement else name
