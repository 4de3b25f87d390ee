"""What no IRI of the data is: the right status, in the form and the language of the reader, with nothing echoed raw."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

BASE = "https://w3id.org/profgraph/id/"
VERSION = "standard/16.020/620n-2014-09-08"
SUPPORTED = ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples", "text/html"]


@pytest.mark.parametrize("room", ["id", "doc"])
@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "nowhere.ttl",
        "nowhere.png",
        f"{VERSION}/Z/99.9",
        f"{VERSION}/",
        f"{VERSION}.png",
        f"{VERSION}.ttl.ttl",
        f"../{VERSION}",
        f"x/../{VERSION}",
        f"{VERSION}/%2E%2E/620n-2014-09-08/B",
        f"{VERSION}%23L1",
        "source/953a45c35d7eecba%23L107",
        "стандарт/16.020",
        "%FF%FE",
        "%00",
        "a%0D%0AX-Evil:%201",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "a%22%3E%20%7D%20%3Fs%20%3Fp%20%3Fo",
        "a b{}|\\^`",
        "%EF%BF%BF",
        "/".join("abcdefgh"),
        "x" * 20_000,
        "/" + "a/" * 5_000,
    ],
)
def test_an_unknown_iri_is_not_found(room: str, path: str, client: FlaskClient) -> None:
    page = client.get(f"/{room}/{path}?lang=en", headers={"Accept": "text/html"}, follow_redirects=True)
    problem = client.get(f"/{room}/{path}", headers={"Accept": "application/json"}, follow_redirects=True)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
    assert "<h1>Not found</h1>" in page.text
    assert "<script" not in page.text
    assert json.loads(problem.text)["title"] == "Не найдено"
    assert len(problem.text) < 2_000
    assert "X-Evil" not in page.headers


@pytest.mark.parametrize(("lang", "said"), [("ru", "такого IRI в данных нет"), ("en", "the data have no such IRI")])
def test_what_is_said_of_an_unknown_iri(lang: str, said: str, client: FlaskClient) -> None:
    answered = json.loads(client.get("/id/concept/skill/0", query_string={"lang": lang}).text)
    assert answered["detail"].startswith(f"<{BASE}concept/skill/0>: {said}; ")


@pytest.mark.parametrize("accept", ["image/png", "application/json", "text/html;q=0"])
def test_a_type_that_we_do_not_have_is_refused_with_the_list(accept: str, client: FlaskClient) -> None:
    response = client.get(f"/doc/{VERSION}?lang=en", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")
    assert json.loads(response.text) == {
        "type": "about:blank",
        "title": "Not acceptable",
        "status": 406,
        "detail": f"Accept: this document comes only as: {', '.join(SUPPORTED)}",
        "supported": SUPPORTED,
    }


@pytest.mark.parametrize("address", ["/id/", "/doc/", "/id", "/doc"])
def test_the_rooms_themselves_are_no_things(address: str, client: FlaskClient) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("room", ["id", "doc"])
def test_only_reading_is_allowed(room: str, client: FlaskClient) -> None:
    response = client.post(f"/{room}/{VERSION}")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_without_a_store_nothing_is_known(tmp_path: Path) -> None:
    nobody = create_app(Settings(store=str(tmp_path / "none"))).test_client()
    for address in (f"/id/{VERSION}", f"/doc/{VERSION}"):
        response = nobody.get(address)
        assert response.status_code == 503
        assert str(tmp_path) not in response.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/А/01.5", "/A/01.5"),
        ("/а/01.5", "/A/01.5"),
        ("/В/03.6.ttl", "/B/03.6.ttl"),
        ("/В?lang=en", "/B?lang=en"),
        ("/А/01.5/skill/1", "/A/01.5/skill/1"),
    ],
)
@pytest.mark.parametrize("version", [VERSION, VERSION.replace("620n", "620н")])
def test_an_address_in_cyrillic_letters_leads_to_the_latin_one(
    typed: str, meant: str, version: str, client: FlaskClient
) -> None:
    path, _, fields = typed.partition("?")
    moved = client.get(f"/doc/{quote(version + path)}{'?' if fields else ''}{fields}")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/doc/{VERSION}{meant}")
    assert client.get(moved.headers["Location"]).status_code == 200
    if not path.endswith(".ttl"):
        seen = client.get(f"/id/{quote(version + path)}")
        assert (seen.status_code, seen.headers["Location"]) == (303, f"/doc/{VERSION}{meant.partition('?')[0]}")


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (f"{VERSION}/B/99.6", ("/B", "B Руководство структурным подразделением")),
        (f"{VERSION}/Z", ("", "16.020 Специалист по эксплуатации")),
        (f"{VERSION}/B/03.6/skill/99", ("/B/03.6", "B/03.6 Управление процессом")),
        (f"{VERSION}/Я", ("", "16.020 Специалист по эксплуатации")),
        ("nothing", None),
        ("a b/<x>/%%", None),
    ],
)
def test_what_is_not_there_leads_to_the_nearest_that_is(
    path: str, nearest: tuple[str, str] | None, client: FlaskClient
) -> None:
    page = client.get(f"/doc/{quote(path)}", headers={"Accept": "text/html"})
    found = re.findall(r'Ближайшее, что есть: <a href="([^"]*)" lang="ru">(.*?)</a>', page.text)
    assert page.status_code == 404
    assert [href for href, _ in found] == ([f"/doc/{VERSION}{nearest[0]}"] if nearest else [])
    assert all(label.startswith(nearest[1]) for _, label in found if nearest)
