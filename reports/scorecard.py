"""The scorecard as text, Markdown and HTML."""

from ..rules.rule import Level
from ..validation.scorecard import CaseScore, Move, Rate, Scorecard
from .page import page

LEVELS = list(Level)


def markdown(card: Scorecard, moved: list[Move] | None = None) -> str:
    """Rates with 95% Wilson intervals, the referral table, and each miss with the rules that decided it."""
    lines = [f"# Scorecard of knowledge {card.version}", "", f"{len(card.cases)} published cases.", ""]
    lines += ["| confirmed cause | first | among three |", "|---|---|---|"]
    lines += [f"| {g.name} | {g.first} | {g.among_three} |" for g in card.groups()]
    lines += ["", "## Referral", "", *referral_lines(card), "", "## Not first", ""]
    for case in card.misses():
        lines.append(f"- {case.id}: {case.truth} came {_ordinal(case.place)}, behind {_ahead(case)}")
        for name in (case.truth, case.first[0]):
            lines.append(f"  - {name}: {_sum(case.counted[name])}")
    if unnamed := card.of_kind("not named"):
        lines += ["", "## Not a hypothesis here", "", *(f"- {c.id}: {c.truth}" for c in unnamed)]
    return "\n".join([*lines, *moved_lines(moved)])


def referral_lines(card: Scorecard) -> list[str]:
    """How often the level is right, and how many cases of each expected level were given each."""
    lines = [f"- {name}: {rate}" for name, rate in card.referral_rates().items()]
    lines += ["", f"| expected \\ given | {' | '.join(LEVELS)} |", f"|---{'|---' * len(LEVELS)}|"]
    for expected, given in card.referral_table().items():
        lines.append(f"| {expected} | {' | '.join(str(given[level]) for level in LEVELS)} |")
    return lines


def moved_lines(moved: list[Move] | None) -> list[str]:
    """The cases that moved; nothing where no earlier scorecard was given."""
    if moved is None:
        return []
    return ["", "## Moved", "", *(_moved(m) for m in moved)] if moved else ["", "No case moved."]


def html(card: Scorecard, moved: list[Move] | None = None) -> str:
    """One self-contained page with bars for the rates."""
    return page("scorecard.html.j2", card=card, levels=LEVELS, moved=moved or [], ahead=_ahead, sum=_sum, share=_share)


def _share(rate: Rate) -> float:
    return rate.hits / rate.n if rate.n else 0


def _ordinal(place: int | None) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(place or 0, f"{place}th")


def _ahead(case: CaseScore) -> str:
    return ", ".join(name for name in case.first[: (case.place or 4) - 1])


def _sum(counted: dict[str, int]) -> str:
    terms = "; ".join(f"{rule} {points:+d}" for rule, points in counted.items())
    return f"{sum(counted.values()):+d} = {terms}"


def _moved(move: Move) -> str:
    before, after = (f"{_ordinal(p)}" if p else "not named" for p in move.place)
    rules = "; ".join(f"{rule} {change}" for rule, change in move.rules.items())
    word = "worse" if move.worse else "moved"
    return f"- {word}: {move.id} ({move.truth}): {before} to {after}, {move.level[0]} to {move.level[1]}. {rules}"
