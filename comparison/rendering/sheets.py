"""A comparison as a workbook: a sheet of the changes, and one that counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ...queries.workbook import Sheet, workbook
from ...store.protocol import Table
from ..changes import Kind
from ..words import KINDS, THINGS, WORDS, thing
from .records import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...errors import Language, Message
    from ..changes import Comparison
    from ..edition import Row
    from .records import Record

_COLUMNS = (
    *("function-old", "function-new", "what", "how", "old", "new"),
    *("code-old", "code-new", "level-old", "level-new"),
)


def to_xlsx(comparison: Comparison, lang: Language) -> bytes:
    """Return the workbook; equal comparisons give equal bytes."""
    changes = Table(_COLUMNS, tuple(tuple(_cells(one, lang)) for one in records(comparison)))
    counted = Table(("what", *map(str, Kind)), tuple(_counted(comparison, lang)))
    heads = {"what": WORDS["what"], **{str(kind): word for kind, word in KINDS.items()}}
    return workbook(
        [
            Sheet(changes, {name: WORDS[name] for name in _COLUMNS}, WORDS["changes"]),
            Sheet(counted, heads, WORDS["summary"]),
            Sheet(_about(comparison, lang), {"what": WORDS["what"], "label": WORDS["title"]}, WORDS["title"]),
        ],
        lang,
    )


def _cells(record: Record, lang: Language) -> Iterator[Literal | None]:
    change = record.change
    yield Literal(record.function_old)
    yield Literal(record.function_new)
    yield _text(thing(change.row), lang)
    yield Literal(", ".join(KINDS[kind].in_language(lang) for kind in change.kinds))
    rows: tuple[Row | None, ...] = (change.old, change.new)
    yield from (Literal(row.text, lang="ru") if row else None for row in rows)
    yield from (Literal(row.code) if row else None for row in rows)
    yield from (_number(row.level) if row else None for row in rows)


def _counted(comparison: Comparison, lang: Language) -> Iterator[tuple[Literal, ...]]:
    for kind, word in THINGS.items():
        if kind in comparison.counts:
            yield _text(word, lang), *(Literal(comparison.counts[kind][one]) for one in Kind)


def _about(comparison: Comparison, lang: Language) -> Table:
    """Return what is compared, and what a reader has to be told first."""
    editions = (("old", comparison.old), ("new", comparison.new))
    rows = [(_text(WORDS[side], lang), Literal(edition.label, lang="ru")) for side, edition in editions]
    rows += [(Literal(""), _text(WORDS[note], lang)) for note in (*comparison.notes, "compared")]
    return Table(("what", "label"), tuple(rows))


def _text(message: Message, lang: Language) -> Literal:
    return Literal(message.in_language(lang), lang=lang)


def _number(level: str) -> Literal:
    return Literal(int(level)) if level.isdecimal() else Literal(level)
