"""soleus scorecard: published cases against the knowledge base."""

import sys
from pathlib import Path
from typing import Any

import click

from ..facts.errors import CaseFileError, InputError


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASES...")
@click.option("--json", "form", flag_value="json", help="As data, for --against later.")
@click.option("--markdown", "form", flag_value="markdown", default=True, help="As Markdown (the default).")
@click.option("--html", "form", flag_value="html", help="As one self-contained page.")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier --json.")
@click.option("--interview", is_flag=True, help="Replay the cases through the interview instead.")
def scorecard(cases: tuple[str, ...], form: str, against: Path | None, interview: bool) -> None:
    """How often the confirmed cause of published cases comes first, among three, and is referred right."""
    from ..reading.case_files import read_many
    from ..rules.knowledge import load_knowledge
    from ..validation import scorecard as scoring
    from . import scorecard as report

    base = load_knowledge()
    found, unreadable = [], 0
    for item in read_many(_files(cases), base.vocabulary):
        if isinstance(item, CaseFileError):
            click.echo(f"Error: {item}", err=True)
            unreadable += 1
        else:
            found.append(item)
    if interview:
        from ..validation.replay import replays
        from .interview import replays_markdown

        replayed = replays([c for c in found if c.truth], base)
        click.echo(replayed.model_dump_json(indent=1) if form == "json" else replays_markdown(replayed))
        sys.exit(2 if unreadable else 0)
    card = scoring.scorecard(found, base)
    if not card.cases:
        raise InputError("no case with a confirmed 'truth' among these files")
    moved = scoring.moves(_earlier(against), card) if against else None
    if form == "json":
        click.echo(card.model_dump_json(indent=1))
    else:
        click.echo(report.html(card, moved) if form == "html" else report.markdown(card, moved))
    if unreadable:
        sys.exit(2)


def _files(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, a directory standing for the case files in it."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        found += sorted(str(p) for p in path.glob("*.yaml")) if path.is_dir() else [name]
    return tuple(found)


def _earlier(path: Path) -> Any:
    from pydantic import ValidationError

    from ..validation.scorecard import Scorecard

    try:
        return Scorecard.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InputError(
            f"{path}: not a scorecard made by 'soleus scorecard --json': {error.errors()[0]['msg']}"
        ) from None
