"""The command line: parse, call, print."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .cohort import commands
from .facts.errors import CaseFileError, KnowledgeError, SoleusError


class Soleus(click.Group):
    """Turns every refusal into one message on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SoleusError as error:
            raise Refusal(str(error)) from None


class Refusal(click.ClickException):
    """Bad input: exit status 2."""

    exit_code = 2


def _version() -> str:
    from importlib.metadata import version

    from .engine.consultation import PURPOSE
    from .rules.knowledge import load_knowledge

    return f"soleus {version('soleus')}, knowledge {load_knowledge().version}\n{PURPOSE}"


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(_version())
        ctx.exit()


@click.group(cls=Soleus, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show versions."
)
@click.option("--plain", is_flag=True, help="Interview line by line, without colour or cursor movement.")
@click.option("--answers", type=click.Path(dir_okay=False), help="Answer the interview from this case file.")
@click.option("--no-save", is_flag=True, help="Keep nothing of the interview on disk.")
@click.pass_context
def main(ctx: click.Context, plain: bool, answers: str | None, no_save: bool) -> None:
    """Explained hypotheses for aching, cramping, weak, stiff, heavy or tingling legs. For training and education.

    Without a command: the interview.
    """
    if ctx.invoked_subcommand is None:
        from .rules.knowledge import load_knowledge
        from .terminal.journal import Journal
        from .terminal.unattended import AnswersFile

        base = load_knowledge()
        file = AnswersFile(answers, base.vocabulary) if answers else None
        talk = _conversation(plain or bool(answers), base, journal=None if no_save else Journal.begin(base))
        if file:
            talk.run_through(file)
        else:
            talk.hold()


def _conversation(plain: bool, base: Any, **kept: Any) -> Any:
    from .reports.assessment import assessment_markdown
    from .terminal.face import face
    from .terminal.interview import Conversation

    return Conversation(face(plain), base, assessment_markdown, **kept)


@main.group()
def sessions() -> None:
    """List, resume or delete saved interviews."""


@sessions.command("list")
def list_sessions() -> None:
    """List the saved interviews, newest first."""
    from .terminal import journal

    for kept in journal.sessions():
        click.echo(f"{kept.name}  begun {kept.header.get('begun', '')}, {kept.answers} answered")


@sessions.command("resume")
@click.argument("name", required=False)
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
def resume_session(name: str | None, plain: bool) -> None:
    """Go on with a saved interview; without a name, the newest."""
    from .rules.knowledge import load_knowledge
    from .terminal import journal

    base = load_knowledge()
    interview, kept, notes = journal.session(name).resume(base)
    for note in notes:
        click.echo(note)
    _conversation(plain, base, interview=interview, journal=kept).hold()


@sessions.command("delete")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def delete_sessions(names: tuple[str, ...]) -> None:
    """Delete saved interviews for good."""
    from .terminal import journal

    for name in names:
        journal.delete(name)
        click.echo(f"Deleted {name}.")


@main.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text")
@click.option("--json", "form", flag_value="json", help="Same as --format json.")
@click.option(
    "-o",
    "--output",
    type=click.File("w", "utf-8", lazy=True, atomic=True),
    help="Write json, markdown or html to this file.",
)
@click.option("--trace", is_flag=True, help="Show the chain of rules from the answers to each conclusion.")
@click.option("--plain", is_flag=True, help="Text without colour, bars or boxes.")
def assess(cases: tuple[str, ...], form: str, output: Any, trace: bool, plain: bool) -> None:
    """Assess one or many case files (YAML, JSON, JSON lines; '-' for standard input)."""
    from .engine.consult import consult
    from .rules.knowledge import load_knowledge

    base = load_knowledge()
    failed = False
    show = _printer(form, trace, plain, output)
    for item in _with_progress(_read(cases, base), len(cases)):
        if isinstance(item, CaseFileError):
            click.echo(f"Error: {item}", err=True)
            failed = True
        else:
            try:
                show(consult(item, base))
            except SoleusError as error:
                click.echo(f"Error: {item.id or 'case'}: {error}", err=True)
                failed = True
    if failed:
        sys.exit(2)


