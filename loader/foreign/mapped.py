"""What a graph of others says in our vocabulary, by its mapping and by the rules that standards have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import RefusedError
from ...ontology.resources import mapping_rules, rules
from ...store.writing.frames import Frame
from ..inference import concluded

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_INFERRED = 500_000


def mapped(lines: bytes, alignments: bytes, ours: bytes, name: str, most: int = MOST_INFERRED) -> Frame:
    """Return what follows from triples and alignments, as N-Triples without them; `ours` are types of our own nodes.

    Raise `RefusedError` where too much does.
    """
    stated = [*_quads(lines), *_quads(alignments)]
    own = _quads(ours)
    subjects = {quad.subject for quad in own}
    found = concluded([*stated, *own], (*mapping_rules(), *rules()))
    told = sorted(f"{triple} .\n" for triple in found if triple.subject not in subjects)
    if len(told) > most:
        raise RefusedError(
            ru=f"{name}: по соответствиям и правилам следует больше {most} троек ({len(told)}); возьмите часть графа "
            "или соответствий",
            en=f"{name}: by mapping and rules more than {most} triples follow ({len(told)}); take a part of the graph, "
            "or of the mapping",
        )
    return Frame(parts=("".join(told).encode(),))


def to_lines(triples: Iterator[ox.Triple]) -> bytes:
    """Return triples as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples).encode()


def _quads(lines: bytes) -> list[ox.Quad]:
    return list(ox.parse(lines, ox.RdfFormat.N_TRIPLES))
