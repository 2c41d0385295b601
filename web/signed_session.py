"""The interview between two pages: signed into the form, kept nowhere."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.declared import Field
from ..facts.errors import InputError
from ..facts.finding import Record
from ..facts.vocabulary import Vocabulary
from ..interview.alarms import Alarm
from ..interview.gates import shipped
from ..interview.interview import Interview, Step
from ..interview.progress import LIMIT
from ..interview.question import Option, Question, QuestionKind
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level

LONGEST_TOKEN = 60_000
HOURS = 24


class StateRefused(InputError):
    """A form whose state was not signed here, is too old or too long, or speaks of other knowledge."""


class Walk(Interview):
    """An interview on the page: it may start from a case file, and knows the question in hand.

    `changing` is the number of the step that the question in hand asks again.
    """

    def __init__(self, base: KnowledgeBase, start: Case | None = None, steps: list[Step] | None = None):
        super().__init__(base, steps, start)
        self.asking: Question | None = None
        self.changing: int | None = None


class Asked(Record):
    """A question without the words that the vocabulary has."""

    id: str
    kind: QuestionKind
    heading: str
    help: str
    options: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Taken(Record):
    """One step."""

    question: Asked
    answer: Answer


class State(Record):
    """A walk as it travels."""

    knowledge: str
    start: Case = Field(default_factory=Case.model_construct)
    steps: tuple[Taken, ...] = ()
    order: tuple[int, ...] = ()
    limit: int = LIMIT
    heeded: Level | None = None
    keen: bool = False
    alarms: tuple[Alarm, ...] = ()
    asking: Asked | None = None
    changing: int | None = None


class Seal:
    """Signs walks with the server's key, and opens what it signed within the last day."""

    def __init__(self, secret: str, base: KnowledgeBase):
        self.base = base
        self.serializer = URLSafeTimedSerializer(secret, salt="soleus.state", signer_kwargs={"digest_method": sha256})

    def close(self, walk: Walk) -> str:
        """The walk as a token of letters, digits and dashes."""
        state = State.model_construct(
            knowledge=self.base.version,
            start=walk.start,
            steps=tuple(Taken.model_construct(question=_asked(s.question), answer=s.answer) for s in walk.steps),
            order=tuple(walk.order),
            limit=walk.limit,
            heeded=walk.heeded,
            keen=walk.keen,
            alarms=tuple(walk.alarms),
            asking=_asked(walk.asking) if walk.asking else None,
            changing=walk.changing,
        )
        token = self.serializer.dumps(state.model_dump(mode="json", exclude_defaults=True))
        return token if isinstance(token, str) else token.decode()

    def open(self, token: str) -> Walk:
        """The walk of a token. Raises StateRefused."""
        if len(token) > LONGEST_TOKEN:
            raise StateRefused("the answers sent with this page are too long to be ones that were given here")
        try:
            data: Any = self.serializer.loads(token, max_age=HOURS * 3600)
        except SignatureExpired:
            raise StateRefused(f"this page is older than {HOURS} hours; start again") from None
        except BadData:
            raise StateRefused("the answers sent with this page were not signed by this server; start again") from None
        if data.get("knowledge") != self.base.version:
            raise StateRefused("the knowledge base has changed since this page was made; start again")
        return self._walk(State.model_validate(data))

    def _walk(self, state: State) -> Walk:
        vocabulary = self.base.vocabulary
        taken = ((_question(step.question, vocabulary), step.answer) for step in state.steps)
        steps = [Step.model_construct(question=question, answer=answer) for question, answer in taken]
        walk = Walk(self.base, state.start, steps)
        walk.order, walk.limit = list(state.order), state.limit
        walk.heeded, walk.keen, walk.alarms = state.heeded, state.keen, list(state.alarms)
        walk.asking = _question(state.asking, vocabulary) if state.asking else None
        walk.changing = state.changing
        return walk


def _asked(question: Question) -> Asked:
    fields = {name: value for name, value in question if name != "options"}
    return Asked.model_construct(**fields, options=tuple(o.id for o in question.options))


def _question(asked: Asked, vocabulary: Vocabulary) -> Question:
    options = tuple(option(name, vocabulary) for name in asked.options)
    return Question.model_construct(**dict(asked) | {"options": options})


@lru_cache(maxsize=4096)
def option(name: str, vocabulary: Vocabulary) -> Option:
    """A finding, gate or measurement as something to tick or fill in."""
    if name in shipped():
        return shipped()[name].option
    record = vocabulary.findings.get(name) or vocabulary.measurements[name]
    return Option(id=name, label=record.label, question=record.question, help=record.help, topic=record.topic)
