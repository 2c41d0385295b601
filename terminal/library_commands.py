"""soleus library: the published cases that are counted into the rules."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..facts.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..cases.catalogue import Entry
    from ..rules.knowledge_base import KnowledgeBase


@click.group()
def library() -> None:
    """Read, search, check and count the published cases, or add to them."""


@library.command("list")
@click.option("--cause", metavar="X", help="Whose confirmed cause is this hypothesis.")
@click.option("--finding", metavar="Y", help="In which this finding is so, or follows.")
@click.option("--denied", metavar="Y", help="In which this finding is not so.")
@click.option("--batch", metavar="B", help="Of the folder of this name.")
def list_cases(cause: str | None, finding: str | None, denied: str | None, batch: str | None) -> None:
    """List cases: id, age and sex, cause, page."""
    from ..cases.catalogue import selected
    from ..explain.cases_asked import cases_asked
    from ..rules.knowledge import load_knowledge

    base = load_knowledge()
    _list(list(selected(cases_asked(base, cause, finding, denied, batch), base)), base)


@library.command()
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """Tell one case in full."""
    from ..cases.catalogue import find
    from ..rules.knowledge import load_knowledge
    from ..wording.library import case_told

    click.echo(case_told(find(name), load_knowledge()))


@library.command()
@click.argument("words", nargs=-1, required=True)
def search(words: tuple[str, ...]) -> None:
    """List the cases that a sentence asks for, such as: iron deficiency with restless legs."""
    from ..cases import searching
    from ..rules.knowledge import load_knowledge
    from ..wording.library import asked_for

    base = load_knowledge()
    wanted = searching.understood(" ".join(words), base)
    found = searching.search(wanted, base)
    click.echo(f"Asked for: {asked_for(wanted, base) or 'nothing that was understood'}", err=True)
    _list(found, base)
    if not found and len(alone := searching.parts(wanted)) > 1:
        for part in alone:
            click.echo(f"{asked_for(part, base)}: {len(searching.search(part, base))}", err=True)


def _list(entries: "Sequence[Entry]", base: "KnowledgeBase") -> None:
    from ..wording.library import case_line
    from ..wording.words import counted

    for entry in entries:
        click.echo(case_line(entry, base))
    click.echo(f"{counted(len(entries), 'case')}.", err=True)


@library.command()
def check() -> None:
    """Check every case; all faults in one report. What is not understood is told, and is no fault."""
    from ..cases.checking import check as checked
    from ..rules.knowledge import load_knowledge

    found = checked(load_knowledge())
    for line in found.open:
        click.echo(line)
    if found.faults:
        raise InputError("\n".join(found.faults))
    click.echo(
        f"{found.cases} cases: no fault found; {len(found.open)} of them hold words that are not surely understood."
    )


@library.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say whether the counts are fresh.")
def count(only_check: bool) -> None:
    """Count the library into rules/counts.yaml, which weighs the illness scripts, and interview/emergencies.yaml."""
    from ..cases.catalogue import stated_by_id
    from ..cases.counting import counted_anew, written
    from ..cases.library import library as every_case
    from ..interview import emergencies
    from ..rules.knowledge import COUNTS, FOLDER, load_knowledge
    from ..rules.scaffold import write

    base = load_knowledge()
    counts = counted_anew(stated_by_id(base).values(), base.counts, date.today())
    met = emergencies.emergencies_of((each.case for each in every_case(base)), base)
    if counts == base.counts and met == emergencies.shipped():
        click.echo(f"{counts.cases} cases, counted {counts.counted}: the counts are what the library comes to.")
    elif only_check:
        stale = emergencies.FILE if counts == base.counts else FOLDER / COUNTS
        click.echo(f"{stale} is not what the library comes to; run: soleus library count", err=True)
        sys.exit(1)
    else:
        write(emergencies.FILE, emergencies.written(met))
        click.echo(f"{write(FOLDER / COUNTS, written(counts))}: {counts.cases} cases counted.")


@library.command()
@click.argument("name", metavar="ID")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where to; cases/later if not given.",
)
def new(name: str, folder: Path | None) -> None:
    """Begin a case: what it was, who, findings, cause; FILL stands where words are due."""
    from ..rules import scaffold
    from ..rules.knowledge import FOLDER

    cases = FOLDER.parent / "cases"
    path = scaffold.write((folder or cases / "later") / f"{name}.yaml", scaffold.case(name), new=True)
    click.echo(f"{path}: fill in what says FILL; soleus assess {path} names what is not understood")
