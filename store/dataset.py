"""What is always true of the data as a whole: what they are, whose, under which licence, in which vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import Message
from ..ontology.terms import DCTERMS, PREFIXES, RDF, RDFS, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..ontology.terms import Minter
    from .protocol import Triple

LICENCE = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
AUTHORS = "The ProfGraph authors"
TITLE = Message(
    ru="ProfGraph: профессиональные стандарты России как граф знаний",
    en="ProfGraph: Russian professional standards as a knowledge graph",
)
DESCRIPTION = Message(
    ru="Дословные утверждения профессиональных стандартов, выводы о наследовании умений и знаний, общие понятия, "
    "классификаторы, результаты проверок. Числа — обо всех графах, кроме graph/meta, где стоит само описание.",
    en="The verbatim statements of professional standards, what follows on the inheritance of skills and knowledge, "
    "shared concepts, classifiers, results of validation. The counts are of all graphs but graph/meta, which holds "
    "this description.",
)
VOCABULARIES = ("ps", "rdfs", "owl", "skos", "dcterms", "prov", "org", "sh")


def statements(minter: Minter) -> Iterator[Triple]:
    """Yield the statements about the dataset that no data change."""
    dataset = minter.dataset()
    yield dataset, RDF.type, VOID.Dataset
    for predicate, message in ((RDFS.label, TITLE), (DCTERMS.title, TITLE), (DCTERMS.description, DESCRIPTION)):
        yield dataset, predicate, Literal(message.ru, lang="ru")
        yield dataset, predicate, Literal(message.en, lang="en")
    yield dataset, DCTERMS.license, LICENCE
    yield dataset, DCTERMS.creator, Literal(AUTHORS)
    yield dataset, VOID.uriSpace, Literal(minter.base)
    for prefix in VOCABULARIES:
        yield dataset, VOID.vocabulary, URIRef(PREFIXES[prefix])
