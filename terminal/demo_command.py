"""soleus demo: an example that ships with Soleus, assessed and explained by the commands it names."""

import os
import shlex
from pathlib import Path

import click

FOLDER = Path(__file__).resolve().parent.parent / "examples"


def names() -> list[str]:
    """The examples that ship, by name."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@click.command()
@click.argument("name", type=click.Choice(names()), default="tingling-feet")
@click.option("--plain", is_flag=True, help="Text without colour, bars or boxes.")
@click.pass_context
def demo(ctx: click.Context, name: str, plain: bool) -> None:
    """See in one go what Soleus does: NAME is an invented person, assessed and explained."""
    path = _near(FOLDER / f"{name}.yaml")
    click.echo(f"The case {path}:\n")
    click.echo(Path(path).read_text("utf-8"))
    file, bare = shlex.quote(path), " --plain" if plain else ""
    for command in (f"assess {file}{bare}", f"explain {file} compare{bare}"):
        click.echo(f"$ soleus {command}")
        _run(ctx, shlex.split(command))
        click.echo()
    click.echo(_next(file, [other for other in names() if other != name]))


def _near(path: Path) -> str:
    """The path as it is typed from here."""
    there = Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path
    return str(there)


def _run(ctx: click.Context, words: list[str]) -> None:
    """A command of the program, as if it had been typed."""
    program = ctx.find_root().command
    if isinstance(program, click.Group):
        name, command, rest = program.resolve_command(ctx, words)
        if command:
            with command.make_context(name, rest, parent=ctx.find_root()) as own:
                command.invoke(own)


def _next(file: str, others: list[str]) -> str:
    """What to try now."""
    tried = (
        *((f"demo {other}", "another person") for other in others),
        (f"assess {file} --full", "tests, foods, what to beware of, every reason"),
        (f"explain {file} tipping", "which answer would change the result"),
        ("rules show magnesium.night-cramps", "a rule, with both sides of a dispute and its sources"),
        ("practice", "published cases to learn on"),
        ("", "your own legs: an interview"),
    )
    lines = (f"  soleus {command}".rstrip() + f"\n      {what}" for command, what in tried)
    return "\n".join(("Try next:", *lines))