def _read(names: tuple[str, ...], base: Any) -> Iterator[Any]:
    from .facts.case_files import read_cases

    for name in names:
        try:
            yield from read_cases(name, base.vocabulary)
        except CaseFileError as error:
            yield error


def _with_progress(items: Iterator[Any], files: int) -> Iterator[Any]:
    """A progress bar on stderr for many cases whose answers go to a file or a pipe."""
    if files > 20 and sys.stderr.isatty() and not sys.stdout.isatty():
        with click.progressbar(items, length=files, label="Assessing", file=sys.stderr) as bar:
            yield from bar
    else:
        yield from items


def _printer(form: str, trace: bool, plain: bool, output: Any) -> Any:
    if form == "json":
        return lambda consultation: click.echo(consultation.as_json(trace), file=output)
    from .rules.knowledge import load_knowledge
    from .terminal.console import console

    if form == "markdown":
        from .reports.assessment import assessment_markdown

        return lambda consultation: click.echo(assessment_markdown(consultation, load_knowledge(), trace), file=output)
    if form == "html":
        return _one_page(load_knowledge(), output)
    if output:
        raise Refusal("-o goes with --format json, markdown or html")
    from .terminal.assessment import AssessmentView

    view = AssessmentView(console(plain), load_knowledge(), plain)
    return lambda consultation: view.show(consultation, trace)


def _one_page(base: Any, output: Any) -> Any:
    """Prints one case as a page, and refuses a second."""
    from .reports.assessment_page import assessment_html

    shown: list[Any] = []

    def show(consultation: Any) -> None:
        if shown:
            raise Refusal("--format html makes a page of one case; give one at a time")
        shown.append(consultation)
        click.echo(assessment_html(consultation, base), file=output)

    return show


