"""How large, deep and long a text may be: what the engine plans in a second or so and never dies of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from ...errors import Message
from . import refusals
from .refusals import Place
from .tokens import CLOSING, OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..protocol import QueryError
    from .tokens import Token

_RUNNING = ("!", "+", "-", "^")
_CLAUSES = ("OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "AS", "VALUES", "LATERAL", "GRAPH", "SERVICE")
_CHAINING = ("|", "||", "&&", "+", "-", "*", "/")
_JOINING = (".", ";", ",", "/", "^")
_JOINS = Message(ru="троек, шагов пути и членов списка вместе", en="triples, path steps and list members together")
_CLAUSE = Message(ru="частей FILTER, BIND, OPTIONAL и подобных", en="clauses FILTER, BIND, OPTIONAL and the like")
_ANNOTATION = 3  # joins of each, more than of any other token
_MEMBERS = frozenset({"name", "iri", "variable", "blank", "string", "number"})
_Kind = Literal["pattern", "template", "rows"]
# What the next braces hold.
_HOLDING: dict[str, _Kind] = {
    **dict.fromkeys(("CONSTRUCT", "INSERT", "DELETE", "DATA"), "template"),
    "WHERE": "pattern",
    "VALUES": "rows",
}
# What the braces after these words hold is planned apart from what surrounds them.
_APART = frozenset({"OPTIONAL", "UNION", "MINUS", "EXISTS", "LATERAL", "SERVICE"})


@dataclass(frozen=True)
class TextLimits:
    """How much of what a text may have.

    `joins` are the steps that the engine orders together: triples, path steps, twice the members of a list;
    `all_joins` are those of the whole text, in whatever groups. `clauses` are FILTER, BIND, OPTIONAL and their like,
    `operators` those of expressions, both of the whole text.
    """

    bytes: int = 1_000_000
    tokens: int = 200_000
    nesting: int = 100
    joins: int = 100
    all_joins: int = 1_000
    clauses: int = 300
    operators: int = 1_000


@dataclass(slots=True)
class _Group:
    """An open bracket: what its pattern joins, and what the next braces in it are."""

    sign: str
    kind: _Kind = "pattern"
    is_apart: bool = False
    joins: int = 0
    next_kind: _Kind | None = None
    next_is_apart: bool = False
    closed: int = 0  # joins of the braces that closed last: not this group's if they are a branch of a UNION


def measured(text: str, stream: Iterator[Token], limits: TextLimits) -> Iterator[Token]:
    """Yield the tokens of the text; raise `QueryError` at the first that is too many."""
    harmless = min(limits.tokens, limits.nesting, limits.joins, limits.all_joins, limits.clauses, limits.operators)
    few = list(islice(stream, harmless // _ANNOTATION + 1))
    # No token counts more than that: a text of so few exceeds nothing, whatever they are.
    if len(few) <= harmless // _ANNOTATION:
        return iter(few)
    return _Measure(text, limits).measured(chain(few, stream))


@dataclass(slots=True)
class _Measure:
    """Counts the tokens of one text as they come."""

    text: str
    limits: TextLimits
    _count: int = 0
    _joins: int = 0
    _clauses: int = 0
    _operators: int = 0
    _run: int = 0
    _groups: list[_Group] = field(default_factory=lambda: [_Group("")])

    def measured(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Yield the tokens of the text; raise `QueryError` at the first that is too many."""
        for token in stream:
            self._count += 1
            if self._count > self.limits.tokens:
                raise self._beyond(token, self.limits.tokens, ru="слов и знаков", en="words and signs")
            self._measure(token)
            if self._groups[-1].joins > self.limits.joins:
                raise self._beyond(token, self.limits.joins, ru=_JOINS.ru, en=_JOINS.en)
            yield token

    def _measure(self, token: Token) -> None:
        is_sign = token.kind == "sign"
        self._run = self._run + 1 if is_sign and token.text in _RUNNING else 0
        if is_sign and token.text in OPENING:
            self._open(token)
        elif is_sign and token.text in CLOSING:
            self._close(token)
        elif token.kind == "word" and not token.is_word("TRUE", "FALSE"):
            self._note(token)
        elif token.is_computed or token.is_sign("|"):
            self._compute(token)
        elif self._groups[-1].kind == "pattern":
            self._join(token)
        if len(self._groups) - 1 + self._run > self.limits.nesting:
            raise self._beyond(token, self.limits.nesting, ru="скобок в глубину", en="brackets deep")

    def _open(self, token: Token) -> None:
        around = self._groups[-1]
        group = _Group(token.text, around.kind)
        if token.text == "{":
            group.kind = around.next_kind or ("pattern" if token.is_computed else around.kind)
            group.is_apart = around.next_is_apart
            around.next_kind, around.next_is_apart = None, False
        if around.kind == group.kind == "pattern" and not (group.is_apart or token.is_computed):
            self._add(token, around, _ANNOTATION if token.text == "{|" else 1)
        self._groups.append(group)

    def _close(self, token: Token) -> None:
        if len(self._groups) == 1 or OPENING[self._groups[-1].sign] != token.text:
            return
        group = self._groups.pop()
        self._groups[-1].closed = 0 if group.is_apart else group.joins
        self._groups[-1].joins += self._groups[-1].closed

    def _note(self, token: Token) -> None:
        group, word = self._groups[-1], token.text
        if word in _CLAUSES:
            self._clauses += 1
            if self._clauses > self.limits.clauses:
                raise self._beyond(token, self.limits.clauses, ru=_CLAUSE.ru, en=_CLAUSE.en)
        if word == "UNION":
            group.joins, group.closed = group.joins - group.closed, 0
        group.is_apart |= word == "SELECT"
        group.next_is_apart |= word in _APART
        group.next_kind = _HOLDING.get(word, group.next_kind)

    def _compute(self, token: Token) -> None:
        self._operators += token.is_sign(*_CHAINING)
        if self._operators > self.limits.operators:
            raise self._beyond(token, self.limits.operators, ru="действий в выражениях", en="operators")

    def _join(self, token: Token) -> None:
        group = self._groups[-1]
        if token.is_sign(*_JOINING):
            self._add(token, group, 1)
        elif group.sign == "(" and (token.kind in _MEMBERS or token.is_word("TRUE", "FALSE")):
            self._add(token, group, 2)

    def _add(self, token: Token, group: _Group, joins: int) -> None:
        group.joins += joins
        self._joins += joins
        if self._joins > self.limits.all_joins:
            raise self._beyond(token, self.limits.all_joins, ru=_JOINS.ru, en=_JOINS.en)

    def _beyond(self, token: Token, most: int, *, ru: str, en: str) -> QueryError:
        return refusals.beyond(Place.of(self.text, token.start), most, ru=ru, en=en)
