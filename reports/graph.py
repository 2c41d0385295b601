"""The inference graph of a consultation: from answers through derivations and rules to conclusions."""

from dataclasses import dataclass, field

from ..engine.consultation import Consultation, Premise, Ranked, Reason
from ..explain.grounds import Ground, Grounds
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import called, fact
from ..wording.listing import listed
from ..wording.words import level_word, plus, standing_word

DRAWN = 3


@dataclass(frozen=True)
class Node:
    """A box: an answer, a finding that follows, a rule, or a conclusion."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Edge:
    """From what something rests on to what rests on it; `against` where it speaks against."""

    start: str
    end: str
    against: bool = False


@dataclass
class Graph:
    """Boxes by id, and arrows."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)

    def add(self, node: Node) -> str:
        """Put a box in, once."""
        return self.nodes.setdefault(node.id, node).id

    def link(self, start: str, end: str, against: bool = False) -> None:
        """Put an arrow in, once."""
        self.edges.setdefault((start, end), Edge(start, end, against))

    def below(self, end: str) -> list[Node]:
        """The boxes from which arrows lead to this one."""
        return [self.nodes[e.start] for e in self.edges.values() if e.end == end]

    @property
    def conclusions(self) -> list[Node]:
        """What it all comes to."""
        return [n for n in self.nodes.values() if n.kind == "conclusion"]


def drawn(consultation: Consultation) -> tuple[Ranked, ...]:
    """The hypotheses worth drawing: the first three that are listed."""
    return listed(consultation)[:DRAWN]


def inference_graph(base: KnowledgeBase, consultation: Consultation) -> Graph:
    """What counted for the leading hypotheses and for the referral level, down to the answers."""
    drawer = _Drawer(base, consultation)
    for ranked in drawn(consultation):
        drawer.hypothesis(ranked)
    for reason in consultation.referral.reasons:
        if reason.level is consultation.referral.level:
            drawer.reason(reason)
    return drawer.graph


class _Drawer:
    def __init__(self, base: KnowledgeBase, consultation: Consultation):
        self.base, self.grounds = base, Grounds(base, consultation)
        self.graph = Graph()

    def hypothesis(self, ranked: Ranked) -> None:
        """A hypothesis and the rules that counted for and against it."""
        text = f"{ranked.rank}. {ranked.label}: {plus(ranked.score)}"
        end = self.graph.add(Node(f"hypothesis {ranked.id}", "conclusion", text))
        for evidence in ranked.evidence:
            if evidence.counted:
                title = f"{plus(evidence.points)} {evidence.title}"
                rule = self.graph.add(Node(f"rule {evidence.rule} {ranked.id}", "rule", title))
                self.graph.link(rule, end, evidence.points < 0)
                self._premises(evidence.premises, rule)

    def reason(self, reason: Reason) -> None:
        """The referral level and a reason for it."""
        end = self.graph.add(Node("referral", "conclusion", f"Referral: {level_word(reason.level)}"))
        rule = self.graph.add(Node(f"rule {reason.rule}", "rule", reason.title))
        self.graph.link(rule, end)
        self._premises(reason.premises, rule)

    def _premises(self, premises: tuple[Premise, ...], rule: str) -> None:
        for ground in self.grounds.of(premises):
            self.graph.link(self._ground(ground), rule)

    def _ground(self, ground: Ground) -> str:
        if ground.origin == "scored":
            words = f"{called(self.base, ground.about)}: {standing_word(ground.state)}"
            return self.graph.add(Node(f"band {ground.about}", "finding", words))
        kind = "answer" if ground.origin == "given" else "finding"
        words = fact(self.base, ground.about, ground.state)
        node = self.graph.add(Node(f"fact {ground.about} {ground.state}", kind, words))
        for below in ground.grounds:
            self.graph.link(self._ground(below), node)
        return node
