"""A question as a form: what is filled in, and the answer it comes to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..interview.answering import none_of, ticked, with_person
from ..interview.body_map import marked, placed
from ..interview.heard import with_words
from ..interview.question import Question, QuestionKind
from ..reading.entry import Entry, joined
from ..reading.understand import understand
from ..wording import who
from ..wording.spans import span
from .body_map import Spot, spot_of

UNSURE, NONE = "unsure", "none"
LONGEST_TEXT, LONGEST_WORDS = 200, 1500


@dataclass
class Filled:
    """What stands in the fields of a form, and what is wrong with it, by the id of the field.

    `spots` are places on the body map, `none` is the box "none of these". `words` are free words, and `shown` those
    that were read back already: what they say besides what can be ticked counts with the form. `none_meant` is the box
    "none of these" under what they may mean.
    """

    present: set[str] = field(default_factory=set)
    spots: set[Spot] = field(default_factory=set)
    none: bool = False
    each: bool = False
    said: dict[str, str] = field(default_factory=dict)
    age: str = ""
    sex: str = ""
    since: str = ""
    not_known: set[str] = field(default_factory=set)
    labs: dict[str, str] = field(default_factory=dict)
    words: str = ""
    shown: str = ""
    none_meant: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or ticked to be so."""
        typed = (self.age, self.sex, self.since, self.words, *self.labs.values())
        return bool(self.present or any(typed) or "yes" in self.said.values())


def filled_from(fields: Mapping[str, Sequence[str]]) -> Filled:
    """What a browser sent. Every field is text; a field sent twice counts once, save ticks."""

    def one(name: str, longest: int = LONGEST_TEXT) -> str:
        return (fields.get(name) or [""])[0].strip()[:longest]

    present = set(fields.get("present", ()))
    spots = {spot_of(name) for name in fields.get("spot", ())}
    return Filled(
        present=present - {NONE} | {finding for finding, _ in spots},
        spots=spots,
        none=NONE in present,
        each=one("each") == "yes",
        said={n.removeprefix("said."): one(n) for n in fields if n.startswith("said.")},
        age=one("age"),
        sex=one("sex"),
        since=one("since"),
        not_known=set(fields.get("not_known", ())),
        labs={n.removeprefix("lab."): one(n) for n in fields if n.startswith("lab.")},
        words=one("words", LONGEST_WORDS),
        shown=one("shown", LONGEST_WORDS),
        none_meant=one("meant") == NONE,
    )


def filled_with(question: Question, answer: Answer) -> Filled:
    """The form as it was when this answer was given."""
    unknown = set(answer.unknown)
    said = dict.fromkeys((*answer.present, *answer.opened), "yes") | dict.fromkeys(answer.absent, "no")
    said |= dict.fromkeys(unknown, UNSURE)
    mixed = bool(answer.absent) and any(o.id in unknown and o.id not in answer.labs for o in question.options)
    return Filled(
        present={*answer.present, *answer.opened},
        spots=marked(question, answer),
        none=bool(answer.absent) and not answer.present and not answer.opened and not answer.words,
        each=mixed and question.kind is QuestionKind.TICKLIST,
        said=said,
        age="" if answer.age is None else f"{answer.age:g}",
        sex=answer.sex or (UNSURE if "sex" in unknown else ""),
        since="" if answer.duration_days is None else span(answer.duration_days),
        not_known=unknown & {"age", "duration_days"},
        labs=dict(answer.labs),
        words=answer.words,
    )


