"""The next question of an interview: a pure function of the answers so far."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from ..facts.case import Case
from ..facts.finding import Finding, State
from ..facts.open_questions import Open
from ..reading.alarm import stops_everything
from ..rules.condition import leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level, ReferralRule
from .bounds import bounds
from .headings import Heading, groups, headings
from .question import End, Finished, Option, Question, QuestionKind
from .question_value import Worth

LIMIT = 12
# Options of one tick-list; the danger signs are more, since each is asked of everyone.
MOST_OPTIONS, MOST_DANGER_SIGNS = 26, 34
# What could make an emergency together with other answers is asked while no more questions than these are answered.
URGENT_BY = 5
# Past the limit, so many more while the first two hypotheses are within so many points.
EXTRA, CLOSE = 6, 8
LEAST_WORTH = 0.01


def next_question(
    case: Case, base: KnowledgeBase, *, asked: int = 0, limit: int = LIMIT, training: bool = False
) -> Question | Finished:
    """What to ask next, or why there is nothing more to ask.

    `asked` counts the questions answered so far, `limit` those that are asked before an offer to stop. After an
    emergency an interview goes on only for `training`. Raises InputError if the case contradicts itself.
    """
    return _Chooser(case, base).choose(asked, limit, training)


class _Chooser:
    def __init__(self, case: Case, base: KnowledgeBase):
        self.case, self.base, self.vocabulary = case, base, base.vocabulary
        self.open = Open(case, base.vocabulary)
        self.worth = Worth(base, self.open)

    def choose(self, asked: int, limit: int, training: bool) -> Question | Finished:
        level = self.worth.outcome.level
        if level is Level.EMERGENCY and not training:
            return self._emergency()
        if question := self._who() or self._complaint() or self._danger() or self._course():
            return question
        if asked <= URGENT_BY and (urgent := self._urgent()):
            return urgent
        if self._settled():
            return self._finished(
                End.SETTLED, "No answer still open could change the leading hypothesis, its band or the referral level."
            )
        results = self._results()
        if results and asked >= limit - 1:
            return results
        if asked >= limit and not (asked < limit + EXTRA and self._close()):
            return self._finished(End.LIMIT, f"{asked} questions are answered; more could still change the result.")
        if question := self._most_worth() or results:
            return question
        return self._finished(End.NOTHING_LEFT, "There is nothing left to ask that bears on the legs.")

    def _who(self) -> Question | None:
        case, answered = self.case, set(self.case.unknown)
        if "age" not in self.vocabulary.measurements:
            return None
        if (case.age is not None or "age" in answered) and (case.sex or "sex" in answered):
            return None
        pregnancy = self.vocabulary.findings.get("pregnancy")
        asked = [pregnancy] if pregnancy and pregnancy.id in self.open.findings else []
        return _question("who", QuestionKind.WHO, map(Option.of, asked))

    def _complaint(self) -> Question | None:
        """The broad findings of the complaint topics, always the same ones."""
        open_ = {f.id for f in self.open.askable(opened=False)}
        options = [f for f in _complaints(self.base) if f.id in open_]
        if not options:
            return None
        return _question("complaint", QuestionKind.TICKLIST, map(Option.of, options))

    def _danger(self) -> Question | None:
        """The danger signs."""
        signs = self.worth.best([f.id for f in self.open.askable(opened=False) if f.danger], MOST_DANGER_SIGNS)
        if not signs:
            return None
        return self._listed("danger", headings().asked["danger"], [f for _, f in signs])

    def _urgent(self) -> Question | None:
        """What could make an emergency together with what is known."""
        names = self.worth.most_dangerous([f.id for f in self.open.askable()], MOST_OPTIONS)
        if not names:
            return None
        return self._listed("urgent", headings().asked["urgent"], names)

    def _course(self) -> Question | None:
        dates = _told_by_duration(self.base)
        course = [f for f in self.open.askable() if self._stage(f) == "course" and f.id not in dates]
        dated = "duration_days" not in self.vocabulary.measurements or (
            self.case.duration_days is not None or "duration_days" in self.case.unknown
        )
        if dated:
            return None
        return _question("course", QuestionKind.COURSE, map(Option.of, course))

    def _most_worth(self) -> Question | None:
        best: tuple[float, Question] | None = None
        askable = self.open.askable()
        for group in groups(self.vocabulary):
            mine = [f for f in askable if f.topic in group.topics]
            scored = [(w, f) for w, f in self.worth.best([f.id for f in mine], MOST_OPTIONS) if w >= LEAST_WORTH]
            total = sum(w for w, _ in scored)
            if scored and (best is None or total > best[0]):
                best = (total, self._listed(group.id, group, [f for _, f in scored]))
        return best[1] if best else None

    def _results(self) -> Question | None:
        asked = [m for m in self.open.measurements if m not in ("age", "duration_days")]
        if not asked:
            return None
        asked.sort(key=lambda m: (-self.worth.number.get(m, 0), m))
        signs = self.worth.best([f.id for f in self.open.askable(examined=True)], MOST_OPTIONS)
        options = [Option.of(f) for f in self._in_sections([self.vocabulary.findings[f] for _, f in signs])]
        options += [
            Option(id=m.id, label=m.label, question=m.question, help=m.help, topic=m.topic)
            for m in (self.vocabulary.measurements[name] for name in asked)
        ]
        return _question("results", QuestionKind.RESULTS, options)

    def _listed(self, group: str, text: Heading, names: list[str]) -> Question:
        """A tick-list in sections."""
        findings = self._in_sections([self.vocabulary.findings[f] for f in names])
        digest = sha256(" ".join(f.id for f in findings).encode()).hexdigest()[:6]
        return Question(
            id=f"{group}-{digest}",
            kind=QuestionKind.TICKLIST,
            heading=text.heading,
            help=text.help,
            options=tuple(Option.of(f) for f in findings),
        )

    def _in_sections(self, findings: list[Finding]) -> list[Finding]:
        """Topic by topic, in the vocabulary's own order."""
        place = {f: i for i, f in enumerate(self.vocabulary.findings)}
        return sorted(findings, key=lambda f: (self.vocabulary.topics[f.topic].order, place[f.id]))

    def _stage(self, finding: Finding) -> str:
        return self.vocabulary.topics[finding.topic].stage

    def _settled(self) -> bool:
        """Whether the exact bounds leave nothing open; they are not worked out while the level may plainly rise."""
        return (
            not self.worth.may_rise
            and bounds(
                self.base, self.open.states, self.open.readings, self.open.findings, self.open.measurements
            ).settled
        )

    def _close(self) -> bool:
        """Whether the first two hypotheses are so close that a few more questions are worth asking."""
        first, *others = sorted(self.worth.outcome.scores.values(), reverse=True)
        return bool(others) and first - others[0] <= CLOSE

    def _emergency(self) -> Finished:
        fired = [r for r in self.base.referral if r.id in self.worth.outcome.fired and r.level is Level.EMERGENCY]
        first = min(fired, key=lambda r: (not self._stops(r), not r.danger_sign, r.id))
        return Finished(
            reason=End.EMERGENCY,
            sentence=f"Emergency: {first.title[0].lower()}{first.title[1:]}.",
            level=Level.EMERGENCY,
            actions=(first.action,),
        )

    def _stops(self, rule: ReferralRule) -> bool:
        """Whether a rule answers what is heard before everything else."""
        known = self.open.states
        told = (leaf for leaf in leaves(rule.when) if isinstance(leaf, str) and known.get(leaf) is State.PRESENT)
        return any(map(stops_everything, told))

    def _finished(self, reason: End, sentence: str) -> Finished:
        return Finished(reason=reason, sentence=sentence, level=self.worth.outcome.level)


