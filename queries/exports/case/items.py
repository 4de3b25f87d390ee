"""Functions and rows as items of CASE, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..edition import Function
from .definitions import GENERALIZED, PARTICULAR, REFERENCE, item_type, licence_link, subjects
from .naming import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..edition import Edition, Row
    from .naming import Namer, Object


def kind_of(one: Function | Row) -> str:
    """Return the kind of an item: of a row its group, unless it stands for the rows of another function."""
    if isinstance(one, Function):
        return PARTICULAR if "/" in one.code else GENERALIZED
    return REFERENCE if one.is_reference else one.group


def title_of(one: Function | Row) -> str:
    """Return how links call an item."""
    return one_line(f"{one.code} {one.name}" if isinstance(one, Function) else one.text)


def children(edition: Edition) -> Iterator[tuple[str, int, Function | Row]]:
    """Yield each item with its parent and its place among all children of this one, from 1."""
    yield from _numbered(edition.iri, [*edition.rows, *edition.functions])
    for generalized in edition.functions:
        yield from _numbered(generalized.iri, [*generalized.rows, *generalized.functions])
        for particular in generalized.functions:
            yield from _numbered(particular.iri, [*particular.rows])


def _numbered(parent: str, items: list[Function | Row]) -> Iterator[tuple[str, int, Function | Row]]:
    for number, one in enumerate(items, start=1):
        yield parent, number, one


def item(edition: Edition, one: Function | Row, namer: Namer) -> Object:
    """Return a function or a row as an item; what CASE has no place for are its extensions."""
    title, iri, _ = item_type(kind_of(one))
    return {
        **namer.head("CFItems", one.iri),
        **(_of_function(edition, one, namer) if isinstance(one, Function) else _of_row(edition, one, namer)),
        "CFItemType": title,
        "CFItemTypeURI": namer.link("CFItemTypes", iri, title),
        "language": "ru",
        "listEnumeration": str(one.position),
        "licenseURI": licence_link(namer),
    }


def _of_function(edition: Edition, one: Function, namer: Namer) -> Object:
    level = {"level": one.level} if one.level else {}
    return {
        "fullStatement": one.name,
        "humanCodingScheme": one.code,
        **_subjects(edition, list(one.classified_by), namer),
        "extensions": {"iri": one.iri, **level},
    }


def _of_row(edition: Edition, one: Row, namer: Namer) -> Object:
    meant = edition.concepts.get(one.concept)
    keywords = {}
    if meant:
        link = namer.link("CFConcepts", meant.iri, meant.label)
        keywords = {"conceptKeywords": [meant.label], "conceptKeywordsURI": link}
    return {
        "fullStatement": one.text,
        **({"humanCodingScheme": one.code} if one.code else {}),
        **keywords,
        **_subjects(edition, [one.item], namer),
        "extensions": {"iri": one.iri, "group": one.group},
    }


def _subjects(edition: Edition, items: list[str], namer: Namer) -> Object:
    found = list(subjects(edition, items, namer))
    if not found:
        return {}
    return {"subject": [title for title, _ in found], "subjectURI": [link for _, link in found]}
