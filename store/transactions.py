"""Makes a net change whole or not at all: one SPARQL update, which the engine runs in one transaction."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .digests import by_graph

if TYPE_CHECKING:
    from .changes import Net
    from .convert import OxAnyTerm

# SPARQL has no name for a blank node that is there already, and gives those of INSERT DATA new labels. A function of
# ours that returns the node keeps its label, in the same text and so in the same transaction as everything else.
_TERM = ox.NamedNode("urn:x-profgraph:term")


def committed(store: ox.Store, net: Net) -> None:
    """Make the change; a process that is killed meanwhile leaves all of it or nothing."""
    terms: list[OxAnyTerm] = []
    operations = [
        *_operations("DELETE", net.remove, terms),
        *(f"DROP SILENT GRAPH <{graph}>" for graph in sorted(net.drop)),
        *_operations("INSERT", net.add, terms),
        *(f"CREATE SILENT GRAPH <{graph}>" for graph in sorted(net.create)),
    ]
    store.update(" ;\n".join(operations), custom_functions={_TERM: lambda number: terms[int(number.value)]})


def _operations(verb: str, quads: frozenset[ox.Quad], terms: list[OxAnyTerm]) -> list[str]:
    nameless = [quad for quad in quads if has_blank_node(quad.triple)]
    named = quads.difference(nameless)
    data = "".join(
        _group(members[0].graph_name, " . ".join(str(quad.triple) for quad in members))
        for members in by_graph(named).values()
    )
    operations = [f"{verb} DATA {{\n{data}}}"] if named else []
    return [*operations, *(_by_function(verb, members, terms) for members in by_graph(nameless).values())]


def _by_function(verb: str, quads: list[ox.Quad], terms: list[OxAnyTerm]) -> str:
    numbers = count(len(terms), 3)
    terms += [term for quad in quads for term in quad.triple]
    rows = " ".join(f"({first} {first + 1} {first + 2})" for first, _ in zip(numbers, quads, strict=False))
    bound = " ".join(f"BIND({_TERM}(?{place}{place}) AS ?{place})" for place in "spo")
    template = _group(quads[0].graph_name, "?s ?p ?o")
    return f"{verb} {{ {template} }} WHERE {{ VALUES (?ss ?pp ?oo) {{ {rows} }} {bound} }}"


def _group(graph: object, triple: str) -> str:
    return f"{triple} .\n" if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {triple} }}\n"


def has_blank_node(triple: ox.Triple) -> bool:
    """Tell whether a blank node stands in the triple, or in a triple that stands in it."""
    return any(
        isinstance(term, ox.BlankNode) or (isinstance(term, ox.Triple) and has_blank_node(term)) for term in triple
    )
