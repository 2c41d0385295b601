"""The commands for cohorts: parse, call, print."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..facts.errors import SoleusError
from ..facts.extras import how_to_get
from ..facts.printable import json_line, message
from .native import held_back

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@contextmanager
def _extra() -> Iterator[None]:
    """Says what to install where the libraries of the extra are missing; they write nothing to the terminal."""
    try:
        with held_back():
            yield
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("filelock", "narwhals", "numpy", "polars", "pyarrow"):
            raise
        raise SoleusError(f"{error.name} is not installed; {how_to_get('cohort')}") from None


@click.command()
@click.argument("source", metavar="IN", type=FILE)
@click.argument("target", metavar="[OUT]", type=FILE, required=False)
@click.option("--fired", is_flag=True, help="A column for each rule as well.")
@click.option("--summary", is_flag=True, help="Counts by band, level and rule: OUT.summary.json and OUT.summary.html.")
@click.option("--strict", is_flag=True, help="Stop at the first bad row or cell.")
@click.option("--columns", "named", type=FILE, help="YAML: what each column is called in a case, or 'ignore'.")
@click.option("--missing", metavar="A,B", default="", help="Cells that say nothing, such as 99,refused.")
@click.option("--yes", metavar="A,B", default="", help="Words for present, before all others.")
@click.option("--no", metavar="A,B", default="", help="Words for absent, before all others.")
@click.option("--case", "row", type=click.IntRange(min=1), help="Print this row of IN as a case file, and do no more.")
def cohort(
    source: Path,
    target: Path | None,
    fired: bool,
    summary: bool,
    strict: bool,
    named: Path | None,
    missing: str,
    yes: str,
    no: str,
    row: int | None,
) -> None:
    """Assess a table of people (CSV, Parquet, JSON lines, Arrow), a row each, into another.

    A column is a finding (true, false or empty) or a measurement, named as in a case. A run that was killed continues
    where it stood when it is started again. A cell that cannot be read is left out and named in the column "problem";
    rows that contradict themselves go to OUT.bad-rows.jsonl.
    """
    with _extra():
        from ..rules.knowledge import load_knowledge
        from .case_of_row import case_of_row
        from .door import Door, read_columns
        from .files import notes
        from .run import run

        base = load_knowledge()
        door = Door(read_columns(named) if named else {}, *map(_words, (missing, yes, no)))
        for note in notes(source):
            click.echo(f"{source}: {message(note)}", err=True)
        if row is not None:
            case, left_out = case_of_row(source, row, base.vocabulary, door)
            if left_out:
                click.echo(message(left_out), err=True)
            click.echo(json_line(case))
            return
        if target is None:
            raise click.UsageError("name the file to write, OUT")
        with _progress() as report:
            outcome = run(source, target, base, fired=fired, counted=summary, strict=strict, door=door, report=report)
        if summary:
            from .picture import picture

            target.with_name(f"{target.name}.summary.json").write_text(outcome.summary.model_dump_json(indent=1))
            target.with_name(f"{target.name}.summary.html").write_text(picture(outcome.summary, base), encoding="utf-8")
    counts = outcome.summary
    click.echo(f"{counts.rows - counts.bad} of {counts.rows} rows assessed: {target}", err=True)
    if counts.marked:
        click.echo(f"{counts.marked} of them without cells that cannot be read: see the column 'problem'", err=True)
    if outcome.bad_rows:
        click.echo(f"{counts.bad} bad rows: {outcome.bad_rows}", err=True)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on stderr with the rate and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    done = TextColumn("{task.completed:,.0f} rows, {task.fields[rate]:,.0f}/s, {task.fields[bad]} bad")
    columns = (TextColumn("Assessing"), BarColumn(), done, TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not (sys.stderr and sys.stderr.isatty())) as bar:
        task = bar.add_task("", total=None, rate=0.0, bad=0)

        def report(progress: Any) -> None:
            bar.update(task, total=progress.total, completed=progress.done, bad=progress.bad)
            bar.update(task, rate=bar.tasks[0].speed or 0.0)

        yield report


@click.command()
@click.argument("count", metavar="N", type=click.IntRange(min=1))
@click.argument("target", metavar="[OUT]", type=FILE, required=False)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same people.")
def synth(count: int, target: Path | None, seed: int) -> None:
    """Make N people from the priors and frequencies of the knowledge base.

    Into a table OUT (Parquet, CSV, JSON lines, Arrow), or as cases, one JSON object a line.
    """
    with _extra():
        from ..rules.knowledge import load_knowledge
        from .case_of_row import cases_of
        from .files import format_of
        from .synth import Population
        from .writing import write

        population = Population(load_knowledge(), seed)
        if target is None:
            for case in cases_of(population.people(count), population.vocabulary):
                click.echo(json_line(case))
            return
        kind, whole = format_of(target), target.with_name(f"{target.name}.tmp")
        try:
            write(population.query(count), whole, kind)
            whole.replace(target)
        finally:
            whole.unlink(missing_ok=True)


@click.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option("--people", type=FILE, help="A table of people, instead of synthetic ones.")
@click.option("-n", "count", type=click.IntRange(min=1), default=20_000, show_default=True, help="Synthetic people.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the synthetic people.")
@click.option("--json", "as_json", is_flag=True, help="As data.")
def impact(old: Path, new: Path, people: Path | None, count: int, seed: int, as_json: bool) -> None:
    """Whose first hypothesis, band or referral level an edit of the rules moves, and by which rule.

    OLD and NEW are folders of rules, such as two checkouts of rules/.
    """
    with _extra():
        from ..rules.from_files import read_knowledge
        from .files import chunks
        from .impact import impact as compare
        from .picture import impact_text
        from .synth import Population

        before, after = read_knowledge(old), read_knowledge(new)
        given = (chunk.frame for chunk in chunks(people, before.vocabulary)) if people else None
        found = compare(before, after, given or Population(before, seed).people(count))
    click.echo(found.model_dump_json(indent=1) if as_json else impact_text(found))


@click.command()
@click.option("--format", "form", type=click.Choice(["clips"]), default="clips", show_default=True)
def export(form: str) -> None:
    """Write the knowledge base for another engine."""
    from ..engine.clips import export_clips
    from ..rules.knowledge import load_knowledge

    click.echo(export_clips(load_knowledge()))
