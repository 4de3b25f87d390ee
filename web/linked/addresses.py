"""The address on this site of an IRI of the data, and the IRI of the data that an address stands for."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from flask import request, url_for
from rdflib import URIRef

from ...errors import UsageError, excerpt
from ...loader.recognition.codes import HOMOGLYPHS
from ...ontology.terms import slug
from ...store.convert import to_ox_iri
from ...store.protocol import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, table_of
from ..negotiation import HTML, chosen_language
from .nearest import UnknownNodeError, nearest_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...store.protocol import Store
    from .nearest import Nearest

# The end of an address that asks for one format, so that there is a link to it.
SUFFIXES: Mapping[str, str] = {
    ".ttl": TURTLE,
    ".jsonld": JSON_LD,
    ".rdf": RDF_XML,
    ".nt": N_TRIPLES,
    ".html": HTML,
}
LONGEST = 1_000
# Of so many slashes each may be an encoded one of the IRI; an address of more is taken as it is.
_MOST_SLASHES = 6
_RESERVED = "/:@!$&'()*+,;="
# What no path keeps on its way: dot segments and doubled slashes are taken out, a question mark ends it.
_UNKEPT = re.compile(r"(?:^|/)(?:\.{0,2})(?:/|$)|\?")
_KNOWN = """
SELECT DISTINCT ?node
WHERE {
  VALUES ?node { %s }
  FILTER(
    EXISTS { ?node ?property ?value } || EXISTS { ?subject ?property ?node } || EXISTS { ?subject ?node ?value }
    || EXISTS { GRAPH ?node { ?subject ?property ?value } }
  )
}
"""


@dataclass(frozen=True)
class Found:
    """A node of the data, the path to it, and the type that the end of its address asks for.

    It `is_elsewhere` where the path was typed in letters that only look like those of the IRI.
    """

    iri: URIRef
    path: str
    media_type: str | None = None
    is_elsewhere: bool = False


def found(store: Store, base: str, path: str, *, may_end_in_suffix: bool = False) -> Found:
    """Return the node that a path under `/id/` or `/doc/` names; raise `UnknownNodeError` where there is none.

    An IRI that itself ends like a file wins over the file of a shorter one.
    """
    one = _found(store, base, path, may_end_in_suffix=may_end_in_suffix)
    if one is None and (latin := in_latin(path)) != path:
        meant = _found(store, base, latin, may_end_in_suffix=may_end_in_suffix)
        one = replace(meant, is_elsewhere=True) if meant else None
    if one is not None:
        return one
    nearest = nearest_to(store, base, path) if len(path) <= LONGEST else None
    raise unknown(base + excerpt(path), nearest)


def in_latin(path: str) -> str:
    """Return a path as IRIs have it where the letter of a function or the number of an order was typed in Cyrillic."""
    return "/".join(part if part.isascii() else _in_latin(part) for part in path.split("/"))


def unknown(name: str, nearest: Nearest | None = None) -> UnknownNodeError:
    """Return the error that the data have no such IRI."""
    return UnknownNodeError(
        nearest=nearest,
        ru=f"<{name}>: такого IRI в данных нет; что есть, видно с главной страницы {request.script_root}/",
        en=f"<{name}>: the data have no such IRI; what there is can be seen from the front page {request.script_root}/",
    )


def is_known(store: Store, iri: URIRef) -> bool:
    """Tell whether the data have this very IRI, as a node, a property or the name of a graph."""
    return bool(table_of(store.query(_KNOWN % iri.n3())).rows)


def document(iri: str, base: str) -> str | None:
    """Return the address of the document about an IRI, in the language that the reader chose; None for foreign IRIs."""
    rest, _, anchor = iri.removeprefix(base).partition("#")
    if not iri.startswith(base) or _UNKEPT.search(rest):
        return None
    # What is encoded in the IRI is so again in the address.
    return url_for("linked.document", path=unquote(rest), _anchor=unquote(anchor) or None, lang=chosen_language())


def _found(store: Store, base: str, path: str, *, may_end_in_suffix: bool) -> Found | None:
    whole = _node(store, base, path)
    if whole is not None:
        return Found(whole, path)
    stem, dot, end = path.rpartition(".")
    if not may_end_in_suffix or dot + end not in SUFFIXES:
        return None
    shorter = _node(store, base, stem)
    return None if shorter is None else Found(shorter, stem, SUFFIXES[dot + end])


def _in_latin(part: str) -> str:
    return unquote(slug(part)) if part[0].isdigit() else part.upper()[:1].translate(HOMOGLYPHS) + part[1:]


def _node(store: Store, base: str, path: str) -> URIRef | None:
    if len(path) > LONGEST:
        return None
    candidates = [iri for rest in dict.fromkeys(_spellings(path)) if (iri := _iri(base + rest))]
    if not candidates:
        return None
    known = table_of(store.query(_KNOWN % " ".join(iri.n3() for iri in candidates))).rows
    held = {node for (node,) in known}
    return next((iri for iri in candidates if iri in held), None)


def _spellings(path: str) -> Iterator[str]:
    """Yield how an IRI may write a path, which a server sees decoded: `12%2F34` and `12/34` are one to it."""
    written = (quote(path), quote(path, safe=_RESERVED), re.sub(r"[\x00-\x7f]+", _quoted, path))
    for spelling in written:
        segments = spelling.split("/")
        slashes = len(segments) - 1
        for joints in product(("/", "%2F"), repeat=slashes if slashes <= _MOST_SLASHES else 0):
            yield "".join(map("".join, zip(segments, (*joints, ""), strict=True))) if joints else spelling


def _quoted(ascii_part: re.Match[str]) -> str:
    return quote(ascii_part[0], safe=_RESERVED)


def _iri(text: str) -> URIRef | None:
    with suppress(UsageError):
        return URIRef(to_ox_iri(text).value)
    return None
