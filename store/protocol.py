"""What every store answers: a query, in RDF values or serialised for HTTP, and of which data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rdflib import BNode, Graph, Literal, URIRef

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import BinaryIO, Self

Term = URIRef | Literal | BNode
Triple = tuple[URIRef | BNode, URIRef, Term]
Quad = tuple[URIRef | BNode, URIRef, Term, URIRef]

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"

RESULT_TYPES = (JSON, XML, CSV, TSV)
GRAPH_TYPES = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)


class QueryError(UsageError):
    """The text of a query is not SPARQL, or asks for what the engine does not know."""


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: a column a variable, None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True)
class Serialised:
    """An answer as bytes and the media type that they are in; a large one is in a `file` of `size` bytes instead.

    Of an excerpt `total` is the number of all rows or triples.
    """

    media_type: str
    body: bytes = b""
    file: BinaryIO | None = None
    size: int = 0
    total: int = 0

    def whole(self) -> bytes:
        """Return all bytes of the answer; its file is closed."""
        if self.file is None:
            return self.body
        with self.file:
            return self.file.read()


Answer = Table | bool | Graph


@dataclass(frozen=True)
class Excerpt:
    """The first rows or triples of an answer, and how many it has in all."""

    answer: Answer
    total: int


def excerpt_of(answer: Answer, most: int) -> Excerpt:
    """Return the excerpt of an answer that is here as a whole."""
    if isinstance(answer, bool):
        return Excerpt(answer, 1)
    if isinstance(answer, Table):
        return Excerpt(Table(answer.variables, answer.rows[:most]), len(answer.rows))
    return Excerpt(answer, len(answer))


def table_of(answer: Answer) -> Table:
    """Return the answer of a SELECT; raise `TypeError` where another form was asked."""
    if isinstance(answer, Table):
        return answer
    raise TypeError(f"a SELECT gave {type(answer).__name__}")


def texts_of(answer: Answer) -> list[list[str]]:
    """Return the rows of the answer of a SELECT as texts, what is unbound as an empty one; raise as `table_of` does."""
    return [["" if term is None else str(term) for term in row] for row in table_of(answer).rows]


class Store(Protocol):
    """Answers queries over one set of data; both methods predeclare `ontology.terms.PREFIXES`.

    The default graph is the union of all graphs unless the store was opened strict. A query that names its
    dataset (FROM), or a call that does (`default_graphs`, `named_graphs`: IRIs), gets exactly that dataset.
    A malformed query raises `QueryError`.
    """

    def query(self, text: str, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()) -> Answer:
        """Return a `Table` for SELECT, a bool for ASK and a graph for CONSTRUCT and DESCRIBE."""
        ...

    def excerpt(
        self, text: str, most: int, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> Excerpt:
        """Return at most so many rows or triples of the answer, for people to look at."""
        ...

    def serialised(
        self,
        text: str,
        accept: Sequence[str],
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Serialised:
        """Return the answer in the first media type of `accept` that fits the form of the query."""
        ...

    def data_version(self) -> str:
        """Return the name of the state that the next query sees; the same name means the same data."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def chosen_type(accept: Sequence[str], offered: Sequence[str]) -> str:
    """Return the first media type of `accept` that is offered; raise `UsageError` with the list otherwise."""
    for media_type in accept:
        if media_type in offered:
            return media_type
    wanted, possible = ", ".join(accept) or "—", ", ".join(offered)
    raise UsageError(
        ru=f"ответ на этот запрос нельзя дать как {wanted}; возможны: {possible}",
        en=f"the answer to this query cannot be given as {wanted}; choose from {possible}",
    )
