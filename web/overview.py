"""What the front page shows: the editions in the store, and the functional map of one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..queries.inventory import EDITION_COLUMNS
from ..queries.inventory import editions as inventoried
from ..queries.parameters import loaded_versions
from ..store.protocol import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..queries.parameters import LoadedVersion
    from ..store.protocol import Store

_COUNTED = tuple(EDITION_COLUMNS)[3:]
_FACTS = """
SELECT ?version ?order ?date ?registration ?registered ?purpose
WHERE {
  ?version a ps:StandardVersion .
  OPTIONAL { ?version ps:orderNumber ?order ; ps:orderDate ?date }
  OPTIONAL { ?version ps:registeredAs ?registration ; ps:registrationDate ?registered }
  OPTIONAL { ?version ps:purpose ?purpose }
}
"""
_MAP = """
SELECT ?function ?parent ?code ?name ?level
WHERE {
  VALUES ?version { %s }
  { ?version ps:hasGeneralizedFunction ?function BIND(0 AS ?depth) }
  UNION { ?version ps:hasGeneralizedFunction ?parent . ?parent ps:hasParticularFunction ?function BIND(1 AS ?depth) }
  ?function ps:code ?code ; ps:name ?stated ; ps:position ?position .
  OPTIONAL { ?function ps:level ?statedLevel }
  OPTIONAL { ?function ps:mapName ?mapName }
  OPTIONAL { ?function ps:mapLevel ?mapLevel }
  BIND(COALESCE(?mapName, ?stated) AS ?name)
  BIND(COALESCE(?mapLevel, ?statedLevel) AS ?level)
}
ORDER BY ?depth ?code ?position ?function
"""
_NEEDS = """
SELECT ?function ?kind (COUNT(?statement) AS ?count)
WHERE {
  VALUES ?version { %s }
  VALUES (?property ?kind) {
    (ps:statesAction "actions") (ps:effectiveSkillStatement "skills") (ps:effectiveKnowledgeStatement "knowledge")
  }
  ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?function .
  ?function ?property ?statement .
}
GROUP BY ?function ?kind
"""


@dataclass(frozen=True)
class Edition:
    """An edition in the store: how forms name it, what approves it, how much it holds."""

    version: LoadedVersion
    title: str
    counts: Mapping[str, str]
    order: str = ""
    order_date: str = ""
    registration: str = ""
    registration_date: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class MappedFunction:
    """A function as section II lists it, how forms name it, and how much it needs with what it inherits."""

    iri: str
    argument: str
    code: str
    title: str
    level: str
    needs: Mapping[str, str]
    functions: tuple[MappedFunction, ...] = field(default=())


def editions(store: Store) -> tuple[Edition, ...]:
    """Return the editions in the store, the newest first."""
    facts = {version: rest for version, *rest in texts_of(store.query(_FACTS))}
    inventory = {
        f"{standard}@{edition}": (title, dict(zip(_COUNTED, counts, strict=False)))
        for standard, edition, title, *counts in texts_of(inventoried(store))
    }
    # Each query sees the newest data, so an edition may come or go between two of them.
    found = [
        Edition(one, *inventory[one.name], *facts[str(one.iri)])
        for one in loaded_versions(store)
        if one.name in inventory and str(one.iri) in facts
    ]
    # The order of codes stays among editions of one day.
    return tuple(sorted(found, key=lambda one: one.version.date, reverse=True))


def functional_map(store: Store, version: LoadedVersion) -> tuple[MappedFunction, ...]:
    """Return the generalised functions of an edition with their particular ones, by their codes."""
    needs: dict[str, dict[str, str]] = {}
    for function, kind, count in texts_of(store.query(_NEEDS % version.iri.n3())):
        needs.setdefault(function, {})[kind] = count
    rows = texts_of(store.query(_MAP % version.iri.n3()))

    def mapped(parent: str) -> Iterator[MappedFunction]:
        for iri, owner, code, title, level in rows:
            if owner == parent:
                argument = f"{version.name}{iri.removeprefix(version.iri)}"
                yield MappedFunction(iri, argument, code, title, level, needs.get(iri, {}), tuple(mapped(iri)))

    return tuple(mapped(""))
