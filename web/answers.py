"""An answer as a page shows it: cells that know their kind and language, or Turtle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef

from ..ontology.terms import PREFIXES
from ..queries.rendering import SERIALISED, headings
from ..queries.values import worded
from ..store.protocol import GRAPH_TYPES, RESULT_TYPES, Table
from .linked.naming import elsewhere
from .nodes import address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..errors import Language, Message
    from ..store.protocol import Excerpt, Term
    from .nodes import Codes, Row

# A browser is slow with more; the files hold all of them.
MOST_ROWS = 1000
FILE_NAMES = {
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "xml": "XML",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "xlsx": "XLSX",
}
# A column of longer texts keeps a width to be read in, however many columns there are.
_LONG = 40


@dataclass(frozen=True)
class Cell:
    """A value of a result: its kind decides how it is set, its language how it is read aloud, `href` where it leads.

    A node that has a `name` is shown by it, and its IRI in `text` below.
    """

    text: str
    kind: str = "text"
    lang: str = ""
    href: str = ""
    name: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a result; its kind is that of all its values, or "long"."""

    heading: str
    kind: str


@dataclass(frozen=True)
class Shown:
    """What a page shows of an answer: a table of at most `MOST_ROWS` rows, a truth value, or Turtle."""

    downloads: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    truth: bool | None = None
    turtle: str | None = None

    @property
    def is_cut(self) -> bool:
        """Tell whether the answer has more than is shown."""
        return self.total > MOST_ROWS


def shown(
    excerpt: Excerpt,
    columns: Mapping[str, Message],
    lang: Language,
    codes: Codes | None = None,
    names: Mapping[URIRef, tuple[str, str]] | None = None,
) -> Shown:
    """Return the beginning of an answer for a page, headed as the question says.

    `codes` are linked to what they mean, nodes are called by their `names`.
    """
    answer, total = excerpt.answer, excerpt.total
    if isinstance(answer, bool):
        return Shown(_downloads(RESULT_TYPES), truth=answer)
    if not isinstance(answer, Table):
        turtle = answer.serialize(format="turtle") if total <= MOST_ROWS else ""
        return Shown(_downloads(GRAPH_TYPES), turtle=turtle, total=total)
    # Only a question has columns, and only its fixed values have words of their own.
    words = lang if columns else None
    # The same nodes stand in many rows.
    cell = cache(partial(_cell, words=words, names=names or {}))
    rows = tuple(_cells(row, cell, codes) for row in answer.rows)
    kinds = [_kind([row[number] for row in rows]) for number in range(len(answer.variables))]
    return Shown(
        downloads=(*_downloads(RESULT_TYPES), "xlsx"),
        columns=tuple(map(Column, headings(answer, columns, lang), kinds)),
        rows=rows,
        total=total,
    )


def _kind(cells: Sequence[Cell]) -> str:
    kinds = {cell.kind for cell in cells if cell.text}
    if len(kinds) == 1 and kinds != {"text"}:
        return kinds.pop()
    return "long" if any(len(cell.text) > _LONG for cell in cells) else "text"


def _cells(row: Row, cell: Callable[[Term | None], Cell], codes: Codes | None) -> tuple[Cell, ...]:
    links = codes.links(row) if codes else [""] * len(row)
    cells = (cell(term) for term in row)
    return tuple(replace(one, href=one.href or link) if link else one for one, link in zip(cells, links, strict=True))


def _cell(term: Term | None, words: Language | None, names: Mapping[URIRef, tuple[str, str]]) -> Cell:
    if term is None:
        return Cell("")
    if words and (word := worded(term, words)):
        return Cell(word)
    if isinstance(term, URIRef):
        name, lang = names.get(term, ("", ""))
        return Cell(compact(term), "iri", lang, address(term) or elsewhere(str(term)), name)
    if isinstance(term, BNode):
        return Cell(f"_:{term}", "iri")
    if isinstance(term, Literal):
        is_number = isinstance(term.value, (int, float, Decimal)) and not isinstance(term.value, bool)
        return Cell(str(term), "number" if is_number else "text", term.language or "")
    raise ValueError(f"unexpected term: {term!r}")


def compact(iri: str) -> str:
    """Return the IRI as a prefixed name where one of our prefixes fits and the rest is a plain name."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(str(namespace))
        if local != iri and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return str(iri)


def _downloads(media_types: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name, media_type in SERIALISED.items() if media_type in media_types)
