"""Readings of one edition: the same standard from two files, of which one does not say by which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message, UsageError
from ..ontology.terms import PS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.protocol import Triple
    from ..store.writer import Writer

# Number and date of the order, or x- and the digest of the text.
_NAME = re.compile(r"[0-9][\w-]*-[0-9]{4}-[0-9]{2}-[0-9]{2}|x-[0-9a-f]{12}")
SAME = 0.95  # share of common items from which two texts are readings of one edition (two editions differ by more)


_FUNCTIONS = frozenset({PS.hasGeneralizedFunction, PS.hasParticularFunction})


def edition_name(name: str) -> str:
    """Return the name that a person gives to an edition; raise `UsageError` where it cannot be one."""
    if _NAME.fullmatch(name):
        return name
    raise UsageError(
        ru=f"--as {name}: редакция называется номером и датой приказа: 620n-2014-09-08",
        en=f"--as {name}: an edition is named by the number and date of its order: 620n-2014-09-08",
    )


def is_of_unknown_order(version: URIRef) -> bool:
    """Tell whether the version is named by its text."""
    return version.rpartition("/")[2].startswith("x-")


def other_readings(writer: Writer, version: URIRef, asserted: frozenset[Triple]) -> tuple[URIRef, ...]:
    """Return the loaded versions of the same standard that have the same function codes and nearly the same items."""
    work = next(URIRef(str(value)) for subject, link, value in asserted if (subject, link) == (version, PS.isVersionOf))
    loaded = sorted(URIRef(str(found)) for found, _, _, _ in writer.triples(None, PS.isVersionOf, work))
    here = _content(asserted)
    return tuple(
        other
        for other in loaded
        if other != version and _is_same(here, _content(writer.graph(writer.minter.graph("asserted", other))))
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
