"""How a person names an action, a skill or knowledge: by its text, however spelled, or by the IRI of its concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import UnknownNameError, UsageError, excerpt
from ..ontology.terms import meaning
from ..store.protocol import table_of
from .parameters import is_iri, may_be_iri

if TYPE_CHECKING:
    from ..store.protocol import Store

_NAMED = 5  # how many texts an error quotes
# With those that were decided to be one with them.
_CONCEPTS = """
SELECT DISTINCT ?concept
WHERE {
  VALUES %s
  ?named a ps:CompetenceConcept ; ps:foldedText ?folded ; ps:mergedInto?/^ps:mergedInto? ?concept .
}
ORDER BY ?concept
"""
_HOLDING = """
SELECT ?label
WHERE {
  VALUES ?part %s
  ?concept a ps:CompetenceConcept ; ps:foldedText ?folded ; skos:prefLabel ?label .
  FILTER(CONTAINS(?folded, ?part))
}
GROUP BY ?label
ORDER BY STRLEN(?label) ?label
LIMIT %d
"""


def resolve_concepts(store: Store, name: str) -> list[URIRef]:
    """Return the concepts that `name` means: one of each kind that has this text, with all that are one with it.

    Raise `UsageError` on an empty text, `UnknownNameError` where no loaded standard has it.
    """
    name = name.strip()
    text = meaning(name)
    if not text:
        raise UsageError(
            ru="текст пуст; приведите трудовое действие, умение или знание целиком, как в стандарте",
            en="the text is empty; give a labour action, a skill or knowledge in full, as a standard words it",
        )
    if not is_iri(name):
        found = _asked(store, _CONCEPTS % f"?folded {{ {Literal(text).n3()} }}")
    else:
        found = _asked(store, _CONCEPTS % f"?named {{ {URIRef(name).n3()} }}") if may_be_iri(name) else []
    if not found:
        raise _unknown(store, name, text)
    return [URIRef(one) for one in found]


def _unknown(store: Store, name: str, text: str) -> UnknownNameError:
    """Return the error that quotes the shortest texts of which the given one is a part."""
    holding = _asked(store, _HOLDING % (f"{{ {Literal(text).n3()} }}", _NAMED + 1))
    told = ", ".join(f"«{excerpt(one)}»" for one in holding[:_NAMED]) + (", …" if len(holding) > _NAMED else "")
    said = excerpt(name)
    return UnknownNameError(
        ru=f"«{said}»: такого действия, умения или знания в хранилище нет; "
        + (f"этот текст — часть других: {told}" if told else "приведите его целиком, как в стандарте"),
        en=f"{said!r}: the store has no such action, skill or knowledge; "
        + (f"the text is a part of others: {told}" if told else "give it in full, as a standard words it"),
    )


def _asked(store: Store, query: str) -> list[str]:
    return [str(value) for (value,) in table_of(store.query(query)).rows]
