"""What the items of a package refer to: kinds of rows, concepts, subjects and the licence of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....ontology.terms import PS
from ..triples import CC0
from .naming import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..edition import Concept, Edition, Item
    from .naming import Namer, Object

GENERALIZED, PARTICULAR, REFERENCE = "generalized", "particular", "reference"
# By the group of a row: its title, the class of our ontology, and the code of the kind.
ITEM_TYPES = {
    GENERALIZED: ("Обобщенная трудовая функция", "GeneralizedWorkFunction", "1"),
    PARTICULAR: ("Трудовая функция", "ParticularWorkFunction", "1.1"),
    "actions": ("Трудовое действие", "LaborActionStatement", "1.1.1"),
    "skills": ("Необходимое умение", "SkillStatement", "1.1.2"),
    "knowledge": ("Необходимое знание", "KnowledgeStatement", "1.1.3"),
    REFERENCE: ("Ссылка на другую функцию", "InheritanceReference", "1.1.4"),
    "other": ("Другая характеристика", "OtherCharacteristic", "1.1.5"),
    "title": ("Возможное наименование должности", "JobTitleStatement", "1.2"),
    "education": ("Требование к образованию и обучению", "EducationRequirement", "1.3"),
    "experience": ("Требование к опыту практической работы", "ExperienceRequirement", "1.4"),
    "admission": ("Особое условие допуска к работе", "AdmissionCondition", "1.5"),
    "origin": ("Происхождение функции", "OriginStatement", "1.6"),
}
_CLASSIFIER = ("Код классификатора", "ClassifierReference", "1.7")
LICENCE_TITLE = "CC0 1.0"
_LICENCE_TEXT = (
    "Официальные документы не являются объектами авторских прав (статья 1259 ГК РФ, пункт 6); "
    "граф передан в общественное достояние: CC0 1.0."
)


def item_type(kind: str) -> tuple[str, str, str]:
    """Return the title, the IRI and the code of a kind of items."""
    title, name, code = ITEM_TYPES.get(kind, _CLASSIFIER)
    return title, str(PS[name]), code


def definitions(edition: Edition, kinds: Iterable[str], namer: Namer) -> Object:
    """Return what the objects of the package refer to, each once."""
    known = sorted({item_type(kind) for kind in kinds}, key=lambda one: one[2])
    return {
        "CFConcepts": [_concept(one, namer) for one in edition.concepts.values()],
        "CFSubjects": [_subject(one, namer) for one in edition.items.values()],
        "CFLicenses": [_licence(namer)],
        "CFItemTypes": [_type(*one, namer) for one in known],
    }


def subjects(edition: Edition, items: Iterable[str], namer: Namer) -> Iterator[tuple[str, Object]]:
    """Yield the names of positions of classifiers, and links to them."""
    for item in (edition.items[one] for one in items if one in edition.items):
        title = subject_title(item)
        yield title, namer.link("CFSubjects", item.iri, title)


def licence_link(namer: Namer) -> Object:
    """Return the link to the licence of the data."""
    return namer.link("CFLicenses", CC0, LICENCE_TITLE)


def subject_title(item: Item) -> str:
    """Return how a position of a classifier is called with its edition: a code alone means nothing."""
    return one_line(f"{item.scheme_name}: {item.code} {item.name}")


def _concept(one: Concept, namer: Namer) -> Object:
    spellings = {"keywords": "|".join(text.replace("|", "/") for text in one.spellings)} if one.spellings else {}
    code = "/".join(one.iri.rsplit("/", 2)[-2:])
    told = {"title": one_line(one.label), "hierarchyCode": code, **spellings, "description": one.label}
    return {**namer.head("CFConcepts", one.iri), **told, "extensions": {"iri": one.iri}}


def _subject(item: Item, namer: Namer) -> Object:
    told = {"title": subject_title(item), "hierarchyCode": item.code}
    extensions = {"iri": item.iri, "classifier": item.scheme, "name": item.name}
    return {**namer.head("CFSubjects", item.iri), **told, "extensions": extensions}


def _licence(namer: Namer) -> Object:
    return {**namer.head("CFLicenses", CC0), "title": LICENCE_TITLE, "licenseText": f"{_LICENCE_TEXT} {CC0}"}


def _type(title: str, iri: str, code: str, namer: Namer) -> Object:
    told = {"title": title, "description": title, "hierarchyCode": code, "extensions": {"iri": iri}}
    return {**namer.head("CFItemTypes", iri), **told}
