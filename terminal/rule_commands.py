"""soleus rules: reading and checking the knowledge base."""

from pathlib import Path

import click

from ..facts.errors import KnowledgeError


@click.group()
def rules() -> None:
    """Read and check the knowledge base."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--explain", is_flag=True, help="Say what each quality check means.")
def check(folder: Path | None, explain: bool) -> None:
    """Check every rule; all faults in one report, with file and line."""
    from ..rules.knowledge import FOLDER, read_knowledge
    from ..rules.quality import CHECKS, quality_faults

    if explain:
        for name, each in CHECKS.items():
            click.echo(f"{name} {each.__name__.replace('_', ' ')}: {each.__doc__}")
        return
    base = read_knowledge(folder or FOLDER)
    if faults := quality_faults(base):
        raise KnowledgeError(faults)
    click.echo(
        f"{len(base.rules)} rules, {len(base.hypotheses)} hypotheses, {len(base.vocabulary.findings)} findings, "
        f"{len(base.sources)} sources: no fault found. Knowledge {base.version}."
    )


@rules.command("list")
@click.argument("hypothesis", required=False)
def list_rules(hypothesis: str | None) -> None:
    """List the rules, or those that speak of one hypothesis."""
    from ..rules.knowledge import load_knowledge
    from ..wording.rules import rule_line, rules_about

    base = load_knowledge()
    for rule in rules_about(base, base.hypothesis(hypothesis)) if hypothesis else base.rules.values():
        click.echo(rule_line(rule))


@rules.command()
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """Show one rule, hypothesis or source in full."""
    from ..rules.knowledge import load_knowledge
    from ..wording.rules import describe

    click.echo(describe(load_knowledge(), name))


@rules.command("format")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; name the files whose layout differs.")
def format_files(files: tuple[Path, ...], only_check: bool) -> None:
    """Lay out knowledge files: at most 120 columns, one condition a line where they nest. Without FILES: all rules."""
    from ..rules.format import laid_out
    from ..rules.knowledge import FOLDER

    differ = [path for path in files or sorted(FOLDER.rglob("*.yaml")) if laid_out(path, write=not only_check)]
    if differ and only_check:
        raise KnowledgeError([f"{path}: not laid out; run: soleus rules format" for path in differ])
    click.echo(f"{len(differ)} files laid out anew." if differ else "Every file has the layout.")
