"""Refuses shapes that would check nothing, or not what they say: engines let these pass in silence."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.collection import Collection

from ..errors import Message
from ..ontology.resources import ontology_graph
from ..ontology.terms import OWL, PS, RDF, RDFS, SH
from .blame import unsound
from .parameters import idle, ill_formed, unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    Fault = tuple[Node | None, Message]

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_LINKS = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS = (SH["and"], SH["or"], SH.xone)
_BRACKETS = dict.fromkeys("([{", 1) | dict.fromkeys(")]}", -1)
_DEEPEST = 200  # brackets; the engine survives some thousands, then its process dies (measured)

_DEEP = Message(
    ru=f"запрос SPARQL вложен глубже {_DEEPEST} скобок; упростите его",
    en=f"the SPARQL query is nested more than {_DEEPEST} brackets deep; simplify it",
)
_NOT_FETCHED = Message(
    ru="owl:imports <{iri}> не загружается; дайте и тот файл или уберите эту строку",
    en="owl:imports <{iri}> is not fetched; give that file too or take the line out",
)
_UNAIMED = Message(
    ru="ничего не проверяет: у неё нет цели, и на неё не ссылаются; добавьте sh:targetClass",
    en="checks nothing: it has no target and no shape refers to it; add sh:targetClass",
)
_DANGLING = Message(
    ru="фигуры <{iri}>, на которую она ссылается, нет; исправьте имя или добавьте её",
    en="the shape <{iri}> that it refers to does not exist; mend the name or add it",
)
_UNKNOWN = Message(
    ru="ps:{term} нет в онтологии, находить будет нечего; исправьте имя",
    en="ps:{term} is not in the ontology, so there is nothing to find; mend the name",
)
# SHACL does not say what a shape means that refers to itself; the engines give up somewhere and report nothing.
_CIRCLE = Message(
    ru="ссылается сама на себя, а таких фигур SHACL не определяет; разорвите круг",
    en="refers to itself, and SHACL does not define such shapes; break the circle",
)


def refuse_deep(shapes: Graph) -> None:
    """Raise `ShapesError` where the brackets of a query stand so deep that its parser would exhaust the stack."""
    for predicate in (SH.select, SH.ask):
        for node, text in shapes.subject_objects(predicate):
            if max(accumulate(_BRACKETS.get(letter, 0) for letter in str(text)), default=0) > _DEEPEST:
                raise unsound(shapes, node, _DEEP)


def refuse_unsound(shapes: Graph) -> None:
    """Raise `ShapesError` where shapes have a fault that no engine tells."""
    for finder in (_imports, _unaimed, _dangling, _recursive, _unknown, idle, unfit, ill_formed):
        faults = sorted(finder(shapes), key=lambda fault: fault[1].en)
        for node, what in faults[:1]:
            raise unsound(shapes, node, what)


def _imports(shapes: Graph) -> Iterator[Fault]:
    for imported in shapes.objects(None, OWL.imports):
        if (imported, None, None) not in shapes:
            yield None, _NOT_FETCHED.filled(iri=imported)


def _unaimed(shapes: Graph) -> Iterator[Fault]:
    """Yield named shapes that nothing leads to."""
    for shape in _shapes(shapes):
        if isinstance(shape, URIRef) and not (_is_aimed(shapes, shape) or any(shapes.subjects(None, shape))):
            yield shape, _UNAIMED


def _is_aimed(shapes: Graph, shape: Node) -> bool:
    """Tell whether a shape has a target of its own, if only as a class whose instances it is for."""
    kinds = set(shapes.objects(shape, RDF.type))
    implied = kinds & {RDFS.Class, OWL.Class} and kinds & {SH.NodeShape, SH.PropertyShape}
    return bool(implied) or any((shape, target, None) in shapes for target in _TARGETS)


def _dangling(shapes: Graph) -> Iterator[Fault]:
    for shape in _shapes(shapes):
        for other in _references(shapes, shape):
            if (other, None, None) not in shapes:
                yield shape, _DANGLING.filled(iri=other)


def _recursive(shapes: Graph) -> Iterator[Fault]:
    for shape in _shapes(shapes):
        reached: set[Node] = set()
        waiting = _references(shapes, shape)
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting.extend(_references(shapes, other))
        if shape in reached:
            yield shape, _CIRCLE


def _unknown(shapes: Graph) -> Iterator[Fault]:
    """Yield nodes with a term of our vocabulary that it does not have."""
    used = [
        (node, term) for node, *terms in shapes for term in terms if isinstance(term, URIRef) and term.startswith(PS)
    ]
    known = set(ontology_graph().subjects()) if used else set()
    for node, term in used:
        if term not in known:
            yield node, _UNKNOWN.filled(term=term.removeprefix(PS))


def _shapes(shapes: Graph) -> list[Node]:
    """Return the nodes that are shapes by their type, target or place."""
    typed = {one for kind in (SH.NodeShape, SH.PropertyShape) for one in shapes.subjects(RDF.type, kind)}
    aimed = {one for target in _TARGETS for one in shapes.subjects(target)}
    holding = {one for link in (*_LINKS, *_LISTS) for one in shapes.subjects(link)}
    held = {other for one in holding for other in _references(shapes, one)}
    return sorted(typed | aimed | holding | held, key=str)


def _references(shapes: Graph, shape: Node) -> list[Node]:
    """Return the shapes that a shape names or holds."""
    members = (Collection(shapes, head) for link in _LISTS for head in shapes.objects(shape, link))
    linked = (other for link in _LINKS for other in shapes.objects(shape, link))
    return [*linked, *(other for one in members for other in one)]
