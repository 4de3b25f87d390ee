"""A package of CASE: valid by a schema written from the specification, closed in itself, and nothing of it lost."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from profgraph.errors import UsageError
from profgraph.ontology.terms import uuid_of
from profgraph.queries.exports.reading import edition
from profgraph.queries.parameters import resolve_standard

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.queries.exports.edition import Function
    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]
    Package = dict[str, Any]

SCHEMA = json.loads((Path(__file__).parent / "case-1.1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
STANDARDS = ["16.020", "16.099", "99.001"]


@pytest.fixture(params=STANDARDS)
def standard(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def package(several: EmbeddedStore, exported: Exported, standard: str) -> Package:
    made: Package = json.loads(exported(several, "case", standard))
    return made


def objects(package: Package) -> list[Any]:
    definitions = [one for found in package["CFDefinitions"].values() for one in found]
    return [package["CFDocument"], *package["CFItems"], *package["CFAssociations"], *definitions]


def test_the_schema_is_one_and_refuses_what_is_wrong(package: Package) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(package)
    for broken in (
        {**package, "CFDocument": {}},
        {**package, "CFItems": [{**package["CFItems"][0], "CFDocumentURI": {}}]},
        {**package, "CFAssociations": [{**package["CFAssociations"][0], "associationType": "isParentOf"}]},
        {**package, "CFItems": [{**package["CFItems"][0], "language": None}]},
        {"CFPackage": package},
    ):
        assert not VALIDATOR.is_valid(broken)


def test_identifiers_are_unique_and_made_from_iris(package: Package) -> None:
    found = objects(package)
    assert len({one["identifier"] for one in found}) == len({one["uri"] for one in found}) == len(found)
    assert {one["uri"].rsplit("/", 1)[1] == one["identifier"] for one in found} == {True}
    named = [one for one in found if "iri" in one.get("extensions", {})]
    assert {str(uuid_of(one["extensions"]["iri"])) == one["identifier"] for one in named} == {True}


def test_every_link_leads_to_an_object_of_the_package(package: Package) -> None:
    known = {(one["identifier"], one["uri"]) for one in objects(package)}
    links: list[Any] = []

    def gather(value: Any) -> None:  # noqa: ANN401  (a value of JSON)
        if isinstance(value, list):
            for one in value:
                gather(one)
        if isinstance(value, dict):
            links.extend([value] if value.keys() <= {"title", "identifier", "uri", "targetType"} else [])
            for one in value.values():
                gather(one)

    gather(package)
    assert len(links) > len(package["CFAssociations"]) * 2
    assert [one for one in links if (one["identifier"], one["uri"]) not in known] == []


def test_items_are_a_tree_under_the_document(package: Package) -> None:
    parents = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"]
        for one in package["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }
    assert parents.keys() == {one["identifier"] for one in package["CFItems"]}
    for start in parents:
        node, seen = start, 0
        while node in parents:
            node, seen = parents[node], seen + 1
        assert (node, seen <= 3) == (package["CFDocument"]["identifier"], True)


def test_the_edition_can_be_read_back(several: EmbeddedStore, package: Package, standard: str) -> None:
    held = edition(several, resolve_standard(several, standard))
    items = {one["identifier"]: one for one in package["CFItems"]}
    children: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in package["CFAssociations"]:
        if one["associationType"] == "isChildOf":
            child = one["originNodeURI"]["identifier"]
            children[one["destinationNodeURI"]["identifier"]].append((one["sequenceNumber"], child))
    concepts = {one["identifier"]: one for one in package["CFDefinitions"]["CFConcepts"]}

    def rows_under(iri: str) -> list[tuple[str, int, str, str, str]]:
        under = [items[child] for _, child in sorted(children[str(uuid_of(iri))])]
        rows = [one for one in under if "group" in one["extensions"]]
        return [
            (
                one["extensions"]["group"],
                int(one["listEnumeration"]),
                one["fullStatement"],
                concepts[one["conceptKeywordsURI"]["identifier"]]["extensions"]["iri"]
                if "conceptKeywordsURI" in one
                else "",
                one.get("humanCodingScheme", ""),
            )
            for one in rows
        ]

    def functions_under(iri: str) -> list[tuple[str, str, int | None, int, list[Any], list[Any]]]:
        under = [items[child] for _, child in sorted(children[str(uuid_of(iri))])]
        found = [one for one in under if "group" not in one["extensions"]]
        return [
            (
                one["humanCodingScheme"],
                one["fullStatement"],
                one["extensions"].get("level"),
                int(one["listEnumeration"]),
                rows_under(one["extensions"]["iri"]),
                functions_under(one["extensions"]["iri"]),
            )
            for one in found
        ]

    def told(function: Function) -> tuple[str, str, int | None, int, list[Any], list[Any]]:
        rows = [(row.group, row.position, row.text, row.concept, row.code) for row in function.rows]
        members = [told(one) for one in function.functions]
        return function.code, function.name, function.level, function.position, rows, members

    assert functions_under(held.iri) == [told(one) for one in held.functions]
    assert rows_under(held.iri) == [(row.group, row.position, row.text, row.concept, row.code) for row in held.rows]


def test_inheritance_and_references_are_associations(several: EmbeddedStore, package: Package, standard: str) -> None:
    held = edition(several, resolve_standard(several, standard))
    iris = {one["identifier"]: one["extensions"]["iri"] for one in package["CFItems"]}
    found = {
        (
            one["associationType"],
            iris[one["originNodeURI"]["identifier"]],
            iris[one["destinationNodeURI"]["identifier"]],
        )
        for one in package["CFAssociations"]
        if one["associationType"] != "isChildOf"
    }
    names = {"skills": "ext:inheritsSkillsFrom", "knowledge": "ext:inheritsKnowledgeFrom"}
    expected = {
        (names[group], function.iri, giver)
        for function in held.all_functions()
        for group, givers in function.inherits.items()
        for giver in givers
    } | {("isRelatedTo", row.iri, row.refers_to) for row in held.all_rows() if row.refers_to}
    assert found == expected


def test_codes_of_classifiers_are_subjects_with_their_edition(one: EmbeddedStore, exported: Exported) -> None:
    made: Package = json.loads(exported(one, "case"))
    held = edition(one, resolve_standard(one, "16.020"))
    subjects = {
        (
            found["extensions"]["iri"],
            found["hierarchyCode"],
            found["extensions"]["name"],
            found["extensions"]["classifier"],
        )
        for found in made["CFDefinitions"]["CFSubjects"]
    }
    assert subjects == {(item.iri, item.code, item.name, item.scheme) for item in held.items.values()}
    told = {
        found["extensions"]["iri"]: {link["identifier"] for link in found.get("subjectURI", [])}
        for found in made["CFItems"]
    }
    for function in held.all_functions():
        assert told[function.iri] == {str(uuid_of(item)) for item in function.classified_by}
    first = made["CFDocument"]
    assert (first["title"], first["statusStartDate"], first["caseVersion"], len(first["subjectURI"])) == (
        held.label,
        "2014-10-10",
        "1.1",
        4,
    )


def test_a_package_holds_one_edition(several: EmbeddedStore, exported: Exported) -> None:
    with pytest.raises(UsageError, match=r"several fit, say which: standard=16\.020@620n-2014-09-08, "):
        exported(several, "case")
