"""Why a question is asked: what its answers could change, in the fewest lines."""

from textwrap import shorten

from ..facts.case import Case
from ..interview.influences import influences
from ..interview.question import Influence, Question
from ..rules.knowledge_base import KnowledgeBase
from ..wording.words import level_word, plus
from .prompt_io import Face

SHOWN, NARROWEST = 5, 40


def show_why(face: Face, question: Question, base: KnowledgeBase, case: Case) -> None:
    """Why it is asked in words, then of its answers those that could move most, each with its weightiest rule."""
    face.say(question.help)
    found = influences(question, base, case)
    first: dict[str, Influence] = {}
    for entry in found:
        first.setdefault(entry.finding, entry)
    if first:
        face.say("This question could change the result:")
    room = max(NARROWEST, min(face.console.width, 100) - 4)
    for entry in [*first.values()][:SHOWN]:
        face.say(f"- {shorten(_said(entry, base), room, placeholder=' ...')}", indent=2)
    if len(found) > SHOWN:
        face.say(f"and {len(found) - min(SHOWN, len(first))} further rules; '? 1' explains the first option.", indent=2)


def _said(entry: Influence, base: KnowledgeBase) -> str:
    record = base.vocabulary.findings.get(entry.finding) or base.vocabulary.measurements[entry.finding]
    if entry.level:
        effect = f"asks for {level_word(entry.level)}"
    else:
        effect = f"{base.hypotheses[entry.hypothesis or ''].label} {plus(entry.points)} points"
    late = "" if entry.fires_now else ", together with a further answer"
    return f"{record.label}: {effect}{late} ({base.rules[entry.rule].title})"
