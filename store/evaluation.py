"""One query on one open engine: its dataset, its answer as values or bytes, and its errors in words."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Graph

from ..errors import UsageError
from ..ontology.terms import PREFIXES
from .admission import QUERY, form
from .convert import from_ox, from_ox_triple, json_term, to_ox_iri
from .engine_words import ENGINE_PREFIXES, failed, malformed
from .protocol import (
    GRAPH_TYPES,
    JSON,
    N_TRIPLES,
    RDF_XML,
    RESULT_TYPES,
    TURTLE,
    Answer,
    QueryError,
    Table,
    chosen_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from .convert import OxGraph

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@contextmanager
def evaluated(
    engine: ox.Store,
    text: str,
    *,
    union: bool,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    visible: Sequence[ox.NamedNode] | None = None,
) -> Iterator[Result]:
    """Give the lazy result of a query; what goes wrong until it is read is a `QueryError` or `StoreError`.

    `visible` are the named graphs of the dataset where nobody names one; None stands for all.
    """
    defaults: list[OxGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None if visible is None else list(visible)
    if default_graphs or named_graphs:
        defaults, named = [to_ox_iri(iri) for iri in default_graphs], [to_ox_iri(iri) for iri in named_graphs]
    elif visible is not None:
        defaults = [ox.DefaultGraph(), *(visible if union else ())]
    try:
        yield engine.query(
            text,
            prefixes=_prefixes(text),
            use_default_graph_as_union=union and defaults is None,
            default_graph=defaults,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise _malformed(text, error) from error
    except (OSError, RuntimeError) as error:
        # A relay is named in what the engine says, by its secret address.
        raise failed(QUERY, error) from None


def answer(result: Result) -> Answer:
    """Return a result as RDF values."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QuerySolutions):
        return Table(
            variables=tuple(variable.value for variable in result.variables),
            rows=tuple(tuple(None if term is None else from_ox(term) for term in row) for row in result),
        )
    return graph_of(result)


def graph_of(triples: Iterable[ox.Triple]) -> Graph:
    """Return triples as an rdflib graph that knows our prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(from_ox_triple(triple))
    return graph


def write(result: Result, accept: Sequence[str], output: BinaryIO) -> str:
    """Write a result in the first media type of `accept` that fits it; return that type."""
    if isinstance(result, ox.QueryTriples):
        return _write_graph(result, accept, output)
    media_type = chosen_type(accept, RESULT_TYPES)
    result.serialize(output, results_format(media_type))
    return media_type


@cache
def results_format(media_type: str) -> ox.QueryResultsFormat | None:
    """Return the engine's name of a media type of tables; None where it has none."""
    return ox.QueryResultsFormat.from_media_type(media_type)


def _prefixes(text: str) -> dict[str, str] | None:
    # A text without a colon has no use for any, and is read faster.
    return ENGINE_PREFIXES if ":" in text else None


def _write_graph(triples: Iterable[ox.Triple], accept: Sequence[str], output: BinaryIO) -> str:
    media_type = chosen_type(accept, GRAPH_TYPES)
    output.write(graph_bytes(list(dict.fromkeys(triples)), media_type))
    return media_type


def write_head(result: Result, most: int, output: BinaryIO) -> tuple[str, int]:
    """Write the first rows or triples of a result as JSON or N-Triples; return that type and how many there are."""
    if isinstance(result, ox.QueryBoolean):
        return write(result, (JSON,), output), 1
    if isinstance(result, ox.QueryTriples):
        distinct = dict.fromkeys(result)
        ox.serialize(islice(distinct, most), output, ox.RdfFormat.N_TRIPLES)
        return N_TRIPLES, len(distinct)
    variables = [variable.value for variable in result.variables]
    rows = [
        {name: json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in islice(result, most)
    ]
    output.write(json.dumps({"head": {"vars": variables}, "results": {"bindings": rows}}).encode())
    return JSON, len(rows) + sum(1 for _ in result)


def graph_bytes(triples: list[ox.Triple], media_type: str, besides: Mapping[str, str] | None = None) -> bytes:
    """Return triples in a media type of RDF, with our prefixes and those `besides`.

    Raise `UsageError` where the type cannot express them.
    """
    prefixes = ENGINE_PREFIXES | dict(besides or {})
    if media_type == RDF_XML:
        _refuse_unnameable(triples)
        _refuse_unwritable(triples)
    written = ox.serialize(triples, format=ox.RdfFormat.from_media_type(media_type), prefixes=prefixes) or b""
    return _in_our_order(written, prefixes) if media_type == TURTLE else written


def _in_our_order(turtle: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return a Turtle text with its prefixes in the order of `prefixes`; the engine gives them in any."""
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return header.encode() + turtle.split(b"\n", len(prefixes))[-1]


def _refuse_unnameable(triples: Iterable[ox.Triple]) -> None:
    """Raise `UsageError` on a property that XML cannot name: the engine would write what no parser reads."""
    for triple in triples:
        if not re.search(r"[^\W\d][\w.-]*$", triple.predicate.value):
            raise UsageError(
                ru=f"в RDF/XML нельзя записать свойство {triple.predicate}; запросите Turtle",
                en=f"RDF/XML cannot express the property {triple.predicate}; ask for Turtle",
            )


def _refuse_unwritable(triples: Iterable[ox.Triple]) -> None:
    """Raise `UsageError` on a character that XML 1.0 does not have: no parser would read what the engine writes."""
    for triple in triples:
        found = _NOT_XML.search(triple.object.value) if isinstance(triple.object, ox.Literal) else None
        if found:
            code = f"U+{ord(found[0]):04X}"
            raise UsageError(
                ru=f"в RDF/XML нельзя записать знак {code} из текста {triple.predicate}; запросите Turtle",
                en=f"RDF/XML cannot express the character {code} in a text of {triple.predicate}; ask for Turtle",
            )


def _malformed(text: str, error: SyntaxError) -> QueryError:
    try:
        form(text)
    except QueryError as said:
        return said
    return malformed(QUERY, text, error)
