"""Changes and additions on their way between processes: quads as N-Quads, what is known of them in the header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..addition import Addition, Part
from ..changes import Changes
from ..convert import from_ox_quad, to_ox_quad
from ..counting import Counted
from ..digests import GraphDigest
from .frames import Frame, from_lines, to_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def to_changes(changes: Changes) -> tuple[bytes, bytes]:
    """Return what is removed and what is added."""
    return to_lines(map(to_ox_quad, changes.remove)), to_lines(map(to_ox_quad, changes.add))


def from_changes(parts: Sequence[bytes]) -> Changes:
    """Return the changes."""
    remove, add = (frozenset(map(from_ox_quad, from_lines(part))) for part in parts)
    return Changes(remove, add)


def to_addition(addition: Addition) -> Frame:
    """Return the request to make an addition."""
    header = {"ask": "add", "parts": [to_part(part) for part in addition.all_parts]}
    return Frame(header, (*(part.lines for part in addition.all_parts), *to_changes(addition.changes)))


def from_addition(frame: Frame) -> Addition:
    """Return the addition that is asked for."""
    told, (*lines, removed, added) = frame.header["parts"], frame.parts
    *parts, nodes = (from_part(one, part) for one, part in zip(told, lines, strict=True))
    return Addition(tuple(parts), nodes, from_changes((removed, added)))


def to_part(part: Part) -> dict[str, Any]:
    """Return what is known of a part besides its lines, in values that JSON has."""
    return {
        "digests": {graph: (digest.digits, digest.triples) for graph, digest in part.digests.items()},
        "subjects": sorted(part.subjects),
        "counts": [(one.kind, one.name, one.by, count) for one, count in part.counts.items()],
    }


def from_part(told: Mapping[str, Any], lines: bytes) -> Part:
    """Return a part of its lines and what is known of them."""
    return Part(
        lines=lines,
        digests={graph: GraphDigest(int(total, 16), count) for graph, (total, count) in told["digests"].items()},
        subjects=frozenset(told["subjects"]),
        counts={Counted(kind, name, by): count for kind, name, by, count in told["counts"]},
    )
