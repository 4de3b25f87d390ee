"""Reads the graph of others into triples in which every node has an IRI; by a process that may be killed."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ...errors import RefusedError, SourceError, excerpt
from ...store.changes import as_stored
from ...store.protocol import JSON_LD, RDF_XML, TURTLE
from ...store.writing.frames import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .forms import Data

MOST_TRIPLES = 200_000
# What a relative IRI becomes in JSON-LD, where the engine would leave it out without a word.
_NOWHERE = "https://relative.invalid/"
_PLACE = re.compile(r"^Parser error .*?\bcolumns? \d+(?: and \d+)?: ")
_NO_SCHEME = "No scheme found in an absolute IRI"
_NOT_FETCHED = "No LoadDocumentCallback"
_TERM_TOO_LONG = "Reached the buffer maximal size"
_SHOWN = 400


def read(data: Data, nodes: str, base: str) -> Frame:
    """Return what the data say as N-Triples, and how many blank nodes they have.

    Raise `SourceError` or `RefusedError` where they must not be taken. A blank node has the IRI `nodes` with its
    number, in the order in which nodes appear: the same file gives the same.
    """
    labels: dict[ox.BlankNode, ox.NamedNode] = {}
    found: set[ox.Quad] = set()
    for number, triple in enumerate(_parsed(data), start=1):
        if number > MOST_TRIPLES:
            raise _too_many(data)
        _refuse(triple, number, data, base)
        found.add(ox.Quad(*(_named(term, labels, nodes) for term in triple)))  # type: ignore[arg-type]  # terms keep their kinds
    if not found:
        raise SourceError(
            ru=f"{data.name}: ни одной тройки; проверьте, тот ли это файл",
            en=f"{data.name}: not one triple; check whether this is the file",
        )
    lines = sorted(f"{quad.triple} .\n" for quad in as_stored(found))
    return Frame({"blank_nodes": len(labels)}, ("".join(lines).encode(),))


def _parsed(data: Data) -> Iterator[ox.Triple]:
    syntax = ox.RdfFormat.from_media_type(data.media_type)
    base = _NOWHERE if data.media_type == JSON_LD else None
    try:
        for quad in ox.parse(data.text, syntax, base_iri=base, without_named_graphs=True):
            yield quad.triple
    except SyntaxError as error:
        raise _malformed(data, error) from error
    except ValueError as error:
        raise _unreadable(data, str(error)) from error
    except MemoryError as error:
        if _TERM_TOO_LONG not in str(error):
            raise
        raise _term_too_long(data) from error


def _named(term: object, labels: dict[ox.BlankNode, ox.NamedNode], nodes: str) -> ox.NamedNode | ox.Literal:
    if isinstance(term, ox.BlankNode):
        if term not in labels:
            labels[term] = ox.NamedNode(f"{nodes}{len(labels) + 1}")
        return labels[term]
    return term  # type: ignore[return-value]  # `_refuse` lets nothing else through


def _refuse(triple: ox.Triple, number: int, data: Data, base: str) -> None:
    value = triple.object
    if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction is not None):
        raise _refused(
            triple, number, data, ru="это RDF 1.2, а здесь RDF 1.1", en="that is RDF 1.2, and this is RDF 1.1"
        )
    for term in triple:
        if isinstance(term, ox.NamedNode) and term.value.startswith(_NOWHERE):
            relative = term.value.removeprefix(_NOWHERE)
            raise _refused(
                triple,
                number,
                data,
                ru=f"относительный IRI «{relative}»; запишите его целиком или задайте @base",
                en=f"the relative IRI {relative!r}; write all of it, or give an @base",
            )
    subject = triple.subject
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(base):
        raise _refused(
            triple,
            number,
            data,
            ru="чужой граф говорит об узле этого хранилища; уберите тройку, соответствие задайте через --mapping",
            en="a graph of others speaks of a node of this store; take the triple out, align nodes by --mapping",
        )


def _refused(triple: ox.Triple, number: int, data: Data, *, ru: str, en: str) -> RefusedError:
    shown = excerpt(str(triple), _SHOWN)
    return RefusedError(
        ru=f"{data.name}, тройка {number} ({shown}): {ru}", en=f"{data.name}, triple {number} ({shown}): {en}"
    )


def _malformed(data: Data, error: SyntaxError) -> SourceError:
    told = error.msg.partition("\n")[0].rstrip(".")
    if _NO_SCHEME in told:
        told = _PLACE.sub("", told).partition(" (line")[0]
        return _at(
            data,
            error,
            ru=f"относительный IRI ({told}); запишите его целиком или задайте @base (xml:base)",
            en=f"a relative IRI ({told}); write all of it, or give an @base (xml:base)",
        )
    if told.startswith(_NOT_FETCHED):
        return _at(
            data,
            error,
            ru="@context по ссылке здесь не загружается; впишите его в документ целиком",
            en="a remote @context is not fetched here; write the whole of it into the document",
        )
    if told.startswith("Named graphs") or (data.media_type == TURTLE and _has_graphs(data)):
        return _at(
            data,
            error,
            ru="в файле несколько графов; сохраните один как Turtle",
            en="the file holds several graphs; save one of them as Turtle",
        )
    return _unreadable(data, _PLACE.sub("", told), error)


def _has_graphs(data: Data) -> bool:
    """Tell whether what is no Turtle is N-Quads or TriG, up to their first graph with a name."""
    for syntax in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG):
        with suppress(SyntaxError, ValueError, MemoryError):
            if any(isinstance(quad.graph_name, ox.NamedNode) for quad in ox.parse(data.text, syntax)):
                return True
    return False


def _unreadable(data: Data, told: str, error: SyntaxError | None = None) -> SourceError:
    form = {RDF_XML: "RDF/XML", JSON_LD: "JSON-LD"}.get(data.media_type, "Turtle")
    return _at(
        data,
        error,
        ru=f"как {form} не читается: {told}; исправьте файл",
        en=f"not readable as {form}: {told}; correct the file",
    )


def _at(data: Data, error: SyntaxError | None, *, ru: str, en: str) -> SourceError:
    if error is None or error.lineno is None:
        return SourceError(ru=f"{data.name}: {ru}", en=f"{data.name}: {en}")
    line, column = error.lineno, error.offset
    return SourceError(
        ru=f"{data.name}, строка {line}, столбец {column}: {ru}", en=f"{data.name}, line {line}, column {column}: {en}"
    )


def _term_too_long(data: Data) -> SourceError:
    return SourceError(
        ru=f"{data.name}: текст или IRI длиннее 16 МБ; сократите его или уберите тройку",
        en=f"{data.name}: a text or an IRI is longer than 16 MB; shorten it, or take the triple out",
    )


def _too_many(data: Data) -> SourceError:
    return SourceError(
        ru=f"{data.name}: больше {MOST_TRIPLES} троек; возьмите часть графа, а целиком спрашивайте его через SERVICE",
        en=f"{data.name}: more than {MOST_TRIPLES} triples; take a part of the graph, ask the whole by SERVICE",
    )
