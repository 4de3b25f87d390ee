"""Bad input at the addresses of data, descriptions, questions and dumps: a designed page or a problem document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

BASE = "https://w3id.org/profgraph/id/"
SCRIPT = "<script>alert(1)</script>"
TAGS = quote(SCRIPT, safe="")
LONG = "x" * 4_000
VERSION = "/doc/standard/16.020/620n-2014-09-08"
# The address, the status, and how the explanation in English begins.
REFUSED = [
    *(
        (f"{address}?lang=eo", 400, "lang=eo: there is no such language here; choose from ru, en")
        for address in ("/", "/q/", "/q/approval", "/ns", "/dumps/", "/void", VERSION)
    ),
    ("/sparql?query=ASK%7B%7D&lang=eo", 400, "lang=eo: there is no such language here"),
    (f"/?lang={TAGS}", 400, f"lang={SCRIPT}: there is no such language here"),
    (f"/?lang={LONG}", 400, f"lang={'x' * 100}…: there is no such language here"),
    ("/?lang=%00", 400, "lang=\x00: there is no such language here"),
    ("/?standard=zzz", 400, "'zzz' is not the code of a standard"),
    ("/?standard=99.999", 404, "'99.999': the store has no such standard; loaded: 16.020@620n-2014-09-08"),
    (f"/?standard={TAGS}", 400, f"'{SCRIPT}' is not the code of a standard"),
    (f"/?standard={LONG}", 400, f"'{'x' * 100}…' is not the code of a standard"),
    (f"/?standard={BASE}standard/16.020/nothing", 404, f"<{BASE}standard/16.020/nothing>: the store has no such IRI"),
    ("/void.png", 404, "/void.png: the document has no such form; choose from .ttl, .jsonld, .rdf, .nt"),
    ("/ns.owl", 404, "/ns.owl: the document has no such form"),
    (f"/catalog.{LONG}", 404, f"/catalog.{'x' * 91}…: the document has no such form"),
    (f"/shapes.{TAGS}", 404, f"/shapes.{SCRIPT}: there is no such address here"),
    ("/ns/Term", 404, "/ns/Term: there is no such address here"),
    ("/.well-known/nothing", 404, "/.well-known/nothing: there is no such address here"),
    ("/.well-known/sparql-examples/aproval", 404, "there is no question 'aproval'; try approval"),
    (
        "/.well-known/sparql-examples/zzz",
        404,
        "there is no question 'zzz'; the list: /q/ or query --list",
    ),
    ("/q/aproval", 404, "there is no question 'aproval'; try approval"),
    (f"/q/{LONG}", 404, f"there is no question '{'x' * 100}…'; the list: /q/ or query --list"),
    ("/q/approval.zip", 404, "approval.zip: the question has no such file; choose from csv, tsv, json, xml, xlsx"),
    ("/q/effective-skills.csv", 400, "the parameter function is needed"),
    ("/q/effective-skills.csv?function=Z/99.9", 404, "'Z/99.9': there is no such function; the question function-map"),
    (f"/q/effective-skills.csv?function={TAGS}", 400, f"'{SCRIPT}' is not the code of a function"),
    (f"/q/effective-skills.csv?function={LONG}", 400, f"'{'x' * 100}…' is not the code of a function"),
    ("/q/effective-skills.csv?function=B%00", 400, "'B\\x00' is not the code of a function"),
    ("/q/effective-skills.csv?function=%FF%FE", 400, "the request is not in UTF-8"),
    ("/q/effective-skills.csv?function=B/03.6&function=A/01.5", 400, "the field function is given 2 times"),
    (f"/q/effective-skills.csv?function={BASE}nothing", 404, f"<{BASE}nothing>: the store has no such IRI"),
    ("/q/approval.csv?standard=16.020@nothing", 404, "'16.020@nothing': the store has no such standard"),
    ("/q/approval.csv?nothing=1", 400, "the question approval has no parameter 'nothing'; it has: standard, asOf"),
    (f"/q/approval.csv?{LONG}=1", 400, f"the question approval has no parameter '{'x' * 100}…'"),
    ("/dumps/16.020", 404, "there is no file '16.020'; a name is profgraph or an edition"),
    ("/dumps/16.021.ttl", 404, "there is no file '16.021.ttl'"),
    (f"/dumps/{LONG}", 404, f"there is no file '{'x' * 100}…'"),
    ("/dumps/a/b", 404, "/dumps/a/b: there is no such address here"),
    (f"{VERSION}/Z/99.9", 404, f"<{BASE}standard/16.020/620n-2014-09-08/Z/99.9>: the data have no such IRI"),
    (f"{VERSION}.png", 404, f"<{BASE}standard/16.020/620n-2014-09-08.png>: the data have no such IRI"),
    (f"/id/{LONG}", 404, f"<{BASE}{'x' * 100}…>: the data have no such IRI"),
    (f"/lookup?uri={LONG}", 404, f"<{'x' * 200}…>: the data have no such IRI"),
]


def checked(client: FlaskClient, address: str, status: int, said: str) -> None:
    for lang in ("ru", "en"):
        page = client.get(address, headers={"Accept": "text/html", "Accept-Language": lang})
        assert (page.status_code, page.mimetype, page.content_language) == (status, "text/html", {lang})
        assert f'<html lang="{lang}">' in page.text
        assert (page.text.count("<h1"), SCRIPT in page.text) == (1, False)
        problem = client.get(address, headers={"Accept": "image/png", "Accept-Language": lang})
        assert (problem.status_code, problem.mimetype) == (status, "application/problem+json")
        assert problem.content_language == {lang}
        assert (problem.json or {}).keys() == {"type", "title", "status", "detail"}
        assert len(problem.text) < 2_000
    assert problem.json
    assert problem.json["detail"][: len(said)] == said


@pytest.mark.parametrize(("address", "status", "said"), REFUSED, ids=[address[:60] for address, *_ in REFUSED])
def test_what_is_wrong_is_said_as_the_reader_reads(address: str, status: int, said: str, client: FlaskClient) -> None:
    checked(client, address, status, said)


@pytest.mark.parametrize(
    "address",
    [f"/q/?search={TAGS}", f"/q/?search={LONG}", "/q/?search=%FF", "/void?page=-1",
     f"{VERSION}?page=99999999999999999999", "/q/?lang=", "/ns?lang=", "/catalog?x=%3Cb%3E", "/?standard="],
)  # fmt: skip
def test_what_means_nothing_is_passed_over(address: str, client: FlaskClient) -> None:
    page = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert (page.status_code, page.content_language, SCRIPT in page.text) == (200, {"en"}, False)


@pytest.fixture(scope="module")
def client_of_two(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("candidates")
    text = bundled().read_text(encoding="utf-8")
    (folder / "newer.txt").write_text(
        text.replace("620н", "700н").replace("8 сентября 2014", "9 сентября 2015"), encoding="utf-8"
    )
    with Writer.open(folder / "store") as writer:
        list(load([bundled(), folder / "newer.txt"], writer))
        writer.publish()
    return create_app(Settings(store=str(folder / "store"))).test_client()


def test_a_code_with_several_candidates_names_them(client_of_two: FlaskClient) -> None:
    several = "16.020@620n-2014-09-08/B/03.6, 16.020@700n-2015-09-09/B/03.6"
    for address in ("/q/effective-skills.csv?function=B/03.6", "/q/effective-skills.csv?function=В/03.6"):
        checked(client_of_two, address, 400, f"several fit, say which: {several}")
    form = client_of_two.get("/q/effective-skills?function=B/03.6&lang=en", headers={"Accept": "text/html"})
    assert (form.status_code, several in form.text) == (400, True)


def test_a_standard_of_two_editions_has_dumps_of_the_newer(client_of_two: FlaskClient) -> None:
    response = client_of_two.get("/dumps/16.020.nq")
    assert (response.status_code, response.headers["Location"]) == (302, "/dumps/16.020@700n-2015-09-09.nq")
