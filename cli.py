"""The command line: parse, call, print."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from .cohort import commands
from .facts.errors import CaseFileError, SoleusError
from .reports.commands import scorecard
from .terminal.rule_commands import rules
from .terminal.session_commands import conversation, sessions


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
        from .terminal.answers_file import AnswersFile
        from .terminal.session_store import Journal

        base = load_knowledge()
        file = AnswersFile(answers, base.vocabulary) if answers else None
        talk = conversation(plain or bool(answers), base, journal=None if no_save else Journal.begin(base))
        if file:
            talk.run_through(file)
        else:
            talk.hold()


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
    from .facts.case_files import read_many
    from .rules.knowledge import load_knowledge

    base = load_knowledge()
    failed = False
    show = _printer(form, trace, plain, output)
    for item in _with_progress(read_many(cases, base.vocabulary), len(cases)):
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


def _help(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
    """Help for -h, which stands alone here: -heavy_sweating is a change, not an option."""
    if value == "-h" or "-h" in (value if isinstance(value, tuple) else ()):
        click.echo(ctx.get_help())
        ctx.exit()
    return value


@main.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog="ASK is one of: how (or why), why-not or learn HYPOTHESIS; compare, or compare HYPOTHESIS HYPOTHESIS; "
    "tipping; stability; what-if +tingling -vegan_diet ?fatigue age=70 ferritin='9 ng/mL'.",
)
@click.argument("case", is_eager=True, callback=_help)
@click.argument("ask", is_eager=True, callback=_help)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, callback=_help)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json", "html"]), default="text")
@click.option("--plain", is_flag=True, help="Text without colour or columns.")
def explain(case: str, ask: str, words: tuple[str, ...], form: str, plain: bool) -> None:
    """Explain the result of one case: how, why-not, compare, what-if, tipping, stability or learn."""
    from .engine.consult import consult
    from .explain.ask import explain as explained
    from .rules.knowledge import load_knowledge

    base = load_knowledge()
    explanation = explained(base, consult(_only(case, base), base), ask, words)
    if form == "json":
        click.echo(explanation.model_dump_json())
        return
    from .wording.explain.write import document

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
main.add_command(sessions)
main.add_command(scorecard)
main.add_command(rules)
rules.add_command(commands.impact)
rules.add_command(commands.export)

if __name__ == "__main__":
    main()
