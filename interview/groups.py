"""Topics that are asked together, so that one tick-list covers a stretch of ground."""

from ..facts.finding import Record
from ..facts.vocabulary import Vocabulary


class Group(Record):
    """Topics of one kind and how their tick-list is headed."""

    id: str
    heading: str
    topics: tuple[str, ...]


GROUPS = (
    Group(
        id="feel",
        heading="Which of these do you feel or notice?",
        topics=(
            "pain", "cramps", "weakness", "sensation", "stiffness", "restlessness", "heaviness_swelling", "walking",
            "onset",
        ),
    ),
    Group(
        id="legs",
        heading="What do your legs look like, and what makes it better or worse?",
        topics=("leg_skin", "joints_bones", "modifiers"),
    ),
    Group(
        id="body",
        heading="Which of these have you noticed in the rest of your body?",
        topics=(
            "breathing_heart", "mind_eyes_speech", "general", "mouth_nails_hair", "gut", "bladder_bowel",
        ),
    ),
    Group(
        id="life",
        heading="Which of these describe how you live, eat and drink?",
        topics=("diet", "lifestyle", "injury_activity"),
    ),
    Group(id="medicines", heading="Do you take any of these, or did you lately?", topics=("medicines",)),
    Group(
        id="illnesses",
        heading="Do you have, or have you had, any of these?",
        topics=("conditions", "surgery", "womens_health", "family"),
    ),
)  # fmt: skip


def groups(vocabulary: Vocabulary) -> list[Group]:
    """The groups of a vocabulary's topics; a topic that belongs to none is a group of its own."""
    known = {t for g in GROUPS for t in g.topics}
    alone = [
        Group(id=t.id, heading=t.question, topics=(t.id,)) for t in vocabulary.topics.values() if t.id not in known
    ]
    return [g for g in GROUPS if any(t in vocabulary.topics for t in g.topics)] + alone
