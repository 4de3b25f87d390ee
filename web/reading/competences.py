"""The skills and knowledge of a function, its own told apart from those of the functions that it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import PLACE, answered, grouped, unique

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered, Group, Row

_COMPETENCES = f"""
SELECT ?kind ?how ?source ?code ?name ?statement ?text ?concept ?place ?placeName ?page ?first ?last
WHERE {{
  {{
    ?node ps:effectiveSkillStatement ?statement . ?source ps:statesSkill ?statement .
    BIND("skills" AS ?kind)
  }} UNION {{
    ?node ps:effectiveKnowledgeStatement ?statement . ?source ps:statesKnowledge ?statement .
    BIND("knowledge" AS ?kind)
  }}
  ?source ps:code ?code ; ps:name ?name .
  ?statement ps:position ?position ; ps:verbatimText ?text .
  OPTIONAL {{ ?statement ps:expressesConcept ?concept }}
{PLACE}\
  BIND(IF(EXISTS {{ ?node ps:hasParticularFunction?/ps:states ?statement }}, "own", "inherited") AS ?how)
}}
ORDER BY DESC(?kind) DESC(?how) ?source ?position ?statement ?first
"""
# The functions that the node itself refers to on its way to the source of what it inherits.
_WAYS = """
SELECT DISTINCT ?kind ?source ?through ?code
WHERE {
  ?node ps:hasParticularFunction? ?taker .
  { ?taker ps:inheritsSkillsFrom ?through . ?through ps:inheritsSkillsFrom+ ?source . BIND("skills" AS ?kind) }
  UNION
  { ?taker ps:inheritsKnowledgeFrom ?through . ?through ps:inheritsKnowledgeFrom+ ?source . BIND("knowledge" AS ?kind) }
  ?through ps:code ?code .
}
ORDER BY ?kind ?source ?through
"""
KINDS = ("skills", "knowledge")


@dataclass(frozen=True)
class Inherited:
    """The rows that come from one function, and the functions through which they come where that is not directly."""

    rows: tuple[Row, ...]
    ways: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """Return the row that names the function for all."""
        return self.rows[0]


@dataclass(frozen=True)
class Competences:
    """What a function needs of one kind, by the function that states it, and the query for all of it."""

    kind: str
    own: tuple[Group, ...]
    inherited: tuple[Inherited, ...]
    found: Answered

    @property
    def own_count(self) -> int:
        """Return how many rows are the function's own."""
        return sum(len(group.rows) for group in self.own)

    @property
    def inherited_count(self) -> int:
        """Return how many rows come from other functions."""
        return sum(len(one.rows) for one in self.inherited)


def competences(store: Store, node: URIRef, lang: Language) -> tuple[Competences, ...]:
    """Return the skills and the knowledge of a function."""
    found = answered(store, _COMPETENCES, node, lang)
    ways = answered(store, _WAYS, node, lang)

    def by_source(kind: str, how: str) -> tuple[Group, ...]:
        return grouped(unique(found.where(kind=kind, how=how), "statement"), "source")

    def inherited(kind: str, group: Group) -> Inherited:
        return Inherited(group.rows, ways.where(kind=kind, source=group.head["source"]))

    return tuple(
        Competences(
            kind,
            by_source(kind, "own"),
            tuple(inherited(kind, group) for group in by_source(kind, "inherited")),
            found,
        )
        for kind in KINDS
    )
