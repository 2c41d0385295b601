"""soleus library: the published cases that the rules are held against."""

from pathlib import Path

import click


@click.group()
def library() -> None:
    """Add to the library of published cases."""


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
