"""Nodes of the network that spare experta most of its calls; what they let through is what experta's would."""

from typing import Any

from .experta_import import (
    Activation,
    ChildNode,
    ConflictSetNode,
    FeatureCheck,
    FeatureTesterNode,
    L,
    OneInputNode,
    Token,
    TypeCheck,
)


class Test(FeatureTesterNode):  # type: ignore[misc]
    """A tester; where its children mostly ask one field for some literals it looks them up instead of asking each.

    experta hands every fact to every distinct test in turn, which costs as many calls as there are findings.
    """

    def __init__(self, matcher: Any) -> None:
        super().__init__(matcher)
        self.ask_each()

    def ask_each(self) -> None:
        """Look up nothing."""
        self.others: list[Any] = self.children
        self.tables: dict[str, dict[Any, list[Any]]] = {}

    def look_up(self) -> None:
        """See which children wait for which value, now that they stand."""
        self.others = []
        for child in self.children:
            test: Any = getattr(child.node, "matcher", None)
            values = _literals(test)
            for value in values:
                self.tables.setdefault(test.what, {}).setdefault(value, []).append(child)
            if not values:
                self.others.append(child)

    def activate(self, token: Any) -> None:
        """The token goes on as it is; whoever keeps it copies it."""
        (fact,) = token.data
        if self.matcher(fact):
            for field, table in self.tables.items():
                for child in table.get(fact.get(field), ()):
                    child.callback(token)
            for child in self.others:
                child.callback(token)


class Said(Token):  # type: ignore[misc]
    """A token that is made of facts by construction, which experta would ask of each."""

    def __new__(cls, tag: Any, data: Any, context: Any) -> "Said":
        return tuple.__new__(cls, (tag, data, context))


class Exists(OneInputNode):  # type: ignore[misc]
    """Whether some fact is there, in place of two negations of experta's, each with a memory of its own."""

    def _reset(self) -> None:
        self.there = 0

    def add_child(self, child: Any, callback: Any) -> None:
        self.children.append(ChildNode(child, callback))

    def activate(self, token: Any) -> None:
        """The first fact lets a token through, and the loss of the last takes it back."""
        self.there += 1 if token.is_valid() else -1
        if self.there == (1 if token.is_valid() else 0):
            for child in self.children:
                child.callback(Said(token.tag, set(), {}))

    _activate = activate


class Terminal(ConflictSetNode):  # type: ignore[misc]
    """A rule's last node, which tells the matcher that it has changed."""

    def __init__(self, rule: Any, changed: dict[int, "Terminal"]) -> None:
        self.added: list[Any] = []
        self.removed: list[Any] = []
        super().__init__(rule)
        self.changed = changed

    def activate(self, token: Any) -> None:
        """As experta's, but what changed is listed, since to look it up in a set costs more than all else."""
        self.changed[id(self)] = self
        valid, key = token.is_valid(), frozenset(token.data)
        if valid is (key in self.memory):
            return
        (self.memory.add if valid else self.memory.remove)(key)
        activation = Activation(self.rule, key)
        undone, done = (self.removed, self.added) if valid else (self.added, self.removed)
        if activation in undone:
            undone.remove(activation)
        else:
            done.append(activation)

    def get_activations(self) -> tuple[list[Any], list[Any]]:
        changes = self.added, self.removed
        self.added, self.removed = [], []
        return changes

    def _reset(self) -> None:
        super()._reset()
        self.added, self.removed = [], []  # what is pending there outlives a reset of experta's


def _literals(test: Any) -> tuple[Any, ...]:
    """The values of its field that a test lets through, where it is that simple."""
    how = test.how if isinstance(test, FeatureCheck) else None
    if isinstance(how, L) and how.__bind__ is None:
        return (how.value,)
    members = getattr(getattr(how, "match", None), "__self__", None)  # P(some_set.__contains__)
    return tuple(members) if isinstance(members, frozenset) else ()


def plain(test: Any) -> bool:
    """Whether what a test asks can be looked up."""
    return isinstance(test, TypeCheck) or bool(_literals(test))
