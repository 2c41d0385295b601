"""An interview held to its end: check the answers, see the result, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..facts.errors import InputError, SoleusError
from ..wording import replies
from ..wording.answers import case_yaml
from .assessment import show_everything
from .changing import Leave
from .interview import Conversation
from .prompting import Heard

MENU = "full, explain, why not NAME, what if SIGN, back, change, save FILE, report FILE, quit"
HINT = "full  explain  why not NAME  what if SIGN  change  save FILE  report FILE  quit"
EXPLAINED = ("how", "why", "why-not", "what", "what-if", "compare", "tipping", "stability", "learn")


def hold(talk: Conversation, begin: Callable[[], None] = lambda: None) -> None:
    """Hold an interview to its end, after what it is to `begin` with. Ctrl-C and Ctrl-D leave with everything saved."""
    try:
        begin()
        talk.ask_all()
        finish(talk)
    except (EOFError, KeyboardInterrupt, Leave):
        talk.saving.say_how_to_resume()


def finish(talk: Conversation) -> None:
    """Check-your-answers, then the result, then the menu until the person quits."""
    check(talk)
    talk.show()
    talk.face.hint = HINT
    prompt = f"What now? ({MENU})" if talk.face.plain else "What now?"
    while True:
        talk.face.say()
        line = talk.face.ask(prompt)
        word, _, rest = line.partition(" ")
        if word.lower() in ("quit", "q", "exit", ""):
            if word:
                return
            continue
        try:
            _do(talk, word.lower(), rest.strip(), line)
        except SoleusError as error:
            talk.face.say(str(error))
        except Heard as danger:
            talk.note(danger)
            talk.show()


def _do(talk: Conversation, word: str, rest: str, line: str) -> None:
    if word in ("change", "back"):
        talk.change(rest if word == "change" else str(len(talk.interview.steps)))
        talk.ask_newly_opened()
        talk.show()
    elif word == "full":
        found, base = talk.interview.consultation(), talk.base
        talk.face.read_through(lambda: show_everything(talk.face.console, found, base, talk.face.plain))
    elif word == "save":
        save(rest, case_yaml(talk.interview.case))
        talk.face.say(f"Saved as {rest}. Assess it again with: soleus assess {rest}")
    elif word == "report":
        save(rest, talk.report(talk.interview.consultation(), talk.base, True) + "\n")
        talk.face.say(f"Saved as {rest}.")
    elif word in EXPLAINED or word == "explain":
        from .explanations import show as explain

        words, case = _words(talk, line), talk.interview.case
        talk.face.read_through(lambda: explain(talk.face.console, words, case, talk.base, talk.face.plain))
    elif word in ("help", "?") and not rest:
        talk.face.say(f"You can say: {MENU}.")
    else:
        try:
            talk.correct(line)
        except InputError:
            raise InputError(f"{line!r} is not understood; say one of: {MENU}") from None
        talk.show()


def _words(talk: Conversation, line: str) -> list[str]:
    """What is to be explained; "explain" and "how" alone mean the first hypothesis, "why not" the second."""
    words = line.split()
    if words[0].lower() == "explain":
        words = words[1:] if words[1:] and words[1].lower() in EXPLAINED else ["how", *words[1:]]
    spoken = " ".join(words).lower()
    if spoken in ("how", "why", "why not", "why-not"):
        ranked = talk.interview.consultation().hypotheses
        return ["how", ranked[0].id] if spoken in ("how", "why") else ["why", "not", ranked[min(1, len(ranked) - 1)].id]
    return ["how", *words[1:]] if words[0].lower() == "why" and words[1].lower() != "not" else words


def check(talk: Conversation) -> None:
    """Show every answer; a number changes it, Enter goes on."""
    whole = False
    while talk.interview.steps:
        talk.face.say()
        talk.face.say("Check your answers", "bold")
        talk.face.read_through(partial(talk.review, whole))
        line = talk.face.ask("Enter for the result, a number to change that answer, or 'all' to see each no:")
        if whole := line.lower() == "all":
            continue
        if line.lower() in ("", "stop", "skip", "result") or replies.is_none(line) or replies.is_yes(line):
            return
        if line.lower() in ("quit", "exit"):
            raise Leave
        if line.lower() in ("?", "help"):
            talk.face.say("Type the number of an answer to change it, 'back' for the last one, or Enter to go on.")
            continue
        try:
            talk.change(str(len(talk.interview.steps)) if line == "back" else line.removeprefix("change").strip())
            talk.ask_newly_opened()
        except InputError as error:
            talk.face.say(str(error))


def save(name: str, text: str) -> None:
    """Write a file the person named. Raises InputError where it cannot be written, or is there already."""
    if not name:
        raise InputError("say a file name too, such as 'save me.yaml'")
    try:
        with Path(name).expanduser().open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {error.strerror}") from None
