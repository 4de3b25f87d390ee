"""What is part of what and what takes over from what, as associations of CASE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .items import children, title_of
from .naming import association_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..edition import Edition, Function, Row
    from .naming import Namer, Object

CHILD, RELATED, REPLACED = "isChildOf", "isRelatedTo", "replacedBy"
# CASE has no word for it: names of our own begin with ext:, as the specification wants.
INHERITS = {"skills": "ext:inheritsSkillsFrom", "knowledge": "ext:inheritsKnowledgeFrom"}

_Titles = dict[str, str]


def associations(edition: Edition, namer: Namer) -> Iterator[Object]:
    """Yield the associations of a package: of children first, in the order of the document."""
    functions = {function.iri: title_of(function) for function in edition.all_functions()}
    titles = {edition.iri: edition.label, **functions}
    for parent, number, one in children(edition):
        yield _child(edition, parent, number, one, titles, namer)
    for row in edition.all_rows():
        if row.refers_to:
            ends = (namer.node("CFItems", row.iri, title_of(row)), _function(row.refers_to, titles, namer))
            yield _association(row.iri, RELATED, row.refers_to, ends, namer)
    for function in edition.all_functions():
        yield from _inheritance(function, titles, namer)
    for older in edition.replaces:
        ends = (
            namer.node("CFDocuments", older, _last_part(older)),
            namer.node("CFDocuments", edition.iri, edition.label),
        )
        yield _association(older, REPLACED, edition.iri, ends, namer)


def _child(edition: Edition, parent: str, number: int, one: Function | Row, titles: _Titles, namer: Namer) -> Object:
    # The format puts what stands at the top under the document.
    kind = "CFDocuments" if parent == edition.iri else "CFItems"
    return {
        **namer.head("CFAssociations", association_iri(one.iri, CHILD)),
        "associationType": CHILD,
        "sequenceNumber": number,
        "originNodeURI": namer.node("CFItems", one.iri, title_of(one)),
        "destinationNodeURI": namer.node(kind, parent, titles[parent]),
    }


def _inheritance(function: Function, titles: _Titles, namer: Namer) -> Iterator[Object]:
    for group, relation in INHERITS.items():
        for giver in function.inherits.get(group, ()):
            ends = (_function(function.iri, titles, namer), _function(giver, titles, namer))
            yield _association(function.iri, relation, giver, ends, namer)


def _function(iri: str, titles: _Titles, namer: Namer) -> Object:
    return namer.node("CFItems", iri, titles.get(iri) or _last_part(iri))


def _last_part(iri: str) -> str:
    return "/".join(iri.rsplit("/", 2)[-2:])


def _association(origin: str, relation: str, destination: str, ends: tuple[Object, Object], namer: Namer) -> Object:
    return {
        **namer.head("CFAssociations", association_iri(origin, relation, destination)),
        "associationType": relation,
        "originNodeURI": ends[0],
        "destinationNodeURI": ends[1],
    }
