"""The page of classifiers: editions, crosswalks, the search, and the addresses that lead there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.classifiers.search import LONGEST, MOST_ITEMS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Written
    from flask.testing import FlaskClient

EN = {"Accept": "text/html", "Accept-Language": "en"}
PACKAGE = "the package of the program"
TABLE = re.compile(r'<h2 id="([\w-]+)">.*?</h2>\s*<table.*?<tbody[^>]*>(.*?)</tbody>', re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[dh] [^>]*>(.*?)</t[dh]>", re.DOTALL)
FOUND = re.compile(r'<li><a href="/doc/classifier/([^"?]*)')

OKZ = [
    (
        "OKZ, OK 010-93 okz 1993 Russian classification of occupations OK 010-93",
        "obsolete from 1995-01-01 to 2015-06-30",
        "13",
        "Major groups 3, Sub-major groups 3, Minor groups 3, Unit groups 4",
        PACKAGE,
    ),
    (
        "OKZ, OK 010-2014 okz 2014 Russian classification of occupations OK 010-2014 (ISCO-08)",
        "current from 2015-07-01",
        "23",
        "Major groups 3, Sub-major groups 4, Minor groups 6, Unit groups 10",
        PACKAGE,
    ),
]
KINDS = ["okz", "okved", "okso", "isco", "esco-groups", "esco-occupations", "eks", "crosswalks"]
CODES = "Follows from the codes of the items of the package"
DIGEST = "397af4c734105587102e428d1413d7e7399eeeec881ed495775c505ed907935a"
TITLES = "File isco08-isco88-title-index.csv, SHA-256 6ceaee88665413b0216c37fbbd0caff2685adb468347fa629e26cf6be89e8e37"
CROSSWALKS = [
    ("Occupation groups of ESCO 1.1.1", "Occupations of ESCO 1.1.1", "97", "narrower 97", CODES, "CC0 1.0"),
    ("ISCO-08", "Occupation groups of ESCO 1.1.1", "23", "exact 23", CODES, "CC0 1.0"),
    (
        "ISCO-88",
        "ISCO-08",
        "7",
        "related 5, broader 1, close 1",
        f"Tables of the ILO. File isco08-isco88.csv, SHA-256 {DIGEST}. {TITLES}",
        "CC0 1.0",
    ),
    (
        "Lists of specialities of 2009",
        "OKSO, OK 009-2016",
        "4",
        "close 2, narrower 2",
        "Table of fields of study of mgup/K2 (unofficial)",
        "CC0 1.0",
    ),
    ("OKZ, OK 010-93", "ISCO-88", "13", "close 13", CODES, "CC0 1.0"),
    (
        "OKZ, OK 010-93",
        "OKZ, OK 010-2014",
        "7",
        "narrower 5, close 2",
        "Correspondence table of ISCO-88 and ISCO-08, ILO; Index of ISCO-08 occupation titles with ISCO-88 codes, ILO",
        "CC0 1.0",
    ),
    ("OKZ, OK 010-2014", "ISCO-08", "23", "close 23", CODES, "CC0 1.0"),
]


def tables_of(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each table of a page, by the heading that it stands under."""
    return {
        name: [tuple(plain(cell) for cell in CELL.findall(row)) for row in ROW.findall(body)]
        for name, body in TABLE.findall(text)
    }


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", markup)).split()).replace(" ,", ",")


def test_every_edition_and_crosswalk_is_there(client: FlaskClient) -> None:
    found = tables_of(client.get("/classifiers", headers=EN).text)
    assert [*found] == KINDS
    assert found["okz"] == OKZ
    assert [row[2] for kind in KINDS[:-1] for row in found[kind]] == [
        *("13", "23"), *("4", "4"), *("5", "4", "5"), *("13", "23"), "23", "97", "0"
    ]  # fmt: skip
    assert found["crosswalks"] == CROSSWALKS


def test_each_link_of_the_page_leads_somewhere(client: FlaskClient) -> None:
    text = client.get("/classifiers", headers=EN).text
    links = {unescape(one) for one in re.findall(r'href="(/[^"#]*)"', text)}
    assert {one: client.get(one, headers=EN).status_code for one in links} == dict.fromkeys(links, 200)
    assert {f"/doc/classifier/okz/{one}" for one in ("1993", "2014")} <= links
    assert len([one for one in links if one.startswith("/doc/correspondence/")]) == len(CROSSWALKS)


