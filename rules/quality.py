"""Quality control of the knowledge base: what is well formed and yet cannot be right.

Each check has an id; its docstring explains it. `soleus rules check` runs them all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator

from ..facts.finding import Finding
from ..facts.measurement import Measurement
from .advice_checks import caution_by_rank, idle_content
from .age_checks import child_without_an_end, rule_of_no_age, wider_than_broader
from .as_written import hand_written_not, unused_name
from .branches import Situation, branches
from .condition import finding_of, hypothesis_of, leaves
from .counted_once import counted_twice, idle_relation
from .house_style import left_to_fill, misplaced_id, unnamed_group, unreferred_hypothesis
from .knowledge_base import KnowledgeBase
from .limits_kept import idle_limit, unlisted_number
from .rule import EvidenceRule, Rule

Check = Callable[[KnowledgeBase], Iterator[str]]


def unused_finding(base: KnowledgeBase) -> Iterator[str]:
    """A finding that no rule uses, neither itself nor what it implies, asks a question for nothing."""
    conditions = [*(r.when for r in base.written.values()), *(c.unfit_for for c in base.contents.values())]
    used = {finding_of(leaf) for condition in conditions for leaf in leaves(condition)}
    for finding in base.vocabulary.findings.values():
        if not finding.recorded_only and not used & base.vocabulary.broader(finding.id):
            yield f"finding {finding.id}: no rule uses it, nor anything it implies; say why it is kept in recorded_only"
        if finding.recorded_only and finding.id in used:
            yield f"finding {finding.id}: is recorded_only, yet a rule uses it"


def unreachable_rule(base: KnowledgeBase) -> Iterator[str]:
    """A rule whose condition contradicts itself can be fired by no case."""
    for rule in base.written.values():
        reasons = (Situation.of(b, base.vocabulary).impossible(base.vocabulary) for b in branches(rule.when))
        if (first := next(reasons)) and all(reasons):
            yield f"{base.origins[rule.id]}: rule {rule.id}: no case can fire it: {first}"


def shadowed_rule(base: KnowledgeBase) -> Iterator[str]:
    """A rule that in its cluster always stands behind a stronger one that fires whenever it does adds nothing."""
    clusters: dict[tuple[str, str, bool], list[EvidenceRule]] = defaultdict(list)
    for rule in base.evidence:
        for hypothesis, points in rule.points.items():
            if rule.cluster:
                clusters[hypothesis, rule.cluster, points > 0].append(rule)
    for (hypothesis, _, _), rules in clusters.items():
        for rule in rules:
            stronger = [r for r in rules if _outweighs(r, rule, hypothesis)]
            if stronger and (over := _always_behind(rule, stronger, base)):
                yield f"{base.origins[rule.id]}: rule {rule.id}: on {hypothesis} it always stands behind {over}"


def _outweighs(rule: EvidenceRule, other: EvidenceRule, hypothesis: str) -> bool:
    mine, theirs = abs(rule.points[hypothesis]), abs(other.points[hypothesis])
    return rule is not other and (mine, other.id) > (theirs, rule.id)


def _always_behind(rule: EvidenceRule, stronger: list[EvidenceRule], base: KnowledgeBase) -> str | None:
    over = None
    for branch in branches(rule.when):
        situation = Situation.of(branch, base.vocabulary)
        over = next((r.id for r in stronger if situation.satisfies(r.when, base.vocabulary)), None)
        if over is None:
            return None
    return over


def one_sided_hypothesis(base: KnowledgeBase) -> Iterator[str]:
    """A hypothesis that no rule raises, or none lowers, is no hypothesis."""
    for name in base.hypotheses:
        weights = [rule.points[name] for rule in base.evidence if name in rule.points]
        if not any(w > 0 for w in weights):
            yield f"{base.origins[name]}: hypothesis {name}: no rule raises it"
        if not any(w < 0 for w in weights):
            yield f"{base.origins[name]}: hypothesis {name}: no rule lowers it"


def contradictory_rules(base: KnowledgeBase) -> Iterator[str]:
    """Two rules that hold in just the same situations cannot raise and lower the same hypothesis."""
    same: dict[frozenset[frozenset[object]], list[EvidenceRule]] = defaultdict(list)
    for rule in base.evidence:
        same[frozenset(branches(rule.when))].append(rule)
    for rules in same.values():
        for rule in rules:
            for other in rules:
                for name in sorted(rule.points.keys() & other.points.keys()):
                    if rule.points[name] > 0 > other.points[name]:
                        yield f"{base.origins[rule.id]}: rules {rule.id} and {other.id}: contradict on {name}"


def unused_source(base: KnowledgeBase) -> Iterator[str]:
    """A source that nothing cites is dead weight."""
    cited = {s for rule in base.written.values() for s in _cited(rule)}
    cited |= {s for rule in base.scripts for s in rule.sources}
    cited |= {s for script in base.expected.values() for s in script.cited}
    cited |= {s for h in base.hypotheses.values() for s in (*h.sources, *h.prior.sources)}
    cited |= {s for content in base.contents.values() for s in content.sources}
    cited |= {s for m in base.vocabulary.measurements.values() for s in m.sources}
    cited |= {s for limits in base.limits.values() for limit in limits.values() for s in limit.sources}
    for name in base.sources.keys() - cited:
        yield f"{base.origins[name]}: source {name}: nothing cites it"


def _cited(rule: Rule) -> Iterator[str]:
    yield from rule.sources
    if isinstance(rule, EvidenceRule) and rule.contested:
        yield from (*rule.contested.claim.sources, *rule.contested.against.sources)


def encyclopaedia_only(base: KnowledgeBase) -> Iterator[str]:
    """An evidence rule must not rest on sources of authority C alone."""
    for rule in base.evidence:
        if {base.sources[s].authority for s in rule.sources} == {"C"}:
            yield f"{base.origins[rule.id]}: rule {rule.id}: rests on sources of authority C alone"


def poor_question(base: KnowledgeBase) -> Iterator[str]:
    """A question ends with a question mark, and its help says more than the question."""
    asked: list[Finding | Measurement] = [*base.vocabulary.findings.values(), *base.vocabulary.measurements.values()]
    for record in asked:
        if not record.question.endswith("?"):
            yield f"{record.id}: its question does not end with a question mark"
        if record.help.strip().lower() in (record.question.lower(), record.label.lower()):
            yield f"{record.id}: its help only repeats the question or the label"


def same_meaning(base: KnowledgeBase) -> Iterator[str]:
    """Two findings with one HPO id mean the same, unless one implies the other."""
    by_hpo: dict[str, list[Finding]] = defaultdict(list)
    for finding in base.vocabulary.findings.values():
        if finding.hpo:
            by_hpo[finding.hpo].append(finding)
    for hpo, findings in by_hpo.items():
        for finding in findings:
            for other in findings:
                related = base.vocabulary.broader(finding.id) | base.vocabulary.narrower(finding.id)
                if finding.id < other.id and other.id not in related:
                    yield f"findings {finding.id} and {other.id}: both are {hpo}"


def danger_sign_against(base: KnowledgeBase) -> Iterator[str]:
    """A danger sign may speak against a hypothesis only if it refers at least as urgently as that one's standing does.

    Otherwise one more danger sign could lower the referral.
    """
    refers: dict[str, int] = defaultdict(int)
    for referral in base.referral:
        for leaf in leaves(referral.when):
            if name := hypothesis_of(leaf):
                refers[name] = max(refers[name], referral.level.rank)
    alone = {f.id: _level_alone(f.id, base) for f in base.vocabulary.findings.values() if f.danger}
    for rule in base.weighing:
        lowered = {h: refers[h] for h, p in rule.points.items() if p < 0}
        asked = {leaf for leaf in leaves(rule.when) if isinstance(leaf, str)}
        for sign, level in alone.items():
            if asked & base.vocabulary.broader(sign) and level < max(lowered.values(), default=0):
                where = f"{base.origins.get(rule.id, 'counted')}: rule {rule.id}"
                yield f"{where}: danger sign {sign} lowers {max(lowered, key=lowered.__getitem__)}, which refers higher"


def _level_alone(finding: str, base: KnowledgeBase) -> int:
    """The level of a finding when nothing else is known."""
    situation = Situation.of(frozenset({finding}), base.vocabulary)
    situation.unknown |= base.vocabulary.findings.keys() - situation.present
    met = [r.level.rank for r in base.referral if situation.satisfies(r.when, base.vocabulary)]
    return max(met, default=0)


CHECKS: dict[str, Check] = {
    "Q01": unused_finding,
    "Q02": unreachable_rule,
    "Q03": shadowed_rule,
    "Q04": one_sided_hypothesis,
    "Q05": contradictory_rules,
    "Q06": unused_source,
    "Q07": encyclopaedia_only,
    "Q08": poor_question,
    "Q09": same_meaning,
    "Q10": danger_sign_against,
    "Q11": misplaced_id,
    "Q12": unreferred_hypothesis,
    "Q13": unnamed_group,
    "Q14": left_to_fill,
    "Q15": counted_twice,
    "Q16": idle_relation,
    "Q17": unused_name,
    "Q18": hand_written_not,
    "Q19": unlisted_number,
    "Q20": idle_limit,
    "Q21": caution_by_rank,
    "Q22": idle_content,
    "Q23": rule_of_no_age,
    "Q24": wider_than_broader,
    "Q25": child_without_an_end,
}


def quality_faults(base: KnowledgeBase) -> list[str]:
    """Every fault that the checks find, each with the id of its check."""
    return [f"{name} {fault}" for name, check in CHECKS.items() for fault in sorted(check(base))]
