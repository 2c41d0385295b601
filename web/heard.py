"""Free words on a page: what they say, read back before it counts."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.heard import with_words
from ..interview.question import Option, Question, QuestionKind
from ..interview.unasked import unasked
from ..reading.dangers import is_danger
from ..reading.entries import aside, named_aside, told
from ..reading.entry import Entry
from ..reading.provisos import asked_with
from ..reading.story import Told, facts_of
from ..rules.knowledge_base import KnowledgeBase
from ..wording import results
from ..wording.as_typed import named
from ..wording.asking import MOST_DOUBTS, read_back, without_person
from ..wording.replies import is_none, none_but


@dataclass(frozen=True)
class WordsHeard:
    """What free words come to: findings, results, and of the first words also who it is."""

    entry: Entry = field(default_factory=Entry)
    facts: Told = field(default_factory=Told)
    labs: dict[str, str] = field(default_factory=dict)
    why_not: str = ""  # why nothing of it counts

    @property
    def doubtful(self) -> tuple[str, ...]:
        """What the words may say to be so, gravest first as it was read: none of it counts unless it is ticked."""
        may_be = dict.fromkeys(s.finding for s in self.entry.asked if s.state is State.PRESENT)
        return tuple(may_be)[:MOST_DOUBTS]

    def put(self, option: Option, question: str) -> str:
        """An option's question, with the bound that the words set."""
        bounds = (asked_with(s.finding, s.words) for s in self.entry.asked if s.finding == option.id)
        asks = next(filter(None, bounds), "")
        return f"{question.rstrip('?')}, {asks}?" if asks else question

    def named(self, option: Option, vocabulary: Vocabulary) -> str:
        """What an option is called, a medicine by the name that was typed."""
        words = next((s.words for s in self.entry.certain if s.finding == option.id), "")
        return named(option.id, words, vocabulary) if words else option.label

    def sentence(self, vocabulary: Vocabulary) -> str:
        """What was understood; empty where nothing was."""
        back = read_back(self.entry.certain, vocabulary, self.facts)
        named = "; ".join(f"{vocabulary.measurements[m].label} {value}" for m, value in self.labs.items())
        return " ".join(filter(None, (back, f"Results: {named}." if named else "")))

    def added_to(self, answer: Answer, vocabulary: Vocabulary, refused: bool = False) -> Answer:
        """An answer with what the words say besides what was ticked.

        What they may say was shown: where some of it is ticked the rest is not so, save a danger, of which nothing was
        said by that; where all of it is `refused`, its words were not understood.
        """
        entry = self.entry
        shown = [s for s in entry.asked if s.finding in self.doubtful]
        if refused:
            heard = {word for u in entry.read if u.finding in answer.present for word in u.words.lower().split()}
            # One word more than was heard is a shade of it: the "terrible" of a cramp.
            lost = (s.words for s in shown if len({*s.words.lower().split()} - heard) > 1)
            unread = dict.fromkeys((*entry.unread, *lost))
            entry = replace(entry, asked=tuple(s for s in entry.asked if s not in shown), unread=tuple(unread))
        elif any(s.finding in answer.present for s in shown):
            left = [s for s in shown if not is_danger(s.finding, vocabulary)]
            asked = (replace(s, state=State.UNKNOWN) if s in shown else s for s in entry.asked if s not in left)
            entry = replace(entry, asked=tuple(asked))
        answer = with_words(answer, replace(entry, present=()), vocabulary)
        known = self.facts.model_dump(exclude_none=True)
        unknown = tuple(m for m in answer.unknown if m not in self.labs)
        return answer.model_copy(update={"labs": {**answer.labs, **self.labs}, **known, "unknown": unknown})

    def at_once(self, vocabulary: Vocabulary) -> Answer:
        """What was said for certain, as if it were confirmed."""
        return self.added_to(Answer(question="words", present=self.entry.present), vocabulary)


def says_no(question: Question, words: str, vocabulary: Vocabulary) -> bool:
    """Whether words say that there are no such names, or that nobody examined or tested."""
    if question.kind is QuestionKind.RESULTS:
        with suppress(InputError):
            return results.examined(words, vocabulary) is None
    return question.kind is QuestionKind.NAMES and is_none(words)


def heard_in(question: Question, words: str, base: KnowledgeBase) -> WordsHeard:
    """What the words say in answer to this question."""
    vocabulary = base.vocabulary
    if question.kind is QuestionKind.RESULTS:
        try:
            labs, entry = results.examined(words, vocabulary) or ({}, Entry())
        except InputError as error:
            return WordsHeard(aside(words, vocabulary), why_not=str(error))
        return WordsHeard(entry, labs=labs)
    if question.kind is not QuestionKind.WORDS:
        return WordsHeard(named_aside(none_but(words) or words, vocabulary))
    facts = facts_of(words, date.today())
    entry = without_person(
        told(words, vocabulary, tale=True), facts, vocabulary, unasked(base, facts.duration_days is not None)
    )
    return WordsHeard(entry, facts)
