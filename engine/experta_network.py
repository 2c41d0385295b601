"""The expert system shell: the only module that imports experta.

experta 1.9.4 pins a frozendict that reads `collections.Mapping`, gone since Python 3.10, and calls
`logging.basicConfig()` on import; both are put right here and undone at once.
"""

import collections
import collections.abc
import itertools
import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

_handlers = logging.root.handlers[:]
_patched = not hasattr(collections, "Mapping")
if _patched:
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
try:
    from experta import AS, NOT, Fact, KnowledgeEngine, L, P, Rule
    from experta.fact import InitialFact
    from experta.matchers import ReteMatcher
    from experta.matchers.rete.check import FactCapture, FeatureCheck, SameContextCheck, TypeCheck
    from experta.matchers.rete.nodes import ConflictSetNode, FeatureTesterNode, NotNode, OrdinaryMatchNode
    from experta.matchers.rete.utils import generate_checks
    from experta.strategies import DepthStrategy
finally:
    if _patched:
        del collections.Mapping  # type: ignore[attr-defined]
    logging.root.handlers[:] = _handlers
logging.getLogger("experta").setLevel(logging.WARNING)

__all__ = ["AS", "FIRST", "NOT", "Fact", "Network", "P", "Rule"]


FIRST = InitialFact()
"""What is always there; one for all, since experta forgets no pattern that it has seen."""


class _ByName(DepthStrategy):  # type: ignore[misc]
    """Ties of salience go by the rule's name, then by the age of its facts: one order in every process."""

    def get_key(self, activation):  # type: ignore[no-untyped-def]
        key = getattr(activation, "soleus_key", None)
        if key is None:
            facts = sorted(f["__factid__"] for f in activation.facts)
            key = (activation.rule.salience, activation.rule.turn, [-f for f in facts])
            activation.soleus_key = key
        return key


class _Switch(FeatureTesterNode):  # type: ignore[misc]
    """A tester whose children mostly ask one field for some literals: it looks them up instead of asking each.

    experta hands every fact to every distinct test in turn, which costs as many calls as there are findings.
    """

    def look_up(self):  # type: ignore[no-untyped-def]
        self.others: list[Any] = []
        self.tables: dict[str, dict[Any, list[Any]]] = {}
        for child in self.children:
            test: Any = getattr(child.node, "matcher", None)
            values = _literals(test)
            for value in values:
                self.tables.setdefault(test.what, {}).setdefault(value, []).append(child)
            if not values:
                self.others.append(child)

    def _activate(self, token):  # type: ignore[no-untyped-def]
        (fact,) = token.data
        if self.matcher(fact):
            for field, table in self.tables.items():
                for child in table.get(fact.get(field), ()):
                    child.callback(token)
            for child in self.others:
                child.callback(token)


class _Terminal(ConflictSetNode):  # type: ignore[misc]
    """A rule's last node, which tells the matcher that it has changed."""

    def _activate(self, token):  # type: ignore[no-untyped-def]
        super()._activate(token)
        self.changed[id(self)] = self


