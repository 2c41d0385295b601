"""Why a question is asked: what its answers could change."""

from ..facts.case import Case
from ..interview.influences import influences
from ..interview.question import Question
from ..rules.knowledge_base import KnowledgeBase
from ..wording.words import level_word, plus
from .prompt_io import Face

SHOWN = 8


def show_why(face: Face, question: Question, base: KnowledgeBase, case: Case) -> None:
    """Why it is asked in words, then hypotheses, rules and points that its answers could move."""
    face.say(question.help)
    found = influences(question, base, case)
    if found:
        face.say("This question could change the result:")
    vocabulary = base.vocabulary
    for entry in found[:SHOWN]:
        record = vocabulary.findings.get(entry.finding) or vocabulary.measurements[entry.finding]
        rule = base.rules[entry.rule]
        if entry.level:
            effect = f"asks for {level_word(entry.level)}"
        else:
            effect = f"{base.hypotheses[entry.hypothesis or ''].label} {plus(entry.points)} points"
        late = "" if entry.fires_now else ", together with a further answer"
        face.say(f"- {record.label}: {effect}{late} ({rule.title}; rule {rule.id})", indent=2)
    if len(found) > SHOWN:
        face.say(f"and {len(found) - SHOWN} further rules.", indent=2)
