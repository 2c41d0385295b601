"""The network: experta's engine, matcher and agenda, on the rules that the case in hand can reach."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .experta_import import (
    EXISTS,
    NOT,
    ChildNode,
    DepthStrategy,
    ExpertaRule,
    FactCapture,
    InitialFact,
    KnowledgeEngine,
    NotNode,
    OrdinaryMatchNode,
    ReteMatcher,
    SameContextCheck,
    Token,
    TypeCheck,
    generate_checks,
)
from .experta_nodes import Exists, Said, Terminal, Test, plain

FEW = 8
"""Tests that are as quickly asked one by one."""
FIRST = InitialFact()
"""What is always there; one for all, since experta forgets no pattern that it has seen."""


Chain = tuple[tuple[Any, ChildNode], ...]
"""Tests, each with the node above it, from the last up."""


class Rule(ExpertaRule):  # type: ignore[misc]
    """A rule that is none but itself; experta compares all its patterns at every firing."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class _ByName(DepthStrategy):  # type: ignore[misc]
    """Ties of salience go by the rule's name, then by the age of its facts: one order in every process."""

    def get_key(self, activation: Any) -> Any:
        key = getattr(activation, "soleus_key", None)
        if key is None:
            facts = sorted(f["__factid__"] for f in activation.facts)
            key = (activation.rule.salience, activation.rule.turn, [-f for f in facts])
            activation.soleus_key = key
        return key


@dataclass(frozen=True)
class _Wired:
    """A rule's own part of the network: the tests of its patterns from the last one up, its joins, and their links."""

    rule: Any
    chains: tuple[Chain, ...]
    links: Chain

    @classmethod
    def of(cls, rule: Any, tested: Callable[[Any], Chain], changed: dict[int, Terminal]) -> "_Wired":
        """experta's own joins for a conjunction of facts and negated facts, without its set-up for other forms."""
        chains = tuple(map(tested, rule))
        node, links = chains[0][0][1].node, []
        for element, chain in zip(rule[1:], chains[1:], strict=True):
            join = (NotNode if isinstance(element, NOT) else OrdinaryMatchNode)(SameContextCheck())
            links += [(node, ChildNode(join, join.activate_left))]
            links += [(chain[0][1].node, ChildNode(join, join.activate_right))]
            node = join
        terminal = Terminal(rule, changed)
        return cls(rule, chains, (*links, (node, ChildNode(terminal, terminal.activate))))


class _Matcher(ReteMatcher):  # type: ignore[misc]
    """experta's matcher, in which the rules that a case can reach stand, and which asks only what a change can concern.

    experta builds a network once for all rules and walks all terminals at every firing and every test for every fact;
    with some thousand rules that is most of a consultation. The nodes are experta's own. Those of a rule are made when
    it first stands, and linked anew for each case, which costs a tenth of making them.
    """

    def build_network(self) -> None:
        self._changed: dict[int, Terminal] = {}
        self._tests: dict[tuple[int, int], ChildNode] = {}
        self._wired: dict[int, _Wired] = {}
        self._linked: dict[int, Any] = {}
        self._remembering: list[Any] = []
        self._switches: list[Test] = []
        self._clean = True  # nothing went through it since
        self._first = self._tested(FIRST)

    def stand(self, rules: Sequence[Any]) -> None:
        """These rules are the network from now on; none of its nodes remembers anything."""
        self.reset()
        for node in (self.root_node, *self._linked.values()):
            node.children.clear()
        for node in self._switches:
            node.ask_each()
        self._linked, self._remembering, self._switches = {}, [], []
        self._link(self._first)
        for rule in rules:
            wired = self._wired.get(id(rule))
            if wired is None:
                wired = self._wired[id(rule)] = _Wired.of(rule, self._tested, self._changed)
            for chain in wired.chains:
                self._link(chain)
            for parent, child in wired.links:
                parent.children.append(child)
                if id(child.node) not in self._linked:
                    self._linked[id(child.node)] = child.node
                    self._remembering.append(child.node)
        for node in self._linked.values():
            if len(node.children) > FEW and isinstance(node, Test) and plain(node.matcher):
                node.look_up()
                self._switches.append(node)

    def _link(self, chain: Chain) -> None:
        for parent, child in chain:
            if id(child.node) in self._linked:
                return
            self._linked[id(child.node)] = child.node
            parent.children.append(child)
            if isinstance(child.node, Exists):
                self._remembering.append(child.node)

    def _tested(self, element: Any) -> Chain:
        """experta's own chain of tests for a pattern, from the last up; one that is there already is looked up.

        What matched is in the token already and needs no name.
        """
        node, chain = self.root_node, []
        pattern = element[0] if isinstance(element, NOT | EXISTS) else element
        tests: list[Any] = [test for test in generate_checks(pattern) if not isinstance(test, FactCapture)]
        tests.sort(key=lambda test: not isinstance(test, TypeCheck))
        for test in (*tests, Exists) if isinstance(element, EXISTS) else tests:
            key = (id(node), id(test))
            if key not in self._tests:
                new = Exists() if test is Exists else Test(test)
                self._tests[key] = ChildNode(new, new.activate)
            chain.append((node, self._tests[key]))
            node = self._tests[key].node
        return tuple(reversed(chain))

    def changes(self, adding: Any = None, deleting: Any = None) -> tuple[list[Any], list[Any]]:
        self._clean = False
        for fact in deleting or ():
            self.root_node.remove(fact)
        for fact in adding or ():
            token = Said(Token.TagType.VALID, {fact}, {})
            for child in self.root_node.children:
                child.callback(token)
        added, removed = [], []
        for node in self._changed.values():
            new, old = node.get_activations()
            added.extend(new)
            removed.extend(old)
        self._changed.clear()
        return added, removed

    def reset(self) -> None:
        if not self._clean:
            for node in self._remembering:
                node._reset()
            self._changed.clear()
            self._clean = True


class Network(KnowledgeEngine):  # type: ignore[misc]
    """An experta engine in which, case by case, the rules stand that are given to it.

    A network belongs to one thread at a time: experta's memories live in its nodes. `tally` holds what has been counted
    towards each `any` and `at_least`, and on which facts.
    """

    __strategy__ = _ByName
    __matcher__ = _Matcher

    def __init__(self) -> None:
        self.tally: dict[str, list[tuple[Any, ...]]] = {}
        self._first = super().get_deffacts()
        super().__init__()

    def stand(self, rules: Sequence[Any]) -> None:
        """Forget the last case and its rules, and let these be the rules, with turns in their order."""
        for turn, rule in enumerate(rules):
            rule.turn = -turn
        self.matcher.stand(rules)
        self.reset()

    def reset(self, **kwargs: Any) -> None:
        """Forget the last case."""
        self.tally.clear()
        super().reset(**kwargs)

    def run(self, steps: float = math.inf) -> None:
        """experta's cycle, without the log for which it writes out all facts at every firing."""
        self.running = True
        while steps > 0 and self.running:
            self.strategy.update_agenda(self.agenda, *self.get_activations())
            if (chosen := self.agenda.get_next()) is None:
                break
            chosen.rule(self, chosen.facts)
            steps -= 1
        self.running = False

    def get_deffacts(self) -> Any:
        return self._first
