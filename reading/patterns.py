"""Patterns of words in one automaton: words, alternatives (a|b c), what may be left out (a)? or a?, gaps `..`.

`@class` and `@class.value` stand for a part of a complaint that was found before, `=word` for this form of a word alone
("=dots" is no single dot).
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from .tables import load_tables
from .tokens import HARD, WORD, Token, stem, tokenize

GAP = 4  # words that `..` may stand for
Item = tuple["str | list[list[Item]]", bool, str]  # a word or alternatives, whether it may be left out, as written
Match = tuple[int, list[Any], tuple[int, ...]]  # where it ends, what it stands for, the places of its words
_WORD = re.compile(r"[^\s()|?]+|\?")


@cache
def _edges(text: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in text.split():
        out += [word] if word[0] in "@=" or word == ".." else [t.stem for t in tokenize(word)]
    return tuple(out)


def parse(pattern: str) -> list[Item]:
    """The items of a pattern. Raises ValueError if its brackets do not match."""
    pattern = re.sub(r"(\w+)\(\s*(\w+)\)\?", r"(\1|\1\2)", pattern)
    items, rest = _sequence(pattern, 0, True)
    if rest < len(pattern):
        raise ValueError(f"unbalanced brackets in {pattern!r}")
    return items


def _sequence(text: str, at: int, top: bool) -> tuple[list[Item], int]:
    out: list[Item] = []
    while at < len(text) and text[at] not in "|)":
        if text[at] == " ":
            at += 1
            continue
        start, item = at, ""
        if text[at] == "(":
            either, at = _alternatives(text, at)
            read: Any = either
        else:
            found = _WORD.match(text, at)
            item, at = (found[0], found.end()) if found else (text[at], at + 1)
            read = item
            if top and text[at : at + 1] == "|":
                words = [item]
                while text[at : at + 1] == "|":
                    more = re.compile(r"[^\s()|?]*").match(text, at + 1)
                    words.append(more[0] if more else "")
                    at = more.end() if more else at + 1
                read = [[(word, False, word)] for word in words if word]
        optional = text[at : at + 1] == "?" and item != "?"
        at += optional
        out.append((read, optional, text[start:at]))
    return out, at


def _alternatives(text: str, at: int) -> tuple[list[list[Item]], int]:
    either: list[list[Item]] = []
    while True:
        items, at = _sequence(text, at + 1, False)
        if items:
            either.append(items)
        if at >= len(text):
            raise ValueError(f"unbalanced brackets in {text!r}")
        if text[at] == ")":
            return either, at + 1


@cache
def _skipped() -> frozenset[str]:
    return frozenset(load_tables().words.skip)


Plain = tuple[list[dict[str, list[int]]], list[list[Any]], frozenset[str]]


class Automaton:
    """Patterns, each standing for a value, looked for from any place of a text.

    A state is a number, 0 the first: `edges` lead from it by a word to others, and `values` are what ends in it.
    """

    def __init__(self, plain: Plain | None = None) -> None:
        """`plain` is what another automaton was, from which patterns are found and to which none are added."""
        self.edges, self.values, words = plain or ([{}], [[]], frozenset())
        self.words = set(words)
        self._shared: list[dict[str, int]] = [{}]
        self._skip = _skipped()

    def plain(self) -> Plain:
        """All of it as plain data, to be kept."""
        return self.edges, self.values, frozenset(self.words)

    def add(self, pattern: str, value: Any) -> None:
        """Let a pattern stand for a value."""
        frontier = [0]
        for item, optional, text in parse(pattern):
            if isinstance(item, str) and not _edges(item):
                continue
            first = frontier[0]
            target = self._shared[first].get(text) if len(frontier) == 1 else None
            if target is None:
                target = self._state()
                if len(frontier) == 1:
                    self._shared[first][text] = target
                self._link(item, frontier, target)
            frontier = [*frontier, target] if optional else [target]
        for state in frontier:
            if state and value not in self.values[state]:
                self.values[state].append(value)

    def _state(self) -> int:
        """A new state."""
        self.edges.append({})
        self.values.append([])
        self._shared.append({})
        return len(self.edges) - 1

    def _link(self, item: str | list[list[Item]], frontier: list[int], target: int) -> None:
        if isinstance(item, str):
            if item[0] not in "@.":
                self.words.update(token.norm for token in tokenize(item.lstrip("=")))
            self._word(frontier, item, target)
        else:
            for items in item:
                self._items(items, frontier, target)

    def _items(self, items: list[Item], frontier: list[int], target: int) -> None:
        if len(items) > 1 and items[-1][1]:
            self._items(items[:-1], frontier, target)
        for item, optional, _ in items[:-1]:
            middle = self._state()
            self._link(item, frontier, middle)
            frontier = [*frontier, middle] if optional else [middle]
        if items:
            self._link(items[-1][0], frontier, target)

    def _word(self, frontier: list[int], word: str, target: int) -> None:
        edges = _edges(word)
        for state in frontier:
            for edge in edges[:-1]:
                onward = self._shared[state].get(edge)
                if onward is None:
                    onward = self._shared[state][edge] = self._state()
                    self.edges[state].setdefault(edge, []).append(onward)
                state = onward
            if edges and target not in (into := self.edges[state].setdefault(edges[-1], [])):
                into.append(target)

    def find(
        self, tokens: Sequence[Token], start: int, parts: Mapping[int, Sequence[tuple[int, str, str]]]
    ) -> list[Match]:
        """Every pattern that begins at `start`; `parts` gives where parts begin: (end, class, value)."""
        if not parts.get(start) and tokens[start].stem not in self.edges[0]:
            return []
        found: list[Match] = []
        seen: set[tuple[int, int, int, int]] = set()
        todo: list[tuple[int, int, tuple[int, ...], int]] = [(start, 0, (), 0)]
        while todo:
            at, state, used, gap = todo.pop()
            if (key := (at, state, gap, len(used))) in seen:
                continue
            seen.add(key)
            edges, values = self.edges[state], self.values[state]
            if values and used and at == used[-1] + 1:
                found.append((at, values, used))
            if at >= len(tokens) or not edges:
                continue
            token = tokens[at]
            for form in (token.stem, f"={token.norm}"):
                todo += [(at + 1, onward, (*used, at), 0) for onward in edges.get(form, ())]
            for stop, name, value in parts.get(at, ()) if parts else ():
                for edge in (f"@{name}.{value}", f"@{name}"):
                    todo += [(stop, onward, (*used, *range(at, stop)), 0) for onward in edges.get(edge, ())]
            if token.kind == HARD or not used:
                continue
            if ".." in edges:
                todo += [(at, onward, used, GAP) for onward in edges[".."]]
            if token.kind == WORD and (gap > 0 or token.norm in self._skip):
                todo.append((at + 1, state, used, max(gap - 1, 0)))
        return found


def stems(words: Sequence[str]) -> frozenset[str]:
    """The stems of words."""
    return frozenset(stem(word) for word in words)
