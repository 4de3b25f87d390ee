"""From the triples that a document asserts about its version to the edition as it is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ontology.terms import ORG, PS, RDF, RDFS
from .edition import CODE, FUNCTIONS, GENERALIZED, PARTICULAR, Edition, Row, arranged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import URIRef
    from rdflib.term import Node

Values = dict[str, dict[str, list[str]]]

# What stands in the lists of the standard itself and of functions, and the list where that does not say it.
_LISTED = (PS.states, PS.hasSectionIReference, PS.hasFootnote, PS.hasDeveloper, PS.hasPassage)
_KINDS: Mapping[URIRef, tuple[str, str]] = {
    PS.LaborActionStatement: ("action", ""),
    PS.SkillStatement: ("skill", ""),
    PS.KnowledgeStatement: ("knowledge", ""),
    PS.InheritanceReference: ("reference", ""),
    PS.OtherCharacteristic: ("other", ""),
    PS.JobTitleStatement: ("title", ""),
    PS.EducationRequirement: ("education", ""),
    PS.ExperienceRequirement: ("experience", ""),
    PS.AdmissionCondition: ("admission", ""),
    PS.OriginStatement: ("origin", ""),
    PS.ClassifierReference: (CODE, ""),
    PS.UnmatchedMapEntry: ("map-entry", ""),
    PS.Footnote: ("footnote", "footnote"),
    PS.DeveloperRole: ("developer", "developer"),
}
# Everything that is read: places, the order and its passages, editions of classifiers are not compared.
PREDICATES: tuple[URIRef, ...] = (
    *(RDF.type, RDFS.label, PS.code, PS.name, PS.level, PS.levelAsWritten, PS.position, PS.group, PS.verbatimText),
    *(PS.purpose, PS.describesActivity, PS.hasGeneralizedFunction, PS.hasParticularFunction, *_LISTED),
    *(PS.borrowedFromCode, PS.borrowedFromRegistrationNumber, PS.statesNone, PS.isOriginal, ORG.role),
)


def edition_of(triples: Iterable[tuple[Node, Node, Node]], version: URIRef) -> Edition:
    """Return the edition that these triples are about; what is not of `PREDICATES` is passed over."""
    values: Values = {}
    for subject, predicate, value in triples:
        values.setdefault(str(subject), {}).setdefault(str(predicate), []).append(str(value))
    iri = str(version)
    return Edition(iri, _one(values, iri, PS.code), _one(values, iri, RDFS.label), arranged(_rows(values, iri)))


def _rows(values: Values, version: str) -> Iterator[Row]:
    """Yield the rows of the version; their positions are those that the document counts, with gaps perhaps."""
    yield from _facts(values, version)
    yield from _stated(values, version, "")
    wholes = _all(values, version, PS.hasGeneralizedFunction)
    # An update may have put a function under two others; it stands under the first.
    seen = {*wholes}
    for whole in wholes:
        key = _key(whole, version)
        yield _function(values, whole, GENERALIZED, "", key)
        yield from _stated(values, whole, key)
        for member in _all(values, whole, PS.hasParticularFunction):
            if member not in seen:
                seen.add(member)
                yield _function(values, member, PARTICULAR, key, _key(member, version))
                yield from _stated(values, member, _key(member, version))


def _facts(values: Values, version: str) -> Iterator[Row]:
    """Yield what the standard says of itself in single words: lists of one row."""
    activity = next(iter(_all(values, version, PS.describesActivity)), "")
    facts = {
        "name": (version, PS.name),
        "purpose": (version, PS.purpose),
        "activity": (activity, PS.name),
    }
    for kind, (node, predicate) in facts.items():
        if text := _one(values, node, predicate):
            yield Row("", kind, 1, kind, text, iri=node)


def _function(values: Values, node: str, kind: str, owner: str, key: str) -> Row:
    level = _one(values, node, PS.levelAsWritten) or _one(values, node, PS.level)
    return Row(owner, FUNCTIONS, _position(values, node), kind, _one(values, node, PS.name), key, level, node)


def _stated(values: Values, node: str, owner: str) -> Iterator[Row]:
    for predicate in _LISTED:
        for one in _all(values, node, predicate):
            types = set(_all(values, one, RDF.type))
            found = next((found for kind, found in _KINDS.items() if str(kind) in types), None)
            if found is not None and not _says_nothing(values, one):
                yield _row(values, one, owner, *found)


def _says_nothing(values: Values, node: str) -> bool:
    """Tell whether a row is as good as none: a dash, or that the function is an original one (XML leaves it out)."""
    return "true" in (_one(values, node, PS.statesNone), _one(values, node, PS.isOriginal))


def _row(values: Values, node: str, owner: str, kind: str, group: str) -> Row:
    group = group or _one(values, node, PS.group)
    text = _one(values, node, PS.verbatimText)
    code = ""
    if kind == CODE:
        text, code = _one(values, node, PS.name), _one(values, node, PS.code)
    elif kind == "developer":
        text = _one(values, node, PS.name)
        group = "responsible" if str(PS.ResponsibleDeveloper) in _all(values, node, ORG.role) else group
    elif kind == "origin":
        # The document ticks a box; which sign it ticks it with does not matter.
        borrowed = (PS.borrowedFromCode, PS.borrowedFromRegistrationNumber)
        text = " ".join(["Заимствовано из оригинала", *filter(None, (_one(values, node, one) for one in borrowed))])
    return Row(owner, group, _position(values, node), kind, text, code, iri=node)


def _key(node: str, version: str) -> str:
    return node.removeprefix(f"{version}/")


def _position(values: Values, node: str) -> int:
    text = _one(values, node, PS.position)
    return int(text) if text.isdecimal() else 0


def _all(values: Values, node: str, predicate: URIRef) -> list[str]:
    return sorted(values.get(node, {}).get(str(predicate), ()))


def _one(values: Values, node: str, predicate: URIRef) -> str:
    return next(iter(_all(values, node, predicate)), "")
