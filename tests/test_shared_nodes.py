"""Concepts, works, acts and organisations: described by all versions that mention them, gone with the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import Built, build
from profgraph.loader.pipeline import bundled
from profgraph.loader.versions import removal, replacement
from profgraph.ontology.terms import ORG, PS, RDF, RDFS, SKOS, XSD, fold
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.store.protocol import Triple

TEXT = bundled().read_text(encoding="utf-8")
PLAIN, CAPITALS = "Основы электротехники и механики", "ОСНОВЫ  электротехники и механики"
NAME = "Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
LATER = NAME.replace("Специалист", "Мастер")
GRID = 'ОАО "Ижевские электрические сети", город Ижевск, Удмуртская Республика'


def edition(*changes: tuple[str, str]) -> str:
    """Return a later edition of the bundled standard with these changes; its number is the smaller one."""
    text = TEXT
    order = (("8 сентября 2014 г. N 620н", "9 октября 2015 г. N 100н"), ("08.09.2014 N 620н", "09.10.2015 N 100н"))
    for old, new in (*order, *changes):
        assert old in text, old
        text = text.replace(old, new)
    return text


NEXT = edition(
    ('**стандарт** "Специалист по', '**стандарт** "Мастер по'),
    (f"\t{PLAIN}\n", f"\t{CAPITALS}\n"),
    ("\tЭтика делового общения\n", "\tЭтика общения\n"),
    ("апреля 2011 г. N 302н", "апреля 2011 г. N 303н"),
    ("\n167\n", "\n168\n"),
    (GRID, GRID.upper()),
    ('НП "Жилкоммунстройсертификация"', 'НП "Жилищный союз"'),
)


class Shelf:
    """A store in which versions come and go."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.minter = writer, writer.minter
        self.built: dict[str, Built] = {}
        self._held: frozenset[str] = frozenset()
        for text in (TEXT, NEXT):
            built = build(text.encode(), "x.txt", writer.minter)
            self.built[built.standard.order.number or ""] = built

    def hold(self, *numbers: str) -> Shelf:
        """Return the shelf with exactly the versions of these orders."""
        for number, built in self.built.items():
            graphs = built.graphs
            if number in numbers and number not in self._held:
                self.writer.apply(replacement(self.writer, graphs))
            elif number in self._held and number not in numbers:
                self.writer.apply(removal(self.writer, graphs.version))
        self._held = frozenset(numbers)
        return self

    def graph(self, name: str) -> frozenset[Triple]:
        return self.writer.graph(self.minter.graph(name))

    def of(self, node: URIRef) -> set[tuple[URIRef, object]]:
        return {(link, value) for _, link, value, _ in self.writer.triples(node, None, None)}

    def labels(self, name: str, kind: URIRef) -> set[str]:
        nodes = {subject for subject, link, value in self.graph(name) if (link, value) == (RDF.type, kind)}
        return {str(value) for subject, link, value in self.graph(name) if link == RDFS.label and subject in nodes}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Writer.open(tmp_path_factory.mktemp("shelf")) as writer:
        yield Shelf(writer)


def ru(text: str) -> Literal:
    return Literal(text, lang="ru")


def test_a_concept_is_named_by_its_smallest_spelling(shelf: Shelf) -> None:
    written = "ОСНОВЫ электротехники и механики"  # white space is made plain by the reader
    concept = shelf.minter.concept("knowledge", PLAIN)
    assert concept == shelf.minter.concept("knowledge", CAPITALS)

    def described(label: str) -> set[tuple[URIRef, object]]:
        kinds = {(RDF.type, kind) for kind in (PS.KnowledgeConcept, PS.CompetenceConcept, SKOS.Concept)}
        return {*kinds, (RDFS.label, ru(label)), (SKOS.prefLabel, ru(label)), (PS.foldedText, Literal(fold(PLAIN)))}

    assert shelf.hold("620н").of(concept) == described(PLAIN)
    assert shelf.hold("100н").of(concept) == described(written)
    assert shelf.hold("620н", "100н").of(concept) == described(min(PLAIN, written)) == described(written)


def test_one_wording_in_several_functions_is_one_concept(shelf: Shelf) -> None:
    shelf.hold("620н")
    text = (
        "Осуществлять поиск и использование информации, необходимой для эффективного выполнения профессиональных задач"
    )
    concept = shelf.minter.concept("skill", text)
    version = shelf.built["620н"].graphs.version
    statements = {subject for subject, _, _, _ in shelf.writer.triples(None, PS.expressesConcept, concept)}
    assert statements == {
        URIRef(f"{version}/{place}") for place in ("A/02.5/skill/7", "A/03.5/skill/6", "B/02.6/skill/3")
    }


