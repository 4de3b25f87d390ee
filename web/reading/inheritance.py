"""What the picture of a standard shows: its functions with their levels, and who takes what from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import answered
from .canvas import Function, Inheritance, Picture, Whole
from .picture import picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from ..overview import MappedFunction
    from .asking import Row

_INHERITANCES = """
SELECT DISTINCT ?taker ?giver ?kind
WHERE {
  ?node ps:hasGeneralizedFunction/ps:hasParticularFunction ?taker .
  { ?taker ps:inheritsSkillsFrom ?giver . BIND("skills" AS ?kind) }
  UNION
  { ?taker ps:inheritsKnowledgeFrom ?giver . BIND("knowledge" AS ?kind) }
}
ORDER BY ?taker ?giver DESC(?kind)
"""


@dataclass(frozen=True)
class Drawn:
    """The picture, and the query for what is inherited in it."""

    picture: Picture
    query: str
    is_cut: bool


def inheritance_picture(store: Store, node: URIRef, functions: Iterable[MappedFunction], lang: Language) -> Drawn:
    """Return the picture of an edition with this functional map."""
    found = answered(store, _INHERITANCES, node, lang)
    return Drawn(picture(_shown(functions), map(_inheritance, found.rows)), found.query, found.is_cut)


def _shown(functions: Iterable[MappedFunction]) -> Iterator[Function]:
    for top in functions:
        whole = Whole(top.iri, top.code, top.title)
        for one in top.functions:
            yield Function(one.iri, one.code, one.title, int(one.level) if one.level else None, whole)


def _inheritance(row: Row) -> Inheritance:
    return Inheritance(row["taker"], row["giver"], "skills" if row["kind"] == "skills" else "knowledge")