def answer_of(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer | None:
    """The answer that a filled form comes to; None if something is wrong, which `filled.faults` then says."""
    filled.faults = {}
    offered = {o.id for o in question.options if o.id not in vocabulary.measurements}
    if not filled.present | (filled.said.keys() if filled.each else set()) <= offered:
        raise InputError("the form holds an answer to something that was not asked")
    match question.kind:
        case QuestionKind.WORDS:
            if not filled.words and not filled.present:
                filled.faults["words"] = "Say what is the matter, or press 'Go on without words'"
            answer = Answer(question=question.id, present=tuple(sorted(filled.present)), words=filled.words)
        case QuestionKind.WHO | QuestionKind.NAMES:
            answer = _about(question, filled, vocabulary)
        case QuestionKind.RESULTS:
            answer = _results(question, filled, vocabulary)
        case QuestionKind.TICKLIST:
            answer = _choices(question, filled, offered, vocabulary)
        case _:
            assert_never(question.kind)
    return None if filled.faults else answer


def person_faults(question: Question, filled: Filled, vocabulary: Vocabulary) -> dict[str, str]:
    """What is wrong with the fields of who it is, by their ids, while the rest of the form is still read back."""
    alone = replace(filled, faults={})
    _person(question, alone, vocabulary)
    return alone.faults


def weighed(filled: Filled, doubtful: Collection[str]) -> bool:
    """Whether something was said to what the words may mean; `filled.faults` says so if not, or if both ways."""
    meant = filled.present & {*doubtful}
    if filled.none_meant and meant:
        filled.faults["meant"] = "You ticked 'None of these' and something you may have meant; untick one of them"
    elif doubtful and not filled.none_meant and not meant:
        filled.faults["meant"] = "Tick what you meant, or 'None of these'"
    return "meant" not in filled.faults


def _choices(question: Question, filled: Filled, offered: set[str], vocabulary: Vocabulary) -> Answer:
    answer = _each(question, filled, offered, vocabulary) if filled.each else _ticks(question, filled, vocabulary)
    if filled.spots:
        answer = placed(question, sorted(filled.spots), vocabulary)
    try:
        Case(present=answer.present, absent=answer.absent).states(vocabulary)
    except InputError as error:
        filled.faults["options"] = f"Two answers contradict each other: {error}"
    return answer


def _ticks(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer:
    if filled.none and filled.present:
        filled.faults["options"] = "You ticked 'None of these' and something else; untick one of them"
    elif not filled.none and not filled.present:
        filled.faults["options"] = "Tick what is so, or 'None of these'"
    return ticked(question, filled.present, "absent", vocabulary)


def _each(question: Question, filled: Filled, offered: set[str], vocabulary: Vocabulary) -> Answer:
    by: dict[str, set[str]] = {"yes": set(), "no": set(), UNSURE: set()}
    for name in sorted(offered):
        word = filled.said.get(name, "")
        if word not in by:
            filled.faults[f"said.{name}"] = "Choose yes, no or not sure"
        by.get(word, by[UNSURE]).add(name)
    answer = ticked(question, by["yes"], "absent", vocabulary)
    unsure = {f for o in question.options if o.id in by[UNSURE] for f in o.tells}
    absent = tuple(f for f in answer.absent if f not in unsure)
    return answer.model_copy(update={"absent": absent, "unknown": tuple(sorted(unsure & {*answer.absent}))})


def _names(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer:
    if filled.none and (filled.present or filled.words):
        filled.faults["options"] = "You ticked 'None' and named something as well; take one of them away"
    elif filled.none:
        return none_of(question, vocabulary)
    elif not filled.present and not filled.words:
        filled.faults["options"] = "Name what you have or take, or tick 'None'"
    answer = ticked(question, filled.present, "absent", vocabulary)
    return answer.model_copy(update={"words": filled.words})


def _about(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer:
    """Who it is, and names where they are asked with it."""
    person, names = _person(question, filled, vocabulary), question.kind is QuestionKind.NAMES
    named = _names(question, filled, vocabulary) if names else Answer(question=question.id)
    return with_words(with_person(named, person), beside(filled, vocabulary).unconfirmed, vocabulary)


def _person(question: Question, filled: Filled, vocabulary: Vocabulary) -> dict[str, Any]:
    """Age, sex and duration, as far as they are asked; what is not known is `unknown`."""
    given: dict[str, Any] = {"age": None, "sex": None, "duration_days": None}
    unknown = []
    for name, text, read, cure in (
        ("age", filled.age, who.years, "Enter an age in years, such as 45, or tick 'not sure'"),
        (
            "duration_days",
            filled.since,
            who.days,
            "Say since when, such as 'yesterday' or '3 weeks', or tick 'not sure'",
        ),
    ):
        if name not in question.asks:
            continue
        if text:
            try:
                given[name] = read(text, vocabulary)
            except InputError as error:
                filled.faults[name] = str(error)
        elif name in filled.not_known:
            unknown.append(name)
        else:
            filled.faults[name] = cure
    if "sex" in question.asks:
        if sex := chosen_sex(filled):
            given["sex"] = sex
        elif filled.sex == UNSURE:
            unknown.append("sex")
        else:
            filled.faults["sex"] = "Choose female, male, other or not sure"
    return {**given, "unknown": tuple(unknown)}


def beside(filled: Filled, vocabulary: Vocabulary) -> Entry:
    """What was said of the age and the duration besides them."""
    typed = (text for text in (filled.age, filled.since) if text)
    return joined(who.besides(text, vocabulary)[0].unconfirmed for text in typed)


def chosen_sex(filled: Filled) -> str | None:
    """The sex that was chosen, if one was."""
    return filled.sex if filled.sex in ("female", "male", "other") else None


def _results(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer:
    labs: dict[str, str] = {}
    asked = [o.id for o in question.options if o.id in vocabulary.measurements]
    for name in asked:
        if text := filled.labs.get(name, ""):
            try:
                labs |= understand({"labs": {name: text}}, vocabulary).labs
            except InputError as error:
                filled.faults[f"lab.{name}"] = str(error).removeprefix(f"labs, {name}: ")
    unknown = tuple(m for m in asked if m not in labs)
    present = tuple(sorted(filled.present))
    return Answer(question=question.id, present=present, labs=labs, unknown=unknown, words=filled.words)