class _Matcher(ReteMatcher):  # type: ignore[misc]
    """experta's matcher, which asks only the nodes that a change can concern.

    experta walks all terminals at every firing and every test for every fact; with a thousand rules that is most
    of a consultation. The nodes of the network are experta's own.
    """

    def build_network(self):  # type: ignore[no-untyped-def]
        super().build_network()
        self._changed: dict[int, _Terminal] = {}
        seen, todo = {}, [self.root_node]
        while todo:
            node = todo.pop()
            if id(node) not in seen:
                seen[id(node)] = node
                todo.extend(child.node for child in node.children)
        self._nodes = tuple(seen.values())
        for node in self._nodes:
            if isinstance(node, ConflictSetNode):
                node.__class__, node.changed = _Terminal, self._changed
            elif isinstance(node, FeatureTesterNode) and len(node.children) > 8 and _plain(node.matcher):
                node.__class__ = _Switch
                node.look_up()

    @staticmethod
    def prepare_ruleset(engine):  # type: ignore[no-untyped-def]
        """The rules as they are: each is a conjunction that begins with a fact, so there is nothing to rewrite."""
        return engine.get_rules()

    @staticmethod
    def build_alpha_part(ruleset, root_node):  # type: ignore[no-untyped-def]
        """experta's own chain of tests for each pattern; one that is there already is looked up, not searched for."""
        patterns = [FIRST, *(_pattern(element) for rule in ruleset for element in rule)]
        checks = {id(pattern): tuple(generate_checks(pattern)) for pattern in patterns}
        often = Counter(itertools.chain.from_iterable(checks.values()))
        nodes: dict[tuple[int, int], Any] = {}
        terminals = {}
        for pattern, tests in checks.items():
            node = root_node
            for test in sorted(tests, key=lambda test: (_sort(test), -often[test])):
                if (key := (id(node), id(test))) not in nodes:
                    new = nodes[key] = FeatureTesterNode(test)
                    node.add_child(new, new.activate)
                node = nodes[key]
            terminals[pattern] = node
        return terminals

    @staticmethod
    def build_beta_part(ruleset, alpha_terminals):  # type: ignore[no-untyped-def]
        """experta's own joins for a conjunction of facts and negated facts, without its set-up for other forms."""
        for rule in ruleset:
            node = alpha_terminals[id(rule[0])]
            for element in rule[1:]:
                join = (NotNode if isinstance(element, NOT) else OrdinaryMatchNode)(SameContextCheck())
                node.add_child(join, join.activate_left)
                alpha_terminals[id(_pattern(element))].add_child(join, join.activate_right)
                node = join
            terminal = ConflictSetNode(rule)
            node.add_child(terminal, terminal.activate)

    def changes(self, adding=None, deleting=None):  # type: ignore[no-untyped-def]
        for fact in deleting or ():
            self.root_node.remove(fact)
        for fact in adding or ():
            self.root_node.add(fact)
        added, removed = [], []
        for node in self._changed.values():
            new, old = node.get_activations()
            added.extend(new)
            removed.extend(old)
        self._changed.clear()
        return added, removed

    def reset(self):  # type: ignore[no-untyped-def]
        for node in self._nodes:
            node._reset()
        for node in self._changed.values():
            node.get_activations()  # what was pending there outlives a reset
        self._changed.clear()


def _pattern(element: Any) -> Any:
    """The pattern of a fact that must be there, or must not."""
    return element[0] if isinstance(element, NOT) else element


def _sort(test: Any) -> int:
    """Types are tested first; what only binds the fact comes last."""
    return 0 if isinstance(test, TypeCheck) else 2 if isinstance(test, FactCapture) else 1


def _literals(test: Any) -> tuple[Any, ...]:
    """The values of its field that a test lets through, where it is that simple."""
    how = test.how if isinstance(test, FeatureCheck) else None
    if isinstance(how, L) and how.__bind__ is None:
        return (how.value,)
    members = getattr(getattr(how, "match", None), "__self__", None)  # P(some_set.__contains__)
    return tuple(members) if isinstance(members, frozenset) else ()


def _plain(test: Any) -> bool:
    """Whether a test answers yes or no, and binds nothing."""
    return isinstance(test, TypeCheck) or bool(_literals(test))


class Network(KnowledgeEngine):  # type: ignore[misc]
    """An experta engine built once from given rules, and reset for every case.

    A network belongs to one thread: experta's memories live in its nodes. `tally` holds what has been counted
    towards each `any` and `at_least`, and on which facts.
    """

    __strategy__ = _ByName
    __matcher__ = _Matcher

    def __init__(self, rules: Iterable[Any]):
        self._rules = tuple(rules)
        self.tally: dict[str, dict[str, tuple[Any, ...]]] = {}
        super().__init__()

    def reset(self, **kwargs: Any) -> None:
        """Forget the last case."""
        self.tally.clear()
        super().reset(**kwargs)

    def get_rules(self):  # type: ignore[no-untyped-def]
        return list(self._rules)
