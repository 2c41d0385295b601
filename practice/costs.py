"""What it costs to ask: a count of effort, from the one table beside this file."""

from functools import cache
from pathlib import Path

from ..facts.finding import FindingKind, Record
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary

TABLE = Path(__file__).parent / "costs.yaml"


class Look(Record):
    """Something to examine or to order, by the words for it, and the findings and numbers that it may show.

    Of a `part` of the body all other signs that are there are shown as well.
    """

    names: tuple[str, ...]
    findings: tuple[str, ...]
    part: bool = False


class Costs(Record):
    """The table: what each sort of asking costs, which words ask for what, and the `budget` of one consultation.

    `not_done` is what an examination or a test costs of which nothing is recorded, or nothing but what `tells_little`;
    `all_complaints` a question that opens several topics. `bedside` and `imaging` name what costs less, and more, than
    blood. `topics` gives further names of each topic, `examined_by` and `tested_by` those of a whole examination and of
    all tests, `shows` what each part may show.
    `filler` are words that say nothing of what is looked at, `written` those that keep their capitals.
    """

    budget: int
    question: int
    topic: int
    all_complaints: int
    examination: int
    whole_examination: int
    blood_test: int
    all_tests: int
    imaging_or_procedure: int
    not_done: int
    tells_little: frozenset[str]
    bedside: frozenset[str]
    imaging: frozenset[str]
    topics: dict[str, tuple[str, ...]]
    examined_by: tuple[str, ...]
    tested_by: tuple[str, ...]
    filler: frozenset[str]
    written: tuple[str, ...]
    shows: tuple[Look, ...]

    @property
    def least(self) -> int:
        """The smallest price, which is all that is charged for what tells nothing new."""
        return min(self.question, self.not_done)

    def of(self, about: str, vocabulary: Vocabulary) -> int:
        """The cost of asking for one finding or measurement."""
        if about in self.imaging:
            return self.imaging_or_procedure
        if about in self.bedside:
            return self.examination
        if about in vocabulary.measurements or vocabulary.findings[about].kind is FindingKind.RESULT:
            return self.blood_test
        return self.question if is_told(about, vocabulary) else self.examination


@cache
def costs() -> Costs:
    """The table that ships."""
    return Costs.model_validate(read_yaml(read_text(TABLE), str(TABLE)))


def is_told(about: str, vocabulary: Vocabulary) -> bool:
    """Whether a person can be asked for it; a sign, a result or a number has to be looked for."""
    finding = vocabulary.findings.get(about)
    if finding is None:
        return False
    looked_for = finding.examined or finding.kind in (FindingKind.SIGN, FindingKind.RESULT)
    return not looked_for and vocabulary.topics[finding.topic].stage != "result"
