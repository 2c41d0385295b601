"""The next question of an interview: a pure function of the answers so far and of what was asked."""

from collections.abc import Iterable
from functools import cached_property

from ..engine.evaluate import Judged, evaluator
from ..facts.case import Case
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from .acted_on import judged_now, waits_for_age
from .body_map import FEWEST, options, unplaced
from .candidates import MOST_OPTIONS, Candidate, chosen, density, singles
from .complaints import complained, complaints
from .dangers import pressing
from .endings import interruption, sentence_of
from .gates import behind, gates, shares
from .headings import BACKGROUND, EXAMINATION, groups
from .narrowing import heading, narrowed
from .phrasing import listed, named
from .progress import Progress
from .question import End, Finished, Option, Question, QuestionKind
from .question_value import Worth
from .sayable import Sayable
from .stopping import explained, settled
from .urgency import Urgency
from .useful_results import most_useful

# So many points ahead, and so many questions answered, the leader is hardly overtaken (docs/interview.md).
CLEAR_LEAD, LEAST_ASKED = 14, 11
# A question of less worth, in points of the leading hypothesis, is asked only of the keen.
LEAST_WORTH, LEAST_WORTH_FOR_THE_KEEN = 1.5, 0.01
MOST_URGENT_LISTS = 2
# An option that is worth so much less for each word than those before it waits for another question.
DILUTES = 0.15
SUGGESTED, RESULTS_SHOWN = 5, 6
# What makes more urgent whatever else is so.
SOON_ASKED = frozenset({"pregnancy"})


def next_question(
    case: Case, base: KnowledgeBase, progress: Progress | None = None, now: Judged | None = None
) -> Question | Finished:
    """What to ask next, or why there is nothing more to ask. Raises InputError if the case contradicts itself.

    `now` is what `judged_now` says of the case, where it was asked already.
    """
    return _Chooser(case, base, progress or Progress(), now or judged_now(case, base)).choose()


