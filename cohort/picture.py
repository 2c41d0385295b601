"""A summary as a page with bars, and the impact of an edit as text."""

from ..reports.page import page
from ..rules.condition import BAND_ORDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .impact import MOVES, Impact
from .summary import Summary

LINES_SHOWN = 20


def picture(summary: Summary, base: KnowledgeBase) -> str:
    """The summary as one self-contained page."""
    order = sorted(summary.bands, key=lambda h: (-summary.bands[h]["very_likely"], -summary.bands[h]["likely"], h))
    fired = sorted(summary.rules.items(), key=lambda item: (-item[1], item[0]))
    return page(
        "cohort.html.j2",
        summary=summary,
        base=base,
        levels=list(Level),
        bands=BAND_ORDER,
        order=order,
        fired=fired,
        good=summary.rows - summary.bad,
    )


def impact_text(impact: Impact) -> str:
    """The impact of an edit in lines."""
    lines = [f"{impact.people} people, knowledge {impact.old} to {impact.new}", ""]
    words = {
        "first": "another first hypothesis",
        "band": "a hypothesis in another band",
        "level": "another referral level",
    }
    for what in MOVES:
        rows = f" (rows {', '.join(map(str, impact.examples[what]))} …)" if impact.examples[what] else ""
        lines.append(f"{impact.moved[what]:>9} with {words[what]}{rows}")
    for title, moves in (("Referral level", impact.level), ("First hypothesis", impact.first)):
        if moves:
            lines += ["", f"{title}:"]
            lines += [f"{count:>9} {move}" for move, count in list(moves.items())[:LINES_SHOWN]]
    lines += ["", "Rules that differ, and for how many of those who move (first, band, level):"]
    for rule in impact.rules[:LINES_SHOWN]:
        moved = ", ".join(str(rule.moved[what]) for what in MOVES)
        lines.append(f"{rule.differs:>9} {rule.rule}: {rule.change} ({moved})")
    if not impact.rules:
        lines.append("        none")
    return "\n".join(lines)
