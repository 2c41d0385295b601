"""What a record says, gathered entry by entry into a Case that tells what was read, what as broader, what was left."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..facts.answer_words import sex_of
from ..facts.case import OTHER_SEX, Asked, Case, Understood
from ..facts.errors import InputError
from ..facts.finding import FindingKind, State
from ..facts.imported import Imported, Left, Taken, counted, shortened
from ..facts.printable import refuse_unprintable
from ..facts.vocabulary import Vocabulary
from ..reading.entries import entry_of
from ..reading.entry import Entry
from ..reading.understand import understand

PERSON = ("age", "duration_days")
NOT_KNOWN = "not known here"
BELIED = "the record also says that it is so"
DOUBTED = "not established in the record"
LONG_AGO = "recorded long ago"
PASSING = ("pregnancy",)
"""What a record names by much that has ended with it, and is taken only by its own name."""
MANY_THINGS = "known here only as one of many things"


class Gathering:
    """One record under way. `form` is what sort of record it is; `person` holds id, age, sex and duration_days."""

    def __init__(self, form: str, vocabulary: Vocabulary):
        self.form, self.vocabulary = form, vocabulary
        self.person: dict[str, Any] = {}
        self._taken: list[tuple[Taken, bool]] = []
        self._read: list[Understood] = []
        self._asked: list[Asked] = []
        self._left: list[Left] = []
        self._unknown: list[str] = []
        self._values: dict[str, list[tuple[str, Taken]]] = {}

    def sex(self, where: str, called: str, said: str) -> None:
        """Take the sex that a record tells; one that is not known here is left out."""
        try:
            self.person["sex"] = sex_of(said)
        except InputError:
            self.leave(where, f"{called} {said}", NOT_KNOWN)

    def finding(self, where: str, words: str, finding: str, state: State, broader: bool = False) -> None:
        """Take a finding; of one that stands for many things the absence is left out."""
        if state is State.ABSENT and self.vocabulary.findings[finding].various:
            self.leave(where, words, MANY_THINGS)
        else:
            self._taken.append((Taken(where=where, words=shortened(words), meant=finding, said=state.value), broader))

    def ask(self, where: str, words: str, finding: str, why: str) -> None:
        """Have a finding confirmed; until then it does not count."""
        self.leave(where, words, f"{why}: to be confirmed")
        self._asked.append(Asked(words=shortened(words), finding=finding, state=State.PRESENT))

    def unsure(self, finding: str) -> None:
        """Note that someone was asked about a finding, or a measurement, and was not sure."""
        self._unknown.append(finding)

    def leave(self, where: str, words: str, why: str) -> None:
        """Leave an entry out."""
        self._left.append(Left(where=where, words=shortened(words), why=why))

    def words(self, where: str, words: str, state: State = State.PRESENT, sure: bool = True, now: bool = True) -> None:
        """Read an entry that is words, and leave out what of it is not understood.

        What the record is not `sure` of is asked about, and so is a complaint that it does not tell of `now`.
        """
        try:
            refuse_unprintable(words)
            entry = entry_of("absent" if state is State.ABSENT else "risk_factors", shortened(words), self.vocabulary)
        except InputError:
            entry = Entry()
        doubt = DOUBTED if not sure else "" if now else LONG_AGO
        asked = [f for f in entry.present if doubt and (not sure or self.is_complaint(f))]
        asked += [f for f in entry.present if f in PASSING and f not in asked and self.vocabulary.same(words) != f]
        for finding in asked:
            self.ask(where, words, finding, doubt or "it may be over")
        self._take(where, words, replace(entry, present=tuple(f for f in entry.present if f not in asked)))
        self._asked += [Asked(words=s.words or words, finding=s.finding, state=s.state) for s in entry.asked]
        if not entry.findings:
            self.leave(where, words, NOT_KNOWN)
        elif entry.unread:
            self.leave(where, words, f"only in part understood, not {', '.join(map(repr, entry.unread))}")

    def past(self, where: str, words: str, why: str) -> None:
        """Read an entry of what is over as an earlier illness, where one is known; else it is left out."""
        try:
            entry = entry_of("risk_factors", f"history of {shortened(words)}", self.vocabulary)
        except InputError:
            entry = Entry()
        if entry.present:
            self._take(where, words, entry)
        else:
            self.leave(where, words, why)

    def _take(self, where: str, words: str, entry: Entry) -> None:
        exact = self.vocabulary.same(words)
        for state, findings in ((State.PRESENT, entry.present), (State.ABSENT, entry.absent)):
            for finding in findings:
                if self._says_little(finding):
                    self.leave(where, words, MANY_THINGS)
                else:
                    self.finding(where, words, finding, state, broader=finding != exact)
        self._read += [u for u in entry.read if not u.by_name(self.vocabulary) and not self._says_little(u.finding)]

    def _says_little(self, finding: str) -> bool:
        """Whether a finding stands for many things; a medicine of no class is kept, and told above the referral."""
        known = self.vocabulary.findings[finding]
        return known.various and known.kind is not FindingKind.MEDICINE

    def measure(self, where: str, words: str, measurement: str, value: str, when: str = "") -> None:
        """Take a value with its unit; the newest by `when` (ISO 8601) counts. One that cannot be is left out."""
        known = self.vocabulary.measurements[measurement]
        try:
            read = known.read(value, turns=self.vocabulary.turns.get(measurement, ()))
        except InputError as error:
            self.leave(where, words, str(error))
            return
        if measurement in PERSON:
            self.person[measurement] = read.exact
            return
        taken = Taken(where=where, words=shortened(words), meant=measurement, said=value)
        self._values.setdefault(measurement, []).append((when, taken))

    def named_value(self, where: str, words: str, name: str, value: str, when: str = "") -> None:
        """Take a value by the LOINC code or the name of its measurement; one of no measurement here is left out."""
        try:
            measurement, unit = self.vocabulary.measurement(name)
        except InputError:
            self.leave(where, words, NOT_KNOWN)
            return
        if measurement in self.vocabulary.measurements:
            self.measure(where, words, measurement, f"{value} {unit}" if unit else value, when)
        else:
            self.leave(where, words, NOT_KNOWN)

    def case(self) -> Case:
        """All of it as a Case; what is so wins over what is denied. Raises InputError for what nobody can have."""
        values = list(self._newest())
        labs = {taken.meant: taken.said for taken in values}
        self._taken = [(t, broader) for t, broader in self._taken if not self._of_other_sex(t)]
        present = {t.meant for t, _ in self._taken if t.said == State.PRESENT}
        so = {b for f in present for b in self.vocabulary.broader(f)}
        kept = [(t, broader) for t, broader in self._taken if t.said == State.PRESENT or not self._belied(t, so)]
        absent = {t.meant for t, _ in kept if t.said == State.ABSENT}
        case = understand(
            {
                **self.person,
                "present": sorted(present),
                "absent": sorted(absent),
                "unknown": self._unknown,
                "labs": labs,
            },
            self.vocabulary,
        )
        known = {*case.states(self.vocabulary)}
        return case.model_copy(
            update={
                "read": tuple(dict.fromkeys((*case.read, *(u for u in self._read if u.finding in known)))),
                "asked": tuple(dict.fromkeys((*case.asked, *(a for a in self._asked if a.finding not in known)))),
                "imported": self._imported([*kept, *((value, False) for value in values)]),
            }
        )

    def _of_other_sex(self, taken: Taken) -> bool:
        """Whether something that is so is not of the sex that the record tells; it is then left out."""
        other = OTHER_SEX.get(self.person.get("sex") or "")
        if taken.said != State.PRESENT or other not in self.vocabulary.broader(taken.meant):
            return False
        self.leave(taken.where, taken.words, f"the record says {self.person['sex']}")
        return True

    def _belied(self, denied: Taken, so: set[str]) -> bool:
        """Whether something that is so means what is denied; the denial is then left out."""
        if not self.vocabulary.narrower(denied.meant) & so:
            return False
        self.leave(denied.where, denied.words, BELIED)
        return True

    def _newest(self) -> Iterator[Taken]:
        """The newest value of each measurement; two of one time that differ cannot both be, and neither counts."""
        for values in self._values.values():
            latest = max(when for when, _ in values)
            newest = [taken for when, taken in values if when == latest]
            if len({taken.said for taken in newest}) > 1:
                said = " and ".join(dict.fromkeys(taken.said for taken in newest))
                self.leave(newest[0].where, newest[0].words, f"given twice, as {said}")
            else:
                yield newest[0]

    def _imported(self, kept: list[tuple[Taken, bool]]) -> Imported:
        every = list(dict.fromkeys(kept))
        return Imported(
            form=self.form,
            read=tuple(taken for taken, broader in every if not broader),
            broader=tuple(taken for taken, broader in every if broader),
            left=counted(self._left),
        )

    def is_complaint(self, finding: str) -> bool:
        """Whether a finding is what someone suffers from or what is seen of it."""
        return self.vocabulary.findings[finding].kind in (FindingKind.SYMPTOM, FindingKind.SIGN)
