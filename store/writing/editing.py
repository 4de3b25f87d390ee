"""Writes from outside, checked and then made whole: SPARQL updates and writes of the graph store protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import ProfGraphError
from ..admission import TextLimits, admit_update
from ..changes import Changes, Net, as_stored, emptied, net_of, refuse_second_graph
from ..convert import from_ox_triple, graph_iri, to_ox_iri
from ..guards import engine_errors
from .protocol import Condition, GraphWrite, Outcome, Reading, Update
from .territory import refuse_foreign_ground, refuse_unfit, standards_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib import URIRef

    from ..audit import Author
    from ..protocol import Triple
    from ..writer import Writer
    from .trials import Trials

    After = Mapping[URIRef, frozenset[Triple]]

# Given the data and what the changed standards' graphs would hold: what else changes; raises `RefusedError`.
Gate = Callable[[Reading, "After"], Changes]
_LIMITS = TextLimits()
_NONE = Condition()


@dataclass(frozen=True)
class Editor:
    """Makes writes one at a time; `is_union` keeps triples out of a second graph, updates may call `services`."""

    writer: Writer
    trials: Trials
    gate: Gate
    is_union: bool
    services: frozenset[str] = frozenset()

    def update(self, update: Update, author: Author, condition: Condition = _NONE) -> Outcome:
        """Make a SPARQL update in one transaction and publish it, or raise and change nothing."""

        def wanted() -> Net:
            condition.require(self.writer.data_version(), exists=True)
            return self._tried(update)

        return self._made(wanted, author, update.text.encode())

    def write(self, write: GraphWrite, author: Author, condition: Condition = _NONE) -> Outcome:
        """Make a graph-store write in one transaction and publish it, or raise and change nothing."""
        store = self.writer.engine
        # By the names, not by the engine's own question: what is no IRI is refused, and logged, further down.
        existed = write.graph is None or write.graph in map(graph_iri, store.named_graphs())
        text = b"\n".join(document.data for document in write.documents)

        def wanted() -> Net:
            condition.require(self.writer.data_version(), exists=existed)
            return _net(write, store, self.trials, existed=existed)

        outcome = self._made(wanted, author, text)
        return replace(outcome, existed=existed)

    def _made(self, wanted: Callable[[], Net], author: Author, text: bytes) -> Outcome:
        try:
            with engine_errors(self.writer.folder):
                net = wanted()
            whole = self._checked(net)
        except ProfGraphError as error:
            self.writer.refused(author, text, error.message.en)
            raise
        self.writer.commit(whole, author, text)
        return Outcome(len(net.add), len(net.remove), self.writer.publish())

    def _tried(self, update: Update) -> Net:
        # Whoever asks, no other text reaches the engine; and only what it surely leaves alone is not compared.
        found = admit_update(update.text, _LIMITS, self.services, relay=update.relay, base=update.base)
        return self.trials.difference(self.writer, replace(update, text=found.text), found.graphs)

    def _checked(self, net: Net) -> Net:
        """Return the change with all that follows from it; raise `RefusedError` where it must not be made."""
        refuse_foreign_ground(net, self.writer.minter)
        refuse_unfit(net.add, self.writer.minter)
        whole = self._with_consequences(net)
        if self.is_union:
            refuse_second_graph(whole, self.writer.engine)
        return whole

    def _with_consequences(self, net: Net) -> Net:
        graphs = standards_graphs(net, self.writer.minter)
        if not graphs:
            return net
        after = {graph: self._after(net, graph) for graph in graphs}
        changes = self.gate(self.writer, after)
        following = net_of(changes, self.writer.engine, self.writer.meta)
        # A version of which nothing is stated any more is no version; its graphs are not left behind.
        empty = frozenset(str(graph) for graph, triples in after.items() if not triples)
        dropped = emptied(following, self.writer.engine, self.writer.meta) | empty
        return replace(net, create=net.create - empty) | replace(following, drop=dropped)

    def _after(self, net: Net, graph: URIRef) -> frozenset[Triple]:
        gone = {from_ox_triple(quad.triple) for quad in net.remove if graph_iri(quad.graph_name) == str(graph)}
        new = {from_ox_triple(quad.triple) for quad in net.add if graph_iri(quad.graph_name) == str(graph)}
        return frozenset(self.writer.graph(graph) - gone | new)


def _graph(iri: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if iri is None else to_ox_iri(iri)


def _net(write: GraphWrite, store: ox.Store, trials: Trials, *, existed: bool) -> Net:
    graph = _graph(write.graph)
    new = as_stored(_quads(trials.triples(write.documents), graph)) if write.documents else frozenset()
    held = frozenset() if write.method == "post" else frozenset(store.quads_for_pattern(None, None, None, graph))
    is_named = isinstance(graph, ox.NamedNode)
    name = frozenset({graph_iri(graph)})
    return Net(
        remove=held - new,
        add=frozenset(quad for quad in new if quad not in store),
        create=name if is_named and not existed and not new and write.method != "delete" else frozenset(),
        drop=name if is_named and existed and write.method == "delete" else frozenset(),
    )


def _quads(lines: bytes, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """Yield the triples as quads of the graph; their blank nodes are none of those that are in the store."""
    for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
