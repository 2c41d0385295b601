"""The learning curve as Markdown."""

from ..validation.learning_curve import LearningCurve, Point, Right, Spread


def learning_curve_markdown(curve: LearningCurve) -> str:
    """A line for each part of the library: the mean of the draws, with the lowest and the highest."""
    return "\n".join(
        [
            f"# Learning curve of knowledge {curve.version}",
            "",
            f"{curve.cases} published cases, each judged by the counts of a part of the library without itself; "
            f"the mean of {curve.draws} draws, with the lowest and the highest.",
            "",
            "| cases counted | deficiencies first | among three | conditions first | among three |",
            "|---|---|---|---|---|",
            *(f"| {' | '.join(_row(point))} |" for point in curve.points),
        ]
    )


def _row(point: Point) -> list[str]:
    return [f"{point.counted} ({point.share:.0%})", *_right(point.deficiencies), *_right(point.conditions)]


def _right(right: Right) -> list[str]:
    return [_spread(right.first), _spread(right.among_three)]


def _spread(spread: Spread) -> str:
    told = f"{spread.mean:.0%}"
    return told if spread.low == spread.high else f"{told} ({spread.low:.0%} to {spread.high:.0%})"
