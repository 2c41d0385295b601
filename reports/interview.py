"""Published cases replayed through the interview, as Markdown."""

from ..validation.replay import OPENING, Otherwise, Replay, Replays, centile
from ..validation.scorecard import Rate

EMERGENCY_WITHIN = 5


def replays_markdown(replays: Replays) -> str:
    """Questions, options, findings reached and agreement with the full case, for both ways to answer the unstated."""
    opening = f"The first words tell the chief complaint and up to {OPENING - 1} further symptoms."
    lines = [f"# Interview, knowledge {replays.version}", "", opening, ""]
    ways: tuple[Otherwise, ...] = ("not sure", "no")
    for way in ways:
        lines += [f'## What a case does not state is answered "{way}"', "", *_figures(replays.answered(way)), ""]
    return "\n".join(lines).rstrip()


def _figures(cases: list[Replay]) -> list[str]:
    questions = [float(c.questions) for c in cases]
    options = [float(c.options) for c in cases]
    reached = [c.reached for c in cases]
    emergencies = [c for c in cases if c.sayable]
    within = [c for c in emergencies if c.emergency_after is not None and c.emergency_after <= EMERGENCY_WITHIN]
    lines = [
        f"- cases: {len(cases)}",
        f"- questions: median {centile(questions, 0.5):g}, 90th centile {centile(questions, 0.9):g}, "
        f"most {max(questions, default=0):g} (going on after an emergency)",
        f"- options shown: median {centile(options, 0.5):g}, 90th centile {centile(options, 0.9):g}",
        f"- findings reached: median {centile(reached, 0.5):.0%}, mean {sum(reached) / max(1, len(reached)):.0%}",
        f"- first hypothesis as in the full case: {_rate(cases, 'same_first')}",
        f"- referral level as in the full case: {_rate(cases, 'same_level')}",
    ]
    if any(c.otherwise == "no" for c in cases):
        lines += [
            f"- first hypothesis as in the full case with the same noes: {_rate(cases, 'same_first_with_noes')}",
            f"- referral level as in the full case with the same noes: {_rate(cases, 'same_level_with_noes')}",
        ]
    reached_early = Rate.of(len(within), len(emergencies))
    lines.append(f"- emergencies that a person can say, reached within {EMERGENCY_WITHIN} questions: {reached_early}")
    late = [f"{c.id} ({c.emergency_after or 'never'})" for c in emergencies if c not in within]
    if late:
        lines.append(f"- emergencies reached later: {', '.join(late)}")
    return lines


def _rate(cases: list[Replay], field: str) -> Rate:
    return Rate.of(sum(getattr(c, field) for c in cases), len(cases))
