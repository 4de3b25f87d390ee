"""Editions and crosswalks that were imported: the package says of them only what the import does not say itself."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDFS

from ..ontology.terms import DCTERMS, RDF, SKOS, XKOS
from .changes import Net
from .convert import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..ontology.terms import Minter

_IMPORTED = "/imported"
_CROSSWALK = "correspondence"
# What depends on how an item is named: an import with a name of its own replaces all of it.
_NAMING = frozenset(str(one) for one in (DCTERMS.source, SKOS.editorialNote))
_PLACING = frozenset(str(one) for one in (SKOS.broader, SKOS.topConceptOf))
_LABEL = ox.NamedNode(SKOS.prefLabel)
_LEVELS = frozenset(ox.NamedNode(one) for one in (XKOS.levels, XKOS.numberOfLevels))
_OF_LEVELS = frozenset(ox.NamedNode(one) for one in (XKOS.depth, RDF.first))
_MEMBER, _PATTERN = ox.NamedNode(SKOS.member), ox.NamedNode(XKOS.notationPattern)


def is_imported(graph: str, minter: Minter) -> bool:
    """Tell whether the graph is of an imported edition or crosswalk."""
    families = (f"{minter.graph(family)}/" for family in ("classifier", _CROSSWALK))
    return graph.endswith(_IMPORTED) and graph.startswith(tuple(families))


def beside_imports(
    package: Mapping[str, frozenset[ox.Quad]], store: ox.Store, net: Net | None = None
) -> dict[str, frozenset[ox.Quad]]:
    """Return the graphs of the package without what imports say, as they are after the net change."""
    change = net or Net()
    return {graph: _without(quads, f"{graph}{_IMPORTED}", store, change) for graph, quads in package.items()}


def with_package(net: Net, package: Mapping[str, frozenset[ox.Quad]], store: ox.Store, minter: Minter) -> Net:
    """Return the change of an imported edition together with what the package says of the edition then."""
    touched = {graph.removesuffix(_IMPORTED) for graph in net.graphs if is_imported(graph, minter)}
    wanted = beside_imports({graph: package[graph] for graph in touched & package.keys()}, store, net)
    held = {graph: frozenset(store.quads_for_pattern(None, None, None, ox.NamedNode(graph))) for graph in wanted}
    remove = frozenset[ox.Quad]().union(*(held[graph] - quads for graph, quads in wanted.items()))
    add = frozenset[ox.Quad]().union(*(quads - held[graph] for graph, quads in wanted.items()))
    return Net(net.remove | remove, net.add | add, net.create, net.drop)


def _without(quads: frozenset[ox.Quad], imported: str, store: ox.Store, net: Net) -> frozenset[ox.Quad]:
    if f"/graph/{_CROSSWALK}/" in imported:
        # A crosswalk that was imported is the whole of it: one table, one source.
        return frozenset() if _has_quads(imported, store, net) else quads
    said = _said({quad.subject for quad in quads}, imported, store, net)
    left = frozenset(quad for quad in quads if not _gives_way(quad, said[quad.subject]))
    return _beside_levels(left, quads, said)


def _beside_levels(
    left: frozenset[ox.Quad], package: frozenset[ox.Quad], said: Mapping[object, frozenset[ox.Triple]]
) -> frozenset[ox.Quad]:
    """Return what is left of the package where the import has levels: of its own, items in a level that is the same."""
    if not any(triple.predicate in _LEVELS for triples in said.values() for triple in triples):
        return left
    levels = {quad.subject for quad in package if quad.predicate in _OF_LEVELS}
    # A release before told of no form of codes, and counted only the levels that had items.
    same = {quad.subject for quad in package if quad.predicate == _PATTERN and quad.triple in said[quad.subject]}
    return frozenset(
        quad
        for quad in left
        if quad.predicate not in _LEVELS
        and (quad.subject not in levels or (quad.subject in same and quad.predicate == _MEMBER))
    )


def _said(subjects: Iterable[object], imported: str, store: ox.Store, net: Net) -> dict[object, frozenset[ox.Triple]]:
    """Return what the import says of the subjects after the change."""
    graph = ox.NamedNode(imported)
    gone = {quad.triple for quad in net.remove if graph_iri(quad.graph_name) == imported}
    new = [quad.triple for quad in net.add if graph_iri(quad.graph_name) == imported]
    found: dict[object, set[ox.Triple]] = {
        subject: {quad.triple for quad in store.quads_for_pattern(subject, None, None, graph)} - gone  # type: ignore[arg-type]  # a subject
        for subject in subjects
    }
    for triple in new:
        if triple.subject in found:
            found[triple.subject].add(triple)
    return {subject: frozenset(triples) for subject, triples in found.items()}


def _has_quads(graph: str, store: ox.Store, net: Net) -> bool:
    """Tell whether the graph holds something after the change."""
    if any(graph_iri(quad.graph_name) == graph for quad in net.add):
        return True
    gone = sum(graph_iri(quad.graph_name) == graph for quad in net.remove)
    held = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return next(islice(held, gone, None), None) is not None


def _gives_way(quad: ox.Quad, said: frozenset[ox.Triple]) -> bool:
    """Tell whether the import says the same, or another name or place of the item."""
    if quad.triple in said:
        return True
    predicate = quad.predicate.value
    names = [triple.object for triple in said if triple.predicate == _LABEL]
    if quad.predicate == _LABEL:
        return any(_language(name) == _language(quad.object) for name in names)
    if predicate == str(RDFS.label):
        return any(_language(name) == _language(quad.object) for name in names)
    if predicate in _NAMING:
        return any(_language(name) == "ru" for name in names)
    return predicate in _PLACING and any(triple.predicate.value in _PLACING for triple in said)


def _language(term: object) -> str | None:
    return term.language if isinstance(term, ox.Literal) else None
