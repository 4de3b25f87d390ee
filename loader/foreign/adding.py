"""Graphs of others on their way into the store, and out of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import UnknownNameError, UsageError
from ...ontology.terms import RDF
from ...store.addition import Addition, part_of
from ...store.changes import Changes
from ...store.convert import from_ox_quad, to_ox_triple
from ..apart import Limits, apart
from .forms import data_in
from .mapped import mapped, to_lines
from .mapping import Mapping, known_kinds
from .provenance import Origin, described_nodes, description
from .reading import read
from .repeats import refuse_our_terms, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import URIRef

    from ...ontology.terms import Minter
    from ...store.protocol import Quad, Triple
    from ...store.writing.protocol import Reading, Writing

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_OWN = "own"  # what questions call the standards of the store
_USUAL = Limits()


@dataclass(frozen=True)
class Given:
    """A graph of others as it was read, as N-Triples: how many blank nodes have an IRI now, and where it is from."""

    lines: bytes
    blank_nodes: int
    origin: Origin


@dataclass(frozen=True)
class Added:
    """What an addition did: the triples of each kind, those that others hold, and whether the store is another now."""

    triples: int
    inferred: int
    blank_nodes: int
    alignments: int
    others: int
    repeats: dict[str, int]
    changed: bool


def refuse_name(name: str) -> None:
    """Raise `UsageError` where a graph cannot have this name."""
    if name == _OWN or not _NAME.fullmatch(name):
        raise UsageError(
            ru=f"«{name}» не имя графа; нужны строчные латинские буквы, цифры и дефис, но не own: esco, hr-2026",
            en=f"{name!r} is no name of a graph; lower-case letters, digits and hyphens are needed, and not own: "
            "esco, hr-2026",
        )


def read_graph(
    raw: bytes, name: str, file: str, minter: Minter, *, most: int, address: str | None = None, limits: Limits = _USUAL
) -> Given:
    """Return the graph in a file; raise `SourceError` or `RefusedError` where it must not be taken."""
    data = data_in(raw, file, most)
    answer = apart(read, data, str(minter.foreign_node(name, "")), minter.base, name=file, limits=limits)
    origin = Origin(file, hashlib.sha256(raw).hexdigest(), address, data.media_type)
    return Given(answer.parts[0], answer.header["blank_nodes"], origin)


def add_graph(writer: Writing, name: str, given: Given, mapping: Mapping | None, limits: Limits = _USUAL) -> Added:
    """Make the graph, its alignments and what follows from both all that the store holds under the name."""
    minter = writer.minter
    graphs, theirs = _graphs(minter, name), _triples(given.lines)
    kinds = known_kinds(mapping, writer, _iris(theirs)) if mapping else {}
    aligned = mapping.alignments if mapping else ()
    said = frozenset(to_ox_triple(triple) for one in aligned for triple in one.triples(minter, name)) - theirs
    found = without_repeats(writer, theirs | said, frozenset(graphs))
    refuse_our_terms(found.triples, given.origin.file)
    inferred = _inferred(given, [one.triple for one in aligned], kinds, limits) - theirs - said
    more = without_repeats(writer, inferred, frozenset(graphs))
    used = Origin(mapping.file, mapping.sha256) if mapping else None
    told = frozenset((*triple, minter.graph("foreign")) for triple in description(minter, name, given.origin, used))
    new = zip(graphs, (found.triples - said, said & found.triples, more.triples), strict=True)
    wanted = {_quad(triple, ox.NamedNode(graph)) for graph, triples in new for triple in triples}
    repeats = Counter(found.repeats) + Counter(more.repeats)
    return Added(
        triples=len(found.triples - said),
        inferred=len(more.triples),
        blank_nodes=given.blank_nodes,
        alignments=len({one.triple for one in aligned}),
        others=mapping.others if mapping else 0,
        repeats=dict(sorted(repeats.items())),
        changed=_stored(writer, _held(writer, name), wanted, told),
    )


def remove_graph(writer: Writing, name: str) -> int:
    """Remove all that goes under the name; return how many triples that were; raise `UnknownNameError`."""
    held = _held(writer, name)
    if not held:
        told = ", ".join(names(writer)) or "—"
        raise UnknownNameError(
            ru=f"чужого графа «{name}» в хранилище нет; есть: {told}",
            en=f"the store has no graph of others called {name!r}; there are: {told}",
        )
    writer.apply(Changes(remove=held))
    return len(held)


def names(reading: Reading) -> list[str]:
    """Return the names of the graphs of others."""
    about, prefix = reading.minter.graph("foreign"), str(reading.minter.foreign(""))
    quads = reading.triples(None, RDF.type, None)
    return sorted({str(quad[0]).removeprefix(prefix) for quad in quads if quad[3] == about and prefix in quad[0]})


def _inferred(
    given: Given, aligned: Iterable[Triple], kinds: dict[URIRef, URIRef], limits: Limits
) -> frozenset[ox.Triple]:
    own: list[Triple] = [(ours, RDF.type, kind) for ours, kind in kinds.items()]
    lines = [to_lines(map(to_ox_triple, triples)) for triples in (aligned, own)]
    return _triples(
        apart(mapped, given.lines, *lines, given.origin.file, name=given.origin.file, limits=limits).parts[0]
    )


def _stored(writer: Writing, held: frozenset[Quad], wanted: set[ox.Quad], told: frozenset[Quad]) -> bool:
    """Make this all that goes under the name; tell whether the store is another now."""
    if held:
        whole = told.union(map(from_ox_quad, wanted))
        return writer.apply(Changes(remove=held - whole, add=whole - held))
    # What is new as a whole is loaded as that: several times as fast as a change.
    nothing = part_of((), writer.minter)
    writer.add(Addition((part_of(wanted, writer.minter),), nothing, Changes(add=told)))
    return True


def _graphs(minter: Minter, name: str) -> tuple[URIRef, URIRef, URIRef]:
    return minter.foreign(name), minter.foreign(name, "mapping"), minter.foreign(name, "inferred")


def _held(reading: Reading, name: str) -> frozenset[Quad]:
    minter = reading.minter
    found = {(*triple, graph) for graph in _graphs(minter, name) for triple in reading.graph(graph)}
    about = minter.graph("foreign")
    told = (quad for quad in reading.about(sorted(described_nodes(minter, name))) if quad[3] == about)
    return frozenset(found.union(told))


def _triples(lines: bytes) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))


def _quad(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _iris(triples: Iterable[ox.Triple]) -> set[str]:
    return {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
