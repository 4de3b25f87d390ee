"""Why a document that was read does not enter the store: each reason raises a `RefusedError` with its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message, RefusedError
from ..ontology.terms import PROV
from ..shapes.catalogue import Family
from .editions import other_text
from .findings import all_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import URIRef

    from ..shapes.validation import Result
    from ..store.writing.protocol import Reading
    from .building import Built


def wrong_graph(name: str, version: URIRef, results: Iterable[Result]) -> None:
    """Refuse a version whose graph would be wrong: an integrity shape says so."""
    wrong = [result for result in results if result.shape.family == Family.INTEGRITY]
    if not wrong:
        return
    first, more = wrong[0], len(wrong) - 1
    node, message = str(first.focus).removeprefix(f"{version}/"), first.shape.message
    cure = first.shape.cure or Message(ru="исправьте документ", en="mend the document")
    raise RefusedError(
        ru=f"{name}: {node}: {message.ru} ({first.shape.code}; ещё нарушений: {more}). {cure.ru}",
        en=f"{name}: {node}: {message.en} ({first.shape.code}; {more} more violations). {cure.en}",
    )


def faults(built: Built, name: str) -> None:
    """Refuse a document that violates a quality shape, or of which the loader had to doubt something."""
    found = [one for one in all_findings(built) if one.is_serious]
    if not found:
        return
    first, more = min(found, key=lambda one: one.spots[0].first if one.spots else 0), len(found) - 1
    line = first.spots[0].first if first.spots else None
    value = f" («{first.value}»)" if first.value else ""
    raise RefusedError(
        ru=f"{name}{f', строка {line}' if line else ''}: --strict: {first.message.ru.rstrip('.')}{value}"
        + (f", и ещё: {more}" if more else "")
        + f"; все и что сделать: profgraph validate {name}",
        en=f"{name}{f', line {line}' if line else ''}: --strict: {first.message.en.rstrip('.')}{value}"
        + (f", and {more} more" if more else "")
        + f"; all of them and what to do: profgraph validate {name}",
    )


def another_text(name: str, sha256: str, first: tuple[str, str]) -> None:
    """Refuse the second of two files of one run that are different texts of one edition: neither is the right one.

    `first` is the digest of the first one and its name.
    """
    known, other = first
    if sha256 == known:
        return
    raise RefusedError(
        ru=f"{name}: та же редакция, но другой текст, чем в {other}; загружайте только один из них",
        en=f"{name}: the same edition as {other}, but another text; load only one of them",
    )


def replacing_another(name: str, version: URIRef, sha256: str, reading: Reading) -> None:
    """Refuse a text that would replace another one of a loaded edition."""
    told = other_text(reading, version, sha256)
    if told is not None:
        raise RefusedError(
            ru=f"{name}: --strict: загружен другой текст этой редакции, из {told}; замените его, убрав --strict",
            en=f"{name}: --strict: another text of this edition is loaded, from {told}; drop --strict to replace it",
        )


def the_same_file(name: str, version: URIRef, sha256: str, reading: Reading, given_up: tuple[URIRef, ...]) -> None:
    """Refuse a file from which another edition was read: one text is one edition."""
    source = reading.minter.source(sha256)
    for owner, _, _, _ in reading.triples(None, PROV.wasDerivedFrom, source):
        if owner == version or owner in given_up:
            continue
        told = "@".join(owner.rsplit("/", 2)[-2:])
        raise RefusedError(
            ru=f"{name}: этот файл уже загружен как {told}; сначала уберите её: profgraph remove {told}",
            en=f"{name}: this file is loaded already as {told}; remove that first: profgraph remove {told}",
        )
