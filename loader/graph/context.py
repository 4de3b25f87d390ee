"""What every part of a version's graph shares: its IRIs, its source, and how a node gets label and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...ontology.terms import PROV, PS, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...ontology.terms import Minter
    from ...store.protocol import Triple
    from ..classification import Classification
    from ..model import Place, SourceFile

Object = URIRef | Literal
Values = Mapping[URIRef, object]


@dataclass(frozen=True)
class Context:
    """The IRIs under which one version is written, how its codes are bound, and which footnotes it has."""

    minter: Minter
    version: URIRef
    source: URIRef
    classification: Classification
    footnotes: frozenset[int]
    file: SourceFile

    def place(self, place: Place) -> URIRef:
        """Return the IRI of a place in the source."""
        if place.path is not None:
            return self.minter.element(self.source, place.path)
        return self.minter.lines(self.source, place.first, place.last, place.paragraph)


def russian(text: str) -> Literal:
    """Return `text` as a Russian literal."""
    return Literal(text, lang="ru")


def node(iri: URIRef, kind: URIRef, label: str, values: Values) -> Iterator[Triple]:
    """Yield the type, the label and the values of a node."""
    yield iri, RDF.type, kind
    yield iri, RDFS.label, russian(label)
    yield from described(iri, values)


def described(iri: URIRef, values: Values) -> Iterator[Triple]:
    """Yield the values of a node; a None is left out, a tuple gives one triple a member."""
    for predicate, value in values.items():
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield iri, predicate, one if isinstance(one, (URIRef, Literal)) else Literal(one)


def derived(context: Context, iri: URIRef, places: Iterable[Place]) -> Iterator[Triple]:
    """Yield where in the source a node comes from, and what those places are."""
    for place in places:
        yield iri, PROV.wasDerivedFrom, context.place(place)
        yield from fragment(context, place)


def fragment(context: Context, place: Place) -> Iterator[Triple]:
    """Yield the description of a place in the source."""
    iri, page = context.place(place), context.file.page(place.first)
    yield context.source, PS.hasFragment, iri
    yield from node(
        iri,
        PS.SourceFragment,
        _place_label(place, page),
        {PS.firstLine: place.first, PS.lastLine: place.last, PS.paragraph: place.paragraph, PS.page: page},
    )


def statement(
    context: Context, iri: URIRef, kind: URIRef, group: str, position: int, text: str, place: Place
) -> Iterator[Triple]:
    """Yield what every statement has: its group, its position there, its words and its place."""
    yield from node(
        iri,
        kind,
        text,
        {PS.group: group, PS.position: position, PS.verbatimText: russian(text)},
    )
    yield from derived(context, iri, (place,))


def _place_label(place: Place, page: int | None) -> str:
    lines = f"строка {place.first}" if place.first == place.last else f"строки {place.first}–{place.last}"
    if place.path is not None:
        return f"{lines}, {'/'.join(place.path.split('/')[-2:])}"
    lines = f"страница {page}, {lines}" if page else lines
    return lines if place.paragraph is None else f"{lines}, абзац {place.paragraph}"
