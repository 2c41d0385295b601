"""People made up, so that not everyone who is practised on is ill: everyday causes, nothing that presses.

Age, sex and time are those of a published case of the cause; what is so is drawn by how often it goes with the cause in
published cases and as expected, what is not by how often they deny it. Only who then is told "routine" or "self-care",
with the cause among the first three, is kept. They are plausible to these rules and prove nothing about them.
"""

import random
from collections.abc import Iterator
from functools import cache, lru_cache

from ..cases.catalogue import catalogue
from ..cases.library import cause
from ..cases.record import LibraryCase
from ..engine.evaluate import evaluator
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import Finding, FindingKind, State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..validation.left_out_scorecard import everyday

SOURCE = "Made up by Soleus; no such person exists"
SUMMARY = "This person was made up of what published cases of the cause have in common."
PEOPLE, TRIES = 600, 40
MILD = (Level.SELF_CARE, Level.ROUTINE)
EXPECTED, LEAST, MOST, DENIED = 3, 0.2, 12, 6
"""Cases that an expectation is worth; the least share of what may be so; the most that is so, and that is denied."""


@lru_cache(maxsize=64)
def made_up(number: int, base: KnowledgeBase) -> Case:
    """The person of a number from 0, the same each time. Raises InputError where none comes of it."""
    chance = random.Random(f"made up {number}")  # noqa: S311 - no secret
    known = causes(base)
    hypothesis = known[number % len(known)]
    for _ in range(TRIES):
        case = _person(hypothesis, chance, base).model_copy(update={"id": f"made-up-{number}"})
        try:
            outcome = evaluator(base).of_case(case)
        except InputError:
            continue
        if outcome.level in MILD and hypothesis in outcome.ranking()[:3]:
            return case.model_copy(update={"urgency": outcome.level.value})
    raise InputError(f"nobody was made up by the number {number}")


def causes(base: KnowledgeBase) -> list[str]:
    """The causes of which people are made up, who take turns: the first person has the first, and so on."""
    return [c for c in sorted(everyday()) if c in base.hypotheses and _frames(base).get(c)]


@cache
def _frames(base: KnowledgeBase) -> dict[str, list[LibraryCase]]:
    """The published cases that lend their age, sex and time, by cause."""
    found: dict[str, list[LibraryCase]] = {}
    for entry in catalogue():
        truth, case = cause(entry.case.truth, base), entry.case
        if truth in everyday() and case.urgency in MILD and case.age is not None and case.sex:
            found.setdefault(truth or "", []).append(case)
    return found


def _person(hypothesis: str, chance: random.Random, base: KnowledgeBase) -> Case:
    frame = chance.choice(_frames(base)[hypothesis])
    so = _so(hypothesis, frame, chance, base)
    denied = [f for f in _denied(hypothesis, chance, base) if _fits(f, so, base)]
    return Case.model_validate(
        {
            "age": frame.age,
            "sex": frame.sex,
            "duration_days": frame.duration_days,
            "present": so,
            "absent": tuple(denied[:DENIED]),
            "truth": hypothesis,
            "source": SOURCE,
            "summary": SUMMARY,
        }
    )


def _so(hypothesis: str, frame: LibraryCase, chance: random.Random, base: KnowledgeBase) -> tuple[str, ...]:
    """What is so, the commonest first; a narrower thing makes what is broader needless."""
    so: list[str] = []
    for share, finding in sorted(_shares(hypothesis, base), reverse=True):
        record = base.vocabulary.findings[finding]
        drawn = chance.random() < share
        if drawn and len(so) < MOST and _can_be(record, frame, so, base):
            so.append(finding)
    return tuple(f for f in so if not any(f in base.vocabulary.broader(o) for o in so if o != f))


def _shares(hypothesis: str, base: KnowledgeBase) -> Iterator[tuple[float, str]]:
    """How often each finding goes with a cause."""
    concluded = {rule.then for rule in base.derive}
    for rule in base.scripts:
        finding, state = rule.about
        if (
            state is not State.PRESENT
            or hypothesis not in rule.weighed
            or finding in concluded
            or finding == hypothesis
        ):
            continue
        seen = rule.weighed[hypothesis]
        share = (seen.seen + EXPECTED * (seen.expected or 0) / 100) / (seen.of + EXPECTED)
        if share >= LEAST:
            yield share, finding


def _denied(hypothesis: str, chance: random.Random, base: KnowledgeBase) -> list[str]:
    """What published cases of a cause deny, those that do so more often sooner."""
    often = {f: by.get(hypothesis, 0) for f, by in base.counts.absent.items() if f in base.vocabulary.findings}
    asked = sorted(f for f in often if base.vocabulary.broader(f).isdisjoint(("female", "male")))
    weighed = [(often[f] * chance.random(), f) for f in asked if often[f]]
    return [f for _, f in sorted(weighed, reverse=True)]


def _can_be(finding: Finding, frame: LibraryCase, so: list[str], base: KnowledgeBase) -> bool:
    """Whether someone of this age and sex, of whom this is so, can have it and tell of it."""
    low, high = finding.ages
    if finding.various or finding.recorded_only or finding.kind in (FindingKind.RESULT, FindingKind.DEMOGRAPHIC):
        return False
    broader = base.vocabulary.broader(finding.id)
    asked = not finding.ask_if or any(set(finding.ask_if) & base.vocabulary.broader(f) for f in so)
    in_years = frame.age is not None and low <= frame.age < high + 1
    return asked and in_years and not broader & ({"female", "male"} - {frame.sex})


def _fits(finding: str, so: tuple[str, ...], base: KnowledgeBase) -> bool:
    """Whether something can be denied by who has these."""
    record = base.vocabulary.findings[finding]
    asked = record.kind is not FindingKind.DEMOGRAPHIC and not record.various and not record.recorded_only
    return asked and not any(finding in base.vocabulary.broader(f) for f in so)
