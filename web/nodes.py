"""Where the nodes of the data are on this site: the address of an IRI, and what a code in an answer means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import request
from rdflib import Literal, URIRef

from ..queries.parameters import loaded_versions
from ..store.protocol import table_of
from .item_links import Items
from .linked.naming import term_address
from .negotiation import chosen_language
from .site import current_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..store.protocol import Store, Term

    Row = Sequence[Term | None]

_KEPT = "%/:@!$&'()*+,;=~"
_STANDARD = "standardCode"  # the column that says of which standard a row is
_FUNCTIONS = """
SELECT ?version ?code ?function
WHERE {
  VALUES ?version { %s }
  { ?version ps:hasGeneralizedFunction ?function }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?function }
  ?function ps:code ?code .
}
"""


@dataclass(frozen=True)
class Codes:
    """What the codes in the rows of an answer mean: addresses by the code of a standard and that of a function.

    `items` are what the codes of classifiers mean.
    """

    addresses: Mapping[tuple[str, str], str]
    column: int | None = None
    only: str = ""
    items: Items = field(default_factory=Items)

    def links(self, row: Row) -> list[str]:
        """Return the address of each cell of a row, "" where it is no code that is known."""
        standard = self.only if self.column is None else str(row[self.column])
        items = (self.items.item(place, row) for place in range(len(row)))
        return [address(item) if item else self._link(standard, term) for item, term in zip(items, row, strict=True)]

    def _link(self, standard: str, term: Term | None) -> str:
        if not isinstance(term, Literal) or term.language:
            return ""
        return self.addresses.get((standard, str(term))) or self.addresses.get((str(term), "")) or ""


def codes_of(store: Store, values: Iterable[URIRef | Literal], variables: Sequence[str], items: Items) -> Codes:
    """Return what codes mean in the answer to a question that was asked about these values."""
    asked = [f"{value}/" for value in values]
    about = {one.iri: one.code for one in loaded_versions(store) if any(_is_in(value, one.iri) for value in asked)}
    addresses = {(code, ""): address(iri) for iri, code in about.items()}
    rows = table_of(store.query(_FUNCTIONS % " ".join(iri.n3() for iri in about))).rows if about else ()
    named = [((about[URIRef(str(version))], str(code)), str(function)) for version, code, function in rows]
    times = Counter(key for key, _ in named)
    # A code that a document gives twice means neither.
    addresses |= {key: address(function) for key, function in named if times[key] == 1}
    return Codes(
        addresses,
        variables.index(_STANDARD) if _STANDARD in variables else None,
        next(iter(about.values())) if len(about) == 1 else "",
        items,
    )


def address(iri: str) -> str:
    """Return where this site tells of an IRI of the data or of the ontology, in the chosen language; "" for others."""
    base, lang = current_site().base(), chosen_language()
    if not iri.startswith(base):
        return term_address(iri)
    path, hash_sign, anchor = iri.removeprefix(base).partition("#")
    fields = f"?lang={lang}" if lang else ""
    # A question mark in an IRI would end the path; what is encoded in it stays so.
    return f"{request.script_root}/id/{quote(path, safe=_KEPT)}{fields}{hash_sign}{quote(anchor, safe=_KEPT)}"


def _is_in(value: str, version: URIRef) -> bool:
    return value.startswith(f"{version}/")
