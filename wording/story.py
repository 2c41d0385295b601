"""The story of a consultation in words: the problem in a sentence, what decided, the dangers, and what is missing."""

from ..explain.dangers import Considered
from ..explain.decisive import Decisive
from ..explain.failing import Said
from ..explain.problem import Problem
from ..explain.story import Story
from ..explain.worth_asking import Wanted
from ..facts.case import Case
from ..facts.finding import State
from ..rules.condition import Band
from .document import Item, Pen
from .explain.phrases import called, fact, label
from .person import person
from .rules import condition_words
from .spans import span
from .words import band_word, counted, join, level_word, plus

NAMED = 4
KINDS = {"question": "Ask about", "sign": "On examination,", "test": "Measure"}


def write_story(pen: Pen, story: Story, case: Case) -> None:
    """The four parts of the story, before any rule."""
    pen.say(sentence(pen, story.problem, case), strong=True)
    pen.heading("What decided it")
    pen.say(_leader(pen, story))
    pen.listing([_decisive(pen, d, story.leader.hypothesis) for d in story.decisive])
    if story.dangers:
        pen.heading("Dangers considered, and why not")
        pen.listing([_danger(pen, d) for d in story.dangers])
        pen.say("What was not asked reassures of nothing.")
    pen.heading("What is missing")
    if story.missing.settled:
        pen.say("No answer still open could change what leads or how soon to be seen.")
    pen.listing([_wanted(pen, w, story) for w in story.missing.wanted])
    if not story.missing.wanted and not story.missing.settled:
        pen.say("No single answer still open would change it.")


def sentence(pen: Pen, problem: Problem, case: Case) -> str:
    """The problem: "66-year-old woman (vegan diet), for about 3 months: unsteady walk; tingling; fatigue. ..."."""
    risks = "; ".join(small(label(pen.base, r)) for r in problem.risks)
    opening = [f"{person(problem.age, problem.sex)}{f' ({risks})' if risks else ''}"]
    if problem.duration_days is not None:
        opening.append(f"for {span(problem.duration_days)}")
    opening += [small(label(pen.base, c)) for c in problem.course]
    complaints = "; ".join(small(label(pen.base, c)) for c in problem.complaints) or "no complaint named"
    said = f"{', '.join(opening)}: {complaints}."
    results = "; ".join(f"{small(label(pen.base, r))} {case.labs.get(r, '')}".rstrip() for r in problem.results)
    return f"{said[0].upper()}{said[1:]}{f' Found: {results}.' if results else ''}"


def small(text: str) -> str:
    """A label within a sentence; a name or an abbreviation keeps its capital."""
    return text if text[1:2].isupper() or text.split()[0] in NAMES else f"{text[:1].lower()}{text[1:]}"


NAMES = frozenset(["East", "Lupus,", "Chvostek", "Trousseau", "Babinski", "Romberg", "Tinel", "Lasegue"])


def _leader(pen: Pen, story: Story) -> str:
    leader = story.leader
    name = called(pen.base, leader.hypothesis)
    if leader.ties:
        tied = join([name, *(called(pen.base, t) for t in leader.ties)])
        said = f"{tied} stand level at {plus(leader.score)}: these answers cannot decide between them."
    else:
        behind = (
            f", {counted(leader.behind, 'point')} ahead of {called(pen.base, leader.second)}" if leader.second else ""
        )
        said = f"{name} leads with {plus(leader.score)} ({band_word(leader.band)}){behind}."
    if leader.band is Band.UNLIKELY:
        said += " Nothing named here reaches 'possible'."
    return said if story.decisive else f"{said} Nothing that was said speaks for it."


def _decisive(pen: Pen, one: Decisive, leader: str) -> Item:
    would = (
        "" if one.leader == leader else f", and {called(pen.base, one.leader)} would lead with {plus(one.leads_with)}"
    )
    rules = " ".join(f"[{r}]" for r in one.rules)
    return Item(f"{one.title}: with it {plus(one.score)}, without it {plus(one.without)}{would} {rules}")


def _danger(pen: Pen, one: Considered) -> Item:
    said = [said_against(pen, s) for s in one.said]
    bands = [f"{called(pen.base, b.about)} only {band_word(b.state)}" for b in one.bands]
    asked = [label(pen.base, f) for f in one.not_asked]
    lines = []
    if said or bands:
        lines.append(f"{'kept from it by' if one.ruled_out else 'said against it'}: {_some([*said, *bands])}")
    if asked:
        lines.append(f"not asked or not known: {_some(asked)}")
    level = level_word(one.level)
    return Item(f"{one.title} ({level}) [{one.rule}] {pen.cite(one.sources)}", tuple(Item(x) for x in lines))


def said_against(pen: Pen, said: Said) -> str:
    """What was said that keeps a rule from firing: "it has lasted 3 weeks", "leg swelling: no"."""
    if said.about == "duration_days" and said.state != State.UNKNOWN:
        return f"it has lasted {span(float(said.state))}"
    if said.about == "age" and said.state != State.UNKNOWN:
        return f"age {said.state}"
    return fact(pen.base, said.about, said.state)


def _some(names: list[str]) -> str:
    """The first few of a list, and how many more."""
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED + 1 else []
    shown = names[:NAMED] if more else names
    return "; ".join([*shown, *more])


def _wanted(pen: Pen, one: Wanted, story: Story) -> Item:
    name = label(pen.base, one.about)
    given = condition_words(one.asked, pen.base).removeprefix(name).strip() if one.asked else "yes"
    does = []
    if one.level is not story.level:
        does.append(f"referral {level_word(one.level)} instead of {level_word(story.level)}")
    leads = called(pen.base, one.leader)
    if one.leader != story.leader.hypothesis:
        does.append(f"{leads} leading with {plus(one.score)}")
    elif one.score != one.before:
        does.append(f"{leads} {plus(one.score)} instead of {plus(one.before)}")
    return Item(f"{KINDS[one.kind]} {small(name)}: {given} means {' and '.join(does)}")
