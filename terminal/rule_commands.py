"""soleus rules: reading and checking the knowledge base."""

from datetime import date
from pathlib import Path

import click

from ..facts.errors import InputError, KnowledgeError
from ..facts.reader import read_text


@click.group()
def rules() -> None:
    """Read and check the knowledge base."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--explain", is_flag=True, help="Say what each quality check means.")
def check(folder: Path | None, explain: bool) -> None:
    """Check every rule; all faults in one report, with file and line."""
    from ..rules.from_files import read_knowledge
    from ..rules.knowledge import FOLDER
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
    from ..rules.knowledge import COUNTS, FOLDER

    every = sorted({*FOLDER.rglob("*.yaml")} - {FOLDER / COUNTS})
    differ = [path for path in files or every if laid_out(path, write=not only_check)]
    if differ and only_check:
        raise KnowledgeError([f"{path}: not laid out; run: soleus rules format" for path in differ])
    click.echo(f"{len(differ)} files laid out anew." if differ else "Every file has the layout.")


@rules.command()
@click.argument("name", metavar="HYPOTHESIS|HYPOTHESIS.RULE|FINDING")
@click.option("--finding", "topic", metavar="TOPIC", help="NAME is a finding of this topic.")
@click.option("--deficiency", is_flag=True, help="The hypothesis is a deficiency, not a condition.")
@click.option(
    "--kind", type=click.Choice(["derive", "evidence", "referral", "advice"]), default="evidence", show_default=True
)
@click.option("--reviewed", type=click.DateTime(["%Y-%m-%d"]), help="Day of review; today if not given.")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Rules elsewhere.")
def new(name: str, topic: str | None, deficiency: bool, kind: str, reviewed: date | None, folder: Path | None) -> None:
    """Begin a hypothesis, a rule (its id has a dot) or a finding; FILL stands where words are due."""
    from ..rules import scaffold
    from ..rules.knowledge import FOLDER

    rules_in = folder or FOLDER
    day = f"{reviewed or date.today():%Y-%m-%d}"
    if taken := scaffold.defined_in(name, rules_in.parent / "facts" if topic else rules_in):
        raise InputError(f"{name} is there already, in {taken}")
    if topic:
        path = rules_in.parent / "facts" / "findings" / f"{topic}.yaml"
        before = read_text(path).rstrip("\n") + "\n\n" if path.exists() else ""
        scaffold.write(path, before + scaffold.finding(name, topic))
    elif "." in name:
        path = scaffold.file_of(name, rules_in)
        scaffold.write(path, scaffold.with_rule(path, name, kind, day))
    else:
        path = rules_in / ("deficiencies" if deficiency else "conditions") / f"{name}.yaml"
        text = scaffold.hypothesis_file(name, "deficiency" if deficiency else "condition", day)
        scaffold.write(path, text, new=True)
    click.echo(f"{path}: fill in what says FILL; soleus rules check names what is left")
