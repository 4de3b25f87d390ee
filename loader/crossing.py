"""Crosswalks on their way into the store, and out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message, RefusedError, UsageError
from ..store.changes import Changes
from .classifiers.columns import parsed
from .classifiers.tables import rows
from .crosswalks.derived import from_codes, links_of, refuse_underived
from .crosswalks.heads import FIELDS, OF_INDEX, of_index
from .crosswalks.held import graph_of, imported_crosswalks, origin_of, triples_of
from .crosswalks.judging import judged
from .crosswalks.pairs import read_pairs
from .crosswalks.pinned import checked, codes_of, known_of, nearest, possible
from .crosswalks.sssom import is_sssom, read_set, resolved
from .crosswalks.weighing import weighed
from .crosswalks.xkos import CC0, UNSPECIFIED
from .importing import source_of
from .sssom.reading import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..store.protocol import Triple
    from ..store.writing.protocol import Writing
    from .classifiers.editions import Edition
    from .crosswalks.mapping import Mapping, Pairs

    Ends = tuple[Edition, Edition]
    Read = Pairs | Sheet | None
    Options = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What a person says of a table: sheet, columns, whether it is official, of titles, with repeats, partial.

    `index` is a list of titles with both codes, with which the table is weighed.
    """

    sheet: str | None = None
    columns: Sequence[str] = ()
    unofficial: bool = False
    titles: bool = False
    repeated: bool = False
    partial: bool = False
    license: str | None = None
    index: Path | None = None


@dataclass(frozen=True)
class Crossed:
    """What an import did: the links, how many codes of the first edition have one, what of the table was left out.

    `titles` are those of the index, and how many of them have codes that the store knows.
    """

    links: int
    linked: int
    sources: int
    left_out: int
    changed: bool
    padded: bool = False
    unread: tuple[str, ...] = ()
    titles: tuple[int, int] = (0, 0)


def read_crosswalk(path: Path | None, ends: Ends, asked: Asked) -> Read:
    """Return what a file says, before any store is opened; None where the links follow from the codes."""
    _refuse_same(ends)
    _refuse_no_license(asked.license)
    _refuse_idle_index(path, asked)
    if path is None:
        refuse_underived(*ends)
        return None
    if is_sssom(path):
        return read_set(path, ends)
    given = parsed(asked.columns, FIELDS)
    _refuse_idle_columns(given, asked)
    of_table = {field: wanted for field, wanted in given.items() if not field.startswith(OF_INDEX)}
    is_repeated = asked.repeated or asked.titles
    table = read_pairs(rows(path, asked.sheet), ends, path.name, of_table, repeated=is_repeated, partial=asked.partial)
    return table if asked.index is None else replace(table, index=_read_index(asked.index, ends, given, asked))


def _read_index(path: Path, ends: Ends, given: Options, asked: Asked) -> Pairs:
    told = of_index(given)
    return read_pairs(rows(path), ends, path.name, told, repeated=True, partial=asked.partial, prefix=OF_INDEX)


def import_crosswalk(writer: Writing, path: Path | None, ends: Ends, read: Read, asked: Asked) -> Crossed:
    """Make the links all that is known of the crosswalk; raise `RefusedError` where an item is missing."""
    codes = (codes_of(writer, ends[0]), codes_of(writer, ends[1]))
    table = resolved(read, writer, ends) if isinstance(read, Sheet) else read
    mappings, left_out = _mappings(table, ends, codes, asked)
    triples = triples_of(writer, ends, mappings, _origin(path, ends, asked.index), _license(table, asked))
    changed = _replaced(writer, graph_of(ends, writer.minter), triples)
    linked = len({one.source for one in mappings})
    done = Crossed(len(mappings), linked, len(codes[0]), left_out, changed)
    if table is None:
        return done
    return replace(done, padded=table.padded, unread=table.unread, titles=_counted(table.index, codes))


def remove_crosswalk(writer: Writing, ends: Ends) -> None:
    """Remove what was imported of a crosswalk; raise `UsageError` where nothing was."""
    graph = graph_of(ends, writer.minter)
    if not writer.graph(graph):
        told = ", ".join(imported_crosswalks(writer)) or "—"
        named = " ".join(one.title for one in ends)
        raise UsageError(
            ru=f"{named}: это соответствие не импортировано; импортированы: {told}",
            en=f"{named}: this crosswalk was not imported; imported are: {told}",
        )
    _replaced(writer, graph, frozenset())


