"""soleus practice export, import and set: practice carried elsewhere, and taken by a class."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..facts.errors import InputError
from .output_file import output_file
from .practice_store import opened

if TYPE_CHECKING:
    from ..practice.exchange import Line
    from ..practice.items import Item
    from ..practice.store import Store
    from ..rules.knowledge_base import KnowledgeBase

FORMATS = ("csv", "jsonl", "apkg", "gift")


@click.command("export", short_help="Write what was practised to a file.")
@click.argument("form", type=click.Choice(FORMATS))
@click.argument("file", metavar="FILE")
@click.option("--learner", default="", help="The name that a teacher knows you by; none is kept otherwise.")
def export(form: str, file: str, learner: str) -> None:
    """Write what was practised: csv or jsonl for all of it; apkg (Anki) or gift (Moodle) for what was missed."""
    from ..practice import exchange
    from ..practice.formats import as_gift
    from ..rules.knowledge import load_knowledge
    from ..wording.words import counted

    base, store = load_knowledge(), opened()
    lines = list(exchange.lines(store, learner))
    if form == "apkg":
        _write_deck(file, lines, store, base)
        return
    made: dict[str, Callable[[], str]] = {
        "csv": lambda: exchange.as_csv(lines, store, base),
        "jsonl": lambda: exchange.as_json_lines(lines),
        "gift": lambda: as_gift(_missed(lines, store, base)),
    }
    _write(file, made[form]())
    if file != "-":
        click.echo(f"{file}: written, of {counted(len(lines), 'attempt')}.", err=True)


def _write_deck(file: str, lines: "list[Line]", store: "Store", base: "KnowledgeBase") -> None:
    from ..practice.formats import write_apkg

    if file == "-" or Path(file).is_symlink() or (Path(file).exists() and not Path(file).is_file()):
        raise InputError(f"{file}: a deck is written to an ordinary file")
    click.echo(f"{file}: {write_apkg(_missed(lines, store, base), Path(file))} cards.", err=True)


def _missed(lines: "list[Line]", store: "Store", base: "KnowledgeBase") -> "list[Item]":
    from ..practice.items import missed

    if not (items := missed(lines, store, base)):
        raise InputError("nothing was missed, in no case and no exercise: there is nothing to make questions of")
    return items


def _write(name: str, text: str) -> None:
    with output_file(name, ()) as file:
        click.echo(text, file=file, nl=False)


def _lines(name: str) -> "list[Line]":
    from ..facts.reader import read_text
    from ..practice.exchange import read_lines

    return read_lines(read_text(Path(name)), name)


@click.command("import", short_help="Take in what was exported, or kept as a file on the page.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def import_(files: tuple[str, ...]) -> None:
    """Take in what 'export csv' or 'export jsonl' wrote elsewhere, or what was kept as a file on the page.

    What is known already is not doubled.
    """
    from ..practice.exchange import take_in
    from ..rules.knowledge import load_knowledge

    base, store = load_knowledge(), opened()
    read = [line for name in files for line in _lines(name)]
    click.echo(f"{take_in(read, store, base)} of {len(read)} attempts were new.")


@click.group("set", short_help="A set of cases for a class.")
def case_set() -> None:
    """A set of cases for a class: begin one, check it, mark what comes back."""


@case_set.command("new")
@click.argument("file", metavar="FILE")
@click.option("--title", default="Practice", show_default=True)
@click.option("--cases", type=click.IntRange(1, 50), default=5, show_default=True)
@click.option("--cause", "causes", multiple=True, metavar="X", help="Only cases of this cause; may be given again.")
@click.option("--seed", default="1", show_default=True)
def new(file: str, title: str, cases: int, causes: tuple[str, ...], seed: str) -> None:
    """Draw cases into a set file. Take it with 'soleus practice --set FILE'."""
    from ..practice.classroom import new_set
    from ..practice.naming import cause_meant
    from ..rules.knowledge import load_knowledge
    from ..wording.words import counted

    base = load_knowledge()
    _write(file, new_set(title, seed, cases, tuple(cause_meant(c, base) for c in causes), base))
    if file != "-":
        click.echo(f"{file}: {counted(cases, 'case')}. Take it with 'soleus practice --set {file}'.", err=True)


@case_set.command("check", short_help="For the teacher: what the cases of a set are.")
@click.argument("file", metavar="FILE")
def check(file: str) -> None:
    """For the teacher: what the cases of a set are, and which of them are hardly fit for marks."""
    from ..practice.classroom import hands, read_set, unfit
    from ..practice.words import case_called
    from ..rules.knowledge import load_knowledge
    from ..wording.words import level_word

    base = load_knowledge()
    read = read_set(Path(file), base)
    unfit_ = unfit(read, base)
    for hand in hands(read, base):
        said = "; hardly fit: the marks of the reasoning will mean little" if hand.number in unfit_ else ""
        truth = base.hypotheses[hand.truth].label
        click.echo(f"{case_called(hand.number)}: {truth}, {level_word(hand.case.urgency or '')}{said}")


@case_set.command("mark", short_help="For the teacher: mark what a class sends back.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--set", "set_file", metavar="FILE", help="Only the cases of this set; needed for cases of its own.")
@click.option("--csv", "rows", metavar="FILE", default="-", help="A row a learner and case; '-' prints it.")
@click.option("--spread", metavar="FILE", help="A row a case: how the class fared.")
def mark(files: tuple[str, ...], set_file: str | None, rows: str, spread: str | None) -> None:
    """Mark what a class sends back ('soleus practice export jsonl FILE --learner NAME')."""
    from ..practice.classroom import answered, read_set, rows_csv, spread_csv
    from ..rules.knowledge import load_knowledge

    base = load_knowledge()
    lines = [
        line.model_copy(update={"learner": line.learner or Path(name).stem}) for name in files for line in _lines(name)
    ]
    found = answered(lines, read_set(Path(set_file), base) if set_file else None, base)
    _write(rows, rows_csv(found))
    if spread:
        _write(spread, spread_csv(found))
