"""What is told of a consultation: decided once, for every face. A face may fold what is told, never choose."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.consult import consult
from ..engine.consultation import CLOSE, Consultation, Evidence, Ranked, Reason, near_leader
from ..facts.answer import Answer, accept
from ..facts.case import Understood
from ..facts.finding import FindingKind, State
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .already_known import already_known
from .fitting import fitting
from .words import is_band

LISTED, NEAREST, ADVISED, DECIDING = 5, 3, 3, 3
RAISED = 4
"""Points: what a rule raises by so much is told."""
NOTHING_BUT_THE_ACTION = (Level.EMERGENCY, Level.URGENT)
COMPLAINTS = (FindingKind.SYMPTOM, FindingKind.SIGN, FindingKind.RESULT)


@dataclass(frozen=True)
class Words:
    """Words of a case, and the labels of what they say is so, is not so, and of what they say nothing as a whole."""

    words: str
    so: tuple[str, ...]
    not_so: tuple[str, ...]
    only_part: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """What people are told of one consultation.

    `unread` are words that were not understood, `asked` words with what they probably mean and what counts as not
    known, `if_confirmed` the reason that would come first if all of that were so, where more pressing than what is
    told without; `read` words with what they were read as, `vague` those of a medicine that were read as another
    medicine and nothing more. `enough` is false where no complaint was named.
    `reasons` are those to be seen, most pressing first: the first
    one's action is the one action. `listed` are at most five hypotheses with something said for them, best first;
    `also` what a rule raised notably without a place among them, `already_known` the labels of those of which the case
    says that they were found before. `possible` says whether any listed one reaches that
    band, `likely` whether one reaches the next, below which the cause may well be none that is named here; `close`
    whether the leading ones cannot be told apart. `decided` is what weighed most for the first.
    `dangers` are the danger signs that fired, and `suspected` the hypotheses they name. `tests`, `foods` and
    `lifestyle` are for this person, and none where only the action counts; `cautions` are all that fired.
    `sources` are cited in this order.
    """

    title: str
    level: Level
    unread: tuple[str, ...]
    asked: tuple[Words, ...]
    if_confirmed: Reason | None
    read: tuple[Words, ...]
    vague: tuple[str, ...]
    enough: bool
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    listed: tuple[Ranked, ...]
    also: tuple[Ranked, ...]
    already_known: tuple[str, ...]
    possible: bool
    likely: bool
    close: bool
    decided: tuple[Evidence, ...]
    dangers: tuple[Reason, ...]
    suspected: tuple[Ranked, ...]
    tests: tuple[str, ...]
    foods: tuple[str, ...]
    lifestyle: tuple[str, ...]
    cautions: tuple[str, ...]
    contested: tuple[Evidence, ...]
    sources: tuple[str, ...]
    purpose: str
    version: str

    @property
    def whole(self) -> bool:
        """Whether every word was understood, so that what was said may reassure."""
        return not self.unread and not self.asked

    @property
    def told(self) -> frozenset[str]:
        """The ids of the hypotheses told of, with a place or without."""
        return frozenset(h.id for h in (*self.listed, *self.also, *self.suspected))


def telling(consultation: Consultation, base: KnowledgeBase) -> Telling:
    """Decide what is told of a consultation."""
    enough = _enough(consultation, base)
    first = listed(consultation) if enough else ()
    advising = enough and consultation.referral.level not in NOTHING_BUT_THE_ACTION
    present = frozenset(f.about for f in consultation.trace.facts if f.state == "present")
    shown = (*first, *also_raised(consultation)) if enough else ()
    return Telling(
        title=consultation.case.title or consultation.case.id or "",
        level=consultation.referral.level,
        unread=consultation.case.unread,
        asked=_words(consultation.case.asked, base),
        if_confirmed=_if_confirmed(consultation, base),
        read=_words(consultation.case.read, base),
        vague=_vague(consultation.case.read, base),
        enough=enough,
        reasons=consultation.referral.told,
        notes=consultation.warnings,
        listed=first,
        also=shown[len(first) :],
        already_known=already_known(consultation.case, base),
        possible=_possible(first),
        likely=any(h.band in (Band.LIKELY, Band.VERY_LIKELY) for h in first),
        close=_possible(first) and len(first) > 1 and first[1].score >= first[0].score - CLOSE,
        decided=tuple(e for h in first[:1] for e in h.evidence if e.counted)[:DECIDING],
        dangers=tuple(r for r in consultation.referral.told if r.danger_sign),
        suspected=_suspected(consultation),
        tests=_each_once(_advised(consultation, "tests")) if advising else (),
        foods=fitting(_advised(consultation, "foods"), present) if advising else (),
        lifestyle=tuple(dict.fromkeys(_advised(consultation, "lifestyle"))) if advising else (),
        cautions=_cautions(consultation),
        contested=tuple({e.rule: e for h in shown for e in h.evidence if e.counted and e.contested}.values()),
        sources=_sources(consultation, base, first),
        purpose=consultation.purpose,
        version=consultation.knowledge_base.version,
    )


def listed(consultation: Consultation) -> tuple[Ranked, ...]:
    """At most five hypotheses, best first: possible ones; if there are none, those raised notably, or the nearest.

    None is listed for which nothing speaks.
    """
    supported = [h for h in consultation.hypotheses if any(e.counted and e.points > 0 for e in h.evidence)]
    possible = [h for h in supported if h.band is not Band.UNLIKELY]
    return tuple((possible or [h for h in supported if _raised(h)])[:LISTED] or supported[:NEAREST])


def also_raised(consultation: Consultation) -> tuple[Ranked, ...]:
    """What a fired rule raised by four points or more, and that has no place in the list."""
    first = {h.id for h in listed(consultation)}
    return tuple(h for h in consultation.hypotheses if h.id not in first and _raised(h))


def as_told(consultation: Consultation, base: KnowledgeBase) -> Consultation:
    """The consultation as data: each hypothesis says whether it is told, and the advice is what is told of it."""
    said = telling(consultation, base)
    kept = {part: frozenset(getattr(said, part)) for part in ("tests", "foods", "lifestyle", "cautions")}
    advice = [
        a.model_copy(update={part: tuple(i for i in getattr(a, part) if i in items) for part, items in kept.items()})
        for a in consultation.advice
    ]
    return consultation.model_copy(
        update={
            "hypotheses": tuple(h.model_copy(update={"listed": h.id in said.told}) for h in consultation.hypotheses),
            "advice": tuple(a for a in advice if any(getattr(a, part) for part in kept)),
        }
    )


def as_json(consultation: Consultation, base: KnowledgeBase, trace: bool = False) -> str:
    """One line of JSON, the same from every face; the trace only if asked for."""
    told = as_told(consultation, base)
    return told.model_dump_json(exclude=None if trace else {"trace"}, exclude_none=True)


def _words(understood: Iterable[Understood], base: KnowledgeBase) -> tuple[Words, ...]:
    by: dict[str, dict[State, list[str]]] = {}
    for each in understood:
        labels = by.setdefault(each.words, {}).setdefault(each.state, [])
        labels.append(base.vocabulary.findings[each.finding].label)
    states = (State.PRESENT, State.ABSENT, State.UNKNOWN)
    return tuple(Words(words, *(tuple(said.get(s, ())) for s in states)) for words, said in by.items())


def _vague(understood: Iterable[Understood], base: KnowledgeBase) -> tuple[str, ...]:
    """Words of which no more is known than that they name some medicine."""
    so = [u for u in understood if u.state is State.PRESENT]
    catch_alls = {f.id for f in base.vocabulary.findings.values() if f.various and f.kind is FindingKind.MEDICINE}
    known = {u.words for u in so if u.finding not in catch_alls}
    return tuple(dict.fromkeys(u.words for u in so if u.finding in catch_alls and u.words not in known))


def _if_confirmed(consultation: Consultation, base: KnowledgeBase) -> Reason | None:
    """What would be asked for first if everything still to be confirmed were so; None if nothing more pressing."""
    case = consultation.case
    answer = Answer(question="asked", present=tuple(a.finding for a in case.asked if a.state is State.PRESENT))
    if not answer.present:
        return None
    referral = consult(accept(case, answer, base.vocabulary), base).referral
    return referral.reasons[0] if referral.level.rank > consultation.referral.level.rank else None


def _enough(consultation: Consultation, base: KnowledgeBase) -> bool:
    """Whether a complaint, a sign or a result was named, or something that asks for a doctor."""
    findings, case = base.vocabulary.findings, consultation.case
    complaint = any(findings[f].kind in COMPLAINTS for f in case.present)
    return complaint or bool(case.labs) or consultation.referral.level is not Level.SELF_CARE


def _possible(hypotheses: Iterable[Ranked]) -> bool:
    return any(h.band is not Band.UNLIKELY for h in hypotheses)


def _raised(hypothesis: Ranked) -> bool:
    """Whether a rule raises it notably; what was only counted raises much that no one would think of."""
    return any(e.points > 0 and e.points + e.elsewhere >= RAISED and not e.counts for e in hypothesis.evidence)


def _suspected(consultation: Consultation) -> tuple[Ranked, ...]:
    """The hypotheses that a fired danger rule names, by resting on their band or by being one of theirs."""
    dangers = [r for r in consultation.referral.reasons if r.danger_sign]
    named = {p.about for r in dangers for p in r.premises if is_band(p.state)}
    named |= {r.rule.partition(".")[0] for r in dangers}
    return tuple(h for h in consultation.hypotheses if h.id in named)


def _advised(consultation: Consultation, part: str) -> list[str]:
    """Advice of one sort, general or on those to advise on."""
    whom = {None, *(h.id for h in near_leader(listed(consultation), ADVISED))}
    return [item for a in consultation.advice if a.hypothesis in whom for item in getattr(a, part)]


def _each_once(tests: list[str]) -> tuple[str, ...]:
    """Tests by their name, before the colon: of several reasons for one the first is told."""
    named: dict[str, str] = {}
    for test in tests:
        named.setdefault(test.partition(":")[0].lower(), test)
    return tuple(named.values())


def _cautions(consultation: Consultation) -> tuple[str, ...]:
    """Every caution that fired, once; those on a hypothesis before the general ones."""
    return tuple(dict.fromkeys(c for a in consultation.advice for c in a.cautions))


def _sources(consultation: Consultation, base: KnowledgeBase, first: tuple[Ranked, ...]) -> tuple[str, ...]:
    cited = [s for r in consultation.referral.told for s in r.sources]
    for hypothesis in first:
        cited += base.hypotheses[hypothesis.id].prior.sources
        cited += [s for e in hypothesis.evidence if e.counted for s in e.sources]
    return tuple(dict.fromkeys(cited))
