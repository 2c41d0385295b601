"""The knowledge base as CLIPS constructs: a third engine that can be asked the same questions.

Load the text, `(reset)`, assert what is known, `(run)`, and read the `fired`, `score` and `referral` facts:

    (known (finding tingling) (state present))       said, or concluded
    (reading (measurement ferritin) (low 9.0) (high 9.0))

Advice is left out, as it changes no score and no level.
"""

import math
from collections.abc import Iterator, Sequence

from ..rules.condition import (
    BAND_ORDER,
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    Condition,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import BAND_FLOORS, EVEN_ODDS
from ..rules.rule import DeriveRule, EvidenceRule, Level, ReferralRule, Rule, cluster_of

CLOSURE, DERIVE, EVIDENCE, SCORING, REFERRAL, LEVEL = 9000, 5000, 4000, 3000, 2000, 1000
HEAD = """
(deftemplate known (slot finding) (slot state))
(deftemplate reading (slot measurement) (slot low (type FLOAT)) (slot high (type FLOAT)))
(deftemplate implies (slot finding) (slot broader))
(deftemplate fired (slot rule))
(deftemplate met (slot node) (slot member (type INTEGER)))
(deftemplate speaks (slot hypothesis) (slot cluster) (slot points (type INTEGER)))
(deftemplate prior (slot hypothesis) (slot points (type INTEGER)))
(deftemplate floor (slot band) (slot points (type INTEGER)))
(deftemplate score (slot hypothesis) (slot points (type INTEGER)))
(deftemplate standing (slot hypothesis) (slot band))
(deftemplate even-odds (slot points (type INTEGER)))
(deftemplate leading (slot hypothesis))
(deftemplate refers (slot rank (type INTEGER)))
(deftemplate referral (slot rank (type INTEGER)))

(defrule closure-present (declare (salience 9000))
  (known (finding ?f) (state present)) (implies (finding ?f) (broader ?g))
  => (assert (known (finding ?g) (state present))))
(defrule closure-absent (declare (salience 9000))
  (known (finding ?g) (state absent)) (implies (finding ?f) (broader ?g))
  => (assert (known (finding ?f) (state absent))))

(deffunction strongest (?h ?c ?way)
  (bind ?best 0)
  (do-for-all-facts ((?s speaks)) (and (eq ?s:hypothesis ?h) (eq ?s:cluster ?c) (> (* ?way ?s:points) (* ?way ?best)))
    (bind ?best ?s:points))
  ?best)
(defrule score (declare (salience 3000))
  (prior (hypothesis ?h) (points ?p))
  =>
  (bind ?clusters (create$))
  (do-for-all-facts ((?s speaks)) (and (eq ?s:hypothesis ?h) (not (member$ ?s:cluster ?clusters)))
    (bind ?clusters (create$ ?clusters ?s:cluster)))
  (bind ?total ?p)
  (foreach ?c ?clusters (bind ?total (+ ?total (strongest ?h ?c 1) (strongest ?h ?c -1))))
  (assert (score (hypothesis ?h) (points ?total))))
(defrule standing (declare (salience 2999))
  (score (hypothesis ?h) (points ?p)) (floor (band ?b) (points ?f&:(>= ?p ?f)))
  => (assert (standing (hypothesis ?h) (band ?b))))
(defrule leading (declare (salience 2999))
  (even-odds (points ?l)) (score (hypothesis ?h) (points ?p&:(>= ?p ?l))) (not (score (points ?q&:(> ?q ?p))))
  => (assert (leading (hypothesis ?h))))
(defrule referral (declare (salience 1000))
  (not (referral))
  =>
  (bind ?highest 0)
  (do-for-all-facts ((?r refers)) (> ?r:rank ?highest) (bind ?highest ?r:rank))
  (assert (referral (rank ?highest))))
"""


def export_clips(base: KnowledgeBase) -> str:
    """The derive, evidence and referral rules, hypotheses and is-a links of a knowledge base, for CLIPS 6.4."""
    return "\n".join(_Exporter(base).lines())


class _Exporter:
    def __init__(self, base: KnowledgeBase):
        self.base = base
        self.nodes: dict[tuple[int, Condition], str] = {}
        self.members: list[str] = []

    def lines(self) -> Iterator[str]:
        base = self.base
        yield f"; Soleus, knowledge {base.version}. Levels: " + ", ".join(f"{v.rank} {v}" for v in Level)
        yield HEAD
        yield "(deffacts knowledge"
        for finding in base.vocabulary.findings.values():
            for broader in finding.implies:
                yield f"  (implies (finding {finding.id}) (broader {broader}))"
        for hypothesis in base.hypotheses.values():
            yield f"  (prior (hypothesis {hypothesis.id}) (points {base.priors[hypothesis.id]}))"
        for band in BAND_ORDER[1:]:
            yield f"  (floor (band {band}) (points {BAND_FLOORS[band]}))"
        yield f"  (even-odds (points {EVEN_ODDS}))"
        yield ")"
        rounds = max(base.derivation_levels.values(), default=0)
        for derived in base.derive:
            yield self.rule(derived, DERIVE + 100 * (rounds - base.derivation_levels[derived.id]))
        for evidence in base.weighing:
            yield self.rule(evidence, EVIDENCE)
        for referral in base.referral:
            yield self.rule(referral, REFERRAL)
        yield from self.members

    def rule(self, rule: Rule, salience: int) -> str:
        acts = [f"(assert (fired (rule {rule.id})))"]
        if isinstance(rule, DeriveRule):
            acts.append(f"(assert (known (finding {rule.then}) (state present)))")
        elif isinstance(rule, EvidenceRule):
            cluster = cluster_of(rule)
            acts += [
                f"(assert (speaks (hypothesis {h}) (cluster {cluster}) (points {points})))"
                for h, points in sorted(rule.points.items())
            ]
        elif isinstance(rule, ReferralRule):
            acts.append(f"(assert (refers (rank {rule.level.rank})))")
        return self.construct(rule.id, salience, read(rule.when, _Element(self, salience)), acts)

    def construct(self, name: str, salience: int, element: str, acts: list[str]) -> str:
        return f"(defrule {name} (declare (salience {salience}))\n  {element}\n  =>\n  " + "\n  ".join(acts) + ")"

    def counted(self, condition: AtLeast | Any_, members: Sequence[Condition], needed: int, salience: int) -> str:
        """So many members met, each noted by a rule of its own that fires before the rules that wait for it."""
        if (salience, condition) not in self.nodes:
            node = self.nodes[salience, condition] = f"node-{len(self.nodes)}"
            for number, member in enumerate(members):
                element = read(member, _Element(self, salience + 5))
                act = f"(assert (met (node {node}) (member {number})))"
                self.members.append(self.construct(f"{node}.{number}", salience + 5, element, [act]))
        node = self.nodes[salience, condition]
        patterns = [f"(met (node {node}) (member ?m0))"]
        patterns += [f"(met (node {node}) (member ?m{i}&:(> ?m{i} ?m{i - 1})))" for i in range(1, needed)]
        return f"(exists {' '.join(patterns)})"


class _Element(Reading[str]):
    """A condition as conditional elements that match once, for a rule of some salience."""

    def __init__(self, exporter: _Exporter, salience: int):
        self.exporter, self.salience = exporter, salience

    def finding(self, condition: str) -> str:
        return f"(known (finding {condition}) (state present))"

    def absent(self, condition: Absent) -> str:
        return f"(known (finding {condition.absent}) (state absent))"

    def not_known(self, condition: NotKnown) -> str:
        return f"(not (known (finding {condition.not_known})))"

    def not_measured(self, condition: NotMeasured) -> str:
        return f"(not (reading (measurement {condition.not_measured})))"

    def compare(self, condition: Compare) -> str:
        asked = condition.range(self.exporter.base.vocabulary.measurements[condition.measurement])
        low = f" (low ?l&:(>= ?l {asked.low!r}))" if asked.low > -math.inf else ""
        high = f" (high ?h&:(<= ?h {asked.high!r}))" if asked.high < math.inf else ""
        return f"(exists (reading (measurement {condition.measurement}){low}{high}))"

    def in_band(self, condition: InBand) -> str:
        return f"(standing (hypothesis {condition.hypothesis}) (band {condition.band}))"

    def leads(self, condition: Leads) -> str:
        return f"(leading (hypothesis {condition.leads}))"

    def all(self, condition: All) -> str:
        return " ".join(read(c, self) for c in condition.all)

    def any(self, condition: Any_) -> str:
        return self.exporter.counted(condition, condition.any, 1, self.salience)

    def at_least(self, condition: AtLeast) -> str:
        return self.exporter.counted(condition, condition.at_least.of, condition.at_least.n, self.salience)
