"""The service as a provider of CASE: every identifier of a package resolves, everything else is told as CASE wants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]

SCHEMA = json.loads((Path(__file__).parent / "case-1.1.schema.json").read_text(encoding="utf-8"))
PREFIX = "/ims/case/v1p1/"
NOBODY = "00000000-0000-5000-8000-000000000000"


def valid(kind: str, told: Any) -> Any:  # noqa: ANN401  (a value of JSON)
    """Return what is told, which is of this type of the specification."""
    Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{kind}"}).validate(told)
    return told


@pytest.fixture(scope="module")
def package(client: FlaskClient) -> dict[str, Any]:
    (document,) = valid("CFDocumentSet", client.get(f"{PREFIX}CFDocuments").json)["CFDocuments"]
    address = document["CFPackageURI"]["uri"].removeprefix("https://w3id.org/profgraph")
    found: dict[str, Any] = valid("CFPackage", client.get(address).json)
    return found


def test_the_service_gives_the_package_that_the_command_writes(
    package: dict[str, Any], one: EmbeddedStore, exported: Exported
) -> None:
    assert package == json.loads(exported(one, "case"))


def test_a_document_is_that_of_its_package(package: dict[str, Any], client: FlaskClient) -> None:
    named = package["CFDocument"]["identifier"]
    told = valid("CFDocument", client.get(f"{PREFIX}CFDocuments/{named}").json)
    link = told.pop("CFPackageURI")
    assert (told, link["identifier"]) == (package["CFDocument"], named)


@pytest.mark.parametrize(("kind", "type_"), [("CFItems", "CFItem"), ("CFAssociations", "CFAssociation")])
def test_items_and_associations_resolve(kind: str, type_: str, package: dict[str, Any], client: FlaskClient) -> None:
    found = package[kind]
    # One of each sort: by its type, and the first and the last of them.
    sorts = {str(one.get("CFItemType") or one["associationType"]): one for one in [*found, *reversed(found)]}
    assert len(sorts) >= 4
    for one in [*sorts.values(), found[-1]]:
        told = valid(type_, client.get(one["uri"].removeprefix("https://w3id.org/profgraph")).json)
        assert told.pop("CFDocumentURI")["identifier"] == package["CFDocument"]["identifier"]
        assert told == one


@pytest.mark.parametrize("kind", ["CFConcepts", "CFSubjects", "CFItemTypes"])
def test_definitions_resolve_as_sets(kind: str, package: dict[str, Any], client: FlaskClient) -> None:
    found = package["CFDefinitions"][kind]
    for one in (found[0], found[-1]):
        told = valid(f"{kind.removesuffix('s')}Set", client.get(f"{PREFIX}{kind}/{one['identifier']}").json)
        assert told == {kind: [one]}


def test_the_licence_resolves(package: dict[str, Any], client: FlaskClient) -> None:
    (licence,) = package["CFDefinitions"]["CFLicenses"]
    assert valid("CFLicense", client.get(f"{PREFIX}CFLicenses/{licence['identifier']}").json) == licence


def test_the_associations_of_an_item(package: dict[str, Any], client: FlaskClient) -> None:
    function = next(one for one in package["CFItems"] if one.get("humanCodingScheme") == "B/03.6")
    named = function["identifier"]
    told = valid("CFAssociationSet", client.get(f"{PREFIX}CFItemAssociations/{named}").json)
    ends = ("originNodeURI", "destinationNodeURI")
    near = [one for one in package["CFAssociations"] if named in {one[end]["identifier"] for end in ends}]
    assert {one.pop("CFDocumentURI")["title"] for one in [told["CFItem"], *told["CFAssociations"]]} == {
        package["CFDocument"]["title"]
    }
    assert (told["CFItem"], told["CFAssociations"]) == (function, near)


@pytest.mark.parametrize(
    ("path", "status", "field", "code"),
    [
        (f"CFPackages/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFItems/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFAssociations/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFItemAssociations/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFConcepts/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFSubjects/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFItemTypes/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFLicenses/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFRubrics/{NOBODY}", 404, "sourcedId", "unknownobject"),
        (f"CFAssociationGroupings/{NOBODY}", 404, "sourcedId", "unknownobject"),
        ("CFItems/16.020", 404, "sourcedId", "invalid_uuid"),
        (f"CFItems/{NOBODY.replace('-', '')}", 404, "sourcedId", "invalid_uuid"),
        ("CFItems/%22%29%20%7D", 404, "sourcedId", "invalid_uuid"),
        ("CFDocuments?limit=-1", 400, "limit", "invalid_selection_field"),
        ("CFDocuments?offset=many", 400, "offset", "invalid_selection_field"),
        ("CFDocuments?sort=title", 400, "sort", "invalid_sort_field"),
        ("CFDocuments?fields=title", 400, "fields", "invalid_selection_field"),
    ],
)
def test_what_is_wrong_is_told_as_case_wants(
    path: str, status: int, field: str, code: str, client: FlaskClient
) -> None:
    answer = client.get(PREFIX + path)
    told = valid("StatusInfo", answer.json)
    minor = {"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": code}
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert (told["imsx_codeMajor"], told["imsx_codeMinor"]) == ("failure", {"imsx_codeMinorField": [minor]})
    assert "\n" not in told["imsx_description"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "there is no such object; CFDocuments lists the documents, CFPackages holds their objects"),
        ("ru", "такого объекта нет; документы перечислены в CFDocuments, их объекты — в CFPackages"),
    ],
)
def test_errors_speak_the_language_of_the_reader(lang: str, words: str, client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}CFItems/{NOBODY}", headers={"Accept-Language": lang})
    assert answer.json is not None
    assert answer.json["imsx_description"] == f"CFItems {NOBODY}: {words}"


def test_nothing_is_loaded_yet(tmp_path: Path) -> None:
    empty = create_app(Settings(store=str(tmp_path))).test_client()
    answer = empty.get(f"{PREFIX}CFDocuments")
    assert (answer.status_code, valid("StatusInfo", answer.json)["imsx_codeMinor"]) == (
        503,
        {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "sourcedId", "imsx_codeMinorFieldValue": "server_busy"}]},
    )
    assert str(tmp_path) not in answer.text


def test_documents_come_in_pages(several_folder: Path) -> None:
    client = create_app(Settings(store=str(several_folder))).test_client()
    whole = valid("CFDocumentSet", client.get(f"{PREFIX}CFDocuments").json)["CFDocuments"]
    assert [one["extensions"]["code"] for one in whole] == ["16.020", "16.099", "99.001"]
    first = client.get(f"{PREFIX}CFDocuments?limit=2")
    assert (first.headers["X-Total-Count"], first.headers["Link"]) == (
        "3",
        f'<{PREFIX}CFDocuments?limit=2&offset=2>; rel="next"',
    )
    rest = client.get(f"{PREFIX}CFDocuments?limit=2&offset=2")
    assert "Link" not in rest.headers
    assert [*first.json["CFDocuments"], *rest.json["CFDocuments"]] == whole
    # An identifier finds its own edition among several that say the same.
    for one in whole:
        made = client.get(f"{PREFIX}CFPackages/{one['identifier']}").json
        items = [found for found in made["CFItems"] if found.get("humanCodingScheme") == "A"]
        told = client.get(f"{PREFIX}CFItems/{items[0]['identifier']}").json
        assert told["CFDocumentURI"]["identifier"] == one["identifier"]
