"""What is nearest to an address that leads nowhere: the longest beginning of its path that the data know."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from rdflib import URIRef

from ...errors import UnknownNameError, UsageError
from ...store.convert import to_ox_iri
from ...store.protocol import table_of

if TYPE_CHECKING:
    from ...store.protocol import Store

_MOST_PARENTS = 6
_RESERVED = "/:@!$&'()*+,;=%"
_LABELS = """
SELECT ?node ?label
WHERE {
  VALUES ?node { %s }
  ?node rdfs:label ?label .
  FILTER(LANG(?label) IN ("ru", ""))
}
"""


@dataclass(frozen=True)
class Nearest:
    """A node of the data and what it is called."""

    iri: str
    label: str


class UnknownNodeError(UnknownNameError):
    """An address under which there is no node; `nearest` is one that the reader may have meant to come near."""

    def __init__(self, *, ru: str, en: str, nearest: Nearest | None) -> None:
        super().__init__(ru=ru, en=en)
        self.nearest = nearest


def nearest_to(store: Store, base: str, path: str) -> Nearest | None:
    """Return the node of the longest beginning of a path; None where there is none."""
    parts = path.split("/")[: _MOST_PARENTS + 1]
    parents = [base + quote("/".join(parts[:count]), safe=_RESERVED) for count in range(len(parts) - 1, 0, -1)]
    iris = " ".join(URIRef(parent).n3() for parent in parents if _is_iri(parent))
    if not iris:
        return None
    found = {str(node): str(label) for node, label in table_of(store.query(_LABELS % iris)).rows}
    return next((Nearest(parent, found[parent]) for parent in parents if parent in found), None)


def _is_iri(text: str) -> bool:
    with suppress(UsageError):
        to_ox_iri(text)
        return True
    return False
