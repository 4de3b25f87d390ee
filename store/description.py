"""How the data describe themselves (VoID): counts that change in one transaction with what they count.

They stand in `graph/meta` beside the digests, which is no part of the data: nothing there is counted or has a digest.
Every triple is in one graph, so that a change of a count is the number of quads that came less those that left.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Literal

from ..ontology.terms import PREFIXES, RDF, SH, XSD
from .changes import Net
from .convert import to_ox_triple
from .counting import Counted, quads_of, tally
from .dataset import statements
from .digests import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..ontology.terms import Minter
    from .protocol import Triple

_WHOLE = Counted("whole")


def with_counts(net: Net, store: ox.Store, minter: Minter, more: Mapping[Counted, int] = MappingProxyType({})) -> Net:
    """Return the net change together with what it changes in the counts; a store without any stays so.

    `more` is what comes at the same time, and is counted already.
    """
    meta = _meta(minter)
    if _held(store, _WHOLE, minter) is None:
        return net
    changes = tally(net.add, minter)
    changes.subtract(tally(net.remove, minter))
    changes.update(more)
    old, new = set[ox.Quad](), set[ox.Quad]()
    for counted, change in changes.items():
        before = _held(store, counted, minter) or 0
        old |= quads_of(counted, before, minter, meta)
        new |= quads_of(counted, before + change, minter, meta)
    return replace(net, remove=net.remove | (old - new), add=net.add | (new - old))


def described(store: ox.Store, minter: Minter) -> Net:
    """Return what makes the store describe itself as this release does: all is counted anew where something differs."""
    meta = _meta(minter)
    fixed = frozenset(_quad(one, meta) for one in (*statements(minter), *_prefixes(minter)))
    digests = recorded(store, meta)
    total = sum(digest.triples for digest in digests.values())
    if total == _held(store, _WHOLE, minter) and all(quad in store for quad in fixed):
        return Net()
    records = frozenset[ox.Quad]().union(*(digest.quads(graph, meta) for graph, digest in digests.items()))
    held = frozenset(store.quads_for_pattern(None, None, None, meta)) - records
    counts = {_WHOLE: 0} | tally(store, minter)
    wanted = fixed.union(*(quads_of(one, count, minter, meta) for one, count in counts.items()))
    return Net(remove=held - wanted, add=wanted - held)


def _held(store: ox.Store, counted: Counted, minter: Minter) -> int | None:
    node, predicate = ox.NamedNode(counted.iri(minter)), ox.NamedNode(counted.predicate)
    found = next(store.quads_for_pattern(node, predicate, None, _meta(minter)), None)
    return None if found is None else int(found.object.value)  # type: ignore[union-attr]  # as `quads_of` makes it


def _prefixes(minter: Minter) -> Iterator[Triple]:
    """Yield the prefixes that every query has, for editors that ask for them."""
    for prefix, namespace in PREFIXES.items():
        node = minter.dataset("prefix", prefix)
        yield minter.dataset(), SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, Literal(prefix)
        yield node, SH.namespace, Literal(str(namespace), datatype=XSD.anyURI)


def _meta(minter: Minter) -> ox.NamedNode:
    return ox.NamedNode(minter.graph("meta"))


def _quad(triple: Triple, meta: ox.NamedNode) -> ox.Quad:
    made = to_ox_triple(triple)
    return ox.Quad(made.subject, made.predicate, made.object, meta)
