"""Writes the store, or one standard, to a file: the same data give the same bytes."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from ..errors import UsageError
from ..loader.versions import KINDS
from ..ontology.terms import PREFIXES, Minter
from ..store.digests import canonical_line
from ..store.protocol import CSV
from .catalogue import question, text_about
from .csvw import write_tables
from .sheets import COMPETENCES, TABLES, sheets
from .sorting import in_order
from .workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from rdflib import Namespace, URIRef

    from ..errors import Language
    from ..store.embedded import EmbeddedStore

RDF_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
TABLE_FORMATS = (".csv", ".xlsx", ".zip")
SUFFIXES = (*RDF_FORMATS, *TABLE_FORMATS)
PACKED = ".gz"
_LEVEL = 6
_PARSED_AT_ONCE = 10_000


def export(
    store: EmbeddedStore,
    suffix: str,
    standard: URIRef | None,
    output: BinaryIO,
    *,
    lang: Language,
    scratch: Path | None = None,
) -> None:
    """Write the store, or one edition with the shared nodes that it mentions, in the format of `suffix`.

    The single table holds every action, skill and item of knowledge; the workbook and the zip hold more tables, and the
    zip says what their columns are. What does not fit in memory waits in the folder `scratch`. Raise `UsageError` on an
    unknown suffix.
    """
    known_format(suffix)
    if suffix in RDF_FORMATS:
        quads = store.quads() if standard is None else _of_standard(store, standard)
        write_quads(quads, suffix, output, scratch)
        return
    names = (COMPETENCES,) if suffix == ".csv" else TABLES
    texts = {name: text_about(question(name), standard, store, lang) for name in names}
    if suffix == ".zip":
        write_tables(store, texts, output)
    elif suffix == ".csv":
        store.written(texts[COMPETENCES], [CSV], output)
    else:
        answers = {name: store.query(text) for name, text in texts.items()}
        output.write(workbook([*sheets(answers)], lang))


def known_format(suffix: str, known: Iterable[str] = SUFFIXES) -> None:
    """Raise `UsageError` where there is no format of this suffix."""
    if suffix in known:
        return
    names = ", ".join(known)
    raise UsageError(
        ru=f"формат «{suffix}» неизвестен; окончание имени файла должно быть одним из: {names}",
        en=f"unknown format {suffix!r}; the file's name should end with one of: {names}",
    )


def split_suffix(name: str) -> tuple[str, bool]:
    """Return the suffix that says a file's format, and whether the file is packed by gzip."""
    bare = name.lower().removesuffix(PACKED)
    _, dot, ending = bare.rpartition(".")
    return dot + ending if dot else "", bare != name.lower()


@contextmanager
def packed(output: BinaryIO, *, is_packed: bool) -> Iterator[BinaryIO]:
    """Give what packs into the file, without a name and a time in it, or the file itself."""
    if not is_packed:
        yield output
        return
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=output, mtime=0) as file:
        yield cast("BinaryIO", file)


def write_quads(
    quads: Iterable[ox.Quad],
    suffix: str,
    output: BinaryIO,
    scratch: Path | None = None,
    known: Mapping[str, Namespace] = PREFIXES,
) -> None:
    """Write quads in an order that only they decide; a format without graphs gets their triples, each once."""
    form = RDF_FORMATS[suffix]
    with in_order((_key(quad, form).encode() for quad in quads), scratch) as keys:
        lines = (key.rpartition(b"\t")[2] for key in keys)
        if form in {ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES}:
            output.writelines(lines)
            return
        found = _parsed(lines)
        prefixes = {prefix: str(namespace) for prefix, namespace in known.items()}
        if form.supports_datasets:
            ox.serialize(found, output, form, prefixes=prefixes)
            return
        ox.serialize((quad.triple for quad in found), output, form, prefixes=prefixes)


def _key(quad: ox.Quad, form: ox.RdfFormat) -> str:
    """Return a line to sort by, the quad behind its last tab; no line of N-Quads has a tab of its own."""
    if not form.supports_datasets:
        return f"{quad.triple} .\n"
    # N-Quads are canonical over all graphs; where a graph is a block, it should be one.
    return canonical_line(quad) if form == ox.RdfFormat.N_QUADS else f"{quad.graph_name}\t{canonical_line(quad)}"


def _parsed(lines: Iterator[bytes]) -> Iterator[ox.Quad]:
    while some := b"".join(islice(lines, _PARSED_AT_ONCE)):
        yield from ox.parse(some, ox.RdfFormat.N_QUADS)


def _of_standard(store: EmbeddedStore, standard: URIRef) -> Iterator[ox.Quad]:
    minter = Minter(store.base)
    own = list(store.quads([minter.graph(kind, standard) for kind in KINDS]))
    mentioned = {quad.object for quad in own if isinstance(quad.object, ox.NamedNode)}
    shared = store.quads([minter.graph("concepts"), minter.graph("registry")])
    return chain(own, (quad for quad in shared if quad.subject in mentioned))
