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