def test_there_is_a_concept_for_every_wording_and_no_other(shelf: Shelf) -> None:
    counts = {}
    for numbers in [("620н",), ("100н",), ("620н", "100н")]:
        shelf.hold(*numbers)
        expressed = {value for _, _, value, _ in shelf.writer.triples(None, PS.expressesConcept, None)}
        assert {subject for subject, _, _ in shelf.graph("concepts")} == expressed
        counts[numbers] = len(expressed)
    assert counts == {("620н",): 40 + 33 + 26, ("100н",): 40 + 33 + 26, ("620н", "100н"): 40 + 33 + 27}


def test_the_work_is_named_by_its_newest_edition(shelf: Shelf) -> None:
    work = shelf.minter.standard("16.020")

    def described(name: str, number: str) -> set[tuple[URIRef, object]]:
        return {
            (RDF.type, PS.ProfessionalStandard),
            (RDFS.label, ru(f"16.020 {name}")),
            (PS.code, Literal("16.020")),
            (PS.name, ru(name)),
            (PS.registrationNumber, Literal(number)),
        }

    assert shelf.hold("620н", "100н").of(work) == described(LATER, "168")
    assert shelf.hold("620н").of(work) == described(NAME, "167")


COMMON_ACTS = {
    "Постановление Правительства РФ от 22.01.2013 N 23",
    "Постановление Правительства РФ от 23.09.2014 N 970",
    "Приказ Минздрава России от 15.05.2013 N 296н",
}
FIRST_ACTS = {"Приказ Минтруда России от 08.09.2014 N 620н", "Приказ Минздравсоцразвития России от 12.04.2011 N 302н"}
NEXT_ACTS = {"Приказ Минтруда России от 09.10.2015 N 100н", "Приказ Минздравсоцразвития России от 12.04.2011 N 303н"}


@pytest.mark.parametrize(
    ("numbers", "acts"),
    [
        (("620н",), COMMON_ACTS | FIRST_ACTS),
        (("100н",), COMMON_ACTS | NEXT_ACTS),
        (("620н", "100н"), COMMON_ACTS | FIRST_ACTS | NEXT_ACTS),
    ],
)
def test_an_act_stays_while_a_version_names_it(shelf: Shelf, numbers: tuple[str, ...], acts: set[str]) -> None:
    assert shelf.hold(*numbers).labels("registry", PS.NormativeAct) == acts


def test_an_act_is_described_by_what_is_said_of_it(shelf: Shelf) -> None:
    shelf.hold("620н")
    (order,) = (value for _, _, value, _ in shelf.writer.triples(None, PS.approvedBy, None))
    assert str(order) == f"{shelf.minter.base}act/mintrud/2014-09-08/620n"
    assert shelf.of(URIRef(str(order))) == {
        (RDF.type, PS.NormativeAct),
        (RDFS.label, ru("Приказ Минтруда России от 08.09.2014 N 620н")),
        (PS.actKind, ru("Приказ")),
        (PS.actNumber, Literal("620н")),
        (PS.actDate, Literal("2014-09-08", datatype=XSD.date)),
        (PS.issuer, ru("Министерство труда и социальной защиты Российской Федерации")),
    }


@pytest.mark.parametrize("numbers", [("620н",), ("100н",), ("620н", "100н")])
def test_an_organisation_is_one_whatever_the_case_of_its_name(shelf: Shelf, numbers: tuple[str, ...]) -> None:
    names = shelf.hold(*numbers).labels("registry", ORG.Organization)
    alone = {
        "620н": ('НП "Жилкоммунстройсертификация", город Москва', GRID),
        "100н": ('НП "Жилищный союз", город Москва', GRID.upper()),
    }
    own = {alone[number][0] for number in numbers}
    grid = min(alone[number][1] for number in numbers)
    assert names == own | {grid} | {
        'ФГБОУ ВПО "Национальный исследовательский университет "Высшая школа экономики" (НИУ ВШЭ), город Москва',
        'ЗАО "Центр муниципальной экономики", город Москва',
        'ЗАО "АКЦ "ЖИЛКОМАУДИТ", город Москва',
    }


def test_nothing_shared_is_left_when_the_last_version_goes(shelf: Shelf) -> None:
    shelf.hold("620н", "100н").hold()
    assert (shelf.graph("concepts"), shelf.graph("registry")) == (frozenset(), frozenset())
    assert list(shelf.writer.triples(None, PS.expressesConcept, None)) == []
