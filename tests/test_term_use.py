"""Every term of the ontology is used: by the loader, a classifier file, a rule, a comparison, or a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profgraph.comparison.comparing import compared
from profgraph.comparison.reading import edition_of
from profgraph.comparison.rendering.turtle import triples
from profgraph.loader.classification import Classification
from profgraph.loader.concepts.deciding import decide
from profgraph.loader.concepts.matches import NOWHERE, Match
from profgraph.loader.graph.version import asserted, version_iri
from profgraph.loader.known import of_package
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.text import read_text
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import PS, RDF, Minter
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from rdflib import URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.store.protocol import Triple
    from rdflib.term import Node

# Written only for functions that are borrowed from another standard, or for orders of other ministries.
BORROWED = {PS.borrowedFromCode, PS.borrowedFromRegistrationNumber}

PROVISIONS = (
    "Признать утратившим силу приказ Минтруда России от 08.09.2014 N 620н.\n\n"
    "Настоящий приказ вступает в силу с 1 марта 2016 г. и действует до 1 марта 2022 г.\n\n"
    "Начало действия документа - 01.03.2016.\n\n"
    "Документ утратил силу с 1 сентября 2021 г."
)


def borrowed(text: str) -> str:
    """Return a later edition with a function that is borrowed, ranges of levels, and a function only in the map."""
    text = text.replace("8 сентября 2014 г. N", "8 сентября 2015 г. N").replace("08.09.2014 N", "08.09.2015 N")
    text = text.replace("\nМинистр  ", f"\n{PROVISIONS}\n\nМинистр  ", 1)
    row = "Происхождение трудовой функции\tОригинал\tX\tЗаимствовано из оригинала\t\t"
    text = text.replace("\tA/02.5\t5\n", "\tA/02.5\t5-6\n", 1)
    text = text.replace("\tУровень (подуровень) квалификации\t5\n", "\tУровень (подуровень) квалификации\t5-6\n", 1)
    text = text.replace("\tA/03.5\t5\n", "\tA/03.5\t5\n\t\t\tУчет материалов\tA/04.5\t5\n", 1)
    return (
        text.replace(row, row.replace("\tX\t", "\t\t")[:-1] + "A/01.5\t100", 1)
        .replace("2015 г. N 620н", "2015 г. N 621н")
        .replace("08.09.2015 N 620н", "08.09.2015 N 621н")
    )


def stated_of_a_pdf() -> frozenset[Triple]:
    """Return what the graph of the bundled text would state if it stood on a page."""
    minter = Minter(BASE)
    document = read_text(bundled().read_bytes(), "order.pdf")
    standard = recognise(replace(document, source=replace(document.source, page_starts=(1,)))).standard
    classification = Classification(of_package(minter), standard.order.date)
    return asserted(standard, version_iri(standard, minter), minter, classification)


def told_of_two_editions() -> list[tuple[Node, Node, Node]]:
    """Return what a comparison says of the bundled text and one in which a row is reworded and another one gone."""
    editions = []
    for text in (bundled().read_text(encoding="utf-8"), borrowed(bundled().read_text(encoding="utf-8"))):
        minter = Minter(BASE)
        standard = recognise(read_text(text.encode(), "order.txt")).standard
        version = version_iri(standard, minter)
        classification = Classification(of_package(minter), standard.order.date)
        editions.append(edition_of(asserted(standard, version, minter, classification), version))
    return list(triples(compared(*editions)))


def test_every_term_is_used(tmp_path: Path) -> None:
    declared = {
        term for term in ontology_graph().subjects(RDF.type) if isinstance(term, URIRef) and term.startswith(str(PS))
    }
    other = tmp_path / "borrowed.txt"
    other.write_text(borrowed(bundled().read_text(encoding="utf-8")), encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        results = list(load([bundled(), other], writer))
        assert [type(result) for result in results] == [Loaded, Loaded]
        one, other, *_ = sorted(URIRef(str(concept)) for concept, *_ in writer.triples(None, RDF.type, PS.SkillConcept))
        decide(writer, {Match(one, other, "same", author="A person", day="2026-01-31"): NOWHERE})
        writer.publish()
    used: set[str] = set()
    with EmbeddedStore(tmp_path / "store") as store:
        for quad in store.quads():
            if not quad.graph_name.value.endswith(("graph/ontology", "graph/meta")):
                used |= {quad.predicate.value, getattr(quad.object, "value", "")}
    used |= {str(one[1]) for one in stated_of_a_pdf()}
    used |= {str(term) for triple in told_of_two_editions() for term in triple[1:]}
    assert {str(term) for term in declared} - used == set()
