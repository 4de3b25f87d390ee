"""Readings of one edition: the same standard from two files, of which one does not say by which order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message, RefusedError, UsageError
from ..ontology.terms import PROV, PS
from .losses import losses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..ontology.terms import Minter
    from ..store.protocol import Triple
    from ..store.writing.protocol import Reading
    from .model import Standard

# Number and date of the order, or x- and the digest of the text.
_NAME = re.compile(r"(?P<number>[0-9][\w-]*)-(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|x-[0-9a-f]{12}")
SAME = 0.95  # share of common items from which two texts are readings of one edition (two editions differ by more)


_FUNCTIONS = frozenset({PS.hasGeneralizedFunction, PS.hasParticularFunction})


def identified(standard: Standard, name: str | None, file: str, minter: Minter) -> Standard:
    """Return the standard as the edition that a person names it, who may fill what the document leaves open.

    Raise `UsageError` where the name cannot be one, `RefusedError` where the document says otherwise.
    """
    if name is None:
        return standard
    parts = _NAME.fullmatch(name)
    if parts is None:
        raise UsageError(
            ru=f"--as {name}: редакция называется номером и датой приказа: 620n-2014-09-08",
            en=f"--as {name}: an edition is named by the number and date of its order: 620n-2014-09-08",
        )
    order = standard.order
    if order.number and order.date:
        stated = minter.version(standard.code, order.number, order.date)
        if stated != minter.version_named(standard.code, name):
            told = stated.rpartition("/")[2]
            raise RefusedError(
                ru=f"{file}: в документе приказ {told}, а не {name}; уберите --as или возьмите другой файл",
                en=f"{file}: the document states the order {told}, not {name}; drop --as or take another file",
            )
        return standard
    if parts["number"] is None:
        return standard
    return replace(standard, order=replace(order, number=_cyrillic(parts["number"]), date=_day(parts["day"], name)))


def replacing(reading: Reading, version: URIRef, sha256: str, asserted: frozenset[Triple]) -> Iterator[Message]:
    """Yield the warning that another text of the same edition is in the store and gives way, and what only it said."""
    told = other_text(reading, version, sha256)
    if told is None:
        return
    yield Message(
        ru=f"предупреждение: другой текст той же редакции, из {told}, заменён",
        en=f"warning: another text of the same edition, from {told}, was replaced",
    )
    yield from _lost(reading, version, asserted, told)


def other_text(reading: Reading, version: URIRef, sha256: str) -> str | None:
    """Return the names of the file from which another text of the edition was loaded; None where there is none."""
    source = reading.minter.source(sha256)
    for _, _, other, _ in reading.triples(version, PROV.wasDerivedFrom, None):
        if other != source:
            return _file_names(reading, URIRef(str(other)))
    return None


def joined(reading: Reading, given_up: Iterable[URIRef], asserted: frozenset[Triple]) -> Iterator[Message]:
    """Yield a warning for each reading of unknown order that is in the store and gives way."""
    for version in given_up:
        name = version.rpartition("/")[2]
        sources = [URIRef(str(source)) for _, _, source, _ in reading.triples(version, PROV.wasDerivedFrom, None)]
        told = ", ".join(_file_names(reading, source) for source in sources)
        yield Message(
            ru=f"предупреждение: редакция без приказа {name}, из {told}, заменена этой",
            en=f"warning: the edition without an order, {name}, from {told}, was replaced by this one",
        )
        yield from _lost(reading, version, asserted, told)


def _lost(reading: Reading, version: URIRef, asserted: frozenset[Triple], file: str) -> Iterator[Message]:
    """Yield what the text that gives way says and the new one does not."""
    lost = losses(reading.graph(reading.minter.graph("asserted", version)), asserted)
    if lost:
        yield Message(
            ru=f"предупреждение: с заменой утрачено: {lost.ru}; чтобы вернуть это, загрузите снова {file}",
            en=f"warning: lost with it: {lost.en}; to have it back, load {file} again",
        )


def _file_names(reading: Reading, source: URIRef) -> str:
    return ", ".join(sorted(str(name) for _, _, name, _ in reading.triples(source, PS.fileName, None)))


def _cyrillic(number: str) -> str:
    """Return the number as orders write it: their suffix «н» is often typed in Latin."""
    return number.replace("n", "н")


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(ru=f"--as {name}: такого дня нет", en=f"--as {name}: there is no such day") from error


def is_of_unknown_order(version: URIRef) -> bool:
    """Tell whether the version is named by its text."""
    return version.rpartition("/")[2].startswith("x-")


def other_readings(reading: Reading, version: URIRef, asserted: frozenset[Triple]) -> tuple[URIRef, ...]:
    """Return the loaded versions of the same standard that have the same function codes and nearly the same items."""
    work = next(URIRef(str(value)) for subject, link, value in asserted if (subject, link) == (version, PS.isVersionOf))
    loaded = sorted(URIRef(str(found)) for found, _, _, _ in reading.triples(None, PS.isVersionOf, work))
    here = _content(asserted)
    return tuple(
        other
        for other in loaded
        if other != version and _is_same(here, _content(reading.graph(reading.minter.graph("asserted", other))))
    )


def hint(version: URIRef, others: Iterable[URIRef]) -> Message | None:
    """Return what to do when an edition was read from two files and one of them does not name its order."""
    for other in others:
        if is_of_unknown_order(version) != is_of_unknown_order(other):
            known = (other if is_of_unknown_order(version) else version).rpartition("/")[2]
            told = str(other).rpartition("/")[2]
            return Message(
                ru=f"та же редакция уже загружена как {told}; чтобы объединить, загрузите файл с --as {known}",
                en=f"the same edition is loaded already as {told}; to join them, load the file with --as {known}",
            )
    return None


def _content(asserted: Iterable[Triple]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the functions and the concepts of the items."""
    functions = {value for _, link, value in asserted if link in _FUNCTIONS}
    codes = {str(value) for subject, link, value in asserted if link == PS.code and subject in functions}
    concepts = {str(value) for _, link, value in asserted if link == PS.expressesConcept}
    return frozenset(codes), frozenset(concepts)


def _is_same(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    everything = one[1] | other[1]
    return one[0] == other[0] and bool(everything) and len(one[1] & other[1]) / len(everything) >= SAME
