"""The graphs of one version: how they are built from a standard, replaced in the store and removed from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..store.changes import Changes
from .graph.report import report
from .graph.version import asserted, version_context
from .inference import inferred
from .shared import shared_changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib import URIRef

    from ..ontology.terms import Minter
    from ..store.protocol import Quad, Triple
    from ..store.writer import Writer
    from .classification import Classification
    from .diagnostics import Diagnostic
    from .model import Standard

KINDS = ("asserted", "inferred", "report")


@dataclass(frozen=True)
class VersionGraphs:
    """Everything that one version adds to the store, but for the nodes that versions share."""

    version: URIRef
    triples: Mapping[str, frozenset[Triple]]


def version_graphs(
    standard: Standard,
    version: URIRef,
    diagnostics: Sequence[Diagnostic],
    minter: Minter,
    classification: Classification,
) -> VersionGraphs:
    """Return the asserted, inferred and report triples of a version."""
    stated = asserted(standard, version, minter, classification)
    context = version_context(standard, version, minter, classification)
    return VersionGraphs(
        version,
        {"asserted": stated, "inferred": inferred(stated), "report": report(context, diagnostics, stated)},
    )


def replacement(writer: Writer, graphs: VersionGraphs) -> Changes:
    """Return the changes after which the store holds exactly `graphs` of that version."""
    remove: set[Quad] = set()
    add: set[Quad] = set()
    for kind in KINDS:
        graph = writer.minter.graph(kind, graphs.version)
        remove |= {(*triple, graph) for triple in writer.graph(graph)}
        add |= {(*triple, graph) for triple in graphs.triples[kind]}
    stated = writer.minter.graph("asserted", graphs.version)
    before = frozenset((s, p, o) for s, p, o, graph in remove if graph == stated)
    shared = shared_changes(writer, stated, before, graphs.triples["asserted"])
    return Changes(
        remove=frozenset(remove - add) | shared.remove,
        add=frozenset(add - remove) | shared.add,
    )


def removal(writer: Writer, version: URIRef) -> Changes:
    """Return the changes after which nothing of the version is left."""
    return replacement(writer, VersionGraphs(version, dict.fromkeys(KINDS, frozenset())))
