"""What a page asks of the store about its node, and the query itself, for the reader to ask it again."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rdflib import Literal

from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store

# A classifier code or a concept may be used by thousands; the query behind the table gives all of them.
MOST_ROWS = 500

# Where in the document `?statement` stands: the integrity shapes see to it that each one has a place. Of several places
# the query's order decides which comes first. An OPTIONAL inside of another makes the engine read all places of the
# store: measured with 40 editions, 4 s instead of 0.1 s.
PLACE = """\
  ?statement prov:wasDerivedFrom ?place .
  ?place rdfs:label ?placeName .
  OPTIONAL { ?place ps:firstLine ?first ; ps:lastLine ?last }
  OPTIONAL { ?place ps:page ?page }
"""
_IN_FORCE = """\
  ?version ps:validFrom ?begins .
  FILTER(?begins <= %(day)s)
  FILTER NOT EXISTS { ?version ps:validTo ?ends FILTER(?ends < %(day)s) }
"""

_NOTHING: Mapping[str, Sequence[URIRef | Literal]] = MappingProxyType({})
Row = dict[str, str]


@dataclass(frozen=True)
class Answered:
    """The rows that a query found, each by the names of its variables, and the query; `is_cut` tells of more."""

    query: str
    rows: tuple[Row, ...]
    is_cut: bool = False

    def where(self, **values: str) -> tuple[Row, ...]:
        """Return the rows that have these values."""
        return tuple(row for row in self.rows if all(row[name] == value for name, value in values.items()))


@dataclass(frozen=True)
class Group:
    """Rows that belong together; what they share is read off the first of them."""

    rows: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """Return the row that stands for all."""
        return self.rows[0]


def answered(
    store: Store, query: str, node: URIRef, lang: Language, besides: Mapping[str, Sequence[URIRef | Literal]] = _NOTHING
) -> Answered:
    """Return what a query finds about `?node`, with `besides` in other variables.

    `?lang`, where the query has it, is the reader's language.
    """
    bound = _bound(query, {"node": [node], **besides} | ({"lang": [Literal(lang)]} if "?lang" in query else {}))
    table = table_of(store.query(f"{bound}LIMIT {MOST_ROWS + 1}"))
    rows = tuple(
        {name: "" if term is None else str(term) for name, term in zip(table.variables, row, strict=True)}
        for row in table.rows[:MOST_ROWS]
    )
    return Answered(bound, rows, is_cut=len(table.rows) > MOST_ROWS)


def versions(
    store: Store, query: str, node: URIRef, besides: Mapping[str, Sequence[URIRef | Literal]] = _NOTHING
) -> frozenset[str]:
    """Return every `?version` that a query finds about `?node`."""
    bound = _bound(query, {"node": [node], **besides})
    return frozenset(str(version) for (version,) in table_of(store.query(bound)).rows)


def on_day(query: str, day: date | None) -> str:
    """Return a query whose `?version` is an edition in force on the day; the query itself where there is no day."""
    if day is None:
        return query
    pattern, end, order = query.rpartition("}\nORDER BY ")
    return pattern + _IN_FORCE % {"day": Literal(day).n3()} + end + order


def grouped(rows: Iterable[Row], *names: str) -> tuple[Group, ...]:
    """Return the rows grouped by the values of these variables, in the order in which groups first occur."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return tuple(Group(tuple(members)) for members in found.values())


def unique(rows: Iterable[Row], *names: str) -> tuple[Row, ...]:
    """Return the first row of each value of these variables."""
    return tuple(group.head for group in grouped(rows, *names))


def _bound(query: str, values: Mapping[str, Sequence[URIRef | Literal]]) -> str:
    block = "".join(
        f"  VALUES ?{name} {{ {' '.join(term.n3() for term in terms)} }}\n" for name, terms in values.items()
    )
    return query.strip().replace("WHERE {\n", f"WHERE {{\n{block}", 1) + "\n"
