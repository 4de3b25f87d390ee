"""A store behind any SPARQL 1.1 endpoint, read-only."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from ..ontology.terms import PREFIXES
from .admission import form, names_dataset
from .convert import to_ox_iri
from .digests import version_of
from .endpoint import EndpointReply, Request, ask, cut_short, unexpected
from .protocol import GRAPH_TYPES, JSON, N_TRIPLES, RESULT_TYPES, TURTLE, Serialised, Table, chosen_type, excerpt_of
from .results import from_json, from_rdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from ..settings import DefaultGraph
    from .protocol import Answer, Excerpt

TIMEOUT = 60

# On the line where the text begins, so that line numbers in an endpoint's complaint stay right.
_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())
_DIGESTS = """SELECT ?graph ?digest {
    GRAPH ?meta { ?graph ps:digest ?digest ; void:triples ?triples }
    FILTER(STRENDS(STR(?meta), "/graph/meta"))
}"""
_SOME_TRIPLE = """SELECT ?subject ?predicate ?value {
    GRAPH ?graph { ?subject ?predicate ?value FILTER(isIRI(?subject) && isIRI(?value)) }
} LIMIT 1"""
_GRAPHS = "SELECT ?graph { GRAPH ?graph {} }"

_RESULT_FORMS = frozenset({"SELECT", "ASK"})
_Dataset = tuple[tuple[str, ...], tuple[str, ...]]
_AS_IT_IS: _Dataset = ((), ())


class RemoteStore:
    """A `Store` behind an address; opened strict, its default graph is what the endpoint takes for it."""

    def __init__(self, address: str, *, default_graph: DefaultGraph = "union", timeout: int = TIMEOUT) -> None:
        self._address = address
        self._is_union = default_graph == "union"
        self._timeout = timeout

    def query(self, text: str, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()) -> Answer:
        """Return the answer as RDF values; see `Store.query`."""
        dataset = self._dataset(text, default_graphs, named_graphs)
        if form(text) in _RESULT_FORMS:
            return self._results(text, dataset)
        reply = self._reply(text, f"{N_TRIPLES}, {TURTLE};q=0.9", dataset)
        try:
            return from_rdf(reply.body, reply.media_type)
        except ValueError as error:
            raise unexpected(self._address, reply, N_TRIPLES) from error

    def excerpt(
        self, text: str, most: int, *, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> Excerpt:
        """Return the beginning of the answer; see `Store.excerpt`."""
        return excerpt_of(self.query(text, default_graphs=default_graphs, named_graphs=named_graphs), most)

    def serialised(
        self,
        text: str,
        accept: Sequence[str],
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Serialised:
        """Return the answer as the endpoint serialises it; see `Store.serialised`."""
        media_type = chosen_type(accept, RESULT_TYPES if form(text) in _RESULT_FORMS else GRAPH_TYPES)
        reply = self._reply(text, media_type, self._dataset(text, default_graphs, named_graphs))
        if reply.media_type != media_type:
            raise unexpected(self._address, reply, media_type)
        return Serialised(media_type, reply.body)

    def data_version(self) -> str:
        """Return the version of the data that ProfGraph wrote there; "unknown" for other data."""
        digests = {str(graph): str(digest) for graph, digest in self._rows(_DIGESTS)}
        return version_of(digests) if digests else "unknown"

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _dataset(self, text: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> _Dataset:
        if default_graphs or named_graphs:
            return tuple(map(_checked, default_graphs)), tuple(map(_checked, named_graphs))
        if not self._is_union or names_dataset(text) or self._endpoint_has_union:
            return _AS_IT_IS
        graphs = tuple(str(graph) for (graph,) in self._rows(_GRAPHS))
        return graphs, graphs

    @cached_property
    def _endpoint_has_union(self) -> bool:
        """Tell, by one triple, whether the endpoint's own default graph holds what its named graphs hold."""
        for row in self._rows(_SOME_TRIPLE):
            subject, predicate, value = (to_ox_iri(str(term)) for term in row)
            return self._results(f"ASK {{ {subject} {predicate} {value} }}", _AS_IT_IS) is True
        return True

    def _rows(self, text: str) -> tuple[tuple[object, ...], ...]:
        answer = self._results(text, _AS_IT_IS)
        return answer.rows if isinstance(answer, Table) else ()

    def _results(self, text: str, dataset: _Dataset) -> Table | bool:
        reply = self._reply(text, JSON, dataset)
        try:
            answer = from_json(reply.body)
        except ValueError as error:
            raise unexpected(self._address, reply, JSON) from error
        if isinstance(answer, Table) and reply.row_cap is not None and len(answer.rows) >= reply.row_cap:
            raise cut_short(self._address, len(answer.rows))
        return answer

    def _reply(self, text: str, accept: str, dataset: _Dataset) -> EndpointReply:
        default_graphs, named_graphs = dataset
        request = Request(_PROLOGUE + text, form(text), accept, default_graphs, named_graphs)
        return ask(self._address, request, timeout=self._timeout)


def _checked(iri: str) -> str:
    return to_ox_iri(iri).value