@main.command()
@click.argument("what", type=click.Choice(["case", "consultation", "rule"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a case, of what 'assess --json' prints, or of a rule file."""
    import json

    from .engine.schemas import schema as of

    click.echo(json.dumps(of(what), indent=1))


@main.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASES...")
@click.option("--json", "form", flag_value="json", help="As data, for --against later.")
@click.option("--markdown", "form", flag_value="markdown", default=True, help="As Markdown (the default).")
@click.option("--html", "form", flag_value="html", help="As one self-contained page.")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier --json.")
@click.option("--interview", is_flag=True, help="Replay the cases through the interview instead.")
def scorecard(cases: tuple[str, ...], form: str, against: Path | None, interview: bool) -> None:
    """How often the confirmed cause of published cases comes first, among three, and is referred right."""
    from .engine import scorecard as scoring
    from .reports import scorecard as report
    from .rules.knowledge import load_knowledge

    base = load_knowledge()
    found, unreadable = [], 0
    for item in _read(_files(cases), base):
        if isinstance(item, CaseFileError):
            click.echo(f"Error: {item}", err=True)
            unreadable += 1
        else:
            found.append(item)
    if interview:
        from .engine.replay import replays
        from .reports.interview import replays_markdown

        replayed = replays([c for c in found if c.truth], base)
        click.echo(replayed.model_dump_json(indent=1) if form == "json" else replays_markdown(replayed))
        sys.exit(2 if unreadable else 0)
    card = scoring.scorecard(found, base)
    if not card.cases:
        raise Refusal("no case with a confirmed 'truth' among these files")
    moved = scoring.moves(_earlier(against), card) if against else None
    if form == "json":
        click.echo(card.model_dump_json(indent=1))
    else:
        click.echo(report.html(card, moved) if form == "html" else report.markdown(card, moved))
    if unreadable:
        sys.exit(2)


def _files(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, a directory standing for the case files in it."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        found += sorted(str(p) for p in path.glob("*.yaml")) if path.is_dir() else [name]
    return tuple(found)


def _earlier(path: Path) -> Any:
    from pydantic import ValidationError

    from .engine.scorecard import Scorecard

    try:
        return Scorecard.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise Refusal(
            f"{path}: not a scorecard made by 'soleus scorecard --json': {error.errors()[0]['msg']}"
        ) from None


@main.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog="ASK is one of: how, why-not or learn HYPOTHESIS; compare, or compare HYPOTHESIS HYPOTHESIS; tipping; "
    "stability; what-if +tingling -vegan_diet ?fatigue age=70 ferritin='9 ng/mL'.",
)
@click.argument("case")
@click.argument("ask")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json", "html"]), default="text")
@click.option("--plain", is_flag=True, help="Text without colour or columns.")
def explain(case: str, ask: str, words: tuple[str, ...], form: str, plain: bool) -> None:
    """Explain the result of one case: how, why-not, compare, what-if, tipping, stability or learn."""
    from .engine.consult import consult
    from .engine.explain.ask import explain as explained
    from .rules.knowledge import load_knowledge

    base = load_knowledge()
    explanation = explained(base, consult(_only(case, base), base), ask, words)
    if form == "json":
        click.echo(explanation.model_dump_json())
        return
    from .terminal.explain.write import document

    text = document(explanation, base)
    if form == "text":
        from .terminal.console import console
        from .terminal.explanations import print_document

        print_document(console(plain), text, plain)
    else:
        from .reports import explanation as report

        click.echo(report.html(text) if form == "html" else report.markdown(text))


def _only(name: str, base: Any) -> Any:
    """The one case of a file."""
    from .facts.case_files import read_cases

    first, *others = read_cases(name, base.vocabulary)
    if isinstance(first, CaseFileError):
        raise first
    if others:
        raise Refusal(f"{name}: holds {1 + len(others)} cases; explain takes a file of one")
    return first


@main.command()
@click.argument("text", nargs=-1, required=True)
def find(text: tuple[str, ...]) -> None:
    """Show which findings a phrase may mean."""
    from .facts.search import search
    from .rules.knowledge import load_knowledge

    vocabulary = load_knowledge().vocabulary
    phrase = " ".join(text)
    hits = search(phrase, vocabulary)
    if not hits:
        raise Refusal(f"nothing in the vocabulary is like {phrase!r}; try a plain word such as 'cramps'")
    for hit in hits:
        click.echo(f"{hit.id:<34} {hit.label}" + (f"  ({hit.hpo})" if hit.hpo else ""))


@main.group()
def rules() -> None:
    """Read and check the knowledge base."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--explain", is_flag=True, help="Say what each quality check means.")
def check(folder: Path | None, explain: bool) -> None:
    """Check every rule; all faults in one report, with file and line."""
    from .rules.knowledge import FOLDER, read_knowledge
    from .rules.quality import CHECKS, quality_faults

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
    from .rules.knowledge import load_knowledge
    from .terminal.rules import rule_line, rules_about

    base = load_knowledge()
    for rule in rules_about(base, base.hypothesis(hypothesis)) if hypothesis else base.rules.values():
        click.echo(rule_line(rule))


@rules.command()
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """Show one rule, hypothesis or source in full."""
    from .rules.knowledge import load_knowledge
    from .terminal.rules import describe

    click.echo(describe(load_knowledge(), name))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
def serve(host: str, port: int, workers: int, open_page: bool) -> None:
    """Serve the page and the API, to this machine alone unless --host says otherwise."""
    try:
        from .web.serve import is_loopback, serve
    except ModuleNotFoundError as error:
        raise Refusal(f"the page needs {error.name}, which is not installed; try: pip install 'soleus[web]'") from None
    if not is_loopback(host):
        click.echo(
            f"Warning: anyone who can reach {host} can use this page, and answers travel unencrypted. "
            "Put it behind a proxy with TLS.",
            err=True,
        )
    click.echo(f"Soleus on http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C stops it)")
    serve(host, port, workers, open_page)


main.add_command(commands.cohort)
main.add_command(commands.synth)
rules.add_command(commands.impact)
rules.add_command(commands.export)

if __name__ == "__main__":
    main()
