"""What the store says of a graph of others: from where it is, and by which mapping it is read; times are in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...ontology.terms import DCTERMS, PROV, RDF, RDFS, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...ontology.terms import Minter
    from ...store.protocol import Triple


@dataclass(frozen=True)
class Origin:
    """A file by its name and the digest of its bytes; the address that it was fetched from, and its media type."""

    file: str
    sha256: str
    address: str | None = None
    media_type: str | None = None


def description(minter: Minter, name: str, source: Origin, mapping: Origin | None) -> Iterator[Triple]:
    """Yield the description of a graph of others, which stands in `graph/foreign`."""
    graph = minter.foreign(name)
    yield graph, RDF.type, VOID.Dataset
    yield graph, RDF.type, PROV.Entity
    yield graph, RDFS.label, Literal(f"чужой граф {name}", lang="ru")
    for part, origin in (("source", source), ("mapping", mapping)):
        if origin is not None:
            yield graph, PROV.wasDerivedFrom, minter.foreign_node(name, part)
            yield from _origin(minter.foreign_node(name, part), origin)


def described_nodes(minter: Minter, name: str) -> frozenset[URIRef]:
    """Return the subjects of the description."""
    return frozenset({minter.foreign(name), *(minter.foreign_node(name, part) for part in ("source", "mapping"))})


def _origin(node: URIRef, origin: Origin) -> Iterator[Triple]:
    yield node, RDF.type, PROV.Entity
    yield node, RDFS.label, Literal(origin.file, lang="ru")
    yield node, DCTERMS.source, URIRef(origin.address) if origin.address else Literal(origin.file)
    yield node, DCTERMS.identifier, Literal(f"sha256:{origin.sha256}")
    if origin.media_type:
        yield node, DCTERMS["format"], Literal(origin.media_type)