SEARCHES = {
    "2143": ["okz/1993/2143", "okz/2014/2143", "isco/88/2143", "isco/08/2143", "esco-groups/1.1.1/2143"],
    "okz 1993 21": ["okz/1993/21", "okz/1993/214", "okz/1993/2143"],
    "ОКЗ 2014 214": ["okz/2014/214", "okz/2014/2143"],
    "okz 1993 ИНЖЕНЕРЫ-электрики": ["okz/1993/2143"],
    "13.03.02": ["okso/2016/2.13.03.02"],
    "okz Инженеры 2151": ["okz/2014/2151"],
    "isco 88 electrical engineers": ["isco/88/2143"],
    "2143.": ["okz/1993/2143", "okz/2014/2143", "isco/88/2143", "isco/08/2143", "esco-groups/1.1.1/2143"],
    "okso 2009": ["okso/2009/140000", "okso/2009/140400", "okso/2009/140407", "okso/2009/140443"],
    "eks": [],
    '" } UNION { ?s ?p ?o': [],
    "такого нет": [],
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_code_or_a_name_leads_to_items(client: FlaskClient, search: str) -> None:
    text = client.get(f"/classifiers?{urlencode({'search': search})}", headers=EN).text
    assert FOUND.findall(text) == SEARCHES[search]
    assert f"Items found: {len(SEARCHES[search])}." in text
    assert ("The store has no such code or name" in text) == (not SEARCHES[search])


def test_more_than_a_page_holds_is_told(client: FlaskClient) -> None:
    text = client.get("/classifiers?search=e&lang=en", headers=EN).text
    assert len(FOUND.findall(text)) == MOST_ITEMS
    assert f"The first {MOST_ITEMS} items are shown; give a longer code or one more word." in text


@given(search=st.text(max_size=LONGEST))
def test_any_text_may_be_searched(client: FlaskClient, search: str) -> None:
    assert client.get("/classifiers", query_string={"search": search}, headers=EN).status_code == 200


def test_too_long_a_text_is_refused(client: FlaskClient) -> None:
    answer = client.get(f"/classifiers?search={'x' * (LONGEST + 1)}", headers={"Accept-Language": "en"})
    told = "search: at most 200 characters; give a code or some words of a name"
    assert (answer.status_code, answer.get_json()["detail"]) == (400, told)


LEADING = {
    "/id/classifier": "/classifiers",
    "/doc/classifier/": "/classifiers",
    "/id/classifier/okz": "/classifiers#okz",
    "/doc/classifier/okz": "/classifiers#okz",
    "/doc/classifier/esco-groups?lang=en": "/classifiers?lang=en#esco-groups",
    "/doc/classifier/nothing": None,
    "/doc/classifier/okz/1492": None,
}


@pytest.mark.parametrize("address", LEADING)
def test_the_beginning_of_many_iris_leads_to_their_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=EN)
    leads = LEADING[address]
    assert (answer.status_code, answer.headers.get("Location")) == ((303, leads) if leads else (404, None))


def test_an_imported_edition_names_its_file(tmp_path: Path, written: Written) -> None:
    path, wanted = written("code;name\n1;Группа\n11;Подгруппа\n111;Малая группа\n"), edition("okz", "2014")
    with Writer.open(tmp_path / "store") as writer:
        table = read_edition(path, wanted, Asked())
        import_edition(writer, wanted, table, source_of(path), "turbo", partial=False)
        writer.publish()
    text = create_app(Settings(store=str(tmp_path / "store"))).test_client().get("/classifiers", headers=EN).text
    assert [row[4] for row in tables_of(text)["okz"]] == [PACKAGE, source_of(path).en]


def test_a_store_without_classifiers_says_so(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store", bare=True) as writer:
        writer.publish()
    client = create_app(Settings(store=str(tmp_path / "store"))).test_client()
    for address in ("/classifiers", "/classifiers?search=okz"):
        answer = client.get(address, headers=EN)
        assert (answer.status_code, tables_of(answer.text)) == (200, {})
    assert "The store has no classifiers." in client.get("/classifiers", headers=EN).text


ORDERS = {"ru": "Приказ Росстандарта от 31.01.2014 № 14-ст", "en": "Order of Rosstandart No. 14-st of 31 January 2014"}


@pytest.mark.parametrize(("lang", "source"), ORDERS.items())
def test_a_remark_on_an_edition_is_in_the_language_of_the_reader(client: FlaskClient, lang: str, source: str) -> None:
    text = client.get(f"/doc/classifier/okved/2014?lang={lang}", headers=EN).text
    groups = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", text, re.DOTALL)
    values = {plain(name): re.findall(r"<li>(.*?)</li>", markup, re.DOTALL) for name, markup in groups}
    found = {name: [plain(one) for one in markups] for name, markups in values.items() if "Dublin Core" in name}
    assert [shown for name, shown in found.items() if name.startswith(("источник", "source"))] == [[source]]
    assert [len(shown) for name, shown in found.items() if name.startswith(("название", "title"))] == [2]