class _Chooser:
    def __init__(self, case: Case, base: KnowledgeBase, progress: Progress, now: Judged):
        self.case, self.base, self.vocabulary, self.progress = case, base, base.vocabulary, progress
        self.now = now
        self.open = Open(case, base.vocabulary)
        self.sayable = Sayable(base, self.open, progress)

    @cached_property
    def worth(self) -> Worth:
        """What every answer still open is worth."""
        opened = shares(self.progress.opened, set(self.open.findings), self.vocabulary)
        return Worth(self.base, self.open, opened, self._judged)

    @cached_property
    def _judged(self) -> Judged:
        """What all that is known comes to."""
        if waits_for_age(self.case, self.open.readings):
            return evaluator(self.base).judged(self.open.states, self.open.readings)
        return self.now

    def choose(self) -> Question | Finished:
        if words := self._words():
            return words
        if self.progress.interrupted_by(self.now.outcome.level):
            return interruption(self.base, self.now.outcome, self.open.states, self.case.present)
        return (
            self._narrow()
            or self._about()
            or self._complaint()
            or self._danger(self.urgency.first())
            or self._danger(self.urgency.soon())
            or self._where()
            or self._danger(self.urgency.later())
            or self._of_everyone("worse")
            or self._examined()
            or self._of_everyone("life")
            or self._urgent()
            or self._end()
            or self.most_worth
            or self._finished(End.NOTHING_LEFT)
        )

    def _words(self) -> Question | None:
        if self.case.present or self.progress.count("words"):
            return None
        return named("words", self.progress, QuestionKind.WORDS)

    def _about(self) -> Question | None:
        """Age, sex and how long, as far as they are not told; with them, once, illnesses and medicines."""
        measured, case = self.vocabulary.measurements, self.case
        told = {"age": case.age, "sex": case.sex, "duration_days": case.duration_days}
        asks = tuple(
            name
            for name, value in told.items()
            if value is None and name not in case.unknown and ("age" if name == "sex" else name) in measured
        )
        asked_before = self.progress.count("about") + self.progress.count("background")
        if not asked_before and (names := self._names(asks)):
            return names
        return named("who", self.progress, QuestionKind.WHO, asks=asks) if asks else None

    def _names(self, asks: tuple[str, ...]) -> Question | None:
        """Illnesses, operations and medicines, and with them what is asked of who it is."""
        topics = tuple(t for t in BACKGROUND if t in self.vocabulary.topics)
        mine = [f for f in self.sayable.now.values() if f.topic in topics]
        if not mine:
            return None
        suggested = singles(mine, self.worth.of, self.worth.likely, self.vocabulary)
        options = [c.option for c in chosen(suggested, self.vocabulary, SUGGESTED)]
        name = "about" if asks else "background"
        return named(name, self.progress, QuestionKind.NAMES, options, asks=asks, topics=topics)

    def _complaint(self) -> Question | None:
        """The broad findings of the complaint topics, of someone whose words told none."""
        if self.progress.count("complaint") == 2 or complained(self.base, self.open.states):
            return None
        options = [f for f in complaints(self.base) if f.id in self.sayable.ever][:MOST_OPTIONS]
        return named("complaint", self.progress, options=map(Option.of, options)) if options else None

    def _where(self) -> Question | None:
        """The places of what was said to be so, of someone whose words named none: asked once."""
        found = unplaced(self.open.states, self.vocabulary)
        if found is None or self.progress.count(found.id):
            return None
        places = options(found, self.sayable.ever, self.vocabulary)
        return named(found.id, self.progress, options=places) if len(places) >= FEWEST else None

    def _narrow(self) -> Question | None:
        """What lies behind the gates that were just opened; what room is left goes to the danger signs."""
        if not self.progress.pending:
            return None
        pending = self.progress.pending
        looming = self.urgency.looming.of if self.urgency.early > 0 else None
        picked = narrowed(pending, self.sayable.now.values(), self.worth, self.vocabulary, looming)
        if not picked:
            return None
        title = heading(pending, self.vocabulary)
        told = {f for c in picked for f in c.tells} | behind(pending, self.vocabulary)
        dangers = [c for c in self.urgency.beside() if not c.tells & told]
        if dangers and len(picked) < MOST_OPTIONS:
            picked += chosen(dangers, self.vocabulary, MOST_OPTIONS - len(picked), dilutes=0)
            title += " And is any of the others so?"
        return self._listed("narrow", picked, title)

    @cached_property
    def urgency(self) -> Urgency:
        """What would show how urgent it is."""
        return Urgency(self.worth, self.sayable.ever, self.sayable.closed_gates(self.worth), self.progress)

    def _danger(self, picked: list[Candidate]) -> Question | None:
        return self._listed("danger", [*picked[: MOST_OPTIONS - len(self._early)], *self._early]) if picked else None

    @cached_property
    def _early(self) -> list[Candidate]:
        """What makes more urgent whatever else is so, of whom it may be so: asked with the first danger signs."""
        mine = [f for name, f in self.sayable.now.items() if name in SOON_ASKED]
        return singles(mine, self.worth.danger_of, self.worth.likely, self.vocabulary)

    def _urgent(self) -> Question | None:
        """What could, by itself, now need a doctor at once: asked twice at most."""
        if self.progress.count("urgent") == MOST_URGENT_LISTS:
            return None
        picked = chosen(pressing(self.sayable.singly.values(), self.worth, self.vocabulary), self.vocabulary)
        return self._listed("urgent", picked) if picked else None

    def _examined(self) -> Question | None:
        """What an examination or a test showed, if there was one; the results that matter most are named."""
        asked = [m for m in self.open.measurements if m not in ("age", "duration_days")]
        if self.progress.count("examined") or not (asked or self.open.askable(examined=True)):
            return None
        shown = most_useful(asked, self.worth, RESULTS_SHOWN)
        measured = (self.vocabulary.measurements[m] for m in shown)
        options = [Option(id=m.id, label=m.label, question=m.question, help=m.help, topic=m.topic) for m in measured]
        return named("examined", self.progress, QuestionKind.RESULTS, options, topics=EXAMINATION)

    @cached_property
    def most_worth(self) -> Question | None:
        """The group whose options are worth most for each word of them."""
        least = LEAST_WORTH_FOR_THE_KEEN if self.progress.keen else LEAST_WORTH
        best: tuple[float, str, list[Candidate]] | None = None
        for group in groups(self.vocabulary):
            picked = chosen(self.sayable.of_group(group, self.worth), self.vocabulary, dilutes=DILUTES)
            if sum(c.worth for c in picked) >= least and (best is None or density(picked) > best[0]):
                best = density(picked), group.id, picked
        return self._listed(best[1], best[2]) if best else None

    def _of_everyone(self, name: str) -> Question | None:
        """A full list of one group, asked once, whatever leads so far."""
        group = next((g for g in groups(self.vocabulary) if g.id == name), None)
        if group is None or self.progress.count(name):
            return None
        candidates = self.sayable.of_group(group, self.worth)
        always = {g.id for g in gates(self.vocabulary) if g.everyone}
        first = [c for c in candidates if c.option.id in always]
        told = {f for c in first for f in c.tells}
        others = [c for c in candidates if c.tells.isdisjoint(told)]
        picked = [*first, *chosen(others, self.vocabulary, MOST_OPTIONS - len(first), dilutes=0)]
        return self._listed(name, picked) if picked else None

    def _end(self) -> Finished | None:
        """Why to stop before all is asked: nothing can change, all is explained, little is left, or the limit."""
        progress, asked = self.progress, len(self.progress.asked)
        if settled(self.base, self.open, self.worth):
            return self._finished(End.SETTLED)
        if progress.keen:
            return self._finished(End.LIMIT) if asked >= progress.limit else None
        if explained(self.base, self.worth, self.case):
            return self._finished(End.EXPLAINED)
        if asked >= LEAST_ASKED and self._lead() >= CLEAR_LEAD:
            return self._finished(End.ENOUGH)
        if asked >= progress.limit:
            return self._finished(End.LIMIT)
        if self.most_worth is None and self.sayable.singly:
            return self._finished(End.ENOUGH)
        return None

    def _lead(self) -> int:
        """By how many points the first hypothesis leads."""
        first, *others = sorted(self.worth.outcome.scores.values(), reverse=True)
        return first - others[0] if others else first

    def _finished(self, reason: End) -> Finished:
        return Finished(
            reason=reason,
            sentence=sentence_of(reason, self.base, self.worth.outcome, len(self.progress.asked)),
            level=self.worth.outcome.level,
        )

    def _listed(self, name: str, picked: Iterable[Candidate], title: str = "") -> Question:
        return listed(name, self.progress, picked, self.vocabulary, title)
