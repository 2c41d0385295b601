"""A case of practice between two pages: signed into the form, kept nowhere, and telling nothing of the case."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from ..facts.finding import Record
from ..practice.attempt import Attempt, Commitment, Kind
from ..practice.deck import Dealt, dealt
from ..practice.exercise import Exercise
from ..practice.exercises import posed
from ..practice.patient import Patient
from ..practice.words import case_called
from ..rules.knowledge_base import KnowledgeBase
from .signed_session import HOURS, LONGEST_TOKEN, StateRefused

COMMITTING = 4_000  # letters of a token that are kept for what a case is committed to


class Sent(Record):
    """An attempt as it travels: the questions alone, since the answers follow from them.

    At a case of an exam also what draws its cases, the place of the first one in the seed, how many they are, and those
    that are closed.
    """

    knowledge: str
    number: str
    kind: Kind
    opened: datetime
    asked: tuple[str, ...] = ()
    represented: str | None = None
    committed: Commitment | None = None
    closed: datetime | None = None
    skipped: bool = False
    variant: str = ""
    chosen: tuple[int, ...] = ()
    seed: str = ""
    first: int = 0
    cases: int = 1
    before: tuple["Sent", ...] = ()

    @property
    def place(self) -> int:
        """Which case of the exam it is, from 0."""
        return len(self.before)

    @property
    def called(self) -> str:
        """The case by its number, and in an exam which of how many it is: "Case 4821 3077 (2 of 3)"."""
        return case_called(self.number) + (f" ({self.place + 1} of {self.cases})" if self.cases > 1 else "")

    @property
    def room(self) -> int:
        """How long the token may be while there is something to ask: the same for each case of an exam."""
        return LONGEST_TOKEN * (self.place + 1) // self.cases - COMMITTING


class PracticeSeal:
    """Signs attempts with the server's key, and opens what it signed within the last day."""

    def __init__(self, secret: str, base: KnowledgeBase):
        self.base = base
        self.serializer = URLSafeTimedSerializer(
            secret, salt="soleus.practice", signer_kwargs={"digest_method": sha256}
        )

    def close(self, sent: Sent) -> str:
        """The attempt as a token of letters, digits and dashes."""
        token = self.serializer.dumps(sent.model_dump(mode="json", exclude_defaults=True))
        return token if isinstance(token, str) else token.decode()

    def open(self, token: str) -> Sent:
        """The attempt of a token. Raises StateRefused."""
        if len(token) > LONGEST_TOKEN:
            raise StateRefused("what was sent with this page is too long to be what was asked here")
        try:
            data: Any = self.serializer.loads(token, max_age=HOURS * 3600)
        except BadData:
            raise StateRefused(f"this page was not signed by this server, or is older than {HOURS} hours") from None
        sent = Sent.model_validate(data)
        if sent.knowledge != self.base.version:
            raise StateRefused("the knowledge base has changed since this page was made; start again")
        return sent


def attempt_of(sent: Sent, base: KnowledgeBase) -> tuple[Attempt, Dealt, Exercise | None]:
    """The attempt that was sent, every question put again, its case, and the exercise if it is at one."""
    hand = dealt(sent.number, base)
    if sent.kind.is_exercise:
        return _exercise(sent, hand, base)
    patient, attempt = Patient(hand.case, base), Attempt(number=sent.number, kind=sent.kind)
    for question in sent.asked:
        attempt = attempt.put(question, patient)
    if sent.represented is not None:
        attempt = attempt.represent(sent.represented)
    if sent.committed is not None:
        attempt = attempt.commit(sent.committed, hand, base)
    return (attempt.skip() if sent.skipped else attempt), hand, None


def _exercise(sent: Sent, hand: Dealt, base: KnowledgeBase) -> tuple[Attempt, Dealt, Exercise]:
    if (found := posed(sent.kind, hand, sent.variant, base)) is None:
        raise StateRefused("there is no such exercise; start again")
    attempt = found.attempt.choose(sent.chosen, found.exercise) if sent.chosen else found.attempt
    return (attempt.skip() if sent.skipped else attempt), hand, found.exercise