def _mappings(
    table: Pairs | None, ends: Ends, codes: tuple[frozenset[str], frozenset[str]], asked: Asked
) -> tuple[list[Mapping], int]:
    if table is not None:
        return _of_table(table, ends, codes, asked)
    links = links_of(*ends)
    derived = list(links(*codes)) if links else []
    if not derived:
        named = " ".join(one.title for one in ends)
        raise RefusedError(
            ru=f"{named}: у позиций в хранилище нет ни одной пары; загрузите редакции целиком: "
            "profgraph classifiers import",
            en=f"{named}: no two items in the store make a pair; import the whole editions: "
            "profgraph classifiers import",
        )
    return derived, 0


def _of_table(
    table: Pairs, ends: Ends, codes: tuple[frozenset[str], frozenset[str]], asked: Asked
) -> tuple[list[Mapping], int]:
    pairs = nearest(possible(table.pairs, codes), ends)
    kept = {(one.source, one.target) for one in checked(pairs, table.file, ends, codes, partial=asked.partial)}
    following = {(one.source, one.target): one for one in from_codes(ends, codes)}
    plain = {(one.source, one.target) for one in pairs if one.relation is None and one.confidence is None}
    left_out = table.half + len(pairs) - len(kept)
    # Judged by the whole table: what a store happens to know says nothing of how a code is split.
    if (index := table.index) is None:
        judgements = judged(pairs, ends, unofficial=asked.unofficial, titles=asked.titles)
    else:
        judgements = weighed(pairs, index.pairs, ends, unofficial=asked.unofficial)
        named = known_of(index.pairs, index.file, ends, codes, partial=asked.partial)
        kept |= {(one.source, one.target) for one in named}
    found = {(one.source, one.target): one for one in judgements}
    best = [following.get(key, found[key]) if key in plain else found[key] for key in found if key in kept]
    return best, left_out


def _counted(index: Pairs | None, codes: tuple[frozenset[str], frozenset[str]]) -> tuple[int, int]:
    titles = index.pairs if index else ()
    known = [one.times for one in titles if one.source in codes[0] and one.target in codes[1]]
    return sum(known), sum(one.times for one in titles)


def _replaced(writer: Writing, graph: URIRef, triples: frozenset[Triple]) -> bool:
    held = writer.graph(graph)
    if held == triples:
        return False
    changes = Changes(
        remove=frozenset((*triple, graph) for triple in held - triples),
        add=frozenset((*triple, graph) for triple in triples - held),
    )
    return writer.apply(changes)


def _origin(path: Path | None, ends: Ends, index: Path | None) -> Message:
    if path is None:
        return origin_of(ends)
    told = source_of(path)
    if index is None:
        return told
    beside = source_of(index)
    return Message(ru=f"{told.ru}. {beside.ru}", en=f"{told.en}. {beside.en}")


def _license(table: Pairs | None, asked: Asked) -> URIRef:
    if asked.license:
        return URIRef(asked.license)
    if table is None:
        return CC0
    return URIRef(table.license) if table.license else UNSPECIFIED


def _refuse_same(ends: Ends) -> None:
    if ends[0] == ends[1]:
        raise UsageError(
            ru=f"{ends[0].title}: соответствие ведёт в другую редакцию; назовите две разные",
            en=f"{ends[0].title}: a crosswalk leads to another edition; name two different ones",
        )


def _refuse_idle_index(path: Path | None, asked: Asked) -> None:
    if asked.index is None or (path is not None and not is_sssom(path) and not asked.titles):
        return
    raise UsageError(
        ru=f"--index {asked.index.name}: указатель наименований дополняет таблицу кодов; укажите её файлом (CSV, XLSX, "
        "JSON), без --titles",
        en=f"--index {asked.index.name}: an index of titles goes with a table of codes; name that as the file (CSV, "
        "XLSX, JSON), without --titles",
    )


def _refuse_idle_columns(given: Options, asked: Asked) -> None:
    if asked.index is None and (idle := of_index(given)):
        field = next(iter(idle))
        raise UsageError(
            ru=f"--column {OF_INDEX}{field}: указателя нет; назовите его: --index ФАЙЛ",
            en=f"--column {OF_INDEX}{field}: there is no index; name it: --index FILE",
        )


def _refuse_no_license(license_iri: str | None) -> None:
    if license_iri and not re.fullmatch(r'https?://[^\s<>"{}|\\^`]+', license_iri):
        raise UsageError(
            ru=f"--license {license_iri[:60]}: нужен адрес лицензии, http… или https…",
            en=f"--license {license_iri[:60]}: the address of a licence is needed, http… or https…",
        )
