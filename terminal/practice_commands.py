"""soleus practice: learning by doing, on the published cases."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..practice.sitting import Sitting
    from ..practice.store import Store


def folder() -> Path:
    """Where practice is kept."""
    import platformdirs

    return platformdirs.user_data_path("soleus")


def opened() -> "Store":
    """What was practised on this machine."""
    from ..practice.store import Store

    store = Store(folder() / "practice.sqlite3")
    click.get_current_context().call_on_close(store.close)
    return store


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@click.group(invoke_without_command=True)
@click.option("--cases", type=click.IntRange(1, 50), default=1, show_default=True, help="How many cases.")
@click.option("--cause", "causes", multiple=True, metavar="X", help="Only cases of this cause; may be given again.")
@click.option("--kind", type=click.Choice(["worked", "cued", "exam"]), help="How they are taken; else by the schedule.")
@click.option("--seed", help="Draw by this seed, not by the schedule: the same cases on every machine.")
@click.option("--new", is_flag=True, help="Give up the case that was left open.")
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
@click.pass_context
def practice(
    ctx: click.Context, cases: int, causes: tuple[str, ...], kind: str | None, seed: str | None, new: bool, plain: bool
) -> None:
    """Learn by doing: a published case unfolds, you commit, the engine marks and explains.

    A case that was left open goes on.
    """
    if ctx.invoked_subcommand is not None:
        return
    from ..practice.attempt import Kind
    from ..practice.kept import Plan
    from ..practice.naming import cause_meant
    from ..practice.sitting import Sitting
    from ..rules.knowledge import load_knowledge

    base, store = load_knowledge(), opened()
    left = store.unfinished()
    if left and new:
        store.close_attempt(left, left.attempt.skip(), now())
        left = None
    if left:
        sitting = Sitting(store, base, left.sitting)
    else:
        plan = Plan(
            started=now(),
            seed=seed or secrets.token_hex(4),
            kind=Kind(kind) if kind else None,
            cases=cases,
            causes=tuple(cause_meant(c, base) for c in causes),
            scheduled=seed is None and not causes,
        )
        sitting = Sitting.begin(store, base, plan)
    hold(sitting, plain)


def hold(sitting: "Sitting", plain: bool) -> None:
    """Hold a sitting to its end. Ctrl-C and Ctrl-D leave with everything kept."""
    from .practice import HINT, Left, Practice
    from .prompt_io import face

    try:
        Practice(face(plain, HINT), sitting, now).run()
    except (EOFError, KeyboardInterrupt, Left):
        click.echo("It is kept. 'soleus practice' goes on where you left.")
