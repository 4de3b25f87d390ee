"""The real cards: their graphs hold what xml.etree alone counts in them, and what is found in them is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from profgraph.loader.classification import Classification
from profgraph.loader.graph.version import asserted, version_iri
from profgraph.loader.inference import inferred
from profgraph.loader.known import of_package
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.registry_xml.card import sifted
from profgraph.loader.sources.registry_xml.elements import root_element
from profgraph.loader.sources.registry_xml.layout import laid_out
from profgraph.loader.sources.registry_xml.reader import read_registry_xml, swap_evidence
from profgraph.loader.sources.registry_xml.swap import Evidence
from profgraph.ontology.terms import PS, RDF, Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import Family, Severity
from profgraph.shapes.validation import validated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profgraph.loader.building import Built
    from rdflib import URIRef

MANUAL = Path(__file__).parents[2] / "docs" / "registry-xml.md"
SWAPPED = "06.001-679n-2013.xml"
NAMES = ("06.001-424n-2022.xml", SWAPPED, "06.003-228n-2014.xml", "06.035-44n-2017.xml")
GROUPS = {"actions": "LaborActions", "skills": "RequiredSkills", "knowledge": "NecessaryKnowledges"}
CLASSES = {
    "GeneralizedWorkFunction": PS.GeneralizedWorkFunction,
    "ParticularWorkFunction": PS.ParticularWorkFunction,
    "LaborAction": PS.LaborActionStatement,
    "RequiredSkill": PS.SkillStatement,
    "NecessaryKnowledge": PS.KnowledgeStatement,
    "PossibleJobTitle": PS.JobTitleStatement,
    "EducationalRequirement": PS.EducationRequirement,
    "RequirementsWorkExperience": PS.ExperienceRequirement,
    "SpecialConditionForAdmissionToWork": PS.AdmissionCondition,
    "OrganizationDeveloper": PS.DeveloperRole,
}
LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def words(element: ET.Element) -> str:
    return " ".join((element.text or "").split())


def texts(tree: ET.ElementTree[ET.Element], *tags: str) -> list[str]:
    return [words(one) for tag in tags for one in tree.iter(tag) if not len(one) and words(one)]


def counted(path: Path) -> dict[URIRef, int]:
    """Return how many nodes of each class a card must give, by its elements; of a swapped one after the repair."""
    tree = ET.parse(path)  # noqa: S314  (as above)
    counts = {kind: len([one for one in tree.iter(tag) if len(one) or words(one)]) for tag, kind in CLASSES.items()}
    counts[PS.DeveloperRole] += len([one for one in tree.iter("ResponsibleDeveloper") if words(one)])
    counts[PS.OtherCharacteristic] = len(texts(tree, "OtherCharacteristics", "OtherCharacteristic"))
    units = [one for one in tree.iter() if one.tag.startswith("Unit") and any(words(part) for part in one)]
    counts[PS.ClassifierReference] = len(units)
    if path.name == SWAPPED:
        skills, knowledge = counts[PS.SkillStatement], counts[PS.KnowledgeStatement]
        counts |= {PS.SkillStatement: knowledge, PS.KnowledgeStatement: skills}
    return counts


def functions(path: Path) -> Iterator[tuple[str, str, str, dict[str, list[str]]]]:
    """Yield code, name, level and items of each particular function as the elements say them."""
    swap = {"skills": "knowledge", "knowledge": "skills"} if path.name == SWAPPED else {}
    for one in ET.parse(path).iter("ParticularWorkFunction"):  # noqa: S314  (as above)
        head = [words(one.find(tag)) for tag in ("CodeTF", "NameTF", "SubQualification")]  # type: ignore[arg-type]  # there
        items = {group: [words(item) for item in one.find(tag) or ()] for group, tag in GROUPS.items()}
        yield head[0].translate(LATIN), head[1], head[2], {group: items[swap.get(group, group)] for group in GROUPS}


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_holds_as_many_nodes_as_the_card_has_elements(
    name: str, cards: Mapping[str, Built], corpus: Path
) -> None:
    types = Counter(kind for _, link, kind in cards[name].graphs.triples["asserted"] if link == RDF.type)
    expected = counted(corpus / name)
    assert {kind: types[kind] for kind in expected} == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_function_says_what_its_elements_say_in_their_order(
    name: str, cards: Mapping[str, Built], corpus: Path
) -> None:
    read = [
        (
            one.code.normal,
            one.name,
            str(one.level),
            {group: [item.text for item in getattr(one, group)] for group in GROUPS},
        )
        for one in cards[name].standard.particular_functions
    ]
    assert read == list(functions(corpus / name))


@pytest.mark.parametrize("name", NAMES)
def test_a_place_is_the_element_that_says_it(name: str, cards: Mapping[str, Built]) -> None:
    standard = cards[name].standard
    lines = standard.document_text.split("\n")
    for function in standard.particular_functions:
        for item in function.items:
            assert item.place.path is not None
            tag = item.place.path.rpartition("/")[2].partition(".")[0]
            assert lines[item.place.first - 1].strip().startswith(f"<{tag}>{item.text[:10]}")


EVIDENCE = {
    "06.001-424n-2022.xml": Evidence(swapped=0, right=16, unclear=0),
    # B/02.4 has no verb in either list: its three skills are «Разработка …», «Разработка …», «Подготовка …».
    SWAPPED: Evidence(swapped=14, right=0, unclear=1),
    "06.003-228n-2014.xml": Evidence(swapped=0, right=60, unclear=2),
    "06.035-44n-2017.xml": Evidence(swapped=0, right=28, unclear=0),
}


@pytest.mark.parametrize("name", NAMES)
def test_only_a_file_swapped_throughout_is_evidence_of_a_swap(name: str, corpus: Path) -> None:
    found = sifted(root_element((corpus / name).read_text("utf-8-sig"), name), name)
    assert swap_evidence(found.card) == EVIDENCE[name]
    assert EVIDENCE[name].is_whole_file == (name == SWAPPED)


VIOLATIONS = {
    "06.001-424n-2022.xml": {},
    SWAPPED: {"OrderNumberAndDate": 1, "CodeUnderItsClassifier": 1, "LevelOfCode": 1, "NumberOccursOnce": 1},
    "06.003-228n-2014.xml": {"CodeUnderItsClassifier": 8, "FunctionHasKnowledge": 1, "LettersWithoutGap": 1},
    "06.035-44n-2017.xml": {"CodeUnderItsClassifier": 1, "LevelOfParent": 2, "NumbersWithoutGap": 2},
}
REPAIRS = {
    "06.001-424n-2022.xml": {"letter-homoglyph": 7, "classifier-code-put-right": 3},
    SWAPPED: {"lists-swapped": 1, "letter-homoglyph": 8, "activity-code-put-right": 1},
    "06.003-228n-2014.xml": {"markup-removed": 1},
    "06.035-44n-2017.xml": {"classifier-code-put-right": 6},
}


@pytest.mark.parametrize("name", NAMES)
def test_the_violations_and_repairs_of_a_card(name: str, cards: Mapping[str, Built]) -> None:
    built = cards[name]
    found = Counter(one.shape.code for one in built.results if one.severity == Severity.VIOLATION)
    assert (found, Counter(one.code for one in built.diagnostics)) == (VIOLATIONS[name], REPAIRS[name])
    assert not [one for one in built.results if one.shape.family == Family.INTEGRITY]


def test_a_swapped_file_has_a_violation_a_function_before_the_repair(corpus: Path) -> None:
    data = (corpus / SWAPPED).read_bytes()
    document = read_registry_xml(data, SWAPPED)
    card = sifted(root_element(document.text, SWAPPED), SWAPPED)
    as_written = replace(document, blocks=laid_out(card, [], swapped=False))
    standard, minter = recognise(as_written).standard, Minter(BASE)
    known = of_package(minter)
    stated = asserted(standard, version_iri(standard, minter), minter, Classification(known, None))
    results = validated(stated | inferred(stated), known.near(stated))
    found = Counter(one.shape.code for one in results if one.severity == Severity.VIOLATION)
    # Of the fifteen functions one has no verb in either list, so its own words do not tell; the whole file does.
    assert found == VIOLATIONS[SWAPPED] | {"SkillsAndKnowledgeInPlace": 14}
    assert told_in_the_manual() == (found, [7, 22], [found.total() - 14, found.total()])


def told_in_the_manual() -> tuple[dict[str, int], list[int], list[int]]:
    """Return the violations of the swapped card that the manual counts, and both of its sums: of a sketch, and now."""
    section = MANUAL.read_text(encoding="utf-8").partition("## The violations of the card of 2013\n")[2]
    rows = [line.strip("| ").split(" | ") for line in section.partition("\n## ")[0].splitlines() if line[:1] == "|"][2:]
    sums = [(int(first.strip("* ")), int(now.strip("* "))) for first, now, *_ in rows if first.startswith("**")]
    counted = [row for row in rows if not row[0].startswith("**")]
    sketched = [int(first.rpartition(": ")[2]) for first, *_ in counted]
    assert [sum(sketched[:-1]), sum(sketched)] == [first for first, _ in sums]
    found = {now.split("`")[1]: int(now.rpartition(": ")[2]) for _, now, *_ in counted if now != "none"}
    return found, [first for first, _ in sums], [now for _, now in sums]
