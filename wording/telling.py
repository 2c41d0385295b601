"""What is told of a consultation: decided once, for every face. A face may fold what is told, never choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..engine.consultation import CLOSE, Advice, Consultation, Evidence, Ranked, Reason
from ..engine.plainly import consult_plainly
from ..facts.answer import Answer, accept
from ..facts.as_json import as_json as of_record
from ..facts.case import Asked, Case, Understood
from ..facts.finding import FindingKind, State
from ..facts.imported import Imported
from ..facts.vocabulary import Vocabulary
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .addressing import Whom, addressed, whom
from .advising import Advised, advised
from .already_known import already_known
from .foremost import adding, in_order
from .head import Head, head
from .listing import also_raised, listed, suspected
from .one_limit import soonest

DECIDING = 3
PARTS = ("tests", "foods", "lifestyle", "cautions")
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

    `of` is the one it is told of. `unread` are words that were not understood, `asked`
    words with what they probably mean and what counts as not known, `counted` those of which it is so likely that it
    counts until it is said not to be so, `if_confirmed` the reason that would come first if
    all of that were so, where more pressing than what is told without; `read` words with what they were read as,
    `vague` those of a medicine that were read as another medicine and nothing more, `imported` what became of the
    record that the case was read from. `enough` is false where no complaint was named. `reasons` are those to be seen,
    most pressing first: the first one's action is the one action, and those are left out that say nothing beside the
    more pressing. `head` is what is said of the cause beside the first, `within` the shortest limit where it is days.
    `listed` are at most five hypotheses with something said for them, best first; `also` what a rule raised notably
    without a place among them, `already_known` the labels of those of which the case says that they were found before.
    `possible` says whether any listed one reaches that band, `likely` whether one reaches the next, below which the
    cause may well be none that is named here; `close` whether the leading ones cannot be told apart. `decided` is what
    weighed most for the first. `dangers` are the danger signs that fired, and `suspected` the hypotheses they name.
    `tests`, `foods` and `lifestyle` are for this person (see Advised), `cautions` are all that fired. `sources` are
    cited in this order.
    """

    title: str
    level: Level
    of: Whom
    unread: tuple[str, ...]
    asked: tuple[Words, ...]
    counted: tuple[Words, ...]
    if_confirmed: Reason | None
    read: tuple[Words, ...]
    vague: tuple[str, ...]
    imported: Imported | None
    enough: bool
    reasons: tuple[Reason, ...]
    head: Head
    within: str
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
        left = self.imported is not None and bool(self.imported.left)
        return not (self.unread or self.asked or self.counted or left)

    @property
    def told(self) -> frozenset[str]:
        """The ids of the hypotheses told of, with a place or without."""
        return frozenset(h.id for h in (*self.listed, *self.also, *self.suspected))


def telling(consultation: Consultation, base: KnowledgeBase) -> Telling:
    """Decide what is told of a consultation."""
    enough, first = _enough(consultation, base), _first(consultation, base)
    advice, of = advised(consultation, first, base), whom(consultation)
    all_reasons = in_order(consultation.referral.told, first)
    reasons = _addressed(adding(all_reasons, consultation, base.vocabulary), of)
    shown = (*first, *also_raised(consultation)) if enough else ()
    return Telling(
        title=consultation.case.title or consultation.case.id or "",
        level=consultation.referral.level,
        of=of,
        unread=consultation.case.unread,
        asked=_words((a for a in consultation.case.asked if not _counts(a, consultation.case)), base),
        counted=_words((a for a in consultation.case.asked if _counts(a, consultation.case)), base),
        if_confirmed=_if_confirmed(consultation, base),
        read=_words(consultation.case.read, base),
        vague=_vague(consultation.case.read, base),
        imported=consultation.case.imported,
        enough=enough,
        reasons=reasons,
        head=head(reasons, first, consultation, base),
        within=soonest(reasons),
        notes=_said(consultation.warnings, of),
        listed=first,
        also=shown[len(first) :],
        already_known=already_known(consultation.case, base),
        possible=_possible(first),
        likely=any(h.band in (Band.LIKELY, Band.VERY_LIKELY) for h in first),
        close=_possible(first) and len(first) > 1 and first[1].score >= first[0].score - CLOSE,
        decided=tuple(e for h in first[:1] for e in h.evidence if e.counted)[:DECIDING],
        dangers=tuple(r for r in reasons if r.danger_sign),
        suspected=suspected(consultation),
        **{part: _said(getattr(advice, part).values(), of) for part in PARTS},
        contested=tuple({e.rule: e for h in shown for e in h.evidence if e.counted and e.contested}.values()),
        sources=_sources(consultation, base, first),
        purpose=consultation.purpose,
        version=consultation.knowledge_base.version,
    )


