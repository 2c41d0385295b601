"""What the published cases of a hypothesis show: its most frequent findings, as counted and as expected."""

from ..facts.finding import FindingKind, Record
from ..rules.knowledge_base import KnowledgeBase

MOST = 4
CLOSER = 0.75  # of the cases of a finding, from which on a narrower one says it better


class Frequency(Record):
    """In `seen` of `of` published cases of a hypothesis the finding is so; `expected` is the percentage that clinicians
    or a page expect, where they say."""

    finding: str
    seen: int
    of: int
    expected: float | None


def most_frequent(base: KnowledgeBase, hypothesis: str) -> tuple[Frequency, ...]:
    """The most frequent findings, each as closely as most of its cases tell it; none where there are no cases.

    Of what implies one of them no more is said. Age and sex are among them only where the script speaks of them, since
    every case tells them.
    """
    of = base.counts.of.get(hypothesis, 0)
    seen = {f: n for f, by in base.counts.present.items() if (n := by.get(hypothesis, 0))}
    expected = _expected(base, hypothesis)
    told = [f for f in seen if _worth_telling(base, f, expected) and not _told_closer(base, f, seen)]
    taken: list[str] = []
    for finding in sorted(told, key=lambda f: (-seen[f], f)):
        if len(taken) < MOST and not base.vocabulary.broader(finding) & set(taken):
            taken.append(finding)
    return tuple(Frequency(finding=f, seen=seen[f], of=of, expected=expected.get(f)) for f in taken)


def _worth_telling(base: KnowledgeBase, finding: str, expected: dict[str, float]) -> bool:
    record = base.vocabulary.findings[finding]
    everyones = record.kind is FindingKind.DEMOGRAPHIC and finding not in expected
    return not record.recorded_only and not everyones


def _told_closer(base: KnowledgeBase, finding: str, seen: dict[str, int]) -> bool:
    """Whether one narrower finding is so in nearly as many cases."""
    narrower = base.vocabulary.narrower(finding) - {finding}
    return any(seen.get(n, 0) >= CLOSER * seen[finding] for n in narrower)


def _expected(base: KnowledgeBase, hypothesis: str) -> dict[str, float]:
    """The expected frequency of each finding, in percent; nothing where the hypothesis has no script."""
    script = base.expected.get(hypothesis)
    shares = script.shares(base.vocabulary) if script else {}
    return {finding: round(100 * share, 1) for finding, share in shares.items()}
