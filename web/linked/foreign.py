"""What terms of other vocabularies are called: our data use them, and their owners label them in English at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...errors import Message
from ...ontology.terms import DCTERMS, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SH, SKOS, VOID, XKOS

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[URIRef, Message] = {
    RDF.type: Message(ru="тип", en="type"),
    RDF.first: Message(ru="первый член списка", en="first of the list"),
    RDF.rest: Message(ru="остаток списка", en="rest of the list"),
    RDFS.label: Message(ru="название", en="label"),
    RDFS.comment: Message(ru="пояснение", en="comment"),
    RDFS.seeAlso: Message(ru="см. также", en="see also"),
    RDFS.isDefinedBy: Message(ru="определено в", en="is defined by"),
    RDFS.subClassOf: Message(ru="подкласс", en="subclass of"),
    RDFS.subPropertyOf: Message(ru="частный случай свойства", en="subproperty of"),
    RDFS.domain: Message(ru="область определения", en="domain"),
    RDFS.range: Message(ru="область значений", en="range"),
    OWL.Class: Message(ru="класс", en="class"),
    OWL.sameAs: Message(ru="то же, что", en="same as"),
    OWL.versionInfo: Message(ru="выпуск", en="version"),
    SKOS.Concept: Message(ru="понятие SKOS", en="SKOS concept"),
    SKOS.ConceptScheme: Message(ru="схема понятий", en="concept scheme"),
    SKOS.prefLabel: Message(ru="основное название", en="preferred label"),
    SKOS.altLabel: Message(ru="другое название", en="alternative label"),
    SKOS.notation: Message(ru="код", en="notation"),
    SKOS.definition: Message(ru="определение", en="definition"),
    SKOS.note: Message(ru="примечание", en="note"),
    SKOS.editorialNote: Message(ru="примечание редактора", en="editorial note"),
    SKOS.inScheme: Message(ru="входит в схему", en="in scheme"),
    SKOS.topConceptOf: Message(ru="верхний уровень схемы", en="top concept of"),
    SKOS.hasTopConcept: Message(ru="верхнее понятие", en="has top concept"),
    SKOS.broader: Message(ru="выше по иерархии", en="broader"),
    SKOS.narrower: Message(ru="ниже по иерархии", en="narrower"),
    SKOS.exactMatch: Message(ru="точное соответствие", en="exact match"),
    SKOS.closeMatch: Message(ru="близкое соответствие", en="close match"),
    DCTERMS.title: Message(ru="заглавие", en="title"),
    DCTERMS.source: Message(ru="источник", en="source"),
    DCTERMS.license: Message(ru="лицензия", en="licence"),
    DCTERMS.isReplacedBy: Message(ru="заменено на", en="is replaced by"),
    XKOS.follows: Message(ru="следует за", en="follows"),
    XKOS.supersedes: Message(ru="заменяет", en="supersedes"),
    XKOS.levels: Message(ru="уровни", en="levels"),
    XKOS.numberOfLevels: Message(ru="сколько уровней", en="number of levels"),
    XKOS.ClassificationLevel: Message(ru="уровень классификатора", en="classification level"),
    XKOS.depth: Message(ru="глубина", en="depth"),
    SKOS.member: Message(ru="входит сюда", en="member"),
    RDF.first: Message(ru="первый в списке", en="first of the list"),
    RDF.rest: Message(ru="остальной список", en="rest of the list"),
    XKOS.Correspondence: Message(ru="таблица соответствий", en="correspondence"),
    XKOS.ConceptAssociation: Message(ru="строка соответствия", en="concept association"),
    XKOS.madeOf: Message(ru="состоит из", en="made of"),
    XKOS.compares: Message(ru="сопоставляет", en="compares"),
    XKOS.sourceConcept: Message(ru="исходный код", en="source concept"),
    XKOS.targetConcept: Message(ru="новый код", en="target concept"),
    PROV.Entity: Message(ru="сущность PROV", en="PROV entity"),
    PROV.wasDerivedFrom: Message(ru="взято из", en="was derived from"),
    ORG.Organization: Message(ru="организация", en="organisation"),
    ORG.Membership: Message(ru="участие", en="membership"),
    ORG.organization: Message(ru="организация", en="organisation"),
    ORG.role: Message(ru="роль", en="role"),
    VOID.Dataset: Message(ru="набор данных", en="dataset"),
    VOID.Linkset: Message(ru="набор связей", en="linkset"),
    VOID.subset: Message(ru="часть набора", en="subset"),
    VOID.propertyPartition: Message(ru="часть по свойству", en="property partition"),
    VOID.classPartition: Message(ru="часть по классу", en="class partition"),
    VOID["class"]: Message(ru="класс", en="class"),
    VOID.property: Message(ru="свойство", en="property"),
    VOID.entities: Message(ru="число узлов", en="entities"),
    VOID.classes: Message(ru="число классов", en="classes"),
    VOID.properties: Message(ru="число свойств", en="properties"),
    VOID.distinctSubjects: Message(ru="число субъектов", en="distinct subjects"),
    VOID.distinctObjects: Message(ru="число объектов", en="distinct objects"),
    VOID.subjectsTarget: Message(ru="откуда связи", en="subjects target"),
    VOID.objectsTarget: Message(ru="куда связи", en="objects target"),
    VOID.linkPredicate: Message(ru="свойство связи", en="link predicate"),
    VOID.target: Message(ru="связывает", en="target"),
    VOID.uriSpace: Message(ru="начало IRI", en="URI space"),
    VOID.vocabulary: Message(ru="словарь", en="vocabulary"),
    VOID.sparqlEndpoint: Message(ru="точка SPARQL", en="SPARQL endpoint"),
    VOID.exampleResource: Message(ru="пример узла", en="example resource"),
    VOID.rootResource: Message(ru="корневой узел", en="root resource"),
    VOID.feature: Message(ru="формат", en="feature"),
    VOID.uriRegexPattern: Message(ru="образец IRI", en="URI pattern"),
    SH.declare: Message(ru="объявляет префикс", en="declares"),
    SH.PrefixDeclaration: Message(ru="объявление префикса", en="prefix declaration"),
    SH.prefix: Message(ru="префикс", en="prefix"),
    SH.namespace: Message(ru="пространство имен", en="namespace"),
    DCTERMS.description: Message(ru="описание", en="description"),
    DCTERMS.publisher: Message(ru="издатель", en="publisher"),
    DCTERMS.creator: Message(ru="автор", en="creator"),
    DCTERMS.modified: Message(ru="изменено", en="modified"),
    DCTERMS.issued: Message(ru="опубликовано", en="issued"),
    DCTERMS.language: Message(ru="язык", en="language"),
    DCTERMS.subject: Message(ru="тема", en="subject"),
    VOID.triples: Message(ru="число троек", en="triples"),
    VOID.dataDump: Message(ru="содержимое", en="data dump"),
    SH.ValidationReport: Message(ru="отчёт о проверке", en="validation report"),
    SH.ValidationResult: Message(ru="находка проверки", en="validation result"),
    SH.result: Message(ru="находка", en="result"),
    SH.conforms: Message(ru="нарушений нет", en="conforms"),
    SH.resultMessage: Message(ru="что не так", en="message"),
    SH.resultSeverity: Message(ru="важность", en="severity"),
    SH.focusNode: Message(ru="о чём", en="focus node"),
    SH.resultPath: Message(ru="по какому свойству", en="path"),
    SH.value: Message(ru="значение", en="value"),
    SH.sourceShape: Message(ru="чем проверено", en="source shape"),
    SH.sourceConstraintComponent: Message(ru="вид ограничения", en="constraint component"),
    URIRef("http://www.w3.org/ns/sparql-service-description#NamedGraph"): Message(ru="граф", en="named graph"),
}


def compact(iri: str) -> str:
    """Return the IRI as a prefixed name where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(str(namespace))
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return iri
