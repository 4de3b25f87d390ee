"""A backup: canonical N-Quads in a gzip file, between a first line that says of what and a last one that proves it."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from ..errors import SourceError, unreadable, unwritable
from ..ontology.terms import Minter
from .convert import graph_iri
from .digests import GraphDigest, by_graph, canonical_line, recorded, version_of
from .whole_file import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .embedded import EmbeddedStore

_FORM = "profgraph-backup"
_NUMBER = 1
_LEVEL = 6


@dataclass(frozen=True)
class Backup:
    """What a backup holds: quads as N-Quads, graphs without any, under which base, in which state, of which kind."""

    base: str
    data_version: str
    lines: bytes
    empty_graphs: tuple[str, ...] = ()
    bare: bool = False


def written(store: EmbeddedStore, file: Path) -> Backup:
    """Write what readers see to the file, whole or not at all; the same data give the same bytes."""
    backup = _of(store)
    try:
        with whole_file(file) as raw:
            _pack(backup, raw)
    except OSError as error:
        raise unwritable(file, error) from error
    return backup


def read(file: Path) -> Backup:
    """Return what a backup holds; raise `SourceError` where it cannot be read or is damaged."""
    try:
        with gzip.open(file) as packed:
            return _checked(packed.read())
    except (EOFError, ValueError, KeyError, TypeError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(
            ru=f"{file}: не копия хранилища или повреждена; возьмите другую, хранилище не изменено",
            en=f"{file}: no backup of a store, or a damaged one; take another, the store is unchanged",
        ) from error
    except OSError as error:
        raise unreadable(file, error) from error


def _of(store: EmbeddedStore) -> Backup:
    # In one go, so that all is of one snapshot, whatever is published meanwhile.
    quads = list(store.quads())
    meta = ox.NamedNode(Minter(store.base).graph("meta"))
    kept = ox.Store()
    kept.extend(quad for quad in quads if quad.graph_name == meta)
    digests = recorded(kept, meta)
    empty = tuple(sorted(graph for graph, digest in digests.items() if not digest.triples))
    version = version_of({graph: digest.digits for graph, digest in digests.items()})
    return Backup(store.base, version, "".join(sorted(map(canonical_line, quads))).encode(), empty, store.is_bare)


def _pack(backup: Backup, raw: BinaryIO) -> None:
    first = _comment(
        {
            _FORM: _NUMBER,
            "base": backup.base,
            "data_version": backup.data_version,
            "empty_graphs": backup.empty_graphs,
        }
        | ({"bare": True} if backup.bare else {})
    )
    digest = hashlib.sha256(first + backup.lines).hexdigest()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=raw, mtime=0) as packed:
        for part in (first, backup.lines, _comment({"sha256": digest})):
            packed.write(part)


def _checked(data: bytes) -> Backup:
    """Return the backup in these bytes; raise what its parts raise where they are not as they were written."""
    first, _, rest = data.partition(b"\n")
    lines, _, last = rest.removesuffix(b"\n").rpartition(b"\n")
    lines += b"\n" if lines else b""
    said = _said(first)
    if said[_FORM] != _NUMBER or _said(last)["sha256"] != hashlib.sha256(first + b"\n" + lines).hexdigest():
        raise ValueError(_FORM)
    backup = Backup(said["base"], said["data_version"], lines, tuple(said["empty_graphs"]), bool(said.get("bare")))
    if _version(backup) != backup.data_version:
        raise ValueError(_FORM)
    return backup


def _version(backup: Backup) -> str:
    meta = str(Minter(backup.base).graph("meta"))
    quads: Iterable[ox.Quad] = ox.parse(backup.lines, format=ox.RdfFormat.N_QUADS)
    graphs = by_graph(quad for quad in quads if graph_iri(quad.graph_name) != meta)
    digests = {graph: GraphDigest().changed(add=members).digits for graph, members in graphs.items()}
    return version_of(dict.fromkeys(backup.empty_graphs, GraphDigest().digits) | digests)


def _comment(values: dict[str, Any]) -> bytes:
    return b"# " + json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _said(line: bytes) -> dict[str, Any]:
    return dict(json.loads(line.removeprefix(b"# ")))
