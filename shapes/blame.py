"""Finds the shape and the place that a complaint about shapes is about, and says it in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from ..errors import Message, ShapesError
from ..ontology.terms import PSS, RDF, SH
from .catalogue import part
from .reading import in_a_line

if TYPE_CHECKING:
    from rdflib.term import Node

_OWNERS = (SH.NodeShape, SH.PropertyShape, SH.ConstraintComponent)
_QUERIES = (SH.select, SH.ask)
_BLANK = re.compile(r"_:(\w+)")
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_LONGEST = 300


def unsound(shapes: Graph, about: Node | None, what: Message) -> ShapesError:
    """Return the error that says `what` of the shape that a node belongs to."""
    owner = _owner(shapes, about)
    if owner is None:
        return ShapesError(ru=f"фигуры SHACL: {what.ru}", en=f"the SHACL shapes: {what.en}")
    name = owner.removeprefix(str(PSS))
    return ShapesError(ru=f"фигура SHACL {name}: {what.ru}", en=f"the SHACL shape {name}: {what.en}")


def complaint(shapes: Graph, reason: object) -> ShapesError:
    """Return the error for what an engine says of shapes."""
    said = _words(reason)
    blank = _BLANK.search(said)
    if blank:
        return unsound(shapes, BNode(blank[1]), _in_a_line(said))
    owner, own = _culprit(shapes, said)
    return unsound(shapes, owner, _syntax(own) if _POSITION.search(said) else _in_a_line(said))


def _owner(shapes: Graph, node: Node | None) -> URIRef | None:
    """Return the nearest node with a name that holds an anonymous one."""
    seen: set[Node | None] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        holders = [one for one in shapes.subjects(None, node) if one not in seen]
        node = next(iter(holders), None)
    return node if isinstance(node, URIRef) else None


def _in_a_line(said: str) -> Message:
    line = in_a_line(_BLANK.sub("[]", said))
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
    return Message(ru=f"«{line}»; исправьте это", en=f"{line}; mend it")


def _culprit(shapes: Graph, said: str) -> tuple[Node | None, Graph]:
    """Return the shape whose triples alone, and the fewest of them, make the engine say the same, and these triples."""
    owners = {one for kind in _OWNERS for one in shapes.subjects(RDF.type, kind) if isinstance(one, URIRef)}
    components = list(shapes.subjects(RDF.type, SH.ConstraintComponent))
    all_own = [(owner, part(shapes, owner, *components)) for owner in sorted(owners)]
    all_own.sort(key=lambda one: len(one[1]))
    same = (one for one in all_own if _POSITION.sub("", _said(one[1])) == _POSITION.sub("", said))
    return next(same, (None, shapes))


def _said(shapes: Graph) -> str:
    """Return what the engine says of shapes, nothing where it accepts them."""
    from pyshacl_turbo import compile_shapes

    try:
        compile_shapes(shapes)  # type: ignore[no-untyped-call]  # the engine ships none
    except (RuntimeError, ValueError) as error:
        return _words(error)
    return ""


def _words(reason: object) -> str:
    return str(getattr(reason, "message", reason)).removeprefix("SHACL validation failure: ")


def _syntax(own: Graph) -> Message:
    """Return where the query of a shape cannot be parsed."""
    said = _said(own)
    line, column = _position(said)
    first, _ = _position(_said(_with_broken_queries(own)))
    what = Message(ru="запрос SPARQL не разобран", en="the SPARQL query cannot be parsed")
    if "Prefix not found" in said:
        what = Message(ru="префикс в запросе не объявлен (sh:prefixes)", en="a prefix is not declared (sh:prefixes)")
    return Message(
        ru=f"{what.ru}, строка {line - first + 1}, знак {column}; исправьте это место",
        en=f"{what.en}, line {line - first + 1}, column {column}; mend that place",
    )


def _position(said: str) -> tuple[int, int]:
    found = _POSITION.search(said)
    return (int(found[1]), int(found[2])) if found else (1, 1)


def _with_broken_queries(own: Graph) -> Graph:
    """Return shapes whose queries are wrong from the first letter on: the engine then tells which line is the first."""
    broken = Graph(bind_namespaces="none")
    for subject, predicate, value in own:
        broken.add((subject, predicate, Literal("!") if predicate in _QUERIES else value))
    return broken
