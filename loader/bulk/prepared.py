"""What a reading process makes of a document, and how it is told to the process that writes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from ...errors import Message
from ...ontology.terms import PS, RDFS
from ...shapes.report import Level
from ...store.addition import Part, part_of
from ...store.convert import from_ox_triple, graph_iri, to_ox_quad
from ...store.writing.additions import from_part, to_part
from ...store.writing.frames import Frame
from ..shared import described_alone
from ..summary import Told, told
from ..versions import KINDS, VersionGraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

    from ...ontology.terms import Minter
    from ...store.protocol import Quad, Triple
    from ..building import Built


@dataclass(frozen=True)
class Claim:
    """How one version would have a shared node described; of several the smallest label prevails."""

    graph: str
    node: str
    label: str
    lines: str


@dataclass(frozen=True)
class Prepared:
    """A version that is ready to be committed, and what is to be said of it."""

    version: URIRef
    work: URIRef
    sha256: str
    source: str
    part: Part
    claims: tuple[Claim, ...]
    told: Told

    def graphs(self, minter: Minter) -> VersionGraphs:
        """Return the graphs of the version as values."""
        kinds = {str(minter.graph(kind, self.version)): kind for kind in KINDS}
        found: dict[str, set[Triple]] = {kind: set() for kind in KINDS}
        for quad in self.part.quads():
            found[kinds[graph_iri(quad.graph_name)]].add(from_ox_triple(quad.triple))
        return VersionGraphs(self.version, {kind: frozenset(triples) for kind, triples in found.items()})


def prepared(built: Built, minter: Minter, *, details: bool) -> Prepared:
    """Return what there is to commit of a standard and to say of it; raise `SecondGraphError` as the store would."""
    version, graphs = built.graphs.version, built.graphs.triples
    names = {kind: minter.graph(kind, version) for kind in KINDS}
    work = next(value for one, link, value in graphs["asserted"] if (one, link) == (version, PS.isVersionOf))
    return Prepared(
        version=version,
        work=URIRef(str(work)),
        sha256=built.standard.source.sha256,
        source=built.standard.source.name,
        part=part_of(_quads((*one, names[kind]) for kind in KINDS for one in graphs[kind]), minter),
        claims=tuple(_claims(graphs["asserted"], minter)),
        told=told(built, details=details),
    )


def to_frame(one: Prepared) -> Frame:
    """Return it as it is sent."""
    header: dict[str, Any] = {name: getattr(one, name) for name in ("version", "work", "sha256", "source")}
    claims = [[claim.graph, claim.node, claim.label, claim.lines] for claim in one.claims]
    return Frame({**header, "part": to_part(one.part), "claims": claims, "told": asdict(one.told)}, (one.part.lines,))


def from_frame(frame: Frame) -> Prepared:
    """Return what was sent."""
    header = frame.header
    return Prepared(
        version=URIRef(header["version"]),
        work=URIRef(header["work"]),
        sha256=header["sha256"],
        source=header["source"],
        part=from_part(header["part"], frame.parts[0]),
        claims=tuple(Claim(*claim) for claim in header["claims"]),
        told=_told(header["told"]),
    )


def _told(values: Mapping[str, Any]) -> Told:
    counts = {Level(level): count for level, count in values["counts"].items()}
    findings = tuple(Message(**one) for one in values["findings"])
    return Told(**{**values, "counts": counts, "findings": findings})


def _claims(stated: frozenset[Triple], minter: Minter) -> Iterable[Claim]:
    for (graph, node), triples in described_alone(stated, minter).items():
        label = next(str(value) for _, link, value in triples if link == RDFS.label)
        lines = "".join(f"{quad} .\n" for quad in _quads((*one, graph) for one in triples))
        yield Claim(str(graph), str(node), label, lines)


def _quads(quads: Iterable[Quad]) -> Iterable[ox.Quad]:
    return map(to_ox_quad, quads)
