"""soleus scorecard: published cases against the knowledge base."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..facts.errors import CaseFileError, InputError, SoleusError
from ..facts.extras import how_to_get
from ..facts.printable import message

if TYPE_CHECKING:
    from ..cases.library import Published
    from ..rules.knowledge_base import KnowledgeBase
    from ..validation.scorecard import Scorecard


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASES]...")
@click.option("--json", "form", flag_value="json", help="As data, for --against later.")
@click.option("--markdown", "form", flag_value="markdown", default=True, help="As Markdown (the default).")
@click.option("--html", "form", flag_value="html", help="As one self-contained page.")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier --json.")
@click.option("--leave-one-out", is_flag=True, help="Judge each case by the counts of all others: the honest figures.")
@click.option("--learning-curve", is_flag=True, help="The same with a quarter, a half, three quarters, all counted.")
@click.option("--interview", is_flag=True, help="Replay the cases through the interview instead.")
def scorecard(
    cases: tuple[str, ...], form: str, against: Path | None, leave_one_out: bool, learning_curve: bool, interview: bool
) -> None:
    """How often the confirmed cause of published cases comes first, among three, and is referred right.

    CASES are files or folders; without any, the library of published cases.
    """
    from ..rules.knowledge import load_knowledge

    base = load_knowledge()
    found, unreadable = _read(_files(cases), base)
    if not any(one.case.truth for one in found):
        raise InputError("no case with a confirmed 'truth' among these files")
    if interview:
        click.echo(_replayed(found, base, form))
    elif learning_curve:
        click.echo(_learned(found, base, form))
    else:
        click.echo(_scored(found, base, form, against, leave_one_out))
    if unreadable:
        sys.exit(2)


def _files(names: tuple[str, ...]) -> list[str]:
    """The names, a directory standing for the case files in it; without any, the library."""
    from ..cases.library import FOLDER, files

    found: list[str] = []
    for name in names or (str(FOLDER),):
        found += map(str, files(Path(name))) if Path(name).is_dir() else [name]
    return found


def _read(names: list[str], base: "KnowledgeBase") -> tuple[list["Published"], int]:
    """The cases of some files, and how many could not be read, each of which is named."""
    from ..cases.library import Published
    from ..reading.case_files import read_many

    found, unreadable = [], 0
    for name in names:
        for item in read_many([name], base.vocabulary):
            if isinstance(item, CaseFileError):
                click.echo(f"Error: {message(str(item))}", err=True)
                unreadable += 1
            else:
                found.append(Published(Path(name), item))
    return found, unreadable


def _replayed(found: list["Published"], base: "KnowledgeBase", form: str) -> str:
    from ..validation.replay import replays
    from .interview import replays_markdown

    replayed = replays([one.case for one in found if one.case.truth], base)
    return replayed.model_dump_json(indent=1) if form == "json" else replays_markdown(replayed)


def _learned(found: list["Published"], base: "KnowledgeBase", form: str) -> str:
    from .learning_curve import learning_curve_markdown

    try:
        from ..validation.learning_curve import learning_curve
    except ModuleNotFoundError as error:
        raise SoleusError(f"{error.name} is not installed; {how_to_get('cohort')}") from None
    curve = learning_curve(found, base)
    return curve.model_dump_json(indent=1) if form == "json" else learning_curve_markdown(curve)


def _scored(found: list["Published"], base: "KnowledgeBase", form: str, against: Path | None, left_out: bool) -> str:
    from ..validation.first_met import first_met
    from ..validation.left_out_scorecard import LeftOutScorecard
    from ..validation.scorecard import moves, scorecard
    from . import scorecard as report
    from .left_out import left_out_markdown

    card = _left_out(found, base) if left_out else scorecard([one.case for one in found], base)
    moved = moves(_earlier(against, type(card)), card) if against else None
    if form == "json":
        return card.model_dump_json(indent=1)
    if form == "html":
        return report.html(card, moved)
    if isinstance(card, LeftOutScorecard):
        batches = {name for name, *_ in card.batches()}
        return left_out_markdown(card, moved, [met for met in first_met() if met.batch in batches])
    return report.markdown(card, moved)


def _left_out(found: list["Published"], base: "KnowledgeBase") -> "Scorecard":
    from ..cases.library import files
    from ..validation.leave_one_out import leave_one_out
    from ..validation.left_out_scorecard import left_out_scorecard
    from ..wording.listing import listed

    counted = {path.stem for path in files()}
    return left_out_scorecard(leave_one_out(found, base, counted), base, listed)


def _earlier(path: Path, kind: type["Scorecard"]) -> "Scorecard":
    from pydantic import ValidationError

    try:
        return kind.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InputError(
            f"{path}: not a scorecard made by 'soleus scorecard --json' in the same way: {error.errors()[0]['msg']}"
        ) from None
