"""What versions that come bring to the nodes that all versions share.

The label of such a node is the smallest that any version gives it, so that what comes is compared with what there is
and nothing else has to be looked at. That does not hold of works: a version of a known one is no matter of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...ontology.terms import RDFS
from ...store.addition import Addition, part_of
from ...store.changes import Changes
from ...store.convert import from_ox_quad
from ...store.writing.frames import from_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from ...store.protocol import Quad
    from ...store.writing.protocol import Reading
    from .prepared import Claim, Prepared

    Place = tuple[str, str]


def addition(versions: Sequence[Prepared], reading: Reading) -> Addition:
    """Return what is added to the store, which knows none of the versions and none of their works."""
    claims = _prevailing(claim for version in versions for claim in version.claims)
    held = _held(claims, reading)
    labels = {place: _label(quads) for place, quads in held.items()}
    new = [claim for place, claim in claims.items() if place not in held]
    better = {place: claim for place, claim in claims.items() if place in held and claim.label < labels[place]}
    return Addition(
        tuple(version.part for version in versions),
        part_of(_quads(new), reading.minter),
        _replacing({place: held[place] for place in better}, better.values()),
    )


def _prevailing(claims: Iterable[Claim]) -> dict[Place, Claim]:
    found: dict[Place, Claim] = {}
    for claim in claims:
        place = (claim.graph, claim.node)
        if place not in found or claim.label < found[place].label:
            found[place] = claim
    return found


def _held(claims: Iterable[Place], reading: Reading) -> dict[Place, set[Quad]]:
    places = set(claims)
    found: dict[Place, set[Quad]] = {}
    for quad in reading.about(URIRef(node) for _, node in sorted(places)):
        place = (str(quad[3]), str(quad[0]))
        if place in places:
            found.setdefault(place, set()).add(quad)
    return found


def _label(quads: Iterable[Quad]) -> str:
    return next(str(value) for _, link, value, _ in quads if link == RDFS.label)


def _replacing(held: dict[Place, set[Quad]], claims: Iterable[Claim]) -> Changes:
    old: frozenset[Quad] = frozenset().union(*held.values())
    new = frozenset(map(from_ox_quad, _quads(claims)))
    return Changes(remove=old - new, add=new - old)


def _quads(claims: Iterable[Claim]) -> Iterable[ox.Quad]:
    return from_lines("".join(claim.lines for claim in claims).encode())
