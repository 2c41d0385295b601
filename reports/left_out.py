"""The leave-one-out scorecard as Markdown."""

from collections.abc import Iterable

from ..validation.first_met import FirstMet, Met
from ..validation.left_out_scorecard import LeftOutScorecard
from ..validation.scorecard import Move, Rate
from .scorecard import moved_lines, referral_lines


def left_out_markdown(card: LeftOutScorecard, moved: list[Move] | None = None, met: Iterable[FirstMet] = ()) -> str:
    """Rates with 95% Wilson intervals: by kind, batch and cause; what is told too often; reliability; referral.

    `met` are batches when they were first met, to stand beside what they are now.
    """
    lines = [f"# Leave-one-out scorecard of knowledge {card.version}", ""]
    lines += [f"{len(card.cases)} published cases, each judged by the counts of all others; {_left_out(card)}.", ""]
    lines += _table("cases", "first | among three", ((g.name, g.first, g.among_three) for g in card.wholes()))
    columns = "deficiencies first | among three | conditions first | among three"
    batches = ((name, d.first, d.among_three, c.first, c.among_three) for name, d, c in card.batches())
    lines += ["", "## By batch", "", *_table("batch", columns, batches)]
    if first := [_met(batch) for batch in met]:
        lines += ["", "## When first met", "", *_table("batch", f"cases | accepted | {columns} | note", first)]
    lines += ["", "## Deficiencies told", "", *_tellings(card)]
    lines += [
        "",
        "## Reliability",
        "",
        "How often the leader is the cause; a cause that is no hypothesis counts as wrong.",
    ]
    for name, rows in (("score", card.by_score()), ("lead over the next", card.by_margin()), ("word", card.by_band())):
        lines += ["", *_table(f"leader's {name}", "right", rows)]
    lines += ["", *_crossed(card)]
    lines += ["", "## Referral", "", *referral_lines(card)]
    causes = ((g.name, g.first, g.among_three) for g in card.groups()[2:])
    lines += ["", "## By cause", "", *_table("confirmed cause", "first | among three", causes)]
    return "\n".join([*lines, *moved_lines(moved)])


def _left_out(card: LeftOutScorecard) -> str:
    unnamed = len(card.cases) - len(card.named())
    return f"the cause of {unnamed} is no hypothesis" if unnamed else "every cause is a hypothesis"


def _met(batch: FirstMet) -> tuple[str | Rate, ...]:
    accepted = "" if batch.accepted is None else str(batch.accepted)
    return (batch.batch, str(batch.cases), accepted, *_of(batch.deficiencies), *_of(batch.conditions), batch.note or "")


def _of(met: Met | None) -> tuple[str | Rate, ...]:
    return (Rate.of(met.first, met.of), Rate.of(met.among_three, met.of)) if met else ("not noted", "not noted")


def _table(first: str, others: str, rows: Iterable[tuple[str | Rate, ...]]) -> list[str]:
    head = [f"| {first} | {others} |", "|---" * (2 + others.count("|")) + "|"]
    return head + [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]


def _crossed(card: LeftOutScorecard) -> list[str]:
    """The leader right of all, by its score (rows that occur) and its lead (columns)."""
    rows = [(score, leads) for score, leads in card.by_score_and_margin() if any(rate.n for rate in leads.values())]
    columns = " | ".join(f"lead {name}" for name in rows[0][1])
    cells = ((score, *(f"{rate.hits}/{rate.n}" for rate in leads.values())) for score, leads in rows)
    return _table("right, by score and lead", columns, cells)


def _tellings(card: LeftOutScorecard) -> list[str]:
    """Each deficiency: in how many cases it is listed, in how many it is the cause, with their share of all."""

    def of_all(number: int) -> str:
        return f"{number} ({number / len(card.cases):.0%})"

    rows = (
        (t.name, of_all(t.listed), of_all(t.confirmed), str(t.both), f"{t.listed / t.confirmed:.1f}")
        for t in card.tellings()
    )
    return _table("deficiency", "listed | the cause | both | listed for each time it was the cause", rows)
