"""soleus practice: learning by doing, on the published cases."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .practice_files import case_set, export, import_
from .practice_store import now, opened

if TYPE_CHECKING:
    from ..practice.kept import Kept, Plan
    from ..practice.sitting import Sitting
    from ..rules.knowledge_base import KnowledgeBase
    from .prompt_io import Face


KINDS = ("worked", "cued", "exam", "concordance", "error", "pair")
MOST = 50  # cases of a sitting


@click.group(invoke_without_command=True)
@click.option("--cases", type=click.IntRange(1, 50), help="How many cases; one, unless --minutes are given.")
@click.option("--minutes", type=click.IntRange(1, 240), help="Go on for so long: no case is begun after that.")
@click.option("--cause", "causes", multiple=True, metavar="X", help="Only cases of this cause; may be given again.")
@click.option("--kind", type=click.Choice(KINDS), help="How they are taken, or which exercise; else by the schedule.")
@click.option("--seed", help="Draw by this seed, not by the schedule: the same cases on every machine.")
@click.option("--set", "set_file", metavar="FILE", help="Take the cases of a set file.")
@click.option("--new", is_flag=True, help="Leave the sitting that is unfinished; a case left open is given up.")
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
@click.pass_context
def practice(
    ctx: click.Context,
    cases: int | None,
    minutes: int | None,
    causes: tuple[str, ...],
    kind: str | None,
    seed: str | None,
    set_file: str | None,
    new: bool,
    plain: bool,
) -> None:
    """Learn by doing: a published case unfolds, you commit, the engine marks and explains.

    Cases are worked (all that is recorded is told), cued (you ask) or an exam (you ask, and look back when the last is
    done). Short exercises: concordance (what one thing more changes), error (a line of reasoning: is it right?), pair
    (what tells two people apart).

    A sitting that was left unfinished goes on.
    """
    if ctx.invoked_subcommand is not None:
        return
    from ..practice.sitting import Sitting
    from ..rules.knowledge import load_knowledge

    base, store = load_knowledge(), opened()
    if new and (left := store.left_open()):
        store.close_attempt(left, left.attempt.skip(), now())
    if not new and (name := store.unfinished()):
        click.echo("A sitting is unfinished and goes on as it was begun; --new leaves it and begins another.")
        sitting = Sitting(store, base, name)
    else:
        sitting = Sitting.begin(
            store, base, _plan(base, cases or (MOST if minutes else 1), minutes, causes, kind, seed, set_file)
        )
    hold(sitting, plain)


def _plan(
    base: "KnowledgeBase",
    cases: int,
    minutes: int | None,
    causes: tuple[str, ...],
    kind: str | None,
    seed: str | None,
    set_file: str | None,
) -> "Plan":
    """The sitting that is asked for."""
    from ..practice.attempt import Kind
    from ..practice.classroom import read_set
    from ..practice.kept import Plan
    from ..practice.naming import cause_meant

    taken = Kind(kind) if kind else None
    if set_file:
        read = read_set(Path(set_file), base)
        click.echo(f"{read.set.title}: {len(read.numbers)} cases" + _within(read.set.minutes))
        return Plan(
            started=now(),
            seed=read.set.title,
            kind=taken or read.set.kind,
            minutes=minutes,
            numbers=read.numbers,
            files=read.files,
        )
    return Plan(
        started=now(),
        seed=seed or secrets.token_hex(4),
        kind=taken,
        cases=cases,
        minutes=minutes,
        causes=tuple(cause_meant(c, base) for c in causes),
        scheduled=seed is None and not causes and not (taken and taken.is_exercise),
    )


def _within(minutes: int | None) -> str:
    return f", {minutes} minutes" if minutes else ""


@practice.command(short_help="How it goes, and what comes again.")
@click.option("--plain", is_flag=True, help="Without colour or columns.")
def progress(plain: bool) -> None:
    """How it goes: places, levels, confidence, and what comes again."""
    from ..practice.progress import progress as so_far
    from ..practice.progress_told import progress_told
    from ..rules.knowledge import load_knowledge
    from .console import console
    from .document import print_document

    base, store = load_knowledge(), opened()
    print_document(console(plain), progress_told(so_far(store, base, now()), base), plain)


@practice.command(short_help="Look back again, by number; list what was done.")
@click.argument("attempt", type=int, required=False)
@click.option("--plain", is_flag=True, help="Without colour or columns.")
def review(attempt: int | None, plain: bool) -> None:
    """Look back again on one attempt by its number; without one, list them."""
    from ..practice.sitting import looked_back
    from ..rules.knowledge import load_knowledge
    from .practice import show_document

    store = opened()
    if attempt is None:
        for kept in store.attempts():
            click.echo(_listed(kept))
        return
    base = load_knowledge()
    show_document(_face(plain), looked_back(store.attempt(attempt), store, base))


def _listed(kept: "Kept") -> str:
    from ..practice.words import case_called

    done = "answered" if kept.attempt.chosen else "committed"
    state = "given up" if kept.attempt.skipped else done if kept.closed else "open"
    return (
        f"{kept.id:>4}  {kept.opened:%Y-%m-%d %H:%M}  {case_called(kept.attempt.number)}  {kept.attempt.kind}, {state}"
    )


practice.add_command(export)
practice.add_command(import_)
practice.add_command(case_set)


def _face(plain: bool) -> "Face":
    from .practice import HINT
    from .prompt_io import face

    found = face(plain)
    found.hint = HINT
    return found


def hold(sitting: "Sitting", plain: bool) -> None:
    """Hold a sitting to its end. Ctrl-C and Ctrl-D leave with everything kept."""
    from .committing import Left
    from .practice import Practice

    try:
        Practice(_face(plain), sitting, now).run()
    except (EOFError, KeyboardInterrupt, Left):
        click.echo("It is kept. 'soleus practice' goes on where you left.")