def as_told(consultation: Consultation, base: KnowledgeBase) -> Consultation:
    """The consultation as data: each hypothesis says whether it is told, and advice and reasons are what is told."""
    said = telling(consultation, base)
    advice = advised(consultation, _first(consultation, base), base)
    given = [_as_advised(a, advice, said.of) for a in consultation.advice]
    reasons = _addressed(in_order(consultation.referral.reasons, said.listed), said.of)
    return consultation.model_copy(
        update={
            "hypotheses": tuple(h.model_copy(update={"listed": h.id in said.told}) for h in consultation.hypotheses),
            "advice": tuple(a for a in given if any(getattr(a, part) for part in PARTS)),
            "referral": consultation.referral.model_copy(update={"reasons": reasons}),
        }
    )


def as_json(consultation: Consultation, base: KnowledgeBase, trace: bool = False) -> str:
    """One line of JSON, the same from every face; the trace only if asked for."""
    return of_record(as_told(consultation, base), frozenset() if trace else frozenset(["trace"]))


def _first(consultation: Consultation, base: KnowledgeBase) -> tuple[Ranked, ...]:
    """The list, if there is enough to make one of."""
    return listed(consultation) if _enough(consultation, base) else ()


def _as_advised(advice: Advice, kept: Advised, of: Whom) -> Advice:
    """What of some advice is told, in the words in which it is."""
    told = {p: getattr(kept, p) for p in PARTS}
    said = {p: _said((told[p][i] for i in getattr(advice, p) if i in told[p]), of) for p in PARTS}
    return advice.model_copy(update=said)


def _said(texts: Iterable[str], of: Whom) -> tuple[str, ...]:
    return tuple(addressed(text, of) for text in texts)


def _addressed(reasons: tuple[Reason, ...], of: Whom) -> tuple[Reason, ...]:
    """Reasons in words for whom they are told to."""
    if of is Whom.ONESELF:
        return reasons
    words = [{part: addressed(getattr(r, part), of) for part in ("title", "action")} for r in reasons]
    return tuple(r.model_copy(update=said) for r, said in zip(reasons, words, strict=True))


def _words(understood: Iterable[Understood], base: KnowledgeBase) -> tuple[Words, ...]:
    by: dict[str, dict[State, list[str]]] = {}
    for each in understood:
        labels = by.setdefault(each.words, {}).setdefault(each.state, [])
        labels.append(base.vocabulary.findings[each.finding].label)
    states = (State.PRESENT, State.ABSENT, State.UNKNOWN)
    return tuple(Words(words, *(tuple(said.get(s, ())) for s in states)) for words, said in by.items())


def _counts(asked: Asked, case: Case) -> bool:
    """Whether what is to be confirmed counts until then."""
    return asked.state is State.PRESENT and asked.finding in case.present


def _vague(understood: Iterable[Understood], base: KnowledgeBase) -> tuple[str, ...]:
    """Words of which no more is known than that they name some medicine."""
    so = [u for u in understood if u.state is State.PRESENT]
    catch_alls = _catch_alls(base.vocabulary)
    known = {u.words for u in so if u.finding not in catch_alls}
    return tuple(dict.fromkeys(u.words for u in so if u.finding in catch_alls and u.words not in known))


@lru_cache(maxsize=8)
def _catch_alls(vocabulary: Vocabulary) -> frozenset[str]:
    """The findings of some medicine or other."""
    findings = vocabulary.findings.values()
    return frozenset(f.id for f in findings if f.various and f.kind is FindingKind.MEDICINE)


def _if_confirmed(consultation: Consultation, base: KnowledgeBase) -> Reason | None:
    """What would be asked for first if everything still to be confirmed were so; None if nothing more pressing."""
    case = consultation.case
    present = tuple(a.finding for a in case.asked if a.state is State.PRESENT)
    if not present:
        return None
    answer = Answer.model_construct(question="asked", present=present)
    referral = consult_plainly(accept(case, answer, base.vocabulary), base).referral
    more = referral.level.rank > consultation.referral.level.rank
    return _addressed(referral.reasons[:1], whom(consultation))[0] if more else None


def _enough(consultation: Consultation, base: KnowledgeBase) -> bool:
    """Whether a complaint, a sign or a result was named, or something that asks for a doctor."""
    findings, case = base.vocabulary.findings, consultation.case
    complaint = any(findings[f].kind in COMPLAINTS for f in case.present)
    return complaint or bool(case.labs) or consultation.referral.level is not Level.SELF_CARE


def _possible(hypotheses: Iterable[Ranked]) -> bool:
    return any(h.band is not Band.UNLIKELY for h in hypotheses)


def _sources(consultation: Consultation, base: KnowledgeBase, first: tuple[Ranked, ...]) -> tuple[str, ...]:
    cited = [s for r in consultation.referral.told for s in r.sources]
    for hypothesis in first:
        cited += base.hypotheses[hypothesis.id].prior.sources
        cited += [s for e in hypothesis.evidence if e.counted for s in e.sources]
    return tuple(dict.fromkeys(cited))
