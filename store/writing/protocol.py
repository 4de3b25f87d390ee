"""What loading needs of whoever writes: the writer itself, or the writer process of a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from ...errors import Message, RefusedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rdflib import BNode, URIRef

    from ...ontology.terms import Minter
    from ..addition import Addition
    from ..changes import Changes
    from ..protocol import Quad, Term, Triple

Method = Literal["put", "post", "delete"]


class Reading(Protocol):
    """The live data, published or not."""

    @property
    def minter(self) -> Minter:
        """Return what makes the IRIs of the store."""
        ...

    def graph(self, iri: URIRef) -> frozenset[Triple]:
        """Return all triples of one graph."""
        ...

    def triples(self, subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None) -> Iterator[Quad]:
        """Return the quads that match, of every graph; None matches everything."""
        ...

    def about(self, subjects: Iterable[URIRef]) -> Iterator[Quad]:
        """Return all quads of these subjects, of every graph."""
        ...


class Writing(Reading, Protocol):
    """The live data, to be changed; what was read stays so until the next `apply`."""

    def apply(self, changes: Changes) -> bool:
        """Make the changes in one transaction; return False and do nothing when all is so already."""
        ...

    def add(self, addition: Addition) -> None:
        """Add graphs and nodes that are not there yet, and make the changes, whole or not at all.

        Raise `ValueError` where one is there, `SecondGraphError` where a triple would be in two graphs.
        """
        ...

    def data_version(self) -> str:
        """Return the name of the live state, published or not."""
        ...

    def publish(self) -> str:
        """Make the live state the one that readers see; return its data version."""
        ...

    def restore(self, lines: bytes, empty_graphs: tuple[str, ...] = (), *, force: bool = False) -> str:
        """Make these N-Quads all that the store holds, in one transaction, and publish; return the data version."""
        ...


@dataclass(frozen=True)
class Update:
    """A SPARQL update as it was sent, and the dataset that the protocol gives it.

    `base` is what its relative IRIs are resolved against, `relay` the address through which it may call endpoints.
    """

    text: str
    using_default: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str | None = None
    relay: str | None = None


@dataclass(frozen=True)
class Document:
    """RDF as it was sent; `base` is what its relative IRIs are resolved against."""

    media_type: str
    data: bytes
    base: str | None = None


@dataclass(frozen=True)
class GraphWrite:
    """A write of the graph store protocol: the graph (None: the default graph), and documents of what goes there."""

    method: Method
    graph: str | None
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What a write asks of what it would change: versions of the data, or "*" for any; None asks nothing."""

    match: Sequence[str] | None = None
    none_match: Sequence[str] | None = None

    def require(self, version: str, *, exists: bool) -> None:
        """Raise `ConditionError` where the data of this version are not as was asked."""
        if self.match is not None and not _names(self.match, version, exists=exists):
            raise ConditionError(
                ru="данные уже не те, что названы в If-Match; прочтите их заново и повторите",
                en="the data are not, or no more, those that If-Match names; read them anew and try again",
            )
        if self.none_match is not None and _names(self.none_match, version, exists=exists):
            raise ConditionError(
                ru="то, чего по If-None-Match быть не должно, уже есть; чтобы заменить его, уберите этот заголовок",
                en="what If-None-Match asks not to be there is there; to replace it, leave that header out",
            )


@dataclass(frozen=True)
class Outcome:
    """What a write changed; `existed` tells whether the graph of a graph-store write was there before."""

    added: int
    removed: int
    data_version: str
    existed: bool = True


class StoppedUpdateError(StoreError):
    """An update took more time or memory than it may."""


class ConditionError(RefusedError):
    """A write asked for other data than there are."""


class RefusedWriteError(RefusedError):
    """A write would have broken a promise of the store; `report` has a line for each violation."""

    def __init__(self, *, ru: str, en: str, report: Sequence[Message] = ()) -> None:
        super().__init__(ru=ru, en=en)
        self.report = tuple(report)


def _names(versions: Sequence[str], version: str, *, exists: bool) -> bool:
    return exists and ("*" in versions or version in versions)