def _question(name: str, kind: QuestionKind, options: Iterable[Option]) -> Question:
    """A question that is asked once, under the heading of its name."""
    text = headings().asked[name]
    return Question(id=name, kind=kind, heading=text.heading, help=text.help, options=tuple(options))


@lru_cache(maxsize=8)
def _told_by_duration(base: KnowledgeBase) -> frozenset[str]:
    """The findings that a duration alone derives, so that they need no question."""
    told = {r.then for r in base.derive if {getattr(x, "measurement", "") for x in leaves(r.when)} == {"duration_days"}}
    return frozenset(told)


@lru_cache(maxsize=8)
def _complaints(base: KnowledgeBase) -> list[Finding]:
    """The commonest broad findings of the complaint topics, at least one of each."""
    vocabulary = base.vocabulary
    topics = [t.id for t in sorted(vocabulary.topics.values(), key=lambda t: t.order) if t.stage == "complaint"]
    broad = [
        f
        for f in vocabulary.findings.values()
        if f.topic in topics
        and not (f.examined or f.danger or f.recorded_only or f.ask_if)
        and not any(vocabulary.findings[b].topic in topics for b in f.implies)
    ]
    commonest = sorted(broad, key=lambda f: (-f.base_rate, f.id))
    chosen = {next((f.id for f in commonest if f.topic == topic), "") for topic in topics}
    for finding in commonest:
        if len(chosen) < MOST_OPTIONS:
            chosen.add(finding.id)
    place = {f: i for i, f in enumerate(vocabulary.findings)}
    return sorted((f for f in broad if f.id in chosen), key=lambda f: (topics.index(f.topic), place[f.id]))
