"""Pages that bring together what editions say: of a concept and of a code, by the editions in force on a day."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE, Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

FIRST, SECOND = "620n-2014-09-08", "424n-2022-07-20"
MECHANICS = f"/doc/{Minter(BASE).concept('knowledge', 'Основы электротехники и механики').removeprefix(BASE)}"
CODE = "/doc/classifier/okz/1993/12"
UNUSED = "/doc/classifier/okz/2014/215"
BY_EDITIONS = (
    "by the editions in force on that day; "
    "where a document states no first day, it is that of its registration or order Leave out the date"
)
ITS_SPAN = "their times: 16.020: 2014-10-10 – 2023-02-28 Leave out the date"
SPANS = "their times: 16.020: 2014-10-10 – 2023-02-28; 16.020: 2023-03-01 – 2029-02-28 Leave out the date"


@pytest.fixture(scope="module")
def folder(two_editions: Path) -> Path:
    return two_editions


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.text


def told(text: str) -> list[str]:
    """Return the headings of the editions whose rows a page shows."""
    headings = re.findall(r'<h3 id="in-\d+">(.*?)</h3>', text, re.DOTALL)
    return [
        found for heading in headings for found in re.findall(r'href="/doc/standard/16\.020/([^"/?]+)[?"]', heading)
    ]


def line(text: str) -> str:
    found = re.findall(r'<p class="on-day" role="status">(.*?)</p>', text, re.DOTALL)
    assert len(found) <= 1
    return " ".join(re.sub(r"<[^>]+>", "", "".join(found)).split())


@pytest.mark.parametrize(
    ("address", "day", "editions", "words"),
    [
        (MECHANICS, "", [FIRST], ""),
        (MECHANICS, "2018-01-01", [FIRST], f"The answer for 2018-01-01 (by the calendar of Moscow): {BY_EDITIONS}"),
        (MECHANICS, "2023-02-28", [FIRST], f"The answer for 2023-02-28 (by the calendar of Moscow): {BY_EDITIONS}"),
        (
            MECHANICS,
            "2023-03-01",
            [],
            f"No loaded edition is in force on 2023-03-01 (by the calendar of Moscow); {ITS_SPAN}",
        ),
        (CODE, "", [SECOND, FIRST], ""),
        (CODE, "2014-10-10", [FIRST], f"The answer for 2014-10-10 (by the calendar of Moscow): {BY_EDITIONS}"),
        (CODE, "2029-02-28", [SECOND], f"The answer for 2029-02-28 (by the calendar of Moscow): {BY_EDITIONS}"),
        (CODE, "2029-03-01", [], f"No loaded edition is in force on 2029-03-01 (by the calendar of Moscow); {SPANS}"),
        (UNUSED, "2018-01-01", [], f"The answer for 2018-01-01 (by the calendar of Moscow): {BY_EDITIONS}"),
    ],
)
def test_a_page_gathers_what_is_in_force_and_says_so(
    client: FlaskClient, address: str, day: str, editions: list[str], words: str
) -> None:
    text = page(client, f"{address}?lang=en" + (f"&asOf={day}" if day else ""))
    assert (told(text), line(text)) == (editions, words)
    assert re.findall(r'name="asOf" required value="([^"]*)"', text) == [day]


@pytest.mark.parametrize("day", ["2001-01-01", "2018-01-01"])
@pytest.mark.parametrize("address", [MECHANICS, CODE])
def test_the_query_behind_a_table_is_of_the_day_too(client: FlaskClient, folder: Path, address: str, day: str) -> None:
    text = page(client, f"{address}?lang=en&asOf={day}")
    queries = [
        parse_qs(urlsplit(unescape(found)).query)["query"][0]
        for found in re.findall(r'<p class="behind"><a href="([^"]+)"', text)
    ]
    of_editions = [one for one in queries if "?version" in one.partition("WHERE")[0]]
    with EmbeddedStore(folder, default_graph="union") as store:
        found = [{str(row["version"]) for row in rows(store, one)} for one in of_editions]
    expected = {f"{BASE}standard/16.020/{FIRST}"} if day == "2018-01-01" else set()
    assert found == [expected] * (2 if address == MECHANICS else 1)


def rows(store: EmbeddedStore, query: str) -> list[dict[str, object]]:
    table = table_of(store.query(query))
    return [dict(zip(table.variables, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("address", [MECHANICS, CODE])
def test_a_day_that_is_none_is_refused(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}?lang=en&asOf=2018-02-30", headers={"Accept": "text/html"})
    assert (response.status_code, "is not a day; write a day as 2023-03-01" in response.text) == (400, True)


def test_a_concept_that_nobody_states_is_not_found(client: FlaskClient) -> None:
    address = "/doc/concept/knowledge/0000000000000000?asOf=2018-01-01"
    assert client.get(address, headers={"Accept": "text/html"}).status_code == 404
