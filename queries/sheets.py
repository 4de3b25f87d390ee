"""The tables of a dump: which questions they answer, and the sheets of a workbook, one for each kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message
from ..store.protocol import Table, table_of
from .catalogue import question
from .workbook import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..store.protocol import Answer

COMPETENCES = "competences"
_KIND = "kind"
_KINDS: Mapping[str, Message] = {
    "action": Message(ru="Действия", en="Actions"),
    "skill": Message(ru="Умения", en="Skills"),
    "knowledge": Message(ru="Знания", en="Knowledge"),
}
_TITLES: Mapping[str, Message] = {
    "approval": Message(ru="Приказы", en="Orders"),
    "functions": Message(ru="Функции", en="Functions"),
    "all-requirements": Message(ru="Требования", en="Requirements"),
    "classifier-codes": Message(ru="Коды", en="Codes"),
}
TABLES = ("approval", "functions", COMPETENCES, "all-requirements", "classifier-codes")


def sheets(answers: Mapping[str, Answer]) -> Iterator[Sheet]:
    """Yield the sheets of the answers to the questions of `TABLES`: actions, skills and knowledge each have one."""
    for name in TABLES:
        columns, answer = question(name).columns, table_of(answers[name])
        if name == COMPETENCES:
            yield from (Sheet(_of_kind(answer, kind), columns, named) for kind, named in _KINDS.items())
        else:
            yield Sheet(answer, columns, _TITLES[name])


def _of_kind(answer: Table, kind: str) -> Table:
    """Return the rows of a kind, without the column that says it."""
    column = answer.variables.index(_KIND)
    rows = tuple((*row[:column], *row[column + 1 :]) for row in answer.rows if str(row[column]) == kind)
    return Table((*answer.variables[:column], *answer.variables[column + 1 :]), rows)
