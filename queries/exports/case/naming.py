"""How objects of CASE are named: a UUID of their IRI, an address at the service, and links of both with a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ....ontology.terms import Minter, uuid_of

if TYPE_CHECKING:
    from ..edition import Edition

Object = dict[str, Any]

# What has no date has no change either; the format wants one all the same.
_UNDATED = "1970-01-01"


@dataclass(frozen=True)
class Namer:
    """Names the objects of one edition."""

    minter: Minter
    changed: str

    def head(self, kind: str, iri: str) -> Object:
        """Return what every object has: its identifier, its address and when it was changed."""
        named = uuid_of(iri)
        return {
            "identifier": str(named),
            "uri": str(self.minter.case(kind, named)),
            "lastChangeDateTime": self.changed,
        }

    def link(self, kind: str, iri: str, title: str) -> Object:
        """Return a link to an object."""
        named = uuid_of(iri)
        return {"title": one_line(title), "identifier": str(named), "uri": str(self.minter.case(kind, named))}

    def node(self, kind: str, iri: str, title: str) -> Object:
        """Return a link to an end of an association, which says that an object of CASE is there."""
        return {**self.link(kind, iri, title), "targetType": "CASE"}


def namer_of(edition: Edition, minter: Minter) -> Namer:
    """Return what names the objects of an edition: all are as old as its order."""
    return Namer(minter, f"{edition.order_date or _UNDATED}T00:00:00Z")


def association_iri(origin: str, relation: str, destination: str = "") -> str:
    """Return by what an association is told from all others; a row or function is the child of one parent."""
    return f"{origin}#{relation}" + (f"={destination}" if destination else "")


def one_line(text: str) -> str:
    """Return a text as titles have it: without new lines, tabs and doubled blanks."""
    return " ".join(text.split())
