"""Which items of classifiers the codes in an answer mean, by what the question says of the editions they are of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..loader.classifiers.editions import EDITIONS
from ..store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..ontology.terms import Minter
    from ..queries.catalogue import Bound
    from ..store.protocol import Store, Table, Term

    Row = Sequence[Term | None]

# What a standard gives as a code may be any text.
_CODE = re.compile(r"[\w.-]+", re.ASCII)
_AT_ONCE = 500  # items that are looked for together
_NAMES = "SELECT DISTINCT ?edition ?name WHERE { ?edition a ps:ClassifierEdition ; rdfs:label|skos:prefLabel ?name }"
_HELD = "SELECT DISTINCT ?item WHERE { VALUES ?item { %s } ?item skos:notation ?code }"


@dataclass(frozen=True)
class Items:
    """The items that the codes of an answer mean: by the column and the row, as far as the store has them.

    `fixed` are the columns of one edition, `named` those whose edition another column names, by one of `names`.
    """

    fixed: Mapping[int, URIRef] = field(default_factory=dict)
    named: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[str, URIRef] = field(default_factory=dict)
    held: frozenset[URIRef] = frozenset()

    def item(self, place: int, row: Row) -> URIRef | None:
        """Return what the code in a cell of a row means; None where it is no code of an item in the store."""
        found = self._meant(place, row)
        return found if found in self.held else None

    def meant(self, rows: Sequence[Row]) -> Iterator[URIRef]:
        """Yield what the codes in these rows mean, whether the store has it or not."""
        found = (self._meant(place, row) for row in rows for place in (*self.fixed, *self.named))
        return (one for one in found if one)

    def _meant(self, place: int, row: Row) -> URIRef | None:
        code, edition = row[place], self.fixed.get(place)
        if edition is None and place in self.named:
            edition = self.names.get(str(row[self.named[place]]))
        if edition is None or not isinstance(code, Literal) or not _CODE.fullmatch(code):
            return None
        kind, name = edition.split("/")[-2:]
        known = EDITIONS.get((kind, name))
        return URIRef(f"{edition}/{known.structure.spelling(str(code)) if known else code}")


def items_in(store: Store, told: Mapping[str, str], values: Bound, table: Table, minter: Minter) -> Items:
    """Return the items that an answer names; `told` is what the question says of its columns of codes.

    That is an edition, `isco/88`, or what has it: a parameter that is a code, or a column with the name of an edition.
    """
    fixed: dict[int, URIRef] = {}
    named: dict[int, int] = {}
    for column, edition in told.items():
        place, variable = table.variables.index(column), edition.removeprefix("?")
        if variable in table.variables:
            named[place] = table.variables.index(variable)
        elif variable == edition:
            fixed[place] = minter.edition(*edition.split("/"))
        elif given := values.get(variable):
            fixed[place] = URIRef(str(given[0]).rpartition("/")[0])
    sought = Items(fixed, named, _names(store) if named else {})
    return replace(sought, held=held_items(store, sorted({*sought.meant(table.rows)})))


def held_items(store: Store, items: Sequence[URIRef]) -> frozenset[URIRef]:
    """Return those of the items that the store has."""
    parts = (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
    asked = (_HELD % " ".join(one.n3() for one in part) for part in parts)
    return frozenset(URIRef(str(item)) for text in asked for (item,) in table_of(store.query(text)).rows)


def _names(store: Store) -> dict[str, URIRef]:
    """Return the editions by their names, but for one that several have."""
    named = {(str(name), URIRef(str(edition))) for edition, name in table_of(store.query(_NAMES)).rows}
    times = Counter(name for name, _ in named)
    return {name: edition for name, edition in named if times[name] == 1}
