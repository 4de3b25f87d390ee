"""The mapping between a graph of others and our vocabulary: read from Turtle or SSSOM, and compared with both sides."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from rdflib import OWL, XSD, Literal, URIRef

from ...errors import Message, RefusedError, SourceError
from ...ontology.terms import PS, RDF
from ...store.convert import from_ox_triple
from ..sssom.reading import is_sssom, read_sssom
from ..sssom.slots import NEEDED
from .alignments import OF_CLASSES, OF_PROPERTIES, RELATIONS, aligned
from .lines import with_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from ...ontology.terms import Minter
    from ...store.writing.protocol import Reading
    from ..sssom.reading import Row
    from .alignments import Alignment

MOST_BYTES = 10 * 2**20
_MOST_ROWS = 100_000
_CONCEPTS = frozenset({PS.CompetenceConcept, PS.LaborActionConcept, PS.SkillConcept, PS.KnowledgeConcept})
_THINGS = _CONCEPTS | {PS.GeneralizedWorkFunction, PS.ParticularWorkFunction, PS.ClassifierItem}


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says; `others` is how many of its triples are no alignments (its title, its licence)."""

    file: str
    sha256: str
    alignments: tuple[Alignment, ...]
    others: int = 0


def read_mapping(path: Path, minter: Minter) -> Mapping:
    """Return the alignments of a file; raise `SourceError` or `RefusedError` where one cannot be used."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unread(path.name, ru=f"больше {MOST_BYTES >> 20} МБ", en=f"over {MOST_BYTES >> 20} MB")
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise _unread(
            path.name,
            ru=f"не открывается ({error.strerror}); проверьте имя и права",
            en=f"cannot be opened ({error.strerror}); check its name and permissions",
        ) from error
    except UnicodeDecodeError as error:
        raise _unread(
            path.name, ru="это не UTF-8; сохраните файл в UTF-8", en="not in UTF-8; save it in UTF-8"
        ) from error
    sha256 = hashlib.sha256(data).hexdigest()
    if is_sssom(StringIO(text)):
        sheet = read_sssom(path, most_bytes=MOST_BYTES, most_rows=_MOST_ROWS)
        return Mapping(path.name, sha256, _some(tuple(_aligned(row, minter) for row in sheet.rows), path.name))
    triples = [(line, from_ox_triple(triple)) for line, triple in _turtle(text, path.name)]
    found = tuple(aligned(one, _at(path.name, line), minter) for line, one in triples if one[1] in RELATIONS)
    return Mapping(path.name, sha256, _some(found, path.name), len(triples) - len(found))


def _aligned(row: Row, minter: Minter) -> Alignment:
    if row.text("predicate_modifier"):
        raise row.place.refused(
            "отрицание (predicate_modifier) не читается; уберите строку",
            "a negation (predicate_modifier) is not read; take the line out",
        )
    subject, relation, value, why = map(row.iri, NEEDED)
    confidence = row.confidence()
    told = None if confidence is None else Literal(f"{confidence:f}", datatype=XSD.decimal)
    return aligned((subject, relation, value), row.place.message, minter, why, told)


def known_kinds(mapping: Mapping, reading: Reading, terms: Collection[str]) -> dict[URIRef, URIRef]:
    """Return of which class each thing of ours is that the mapping names; raise `RefusedError` where a side is unknown.

    `terms` are the IRIs of the graph of others.
    """
    kinds: dict[URIRef, URIRef] = {}
    for one in mapping.alignments:
        if str(one.foreign) not in terms:
            raise _refused(
                one,
                ru=f"{one.foreign.n3()} в графе не встречается; проверьте адрес (http или https?)",
                en=f"{one.foreign.n3()} is not in the graph; check the IRI (http or https?)",
            )
        if one.ours not in kinds:
            kinds[one.ours] = _kind(one, reading)
    return kinds


def _kind(one: Alignment, reading: Reading) -> URIRef:
    foreign = f"{reading.minter.graph('foreign')}/"
    found = {kind for _, _, kind, graph in reading.triples(one.ours, RDF.type, None) if not graph.startswith(foreign)}
    wanted, said = _wanted(one)
    fitting = sorted(found & wanted)
    if not fitting:
        near = _nearest(one.ours, wanted, reading)
        raise _refused(
            one,
            ru=f"{one.ours.n3()} — не {said.ru} в этом хранилище; {near.ru}",
            en=f"{one.ours.n3()} is not {said.en} of this store; {near.en}",
        )
    return PS.CompetenceConcept if _CONCEPTS.intersection(fitting) else URIRef(str(fitting[0]))


def _wanted(one: Alignment) -> tuple[frozenset[URIRef], Message]:
    if one.relation in OF_CLASSES:
        return frozenset({OWL.Class}), Message(ru="класс онтологии", en="a class of the ontology")
    if one.relation in OF_PROPERTIES:
        properties = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty})
        return properties, Message(ru="свойство онтологии", en="a property of the ontology")
    return _THINGS, Message(
        ru="понятие, функция или код классификатора", en="a concept, a function or a classifier item"
    )


def _nearest(ours: URIRef, wanted: frozenset[URIRef], reading: Reading) -> Message:
    terms = sorted({str(term) for kind in wanted - _THINGS for term, _, _, _ in reading.triples(None, RDF.type, kind)})
    own = [term.removeprefix(str(PS)) for term in terms if term.startswith(str(PS))]
    if near := ", ".join(f"ps:{name}" for name in difflib.get_close_matches(ours.removeprefix(str(PS)), own)):
        return Message(ru=f"похожие: {near}", en=f"similar: {near}")
    if ours.startswith(str(PS)):
        return Message(
            ru="термины, классы и свойства, перечислены на странице /ns",
            en="the page /ns lists the terms, classes and properties",
        )
    return Message(
        ru="загрузите то, на что ссылается соответствие, или исправьте адрес",
        en="load what the mapping refers to, or correct the IRI",
    )


def _turtle(text: str, name: str) -> Iterator[tuple[int, ox.Triple]]:
    try:
        yield from with_lines(text)
    except SyntaxError as error:
        told = error.msg.partition("\n")[0]
        raise SourceError(
            ru=f"{name}: соответствия не читаются ни как SSSOM TSV, ни как Turtle: {told}; исправьте файл",
            en=f"{name}: the mapping is readable neither as SSSOM TSV nor as Turtle: {told}; correct the file",
        ) from error


def _at(name: str, line: int) -> Message:
    return Message(ru=f"{name}, строка {line}", en=f"{name}, line {line}")


def _some(found: tuple[Alignment, ...], name: str) -> tuple[Alignment, ...]:
    if found:
        return found
    raise _unread(
        name,
        ru="ни одного соответствия; нужны owl:equivalentClass, rdfs:subClassOf, skos:exactMatch и подобные",
        en="no alignment; owl:equivalentClass, rdfs:subClassOf, skos:exactMatch and their like are needed",
    )


def _unread(name: str, *, ru: str, en: str) -> SourceError:
    return SourceError(ru=f"{name}: {ru}", en=f"{name}: {en}")


def _refused(one: Alignment, *, ru: str, en: str) -> RefusedError:
    return RefusedError(ru=f"{one.place.ru}: {ru}", en=f"{one.place.en}: {en}")
